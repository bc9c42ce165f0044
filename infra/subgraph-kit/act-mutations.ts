import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import type { FieldSpec } from '@xianjie/contracts/acts/act.ts';
import { performersOf } from '@xianjie/contracts/access/scopes.ts';
import { CHECKLISTS } from '@xianjie/contracts/evidence/transfer-materials.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import {
  ActRecord,
  DocumentInput,
  InvolvedItemInput,
  MaterialInputType,
  OriginEnum,
  PartyInputType,
  PrecisionEnum,
} from './act-types.ts';
import { OnlyFor } from './declarations.ts';
import { performAct, type ActInput } from './perform-act.ts';
import type { RequestContext } from './station-context.ts';

type Class = new () => object;
const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** The input type of an act's mutation. */
export const inputTypeOf = (name: ActName): string => `${capital(name)}Input`;

const GRAPHQL_TYPE: Readonly<Record<FieldSpec['kind'], () => unknown>> = {
  text: () => String,
  texts: () => [String],
  number: () => Int,
  money: () => Float,
  boolean: () => Boolean,
  instant: () => Date,
  date: () => String,
  documentNumber: () => String,
  uscc: () => String,
  id: () => ID,
  ids: () => [ID],
  choice: () => String,
  file: () => String,
  parties: () => [PartyInputType],
  materials: () => [MaterialInputType],
  items: () => [InvolvedItemInput],
};

/** The mutation of an act, made from its row of the acts table: input type, description and resolver. */
export function actMutation(name: ActName): Class {
  const row = ACTS[name];
  class Input {}
  InputType(inputTypeOf(name), { description: `${row.zh}（${row.article}）` })(Input);
  const field = (key: string, type: () => unknown, nullable: boolean, description: string) =>
    Field(type as never, { nullable, description })(Input.prototype, key);
  field('actId', () => ID, true, 'UUID chosen by the caller; repeating it repeats the answer, not the act');
  field('caseId', () => ID, row.opens === true, 'the case');
  field('occurredAt', () => Date, false, '办理时间: when it happened in law, never in the future');
  field('precision', () => PrecisionEnum, true, 'how exactly that is known; minute unless said');
  field('documentNumber', () => String, true, '文号');
  field('documents', () => [DocumentInput], true, `文书${row.documents ? `: ${row.documents.join(', ')}` : ''}`);
  field('assumed', () => Boolean, true, 'filled in by law where a published timeline is silent');
  if (row.opens) field('origin', () => OriginEnum, true, 'LIVE unless said');
  for (const [key, spec] of Object.entries(row.payload ?? {})) {
    const choices: Readonly<Record<string, string>> | undefined =
      spec.values ??
      (spec.complete &&
        Object.fromEntries(Object.entries(CHECKLISTS[spec.complete]).map(([code, material]) => [code, material.zh])));
    const values = choices
      ? `: ${Object.entries(choices)
          .map(([value, zh]) => `${value} ${zh}`)
          .join(', ')}`
      : '';
    field(key, GRAPHQL_TYPE[spec.kind], spec.optional === true, spec.zh + values);
  }

  class ActResolver {
    perform(input: ActInput, context: RequestContext) {
      return performAct(context, name, input).then((act) =>
        Object.assign(Object.create(ActRecord.prototype), { ...act, payload: act.payload, documents: act.documents }),
      );
    }
  }
  Object.defineProperty(
    ActResolver.prototype,
    name,
    Object.getOwnPropertyDescriptor(ActResolver.prototype, 'perform')!,
  );
  Mutation(() => ActRecord, {
    name,
    nullable: true,
    description: `${row.zh}（${row.article}）: ${row.by} ${row.roles.join('/')}`,
  })(ActResolver.prototype, name, {});
  OnlyFor(...performersOf(name))(ActResolver.prototype, name, {});
  Arg('input', () => Input)(ActResolver.prototype, name, 0);
  Ctx()(ActResolver.prototype, name, 1);
  Resolver()(ActResolver);
  return ActResolver;
}
