import { Kind, parse, print, visit, type DirectiveNode, type StringValueNode } from 'graphql';

const SECURITY = /^(authenticated|requiresScopes|policy)(__|$)/;

/** A supergraph without the directives that a gateway must enforce, for gateways that refuse what they can not enforce. */
export function withoutSecurity(sdl: string): string {
  const drop = ({ name }: { name: { value: string } }) => (SECURITY.test(name.value) ? null : undefined);
  return print(
    visit(parse(sdl), {
      Directive: (node) => (node.name.value === 'link' && SECURITY.test(linked(node)) ? null : drop(node)),
      DirectiveDefinition: drop,
      ScalarTypeDefinition: drop,
    }),
  );
}

/** `authenticated` of `https://specs.apollo.dev/authenticated/v0.1`. */
function linked({ arguments: given }: DirectiveNode): string {
  const url = given?.find(({ name }) => name.value === 'url')?.value;
  return url?.kind === Kind.STRING ? ((url as StringValueNode).value.split('/').at(-2) ?? '') : '';
}
