import { makeStreams } from './nats-streams.ts';
import { connectNats, readNatsSettings } from './nats-connection.ts';
import { OPERATOR } from './nats-config.ts';

/** Keeps the streams in being, as the exchange's operator: NATS_URL, NATS_KEY_FILE, NATS_STREAM_BYTES, NATS_REPLICAS. */
const { NATS_STREAM_BYTES = String(1_024 ** 3), NATS_REPLICAS = '1' } = process.env;
const LOOK_EVERY_MS = 5_000;

const settings = readNatsSettings(process.env);
if (!settings) throw new Error('NATS_URL is not set; see docs/deployment.md');
const connection = await connectNats(settings, OPERATOR);
const limits = { maxBytes: Number(NATS_STREAM_BYTES), replicas: Number(NATS_REPLICAS) };
await makeStreams(connection, limits);
console.log('ready');
const looking = setInterval(() => {
  makeStreams(connection, limits).catch((error: Error) => console.error(`streams: ${error.message}`));
}, LOOK_EVERY_MS);
const stop = () => {
  clearInterval(looking);
  void connection.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop).on('SIGINT', stop);
