import { ACTS } from '../../acts/index.ts';
import { cite, citeLast, lastOf } from '../citations.ts';
import { chapter, fields, heading, paragraph, said, sentence, type Template } from '../draft.ts';
import { articleZh, ruleZh } from '../instruments.ts';
import type { PaperBlock, PaperFacts } from '../paper.ts';
import { caseZh, conduct, listOf, nameOf, partyNames, placeZh, told, we, you } from '../phrases.ts';
import { dateZh, periodInWords } from '../wording.ts';
import { enclosed, materialsOf } from './enclosures.ts';
import { PARTY_ROLES } from '../../envelope.ts';

const partiesTable = ({ case: { parties } }: PaperFacts): PaperBlock[] =>
  parties.length === 0
    ? []
    : [
        {
          kind: 'table',
          head: ['序号', '名称', '统一社会信用代码', '身份', '住所地（住址）'],
          rows: parties.map(({ name, uscc, role, address }, index) => [
            String(index + 1),
            name,
            uscc ?? '—',
            PARTY_ROLES[role] ?? role,
            address ?? '—',
          ]),
          widths: [8, 24, 32, 13, 23],
        },
      ];
const offence = (facts: PaperFacts): string | null => {
  const own = told(facts, 'suspectedOffence', 'offence');
  if (own) return own;
  const asked = lastOf(facts, 'requestTransfer')?.payload['suspectedOffence'];
  return typeof asked === 'string' ? asked : null;
};
const penalty = (facts: PaperFacts): PaperBlock[] => {
  const decision = citeLast(facts, 'imposePenalty');
  return decision ? [paragraph(`移送前我局已作出行政处罚：${decision}，决定书随案移送。`)] : [];
};

/** 17号 art. 5: the written report on which the head decides. */
export const TRANSFER_REPORT: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: '本机关负责人',
    blocks: [
      paragraph(
        `经调查，${partyNames(facts) ?? '当事人'}的行为涉嫌构成${offence(facts) ?? '环境犯罪'}，现将${caseZh(facts)}提请移送公安机关，报告如下：`,
      ),
      ...fields(['专案组成员', listOf(facts, 'caseTeam').join('、')]),
      heading('一、涉案单位和人员'),
      ...partiesTable(facts),
      heading('二、主要事实'),
      paragraph(conduct(facts, facts.case.summary)),
      ...chapter(
        '三、涉嫌罪名和移送理由',
        [offence(facts), told(facts, 'grounds')]
          .filter(Boolean)
          .map((text) => sentence(text!))
          .join(''),
      ),
      heading('四、处理建议'),
      paragraph(
        `案件由本机关依法立案调查，程序合法，已有证据证明涉嫌犯罪的事实发生。建议依据${articleZh(facts.act)}批准移送。请自接到本报告之日起${periodInWords('H17-05')}内作出批准或者不批准移送的决定；批准的，于${periodInWords('H17-06')}内向同级公安机关移交案件材料，并抄送同级人民检察院。`,
      ),
      ...penalty(facts),
      paragraph('妥否，请批示。'),
    ],
    signature: [
      `承办人：${facts.actorName}`,
      dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision),
    ],
  }),
};

const stamp = '\n　　　　　　　　　　签名：　　　　　　年　　月　　日';
export const TRANSFER_APPROVAL_FORM: Template = {
  version: 1,
  draft: (facts) => {
    const report = lastOf(facts, 'requestTransfer');
    const grounds = report?.payload['grounds'];
    return {
      addressee: null,
      blocks: fields(
        ['案件名称', facts.case.title],
        ['案发地点', placeZh(facts)],
        ['涉案单位和人员', partyNames(facts)],
        ['案情摘要', facts.case.summary],
        ['涉嫌罪名', offence(facts)],
        ['书面报告', report ? cite(facts, report) : null],
        ['移送理由', typeof grounds === 'string' ? grounds : null],
        [
          '移送依据',
          `${articleZh(facts.act)}；接到书面报告之日起${periodInWords('H17-05')}内决定，批准后${periodInWords('H17-06')}内移交`,
        ],
        ['承办人意见', `拟移送${nameOf(facts, 'PUBLIC_SECURITY')}，抄送${nameOf(facts, 'PROCURATORATE')}。${stamp}`],
        ['审核意见', stamp],
        [
          '本机关负责人意见',
          `${sentence(told(facts, 'opinion') ?? '批准移送')}\n批准人：${facts.actorName}　　　　${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}`,
        ],
      ),
      signature: [],
    };
  },
};

/** 17号 art. 6: agency, suspected offence with its main basis, case officer and contact, list of materials, seal. */
export const TRANSFER_LETTER: Template = {
  version: 1,
  draft: (facts) => {
    const materials = materialsOf(facts);
    const enclosures = enclosed(facts);
    return {
      blocks: [
        paragraph(
          `我局办理的${caseZh(facts)}，经审查认为${partyNames(facts) ?? '当事人'}的行为涉嫌构成${offence(facts) ?? '犯罪'}。依据${articleZh(facts.act)}的规定，现将该案移送你局，请依法审查处理。`,
        ),
        heading('一、涉案单位和人员'),
        ...partiesTable(facts),
        heading('二、案情'),
        paragraph(conduct(facts, facts.case.summary)),
        heading('三、涉嫌罪名及主要依据'),
        ...fields(['涉嫌罪名', offence(facts)]),
        ...said(told(facts, 'mainBasis'), '主要依据：'),
        ...penalty(facts),
        heading('四、案件承办人及联系方式'),
        ...fields(
          ['移送机关', nameOf(facts, facts.from)],
          ['案件承办人', told(facts, 'contactOfficer') ?? facts.actorName],
          ['联系方式', told(facts, 'contactPhone')],
        ),
        paragraph(
          `请接受后立即出具接受案件回执，或者在本移送书回执上签字。请自接受案件之日起依照${ruleZh('H17-09a')}规定的期限（一般${periodInWords('H17-09a')}，线索需要查证的${periodInWords('H17-09b')}，重大疑难复杂并经县级以上公安机关负责人批准的${periodInWords('H17-09c')}）作出立案或者不予立案的决定，并于作出决定之日起${periodInWords('H17-09f')}内书面通知我局。`,
        ),
      ],
      attachments:
        enclosures.length > 0 ? enclosures : materials.map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`),
    };
  },
};

export const TRANSFER_WITHDRAWAL: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(`我局${citeLast(facts, 'transferCase') ?? ''}移送你局的${caseZh(facts)}，现因以下原因撤回：`),
      ...said(told(facts, 'reasons')),
      paragraph('请将案卷材料退回我局。特此函告。'),
    ],
  }),
};

/** What the letter answers; what was asked without a paper is named by its day. */
const inAnswer = (facts: PaperFacts, ...acts: string[]) => {
  const asked = lastOf(facts, ...acts);
  if (!asked) return '';
  return asked.documents.length > 0
    ? `你局${cite(facts, asked)}收悉。`
    : `你局于${dateZh(asked.occurredAt, asked.precision)}${ACTS[asked.act].zh}。`;
};
/** 17号 art. 8. */
export const SUPPLEMENT_LETTER: Template = {
  version: 1,
  draft: (facts) => {
    const list = materialsOf(facts).map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`);
    const isDetention = 'detentionMaterials' in ACTS[facts.act].moves;
    const asked = isDetention ? 'requestDetentionSupplement' : 'giveIncompleteNotice';
    const within = isDetention ? '' : `关于自接到通知之日起${periodInWords('H17-08b')}内补正`;
    return {
      blocks: [
        paragraph(
          `${inAnswer(facts, asked)}依据${articleZh(facts.act)}${within}的规定，现就${caseZh(facts)}补正材料${list.length > 0 ? `${list.length}项` : ''}，请查收。`,
        ),
        ...list.map((name, index) => paragraph(`${index + 1}. ${name}`)),
      ],
      attachments: enclosed(facts),
    };
  },
};
export const IMPOSSIBILITY_EXPLANATION: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${inAnswer(facts, 'giveIncompleteNotice')}${caseZh(facts)}所需材料因客观原因无法补正，依据${articleZh(facts.act)}，书面说明如下：`,
      ),
      ...said(told(facts, 'reasons')),
      paragraph(`请${you(facts.to[0])}依据现有材料作出立案或者不予立案的决定。`),
    ],
  }),
};
export const INVESTIGATION_REPORT: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${inAnswer(facts, 'askFurtherInquiry')}${we(facts)}对${caseZh(facts)}进行了补充调查，依据${articleZh(facts.act)}，现将结果反馈如下：`,
      ),
      ...said(told(facts, 'findings')),
    ],
    attachments: materialsOf(facts).map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`),
  }),
};
