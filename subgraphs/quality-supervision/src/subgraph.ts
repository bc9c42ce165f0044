import { caseRecord } from '@xianjie/subgraph-kit/case-record.ts';
import type { AgencySubgraph } from '@xianjie/subgraph-kit/subgraph.ts';
import { effects } from './effects.ts';
import { PracticeBan } from './entities/practice-ban.ts';
import { QualityRecord } from './entities/quality-record.ts';
import { migrations } from './migrations/index.ts';
import { PracticeBanQuery } from './resolvers/practice-ban.query.ts';

export const subgraph: AgencySubgraph = {
  agency: 'QUALITY_SUPERVISION',
  entities: [QualityRecord, PracticeBan],
  migrations,
  resolvers: [caseRecord('quality', QualityRecord, 'quality.record', '市场监管部门办理情况'), PracticeBanQuery],
  effects,
};
