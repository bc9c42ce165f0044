import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { FilingRecord } from './entities/filing-record.ts';
import { migrations } from './migrations/index.ts';

export const subgraph: AgencySubgraph = {
  agency: 'PUBLIC_SECURITY',
  entities: [FilingRecord],
  migrations,
  resolvers: [caseRecord('publicSecurity', FilingRecord, 'publicSecurity.record', '公安机关办理情况')],
  effects,
};
