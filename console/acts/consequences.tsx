import { documentsOf, targetOf } from '@xianjie/contracts/acts/act.ts';
import { DOCUMENTS } from '@xianjie/contracts/acts/documents.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import { EXTERNAL_BODIES } from '@xianjie/contracts/agencies.ts';
import type { Ahead } from '../case-file/operations.ts';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say, termOf } from '../shell/language.ts';
import type { CaseOfAct, LawfulNow } from './act-form.tsx';

/** What the act brings with it: documents, recipients, where the case goes, which clocks start and end. */
export function Consequences({ act, file, lawful }: { act: ActName; file: CaseOfAct | null; lawful: LawfulNow }) {
  const row = ACTS[act];
  const state = (track: string) => file?.tracks.find((one) => one.track === track)?.state ?? 'NONE';
  const moves = Object.entries(row.moves).flatMap(([track, move]) => {
    const from = state(track);
    const to = targetOf(move, from);
    const { zh, states } = TRACKS[track as Track] as { zh: string; states: Record<string, string> };
    return to === from
      ? []
      : [`${termOf(track, zh)}${say('：', ': ')}${termOf(from, states[from]!)} → ${termOf(to, states[to]!)}`];
  });
  const receivers = [
    ...(row.to ?? []).map((one) => organisationName(one)),
    ...(row.external ?? []).map((one) => nameOf(EXTERNAL_BODIES[one])),
  ];
  const copies = (row.cc ?? []).map((one) => organisationName(one));
  return (
    <aside className="card consequences" aria-label={say('办理后果', 'What it does')}>
      <h2>{say('办理后', 'What it does')}</h2>
      <Part title={say('送达', 'Goes to')} rows={receivers} none={say('不送其他机关', 'no other agency')} />
      {copies.length > 0 && <Part title={say('抄送', 'Copies')} rows={copies} />}
      <Part
        title={say('文书', 'Documents')}
        rows={documentsOf(row).map(
          (name) =>
            `《${DOCUMENTS[name].zh}》${DOCUMENTS[name].drawn === 'hub' ? say('（系统制发）', ' (by the hub)') : ''}`,
        )}
        none={say('无', 'none')}
      />
      <Part title={say('状态', 'State')} rows={moves} none={say('不变', 'unchanged')} />
      <Part
        title={say('开始的时限', 'Clocks it starts')}
        rows={lawful.starts.map((one) => wordsOf(one, act))}
        none={say('无', 'none')}
      />
      <Part
        title={say('结束的时限', 'Clocks it ends')}
        rows={lawful.ends.map(({ title, titleEn, dueAt }) =>
          say(`${title}（届满 ${fullTime(dueAt)}）`, `${titleEn} (due ${fullTime(dueAt)})`),
        )}
        none={say('无', 'none')}
      />
    </aside>
  );
}

/** A clock that would start: how long, whose, until when, or on what it depends. */
function wordsOf(
  { title, titleEn, period, obligor, article, reminder, dueAt, dependsOn, replaces }: Ahead,
  act: ActName,
): string {
  const fields = ACTS[act].payload as Readonly<Record<string, { zh: string }>> | undefined;
  const given = dependsOn.map((name) => termOf(name, fields?.[name]?.zh ?? say('填写内容', name)));
  const until = dueAt
    ? say(`至 ${fullTime(dueAt)}`, `until ${fullTime(dueAt)}`)
    : replaces.length > 0
      ? say('接替正在进行的期限', 'takes over a running one')
      : say(`取决于${[...new Set(given)].join('、')}`, `depends on: ${given.join(', ')}`);
  const mark = reminder ? say('，仅提醒', ', a reminder') : '';
  const whose = organisationName(obligor);
  return say(
    `${title}：${period}，${until}（${whose}，${article}${mark}）`,
    `${titleEn}: ${period}, ${until} (${whose}, ${article}${mark})`,
  );
}

const Part = ({ title, rows, none }: { title: string; rows: readonly string[]; none?: string }) => (
  <section>
    <h3>{title}</h3>
    {rows.length === 0 ? (
      <p className="faint">{none}</p>
    ) : (
      <ul>
        {rows.map((row) => (
          <li key={row}>{row}</li>
        ))}
      </ul>
    )}
  </section>
);
