import { citeLast, filingDecision, FILING_TITLES } from '../citations.ts';
import { chapter, fields, paragraph, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets, ruleZh } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, partyNames, told } from '../phrases.ts';
import { dateZh, periodInWords } from '../wording.ts';

const textIn = (payload: Readonly<Record<string, unknown>> | undefined, key: string): string | null => {
  const value = payload?.[key];
  return typeof value === 'string' && value ? value : null;
};

/** 17号 art. 9: notice of the decision; a negative one with reasons, the files go back. */
export const FILING_NOTICE: Template = {
  version: 1,
  draft: (facts) => {
    const { decision, act } = filingDecision(facts);
    const decidedOn = act ? `于${dateZh(act.occurredAt, act.precision)}` : '';
    const offence = textIn(act?.payload, 'offence');
    // a case that came for detention was transferred by the letter of that
    const letter = citeLast(facts, act?.act === 'turnCriminal' ? 'transferForDetention' : 'transferCase');
    const opening = letter ? `你局${letter}移送的${caseZh(facts)}` : `你局移送的${caseZh(facts)}`;
    const reasons = told(facts, 'reasons');
    if (decision === 'FILED')
      return {
        title: FILING_TITLES.FILED,
        blocks: [
          paragraph(
            `${opening}，我局经审查认为有犯罪事实需要追究刑事责任，且属于我局管辖，依据《中华人民共和国刑事诉讼法》和${articleZh(facts.act)}的规定，${decidedOn}决定立案侦查，特此通知。`,
          ),
          ...fields(['立案罪名', offence], ['涉案单位和人员', partyNames(facts)]),
          ...chapter('决定内容及理由', reasons),
          paragraph(
            `请自接到本通知之日起${periodInWords('H17-10')}内，依据${ruleZh('H17-10')}向我局移交涉案物品以及与案件有关的其他材料，并办理交接手续。`,
          ),
        ],
      };
    const isRefusal = decision === 'REFUSED';
    const own = textIn(act?.payload, 'reasons');
    return {
      title: FILING_TITLES[decision],
      blocks: [
        paragraph(
          isRefusal
            ? `${opening}，我局经审查，依据《中华人民共和国刑事诉讼法》和${articleZh(facts.act)}的规定，${decidedOn}决定不予立案。`
            : `${opening}，我局立案侦查后，依据《中华人民共和国刑事诉讼法》的规定，${decidedOn}决定撤销案件，并依据${articleZh(facts.act)}通知你局。`,
        ),
        ...chapter(isRefusal ? '不予立案的理由' : '撤销案件的理由', reasons ?? own),
        ...(reasons && own && own !== reasons ? [paragraph(`决定所载理由：${own}`)] : []),
        paragraph(
          facts.payload['filesReturned'] === true ? '案卷材料随本通知退回，请查收。' : '案卷材料予以退回，请办理签收。',
        ),
        paragraph(
          isRefusal
            ? `你局对不予立案决定有异议的，可以自接到本通知之日起${periodInWords('H17-11a')}内向我局申请复议${ruleInBrackets('H17-11a')}，也可以建议人民检察院依法进行立案监督。`
            : '你局对撤销案件决定有异议的，可以建议人民检察院依法进行立案监督。',
        ),
      ],
    };
  },
};

/** 公安机关办理刑事案件程序规定 art. 182: filed on the order of the procuratorate, which gets a copy. */
export const FILING_DECISION: Template = {
  version: 1,
  draft: (facts) => {
    const order = citeLast(facts, 'orderFiling');
    return {
      blocks: [
        paragraph(
          `${order ? `根据你院${order}，` : ''}依据《中华人民共和国刑事诉讼法》和${articleZh(facts.act)}的规定，我局决定对${caseZh(facts)}立案侦查。`,
        ),
        ...fields(['立案罪名', textIn(facts.payload, 'offence')], ['涉案单位和人员', partyNames(facts)]),
        paragraph('本决定书副本送达你院。'),
      ],
    };
  },
};

/** The same notice in its negative forms, with names and marks of their own. */
export const NON_FILING_NOTICE = FILING_NOTICE;
export const CASE_WITHDRAWAL_NOTICE = FILING_NOTICE;

const refusal = (facts: PaperFacts) => citeLast(facts, 'notifyDecision', 'refuseFiling') ?? '不予立案决定';
/** 17号 art. 11. */
export const RECONSIDERATION_REQUEST: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `你局${refusal(facts)}收悉。我局对${caseZh(facts)}不予立案的决定有异议，依据${articleZh(facts.act)}，在接到通知之日起${periodInWords('H17-11a')}内申请复议。`,
      ),
      ...fields(['申请人', '我局'], ['被申请的决定', refusal(facts)], ['复议请求', '撤销不予立案决定，依法立案侦查']),
      ...chapter('事实和理由', told(facts, 'reasons')),
      paragraph(`请自收到本申请之日起${periodInWords('H17-11b')}内作出立案或者不予立案的决定，并书面通知我局。`),
    ],
  }),
};
export const RECONSIDERATION_DECISION: Template = {
  version: 1,
  draft: (facts) => {
    const isOverturned = facts.act === 'overturnRefusal';
    const request = citeLast(facts, 'requestReconsideration');
    return {
      blocks: [
        paragraph(
          `你局${request ?? '复议申请'}收悉。我局对${caseZh(facts)}不予立案的决定进行了复议，依据${articleZh(facts.act)}关于收到申请之日起${periodInWords('H17-11b')}内作出决定的规定，决定如下：`,
        ),
        paragraph(isOverturned ? '撤销原不予立案决定，对本案立案侦查。' : '维持原不予立案决定。'),
        ...chapter('理由', told(facts, 'reasons')),
        paragraph(
          isOverturned
            ? `请自接到本决定之日起${periodInWords('H17-10')}内向我局移交涉案物品和其他有关材料。`
            : `你局对本决定仍有异议的，应当依据${articleZh('suggestSupervision')}建议人民检察院进行立案监督；${ruleZh('A310-09c')}规定的期限为自收到复议决定之日起${periodInWords('A310-09c')}内。`,
        ),
      ],
    };
  },
};
