import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import Form from 'antd/es/form';
import { useEffect, useRef, useState } from 'react';
import {
  INTERVENTION_FIELD_ROWS,
  INTERVENTION_PARTS,
  type InterventionPart,
} from '@xianjie/contracts/intervention/fields.ts';
import { FormLook, optionalMark } from '../acts/form-look.tsx';
import { connected } from '../api/connection.ts';
import { carryOut, Unreachable } from '../api/request.ts';
import { useStore } from '../api/store.ts';
import { askAgain } from '../api/use-query.ts';
import { nameOf, say } from '../shell/language.ts';
import { answersOf, asking, ownAgency } from '../api/agencies.ts';
import { Field } from './field.tsx';
import { MediaField, type MediumValue } from './media-field.tsx';
import { RECORD_INTERVENTION, type RecordInterventionVariables } from './operations.ts';

type Input = RecordInterventionVariables['input'];
type Values = Omit<Input, 'media' | 'id'> & { readonly media?: readonly MediumValue[] };
interface Kept {
  readonly id: string;
  readonly number: string;
  readonly agency: string;
  readonly digest: string;
}

/** An intervention is written down. Nothing of it stays in the browser: whoever sits here next must not find it. */
export default function NewRecord() {
  const agency = ownAgency();
  const [kept, setKept] = useState<Kept | null>(null);
  useEffect(() => {
    document.title = say('记录干预 · 衔接', 'Record an intervention · Xianjie');
  }, []);
  if (!agency)
    return (
      <section className="card">
        <h1>{say('记录干预', 'Record an intervention')}</h1>
        <p>
          {say('干预记录由办案机关和监测机构人员填写。', 'Records are written by officers of the acting agencies.')}
        </p>
      </section>
    );
  return kept ? <Recorded kept={kept} /> : <RecordForm onKept={setKept} />;
}

const Recorded = ({ kept }: { kept: Kept }) => (
  <section className="card" role="status">
    <h1>{say(`已记录：${kept.number}`, `Recorded: ${kept.number}`)}</h1>
    <p>
      {say('校验值（SHA-256）', 'Digest (SHA-256)')} <code className="digest">{kept.digest}</code>
    </p>
    <p>
      {say(
        '校验值已公示并记入账本。记录已密封，只有您本人和纪检监察机关可以查阅。',
        'The digest is public and stands in the ledger. The record is sealed: only you and the discipline body read it.',
      )}
    </p>
    <p className="answers">
      <a className="button" href={`/interventions/${kept.agency}/${kept.id}`}>
        {say('查看记录', 'Open the record')}
      </a>
      <a className="button plain" href="/interventions">
        {say('返回干预留痕', 'Back to the list')}
      </a>
    </p>
  </section>
);

function RecordForm({ onKept }: { onKept(kept: Kept): void }) {
  const [form] = Form.useForm<Values>();
  const id = useRef(crypto.randomUUID());
  const [read, setRead] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const reachable = useStore(connected);
  const send = async (values: Values) => {
    setBusy(true);
    setProblem(null);
    try {
      const input = { ...values, id: id.current, media: values.media ?? [] } as Input;
      const answer = await carryOut(RECORD_INTERVENTION, { input, ...asking(ownAgency()!) });
      onKept(answersOf(answer)[0]!);
      return askAgain();
    } catch (error) {
      setProblem(error as Error);
    }
    setBusy(false);
  };
  return (
    <FormLook>
      <div className="title">
        <h1>{say('记录干预', 'Record an intervention')}</h1>
        <span className="faint">环发〔2015〕175号 第9条</span>
        <a href="/interventions">{say('返回干预留痕', 'Back to the list')}</a>
      </div>
      <section className="card">
        <p className="note">
          {say(
            '请如实填写，原话尽量照录。内容不会保存在本机，离开本页即清空。',
            'Write truthfully, in the words that were used. Nothing is kept on this computer.',
          )}
        </p>
        <Form
          form={form}
          layout="vertical"
          requiredMark={optionalMark}
          scrollToFirstError={{ block: 'center', focus: true }}
          onFinish={(values) => void send(values)}
        >
          {(Object.keys(INTERVENTION_PARTS) as InterventionPart[]).map((part) => (
            <fieldset key={part} className="rows">
              <legend>{nameOf(INTERVENTION_PARTS[part])}</legend>
              <div className="row">
                {INTERVENTION_FIELD_ROWS.filter(([, field]) => field.part === part).map(([name, field]) => (
                  <Field key={name} name={name} field={field} />
                ))}
              </div>
            </fieldset>
          ))}
          <MediaField />
          {problem && <Problem problem={problem} />}
          <div className="confirm" role="group" aria-label={say('提交前核对', 'Before sending')}>
            <p>
              {say(
                '提交后不能撤回、修改或删除，更正只能补充记录。',
                'It can not be taken back, changed or deleted, only supplemented.',
              )}
            </p>
            <Checkbox checked={read} onChange={({ target }) => setRead(target.checked)}>
              {say('以上内容真实，我已核对', 'This is true and I have checked it')}
            </Checkbox>
            <p className="answers">
              <Button type="primary" size="large" htmlType="submit" disabled={!read || !reachable} loading={busy}>
                {reachable ? say('提交记录', 'Record it') : say('连接恢复后可提交', 'Wait for the connection')}
              </Button>
            </p>
          </div>
        </Form>
      </section>
    </FormLook>
  );
}

export const Problem = ({ problem }: { problem: Error }) => (
  <div className="problem" role="alert">
    {problem instanceof Unreachable
      ? say(
          '没有收到系统答复。请不要离开本页，连接恢复后再次提交，不会重复记录。',
          'No answer came. Stay on this page and send again when the connection is back: nothing is recorded twice.',
        )
      : problem.message}
  </div>
);
