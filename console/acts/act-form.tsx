import Button from 'antd/es/button';
import Form from 'antd/es/form';
import { useRef, useState } from 'react';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { hubNow } from '../api/clock.ts';
import { carryOut, Unreachable } from '../api/request.ts';
import { askAgain } from '../api/use-query.ts';
import type { Ahead, CaseForActData, Lawful } from '../case-file/operations.ts';
import { fullTime } from '../desk/times.ts';
import { nameOf, say } from '../shell/language.ts';
import { actDocument, type DoneAct } from './act-document.ts';
import { Consequences } from './consequences.tsx';
import { dropDraft, keepDraft, readDraft, type Draft } from './drafts.ts';
import { FormLook, optionalMark } from './form-look.tsx';
import { inputOf, startValues } from './input.ts';
import { dropFiles } from './kept-files.ts';
import { Review } from './review.tsx';
import { StepFields, stepsOf } from './steps.tsx';

export type CaseOfAct = NonNullable<CaseForActData['case']>;
/** What the hub says of an act that may be done now. */
export interface LawfulNow {
  readonly starts: readonly Ahead[];
  readonly ends: Lawful['ends'];
}
type Values = Record<string, unknown>;

/** The form of an act, made from its row of the acts table, step by step to the last check; a new row needs no new page. */
export function ActForm(props: {
  act: ActName;
  file: CaseOfAct | null;
  lawful: LawfulNow;
  onDone(done: DoneAct): void;
}) {
  const { act, file, lawful, onDone } = props;
  const row = ACTS[act];
  const steps = stepsOf(row);
  const [form] = Form.useForm<Values>();
  const [draft] = useState(() => readDraft(file?.id, act));
  const actId = useRef(draft?.actId ?? crypto.randomUUID());
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(draft?.unanswered ? new Unreachable() : null);
  const heading = useRef<HTMLHeadingElement>(null);

  const values = () => form.getFieldsValue(true) as Values;
  const input = () => ({ actId: actId.current, ...inputOf(row, values(), file?.id) });
  const keep = (extra: Partial<Draft> = {}) =>
    keepDraft(file?.id, act, {
      actId: actId.current,
      title: [nameOf(row), file?.title].filter(Boolean).join(say('：', ': ')),
      values: values(),
      savedAt: new Date(hubNow()).toISOString(),
      ...extra,
    });
  const goTo = (step: number) => {
    setAt(step);
    setProblem(null);
    requestAnimationFrame(() => heading.current?.focus());
  };
  /** Goes on only from a step that is complete; otherwise to what is missing. */
  const next = () =>
    form.validateFields(steps[at]!.names, { recursive: true }).then(
      () => goTo(at + 1),
      ({ errorFields }: { errorFields: { name: (string | number)[] }[] }) =>
        errorFields[0] && form.scrollToField(errorFields[0].name, { block: 'center', focus: true }),
    );
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await carryOut(actDocument(act), { input: input() });
      dropDraft(file?.id, act);
      onDone(answer[act]!);
      return askAgain();
    } catch (error) {
      if (error instanceof Unreachable) keep({ unanswered: true });
      setProblem(error as Error);
    }
    setBusy(false);
  };
  const last = at === steps.length;
  return (
    <FormLook>
      <div className="title">
        <h1>{nameOf(row)}</h1>
        <span className="faint">{row.article}</span>
        {file && <a href={`/cases/${file.id}`}>{file.title}</a>}
      </div>
      <StepBar titles={[...steps.map(({ title }) => title), say('核对与发送', 'Check and send')]} at={at} onGo={goTo} />
      <div className="split">
        <section className="card">
          {draft && (
            <DraftNote
              draft={draft}
              onDrop={() => {
                dropDraft(file?.id, act);
                void dropFiles().then(() => location.reload());
              }}
            />
          )}
          <h2 ref={heading} tabIndex={-1} className="step-title">
            {last ? say('核对与发送', 'Check and send') : steps[at]!.title}
          </h2>
          <Form
            form={form}
            layout="vertical"
            requiredMark={optionalMark}
            initialValues={draft?.values ?? startValues(row, file)}
            onValuesChange={() => keep()}
            onFinish={() => void next()}
          >
            {steps.map((step, index) => (
              <div key={step.title} hidden={index !== at}>
                <StepFields act={act} step={step} file={file} />
              </div>
            ))}
            {!last && (
              <p className="answers">
                <Button type="primary" size="large" onClick={() => void next()}>
                  {say('下一步', 'Next')}
                </Button>
                {at > 0 && (
                  <Button size="large" onClick={() => goTo(at - 1)}>
                    {say('上一步', 'Back')}
                  </Button>
                )}
              </p>
            )}
          </Form>
          {last && (
            <Review
              act={act}
              file={file}
              values={values()}
              input={input()}
              busy={busy}
              problem={problem}
              onSend={() => void send()}
              onBack={() => goTo(at - 1)}
            />
          )}
        </section>
        <Consequences act={act} file={file} lawful={lawful} />
      </div>
    </FormLook>
  );
}

const StepBar = ({ titles, at, onGo }: { titles: readonly string[]; at: number; onGo(step: number): void }) => (
  <ol className="steps" aria-label={say('步骤', 'Steps')}>
    {titles.map((title, index) => (
      <li key={title} className={index <= at ? 'reached' : ''} aria-current={index === at ? 'step' : undefined}>
        {index < at ? (
          <button type="button" className="quiet" onClick={() => onGo(index)}>
            {title}
          </button>
        ) : (
          title
        )}
      </li>
    ))}
  </ol>
);

const DraftNote = ({ draft, onDrop }: { draft: Draft; onDrop(): void }) => (
  <p className="note">
    {say(`已恢复 ${fullTime(draft.savedAt)} 保存的草稿，尚未发送。`, `Draft of ${fullTime(draft.savedAt)}, not sent.`)}{' '}
    <button type="button" className="quiet" onClick={onDrop}>
      {say('清空重填', 'Start anew')}
    </button>
  </p>
);
