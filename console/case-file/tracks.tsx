import { lazy, Suspense } from 'react';
import { STAGES, type Stage } from '@xianjie/contracts/case/terms.ts';
import { say, termOf } from '../shell/language.ts';
import type { CaseHead, Step } from './operations.ts';

const TrackPaths = lazy(() => import('./track-paths.tsx'));
const ORDER = Object.keys(STAGES) as Stage[];

/** Where the case stands: the stages of the criminal road, and under them every track with the states it went through. */
export function Tracks({ file, steps }: { file: CaseHead; steps: readonly Step[] }) {
  const reached = ORDER.indexOf(file.stage);
  const criminal = file.tracks.find(({ track }) => track === 'criminal');
  return (
    <section className="card" aria-label={say('办理进度', 'Progress')}>
      <ol className="road">
        {ORDER.map((stage, index) => (
          <li
            key={stage}
            className={index <= reached ? 'reached' : ''}
            aria-current={index === reached ? 'step' : undefined}
          >
            <b>{termOf(stage, STAGES[stage])}</b>
            {index === reached && criminal && criminal.state !== 'NONE' && (
              <small>{termOf(criminal.state, criminal.title.split('：').at(-1)!)}</small>
            )}
          </li>
        ))}
      </ol>
      <Suspense>
        <TrackPaths tracks={file.tracks} steps={steps} />
      </Suspense>
    </section>
  );
}
