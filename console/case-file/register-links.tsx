import type { ActRow } from '@xianjie/contracts/acts/act.ts';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { nameOf } from '../shell/language.ts';
import type { Lawful } from './operations.ts';

const bringsFile = ({ payload = {} }: ActRow) => Object.values(payload).some(({ kind }) => kind === 'file');

/** The acts with which this officer may add evidence now. */
export default function RegisterLinks({ caseId, acts }: { caseId: string; acts: readonly Lawful[] }) {
  return acts
    .filter(({ act, mine }) => mine && bringsFile(ACTS[act as ActName]))
    .map(({ act }) => (
      <a key={act} className="no-print" href={`/cases/${caseId}/acts/${act}`}>
        {nameOf(ACTS[act as ActName])}
      </a>
    ));
}
