import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { BlacklistChange, CreditBlacklistEntry } from './entities/blacklist.ts';
import { EnvironmentRecord } from './entities/environment-record.ts';
import { DailyPenaltyField } from './resolvers/daily-penalty.query.ts';
import { watchPublications } from './blacklist.ts';
import { publicBlacklist } from './public-blacklist.ts';
import { migrations } from './migrations/index.ts';
import { BlacklistQuery, CaseBlacklist, EntryFields } from './resolvers/blacklist.query.ts';

export const subgraph: AgencySubgraph = {
  agency: 'ENVIRONMENT',
  entities: [EnvironmentRecord, CreditBlacklistEntry, BlacklistChange],
  migrations,
  resolvers: [
    caseRecord('environment', EnvironmentRecord, 'environment.record', '生态环境部门办理情况'),
    BlacklistQuery,
    DailyPenaltyField,
    CaseBlacklist,
    EntryFields,
  ],
  effects,
  page: publicBlacklist,
  background: watchPublications,
};
