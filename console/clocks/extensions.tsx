import { useState } from 'react';
import { say } from '../shell/language.ts';
import type { CalculatePeriodData } from './operations.ts';

type Choice = CalculatePeriodData['calculatePeriod']['further'][number];
export interface Extended {
  readonly id: string;
  readonly words: string;
  readonly until?: string;
}

/** The extensions that were made, in order, and those that may still be. */
export function Extensions({
  chosen,
  further,
  onChange,
}: {
  chosen: readonly Extended[];
  further: readonly Choice[];
  onChange(next: readonly Extended[]): void;
}) {
  if (chosen.length === 0 && further.length === 0) return null;
  return (
    <fieldset>
      <legend>{say('延长', 'Extensions')}</legend>
      {chosen.map(({ id, words, until }, index) => (
        <p key={`${index} ${id}`}>
          ✓ {words} {until}{' '}
          <button type="button" className="quiet" onClick={() => onChange(chosen.slice(0, index))}>
            {say('撤去', 'remove')}
          </button>
        </p>
      ))}
      {further.map((choice) => (
        <Further
          key={`${chosen.length} ${choice.id}`}
          choice={choice}
          onChoose={(until) =>
            onChange([...chosen, { id: choice.id, words: choice.words, ...(until ? { until } : {}) }])
          }
        />
      ))}
    </fieldset>
  );
}

function Further({ choice, onChoose }: { choice: Choice; onChoose(until: string): void }) {
  const [until, setUntil] = useState('');
  return (
    <p>
      {choice.statesDay && (
        <label>
          {say('写明的届满之日', 'Last day stated')}
          <input type="date" className="entry" value={until} onChange={({ target }) => setUntil(target.value)} />
        </label>
      )}
      <button
        type="button"
        className="button plain small"
        disabled={choice.statesDay && !until}
        onClick={() => onChoose(until)}
      >
        {choice.words}
      </button>
    </p>
  );
}
