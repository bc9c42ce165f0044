import { ACCESS, ACCESS_STAGES, BROUGHT_BY, FIELD_GROUPS, type FieldGroup } from '@xianjie/contracts/access/index.ts';
import { TRACKS } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCIES, EXTERNAL_BODIES, ORGANISATION_NAMES, READERS } from '@xianjie/contracts/agencies.ts';
import { ERRORS } from '@xianjie/contracts/errors.ts';
import { LIMITS } from '@xianjie/gateway/limits/limits.ts';
import { HEAD, table } from './docs/markdown.ts';
import { printActs } from './docs/acts.ts';
import { printDeadlines } from './docs/deadlines.ts';

const NAMES = { ...AGENCIES, ...READERS, ...EXTERNAL_BODIES };

function printAccess(): string {
  const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
  const shown = (from: string) => (from === 'NEVER' ? '—' : `${ACCESS_STAGES[from as keyof typeof ACCESS_STAGES]}起`);
  const access = table(
    ['fields', ...ORGANISATION_NAMES],
    groups.map((group) => [
      `${group} ${FIELD_GROUPS[group]}`,
      ...ORGANISATION_NAMES.map((name) => shown(ACCESS[group][name])),
    ]),
  );
  const brought = table(
    ['organisation', 'track', 'sees the case as at', 'not before'],
    BROUGHT_BY.map(({ organisation, track, stage, before }) => [
      NAMES[organisation].zh,
      `${track} ${TRACKS[track].zh}`,
      ACCESS_STAGES[stage],
      before.map((state) => (TRACKS[track].states as Record<string, string>)[state]!).join('、'),
    ]),
  );
  return `${HEAD}# Access\n\nFrom which stage on each organisation sees a group of fields of a case it is concerned with.\n\n${access}\n## Brought by other tracks\n\nA case also comes before an organisation by one of these tracks, however far the criminal road has come.\n\n${brought}\nActs marked confidential in [acts.md](acts.md) are seen only by the sender and the recipients.\n`;
}

/** The tables of `contracts/` as pages of `docs/`. */
export async function printDocs(): Promise<Record<string, string>> {
  return {
    'acts.md': printActs(),
    'deadlines.md': printDeadlines(),
    'errors.md': `${HEAD}# Errors\n\n${table(
      ['code', '提示', '由谁处理'],
      Object.entries(ERRORS).map(([code, { zh, mend }]) => [code, zh, mend]),
    )}`,
    'access.md': printAccess(),
    'limits.md': `${HEAD}# Limits of the gateway\n\nEach is a setting of the gateway's environment.\n\n${table(
      ['setting', 'default', 'bounds'],
      Object.values(LIMITS).map(([setting, value, what]) => [setting, value.toLocaleString('en'), what]),
    )}`,
  };
}
