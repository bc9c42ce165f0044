import { parseArgs } from 'node:util';
import { dueAt, readStart } from './clock/due-at.ts';
import { findRule, STATUTE_RULES } from './clock/statutes.ts';

/** `npm run -s due -- --rule H17-09a --from 2026-02-13T10:00+08:00`: when a period ends, and how it is counted. */
function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

const USAGE = 'usage: npm run -s due -- --rule H17-09a --from 2026-02-13T10:00+08:00';
let given: { rule?: string | undefined; from?: string | undefined };
try {
  given = parseArgs({ options: { rule: { type: 'string' }, from: { type: 'string' } } }).values;
} catch (error) {
  stop(`${(error as Error).message}\n${USAGE}`);
}
const { rule: id, from } = given;
if (!id || !from) stop(USAGE);
const rule = findRule(id);
if (!rule) {
  const near = STATUTE_RULES.filter((one) => one.id.startsWith(id.split('-')[0]!)).map((one) => one.id);
  stop(
    `there is no rule ${id}${near.length > 0 ? `; of the same instrument: ${near.join(', ')}` : '; the rules are listed in docs/deadlines.md'}`,
  );
}
try {
  readStart(from);
} catch {
  stop(`${from} is no date: write 2026-02-13 or 2026-02-13T10:00+08:00`);
}
const { article, due, provisional, steps } = dueAt({ rule, from });
console.log(JSON.stringify({ rule: rule.id, article, from, due, provisional, steps }, null, 2));
