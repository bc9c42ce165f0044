import { articleZh, ruleInBrackets } from '../instruments.ts';
import { cite, citeLast, since } from '../citations.ts';
import { fields, paragraph, said, type Template } from '../draft.ts';
import type { EarlierAct, PaperFacts } from '../paper.ts';
import { caseZh, listOf, nameOf, partyNames, told } from '../phrases.ts';
import { dateZh, periodInWords } from '../wording.ts';
import { enclosed } from './enclosures.ts';

const nonProsecutions = ({ earlier }: PaperFacts): EarlierAct[] =>
  earlier.filter(({ act }) => act === 'declineProsecution' || act === 'declineSevered');
/** Those whom a decision in a severed part concerns; the decision on the case concerns everybody else. */
const whom = ({ act, payload }: EarlierAct): string =>
  act === 'declineSevered' ? `对分案处理的${listOf({ payload }, 'persons').join('、') || '人员'}` : '';

/** 17号 art. 18: told whether the case is prosecuted. */
export const PROSECUTION_NOTICE: Template = {
  version: 2,
  draft: (facts) => {
    const isIndictment = facts.act === 'indict';
    const letter = citeLast(facts, 'transferCase');
    const of = `你局${letter ? `${letter}移送公安机关的` : '移送公安机关的'}${caseZh(facts)}`;
    if (isIndictment)
      return {
        addressee: nameOf(facts, 'ENVIRONMENT'),
        blocks: [
          paragraph(
            `${of}，我院经审查认为犯罪事实清楚，证据确实、充分，依据${articleZh(facts.act)}的规定，已于${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}提起公诉，特此告知。`,
          ),
          ...fields(
            ['被告单位和被告人', partyNames(facts)],
            ['起诉罪名', told(facts, 'offence')],
            ['审理法院', told(facts, 'court') ?? nameOf(facts, 'COURT')],
            ['起诉书文号', facts.documents.find(({ name }) => name === 'INDICTMENT')?.number ?? null],
          ),
        ],
      };
    const untold = nonProsecutions(since(facts, 'notifyNonProsecution'));
    const decisions = untold.length > 0 ? untold : nonProsecutions(facts).slice(-1);
    const whole = decisions.some(({ act }) => act === 'declineProsecution');
    const how = decisions.map((decision) => `${whom(decision)}已以${cite(facts, decision)}决定不起诉`).join('；');
    return {
      blocks: [
        paragraph(
          `${of}，我院经审查，${how || '已依法决定不起诉'}。${decisions.length > 0 && !whole ? '案件其余部分另行处理，结果另行告知。' : ''}依据${articleZh(facts.act)}关于作出决定之日起${periodInWords('H17-18')}内书面告知移送机关的规定，特此告知。`,
        ),
        paragraph('认为对被不起诉单位和人员需要给予行政处罚的，请依法办理，并将处理结果及时通知我院。'),
      ],
      attachments: enclosed(facts),
    };
  },
};
/** 17号 art. 14. */
export const TRANSFER_OPINION: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `我院在履行法律监督职责中发现，你局办理的${caseZh(facts)}涉嫌犯罪，应当移送公安机关而未移送。依据${articleZh(facts.act)}的规定，提出检察意见如下：`,
      ),
      ...said(told(facts, 'reasons')),
      paragraph(
        `请自收到本意见书之日起${periodInWords('H17-14')}内将案件移送${nameOf(facts, 'PUBLIC_SECURITY')}，并将执行情况通知我院${ruleInBrackets('H17-14')}。`,
      ),
    ],
  }),
};
/** 刑事诉讼法 art. 177: penalty after non-prosecution. */
export const PROCURATORIAL_OPINION: Template = {
  version: 1,
  draft: (facts) => {
    const decision = nonProsecutions(facts).at(-1);
    const concerned = decision?.act === 'declineSevered' ? whom(decision) : `对${partyNames(facts) ?? '当事人'}`;
    return {
      blocks: [
        paragraph(
          `${caseZh(facts)}，我院${decision ? `已以${cite(facts, decision)}作出不起诉决定` : '已依法作出不起诉决定'}。经审查，${concerned}需要给予行政处罚，依据${articleZh(facts.act)}的规定，提出检察意见如下：`,
        ),
        ...said(told(facts, 'opinion')),
        paragraph(
          `请自收到本意见书之日起${periodInWords('SPP21-13')}内将处理结果或者办理情况书面回复我院${ruleInBrackets('SPP21-13')}。`,
        ),
      ],
    };
  },
};
/** 法释〔2018〕6号 art. 21. */
export const PROCURATORIAL_SUGGESTION: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `我院在办理${caseZh(facts)}的公益诉讼工作中发现，你局对社会公共利益负有监督管理职责。依据${articleZh(facts.act)}，建议你局依法履行职责：`,
      ),
      ...said(told(facts, 'duty')),
      paragraph(
        facts.payload['urgent'] === true
          ? '因出现社会公共利益损害继续扩大的紧急情形，请依照上述规定对紧急情形所定的期限办理并书面回复我院。'
          : `请自收到本建议书之日起${periodInWords('PIL-21')}内依法履行职责，并书面回复我院${ruleInBrackets('PIL-21')}。`,
      ),
    ],
  }),
};
export const OPINION_REPLY: Template = {
  version: 1,
  draft: (facts) => {
    const isAdvice = (facts.act as string) === 'replyToAdvice';
    const asked = citeLast(facts, ...(isAdvice ? ['suggestPerformance'] : ['issueOpinion']));
    return {
      blocks: [
        paragraph(
          `你院${asked ?? (isAdvice ? '检察建议书' : '检察意见书')}收悉。依据${articleZh(facts.act)}，现将${caseZh(facts)}的办理情况回复如下：`,
        ),
        ...said(told(facts, 'result')),
      ],
    };
  },
};
export const EXECUTION_REPORT: Template = {
  version: 1,
  draft: (facts) => ({
    blocks: [
      paragraph(
        `你院${citeLast(facts, 'adviseTransfer') ?? '检察意见书'}收悉。依据${articleZh(facts.act)}，现将${caseZh(facts)}执行检察意见的情况报告如下：`,
      ),
      ...said(told(facts, 'execution')),
      ...said(citeLast(since(facts, 'adviseTransfer'), 'transferCase'), '案件已移送公安机关：'),
    ],
  }),
};
