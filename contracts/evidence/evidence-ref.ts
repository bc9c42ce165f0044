import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** An evidence item as every agency's subgraph knows it, by its id; register and custody are the docket's. */
@ObjectType('Evidence', { description: 'An evidence item of the register' })
@Directive('@key(fields: "id")')
export class EvidenceRef {
  @Field(() => ID, { description: 'UUID of the item' }) declare id: string;
}
