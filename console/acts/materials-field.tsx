import Form from 'antd/es/form';
import Input from 'antd/es/input';
import Select from 'antd/es/select';
import { useState } from 'react';
import { documentsOf } from '@xianjie/contracts/acts/act.ts';
import type { FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { CHECKLISTS, type TransferMaterial } from '@xianjie/contracts/evidence/transfer-materials.ts';
import { nameOf, say, termOf } from '../shell/language.ts';
import type { CaseOfAct } from './act-form.tsx';
import { RegisterFile, type Registered } from './register-file.tsx';

interface Given {
  readonly evidenceIds?: readonly string[];
  readonly documentNumber?: string;
}
const isGiven = (given: Given | undefined) => Boolean(given?.evidenceIds?.length || given?.documentNumber?.trim());

/** The materials the article names, as a checklist: each with its files or its number; what the hub draws up is ticked already. */
export function MaterialsField(props: { name: string; spec: FieldSpec; file: CaseOfAct | null; act: ActName }) {
  const { name, spec, file, act } = props;
  const [added, setAdded] = useState<readonly Registered[]>([]);
  const checklist = CHECKLISTS[spec.complete ?? 'H17_ARTICLE_6'] as Readonly<Record<string, TransferMaterial>>;
  const penalised = file?.tracks.some(
    ({ track, state }) =>
      track === 'administrative' && ['PENALISED', 'SERVED', 'URGED', 'PAID', 'CLOSED'].includes(state),
  );
  const drawn = new Set<string>(documentsOf({ ...ACTS[act], documentsWith: {} }));
  const options = [...(file?.evidence?.edges.map(({ node }) => node) ?? []), ...added].map(
    ({ id, title, name: on }) => ({
      value: id,
      label: `${title}（${on}）`,
    }),
  );
  return (
    <fieldset className="rows">
      <legend>{termOf(name, spec.zh)}</legend>
      {Object.entries(checklist).map(([code, material]) => {
        const byHub = material.drawnAs !== undefined && drawn.has(material.drawnAs);
        const required =
          spec.complete !== undefined &&
          !byHub &&
          (material.required === 'always' || (material.required === 'ifPenalised' && penalised === true));
        return (
          <Form.Item noStyle key={code} shouldUpdate>
            {({ getFieldValue, setFieldValue }) => {
              const given = getFieldValue([name, code]) as Given | undefined;
              const items = (getFieldValue('items') as unknown[] | undefined) ?? [];
              const here = byHub || isGiven(given) || (material.drawnAs === 'ITEMS_LIST' && items.length > 0);
              return (
                <div className={here ? 'material here' : required ? 'material missing' : 'material'}>
                  <div className="material-name">
                    <b>
                      {here ? '☑' : '☐'} {code} {nameOf(material)}
                    </b>{' '}
                    {byHub ? (
                      <span className="chip good">{say('系统制发', 'drawn up by the hub')}</span>
                    ) : (
                      <span className={`chip ${required ? 'soon' : ''}`}>
                        {required ? say('必备', 'required') : say('有则附', 'if there is any')}
                      </span>
                    )}
                    {material.mustContain.length > 0 && (
                      <small>
                        {say('应载明：', 'must contain: ')}
                        {material.mustContain.join('；')}
                      </small>
                    )}
                  </div>
                  {!byHub && (
                    <div className="row">
                      <Form.Item
                        name={[name, code, 'evidenceIds']}
                        label={say('文件', 'Files')}
                        required={required}
                        rules={[
                          {
                            validator: () =>
                              required && !here
                                ? Promise.reject(
                                    new Error(
                                      say('请关联文件、上传或填写文号', 'Choose or upload a file, or enter a number'),
                                    ),
                                  )
                                : Promise.resolve(),
                          },
                        ]}
                      >
                        <Select
                          mode="multiple"
                          options={options}
                          placeholder={say('从已登记证据中选择', 'Choose registered evidence')}
                          notFoundContent={say('尚无已登记证据，请上传', 'None yet, upload one')}
                        />
                      </Form.Item>
                      <Form.Item
                        name={[name, code, 'documentNumber']}
                        label={say('或文号', 'or number')}
                        required={required}
                      >
                        <Input />
                      </Form.Item>
                      {file && (
                        <RegisterFile
                          caseId={file.id}
                          title={material.zh}
                          onRegistered={(one) => {
                            setAdded((all) => [...all, one]);
                            setFieldValue([name, code, 'evidenceIds'], [...(given?.evidenceIds ?? []), one.id]);
                          }}
                        />
                      )}
                    </div>
                  )}
                </div>
              );
            }}
          </Form.Item>
        );
      })}
    </fieldset>
  );
}
