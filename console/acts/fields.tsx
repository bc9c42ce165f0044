import Checkbox from 'antd/es/checkbox';
import DatePicker from 'antd/es/date-picker';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import InputNumber from 'antd/es/input-number';
import Radio from 'antd/es/radio';
import Select from 'antd/es/select';
import dayjs, { type Dayjs } from 'dayjs';
import { useMemo } from 'react';
import { requiredHere, type FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { EVIDENCE_KINDS } from '@xianjie/contracts/evidence/evidence-kinds.ts';
import { FALSIFICATION_KINDS } from '@xianjie/contracts/evidence/falsification-kinds.ts';
import { checkDivision } from '@xianjie/contracts/identifiers/division.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import type { CaseOfAct } from './act-form.tsx';
import { FileField } from './file-field.tsx';
import { IdField } from './id-field.tsx';
import { ItemsField, PartiesField } from './list-fields.tsx';
import { MaterialsField } from './materials-field.tsx';

const OFFSET = '+08:00';
/** A dayjs whose digits are Beijing's, wherever the browser is. */
const toBeijing = (iso: string): Dayjs =>
  dayjs(new Date(iso).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).replace(' ', 'T'));

interface Controlled<T> {
  readonly id?: string;
  readonly value?: T;
  onChange?(value: T | undefined): void;
}

/** A moment in legal time; the form holds it as ISO text. */
export function InstantField({ id, value, onChange }: Controlled<string>) {
  // a new object would throw away what is just being typed
  const shown = useMemo(() => (value ? toBeijing(value) : null), [value]);
  return (
    <DatePicker
      {...(id ? { id } : {})}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      needConfirm={false}
      value={shown}
      onChange={(day) =>
        onChange?.(day ? new Date(`${day.format('YYYY-MM-DDTHH:mm:00')}${OFFSET}`).toISOString() : undefined)
      }
    />
  );
}
function DateField({ id, value, onChange }: Controlled<string>) {
  const shown = useMemo(() => (value ? dayjs(value) : null), [value]);
  return <DatePicker {...(id ? { id } : {})} value={shown} onChange={(day) => onChange?.(day?.format('YYYY-MM-DD'))} />;
}
const CheckField = ({ id, value, onChange, words }: Controlled<boolean> & { words: string }) => (
  <Checkbox {...(id ? { id } : {})} checked={value ?? false} onChange={({ target }) => onChange?.(target.checked)}>
    {words}
  </Checkbox>
);

const optionsOf = (table: Readonly<Record<string, { zh: string; en?: string }>>) =>
  Object.entries(table).map(([value, row]) => ({ value, label: nameOf(row) }));
const search = { showSearch: { optionFilterProp: 'label' } } as const;
const FEW = 4;

/** Checks that the console can make before anything is sent; the hub makes them all again. */
function checksOf(name: string, { kind }: FieldSpec) {
  const check = kind === 'uscc' ? checkUscc : name === 'placeCode' ? checkDivision : null;
  if (!check) return [];
  return [
    {
      validator: (_: unknown, value: string | undefined) => {
        if (!value) return Promise.resolve();
        const checked = check(value) as { ok: boolean; reason?: string };
        return checked.ok ? Promise.resolve() : Promise.reject(new Error(checked.reason));
      },
    },
  ];
}

/** What a field is called; of a file the table names the digest that is sent. */
export const labelOf = (name: string, { kind, zh }: FieldSpec): string =>
  kind === 'file' ? say('文件', 'File') : termOf(name, zh);

/** A field of an act as its row describes it. */
export function Field({
  name,
  spec,
  file,
  act,
}: {
  name: string;
  spec: FieldSpec;
  file: CaseOfAct | null;
  act: ActName;
}) {
  if (spec.kind === 'materials') return <MaterialsField name={name} spec={spec} file={file} act={act} />;
  const label = labelOf(name, spec);
  if (spec.kind === 'parties') return <PartiesField name={name} label={label} />;
  if (spec.kind === 'items') return <ItemsField name={name} label={label} />;
  const message =
    spec.kind === 'file'
      ? say('请选择文件并等待上传完成', 'Choose a file and wait until it is uploaded')
      : name === 'sealed'
        ? say('移送书须加盖公章后移送', 'Seal it first')
        : spec.kind === 'boolean'
          ? say(`须“${label}”方可办理`, `Needed: ${label}`)
          : say(`请填写${label}`, `Enter: ${label}`);
  const state = Object.fromEntries((file?.tracks ?? []).map((one) => [one.track, one.state]));
  const always = spec.kind === 'boolean' ? name === 'sealed' : !spec.optional;
  const required = (values: Readonly<Record<string, unknown>>) =>
    always || requiredHere(ACTS[act], state, values).some(([one]) => one === name);
  return (
    <Form.Item
      name={name}
      label={spec.kind === 'boolean' ? undefined : label}
      extra={spec.private ? say('只留在本机关，不随案移出。', 'Stays in your agency.') : undefined}
      dependencies={Object.keys(spec.requiredWith ?? {})}
      rules={[
        ({ getFieldsValue }) =>
          required(getFieldsValue(true) as Record<string, unknown>)
            ? { required: true, message, ...(spec.kind === 'boolean' ? { type: 'enum', enum: [true] } : {}) }
            : {},
        ...(spec.atLeast
          ? [
              {
                type: 'array' as const,
                min: spec.atLeast,
                message: say(`${label}：至少 ${spec.atLeast} 项`, `At least ${spec.atLeast}`),
              },
            ]
          : []),
        ...checksOf(name, spec),
      ]}
    >
      {controlOf(name, spec, file)}
    </Form.Item>
  );
}

function controlOf(name: string, spec: FieldSpec, file: CaseOfAct | null) {
  switch (spec.kind) {
    case 'number':
      return <InputNumber min={0} precision={0} />;
    case 'money':
      return <InputNumber min={0} precision={2} suffix={say('元', 'CNY')} className="wide" />;
    case 'boolean':
      return <CheckField words={labelOf(name, spec)} />;
    case 'instant':
      return <InstantField />;
    case 'date':
      return <DateField />;
    case 'file':
      return <FileField />;
    case 'choice': {
      const options = Object.entries(spec.values ?? {}).map(([value, zh]) => ({ value, label: termOf(value, zh) }));
      return options.length <= FEW ? <Radio.Group options={options} /> : <Select options={options} {...search} />;
    }
    case 'texts':
      return name === 'kinds' ? (
        <Select
          mode="multiple"
          options={optionsOf(FALSIFICATION_KINDS).map(({ value, label }) => ({ value, label: `${value} ${label}` }))}
          {...search}
        />
      ) : (
        <Select mode="tags" tokenSeparators={['，', ',', '、']} open={false} suffixIcon={null} />
      );
    case 'id':
    case 'ids':
      if (/party|liable/i.test(name) && file?.parties)
        return (
          <Select
            {...(spec.kind === 'ids' ? { mode: 'multiple' as const } : {})}
            options={file.parties.map((party) => ({ value: party.id, label: party.name }))}
            allowClear
          />
        );
      return file ? <IdField of={name} caseId={file.id} /> : <Input />;
    default:
      if (name === 'kind') return <Select options={optionsOf(EVIDENCE_KINDS)} {...search} />;
      return /title|Name$|number|code|phone|officer/i.test(name) || ['documentNumber', 'uscc'].includes(spec.kind) ? (
        <Input />
      ) : (
        <Input.TextArea rows={2} className="grows" />
      );
  }
}
