import { Arg, Ctx, Directive, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import type { Agency } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { assertSignedIn } from './access-guard.ts';
import { connectionType, paginate } from './connection.ts';
import { OnlyFor } from './declarations.ts';
import { Act, PrivateFields } from './entities.ts';
import type { RequestContext } from './station-context.ts';

@ObjectType('PrivateField', { description: 'A field that stays in the agency' })
@Directive('@shareable')
class PrivateFieldView {
  @Field(() => String, { description: 'key in the table of acts' }) declare name: string;
  @Field(() => String, { description: '名称' }) declare label: string;
  @Field(() => String, { description: '内容' }) declare value: string;
}

/** Query `<agency>PrivateFields`: what the agency took down and sends to nobody, for its own officers only. */
export function privateFieldsResolver(agency: Agency, prefix: string): new () => object {
  const title = `${prefix[0]!.toUpperCase()}${prefix.slice(1)}`;
  @ObjectType(`${title}PrivateFields`, { description: '不移出本机关的内容（如举报人）' })
  class Notes {
    @Field(() => ID, { description: 'the act that took it down' }) declare actId: string;
    @Field(() => [PrivateFieldView], { description: '内容' }) declare fields: PrivateFieldView[];
  }
  const NotesConnection = connectionType(() => Notes, `${title}PrivateFields`);

  @Resolver()
  class PrivateFieldsQuery {
    @OnlyFor(agency)
    @Query(() => NotesConnection, {
      name: `${prefix}PrivateFields`,
      description: '本案中不移出本机关的内容（如举报人），仅限本单位',
    })
    async privateFields(
      @Ctx() context: RequestContext,
      @Arg('caseId', () => ID) caseId: string,
      @Arg('first', () => Int, { nullable: true }) first?: number,
      @Arg('after', () => String, { nullable: true }) after?: string,
    ) {
      if (assertSignedIn(context).organisation !== agency)
        throw refuse('NOT_YOURS_TO_SEE', { caseId, group: '不移出本机关的内容' });
      const page = await paginate(context.em, PrivateFields, { caseId }, { first, after }, { by: ['actId'] });
      const acts = await context.em.find(Act, { id: { $in: page.edges.map(({ node }) => node.actId) } });
      const nameOf = new Map(acts.map(({ id, name }) => [id, name]));
      return {
        pageInfo: page.pageInfo,
        edges: page.edges.map(({ cursor, node: { actId, fields } }) => ({
          cursor,
          node: {
            actId,
            fields: Object.entries(fields).map(([name, value]) => ({
              name,
              label: ACTS[nameOf.get(actId)!].payload?.[name]?.zh ?? name,
              value: String(value),
            })),
          },
        })),
      };
    }
  }
  return PrivateFieldsQuery;
}
