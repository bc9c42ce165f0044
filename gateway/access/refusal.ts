import type { GraphQLError, GraphQLSchema } from 'graphql';
import { AGENCIES, READERS, ROLES } from '@xianjie/contracts/agencies.ts';
import { scopesOf } from '@xianjie/contracts/access/scopes.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import type { Authenticated } from '@xianjie/identity/verify-token.ts';
import { forbidden, type Guard, type Restricted } from './guards.ts';

const NAMES: Readonly<Record<string, { readonly zh: string }>> = { ...AGENCIES, ...READERS };
const scopeSets = new WeakMap<Authenticated, ReadonlySet<string>>();

/** The scopes of a caller, worked out once per remembered identity. */
export function scopeSetOf(identity: Authenticated): ReadonlySet<string> {
  let scopes = scopeSets.get(identity);
  if (!scopes) scopeSets.set(identity, (scopes = new Set(scopesOf(identity))));
  return scopes;
}

/** Why a caller may not run an operation, in the words in which the agency itself would refuse; undefined when the caller may. */
export function refusalOf(
  guard: Guard,
  identity: Authenticated | null,
  schema: GraphQLSchema,
): GraphQLError | undefined {
  if (!guard.signedIn) return undefined;
  if (!identity) return refuse('UNAUTHENTICATED');
  const restricted = forbidden(guard, scopeSetOf(identity));
  return restricted && sentence(restricted, identity, schema);
}

function sentence({ coordinate, anyOf }: Restricted, { organisation }: Authenticated, schema: GraphQLSchema) {
  const [type, field] = coordinate.split('.') as [string, string | undefined];
  const { label, article } = described(type, field, schema);
  if (type !== schema.getMutationType()?.name) return refuse('NOT_YOURS_TO_SEE', { group: label });
  const act = { act: field, actZh: label, ...(article ? { article } : {}) };
  const scopes = anyOf.flat().map((scope) => scope.split(':') as [string, string | undefined]);
  const roles = scopes.flatMap(([of, role]) => (of === organisation && role ? [role] : []));
  if (roles.length > 0)
    return refuse('WRONG_ROLE', { ...act, rolesZh: roles.map((role) => ROLES[role as keyof typeof ROLES] ?? role) });
  return refuse('WRONG_AGENCY', { ...act, agencyZh: [...new Set(scopes.map(([of]) => NAMES[of]?.zh ?? of))] });
}

/** What stands at the beginning of a description: `移送（环环监〔2017〕17号 art. 6）: …`. */
function described(type: string, field: string | undefined, schema: GraphQLSchema) {
  const found = schema.getType(type);
  const text =
    (field && found && 'getFields' in found ? found.getFields()[field]?.description : found?.description) ?? '';
  const [, label, article] = /^([^（：；，。:;,]+)(?:（([^）]*)）)?/.exec(text) ?? [];
  return { label: label ?? field ?? type, article };
}
