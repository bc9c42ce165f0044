import { ACTS } from '../../acts/index.ts';
import { cite, citeLast, lastOf, since } from '../citations.ts';
import { chapter, fields, paragraph, said, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets, ruleZh } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { bodyName, caseZh, nameOf, partyNames, told } from '../phrases.ts';
import { dateZh, periodInWords } from '../wording.ts';
import { materialsOf } from './enclosures.ts';

/** 17号 art. 12–13: with the decision and its reasons, the reconsideration or what shows the delay. */
export const SUPERVISION_SUGGESTION: Template = {
  version: 1,
  draft: (facts) => {
    const occasion = ACTS[facts.act].payload?.['occasion']?.values?.[String(facts.payload['occasion'])];
    const thereafter = since(facts, 'transferCase');
    const papers = [
      citeLast(facts, 'transferCase'),
      citeLast(thereafter, 'acceptCase'),
      citeLast(thereafter, 'notifyDecision', 'refuseFiling', 'withdrawCase'),
      citeLast(thereafter, 'upholdRefusal', 'overturnRefusal'),
    ].filter((text) => text !== null);
    const materials = materialsOf(facts)
      .filter(({ code }) => code !== 'S1')
      .map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`);
    return {
      blocks: [
        paragraph(
          `我局移送${nameOf(facts, 'PUBLIC_SECURITY')}的${caseZh(facts)}，依据${articleZh(facts.act)}，建议你院依法进行立案监督。`,
        ),
        ...fields(['涉案单位和人员', partyNames(facts)], ['建议情形', occasion]),
        ...chapter('移送和办理经过', papers.join('；')),
        ...chapter('建议的理由和依据', told(facts, 'grounds')),
        paragraph(
          '随本建议书附送案件材料，公安机关的决定及其理由说明或者复议结果，以及能够证明逾期未作决定的材料，请予受理审查。',
        ),
      ],
      attachments: materials,
    };
  },
};
/** 高检会〔2010〕5号. */
export const REASONS_DEMAND: Template = {
  version: 1,
  draft: (facts) => {
    const suggestion = citeLast(since(facts, 'demandReasons', 'tellSupervisionResult'), 'suggestSupervision');
    return {
      blocks: [
        paragraph(
          `${suggestion ? `${nameOf(facts, 'ENVIRONMENT')}${suggestion}建议我院进行立案监督。` : ''}经审查，依据${articleZh(facts.act)}的规定，请你局说明${caseZh(facts)}不立案的理由。`,
        ),
        ...chapter('要求说明的事项', told(facts, 'grounds')),
        paragraph(
          `请自收到本通知书之日起${periodInWords('LJ-07')}内书面说明不立案的情况、依据和理由，连同有关证据材料复印件回复我院${ruleInBrackets('LJ-07')}。`,
        ),
      ],
    };
  },
};
export const FILING_REASONS_DEMAND: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `经审查，你局对${caseZh(facts)}的立案可能违反规定。依据${articleZh(facts.act)}的规定，请你局说明立案的理由。`,
      ),
      ...chapter('要求说明的事项', told(facts, 'grounds')),
      paragraph(
        `请自收到本通知书之日起${periodInWords('LJ-07')}内书面说明立案的情况、依据和理由，连同有关证据材料复印件回复我院。`,
      ),
    ],
  }),
};
export const REASONS: Template = {
  version: 1,
  draft: (facts) => {
    const isFiling = (facts.act as string) === 'explainFilingReasons';
    const demand = citeLast(facts, isFiling ? 'demandFilingReasons' : 'demandReasons');
    return {
      blocks: [
        paragraph(
          `你院${demand ?? '通知书'}收悉。依据${articleZh(facts.act)}，现将${caseZh(facts)}${isFiling ? '立案' : '不立案'}的情况、依据和理由说明如下：`,
        ),
        ...said(told(facts, 'reasons')),
        paragraph('有关证据材料复印件附后。'),
      ],
    };
  },
};
/** What public security said when it was asked last. */
function explained(facts: PaperFacts, demand: string, explanation: string): string {
  const asked = lastOf(facts, demand);
  if (!asked) return '';
  const answer = citeLast(since(facts, demand), explanation);
  return answer ? `你局${answer}收悉。` : `我院以${cite(facts, asked)}要求说明理由，你局未予说明。`;
}
export const FILING_ORDER: Template = {
  version: 2,
  draft: (facts) => ({
    attachments: materialsOf(facts).map(({ zh, number }) => `${zh}${number ? `（${number}）` : ''}`),
    blocks: [
      paragraph(
        `${explained(facts, 'demandReasons', 'explainReasons')}我院经审查认为，${caseZh(facts)}不立案的理由不能成立，依据${articleZh(facts.act)}的规定，通知你局立案。`,
      ),
      ...chapter('通知立案的理由和依据', told(facts, 'reasons')),
      paragraph(
        `请自收到本通知书之日起${periodInWords('LJ-09')}内决定立案，并将立案决定书副本及时送达我院${ruleInBrackets('LJ-09')}。证明应当立案的材料随本通知书移送。`,
      ),
    ],
  }),
};
export const WITHDRAWAL_ORDER: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `${explained(facts, 'demandFilingReasons', 'explainFilingReasons')}我院经审查认为，${caseZh(facts)}立案的理由不能成立，依据${articleZh(facts.act)}的规定，通知你局撤销案件。`,
      ),
      ...chapter('通知撤销案件的理由和依据', told(facts, 'reasons')),
      paragraph(
        `请在收到本通知书后立即撤销案件。认为通知有错误的，可以自收到之日起${periodInWords('LJ-10a')}内要求我院复议；意见不被接受的，可以在${periodInWords('LJ-10c')}内提请上一级人民检察院复核${ruleInBrackets('LJ-10a')}。`,
      ),
    ],
  }),
};
/** What public security objects to: a refusal of arrest or a decision not to prosecute. */
function contested(facts: PaperFacts, procuratorate = '你院'): string {
  const [what, cited] = /Arrest/.test(facts.act)
    ? ['不批准逮捕的决定', citeLast(facts, 'refuseArrest')]
    : ['不起诉的决定', citeLast(facts, 'declineProsecution', 'declineSevered')];
  return `${procuratorate}${cited ? `${cited}作出的` : ''}${what}`;
}
export const WITHDRAWAL_OBJECTION: Template = {
  version: 2,
  draft: (facts) =>
    facts.act === 'objectToWithdrawalOrder'
      ? {
          blocks: [
            paragraph(
              `你院${citeLast(facts, 'orderWithdrawal') ?? '通知撤销案件书'}收悉。我局认为${caseZh(facts)}的立案并无不当，通知有错误，依据${articleZh(facts.act)}，在收到之日起${periodInWords('LJ-10a')}内要求复议。`,
            ),
            ...chapter('要求复议的理由', told(facts, 'reasons')),
            paragraph(`请自收到本意见书之日起${periodInWords('LJ-10b')}内作出决定，并通知我局。`),
          ],
        }
      : {
          blocks: [
            paragraph(
              `关于${caseZh(facts)}，我局认为${contested(facts)}有错误，依据${articleZh(facts.act)}，要求复议。`,
            ),
            ...chapter('要求复议的理由', told(facts, 'reasons')),
          ],
        },
};
export const SUPERIOR_REVIEW_REQUEST: Template = {
  version: 2,
  draft: (facts) => ({
    addressee: bodyName(facts, 'SUPERIOR_PROCURATORATE'),
    blocks:
      facts.act === 'requestSuperiorReview'
        ? [
            paragraph(
              `关于${caseZh(facts)}，我局对${citeLast(facts, 'orderWithdrawal') ?? '通知撤销案件书'}要求复议的意见未被接受，依据${articleZh(facts.act)}，在${periodInWords('LJ-10c')}内提请复核。`,
            ),
            ...chapter('提请复核的理由', told(facts, 'reasons')),
            paragraph(`请自收到本意见书之日起${periodInWords('LJ-10d')}内作出是否变更的决定。`),
          ]
        : [
            paragraph(
              `关于${caseZh(facts)}，我局对${contested(facts, nameOf(facts, 'PROCURATORATE'))}要求复议的意见未被接受，依据${articleZh(facts.act)}，提请复核。`,
            ),
            ...chapter('提请复核的理由', told(facts, 'reasons')),
          ],
  }),
};
export const URGING_LETTER: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `经我院监督立案的${caseZh(facts)}，立案后${periodInWords('LJ-11')}内尚未侦查终结。依据${ruleZh('LJ-11')}，请你局及时侦查，并向我院反馈进展情况。`,
      ),
      ...said(told(facts, 'grounds'), '催办事项：'),
    ],
  }),
};
const noticeOfFiling = ({ earlier }: PaperFacts) =>
  earlier.findLast(({ documents }) => documents.some(({ name }) => name === 'FILING_NOTICE')) ?? null;
/** What came of the supervision since it was suggested. */
function supervisionResult(facts: PaperFacts): string {
  const thereafter = since(facts, 'suggestSupervision');
  const filed = lastOf(thereafter, 'fileOnOrder', 'overturnRefusal', 'turnCriminal') ?? noticeOfFiling(thereafter);
  const on = filed ? `公安机关已于${dateZh(filed.occurredAt, filed.precision)}` : '';
  const last = lastOf(thereafter, 'acceptReasons', 'orderFiling');
  if (last?.act === 'acceptReasons') return `我院经审查认为，公安机关对${caseZh(facts)}不立案的理由成立。`;
  if (last)
    return `我院经审查认为，公安机关对${caseZh(facts)}不立案的理由不能成立，已以${cite(facts, last)}通知公安机关立案。${filed ? `${on}立案侦查。` : ''}`;
  return filed ? `我院审查期间，${on}对${caseZh(facts)}立案侦查。` : `我院对${caseZh(facts)}进行了审查。`;
}
/** 人民检察院刑事诉讼规则: the agency that suggested the supervision is told of its result. */
export const SUPERVISION_RESULT_NOTICE: Template = {
  version: 2,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `你局${citeLast(facts, 'suggestSupervision') ?? '立案监督建议'}收悉。${supervisionResult(facts)}依据${articleZh(facts.act)}的规定，现将审查结果告知你局。`,
      ),
      ...chapter('审查意见', told(facts, 'reasons')),
    ],
  }),
};
export const CORRECTION_NOTICE: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `我院在办理${caseZh(facts)}的监督中发现，你局的下列行为违反法律规定，依据${articleZh(facts.act)}，通知你局纠正。`,
      ),
      ...chapter('违法情况和依据', told(facts, 'illegality')),
      ...chapter('纠正要求', told(facts, 'demand')),
      paragraph('请将纠正情况书面回复我院；对本通知书有异议的，可以依法申请复查。'),
    ],
  }),
};
