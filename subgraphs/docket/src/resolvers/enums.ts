import { STAGES } from '@xianjie/contracts/access/index.ts';
import { TRACKS } from '@xianjie/contracts/acts/tracks.ts';
import { AGENCIES, AGENCY_NAMES } from '@xianjie/contracts/agencies.ts';
import { registerEnumType } from 'type-graphql';
import { DELIVERY_STEPS } from '../entities/feed.ts';
import { DEADLINE_STATUS } from '../entities/deadline.ts';

const enumOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
const told = (table: Readonly<Record<string, string | { readonly zh: string }>>) =>
  Object.entries(table)
    .map(([name, row]) => `${name} ${typeof row === 'string' ? row : row.zh}`)
    .join(', ');

export const StageEnum = enumOf(Object.keys(STAGES));
registerEnumType(StageEnum, { name: 'Stage', description: `案件所处阶段: ${told(STAGES)}` });
export const AgencyEnum = enumOf(AGENCY_NAMES);
registerEnumType(AgencyEnum, { name: 'Agency', description: `办案机关: ${told(AGENCIES)}` });
export const TrackEnum = enumOf(Object.keys(TRACKS));
registerEnumType(TrackEnum, { name: 'Track', description: `办理线: ${told(TRACKS)}` });
export const StatusEnum = enumOf(Object.keys(DEADLINE_STATUS));
registerEnumType(StatusEnum, { name: 'DeadlineStatus', description: `时限状态: ${told(DEADLINE_STATUS)}` });
export const DeliveryStepEnum = enumOf(Object.keys(DELIVERY_STEPS));
registerEnumType(DeliveryStepEnum, { name: 'DeliveryStep', description: `送达进度: ${told(DELIVERY_STEPS)}` });

/** How near an open clock is to a breach of law, by the number its row keeps. */
export const RiskEnum = { OVERDUE: 0, BINDING: 1, REMINDER: 2, PAUSED: 3 } as const;
registerEnumType(RiskEnum, {
  name: 'Risk',
  description: '待办的法律风险: OVERDUE 已逾期, BINDING 应按期办理（或可行使的权利）, REMINDER 仅作提醒, PAUSED 中止',
});
