import { citeLast, lastOf, rightsNoticeTitle, since } from '../citations.ts';
import { chapter, fields, heading, paragraph, said, sentence, type Draft, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets } from '../instruments.ts';
import type { PaperBlock, PaperFacts } from '../paper.ts';
import {
  caseZh,
  conduct,
  governmentOf,
  kindsZh,
  partyNames,
  partyRows,
  penalised,
  placeZh,
  recipients,
  told,
  we,
} from '../phrases.ts';
import { dateZh, moneyZh, momentZh, periodInWords } from '../wording.ts';

export const toParty = (facts: PaperFacts): string =>
  penalised(facts)
    .map(({ name }) => name)
    .join('、') || '当事人';
export const partyBlock = (facts: PaperFacts): PaperBlock[] =>
  fields(...partyRows(facts), ['违法行为发生地', placeZh(facts)]);
export const facts175 = (facts: PaperFacts): string => conduct(facts, told(facts, 'facts') ?? facts.case.summary);

export const evidenceOf = ({ evidence }: PaperFacts): PaperBlock =>
  paragraph(
    evidence.length > 0
      ? `以上事实，有下列证据证明：${evidence.map(({ title }) => title).join('、')}。`
      : '以上事实，有调查取证材料在案证明。',
  );

/** Remedies and their periods, as 行政处罚法 art. 59 wants them on a decision. */
export const remedies = (facts: PaperFacts, isExecuted = true): PaperBlock =>
  paragraph(
    `如不服本决定，可以自收到之日起${periodInWords('ARL-20')}内向${governmentOf(facts)}申请行政复议${ruleInBrackets('ARL-20')}，也可以自收到之日起${periodInWords('ALL-46')}内依法向人民法院提起行政诉讼${ruleInBrackets('ALL-46')}。${isExecuted ? '复议、诉讼期间，除法律另有规定外，本决定不停止执行。' : ''}`,
  );

function decision(facts: PaperFacts, isOnTheSpot = false): Draft {
  const amount = facts.payload['amount'];
  const notice = citeLast(facts, 'tellRights');
  const thereafter = since(facts, 'tellRights');
  const hearing = lastOf(thereafter, 'holdHearing');
  const statement = lastOf(thereafter, 'recordStatement');
  const review = statement?.payload['review'];
  return {
    addressee: toParty(facts),
    blocks: [
      heading('一、当事人'),
      ...partyBlock(facts),
      heading('二、违法事实和证据'),
      paragraph(facts175(facts)),
      evidenceOf(facts),
      ...(isOnTheSpot
        ? [paragraph('作出本决定前，执法人员已当场告知拟处罚的内容及事实、理由、依据和依法享有的陈述、申辩权利。')]
        : notice
          ? [
              paragraph(
                `${we(facts)}已以${notice}告知拟处罚的内容及事实、理由、依据和依法享有的权利${hearing ? '，并依法举行听证' : ''}。${statement ? `你（单位）提出了陈述、申辩意见，${we(facts)}进行了复核${typeof review === 'string' && review ? `：${sentence(review)}` : '。'}` : ''}`,
              ),
            ]
          : []),
      heading('三、处罚的种类和依据'),
      ...said(told(facts, 'legalBasis'), '依据：'),
      ...said(told(facts, 'measures'), '决定给予以下行政处罚：'),
      ...fields(['罚款金额', amount === undefined || amount === null ? null : moneyZh(amount)]),
      // 行政处罚法 art. 52
      ...(isOnTheSpot
        ? fields(['处罚时间', momentZh(facts.occurredAt, facts.precision)], ['处罚地点', placeZh(facts)])
        : []),
      heading('四、履行的方式和期限'),
      paragraph(
        amount
          ? `罚款应当自收到本决定书之日起${periodInWords('APL-67')}内到指定的银行或者通过电子支付系统缴纳${ruleInBrackets('APL-67')}。到期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。`
          : '请自收到本决定书之日起按照决定的内容履行。',
      ),
      heading('五、申请行政复议、提起行政诉讼的途径和期限'),
      remedies(facts),
      paragraph(`逾期不申请行政复议，不提起行政诉讼，又不履行本决定的，${we(facts)}将依法申请人民法院强制执行。`),
      ...(isOnTheSpot ? fields(['执法人员（签名）及执法证件号', '　'], ['当事人（签名或者盖章）', '　']) : []),
    ],
  };
}
/** 行政处罚法 art. 59. */
export const PENALTY_DECISION: Template = { version: 1, draft: (facts) => decision(facts) };
export const SPOT_PENALTY_DECISION: Template = { version: 1, draft: (facts) => decision(facts, true) };
export const QUALITY_PENALTY_DECISION: Template = {
  version: 1,
  draft: (facts) => ({
    ...decision(facts),
    title: '行政处罚决定书',
    copies: [recipients(facts)].filter((name) => name !== null),
  }),
};
export const NO_PENALTY_DECISION: Template = {
  version: 2,
  draft: (facts) => ({
    addressee: toParty(facts),
    blocks: [
      heading('一、当事人'),
      ...partyBlock(facts),
      heading('二、违法事实和证据'),
      paragraph(facts175(facts)),
      evidenceOf(facts),
      ...chapter('三、不予处罚的理由和依据', told(facts, 'reasons')),
      paragraph(`${caseZh(facts)}已调查终结。依据${articleZh(facts.act)}的规定，${we(facts)}决定不予行政处罚。`),
      heading('四、申请行政复议、提起行政诉讼的途径和期限'),
      remedies(facts, false),
    ],
  }),
};

const stamp = '\n　　　　　　　　　　签名：　　　　　　年　　月　　日';
export const PENALTY_FILING_FORM: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: null,
    blocks: fields(
      ['案件名称', facts.case.title],
      ['当事人', partyNames(facts)],
      ['案发地点', placeZh(facts)],
      ['发现时间', dateZh(facts.case.openedAt)],
      ['案情摘要', facts.case.summary],
      ['涉嫌违反的规定', `环发〔2015〕175号所列情形：${kindsZh(facts.case.kinds).join('；')}`],
      ['立案理由', told(facts, 'reasons')],
      ['立案依据', articleZh(facts.act)],
      ['承办人意见', `建议立案。${stamp}`],
      ['承办机构负责人意见', stamp],
      [
        '本机关负责人意见',
        `同意立案。\n批准人：${facts.actorName}　　　　${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}`,
      ],
    ),
    signature: [],
  }),
};

/** 行政处罚法 art. 44, 45, 63 and 64. */
export const RIGHTS_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const hasHearing = facts.payload['hearing'] === true;
    return {
      title: rightsNoticeTitle(facts.payload),
      addressee: toParty(facts),
      blocks: [
        paragraph(
          `${we(facts)}对${caseZh(facts)}已调查终结，拟作出行政处罚。依据${articleZh(facts.act)}的规定，现将有关事项告知如下：`,
        ),
        ...chapter('一、违法事实', told(facts, 'facts') ?? facts.case.summary),
        ...chapter('二、处罚依据', told(facts, 'legalBasis')),
        ...chapter('三、拟作出的处罚内容', told(facts, 'proposal')),
        heading('四、依法享有的权利'),
        paragraph(
          '对上述拟作出的处罚，你（单位）有权进行陈述和申辩。当事人提出的事实、理由或者证据成立的，予以采纳，不因陈述、申辩而给予更重的处罚。',
        ),
        ...(hasHearing
          ? [
              paragraph(
                `你（单位）有权要求听证。要求听证的，应当自收到本告知书后${periodInWords('APL-64a')}内向我局提出${ruleInBrackets('APL-64a')}；逾期未提出的，视为放弃听证权利。听证不收取费用。`,
              ),
            ]
          : []),
      ],
    };
  },
};
export const HEARING_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const at = facts.payload['hearingAt'];
    return {
      addressee: toParty(facts),
      blocks: [
        paragraph(
          `关于${caseZh(facts)}，你（单位）要求听证。依据${articleZh(facts.act)}的规定，决定举行听证，在举行听证的${periodInWords('APL-64b')}前通知如下：`,
        ),
        ...fields(
          ['听证时间', typeof at === 'string' ? momentZh(at) : null],
          ['听证地点', told(facts, 'place')],
          ['听证主持人', told(facts, 'chair')],
        ),
        paragraph(
          '除涉及国家秘密、商业秘密或者个人隐私依法予以保密外，听证公开举行。你（单位）可以亲自参加听证，也可以委托一至二人代理；认为主持人与本案有直接利害关系的，有权申请回避。',
        ),
        paragraph('无正当理由拒不出席或者未经许可中途退出听证的，视为放弃听证权利，终止听证。'),
      ],
    };
  },
};
