import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { FIELD_GROUPS } from '@xianjie/contracts/access/index.ts';
import { scopesOf, type Scope } from '@xianjie/contracts/access/scopes.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from './access-guard.ts';
import { connectionType, paginate } from './connection.ts';
import { OnlyFor } from './declarations.ts';
import { AccessRecord } from './entities.ts';
import type { RequestContext } from './station-context.ts';

const READERS: readonly Scope[] = ['SUPERVISION_OFFICE:SUPERVISOR', 'SUPERVISION_OFFICE:ADMINISTRATOR'];

@ObjectType('AccessRecord', { description: '一次跨机关查阅' })
@Directive('@shareable')
export class AccessRecordView {
  constructor(
    private readonly row: AccessRecord,
    private readonly station: Station,
  ) {}
  @Field(() => Date, { description: '查阅时间' })
  get at(): Date {
    return this.row.at;
  }
  @Field(() => String, { description: '查阅人' })
  get officer(): string {
    return this.row.officerName;
  }
  @Field(() => String, { description: '查阅人所在单位' })
  get organisation(): string {
    return this.row.organisation;
  }
  @Field(() => String, { description: '被查阅的机关；DOCKET 为共享案卷' })
  get agency(): string {
    return this.station;
  }
  @Field(() => ID, { description: '案件' })
  get caseId(): string {
    return this.row.caseId;
  }
  @Field(() => [String], { description: '查阅的内容' })
  get read(): string[] {
    return this.row.groups.map((group) => FIELD_GROUPS[group]);
  }
  @Field(() => String, { nullable: true, description: 'name of the operation, as the client gave it' })
  get operation(): string | null {
    return this.row.operation ?? null;
  }
  @Field(() => String, { nullable: true, description: 'SHA-256 of the operation' })
  get operationHash(): string | null {
    return this.row.operationHash ?? null;
  }
}

const AccessRecordConnection = connectionType(() => AccessRecordView as never, 'AccessRecord', true);

/** Query `<station>AccessRecords`: who of other organisations read what here, for the supervision office. */
export function accessRecordsResolver(station: Station, prefix: string): new () => object {
  @Resolver()
  class AccessRecords {
    @OnlyFor(...READERS)
    @Query(() => AccessRecordConnection, {
      name: `${prefix}AccessRecords`,
      description: '查阅登记: reads of cases by other organisations, newest first',
    })
    async records(
      @Ctx() context: RequestContext,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
      @Arg('caseId', () => ID, { nullable: true }) caseId?: string,
    ) {
      if (!scopesOf(assertSignedIn(context)).some((scope) => READERS.includes(scope)))
        throw refuse('NOT_YOURS_TO_SEE', { group: '查阅登记' });
      const where = caseId ? { caseId } : {};
      const page = await paginate(context.em, AccessRecord, where, { first, after }, { by: ['id'], descending: true });
      return {
        pageInfo: page.pageInfo,
        edges: page.edges.map(({ cursor, node }) => ({ cursor, node: new AccessRecordView(node, station) })),
      };
    }
  }
  return AccessRecords;
}
