import { Ctx, Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import type { InterventionContent, InterventionMedium } from '@xianjie/contracts/intervention/content.ts';
import { INTERVENTION_FIELD_ROWS, type InterventionField } from '@xianjie/contracts/intervention/fields.ts';
import { assertSignedIn, loaderOf } from '../access-guard.ts';
import { OnlyFor } from '../declarations.ts';
import type { RequestContext } from '../station-context.ts';
import { InterventionAccess, InterventionRecord } from './entities.ts';
import { mediaPath } from './media-page.ts';
import { ticketFor } from './media-ticket.ts';
import { DISCIPLINE, isDiscipline, openReading, readRecord, sealingOf } from './open-record.ts';

const GRAPHQL_TYPE: Readonly<Record<InterventionField['kind'], () => unknown>> = {
  line: () => String,
  text: () => String,
  list: () => [String],
  choice: () => String,
  choices: () => [String],
  instant: () => Date,
  case: () => ID,
};
const describe = ({ zh, choices }: InterventionField) =>
  choices
    ? `${zh}: ${Object.entries(choices)
        .map(([value, term]) => `${value} ${term.zh}`)
        .join(', ')}`
    : zh;

@InputType('InterventionMediumInput', { description: 'A file of an intervention record, uploaded for it' })
class MediumInputType {
  @Field(() => String, { description: 'SHA-256 of the upload, hex' }) declare sha256: string;
  @Field(() => String, { description: '材料名称' }) declare title: string;
  @Field(() => String, { nullable: true, description: '原始介质编号' }) declare originalMedium: string | null;
  @Field(() => String, { nullable: true, description: '原始介质存放地点' }) declare storagePlace: string | null;
}

@InputType('InterventionInput', { description: '干预记录: what somebody did to interfere with monitoring' })
export class InterventionInputType {
  @Field(() => ID, { nullable: true, description: 'UUID chosen by the caller; repeating it repeats the answer' })
  declare id: string | null;
  @Field(() => [MediumInputType], { nullable: true, description: '材料' }) declare media: MediumInputType[] | null;
}
for (const [name, field] of INTERVENTION_FIELD_ROWS)
  Field(GRAPHQL_TYPE[field.kind] as never, { nullable: !field.required, description: describe(field) })(
    InterventionInputType.prototype,
    name,
  );

@InputType('InterventionSupplementInput', { description: '补充记录: adds to a record, which stays as it was' })
export class SupplementInputType {
  @Field(() => ID, { nullable: true, description: 'UUID chosen by the caller; repeating it repeats the answer' })
  declare id: string | null;
  @Field(() => ID, { description: 'the record' }) declare recordId: string;
  @Field(() => String, { nullable: true, description: 'field of the record that is corrected' })
  declare field: string | null;
  @Field(() => String, { description: '补充说明' }) declare text: string;
  @Field(() => [MediumInputType], { nullable: true, description: '材料' }) declare media: MediumInputType[] | null;
}

@ObjectType('InterventionMedium', { description: 'A file of an intervention record, kept sealed' })
@Directive('@shareable')
class MediumView {
  @Field(() => String, { description: '材料名称' }) declare title: string;
  @Field(() => String, { description: 'file name' }) declare name: string;
  @Field(() => String, { description: 'media type' }) declare mediaType: string;
  @Field(() => Number, { description: 'bytes' }) declare size: number;
  @Field(() => String, { description: 'SHA-256 of the file as it was given, hex' }) declare sha256: string;
  @Field(() => String, { description: 'SM3 of it, hex' }) declare sm3: string;
  @Field(() => String, { nullable: true, description: '原始介质编号' }) declare originalMedium: string | null;
  @Field(() => String, { nullable: true, description: '原始介质存放地点' }) declare storagePlace: string | null;
  @Field(() => String, { description: 'path of the file, with a ticket that holds half an hour' }) declare url: string;
}
const mediumView =
  (context: RequestContext, record: InterventionRecord) =>
  (
    { key: _key, iv: _iv, tag: _tag, sealedSha256: _sealed, ...medium }: InterventionMedium,
    index: number,
  ): MediumView => {
    const { station } = context;
    const ticket = ticketFor(sealingOf(context), record.id, index, assertSignedIn(context), station.now());
    return { ...medium, url: `${mediaPath(station.name as Agency)}${record.id}/${index}?ticket=${ticket}` };
  };

@ObjectType('InterventionContent', { description: 'What an intervention record says' })
@Directive('@shareable')
class ContentView {
  @Field(() => String, { description: '记录人' }) declare authorName: string;
  @Field(() => String, { nullable: true, description: '案件名称, as the author saw it' }) declare caseTitle:
    string | null;
  @Field(() => [MediumView], { description: '材料' }) declare media: MediumView[];
  @Field(() => String, { nullable: true, description: 'of a supplement: the field that it corrects' })
  declare field: string | null;
  @Field(() => String, { nullable: true, description: 'of a supplement: 补充说明' }) declare text: string | null;
}
for (const [name, field] of INTERVENTION_FIELD_ROWS)
  Field(GRAPHQL_TYPE[field.kind] as never, { nullable: true, description: describe(field) })(
    ContentView.prototype,
    name,
  );

function contentView(context: RequestContext, record: InterventionRecord, content: InterventionContent): ContentView {
  const { values, author, caseTitle, media, supplement } = content;
  const instants = INTERVENTION_FIELD_ROWS.filter(([name, { kind }]) => kind === 'instant' && values[name]);
  return {
    ...values,
    ...Object.fromEntries(instants.map(([name]) => [name, new Date(values[name] as string)])),
    authorName: author.name,
    caseTitle,
    media: media.map(mediumView(context, record)),
    field: supplement?.field ?? null,
    text: supplement?.text ?? null,
  };
}

@ObjectType('InterventionAccess', { description: 'A reading of an intervention record' })
@Directive('@shareable')
class AccessView {
  @Field(() => Date, { description: '查阅时间' }) declare at: Date;
  @Field(() => String, { description: '查阅人' }) declare name: string;
  @Field(() => String, { description: '查阅人所在单位' }) declare organisation: string;
  @Field(() => String, { nullable: true, description: 'the file that was opened; the record itself if absent' })
  declare medium: string | null;
}

/** Readings of a record that are shown: the newest. */
const MOST_ACCESSES = 200;

@ObjectType('InterventionRecord', { description: '干预记录, sealed to its author and the discipline body' })
@Directive('@shareable')
export class RecordView {
  constructor(private readonly row: InterventionRecord) {}
  @Field(() => ID, { description: 'the record' })
  get id(): string {
    return this.row.id;
  }
  @Field(() => String, { description: '编号' })
  get number(): string {
    return this.row.number;
  }
  @Field(() => String, { description: '记录机关' })
  agency(@Ctx() { station }: RequestContext): string {
    return station.name;
  }
  @Field(() => Date, { description: '记录时间' })
  get recordedAt(): Date {
    return this.row.recordedAt;
  }
  @Field(() => String, { description: 'salted SHA-256 of its content, hex' })
  get digest(): string {
    return this.row.digest;
  }
  @Field(() => ContentView, { description: 'what it says; asking for it is noted' })
  async content(@Ctx() context: RequestContext): Promise<ContentView> {
    return contentView(context, this.row, await readRecord(context, this.row));
  }
  @Field(() => [RecordView], { description: '补充记录, oldest first' })
  async supplements(@Ctx() context: RequestContext): Promise<RecordView[]> {
    const rows = await loaderOf<InterventionRecord[]>(context, RecordView, async (ids) => {
      const found = await context.em.find(
        InterventionRecord,
        { supplements: { $in: [...ids] } },
        { orderBy: { recordedAt: 1, id: 1 } },
      );
      return ids.map((id) => found.filter(({ supplements }) => supplements === id));
    }).load(this.row.id);
    return rows!.map((row) => new RecordView(row));
  }
  @OnlyFor(DISCIPLINE)
  @Field(() => [AccessView], { description: '查阅登记, newest first' })
  async accesses(@Ctx() context: RequestContext): Promise<AccessView[]> {
    if (!isDiscipline(assertSignedIn(context))) return [];
    const rows = await context.em.find(
      InterventionAccess,
      { recordId: this.row.id },
      { orderBy: { id: -1 }, limit: MOST_ACCESSES },
    );
    return rows.map((row) => {
      const { name, organisation, medium } = openReading(context, row);
      return { at: row.at, name, organisation, medium: medium === undefined ? null : String(medium + 1) };
    });
  }
}

@ObjectType('InterventionDigest', { description: 'That a record exists, and what its content can be checked with' })
@Directive('@shareable')
export class DigestView {
  @Field(() => String, { description: '编号' }) declare number: string;
  @Field(() => String, { description: '记录机关' }) declare agency: string;
  @Field(() => Date, { description: '记录时间' }) declare recordedAt: Date;
  @Field(() => String, { description: 'salted SHA-256 of its content, hex' }) declare digest: string;
}
