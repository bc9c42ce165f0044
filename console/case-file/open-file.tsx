import { useState, type ReactNode } from 'react';
import { carryOut } from '../api/request.ts';
import { say } from '../shell/language.ts';
import { EVIDENCE_FILE } from './operations.ts';
import { Viewer, type Shown } from './viewer.tsx';

/** Opens the file of an evidence item here; who opens what is noted by the hub. */
export function OpenFile({ id, children }: { id: string; children: ReactNode }) {
  const [shown, show] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, fail] = useState<string | null>(null);
  const open = async () => {
    setBusy(true);
    fail(null);
    try {
      const { evidence } = await carryOut(EVIDENCE_FILE, { id });
      const { title, name: fileName, mediaType, size, file: source } = evidence;
      show({ title, fileName, mediaType, size, source });
    } catch (error) {
      fail((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" className="paper" disabled={busy} onClick={() => void open()}>
        {busy ? say('正在打开…', 'Opening…') : children}
      </button>
      {failed && (
        <span className="problem" role="alert">
          {failed}
        </span>
      )}
      {shown && <Viewer shown={shown} onClose={() => show(null)} />}
    </>
  );
}
