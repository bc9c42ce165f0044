import { citeLast, filingDecision, since } from '../citations.ts';
import { chapter, fields, paragraph, said, sentence, type Template } from '../draft.ts';
import { articleZh, ruleZh } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, listOf, nameOf, partyNames, told } from '../phrases.ts';
import { dateZh, momentZh, periodInWords } from '../wording.ts';

const received = (facts: PaperFacts, act = 'transferCase') => {
  const letter = citeLast(facts, act);
  return letter ? `你局${letter}` : '你局移送的案件';
};

/** 17号 art. 7. */
export const ACCEPTANCE_RECEIPT: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${received(facts)}及所附材料收悉。依据${articleZh(facts.act)}的规定，我局接受${caseZh(facts)}，特出具本回执。`,
      ),
      ...fields(
        ['涉案单位和人员', partyNames(facts)],
        ['接受时间', momentZh(facts.occurredAt, facts.precision)],
        ['接受民警', facts.actorName],
      ),
      paragraph(
        `材料不全的，我局将于接受案件的${periodInWords('H17-08a')}内书面告知你局补正，不以此为由拒绝接受；是否立案，将依照${ruleZh('H17-09a')}作出决定并书面通知你局。`,
      ),
    ],
  }),
};
export const INCOMPLETE_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const missing = listOf(facts, 'missing');
    return {
      blocks: [
        paragraph(
          `${received(facts)}收悉，${caseZh(facts)}已由我局接受。经审查，移送材料不全，依据${articleZh(facts.act)}，请补正下列材料：`,
        ),
        ...missing.map((material, index) => paragraph(`${index + 1}. ${sentence(material)}`)),
        paragraph(
          `请自接到本通知之日起${periodInWords('H17-08b')}内补正；因客观原因确实无法补正的，请书面说明。材料补正期间，案件的接受不受影响。`,
        ),
      ],
    };
  },
};
export const SUPPLEMENTARY_INVESTIGATION_OPINION: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${received(facts)}收悉。经审查，${caseZh(facts)}证据尚不充分，依据${articleZh(facts.act)}，提出补充调查意见，请调查后将结果及时反馈我局：`,
      ),
      ...said(told(facts, 'matters')),
    ],
  }),
};
/** 17号 art. 9: passed to the competent organ; the sender is told, the procuratorate gets a copy. */
export const PASS_ON_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const organ = told(facts, 'organ') ?? '有管辖权的公安机关';
    const isToSender = facts.to.includes('ENVIRONMENT');
    const reasons = told(facts, 'reasons');
    return {
      addressee: isToSender ? nameOf(facts, 'ENVIRONMENT') : organ,
      blocks: [
        paragraph(
          isToSender
            ? `${received(facts)}收悉。经审查，${caseZh(facts)}属于公安机关管辖但不属于我局管辖，依据${articleZh(facts.act)}，我局已将案件移送${organ}，特此通知。`
            : `${nameOf(facts, 'ENVIRONMENT')}移送我局的${caseZh(facts)}，经审查不属于我局管辖。依据${articleZh(facts.act)}关于接受案件后${periodInWords('H17-09d')}内移送有管辖权机关的规定，现移送你单位，请查收并依法处理。`,
        ),
        ...said(reasons, '移送理由：'),
      ],
    };
  },
};
export const RETURN_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const isDetention = facts.act === 'returnDetentionCase';
    const letter = received(facts, isDetention ? 'transferForDetention' : 'transferCase');
    return {
      blocks: [
        paragraph(
          isDetention
            ? `${letter}收悉。经审查，${caseZh(facts)}不符合适用行政拘留的条件，依据${articleZh(facts.act)}关于受理之日起${periodInWords('A853-15')}内书面说明理由并退回的规定，现将案件退回你局。`
            : `${letter}收悉。经审查，${caseZh(facts)}不属于公安机关管辖，依据${articleZh(facts.act)}关于接受案件后${periodInWords('H17-09e')}内退回的规定，现将案件退回你局，并书面说明理由。`,
        ),
        ...chapter('退回理由', told(facts, 'reasons')),
        paragraph('案卷材料随本通知一并退回，请查收。'),
      ],
    };
  },
};
/** 17号 art. 9: thirty days only with this approval. */
export const APPROVAL_RECORD: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: null,
    blocks: fields(
      ['案件名称', facts.case.title],
      ['移送机关', nameOf(facts, 'ENVIRONMENT')],
      ['移送文书', citeLast(facts, 'transferCase')],
      ['涉案单位和人员', partyNames(facts)],
      ['延长理由', told(facts, 'reasons')],
      [
        '延长依据',
        `${articleZh(facts.act)}：案情重大、疑难、复杂，经县级以上公安机关负责人批准，自接受案件之日起${periodInWords('H17-09c')}内决定`,
      ],
      [
        '批准意见',
        `同意。\n批准人：${facts.actorName}　　　　${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}`,
      ],
    ),
    signature: [],
  }),
};
/** 17号 art. 17: after a refusal to file nobody has investigated. */
export const HAND_BACK_LETTER: Template = {
  version: 2,
  draft: (facts) => {
    const isRefusal = filingDecision(facts).decision === 'REFUSED';
    const notice = citeLast(since(facts, 'transferCase'), 'notifyDecision');
    const decided = `${isRefusal ? '经审查' : '经侦查'}认为没有犯罪事实，或者犯罪情节显著轻微、不需要追究刑事责任，已决定${isRefusal ? '不予立案' : '撤销案件'}${notice ? `并以${notice}通知你局` : ''}`;
    return {
      blocks: [
        paragraph(
          `${received(facts)}收悉。${caseZh(facts)}，我局${decided}；但依法应当给予行政处理。依据${articleZh(facts.act)}的规定，现将案件移交你局处理。`,
        ),
        ...chapter('移交理由', told(facts, 'reasons')),
        paragraph('请将处理结果函告我局。'),
      ],
    };
  },
};
