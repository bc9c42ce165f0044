import { useState } from 'react';
import type { Operation } from '../api/operation.ts';
import { ask } from '../api/request.ts';

interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const nodesOf = <Node>(page: Page<Node> | null) => page?.edges.map(({ node }) => node) ?? [];
const nextOf = (page: Page<unknown> | null) => (page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null);

/** The rows of a case's list (none where it is withheld): the first page, which stays up to date, and the further ones that were asked for; `more` asks for the next. */
export function useFurther<Node, File>(
  first: Page<Node> | null,
  operation: Operation<{ readonly case: File | null }, { readonly id: string; readonly after?: string | null }>,
  caseId: string,
  pageOf: (file: File) => Page<Node> | null,
): { nodes: readonly Node[]; more: (() => Promise<void>) | null } {
  const [further, setFurther] = useState<{ nodes: readonly Node[]; next: string | null } | null>(null);
  const next = further ? further.next : nextOf(first);
  const more = async () => {
    const { data } = await ask(operation, { id: caseId, after: next });
    const page = data?.case ? pageOf(data.case) : null;
    if (page) setFurther({ nodes: [...(further?.nodes ?? []), ...nodesOf(page)], next: nextOf(page) });
  };
  return { nodes: [...nodesOf(first), ...(further?.nodes ?? [])], more: next === null ? null : more };
}
