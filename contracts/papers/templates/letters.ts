import { ACTS } from '../../acts/index.ts';
import { answered, cite } from '../citations.ts';
import { chapter, fields, paragraph, said, type Draft, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, conduct, nameOf, partyNames, placeZh, told, we, you } from '../phrases.ts';
import { periodInWords } from '../wording.ts';

const caseRows = (facts: PaperFacts) =>
  fields(['案件名称', facts.case.title], ['涉案单位和人员', partyNames(facts)], ['案发地点', placeZh(facts)]);

/** 17号 art. 24. */
export const CONSULTATION_LETTER: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${we(facts)}在办理${caseZh(facts)}中，需要就有关问题书面咨询${you(facts.to[0])}。依据${articleZh(facts.act)}的规定，现将咨询事项函告如下：`,
      ),
      ...said(told(facts, 'question')),
      ...chapter('案情简介', facts.case.summary),
      paragraph(`请自收到本函之日起${periodInWords('H17-24')}内书面答复${we(facts)}${ruleInBrackets('H17-24')}。`),
    ],
  }),
};
export const CONSULTATION_REPLY: Template = {
  version: 1,
  draft: (facts) => {
    const asked = answered(facts);
    return {
      blocks: [
        paragraph(
          `${asked ? `${you(asked.from)}${cite(facts, asked)}` : '来函'}收悉。关于${caseZh(facts)}的咨询事项，依据${articleZh(facts.act)}的规定，经研究，答复如下：`,
        ),
        ...said(told(facts, 'answer')),
        paragraph('特此函复。'),
      ],
    };
  },
};
/** What market regulation and the bureau pass to each other. */
export const CLUE_LETTER: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${we(facts)}在工作中发现${caseZh(facts)}的线索，属于${you(facts.to[0])}职责范围。依据${articleZh(facts.act)}的要求，现移送${you(facts.to[0])}，请依法处理，并将处理结果函告${we(facts)}。`,
      ),
      ...caseRows(facts),
      ...chapter('主要情况', conduct(facts, facts.case.summary)),
      ...chapter('移送理由', told(facts, 'reasons')),
    ],
  }),
};
export const PUBLIC_INTEREST_CLUE_LETTER: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `我局办理的${caseZh(facts)}，涉及损害社会公共利益的情况，可能属于检察公益诉讼案件范围。依据${articleZh(facts.act)}的规定，现将案件线索移送你院，请审查处理。`,
      ),
      ...caseRows(facts),
      ...chapter('案情', conduct(facts, facts.case.summary)),
      ...chapter('损害社会公共利益的情况', told(facts, 'clue')),
    ],
  }),
};
/** Goes to the organ that takes it and to nobody else: neither parties nor persons of the case are named beside it. */
const referral = (facts: PaperFacts, what: string, label: string, content: string): Draft => ({
  blocks: [
    paragraph(
      `${we(facts)}在办理${caseZh(facts)}中发现${what}。依据${articleZh(facts.act)}的规定，现移送你单位，请依法处理。`,
    ),
    ...fields(
      [label, ACTS[facts.act].payload?.['kind']?.values?.[String(facts.payload['kind'])]?.replace(/（[^（）]*）$/, '')],
      ['涉及单位', told(facts, 'unit')],
    ),
    ...chapter('主要情况', content),
    paragraph('本函涉及的内容请注意保密。请出具接收回执。'),
  ],
});
export const DUTY_CRIME_CLUE_LETTER: Template = {
  version: 1,
  draft: (facts) => referral(facts, '职务违法犯罪线索', '线索类别', told(facts, 'clue') ?? ''),
};
/** 环发〔2015〕175号 art. 14–15. */
export const DISCIPLINE_REFERRAL: Template = {
  version: 1,
  draft: (facts) =>
    referral(facts, '参与、指使或者包庇、纵容监测数据弄虚作假的问题', '对象', told(facts, 'conduct') ?? ''),
};
export const UPWARD_REPORT: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `依据${articleZh(facts.act)}的规定，现将${caseZh(facts)}的${facts.act === 'reportToProvince' ? '情况和处理建议' : '办理情况'}报告如下：`,
      ),
      ...caseRows(facts),
      ...chapter('案情', conduct(facts, facts.case.summary)),
      ...chapter('办理情况', told(facts, 'result')),
      ...chapter('处理建议', told(facts, 'proposal')),
      paragraph('特此报告。'),
    ],
  }),
};
/** 17号 art. 31. */
export const JOINT_SUPERVISION_NOTICE: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${caseZh(facts)}案情重大，依据${articleZh(facts.act)}的规定，${nameOf(facts, facts.from)}会同${facts.to.map((agency) => nameOf(facts, agency)).join('、')}对本案联合挂牌督办。`,
      ),
      ...caseRows(facts),
      ...chapter('督办要求', told(facts, 'requirements')),
      paragraph('请将办理进展和结果及时相互通报。'),
    ],
  }),
};
