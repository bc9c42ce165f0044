import type { EntityName } from '@mikro-orm/core';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { FieldGroup } from '@xianjie/contracts/access/index.ts';
import { inOrder, loaderOf, sees } from './access-guard.ts';
import { CaseRef } from '@xianjie/contracts/case/case-ref.ts';
import type { RequestContext } from './station-context.ts';

type Class = new () => object;

/** The field an agency adds to every case: its own record of it, seen as the access table says, one query per list. */
export function caseRecord<T extends { caseId: string }>(
  field: string,
  entity: EntityName<T> & Class,
  group: FieldGroup,
  description: string,
): Class {
  class RecordResolver {
    async record({ id }: CaseRef, context: RequestContext): Promise<T | null> {
      if (!(await sees(context, id, group))) return null;
      return loaderOf<T>(context, entity, async (ids) =>
        inOrder(ids, (await context.em.find(entity, { caseId: { $in: [...ids] } } as never)) as T[]),
      ).load(id);
    }
  }
  Object.defineProperty(
    RecordResolver.prototype,
    field,
    Object.getOwnPropertyDescriptor(RecordResolver.prototype, 'record')!,
  );
  FieldResolver(() => entity, { nullable: true, description })(RecordResolver.prototype, field, {});
  Root()(RecordResolver.prototype, field, 0);
  Ctx()(RecordResolver.prototype, field, 1);
  Resolver(() => CaseRef)(RecordResolver);
  return RecordResolver;
}
