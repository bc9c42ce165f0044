import { defineEntity, p } from '@mikro-orm/core';
import type { Stage } from '@xianjie/contracts/access/index.ts';

const Schema = defineEntity({
  name: 'DocketEntry',
  tableName: 'docket_entry',
  properties: {
    caseId: p.uuid().primary(),
    title: p.string().length(500),
    origin: p.string(),
    openedAt: p.datetime(3),
    stage: p.string().$type<Stage>(),
    /** organisations that may see the header */
    visibleTo: p.array<string>(),
  },
  indexes: [
    { properties: ['openedAt', 'caseId'] },
    { properties: ['stage', 'openedAt', 'caseId'] },
    { properties: ['visibleTo'], type: 'gin' },
  ],
});
/** What lists of cases are made from: a row per case with its stage, which decides who sees it. */
export class DocketEntry extends Schema.class {}
Schema.setClass(DocketEntry);
