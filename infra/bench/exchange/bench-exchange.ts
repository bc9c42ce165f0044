import { parseArgs } from 'node:util';
import { benchCommits } from './commits.ts';
import { benchClocks } from './clocks.ts';
import { startGround } from './ground.ts';

/** `npm run -s bench:exchange -- [--commits 2000] [--clocks 1000000]` */
const { values } = parseArgs({
  options: { commits: { type: 'string', default: '2000' }, clocks: { type: 'string', default: '1000000' } },
});
process.env['LOG_LEVEL'] ??= 'silent';
const ground = await startGround();
try {
  const figures = {
    commits: await benchCommits(ground, Number(values.commits)),
    clocks: await benchClocks(ground, Number(values.clocks)),
  };
  console.log(JSON.stringify(figures, null, 1));
} finally {
  await ground.stop();
}
