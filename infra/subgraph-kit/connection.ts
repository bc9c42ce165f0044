import type { EntityManager } from '@mikro-orm/core';
import { Directive, Field, ObjectType } from 'type-graphql';
import { refuse } from '@xianjie/contracts/errors.ts';

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 20;

@ObjectType({ description: 'Where a page ends and whether more follows (Relay)' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'more rows follow' }) declare hasNextPage: boolean;
  @Field(() => String, { nullable: true, description: 'pass as `after` to get the next page' }) declare endCursor:
    string | null;
}

export interface Connection<T> {
  readonly edges: { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: PageInfo;
}

type Constructor = abstract new () => object;

/** Makes the Relay connection type of a node type; `name` is the node's GraphQL name. `shareable` where several subgraphs have it. */
export function connectionType(node: () => Constructor, name: string, shareable = false): Constructor {
  const directives = (target: Constructor) => shareable && Directive('@shareable')(target as never);
  class Edge {}
  ObjectType(`${name}Edge`, { description: `A row of ${name}Connection` })(Edge);
  Field(() => String, { description: 'position of this row' })(Edge.prototype, 'cursor');
  Field(() => node() as never, { description: 'the row' })(Edge.prototype, 'node');
  directives(Edge);
  class ConnectionOf {}
  ObjectType(`${name}Connection`, { description: `A page of ${name}` })(ConnectionOf);
  Field(() => [Edge], { description: 'the rows of this page' })(ConnectionOf.prototype, 'edges');
  Field(() => PageInfo, { description: 'where the page ends' })(ConnectionOf.prototype, 'pageInfo');
  directives(ConnectionOf);
  return ConnectionOf;
}

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}
interface Keys<T> {
  /** date or number column first, unique column last */
  readonly by: readonly (keyof T & string)[];
  readonly descending?: boolean;
}

/** Number of rows of a page; more than {@link MAX_PAGE} is refused. */
export function pageSize(first: number | null | undefined): number {
  if ((first ?? 0) > MAX_PAGE || (first ?? 1) < 0) throw refuse('PAGE_TOO_LARGE', { max: MAX_PAGE });
  return first ?? DEFAULT_PAGE;
}

const encode = (values: readonly unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');
function decode(cursor: string, length: number): (string | number)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length) return values as (string | number)[];
  } catch {
    // refused below
  }
  throw refuse('BAD_CURSOR', { cursor });
}

/** One page by keyset: no offset, no count, the same cost on page 1 and page 10,000. */
export async function paginate<T extends object>(
  em: EntityManager,
  entity: new () => T,
  where: object,
  page: PageArguments,
  { by, descending }: Keys<T>,
): Promise<Connection<T>> {
  const first = pageSize(page.first);
  const direction = descending ? 'desc' : 'asc';
  const conditions: unknown[] = [where];
  if (page.after) conditions.push(beyond(by, decode(page.after, by.length), descending ? '$lt' : '$gt'));
  const rows = await em.find<T>(entity, { $and: conditions } as never, {
    orderBy: by.map((key) => ({ [key]: direction })) as never,
    limit: first + 1,
  });
  const edges = (rows as T[]).slice(0, first).map((node) => ({ node, cursor: encode(by.map((key) => node[key])) }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** (a, b) > (x, y) as a > x or (a = x and b > y), with dates read back from the cursor. */
function beyond(by: readonly string[], values: readonly (string | number)[], operator: '$gt' | '$lt'): unknown {
  const [key, ...rest] = by as [string, ...string[]];
  const value = typeof values[0] === 'string' && /^\d{4}-\d\d-\d\dT/.test(values[0]) ? new Date(values[0]) : values[0];
  const strictly = { [key]: { [operator]: value } };
  return rest.length === 0
    ? strictly
    : { $or: [strictly, { $and: [{ [key]: value }, beyond(rest, values.slice(1), operator)] }] };
}
