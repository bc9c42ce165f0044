import { ACCESS, FIELD_GROUPS, STAGES, type FieldGroup } from '@xianjie/contracts/access/index.ts';
import { DOCUMENTS } from '@xianjie/contracts/acts/act.ts';
import { ACT_NAMES, ACTS } from '@xianjie/contracts/acts/index.ts';
import { ORGANISATION_NAMES } from '@xianjie/contracts/agencies.ts';
import { STATUTE_RULES } from '@xianjie/contracts/clock/statutes.ts';
import { ERRORS } from '@xianjie/contracts/errors.ts';

const HEAD = '<!-- printed by `npm run generate`; do not edit -->\n\n';
const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |\n`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  row(head) + row(head.map(() => '---')) + rows.map(row).join('');

/** The tables of `contracts/` as pages of `docs/`. */
export async function printDocs(): Promise<Record<string, string>> {
  const acts = ACT_NAMES.map((name) => {
    const { zh, by, roles, moves, documents = [], to = [], cc = [], article } = ACTS[name];
    const steps = Object.entries(moves).map(
      ([track, { from, to: next }]) => `${track}: ${from.join('/')}${next ? ` → ${next}` : ''}`,
    );
    return [
      name,
      zh,
      `${by} (${roles.join('/')})`,
      steps.join('; '),
      documents.map((document) => DOCUMENTS[document]).join('、'),
      to.join(', '),
      cc.join(', '),
      article,
    ];
  });
  const deadlines = STATUTE_RULES.map(
    ({ id, title, article, obligor, obligee, period, event, startsOn, endsOn, confidence }) => [
      id,
      title.zh,
      title.en,
      article,
      obligor,
      obligee,
      period.date ?? `${period.amount} ${period.unit}`,
      startsOn.map(({ act }) => act).join(', ') || event,
      endsOn.join(', '),
      confidence,
    ],
  );
  const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
  const shown = (from: string) => (from === 'NEVER' ? '—' : `${STAGES[from as keyof typeof STAGES]}起`);
  return {
    'acts.md': `${HEAD}# Acts\n\n${table(['act', '行为', 'by', 'tracks', '文书', 'to', 'copies', 'article'], acts)}`,
    'deadlines.md': `${HEAD}# Deadlines\n\n${table(['rule', '期限', 'deadline', 'article', 'obligor', 'owed to', 'period', 'starts on', 'ends on', 'confidence'], deadlines)}`,
    'errors.md': `${HEAD}# Errors\n\n${table(
      ['code', '提示', '由谁处理'],
      Object.entries(ERRORS).map(([code, { zh, mend }]) => [code, zh, mend]),
    )}`,
    'access.md': `${HEAD}# Access\n\nFrom which stage on each organisation sees a group of fields of a case it is concerned with.\n\n${table(
      ['fields', ...ORGANISATION_NAMES],
      groups.map((group) => [
        `${group} ${FIELD_GROUPS[group]}`,
        ...ORGANISATION_NAMES.map((name) => shown(ACCESS[group][name])),
      ]),
    )}`,
  };
}
