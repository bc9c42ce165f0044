import Button from 'antd/es/button';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { PARTY_ROLES } from '@xianjie/contracts/case/terms.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import { say, termOf } from '../shell/language.ts';

const needed = (what: string) => [{ required: true, message: say(`请填写${what}`, `Enter ${what}`) }];
const Remove = ({ onClick, what }: { onClick(): void; what: string }) => (
  <Button onClick={onClick} aria-label={say(`删除${what}`, `Remove ${what}`)}>
    {say('删除', 'Remove')}
  </Button>
);

/** The parties of a case that is opened. */
export const PartiesField = ({ name, label }: { name: string; label: string }) => (
  <Form.List name={name} initialValue={[{ role: 'POLLUTANT_DISCHARGER' }]}>
    {(rows, { add, remove }) => (
      <fieldset className="rows">
        <legend>{label}</legend>
        {rows.map(({ key, name: index }) => (
          <div key={key} className="row">
            <Form.Item name={[index, 'name']} label={say('名称', 'Name')} rules={needed(say('名称', 'name'))}>
              <Input />
            </Form.Item>
            <Form.Item
              name={[index, 'uscc']}
              label={say('统一社会信用代码', 'Credit code')}
              rules={[
                {
                  validator: (_, value: string | undefined) => {
                    const checked = value ? checkUscc(value) : null;
                    return checked && !checked.ok ? Promise.reject(new Error(checked.reason)) : Promise.resolve();
                  },
                },
              ]}
            >
              <Input />
            </Form.Item>
            <Form.Item name={[index, 'role']} label={say('身份', 'Role')} rules={needed(say('身份', 'role'))}>
              <Select
                options={Object.entries(PARTY_ROLES).map(([value, words]) => ({ value, label: termOf(value, words) }))}
              />
            </Form.Item>
            {rows.length > 1 && <Remove onClick={() => remove(index)} what={label} />}
          </div>
        ))}
        <Button onClick={() => add({ role: 'POLLUTANT_DISCHARGER' })}>{say('增加当事人', 'Add a party')}</Button>
      </fieldset>
    )}
  </Form.List>
);

/** What is said of each item, in both languages. */
const ITEM = {
  name: ['名称', 'Name'],
  quantity: ['数量', 'Quantity'],
  features: ['特征', 'Features'],
  storage: ['存放地点', 'Where kept'],
} as const;
/** 涉案物品: the list that 17号 art. 6 wants. */
export const ItemsField = ({ name, label }: { name: string; label: string }) => (
  <Form.List name={name}>
    {(rows, { add, remove }) => (
      <fieldset className="rows">
        <legend>{label}</legend>
        {rows.length === 0 && (
          <p className="faint">{say('没有涉案物品可不填。', 'Leave empty where there are none.')}</p>
        )}
        {rows.map(({ key, name: index }) => (
          <div key={key} className="row">
            {Object.entries(ITEM).map(([field, [zh, en]]) => (
              <Form.Item
                key={field}
                name={[index, field]}
                label={say(zh, en)}
                rules={needed(say(zh, en.toLowerCase()))}
              >
                <Input />
              </Form.Item>
            ))}
            <Remove onClick={() => remove(index)} what={label} />
          </div>
        ))}
        <Button onClick={() => add({})}>{say('增加物品', 'Add an item')}</Button>
      </fieldset>
    )}
  </Form.List>
);
