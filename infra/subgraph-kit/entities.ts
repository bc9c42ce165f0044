import { defineEntity, p } from '@mikro-orm/core';
import type { FieldGroup } from '@xianjie/contracts/access/index.ts';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Track } from '@xianjie/contracts/acts/tracks.ts';
import type { ActDocument, EvidenceRef, Origin, Party, Precision, TrackSnapshot } from '@xianjie/contracts/envelope.ts';

const ActSchema = defineEntity({
  name: 'Act',
  tableName: 'act',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    name: p.string().$type<ActName>(),
    agency: p.string(),
    actorSub: p.string(),
    actorName: p.string(),
    occurredAt: p.datetime(3),
    precision: p.string().$type<Precision>(),
    recordedAt: p.datetime(3),
    assumed: p.boolean(),
    documentNumber: p.string().nullable(),
    documents: p.json<ActDocument[]>(),
    payload: p.json<Record<string, unknown>>(),
    evidence: p.json<EvidenceRef[]>(),
    tracks: p.json<TrackSnapshot[]>(),
    recipients: p.json<string[]>(),
    digest: p.string(),
  },
  indexes: [{ properties: ['caseId', 'occurredAt', 'id'] }, { properties: ['name', 'occurredAt'] }],
});
/** An official act that this station performed or was told of. */
export class Act extends ActSchema.class {}
ActSchema.setClass(Act);

const CaseFileSchema = defineEntity({
  name: 'CaseFile',
  tableName: 'case_file',
  properties: {
    id: p.uuid().primary(),
    title: p.string().length(500),
    placeCode: p.string(),
    placeText: p.string().nullable(),
    kinds: p.json<string[]>(),
    summary: p.text(),
    parties: p.json<Party[]>(),
    origin: p.string().$type<Origin>(),
    openedAt: p.datetime(3),
    division: p.string(),
    /** legal time of the last act known here; a published case stands still at it */
    asOf: p.datetime(3),
  },
  indexes: [{ properties: ['openedAt', 'id'] }],
});
/** What this station knows of a case. */
export class CaseFile extends CaseFileSchema.class {}
CaseFileSchema.setClass(CaseFile);

const TrackStateSchema = defineEntity({
  name: 'TrackState',
  tableName: 'track_state',
  properties: {
    caseId: p.uuid().primary(),
    track: p.string().primary().$type<Track>(),
    state: p.string(),
    version: p.integer(),
    actId: p.uuid(),
    act: p.string().$type<ActName>(),
    occurredAt: p.datetime(3),
    precision: p.string().$type<Precision>(),
  },
});
/** The state of one track of a case; absent means NONE. */
export class TrackState extends TrackStateSchema.class {}
TrackStateSchema.setClass(TrackState);

const EvidenceItemSchema = defineEntity({
  name: 'EvidenceItem',
  tableName: 'evidence_item',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    title: p.string().length(500),
    kind: p.string(),
    name: p.string().length(500),
    mediaType: p.string(),
    size: p.bigint('number'),
    sha256: p.string(),
    sm3: p.string(),
    registeredBy: p.string(),
    registeredAt: p.datetime(3),
    details: p.json<Record<string, unknown>>(),
    /** the file's hashes agreed when it last came in; null where this station keeps no files */
    hashOk: p.boolean().nullable(),
  },
  indexes: [{ properties: ['caseId', 'registeredAt', 'id'] }],
});
/** An evidence file of a case that this station has registered or received. */
export class EvidenceItem extends EvidenceItemSchema.class {}
EvidenceItemSchema.setClass(EvidenceItem);

const AccessRecordSchema = defineEntity({
  name: 'AccessRecord',
  tableName: 'access_record',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: p.datetime(3),
    officer: p.string(),
    officerName: p.string(),
    organisation: p.string(),
    caseId: p.uuid(),
    groups: p.json<FieldGroup[]>(),
    operation: p.string().nullable(),
    operationHash: p.string().nullable(),
  },
  indexes: [{ properties: ['caseId', 'id'] }],
  triggers: [
    {
      name: 'append_only',
      timing: 'before',
      events: ['update', 'delete'],
      forEach: 'statement',
      body: "raise exception 'access_record is append-only'",
    },
  ],
});
/** A read of a case by another organisation; rows are only ever added. */
export class AccessRecord extends AccessRecordSchema.class {}
AccessRecordSchema.setClass(AccessRecord);

const PrivateSchema = defineEntity({
  name: 'PrivateFields',
  tableName: 'private_fields',
  properties: {
    actId: p.uuid().primary(),
    caseId: p.uuid(),
    fields: p.json<Record<string, unknown>>(),
  },
  indexes: [{ properties: ['caseId', 'actId'] }],
});
/** Fields of an act that stay in the agency: they are in no envelope. */
export class PrivateFields extends PrivateSchema.class {}
PrivateSchema.setClass(PrivateFields);

const SeriesSchema = defineEntity({
  name: 'NumberSeries',
  tableName: 'number_series',
  properties: { series: p.string().primary(), last: p.integer() },
});
/** The last number given out in a series of documents; its row lock makes numbers gap-free. */
export class NumberSeries extends SeriesSchema.class {}
SeriesSchema.setClass(NumberSeries);

/** What only an agency keeps, not the docket. */
export const AGENCY_ENTITIES = [PrivateFields, NumberSeries];
export const CASE_ENTITIES = [Act, CaseFile, TrackState, EvidenceItem, AccessRecord];
