import Button from 'antd/es/button';
import Form from 'antd/es/form';
import Input from 'antd/es/input';
import { FileField } from '../acts/file-field.tsx';
import { say } from '../shell/language.ts';

/** A file as the form holds it. */
export interface MediumValue {
  readonly sha256?: string;
  readonly title?: string;
  readonly originalMedium?: string;
  readonly storagePlace?: string;
}
const needed = (message: string) => [{ required: true, message }];

/** The media of a record: each file with what it is, the number of its original medium and where that is kept. */
export const MediaField = () => (
  <Form.List name="media">
    {(rows, { add, remove }) => (
      <fieldset className="rows">
        <legend>{say('材料（介质存储、归档备查）', 'Media')}</legend>
        <p className="faint">
          {say(
            '批示、函文扫描件，录音、截图等。上传后密封保存，原始介质请妥善保管。',
            'Scans, recordings, screenshots. They are sealed; keep the original media.',
          )}
        </p>
        {rows.map(({ key, name }) => (
          <div key={key} className="row">
            <Form.Item
              name={[name, 'title']}
              label={say('材料名称', 'Title')}
              rules={needed(say('请填写材料名称', 'Enter a title'))}
            >
              <Input />
            </Form.Item>
            <Form.Item
              name={[name, 'sha256']}
              label={say('文件', 'File')}
              rules={needed(say('请选择文件并等待上传完成', 'Choose a file and wait until it is uploaded'))}
            >
              <FileField purpose="intervention" words={say('选择材料文件', 'Choose the file')} />
            </Form.Item>
            <Form.Item name={[name, 'originalMedium']} label={say('原始介质编号', 'Original medium')}>
              <Input />
            </Form.Item>
            <Form.Item name={[name, 'storagePlace']} label={say('原始介质存放地点', 'Where it is kept')}>
              <Input />
            </Form.Item>
            <Button
              onClick={() => remove(name)}
              aria-label={say(`删除第 ${name + 1} 份材料`, `Remove medium ${name + 1}`)}
            >
              {say('删除', 'Remove')}
            </Button>
          </div>
        ))}
        <Button onClick={() => add({})}>{say('增加材料', 'Add a medium')}</Button>
      </fieldset>
    )}
  </Form.List>
);
