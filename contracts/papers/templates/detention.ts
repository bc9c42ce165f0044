import { DETENTION_KINDS, type DetentionCode } from '../../evidence/detention-kinds.ts';
import { citeLast, lastOf } from '../citations.ts';
import { chapter, fields, heading, paragraph, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets, ruleZh } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, kindsZh, nameOf, partyNames, placeZh, told } from '../phrases.ts';
import { dateZh, periodInWords } from '../wording.ts';
import { enclosed, materialsOf } from './enclosures.ts';

const decisions = (facts: PaperFacts): string | null =>
  [citeLast(facts, 'imposePenalty', 'imposeSpotPenalty'), citeLast(facts, 'imposeDailyPenalty')]
    .filter((text) => text !== null)
    .join('、') || null;
/** What the approval said of the conduct (853号 art. 6) and of an order from above (art. 17). */
function approved(facts: PaperFacts): [string, string | null][] {
  const said =
    facts.act === 'approveDetentionTransfer' ? facts.payload : lastOf(facts, 'approveDetentionTransfer')?.payload;
  const conduct = DETENTION_KINDS[said?.['behaviour'] as DetentionCode]?.zh;
  return [
    ...(conduct ? [['违法行为类别', conduct] satisfies [string, string]] : []),
    ...(said?.['bySuperior'] === true ? [['移送依据', '上级主管部门责令移送'] satisfies [string, string]] : []),
  ];
}
const stamp = '\n　　　　　　　　　　签名：　　　　　　年　　月　　日';

/** 853号 art. 10. */
export const DETENTION_APPROVAL: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: null,
    blocks: fields(
      ['案件名称', facts.case.title],
      ['案发地点', placeZh(facts)],
      ['违法单位和人员', partyNames(facts)],
      ['案情摘要', facts.case.summary],
      ...approved(facts),
      ['行政处罚决定', decisions(facts)],
      [
        '移送理由',
        `${ruleZh('A853-12').replace(/第.*$/, '')}所列篡改、伪造监测数据等逃避监管方式违法排放污染物，尚不构成犯罪，作出行政处罚决定后仍需要移送公安机关适用行政拘留`,
      ],
      ['移送期限', `作出移送决定之日起${periodInWords('A853-12')}内${ruleInBrackets('A853-12')}`],
      ['承办人意见', `拟移送${nameOf(facts, 'PUBLIC_SECURITY')}。${stamp}`],
      ['审核意见', stamp],
      [
        '本机关负责人意见',
        `批准移送。\n批准人：${facts.actorName}　　　　${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}`,
      ],
    ),
    signature: [],
  }),
};
/** 853号 art. 11–12: originals go, the sender keeps copies. */
export const DETENTION_TRANSFER_LETTER: Template = {
  version: 1,
  draft: (facts) => {
    const enclosures = enclosed(facts);
    return {
      blocks: [
        paragraph(
          `我局办理的${caseZh(facts)}，${decisions(facts) ? `已以${decisions(facts)}作出行政处罚` : '已依法作出行政处罚'}，经审查尚不构成犯罪，但依法需要适用行政拘留。依据${articleZh(facts.act)}关于作出移送决定之日起${periodInWords('A853-12')}内移送的规定，现将该案移送你局。`,
        ),
        heading('一、违法单位和责任人员'),
        ...fields(
          ['违法单位', partyNames(facts)],
          ['直接负责的主管人员和其他直接责任人员', told(facts, 'person')],
          ['违法行为发生地', placeZh(facts)],
          ...approved(facts),
        ),
        ...chapter('二、违法事实', told(facts, 'facts') ?? facts.case.summary),
        ...(facts.case.kinds.length > 0 ? [paragraph(`情形：${kindsZh(facts.case.kinds).join('；')}。`)] : []),
        heading('三、办理事项'),
        paragraph(
          `案卷材料为原件，我局留存复印件。需要补充证据的，请自受理之日起${periodInWords('A853-13')}内书面告知${ruleInBrackets('A853-13')}；决定行政拘留的，请自作出决定之日起${periodInWords('A853-14')}内将决定书抄送我局；不符合条件的，请自受理之日起${periodInWords('A853-15')}内书面说明理由并退回案卷材料。`,
        ),
        ...fields(
          ['案件承办人', told(facts, 'contactOfficer') ?? facts.actorName],
          ['联系方式', told(facts, 'contactPhone')],
        ),
      ],
      attachments:
        enclosures.length > 0
          ? enclosures
          : materialsOf(facts).map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`),
    };
  },
};
