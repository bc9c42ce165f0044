import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A case as every agency's subgraph knows it, by its id; the shared part is the docket's. */
@ObjectType('Case', { description: 'A case of falsified monitoring data' })
@Directive('@key(fields: "id")')
export class CaseRef {
  @Field(() => ID, { description: 'UUID of the case' }) declare id: string;
}
