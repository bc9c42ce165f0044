import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { TrialRecord } from './entities/trial-record.ts';
import { migrations } from './migrations/index.ts';

export const subgraph: AgencySubgraph = {
  agency: 'COURT',
  entities: [TrialRecord],
  migrations,
  resolvers: [caseRecord('court', TrialRecord, 'courts.record', '法院办理情况')],
  effects,
};
