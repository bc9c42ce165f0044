import { useEffect, useState } from 'react';
import { ACTS, isActName, type ActName } from '@xianjie/contracts/acts/index.ts';
import { ROLES } from '@xianjie/contracts/agencies.ts';
import { hubNow } from '../api/clock.ts';
import type { DoneAct } from '../acts/act-document.ts';
import { ActForm } from '../acts/act-form.tsx';
import { Done } from '../acts/done.tsx';
import { useQuery } from '../api/use-query.ts';
import { Answered } from '../desk/answered.tsx';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { nameOf, say, termOf } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { CASE_FOR_ACT, OPENING_ACTS, type CaseForActData } from './operations.ts';

type CaseOfAct = CaseForActData['case'];

/** One act on one case, or the act that opens one: its form, what it brings and starts, or why it cannot be done now. */
export default function ActPage({ id, act }: { id?: string; act?: string }) {
  const name = act && isActName(act) ? act : null;
  // what is done stays on the screen, though the case has moved on and would no longer allow it
  const [done, setDone] = useState<DoneAct | null>(null);
  useEffect(() => {
    document.title = `${name ? nameOf(ACTS[name]) : ''} · ${say('衔接', 'Xianjie')}`;
  }, [name]);
  if (!name) return <Cannot why={say('没有这个办理事项。', 'There is no such act.')} />;
  if (done) return <Done act={name} done={done} />;
  return id ? <OnCase id={id} act={name} onDone={setDone} /> : <Opening act={name} onDone={setDone} />;
}

function OnCase({ id, act, onDone }: { id: string; act: ActName; onDone(done: DoneAct): void }) {
  const answer = useQuery(CASE_FOR_ACT, { id });
  return (
    <Answered answer={answer}>
      {({ case: file }) => {
        if (!file) return <Cannot why={say('未找到案件。', 'No such case.')} />;
        const lawful = file.lawfulActs.find((one) => one.act === act);
        if (!lawful?.mine) return <Cannot why={whyNot(act, file, lawful !== undefined)} back={file.id} />;
        const waits = lawful.notBefore !== null && Date.parse(lawful.notBefore) > hubNow() ? lawful.notBefore : null;
        return (
          <>
            {waits && (
              <p className="note" role="status">
                {say(
                  `依法须在 ${fullTime(waits)} 之后办理。可以先填写，内容保存在本机。`,
                  `By law not before ${fullTime(waits)}. You may write it now; it is kept on this computer.`,
                )}
              </p>
            )}
            <ActForm key={act + id} act={act} file={file} lawful={lawful} onDone={onDone} />
          </>
        );
      }}
    </Answered>
  );
}

function Opening({ act, onDone }: { act: ActName; onDone(done: DoneAct): void }) {
  const answer = useQuery(OPENING_ACTS, {});
  return (
    <Answered answer={answer}>
      {({ openingActs }) => {
        const lawful = openingActs.find((one) => one.act === act);
        if (!lawful) return <Cannot why={whyNot(act, null, false)} />;
        return <ActForm key={act} act={act} file={null} lawful={{ ...lawful, ends: [] }} onDone={onDone} />;
      }}
    </Answered>
  );
}

/** Whose it is, or at what the case stands. */
function whyNot(act: ActName, file: CaseOfAct, byColleagues: boolean): string {
  const row = ACTS[act];
  const title = nameOf(row);
  const roles = row.roles.map((role) => termOf(role, ROLES[role])).join('、');
  const whose = `${organisationName(row.by)}${say('', ' ')}${roles}`;
  const yours = row.by === session.get()?.organisation && row.roles.some((role) => session.get()!.roles.includes(role));
  if (byColleagues || !yours)
    return say(`“${title}”由${whose}办理，请转交办理。`, `“${title}” is for ${whose} to do; pass it on.`);
  if (!file) return say(`“${title}”须从案卷办理，请先打开案件。`, `“${title}” is done on a case; open the case first.`);
  const stands = file.tracks.filter(({ track }) => track in row.moves).map(({ title: words }) => words);
  return say(
    `“${title}”现在不能办理${stands.length > 0 ? `（${stands.join('；')}）` : ''}。请返回案卷查看现在可办理的事项。`,
    `“${title}” cannot be done now (${stands.join('; ')}). The case file shows what can.`,
  );
}

const Cannot = ({ why, back }: { why: string; back?: string }) => (
  <section className="card" role="alert">
    <h1>{say('不能办理', 'Not possible')}</h1>
    <p>{why}</p>
    {back && <a href={`/cases/${back}`}>{say('返回案卷', 'Back to the case')}</a>}
  </section>
);
