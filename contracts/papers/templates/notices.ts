import { chapter, paragraph, said, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets } from '../instruments.ts';
import { caseZh, told } from '../phrases.ts';
import { moneyZh, periodInWords } from '../wording.ts';
import { toParty } from './penalty.ts';

/** 法释〔2018〕6号 art. 13: organs and organisations that may sue are asked by public notice. */
export const SUIT_NOTICE: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: '法律规定的机关和有关组织',
    blocks: [
      paragraph(
        `我院在履行职责中发现，${caseZh(facts)}涉及损害社会公共利益的行为。依据${articleZh(facts.act)}的规定，现公告如下：`,
      ),
      ...said(told(facts, 'content')),
      paragraph(
        `请拟提起民事公益诉讼的机关和有关组织，自本公告发布之日起${periodInWords('PIL-13')}内向有管辖权的人民法院提起诉讼，并将情况书面告知我院。公告期满没有机关和组织提起诉讼的，我院将依法提起民事公益诉讼${ruleInBrackets('PIL-13')}。`,
      ),
    ],
  }),
};
/** 环发〔2015〕175号 art. 10. */
export const CENSURE_NOTICE: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: '各有关单位',
    blocks: [
      paragraph(`${caseZh(facts)}已经查实。依据${articleZh(facts.act)}的规定，现通报如下：`),
      ...chapter('一、被通报单位', toParty(facts)),
      ...chapter('二、违法事实', facts.case.summary),
      ...chapter('三、通报内容', told(facts, 'content')),
      paragraph('各有关单位应当引以为戒，依法如实开展环境监测，对监测数据的真实性、准确性负责。'),
    ],
  }),
};
/** 长春实施方案 二(一)4; it names a unit and no person. */
export const FAILURE_CENSURE: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: '各有关单位',
    blocks: [
      paragraph(
        `经查，在${caseZh(facts)}中，有关人员对干预环境监测活动的情况不如实记录或者隐瞒不报，造成严重后果。依据${articleZh(facts.act)}的规定，现予以通报批评和警告：`,
      ),
      ...chapter('一、被通报批评和警告的单位', told(facts, 'unit')),
      ...chapter('二、通报批评和警告的内容', told(facts, 'content')),
      paragraph('各有关单位应当对批示、函文、口头意见或者暗示等干预情形全程留痕，如实记录，归档备查。'),
    ],
  }),
};
export const NEGOTIATION_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const amount = facts.payload['amount'];
    return {
      addressee: toParty(facts),
      blocks: [
        paragraph(
          `${caseZh(facts)}造成生态环境损害，依法应当由你（单位）承担赔偿责任。依据${articleZh(facts.act)}的规定，现告知你（单位）进行生态环境损害赔偿磋商。`,
        ),
        ...chapter('一、损害事实和赔偿请求', told(facts, 'claim')),
        ...chapter('二、赔偿金额', amount === undefined || amount === null ? null : moneyZh(amount)),
        paragraph(
          `磋商期限原则上不超过${periodInWords('EDC-NEG')}。同意磋商的，请在收到本告知书后及时书面答复；不同意磋商或者磋商不成的，我局将依法提起诉讼。`,
        ),
      ],
    };
  },
};
