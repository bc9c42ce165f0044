import Form from 'antd/es/form';
import Input from 'antd/es/input';
import { DOCUMENTS, type DocumentName } from '@xianjie/contracts/acts/documents.ts';
import type { ActRow } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { say } from '../shell/language.ts';
import type { CaseOfAct } from './act-form.tsx';
import { Field, InstantField } from './fields.tsx';

export interface ActStep {
  readonly title: string;
  /** the fields to be right before going on */
  readonly names: (string | string[])[];
}

/** Documents that are written elsewhere, so that their number is asked for. */
const namedDocuments = ({ documents = [] }: ActRow): DocumentName[] =>
  documents.filter((name) => DOCUMENTS[name].drawn === 'agency');

/** The steps of an act's form: what is said, then the things that come with it, each on a page of its own. */
export function stepsOf(row: ActRow): ActStep[] {
  const fields = Object.entries(row.payload ?? {});
  const of = (...kinds: string[]) => fields.flatMap(([name, { kind }]) => (kinds.includes(kind) ? [name] : []));
  const apart = ['items', 'materials', 'parties'];
  const words = fields.flatMap(([name, { kind }]) => (apart.includes(kind) ? [] : [name]));
  const documents = namedDocuments(row).map((name) => ['documents', name]);
  const steps = [
    { title: say('填写内容', 'Content'), names: [...words, ...documents, 'occurredAt'] },
    { title: say('当事人', 'Parties'), names: of('parties') },
    { title: say('涉案物品', 'Items'), names: of('items') },
    { title: say('材料清单', 'Materials'), names: of('materials') },
  ];
  return steps.filter(({ names }) => names.length > 0);
}

/** The fields of one step. */
export function StepFields({ act, step, file }: { act: ActName; step: ActStep; file: CaseOfAct | null }) {
  const { payload = {} } = ACTS[act];
  return step.names.map((name) => {
    if (Array.isArray(name)) return <DocumentField key={name.join()} name={name[1] as DocumentName} />;
    if (name === 'occurredAt') return <OccurredAt key={name} />;
    return <Field key={name} name={name} spec={payload[name]!} file={file} act={act} />;
  });
}

const DocumentField = ({ name }: { name: DocumentName }) => (
  <Form.Item
    name={['documents', name]}
    label={`《${DOCUMENTS[name].zh}》${say('文号', 'number')}`}
    rules={[{ required: true, message: say(`请填写《${DOCUMENTS[name].zh}》的文号`, 'Enter its number') }]}
  >
    <Input />
  </Form.Item>
);

const OccurredAt = () => (
  <Form.Item
    name="occurredAt"
    label={say('办理时间（法定）', 'When it happened')}
    rules={[{ required: true, message: say('请填写办理时间', 'Enter the time') }]}
  >
    <InstantField />
  </Form.Item>
);
