/** Where envelopes are time-stamped, and how long acts go on without. */
export interface TimestampSettings {
  readonly url: string;
  /** PEM, certificates that are trusted for tokens */
  readonly certFile: string;
  readonly everyMs: number;
  /** work goes on so long while the authority is away */
  readonly limitMs: number;
}

const EVERY_SECONDS = 60;
/** as X-Road has it; a setting, not law */
const LIMIT_HOURS = 4;

/** `TSA_URL` with `TSA_CERT_FILE`, `TIMESTAMP_EVERY` (seconds), `TIMESTAMP_LIMIT_HOURS`; without the first nothing is stamped. */
export function readTimestampSettings(environment: NodeJS.ProcessEnv): TimestampSettings | undefined {
  const { TSA_URL: url, TSA_CERT_FILE: certFile } = environment;
  if (!url) return undefined;
  if (!certFile) throw new Error('TSA_URL needs TSA_CERT_FILE, the certificates that its tokens are checked against');
  const positive = (name: string, otherwise: number): number => {
    const value = Number(environment[name] ?? otherwise);
    if (!(value > 0)) throw new Error(`${name} ${environment[name]} is no positive number`);
    return value;
  };
  return {
    url,
    certFile,
    everyMs: positive('TIMESTAMP_EVERY', EVERY_SECONDS) * 1_000,
    limitMs: positive('TIMESTAMP_LIMIT_HOURS', LIMIT_HOURS) * 3_600_000,
  };
}
