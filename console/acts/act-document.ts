import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Operation } from '../api/operation.ts';

export interface DoneAct {
  readonly id: string;
  readonly caseId: string;
  readonly evidenceId: string | null;
  readonly papers: readonly {
    readonly name: string;
    readonly title: string;
    readonly number: string;
    readonly pdf: string;
  }[];
}

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);

/** The mutation of an act: one static document for every row of the acts table. */
export const actDocument = (
  act: ActName,
): Operation<Readonly<Record<string, DoneAct>>, { input: Readonly<Record<string, unknown>> }> => ({
  name: capital(act),
  text: `mutation ${capital(act)}($input:${capital(act)}Input!){${act}(input:$input){id caseId evidenceId papers{name title number pdf}}}`,
});
