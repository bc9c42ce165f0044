import { useRef, useState } from 'react';
import { hubNow } from '../api/clock.ts';
import { carryOut } from '../api/request.ts';
import { say } from '../shell/language.ts';
import { actDocument } from './act-document.ts';
import { FileField } from './file-field.tsx';

export interface Registered {
  readonly id: string;
  readonly title: string;
  readonly name: string;
}

const kindOf = ({ type }: File) => (/^(image|video|audio)\//.test(type) ? 'AUDIOVISUAL' : 'DOCUMENTARY');

/** Uploads a file and registers it as evidence of the case in one step, for use in the form at once. */
export function RegisterFile(props: { caseId: string; title: string; onRegistered(one: Registered): void }) {
  const { caseId, title, onRegistered } = props;
  const [round, setRound] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = useRef<File | null>(null);
  // the same through every attempt: repeating it registers nothing twice
  const actId = useRef(crypto.randomUUID());
  const [uploaded, setUploaded] = useState<string | null>(null);
  const register = async (sha256: string) => {
    setUploaded(sha256);
    setProblem(null);
    const file = chosen.current!;
    const occurredAt = new Date(hubNow()).toISOString();
    try {
      const input = { actId: actId.current, caseId, title, kind: kindOf(file), file: sha256, occurredAt };
      const { registerEvidence } = await carryOut(actDocument('registerEvidence'), { input });
      onRegistered({ id: registerEvidence!.evidenceId!, title, name: file.name });
      actId.current = crypto.randomUUID();
      setRound(round + 1);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="beside-label">
      <FileField
        key={round}
        words={say(`上传${title}`, `Upload ${title}`)}
        onFile={(file) => (chosen.current = file)}
        onChange={(sha256) => sha256 && void register(sha256)}
      />
      {problem && (
        <p className="problem" role="alert">
          {problem}{' '}
          {uploaded && (
            <button type="button" className="button small" onClick={() => void register(uploaded)}>
              {say('重新登记', 'Register again')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
