import { cite, lastOf } from '../citations.ts';
import { fields, paragraph, type Template } from '../draft.ts';
import { articleZh } from '../instruments.ts';
import type { PaperBlock, PaperFacts } from '../paper.ts';
import { nameOf, recipients, told } from '../phrases.ts';
import { sizeZh } from '../wording.ts';
import { itemsOf, materialsOf } from './enclosures.ts';

const caseRows = (facts: PaperFacts) =>
  fields(
    ['案件名称', facts.case.title],
    [recipients(facts) ? '移送机关' : '制作机关', nameOf(facts, facts.from)],
    ['接收机关', recipients(facts)],
  );

const handedOver = ['移交人：　　　　　　　　接收人：　　　　　　　', '　　年　　月　　日'];

/** 17号 art. 6, 853号 art. 11. */
export const MATERIALS_LIST: Template = {
  version: 1,
  draft: (facts) => {
    const rows = materialsOf(facts).flatMap(({ zh, files, number }): string[][] => {
      if (files.length === 0) return [[zh, number ?? '见所附文书', '1份', '—']];
      return files.map((file, index) => [
        index === 0 ? zh : '同上',
        `${file.title}${number && index === 0 ? `（${number}）` : ''}\n${file.name}`,
        sizeZh(file.size),
        file.sha256.slice(0, 16),
      ]);
    });
    return {
      addressee: null,
      blocks: [
        ...caseRows(facts),
        {
          kind: 'table',
          head: ['序号', '材料', '文件或文号', '份数\n或大小', 'SHA-256\n（前16位）'],
          rows: rows.map((row, index) => [String(index + 1), ...row]),
          widths: [8, 24, 31, 11, 26],
        },
        paragraph(
          `以上材料共${rows.length}项，依据${articleZh(facts.act)}移送；电子文件以完整校验值为准，接收时逐件重新校验。`,
        ),
      ],
      signature: handedOver,
    };
  },
};

const itemsTable = (facts: PaperFacts): PaperBlock => ({
  kind: 'table',
  head: ['序号', '名称', '数量', '特征', '存放地'],
  rows: itemsOf(facts).map(({ name, quantity, features, storage }, index) => [
    String(index + 1),
    name,
    quantity || '—',
    features || '—',
    storage || '—',
  ]),
  widths: [8, 26, 12, 32, 22],
});

export const ITEMS_LIST: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: null,
    blocks: [
      ...caseRows(facts),
      itemsTable(facts),
      paragraph(
        recipients(facts)
          ? `以上物品共${itemsOf(facts).length}项，依据${articleZh(facts.act)}列明，来源见所附强制措施文书、现场笔录。`
          : `以上物品共${itemsOf(facts).length}项，依据${articleZh(facts.act)}当场清点列明。本清单一式二份，由当事人和制作机关分别保存。`,
      ),
    ],
    signature: recipients(facts)
      ? handedOver
      : ['经办人（二人）：　　　　　　当事人：　　　　　　见证人：　　　　　　', '　　年　　月　　日'],
  }),
};

/** 17号 art. 10: handover on receipt of the filing notice, with a record. */
export const HANDOVER_RECORD: Template = {
  version: 1,
  draft: (facts) => {
    const notice = lastOf(
      facts,
      'notifyDecision',
      'overturnRefusal',
      'fileOnOrder',
      'turnCriminal',
      'recordFiledElsewhere',
    );
    const dangerous = told(facts, 'dangerous');
    return {
      addressee: null,
      blocks: [
        ...caseRows(facts),
        ...fields(['立案通知', notice ? cite(facts, notice) : null], ['危险物品临时处置', dangerous]),
        itemsTable(facts),
        paragraph(
          `上列涉案物品连同与案件有关的其他材料，依据${articleZh(facts.act)}移交，双方当场清点核对，数量、特征与清单一致。本清单一式两份，双方各执一份。`,
        ),
      ],
      signature: ['移交人（二人）：　　　　　　接收人（二人）：　　　　　　', '　　年　　月　　日'],
    };
  },
};
