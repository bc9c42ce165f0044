import { countDailyPenalty, dailyPenaltySteps } from '../../penalty/daily-penalty.ts';
import { cite, citeLast } from '../citations.ts';
import { chapter, fields, heading, paragraph, said, type Template } from '../draft.ts';
import { articleZh, ruleInBrackets } from '../instruments.ts';
import type { PaperFacts } from '../paper.ts';
import { caseZh, told, we } from '../phrases.ts';
import { dateZh, legalDay, moneyZh, periodInWords } from '../wording.ts';
import { enclosed, itemsOf } from './enclosures.ts';
import { evidenceOf, facts175, partyBlock, remedies, toParty } from './penalty.ts';

const figure = (value: unknown): string =>
  value === undefined || value === null || Number.isNaN(Number(value)) ? '—' : Number(value).toLocaleString('en-US');
const itemNames = (facts: PaperFacts): string | null =>
  itemsOf(facts)
    .map(({ name, quantity }) => `${name}${quantity ? `（${quantity}）` : ''}`)
    .join('、') || null;

/** 行政处罚法 art. 56. */
export const PRESERVATION_NOTICE: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: toParty(facts),
    blocks: [
      paragraph(
        `因调查${caseZh(facts)}，有关证据可能灭失或者以后难以取得，依据${articleZh(facts.act)}的规定，经本机关负责人批准，决定对下列证据先行登记保存：`,
      ),
      ...fields(['登记保存的证据', itemNames(facts)], ['保存地点', told(facts, 'place')]),
      paragraph(
        `自登记保存之日起${periodInWords('APL-56')}内，${we(facts)}将依法作出处理决定。在此期间，当事人或者有关人员不得销毁或者转移证据。`,
      ),
    ],
    attachments: enclosed(facts),
  }),
};
/** 行政强制法 art. 24: party, reasons, basis and period, items, remedies, agency and date. */
export const SEIZURE_DECISION: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: toParty(facts),
    blocks: [
      ...partyBlock(facts),
      ...chapter('一、查封（扣押）的理由', facts.case.summary),
      ...chapter('二、查封（扣押）的依据', told(facts, 'legalBasis')),
      ...chapter('三、查封（扣押）的场所、设施或者财物', itemNames(facts)),
      heading('四、查封（扣押）的期限'),
      paragraph(
        `自本决定作出之日起不超过${periodInWords('AEL-25')}；情况复杂的，经本机关负责人批准可以依法延长并书面告知${ruleInBrackets('AEL-25')}。检测、检验、技术鉴定的期间不计算在内。`,
      ),
      heading('五、申请行政复议、提起行政诉讼的途径和期限'),
      remedies(facts),
    ],
    attachments: enclosed(facts),
  }),
};
export const SEIZURE_RELEASE: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: toParty(facts),
    blocks: [
      paragraph(
        `${we(facts)}${citeLast(facts, 'sealOrSeize') ?? '查封（扣押）决定书'}对你（单位）采取的查封（扣押）措施，依据${articleZh(facts.act)}的规定，现决定自${dateZh(facts.occurredAt, facts.precision === 'minute' ? 'day' : facts.precision)}起解除，退还财物。`,
      ),
      ...said(told(facts, 'reasons'), '解除的理由：'),
    ],
  }),
};

/** 环境保护部令第28号 art. 9: party, facts and evidence, provisions, what to correct at once, consequences, remedies, agency and date. */
export const CORRECTION_ORDER: Template = {
  version: 1,
  draft: (facts) => ({
    addressee: toParty(facts),
    blocks: [
      heading('一、排污者基本情况'),
      ...partyBlock(facts),
      heading('二、环境违法事实和证据'),
      paragraph(facts175(facts)),
      evidenceOf(facts),
      ...chapter('三、违反的规定和处理依据', told(facts, 'legalBasis')),
      ...chapter('四、责令立即改正的具体内容', told(facts, 'correction')),
      heading('五、拒不改正的法律后果'),
      paragraph(
        `${we(facts)}将自本决定书送达之日起${periodInWords('D28-10')}内以暗查方式组织复查${ruleInBrackets('D28-10')}。复查发现仍在违法排放污染物，或者拒绝、阻挠复查的，依法实施按日连续处罚；改正后可以向我局报告改正情况，并附具相关证明材料。`,
      ),
      heading('六、申请行政复议、提起行政诉讼的途径和期限'),
      remedies(facts),
    ],
  }),
};
const money = (value: unknown): string | null => (value === undefined || value === null ? null : moneyZh(value));
/** 环境保护部令第28号 art. 17–19: each order that was not followed has a period of its own. */
export const DAILY_PENALTY_DECISION: Template = {
  version: 2,
  draft: (facts) => {
    const { dailyFine, amount } = facts.payload;
    const { periods, days } = countDailyPenalty(dailyPenaltySteps(facts.earlier));
    const counted = days || Number(facts.payload['days'] ?? 0);
    const orders = facts.earlier.filter(({ act }) => act === 'orderCorrection');
    const orderOf = ({ from }: { from: string }) =>
      orders.findLast(({ occurredAt }) => legalDay(occurredAt) < from) ?? null;
    return {
      addressee: toParty(facts),
      blocks: [
        heading('一、当事人'),
        ...partyBlock(facts),
        heading('二、违法事实'),
        paragraph(facts175(facts)),
        ...said(citeLast(facts, 'imposePenalty', 'imposeSpotPenalty'), '原行政处罚决定：'),
        ...periods.map((period, index) => {
          const order = orderOf(period);
          return paragraph(
            `${index > 0 ? '此后，' : ''}${we(facts)}${order ? `以${cite(facts, order)}` : ''}责令你（单位）改正；经复查，至${dateZh(period.to)}你（单位）仍继续违法排放污染物（或者拒绝、阻挠复查），属于拒不改正。`,
          );
        }),
        heading('三、按日连续处罚的计算'),
        paragraph(
          '计罚日数自责令改正违法行为决定书送达之日的次日起，至复查发现违法排放污染物之日止；再次复查仍拒不改正的，计罚日数累计执行。',
        ),
        ...(periods.length > 0
          ? [
              {
                kind: 'table',
                head: ['序号', '计罚期间', '日数', '每日罚款（元）', '罚款（元）'],
                rows: [
                  ...periods.map((period, index) => [
                    String(index + 1),
                    `${dateZh(period.from)}至${dateZh(period.to)}`,
                    String(period.days),
                    figure(dailyFine),
                    figure(Number(dailyFine) * period.days),
                  ]),
                  ['合计', '', String(days), figure(dailyFine), figure(amount)],
                ],
                widths: [9, 41, 10, 20, 20],
              } as const,
            ]
          : []),
        ...fields(
          ['计罚日数', counted > 0 ? `共计${counted}日` : null],
          ['每日罚款数额', dailyFine ? `${moneyZh(dailyFine)}，与原处罚决定确定的罚款数额相同` : null],
          ['总计罚款数额', money(amount)],
        ),
        ...chapter('四、处罚依据', told(facts, 'legalBasis') ?? articleZh(facts.act)),
        heading('五、履行的方式和期限'),
        paragraph(
          `罚款应当自收到本决定书之日起${periodInWords('APL-67')}内到指定的银行或者通过电子支付系统缴纳${ruleInBrackets('APL-67')}。本决定不影响原行政处罚决定的履行。`,
        ),
        heading('六、申请行政复议、提起行政诉讼的途径和期限'),
        remedies(facts),
      ],
    };
  },
};
