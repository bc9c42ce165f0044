/** What a subgraph process needs from its environment; a missing setting is named with what to do. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** PostgreSQL URL of the station's own role */
  readonly databaseUrl: string;
  readonly schema: string;
  readonly keyFile: string;
  readonly trustFile: string;
  readonly filesDirectory: string;
  readonly oidcIssuer: string;
  /** JSON file with the agency's own words and marks of document numbers; absent: those of contracts/papers */
  readonly seriesFile?: string;
}

export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const need = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set; see infra/subgraph-kit/README.md`);
    return value;
  };
  return {
    port: Number(environment['PORT'] ?? 0),
    host: environment['HOST'] ?? '127.0.0.1',
    databaseUrl: need('DATABASE_URL'),
    schema: need('DATABASE_SCHEMA'),
    keyFile: need('KEY_FILE'),
    trustFile: need('TRUST_FILE'),
    filesDirectory: need('FILES_DIR'),
    oidcIssuer: need('OIDC_ISSUER'),
    ...(environment['SERIES_FILE'] ? { seriesFile: environment['SERIES_FILE'] } : {}),
  };
}
