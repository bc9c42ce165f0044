import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';
import { dateOf } from './published-date.ts';
import type { PublishedEvent } from './published-case.ts';

/** An act that a published event tells; `assumed` where the event only shows that it must have been performed. */
export interface ReadAct {
  readonly act: ActName;
  readonly assumed?: true;
}
/** What an event is in the table of acts, or why it is no act of it. */
export type Reading = readonly ReadAct[] | { readonly fact: string };

interface Context {
  readonly event: PublishedEvent;
  /** all events of the case, in order */
  readonly events: readonly PublishedEvent[];
  /** where the case stands when the event is reached */
  readonly state: CaseState;
}

const CONDUCT = '违法行为本身，不是机关的办理行为';
const FACTS: Readonly<Record<string, string>> = {
  tamper: CONDUCT,
  tamper_start: CONDUCT,
  tamper_end: CONDUCT,
  incident: CONDUCT,
  publish: '公开发布，不是案件的办理行为',
  unit_founded: '单位成立，不是机关的办理行为',
  report_issued: '当事人出具报告，不是机关的办理行为',
  clue_added: '机关内部补充线索，行为表中没有单独的行为',
  prior_penalties: '此前的其他处罚，属于另案',
  penalty_by_somebody: '处罚只见于处理结果，未载明由哪个机关作出',
  coercion: '未载明刑事强制措施的种类',
  revocation: '未载明撤销资质的日期',
  practice_ban: '未载明从业禁止的起止日期',
  suggestion: '未载明检察建议的种类和对象',
  discipline: '未载明处分的机关和内容',
  procurement_ban: '限制参与采购，不是案件移送衔接的环节',
  credit: '未载明列入名单或者归集信用信息的日期和期限',
};
const fact = (reason: string): Reading => ({ fact: reason });
const told = (...acts: ActName[]): Reading => acts.map((act) => ({ act }));
const tells = (events: readonly PublishedEvent[], name: string) => events.some(({ event }) => event === name);

/** Monitoring stations and platforms of the environment authorities find for them; operators, media and the public do not. */
const OUTSIDE = /运维|媒体|群众|公众|举报人|企业/;
const byMarketRegulation = ({ event, events }: Context) =>
  event.agency ? event.agency.includes('市场监督') : tells(events, 'transfer_market');
const SENT_FOR_DETENTION: readonly string[] = ['TRANSFERRED', 'ACCEPTED', 'DECIDED', 'COPIED'];

function found({ event, state }: Context): Reading {
  if (OUTSIDE.test(event.agency ?? '')) return fact(`由${event.agency}发现，不是机关的办理行为`);
  return (state.administrative ?? 'NONE') === 'NONE' ? told('openCase') : fact('案件已登记，再次发现或检查不另立行为');
}

function trial({ event, events, state }: Context): Reading {
  if (tells(events, 'lawsuit') || tells(events, 'civil_suit')) return fact('行为表中的开庭是刑事案件的开庭');
  // the day of the trial is told, not the day it was fixed
  if (dateOf(event)) return [{ act: 'scheduleTrial', assumed: true }];
  return state.criminal === 'ON_TRIAL' ? fact('未载明开庭日期') : told('registerCase');
}

function judgment({ event: { detail }, events }: Context): Reading {
  if (tells(events, 'civil_suit')) return told('pronounceCivilJudgment');
  if (!tells(events, 'lawsuit')) return told('pronounceJudgment');
  if (detail?.includes('撤销')) return told('annulAdministrativeAct');
  return detail?.includes('驳回') ? told('dismissAdministrativeClaim') : fact('未载明行政判决的结果');
}

/** Some are indicted and others are not: the part of the others is severed first. */
const prosecution = ({ events, state }: Context): Reading =>
  tells(events, 'non_prosecution') && (state.severance ?? 'NONE') === 'NONE'
    ? [{ act: 'severCase', assumed: true }, { act: 'indict' }]
    : told('indict');

const READERS: Readonly<Record<string, ActName | ((context: Context) => Reading)>> = {
  discovery: found,
  inspection: found,
  notice: 'issueCensure',
  // the party sues; the bureau's answer is what the law requires of it
  lawsuit: () => [{ act: 'submitAnswer', assumed: true }],
  order_correct: 'orderCorrection',
  recheck: 'findCorrected',
  seal: 'sealOrSeize',
  admin_case: (context) => told(byMarketRegulation(context) ? 'fileQualityCase' : 'filePenaltyCase'),
  prior_notice: 'tellRights',
  statement: 'recordStatement',
  penalty: (context) =>
    byMarketRegulation(context)
      ? [{ act: 'penaliseInstitution' }, { act: 'recordHandling', assumed: true }]
      : told('imposePenalty'),
  joint_supervision: 'listForJointSupervision',
  prosecutor_advice: 'adviseTransfer',
  transfer_police: ({ event }) => told(event.detail?.includes('拘留') ? 'transferForDetention' : 'transferCase'),
  transfer_judicial: 'transferCase',
  transfer_market: 'referToQualitySupervision',
  suspension: 'suspendQualification',
  admin_detention: 'decideDetention',
  police_file: ({ state }) => told(SENT_FOR_DETENTION.includes(state.detention ?? '') ? 'turnCriminal' : 'fileCase'),
  police_no_file: 'refuseFiling',
  crim_detention: 'detainSuspect',
  arrest_request: 'requestArrest',
  arrest: 'approveArrest',
  to_procuratorate: 'transferForProsecution',
  prosecution,
  non_prosecution: ({ events }) => told(tells(events, 'prosecution') ? 'declineSevered' : 'declineProsecution'),
  trial,
  judgment,
  civil_suit: 'filePublicInterestSuit',
};

/** Reads a published event: the acts it tells, in order, or the fact that it is. */
export function readEvent(context: Context): Reading {
  const { event } = context.event;
  if (Object.hasOwn(FACTS, event)) return fact(FACTS[event]!);
  const read = Object.hasOwn(READERS, event) ? READERS[event]! : null;
  if (!read) return fact('行为表中没有这种行为');
  return typeof read === 'string' ? told(read) : read(context);
}
