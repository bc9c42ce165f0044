import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import type { FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { CHECKLISTS, type TransferMaterial } from '@xianjie/contracts/evidence/transfer-materials.ts';
import { sizeOf } from '../case-file/files.ts';
import { OpenFile } from '../case-file/open-file.tsx';
import { nameOf, say } from '../shell/language.ts';
import type { Delivered } from './operations.ts';

/** The checklist an act's materials are held against, where it has one. */
function checklistOf(act: string): Readonly<Record<string, TransferMaterial>> {
  const fields: Readonly<Record<string, FieldSpec>> = (isActName(act) && ACTS[act].payload) || {};
  const materials = Object.values(fields).find(({ kind }) => kind === 'materials');
  return materials ? CHECKLISTS[materials.complete ?? 'H17_ARTICLE_6'] : {};
}

/** What came with an item: each material by its name with its files, then the files that belong to none; each opens here. */
export function Enclosed({ item: { act, materials, evidence } }: { item: Delivered }) {
  if (materials.length === 0 && evidence.length === 0) return null;
  const checklist = checklistOf(act);
  const named = new Set(materials.flatMap(({ evidenceIds }) => evidenceIds));
  const rest = evidence.filter(({ id }) => !named.has(id));
  return (
    <details>
      <summary>
        {say(
          `材料 ${materials.length} 项，文件 ${evidence.length} 个`,
          `${materials.length} materials, ${evidence.length} files`,
        )}
      </summary>
      <ul className="plain-list">
        {materials.map(({ code, documentNumber, evidenceIds }) => (
          <li key={code + (documentNumber ?? '')}>
            {checklist[code] ? `${code} ${nameOf(checklist[code])}` : code} {documentNumber}
            <Files files={evidence.filter(({ id }) => evidenceIds.includes(id))} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            {say('其他文件', 'Other files')}
            <Files files={rest} />
          </li>
        )}
      </ul>
    </details>
  );
}

const Files = ({ files }: { files: Delivered['evidence'] }) =>
  files.map(({ id, title, name, size, hashOk }) => {
    const [tone, text] = checked(hashOk);
    return (
      <div key={id}>
        <OpenFile id={id}>{title}</OpenFile>{' '}
        <small>
          {name} · {sizeOf(size)}
        </small>{' '}
        <span className={`chip ${tone}`}>{text}</span>
      </div>
    );
  });

/** A copy brings the list of files without the files; to whom they are addressed they may come later. */
function checked(hashOk: boolean | null): [tone: string, text: string] {
  if (hashOk === null) return ['', say('文件尚未接收', 'file not received')];
  return hashOk
    ? ['good', say('校验一致', 'digest agrees')]
    : ['late', say('校验不符，请勿采用', 'digest differs, do not use')];
}
