import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import type { PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';

/** A real number that an event tells, e.g. 豫1600环责改字〔2024〕28号. */
export const TOLD_NUMBER = /[^\s，,;；。]+〔\d{4}〕\d+号/;

/** Which acts bear the numbers that a published case lists by kind. */
const ACTS_OF_KIND: Readonly<Record<string, readonly ActName[]>> = {
  admin_penalty: ['imposePenalty', 'penaliseInstitution'],
  notice: ['issueCensure'],
  police_no_file_notice: ['notifyDecision'],
  criminal_judgment: ['registerCase', 'pronounceJudgment'],
  administrative_judgment: ['annulAdministrativeAct', 'dismissAdministrativeClaim'],
};

/** A document number that says it is none: the published case does not give the real one. */
export const placeholderNumber = (source: PublishedCase, act: ActName) => `公开案例${source.id}·${ACTS[act].zh}`;

/** The real number of an act, performed for the nth time, where its event or the case's own list tells it. */
export function toldNumber(source: PublishedCase, { act, event }: PlannedAct, nth: number): string | undefined {
  const listed = source.case_numbers?.filter(({ kind }) => ACTS_OF_KIND[kind]?.includes(act)) ?? [];
  return TOLD_NUMBER.exec(event?.detail ?? '')?.[0] ?? listed[nth]?.no;
}
