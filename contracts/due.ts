import { parseArgs } from 'node:util';
import { ACTS, isActName } from './acts/index.ts';
import { dueAt, readStart, type PauseTimes } from './clock/due-at.ts';
import type { Period, Rule } from './clock/rule.ts';
import { spansOf } from './clock/spans.ts';
import { findRule, STATUTE_RULES } from './clock/statutes.ts';

/** `npm run -s due -- --rule H17-09a --from 2026-02-13T10:00+08:00`: when a period ends, and how it is counted. */
function stop(message: string): never {
  console.error(message);
  process.exit(2);
}

const USAGE =
  'usage: npm run -s due -- --rule H17-09a --from 2026-02-13T10:00+08:00 [--pause 2026-02-14/2026-02-20]… [--extend extendAsMajor]…';
let given;
try {
  given = parseArgs({
    options: {
      rule: { type: 'string' },
      from: { type: 'string' },
      pause: { type: 'string', multiple: true },
      extend: { type: 'string', multiple: true },
    },
  }).values;
} catch (error) {
  stop(`${(error as Error).message}\n${USAGE}`);
}
const { rule: id, from, pause = [], extend = [] } = given;
if (!id || !from) stop(USAGE);
const named = findRule(id);
if (!named) {
  const near = STATUTE_RULES.filter((one) => one.id.startsWith(id.split('-')[0]!)).map((one) => one.id);
  stop(
    `there is no rule ${id}${near.length > 0 ? `; of the same instrument: ${near.join(', ')}` : '; the rules are listed in docs/deadlines.md'}`,
  );
}
const checkDate = (text: string) => {
  try {
    readStart(text);
  } catch {
    stop(`${text} is no date: write 2026-02-13 or 2026-02-13T10:00+08:00`);
  }
};
checkDate(from);
const pauses: PauseTimes[] = pause.map((text) => {
  const [start = '', end = '', ...rest] = text.split('/');
  if (rest.length > 0 || !end) stop(`${text} is no pause: write 2026-02-14/2026-02-20`);
  checkDate(start);
  checkDate(end);
  if (readStart(start).epochMilliseconds > readStart(end).epochMilliseconds)
    stop(`the pause ${text} ends before it begins`);
  return { from: start, to: end };
});

let rule: Rule = named;
let spans: readonly Period[] = spansOf(named);
for (const text of extend) [rule, spans] = extendBy(text);

const { article, due, provisional, steps } = dueAt({ rule, from, spans, pauses });
console.log(JSON.stringify({ rule: rule.id, article, from, due, provisional, steps }, null, 2));

/** What an act makes of the period: an extension of the rule, or the rule that takes its clock over. `ACT=2026-05-01` gives the day an act states itself. */
function extendBy(text: string): [Rule, readonly Period[]] {
  const [act = '', day] = text.split('=');
  if (!isActName(act)) stop(`${act} is not an act; the acts are listed in docs/acts.md`);
  const extension = rule.extensions.find((one) => one.act === act && (one.until !== undefined) === (day !== undefined));
  if (extension?.until && day) {
    checkDate(day);
    return [rule, [{ amount: 0, unit: 'fixed_date', date: readStart(day).toPlainDate().toString() }]];
  }
  if (extension) return [rule, extension.to ?? [...spans, ...(extension.adds ?? [])]];
  const successor = STATUTE_RULES.find(
    ({ replaces, startsOn }) => replaces.includes(rule.id) && startsOn.some((start) => start.act === act),
  );
  if (successor) return [successor, spansOf(successor)];
  if (rule.extensions.some((one) => one.act === act && one.until))
    stop(`${act} says itself until when: write --extend ${act}=2026-05-01`);
  stop(`${act}（${ACTS[act].zh}） does not extend ${rule.id}`);
}
