import { ACT_NAMES, ACTS } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, READERS } from '@xianjie/contracts/agencies.ts';
import {
  type Lapse,
  runsOut,
  type ActMatch,
  type EndingAct,
  type Extension,
  type PausingAct,
  type Rule,
  type StartingAct,
} from '@xianjie/contracts/clock/rule.ts';
import { periodZh, spansZh } from '@xianjie/contracts/clock/spans.ts';
import { ruleById, STATUTE_RULES } from '@xianjie/contracts/clock/statutes.ts';
import { HEAD, table } from './markdown.ts';

const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries({ ...AGENCIES, ...READERS }).map(([name, { zh }]) => [name, zh])),
  PARTY: '当事人',
  PLATFORM: '信息共享平台',
  OTHER: '其他',
};
/** Acts that must be entered within a rule of 17号 art. 34. */
const entered = (id: string) => ACT_NAMES.filter((name) => ACTS[name].entryDuty === id);

const values = (test: Readonly<Record<string, readonly string[]>>, sign: string): string[] =>
  Object.entries(test).map(([name, of]) => `${name} ${sign} ${of.join('/')}`);
function actText({ act, when, if: test, unless }: ActMatch, ...more: readonly (string | undefined)[]): string {
  const conditions = [
    ...values((when ?? {}) as Record<string, readonly string[]>, '='),
    ...values(test ?? {}, '='),
    ...values(unless ?? {}, '≠'),
    ...more.filter((one) => one !== undefined),
  ];
  return conditions.length > 0 ? `${act} (${conditions.join('; ')})` : act;
}
const startText = (start: StartingAct): string =>
  actText(
    start,
    start.from && `from ${start.from}`,
    start.until && `until ${start.until}`,
    start.obligor && `binds ${NAMES[start.obligor] ?? start.obligor}`,
  );
const lapseText = ({ rule, startedBy, when }: Lapse): string =>
  [
    `lapse of ${rule}`,
    startedBy && `since ${startedBy.join('/')}`,
    when &&
      `when ${Object.entries(when)
        .map(([track, states]) => `${track}=${states.join('/')}`)
        .join(', ')}`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
const endText = (end: EndingAct): string => actText(end, end.startedBy && `since ${end.startedBy.join('/')}`);
const pauseText = (pause: PausingAct): string => actText(pause, pause.cause || undefined);
function extensionText(extension: Extension): string {
  const { adds, to, until, times } = extension;
  const change = adds ? `加${spansZh(adds)}` : to ? `至${spansZh(to)}` : `至 ${until}`;
  return `${actText(extension)}: ${change}${times > 1 ? (Number.isFinite(times) ? ` (≤ ${times}×)` : ' (any number of times)') : ''}`;
}

function starts({ id, startsOn, startsOnLapseOf, replaces, event }: Rule): string {
  const duty = entered(id);
  return (
    [
      ...startsOn.map(startText),
      ...startsOnLapseOf.map(lapseText),
      ...(duty.length > 0 ? [`each of ${duty.length} acts marked entry ${id} in [acts.md](acts.md)`] : []),
    ].join(', ') + (replaces.length > 0 ? `, in place of ${replaces.join('/')}` : '') || event
  );
}
const ends = (rule: Rule): string =>
  entered(rule.id).length > 0
    ? 'entry of the act in the hub'
    : rule.endsOn.map(endText).join(', ') || (runsOut(rule) ? 'by itself' : '');
const pauses = ({ pausesOn, resumesOn }: Rule): string =>
  pausesOn.length === 0 ? '' : `${pausesOn.map(pauseText).join(', ')} until ${resumesOn.map(pauseText).join(', ')}`;
const period = (rule: Rule): string =>
  [
    periodZh(rule),
    ...rule.variants.map(({ if: test, spans }) => `${values(test, '=').join('; ')}: ${spansZh(spans)}`),
  ].join('；');
const force = ({ from, to }: Rule['inForce']): string => (from || to ? `${from ?? ''}–${to ?? ''}` : '');
const isCarried = ({ id, startsOn, startsOnLapseOf }: Rule): boolean =>
  startsOn.length > 0 || startsOnLapseOf.length > 0 || entered(id).length > 0;

/**
 * The statutes as a page: what is carried, every rule, and which text yields to which.
 * @throws Error for a rule that nothing starts and that does not say why
 */
export function printDeadlines(): string {
  const missing = STATUTE_RULES.filter((rule) => !isCarried(rule));
  for (const { id, notCarried } of missing)
    if (notCarried === null)
      throw new Error(`contracts/statutes, rule ${id}: no act starts it; name one or say why under not_carried`);
  const carried = STATUTE_RULES.length - missing.length;
  const notCarried = missing.map(({ id, title, notCarried: why }) => `- ${id} ${title.zh}: ${why}\n`).join('');
  const rules = table(
    [
      'rule',
      '期限',
      'deadline',
      'article',
      'obligor',
      'owed to',
      'period',
      'starts on',
      'ends on',
      'pauses',
      'extensions',
      'reminder of',
      'in force',
      'confidence',
      'kind',
    ],
    STATUTE_RULES.map((rule) => [
      rule.id,
      rule.title.zh,
      rule.title.en,
      rule.article,
      NAMES[rule.obligor] ?? rule.obligor,
      NAMES[rule.obligee] ?? rule.obligee,
      period(rule),
      starts(rule),
      ends(rule),
      pauses(rule),
      rule.extensions.map(extensionText).join(', '),
      rule.yieldsTo ?? '',
      force(rule.inForce),
      rule.confidence,
      rule.conditional ? `${rule.kind}, conditional` : rule.kind,
    ]),
  );
  const conflicts = table(
    ['reminds', '期限', 'article', 'period', 'binds', 'article', 'period'],
    STATUTE_RULES.filter(({ yieldsTo }) => yieldsTo !== null).map((rule) => {
      const other = ruleById(rule.yieldsTo!);
      return [rule.id, rule.title.zh, rule.article, period(rule), other.id, other.article, period(other)];
    }),
  );
  const unsure = STATUTE_RULES.filter(({ confidence }) => confidence === '?').map(({ id }) => id);
  return `${HEAD}# Deadlines

${carried} of ${STATUTE_RULES.length} rows are carried: acts of the hub start and end them, or they run out by themselves. Not carried:

${notCarried}
The period is counted as the instrument says (\`npm run -s due -- --rule ID --from DATE\` shows each step). Confidence: S read in the text, K known,
? unsure: the unsure (${unsure.join(', ')}) only remind, unless the installation makes them binding (\`STATUTES_BINDING\`).

${rules}
## Conflicts

Where two texts set a period for one duty, the first only reminds as long as the second is in force.

${conflicts}`;
}
