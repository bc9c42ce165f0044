import { parseArgs } from 'node:util';
import { benchCommits } from './commits.ts';
import { benchClocks } from './clocks.ts';
import { benchGraphql } from './graphql.ts';
import { startGround } from './ground.ts';
import { benchQueues } from './queues.ts';

/** `npm run -s bench:exchange -- [--commits 2000] [--clocks 1000000] [--queued 100000] [--handoffs 1000]`; 0 leaves one out */
const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '2000' },
    clocks: { type: 'string', default: '1000000' },
    queued: { type: 'string', default: '100000' },
    handoffs: { type: 'string', default: '1000' },
  },
});
process.env['LOG_LEVEL'] ??= 'silent';
const counts = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
const show = (name: string, figures: object) => console.log(`${name} ${JSON.stringify(figures, null, 1)}`);
const ground = await startGround();
try {
  if (counts['commits']) show('commits', await benchCommits(ground, counts['commits']));
  if (counts['clocks']) show('clocks', await benchClocks(ground, counts['clocks']));
  if (counts['queued']) show('queues', await benchQueues(ground, counts['queued']));
} finally {
  await ground.stop();
}
if (counts['handoffs']) show('handoffs', await benchGraphql(counts['handoffs']));
// the other queues leave timers behind
process.exit();
