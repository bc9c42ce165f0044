import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { PaperLinks } from '../case-file/paper-links.tsx';
import { say } from '../shell/language.ts';
import type { DoneAct } from './act-document.ts';

/** The hub has written the act down: what was drawn up and where to go on. */
export const Done = ({ act, done }: { act: ActName; done: DoneAct }) => (
  <section className="card" role="status">
    <h1>{say(`已办理：${ACTS[act].zh}`, `Done: ${ACTS[act].en}`)}</h1>
    <p>
      {say('办理编号', 'Number of the act')} <code>{done.id}</code>
    </p>
    {done.papers.length > 0 && (
      <>
        <p>{say('已制发文书：', 'Documents drawn up:')}</p>
        <PaperLinks papers={done.papers} />
      </>
    )}
    <p className="answers">
      <a className="button" href={`/cases/${done.caseId}`}>
        {say('查看案卷', 'Open the case')}
      </a>
      <a className="button plain" href="/">
        {say('回到办案台', 'Back to the desk')}
      </a>
    </p>
  </section>
);
