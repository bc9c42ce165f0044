import { cite, citeLast, lastOf, since } from '../citations.ts';
import { fields, paragraph, said, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, nameOf, told, we } from '../phrases.ts';
import { ACTS } from '../../acts/index.ts';
import { dateZh, moneyZh, periodInWords } from '../wording.ts';
import { toParty } from './penalty.ts';
import { payloadRows } from './payload-rows.ts';

const isDaily = ({ act }: PaperFacts): boolean => 'dailyService' in ACTS[act].moves;
/** The decisions that an act serves, urges or enforces: those of its own track. */
const decisionsOf = (facts: PaperFacts): string[] =>
  isDaily(facts) ? ['imposeDailyPenalty'] : ['imposePenalty', 'imposeSpotPenalty'];
const decided = (facts: PaperFacts) => citeLast(facts, ...decisionsOf(facts)) ?? '行政处罚决定书';
const amountOf = (facts: PaperFacts): unknown =>
  facts.payload['amount'] ?? lastOf(facts, ...decisionsOf(facts))?.payload['amount'];
/** The party of the decision. */
const toPunished = (facts: PaperFacts): string => {
  const partyId = facts.payload['partyId'] ?? lastOf(facts, ...decisionsOf(facts))?.payload['partyId'];
  return toParty(partyId === undefined ? facts : { ...facts, payload: { ...facts.payload, partyId } });
};

/** 行政强制法 art. 54. */
export const URGING_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const amount = amountOf(facts);
    return {
      addressee: toPunished(facts),
      blocks: [
        paragraph(
          `${we(facts)}${decided(facts)}已送达你（单位），你（单位）在法定期限内未履行处罚决定确定的义务。依据${articleZh(facts.act)}的规定，现予催告：`,
        ),
        ...fields(
          ['应当缴纳的金额', amount === undefined || amount === null ? null : moneyZh(amount)],
          ['履行方式', '到指定的银行或者通过电子支付系统缴纳'],
        ),
        paragraph(
          `请自收到本催告书之日起${periodInWords('AEL-54')}内履行义务。你（单位）有权进行陈述和申辩。逾期仍未履行的，${we(facts)}将依法申请人民法院强制执行${ruleInBrackets('AEL-54')}。`,
        ),
      ],
    };
  },
};
/** 行政处罚法 art. 66. */
export const DEFERRAL_DECISION: Template = {
  version: 1,
  draft: (facts) => {
    const until = facts.payload['deferredUntil'];
    return {
      addressee: toPunished(facts),
      blocks: [
        paragraph(
          `你（单位）申请延期（分期）缴纳${decided(facts)}所处罚款。经审查，依据${articleZh(facts.act)}的规定，${we(facts)}同意${typeof until === 'string' ? `延期至${dateZh(until)}前缴纳` : '延期（分期）缴纳'}。`,
        ),
        ...said(told(facts, 'reasons'), '同意的理由：'),
        paragraph('逾期未缴纳的，依法加处罚款，并申请人民法院强制执行。'),
      ],
    };
  },
};
/** 行政强制法 art. 53–55: signed by the head beside the seal. */
export const ENFORCEMENT_APPLICATION: Template = {
  version: 2,
  draft: (facts) => {
    const amount = amountOf(facts);
    const urged = citeLast(
      since(facts, ...decisionsOf(facts)),
      isDaily(facts) ? 'urgeDailyPerformance' : 'urgePerformance',
    );
    return {
      blocks: [
        ...fields(
          ['被申请人', toPunished(facts)],
          ['申请执行的文书', decided(facts)],
          ['申请执行的金额', amount === undefined || amount === null ? null : moneyZh(amount)],
        ),
        paragraph(
          `${caseZh(facts)}的处罚决定已经送达，被申请人在法定期限内不申请行政复议、不提起行政诉讼，又不履行。我局${urged ? `以${urged}` : '依法'}催告，催告书送达后${periodInWords('AEL-54')}，被申请人仍未履行义务。`,
        ),
        ...said(told(facts, 'reasons'), '申请执行的内容和理由：'),
        paragraph(
          `依据${articleZh(facts.act)}的规定，在自期限届满之日起${periodInWords('AEL-53')}内，申请你院强制执行。`,
        ),
      ],
      signature: [
        nameOf(facts, facts.from),
        '负责人（签名）：　　　　　　',
        dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision),
      ],
      attachments: ['行政处罚决定书及作出决定的事实、理由和依据', '当事人的意见及催告情况', '申请强制执行标的情况'],
    };
  },
};
/** 行政处罚法 art. 61. */
export const SERVICE_RECEIPT: Template = {
  version: 2,
  draft: (facts) => {
    // every decision that was made since the last service
    const unserved = since(facts, facts.act).earlier.filter(({ act }) => decisionsOf(facts).includes(act));
    const parties = unserved.map(({ payload: { partyId } }) =>
      toParty(partyId === undefined ? facts : { ...facts, payload: { ...facts.payload, partyId } }),
    );
    return {
      addressee: null,
      blocks: fields(
        ['案由', facts.case.title],
        ['送达的文书', unserved.map((decision) => cite(facts, decision)).join('、') || decided(facts)],
        ['受送达人', [...new Set(parties)].join('、') || toPunished(facts)],
        ...payloadRows(facts),
        ['送达依据', `${articleZh(facts.act)}；当场交付，当事人不在场的在${periodInWords('APL-61')}内送达`],
        ['送达时间', dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)],
        ['送达人', facts.actorName],
        ['受送达人签名或者盖章', '\n\n　　　　　　　　　　　　　　　　年　　月　　日'],
        ['见证人签名', '\n　　　　　　　　　　　　　　　　年　　月　　日'],
        ['备注', '电子送达须经当事人同意并签订确认书'],
      ),
      signature: [],
    };
  },
};
