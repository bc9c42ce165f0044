import { targetOf } from '@xianjie/contracts/acts/act.ts';
import { ACTS, isActName } from '@xianjie/contracts/acts/index.ts';
import { TRACKS, type Track } from '@xianjie/contracts/acts/tracks.ts';
import { dayOf, legalTime } from '../desk/times.ts';
import { say, termOf } from '../shell/language.ts';
import type { CaseHead, Step } from './operations.ts';

interface Stop {
  readonly state: string;
  /** the act that led there; null where it is not on this page of the timeline or not for these eyes */
  readonly by: Step | null;
}

/** The states each track went through, by what the timeline's acts moved; it ends where the hub says the track stands. */
function pathsOf(tracks: CaseHead['tracks'], steps: readonly Step[]): Map<string, Stop[]> {
  const paths = new Map<string, Stop[]>(tracks.map(({ track }) => [track, []]));
  for (const step of steps) {
    if (!isActName(step.act)) continue;
    for (const [track, move] of Object.entries(ACTS[step.act].moves)) {
      const path = paths.get(track);
      const from = path?.at(-1)?.state ?? 'NONE';
      const state = targetOf(move, from);
      if (state !== from) path?.push({ state, by: step });
    }
  }
  for (const { track, state } of tracks)
    if (state !== (paths.get(track)!.at(-1)?.state ?? 'NONE')) paths.get(track)!.push({ state, by: null });
  return paths;
}

/** Every track that has begun, as the steps it took. */
export default function TrackPaths({ tracks, steps }: { tracks: CaseHead['tracks']; steps: readonly Step[] }) {
  const paths = pathsOf(tracks, steps);
  const begun = (Object.keys(TRACKS) as Track[]).filter((track) => (paths.get(track)?.length ?? 0) > 0);
  return (
    <dl className="track-paths">
      {begun.map((track) => (
        <div key={track}>
          <dt>{termOf(track, TRACKS[track].zh)}</dt>
          <dd>
            <ol>
              {paths.get(track)!.map(({ state, by }, index, { length }) => (
                <li key={by?.id ?? state} aria-current={index === length - 1 ? 'step' : undefined}>
                  {termOf(state, (TRACKS[track].states as Record<string, string>)[state] ?? state)}
                  {by && (
                    <small title={say(by.title, by.act)}>
                      <time dateTime={by.occurredAt}>
                        {by.precision === 'MINUTE' ? dayOf(by.occurredAt) : legalTime(by.occurredAt, by.precision)}
                      </time>
                    </small>
                  )}
                </li>
              ))}
            </ol>
          </dd>
        </div>
      ))}
    </dl>
  );
}
