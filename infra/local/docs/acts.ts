import { documentsOf, documentZh, targetOf, type ActRow } from '@xianjie/contracts/acts/act.ts';
import { ACT_NAMES, ACTS } from '@xianjie/contracts/acts/index.ts';
import { TRACK_NAMES, TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCIES, EXTERNAL_BODIES, READERS } from '@xianjie/contracts/agencies.ts';
import { HEAD, table } from './markdown.ts';

const NAMES: Readonly<Record<string, { zh: string }>> = { ...AGENCIES, ...READERS, ...EXTERNAL_BODIES };
const zh = (names: readonly string[] = []) => names.map((name) => NAMES[name]!.zh).join('、');

function marks({ opens, confidential, entryDuty, notBefore, notAfter, route }: ActRow): string {
  return [
    opens ? 'opens' : '',
    confidential ? 'confidential' : '',
    entryDuty ? `entry ${entryDuty}` : '',
    ...(notBefore ?? []).map(({ rule }) => `not before ${rule}`),
    notAfter ? `not after ${notAfter.rule}` : '',
    route ? `routed: ${route}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function actsTable(): string {
  return table(
    ['act', '行为', 'English', 'by', 'tracks', '文书', 'to', 'copies', 'article', 'marks'],
    ACT_NAMES.map((name) => {
      const row = ACTS[name];
      const steps = Object.entries(row.moves).map(([track, move]) => {
        const leads = move.from.map((state) => [state, targetOf(move, state)] as const);
        const targets = [...new Set(leads.map(([, target]) => target))];
        if (!move.to) return `${track}: ${move.from.join('/')}`;
        return targets.length === 1
          ? `${track}: ${move.from.join('/')} → ${targets[0]}`
          : `${track}: ${leads.map(([from, to]) => (from === to ? from : `${from} → ${to}`)).join(', ')}`;
      });
      return [
        name,
        row.zh,
        row.en,
        `${AGENCIES[row.by].zh} (${row.roles.join('/')})`,
        steps.join('; '),
        documentsOf(row).map(documentZh).join('、'),
        [zh(row.to), zh(row.external)].filter(Boolean).join('、'),
        zh(row.cc),
        row.article,
        marks(row),
      ];
    }),
  );
}

/** The state diagram of a track: every act that moves it. Acts between the same two states share one arrow. */
function diagram(track: Track): string {
  const arrows = new Map<string, string[]>();
  for (const name of ACT_NAMES) {
    const move = ACTS[name].moves[track];
    if (!move?.to) continue;
    for (const from of move.from) {
      const to = targetOf(move, from);
      if (to === from && typeof move.to !== 'string') continue;
      const key = `${from} --> ${to}`;
      arrows.set(key, [...(arrows.get(key) ?? []), ACTS[name].zh]);
    }
  }
  const states = Object.entries(TRACKS[track].states).map(([state, title]) => `  ${state}: ${title}`);
  const lines = [...arrows].map(([key, names]) => `  ${key}: ${names.join('、')}`);
  return `### ${track} ${TRACKS[track].zh}\n\n\`\`\`mermaid\nstateDiagram-v2\n${[...states, '  [*] --> NONE', ...lines].join('\n')}\n\`\`\`\n`;
}

export const printActs = (): string =>
  `${HEAD}# Acts\n\n${ACT_NAMES.length} acts on ${TRACK_NAMES.length} tracks. State is per track, because the law runs them side by side.\n\n${actsTable()}\n## Tracks\n\n${TRACK_NAMES.map(diagram).join('\n')}`;
