import { readTimestampSettings, type TimestampSettings } from './timestamps/settings.ts';
import { STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { readNatsSettings, type NatsSettings } from '@xianjie/exchange/nats-connection.ts';

/** What a subgraph process needs from its environment; a missing setting is named with what to do. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** PostgreSQL URL of the station's own role */
  readonly databaseUrl: string;
  readonly schema: string;
  /** the first private key, and the secret of the ledger's leaves unless `ledgerKeyFile` is another */
  readonly keyFile: string;
  /** module that signs instead of keys in files (`exchange/key-module.ts`); `keyFile` is then a secret of the ledger alone */
  readonly signerModule?: string;
  readonly trustFile: string;
  /** secret of the ledger's leaves; absent: drawn from `keyFile`. Name the old key's file here when the signing key is changed */
  readonly ledgerKeyFile?: string;
  /** remembers how far the ledger has come, outside the database; beside `keyFile` unless said */
  readonly ledgerMarkFile?: string;
  /** of a ledger that begins */
  readonly ledgerHash?: 'sha256' | 'sm3';
  readonly filesDirectory: string;
  readonly oidcIssuer: string;
  /** JSON file with the agency's own words and marks of document numbers; absent: those of contracts/papers */
  readonly seriesFile?: string;
  /** NATS between the stations' machines; absent: the exchange's schema in the station's PostgreSQL */
  readonly nats?: NatsSettings;
  /** X25519 private keys of the agency and public key of the discipline body, PEM; absent: no intervention record is taken */
  readonly sealingKeyFile?: string;
  readonly disciplineKeyFile?: string;
  /** absent: envelopes are not time-stamped */
  readonly timestamps?: TimestampSettings;
  /** where each other station is reached for the files it handed over; absent: all buckets are in `filesDirectory` */
  readonly stationUrls?: StationUrls;
}

export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const need = (name: string): string => {
    const value = environment[name];
    if (!value) throw new Error(`${name} is not set; see infra/subgraph-kit/README.md`);
    return value;
  };
  const nats = readNatsSettings(environment);
  const timestamps = readTimestampSettings(environment);
  return {
    port: Number(environment['PORT'] ?? 0),
    host: environment['HOST'] ?? '127.0.0.1',
    databaseUrl: need('DATABASE_URL'),
    schema: need('DATABASE_SCHEMA'),
    keyFile: need('KEY_FILE'),
    trustFile: need('TRUST_FILE'),
    ...(environment['SIGNER_MODULE'] ? { signerModule: environment['SIGNER_MODULE'] } : {}),
    filesDirectory: need('FILES_DIR'),
    oidcIssuer: need('OIDC_ISSUER'),
    ...(environment['LEDGER_HASH'] === 'sm3' ? { ledgerHash: 'sm3' as const } : {}),
    ...(environment['LEDGER_MARK_FILE'] ? { ledgerMarkFile: environment['LEDGER_MARK_FILE'] } : {}),
    ...(environment['LEDGER_KEY_FILE'] ? { ledgerKeyFile: environment['LEDGER_KEY_FILE'] } : {}),
    ...(environment['SERIES_FILE'] ? { seriesFile: environment['SERIES_FILE'] } : {}),
    ...(nats ? { nats } : {}),
    ...(timestamps ? { timestamps } : {}),
    ...(environment['SEALING_KEY_FILE']
      ? { sealingKeyFile: environment['SEALING_KEY_FILE'], disciplineKeyFile: need('DISCIPLINE_KEY_FILE') }
      : {}),
    ...(environment['STATION_URLS'] ? { stationUrls: readStationUrls(environment['STATION_URLS']) } : {}),
  };
}

export type StationUrls = Readonly<Partial<Record<Station, string>>>;
/** `{"ENVIRONMENT": "https://…", …}` */
export function readStationUrls(text: string): StationUrls {
  const urls = JSON.parse(text) as Record<string, string>;
  for (const [station, url] of Object.entries(urls))
    if (!(STATIONS as readonly string[]).includes(station) || !URL.canParse(url))
      throw new Error(`STATION_URLS: ${station} is no station, or ${url} no URL`);
  return urls;
}
