import Button from 'antd/es/button';
import Checkbox from 'antd/es/checkbox';
import { useState } from 'react';
import { documentsOf, type ActRow, type FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { DOCUMENTS } from '@xianjie/contracts/acts/documents.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { EVIDENCE_KINDS } from '@xianjie/contracts/evidence/evidence-kinds.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import { PARTY_ROLES, type PartyRole } from '@xianjie/contracts/case/terms.ts';
import { connected } from '../api/connection.ts';
import { Refusal, Unreachable } from '../api/request.ts';
import { useStore } from '../api/store.ts';
import { fullTime } from '../desk/times.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import type { CaseOfAct } from './act-form.tsx';
import { labelOf } from './fields.tsx';
import { Previews } from './previews.tsx';
import '../case-file/case-file.css';

type Values = Readonly<Record<string, unknown>>;

/** The last look: everything that will be sent, in words, then the sending. */
export function Review(props: {
  act: ActName;
  file: CaseOfAct | null;
  values: Values;
  input: Values;
  busy: boolean;
  problem: Error | null;
  onSend(): void;
  onBack(): void;
}) {
  const { act, file, values, input, busy, problem } = props;
  const [read, setRead] = useState(false);
  const reachable = useStore(connected);
  const row: ActRow = ACTS[act];
  const goesOut = Boolean(row.to ?? row.cc ?? row.external ?? row.route);
  const lines = Object.entries(row.payload ?? {}).flatMap(([name, spec]) => {
    const words = wordsOf(name, spec, spec.kind === 'materials' ? input[name] : values[name], file);
    return words === '' ? [] : [[labelOf(name, spec), words] as const];
  });
  return (
    <>
      <dl className="facts">
        {lines.map(([label, words]) => (
          <div key={label} className="fact">
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>{say('办理时间', 'When')}</dt>
          <dd>{fullTime(String(values['occurredAt']))}</dd>
        </div>
      </dl>
      {documentsOf(row).some((name) => DOCUMENTS[name].drawn === 'hub') && <Previews act={act} input={input} />}
      {problem && <Problem problem={problem} />}
      <div className="confirm" role="group" aria-label={say('发送前核对', 'Before sending')}>
        <p>
          {say(
            `“${nameOf(row)}”发送后即生效${goesOut ? '，并送达所列机关' : ''}，不能撤回。`,
            `“${nameOf(row)}” takes effect at once${goesOut ? ' and goes to the agencies listed' : ''}; it cannot be taken back.`,
          )}
        </p>
        <Checkbox checked={read} onChange={({ target }) => setRead(target.checked)}>
          {say('我已核对内容和材料', 'I have checked content and materials')}
        </Checkbox>
        <p className="answers">
          <Button type="primary" size="large" disabled={!read || !reachable} loading={busy} onClick={props.onSend}>
            {!reachable
              ? say('连接恢复后可发送', 'Wait for the connection')
              : busy
                ? say('正在发送…', 'Sending…')
                : say('确认发送', 'Send')}
          </Button>
          <Button size="large" disabled={busy} onClick={props.onBack}>
            {say('返回修改', 'Back')}
          </Button>
        </p>
      </div>
    </>
  );
}

const termIn = (table: Readonly<Record<string, { zh: string; en: string }>>, code: string) =>
  table[code] ? nameOf(table[code]) : code;

/** A value as an officer reads it. */
function wordsOf(name: string, spec: FieldSpec, value: unknown, file: CaseOfAct | null): string {
  if (value === undefined || value === null || value === '') return '';
  const evidence = (id: string) =>
    file?.evidence?.edges.find(({ node }) => node.id === id)?.node.name ?? say('已上传文件', 'uploaded file');
  const party = (id: string) => file?.parties?.find((one) => one.id === id)?.name ?? id;
  switch (spec.kind) {
    case 'boolean':
      return value ? say('是', 'yes') : say('否', 'no');
    case 'instant':
      return fullTime(String(value));
    case 'choice':
      return termOf(String(value), spec.values?.[String(value)] ?? String(value));
    case 'file':
      return `SHA-256 ${String(value)}`;
    case 'id':
      return party(String(value));
    case 'ids':
      return (value as string[]).map(party).join('、');
    case 'texts':
      return (value as string[])
        .map((one) => (name === 'kinds' ? [one, termIn(FALSIFICATION_KINDS, one)].join(' ') : one))
        .join('、');
    case 'parties':
      return (value as { name: string; uscc?: string; role: PartyRole }[])
        .map(({ name, uscc, role }) => `${name}（${termOf(role, PARTY_ROLES[role])}${uscc ? `，${uscc}` : ''}）`)
        .join('\n');
    case 'items':
      return (value as Record<string, string>[])
        .map(({ name, quantity, features, storage }) => `${name} ${quantity}（${features}；存放于${storage}）`)
        .join('\n');
    case 'materials':
      return (value as { code: string; evidenceIds: string[]; documentNumber?: string }[])
        .map(({ code, evidenceIds, documentNumber }) =>
          [code, documentNumber, ...evidenceIds.map(evidence)].filter(Boolean).join(' '),
        )
        .join('\n');
    default:
      return name === 'kind' ? termIn(EVIDENCE_KINDS, String(value)) : String(value);
  }
}

const Problem = ({ problem }: { problem: Error }) => (
  <div className="problem" role="alert">
    <strong>{say('未办理。', 'Not done. ')}</strong>
    {problem instanceof Unreachable
      ? say(
          '没有收到系统答复，可能已办理也可能没有。内容已保存在本机；连接恢复后请再次发送，系统不会重复办理。',
          'No answer came; it may or may not have been done. Send again when the connection is back: nothing is done twice.',
        )
      : problem.message}
    {problem instanceof Refusal && problem.article && <div className="faint">{problem.article}</div>}
  </div>
);
