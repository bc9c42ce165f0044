import { parseArgs } from 'node:util';
import { BAD_NETWORK, NAMESPACES, runFaults } from './faults.ts';

/** `npm run -s test:faults -- [--handoffs 10000] [--kills 200] [--bus postgres|nats|separate] [--bad-network | --namespaces] [--full-disks 5] [--clock-jumps 20] [--key-changes 20] [--at-once] [--seed N] [--together 8] [--logs DIR]` */
const { values } = parseArgs({
  options: {
    handoffs: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '200' },
    bus: { type: 'string', default: 'postgres' },
    'bad-network': { type: 'boolean', default: false },
    namespaces: { type: 'boolean', default: false },
    'full-disks': { type: 'string', default: '0' },
    'clock-jumps': { type: 'string', default: '0' },
    'key-changes': { type: 'string', default: '0' },
    'at-once': { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261126' },
    together: { type: 'string', default: '8' },
    logs: { type: 'string' },
  },
});
const bus = values.bus === 'postgres' ? 'postgres' : 'nats';
// what was started ends with this process
process.on('SIGINT', () => process.exit(130)).on('SIGTERM', () => process.exit(143));
const began = Date.now();
const say = (line: string) => console.log(`${String(Math.round((Date.now() - began) / 1_000)).padStart(5)} s  ${line}`);
const { handoffs, kills, found } = await runFaults({
  handoffs: Number(values.handoffs),
  kills: Number(values.kills),
  seed: Number(values.seed),
  together: Number(values.together),
  bus,
  ...(values['bad-network'] ? { network: BAD_NETWORK } : {}),
  ...(values.namespaces ? { namespaces: NAMESPACES } : {}),
  fullDisks: Number(values['full-disks']),
  clockJumps: Number(values['clock-jumps']),
  keyChanges: Number(values['key-changes']),
  atOnce: values['at-once'],
  separate: values.bus === 'separate',
  ...(values.logs ? { logs: values.logs } : {}),
  say,
});
for (const line of found.slice(0, 100)) say(line);
const kinds = Map.groupBy(found, (line) => line.replace(/^[0-9a-f-]{36} /, ''));
const counted = [...kinds]
  .map(([kind, lines]) => ({ kind, times: lines.length }))
  .toSorted((a, b) => b.times - a.times);
for (const { kind, times } of counted.slice(0, 20)) say(`${times} × ${kind}`);
const sum = Object.values(kills).reduce((all, count) => all + count, 0);
say(
  `${values.bus}: ${handoffs} handoffs, ${sum} kills ${JSON.stringify(kills)}, ${found.length} lost, double or unfinished`,
);
process.exitCode = found.length > 0 ? 1 : 0;
