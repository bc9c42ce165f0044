import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { SupervisionRecord } from './entities/supervision-record.ts';
import { migrations } from './migrations/index.ts';

export const subgraph: AgencySubgraph = {
  agency: 'PROCURATORATE',
  entities: [SupervisionRecord],
  migrations,
  resolvers: [caseRecord('procuratorate', SupervisionRecord, 'procuratorate.record', '检察机关办理情况')],
  effects,
};
