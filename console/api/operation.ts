/** A GraphQL operation as a static document: never assembled at run time, so that a gateway may accept only those it knows. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly text: string;
  /** only for the types */
  readonly data?: Data;
  readonly variables?: Variables;
}
