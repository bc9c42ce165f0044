import { useState } from 'react';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { asking } from '../api/agencies.ts';
import { carryOut } from '../api/request.ts';
import { Viewer, type Shown } from '../case-file/viewer.tsx';
import { say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { PAPER_PREVIEWS, type Preview } from './operations.ts';

const pdfOf = (base64: string) =>
  new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type: 'application/pdf' });

/** The documents as the act would bring them, to be read before it is done; the hub refuses here what it would refuse then. */
export function Previews({ act, input }: { act: ActName; input: Readonly<Record<string, unknown>> }) {
  const [papers, setPapers] = useState<readonly Preview[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, show] = useState<Shown | null>(null);
  const draw = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const all = await carryOut(PAPER_PREVIEWS, { act, input, ...asking(session.get()!.organisation) });
      setPapers(
        all.environment ?? all.qualitySupervision ?? all.publicSecurity ?? all.procuratorate ?? all.courts ?? [],
      );
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <section className="previews" aria-label={say('文书预览', 'Preview')}>
      {papers === null ? (
        <button type="button" className="button plain" disabled={busy} onClick={() => void draw()}>
          {busy ? say('正在制作预览…', 'Drawing up…') : say('预览将制发的文书', 'Preview the documents')}
        </button>
      ) : (
        <div className="papers" role="status">
          {papers.map((paper) => (
            <button
              key={paper.name}
              type="button"
              className="paper"
              onClick={() => {
                const source = pdfOf(paper.pdf);
                show({
                  title: `${paper.title}${say('（预览）', ' (preview)')}`,
                  fileName: `${paper.title}-预览.pdf`,
                  mediaType: 'application/pdf',
                  size: source.size,
                  source,
                });
              }}
            >
              {say(`预览《${paper.title}》`, `Preview ${paper.title}`)}
            </button>
          ))}
          {papers.length === 0 && say('本事项不制发文书。', 'No documents are drawn up.')}
        </div>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {shown && <Viewer shown={shown} onClose={() => show(null)} />}
    </section>
  );
}
