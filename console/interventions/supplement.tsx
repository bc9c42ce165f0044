import Button from 'antd/es/button';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useRef, useState } from 'react';
import { INTERVENTION_FIELD_ROWS, INTERVENTION_LIMITS } from '@xianjie/contracts/intervention/fields.ts';
import { FormLook, optionalMark } from '../acts/form-look.tsx';
import { carryOut } from '../api/request.ts';
import { nameOf, say } from '../shell/language.ts';
import { asking, ownAgency } from '../api/agencies.ts';
import { MediaField } from './media-field.tsx';
import { Problem } from './new-record.tsx';
import { SUPPLEMENT_INTERVENTION, type SupplementInterventionVariables } from './operations.ts';

type Input = SupplementInterventionVariables['input'];

/** The only way to correct a record: something is added, nothing is changed. */
export function Supplement({ recordId, onKept }: { recordId: string; onKept(): void }) {
  const [form] = Form.useForm<Omit<Input, 'id' | 'recordId'>>();
  const id = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const send = async (values: Omit<Input, 'id' | 'recordId'>) => {
    setBusy(true);
    setProblem(null);
    try {
      const input = { ...values, id: id.current, recordId, media: values.media ?? [] };
      await carryOut(SUPPLEMENT_INTERVENTION, { input, ...asking(ownAgency()!) });
      id.current = crypto.randomUUID();
      form.resetFields();
      onKept();
    } catch (error) {
      setProblem(error as Error);
    }
    setBusy(false);
  };
  return (
    <FormLook>
      <Form form={form} layout="vertical" requiredMark={optionalMark} onFinish={(values) => void send(values)}>
        <Form.Item name="field" label={say('更正的内容', 'What it corrects')}>
          <Select
            allowClear
            options={INTERVENTION_FIELD_ROWS.map(([value, field]) => ({ value, label: nameOf(field) }))}
          />
        </Form.Item>
        <Form.Item
          name="text"
          label={say('补充说明', 'Supplement')}
          rules={[{ required: true, message: say('请填写补充说明', 'Enter the supplement') }]}
        >
          <Input.TextArea rows={3} className="grows" maxLength={INTERVENTION_LIMITS.text} />
        </Form.Item>
        <MediaField />
        {problem && <Problem problem={problem} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {say('提交补充记录', 'Add it')}
        </Button>
      </Form>
    </FormLook>
  );
}
