import { defineEntity, p } from '@mikro-orm/core';
import type { Stage } from '@xianjie/contracts/access/index.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';

const Schema = defineEntity({
  name: 'DocketEntry',
  tableName: 'docket_entry',
  properties: {
    caseId: p.uuid().primary(),
    title: p.string().length(500),
    origin: p.string().$type<Origin>(),
    openedAt: p.datetime(3),
    /** GB/T 2260 code of the division whose agencies handle the case */
    division: p.string().default(''),
    stage: p.string().$type<Stage>(),
    /** organisations that may see the header */
    visibleTo: p.array<string>(),
    /** organisations that may see the parties, and those that may see the timeline: only they find the case by them */
    partiesVisibleTo: p.array<string>().default([]),
    timelineVisibleTo: p.array<string>().default([]),
    /** where its tracks stand, as `criminal.FILED` */
    states: p.array<string>().default([]),
    /** agencies that acted or were sent an act; confidential acts do not count */
    agencies: p.array<string>().default([]),
    /** title, parties with their codes, and document numbers, as `searchText` writes them */
    titleText: p.text().default(''),
    partyText: p.text().default(''),
    numberText: p.text().default(''),
    /** pieces of these texts (`gramsOf`) */
    grams: p.array<string>().default([]).lazy(),
    /** how the texts were made; those of an older way are made anew */
    textVersion: p.integer().default(0),
  },
  indexes: [
    { properties: ['openedAt', 'caseId'] },
    { properties: ['stage', 'openedAt', 'caseId'] },
    { properties: ['division', 'openedAt', 'caseId'] },
    { properties: ['textVersion'] },
    { properties: ['visibleTo'], type: 'gin' },
    { properties: ['states'], type: 'gin' },
    { properties: ['grams'], type: 'gin' },
  ],
});
/** What lists of cases are made from: a row per case with its stage, which decides who sees it, and the words it is found by. */
export class DocketEntry extends Schema.class {}
Schema.setClass(DocketEntry);
