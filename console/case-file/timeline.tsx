import { fullTime, legalTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say, termOf } from '../shell/language.ts';
import { MORE_STEPS, type CaseFileData, type Step } from './operations.ts';
import { PaperLinks } from './paper-links.tsx';
import { useFurther } from './use-further.ts';

type Steps = NonNullable<NonNullable<CaseFileData['case']>['timeline']>;

/** What was done, by whom, when, with which documents, and who has confirmed to have it. */
export function Timeline({ caseId, first }: { caseId: string; first: Steps }) {
  const { nodes: steps, more } = useFurther(first, MORE_STEPS, caseId, (file) => file.timeline);
  return (
    <section className="card">
      <h2>
        {say('办理过程', 'Timeline')}{' '}
        <span className="chip">
          {steps.length}
          {more && '+'}
        </span>
      </h2>
      {steps.length === 0 && <p className="empty">{say('尚未办理。办理的每一步会列在这里。', 'Nothing yet.')}</p>}
      <ol className="timeline">
        {steps.map((step) => (
          <TimelineStep key={step.id} step={step} />
        ))}
      </ol>
      {more && (
        <button type="button" className="button plain" onClick={() => void more()}>
          {say('继续显示', 'Show more')}
        </button>
      )}
    </section>
  );
}

function TimelineStep({ step }: { step: Step }) {
  const late = step.enteredLate;
  return (
    <li className={`agency-${step.agency}`}>
      <div className="step-head">
        <time dateTime={step.occurredAt}>{legalTime(step.occurredAt, step.precision)}</time>
        <span className="chip">{organisationName(step.agency)}</span>
        <b>{termOf(step.act, step.title)}</b> {step.details.find(({ name }) => name === 'title')?.value}
        {step.assumed && <span className="chip">{say('推定', 'assumed')}</span>}
        {late && <span className="chip soon">{say('逾期录入', 'entered late')}</span>}
      </div>
      <small>
        {step.article} · {step.actor}
      </small>
      <PaperLinks papers={step.papers} />
      <Receipts step={step} />
      {(step.details.length > 0 || step.documents.length > step.papers.length) && (
        <details>
          <summary>{say('内容', 'Content')}</summary>
          <dl className="facts">
            {step.details.map(({ name, label, value }) => (
              <div key={name} className="fact">
                <dt>{termOf(name, label)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {step.documents.length > 0 && (
            <p>
              {say('文书：', 'Documents: ')}
              {step.documents.join('；')}
            </p>
          )}
          <p>
            <small>
              {say('录入', 'entered')} {fullTime(step.recordedAt)} · SHA-256 <code>{step.digest.slice(0, 16)}…</code>
            </small>
          </p>
        </details>
      )}
    </li>
  );
}

/** The five steps: recorded, delivered, opened, dealt with; or overdue. */
function Receipts({ step }: { step: Step }) {
  if (step.recipients.length === 0) return null;
  const received = new Map(step.deliveries.map((delivery) => [delivery.recipient, delivery]));
  return (
    <ul className="receipts" aria-label={say('送达与回执', 'Receipts')}>
      {step.recipients.map((recipient) => {
        const [tone, text] = progress(received.get(recipient));
        return (
          <li key={recipient} className={`chip ${tone}`}>
            {organisationName(recipient)} {text}
          </li>
        );
      })}
    </ul>
  );
}

function progress(delivery: Step['deliveries'][number] | undefined): [tone: string, text: string] {
  const { step, receivedAt, openedAt, answeredAt, dueAt, overdueSince, receiptNumber } = delivery ?? {};
  if (receiptNumber) return ['good', say(`回执 ${receiptNumber}`, `receipt ${receiptNumber}`)];
  switch (step) {
    case 'OVERDUE':
      return receivedAt
        ? ['late', say(`逾期未办理，自 ${fullTime(overdueSince!)}`, `overdue since ${fullTime(overdueSince!)}`)]
        : ['late', say(`滞留未送达，自 ${fullTime(overdueSince!)}`, `undelivered since ${fullTime(overdueSince!)}`)];
    case 'ANSWERED':
      return ['good', say(`已办理 ${fullTime(answeredAt!)}`, `dealt with ${fullTime(answeredAt!)}`)];
    case 'OPENED':
      return [
        'good',
        say(`已查阅 ${fullTime(openedAt!)}${until(dueAt)}`, `opened ${fullTime(openedAt!)}${until(dueAt)}`),
      ];
    case 'DELIVERED':
      return [
        'good',
        say(`已签收 ${fullTime(receivedAt!)}${until(dueAt)}`, `signed receipt ${fullTime(receivedAt!)}${until(dueAt)}`),
      ];
    default:
      return ['soon', say('待签收', 'no receipt yet')];
  }
}

const until = (dueAt: string | null | undefined) =>
  dueAt ? say(`，应于 ${fullTime(dueAt)} 前办理`, `, due ${fullTime(dueAt)}`) : '';
