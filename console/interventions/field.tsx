import Checkbox from 'antd/es/checkbox';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import Radio from 'antd/es/radio';
import Select from 'antd/es/select';
import { useState } from 'react';
import {
  INTERVENTION_FIELD_ROWS,
  INTERVENTION_LIMITS,
  type InterventionField,
  type InterventionFieldName,
} from '@xianjie/contracts/intervention/fields.ts';
import { InstantField } from '../acts/fields.tsx';
import { useQuery } from '../api/use-query.ts';
import { nameOf, say } from '../shell/language.ts';
import { CASE_CHOICES } from './operations.ts';
import { choiceName } from './words.ts';

/** Fields of which one is enough. */
const EITHER = INTERVENTION_FIELD_ROWS.filter(([, { oneOf }]) => oneOf);

/** A field of the record as the table describes it. */
export function Field({ name, field }: { name: InterventionFieldName; field: InterventionField }) {
  const label = nameOf(field);
  const either = field.oneOf
    ? [
        ({ getFieldValue }: { getFieldValue(field: string): unknown }) => ({
          validator: () =>
            EITHER.some(([one]) => getFieldValue(one))
              ? Promise.resolve()
              : Promise.reject(
                  new Error(
                    say(
                      `请填写${EITHER.map(([, one]) => one.zh).join('或')}`,
                      `Enter ${EITHER.map(([, one]) => one.en).join(' or ')}`,
                    ),
                  ),
                ),
        }),
      ]
    : [];
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[
        ...(field.required ? [{ required: true, message: say(`请填写${label}`, `Enter: ${label}`) }] : []),
        ...either,
      ]}
      dependencies={field.oneOf ? EITHER.map(([one]) => one).filter((one) => one !== name) : []}
    >
      {controlOf(field)}
    </Form.Item>
  );
}

function controlOf(field: InterventionField) {
  const options = Object.keys(field.choices ?? {}).map((value) => ({ value, label: choiceName(field, value) }));
  switch (field.kind) {
    case 'instant':
      return <InstantField />;
    case 'choice':
      return <Radio.Group options={options} />;
    case 'choices':
      return <Choices options={options} />;
    case 'list':
      return <Select mode="tags" tokenSeparators={['，', ',', '、']} open={false} suffixIcon={null} />;
    case 'case':
      return <CaseField />;
    case 'text':
      return <Input.TextArea rows={3} className="grows" maxLength={INTERVENTION_LIMITS.text} />;
    default:
      return <Input maxLength={INTERVENTION_LIMITS.line} />;
  }
}

interface Controlled<T> {
  readonly id?: string;
  readonly value?: T;
  onChange?(value: T | undefined): void;
}

/** Several of a few; a group of boxes takes none of what a form says of a single field. */
const Choices = ({
  id,
  value = [],
  onChange,
  options,
}: Controlled<string[]> & { options: { value: string; label: string }[] }) => (
  <Checkbox.Group {...(id ? { id } : {})} value={value} options={options} onChange={(chosen) => onChange?.(chosen)} />
);

/** A case that the officer's agency may see, found by its words. */
function CaseField(controlled: Controlled<string>) {
  const [search, setSearch] = useState('');
  const { data } = useQuery(CASE_CHOICES, search ? { search } : {});
  return (
    <Select
      {...controlled}
      allowClear
      showSearch={{ filterOption: false, onSearch: setSearch }}
      options={(data?.cases.edges ?? []).map(({ node }) => ({ value: node.id, label: node.title }))}
      notFoundContent={say('没有符合的案件', 'No such case')}
    />
  );
}
