import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { say } from '../shell/language.ts';
import { fetchFile } from './files.ts';
import { Table } from './table.tsx';

export interface Shown {
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** bytes; of a blob its own */
  readonly size: number;
  /** the content itself, or the path from which a browser may read it in parts */
  readonly source: Blob | string;
}
/** A table or text is read so far; the rest is in the saved file. */
const MOST_TEXT = 4 * 1_048_576;

/** Shows a file: PDF, picture, video, sound, table or text; anything else can be saved. */
export function Viewer({ shown, onClose }: { shown: Shown; onClose(): void }) {
  const { source, title, fileName } = shown;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const url = useUrl(source);
  return (
    <dialog ref={dialog} className="viewer" aria-label={title} onClose={onClose}>
      <div className="viewer-head">
        <h2>{title}</h2>
        <a
          className="button plain small"
          href={typeof source === 'string' ? `${source}&download` : url}
          download={fileName}
        >
          {say('保存', 'Save')}
        </a>
        <button type="button" className="button small" onClick={() => dialog.current?.close()}>
          {say('关闭', 'Close')}
        </button>
      </div>
      <Content shown={shown} url={url} />
    </dialog>
  );
}

/** The address of a content, for as long as it is shown. */
function useUrl(source: Blob | string): string {
  const url = useMemo(() => (typeof source === 'string' ? source : URL.createObjectURL(source)), [source]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}

/** Windows calls a CSV an Excel file, and some senders know no type at all. */
function kindOf({ mediaType, fileName }: Shown): string {
  if (/\.(csv|tsv)$/i.test(fileName) || /^text\/(csv|tab-separated-values)/.test(mediaType)) return 'table';
  if (/\.(txt|log|json|xml)$/i.test(fileName) || /^text\/|^application\/json/.test(mediaType)) return 'text';
  if (mediaType.startsWith('application/pdf') || /\.pdf$/i.test(fileName)) return 'pdf';
  return mediaType.split('/')[0]!;
}

function Content({ shown, url }: { shown: Shown; url: string }) {
  const [failed, fail] = useState(false);
  const kind = kindOf(shown);
  const { title, source } = shown;
  if (failed)
    return (
      <p className="problem" role="alert">
        {say(
          '文件未能打开：可能格式不受支持、校验不符或打开时间过长。请关闭后重新打开，或保存后查看。',
          'The file could not be opened; close and open it again, or save it.',
        )}
      </p>
    );
  if (kind === 'image') return <img src={url} alt={title} onError={() => fail(true)} />;
  // recordings from the scene have no captions
  if (kind === 'video') return <video src={url} controls aria-label={title} onError={() => fail(true)} />;
  if (kind === 'audio') return <audio src={url} controls aria-label={title} onError={() => fail(true)} />;
  if (kind === 'pdf') return <Loaded source={source}>{(blob) => <Pdf blob={blob} title={title} />}</Loaded>;
  if (kind === 'table' || kind === 'text')
    return (
      <Loaded source={source} {...(shown.size > MOST_TEXT ? { most: MOST_TEXT } : {})}>
        {(blob) => <Text blob={blob} table={kind === 'table'} whole={shown.size <= MOST_TEXT} />}
      </Loaded>
    );
  return (
    <p className="empty">
      {say('这种文件不能在此显示，请保存后打开。', 'This kind of file cannot be shown here; save it to open it.')}
    </p>
  );
}

/** A content that is read whole before it is shown, with its progress. */
function Loaded({ source, most, children }: { source: Blob | string; most?: number; children(blob: Blob): ReactNode }) {
  const [blob, setBlob] = useState(typeof source === 'string' ? null : source);
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (typeof source !== 'string') return;
    fetchFile(source, { onProgress: setShare, ...(most ? { most } : {}) }).then(setBlob, ({ message }: Error) =>
      setProblem(message),
    );
  }, [source, most]);
  if (problem)
    return (
      <p className="problem" role="alert">
        {problem}
      </p>
    );
  if (blob) return children(blob);
  return (
    <p className="empty" role="status">
      {say('正在读取…', 'Reading…')}{' '}
      <progress max={1} value={share} aria-label={say('读取进度', 'How much has been read')} />
    </p>
  );
}

function Pdf({ blob, title }: { blob: Blob; title: string }) {
  const typed = useMemo(() => new Blob([blob], { type: 'application/pdf' }), [blob]);
  const url = useUrl(typed);
  // telephones and some office browsers have no viewer and would show an empty page
  if (!navigator.pdfViewerEnabled)
    return (
      <p className="empty">
        {say('此浏览器不能直接显示 PDF，请保存后打开。', 'This browser cannot show a PDF; save it to open it.')}
      </p>
    );
  return <iframe src={url} title={title} />;
}

/** Instruments and office computers write UTF-8 or the national encoding. */
async function readText(blob: Blob): Promise<string> {
  const bytes = await blob.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function Text({ blob, table, whole }: { blob: Blob; table: boolean; whole: boolean }) {
  const [text, setText] = useState('');
  useEffect(() => void readText(blob).then(setText), [blob]);
  return (
    <>
      {table ? (
        <Table text={text} />
      ) : (
        <pre tabIndex={0} aria-label={say('文件内容', 'Content')}>
          {text}
        </pre>
      )}
      {!whole && (
        <p className="note">
          {say(
            '文件较大，只显示前 4 MB；全部内容请保存后查看。',
            'Only the first 4 MB are shown; save the file for all of it.',
          )}
        </p>
      )}
    </>
  );
}
