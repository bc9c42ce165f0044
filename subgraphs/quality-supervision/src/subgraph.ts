import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { QualityRecord } from './entities/quality-record.ts';
import { migrations } from './migrations/index.ts';

export const subgraph: AgencySubgraph = {
  agency: 'QUALITY_SUPERVISION',
  entities: [QualityRecord],
  migrations,
  resolvers: [caseRecord('quality', QualityRecord, 'quality.record', '市场监管部门办理情况')],
  effects,
};
