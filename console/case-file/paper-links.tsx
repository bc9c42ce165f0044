import { useState } from 'react';
import { say } from '../shell/language.ts';
import { fetchFile } from './files.ts';
import { Viewer, type Shown } from './viewer.tsx';

interface Paper {
  readonly name: string;
  readonly title: string;
  readonly number: string;
  readonly pdf: string;
}

/** The documents an act brought, opened here or saved. */
export function PaperLinks({ papers }: { papers: readonly Paper[] }) {
  const [shown, show] = useState<Shown | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, fail] = useState<string | null>(null);
  if (papers.length === 0) return null;
  const open = async (paper: Paper) => {
    setBusy(paper.name);
    fail(null);
    try {
      const source = await fetchFile(paper.pdf);
      const title = `${paper.title} ${paper.number}`;
      show({ title, fileName: `${title}.pdf`, mediaType: 'application/pdf', size: source.size, source });
    } catch (error) {
      fail((error as Error).message);
    }
    setBusy(null);
  };
  return (
    <div className="papers">
      {papers.map((paper) => (
        <button
          key={paper.name}
          type="button"
          className="paper"
          disabled={busy !== null}
          onClick={() => void open(paper)}
        >
          {busy === paper.name ? say('正在打开…', 'Opening…') : `《${paper.title}》${paper.number}`}
        </button>
      ))}
      {failed && (
        <p className="problem" role="alert">
          {failed}
        </p>
      )}
      {shown && <Viewer shown={shown} onClose={() => show(null)} />}
    </div>
  );
}
