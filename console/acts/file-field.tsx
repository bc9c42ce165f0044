import { useEffect, useId, useRef, useState } from 'react';
import { sizeOf } from '../case-file/files.ts';
import { say } from '../shell/language.ts';
import { dropFile, keepFile, keptFile } from './kept-files.ts';
import { startUpload, type Purpose, type Uploading } from './upload.ts';

type Stand = 'none' | 'sending' | 'waiting' | 'paused' | 'failed' | 'stored';

/** A file that is uploaded, with its progress; its value is the SHA-256 the hub computed. Half done, it goes on when the page is opened again. */
export function FileField({
  id,
  value,
  onChange,
  onFile,
  words = say('选择文件', 'Choose a file'),
  purpose = 'evidence',
}: {
  id?: string;
  value?: string;
  onChange?(sha256: string | undefined): void;
  onFile?(file: File): void;
  words?: string;
  purpose?: Purpose;
}) {
  const own = useId();
  const [stand, setStand] = useState<Stand>(value ? 'stored' : 'none');
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const [failed, setFailed] = useState('');
  const upload = useRef<Uploading | null>(null);
  const place = id ?? words;
  const begin = (chosen: File) => {
    setFile(chosen);
    setSent(0);
    setStand('sending');
    onFile?.(chosen);
    upload.current?.pause();
    upload.current = startUpload(
      chosen,
      {
        onProgress: (bytes) => {
          setSent(bytes);
          setStand('sending');
        },
        onWaiting: () => setStand('waiting'),
        onFailed: (message) => {
          setFailed(message);
          setStand('failed');
        },
        onStored: (sha256) => {
          void dropFile(place);
          setStand('stored');
          onChange?.(sha256);
        },
      },
      purpose,
    );
  };
  useEffect(() => {
    if (stand === 'none' && purpose === 'evidence') void keptFile(place).then((kept) => kept && begin(kept));
    return () => upload.current?.pause();
    // once, for a file that was left half sent
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const share = file ? Math.floor((sent / Math.max(1, file.size)) * 100) : 0;
  return (
    <div className="upload">
      <input
        id={id ?? own}
        type="file"
        className="unseen"
        aria-label={words}
        disabled={stand === 'sending'}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.files?.[0];
          if (!chosen) return;
          if (purpose === 'evidence') void keepFile(place, chosen);
          begin(chosen);
        }}
      />
      <label htmlFor={id ?? own} className={stand === 'sending' ? 'button plain small waits' : 'button plain small'}>
        {file || value ? say('换一个文件', 'Another file') : say('选择文件上传', 'Choose and upload')}
      </label>
      {file && stand !== 'stored' && (
        <>
          <progress max={100} value={share} aria-label={say(`上传 ${file.name}`, `Uploading ${file.name}`)} />
          <small role="status">
            {file.name} {sizeOf(sent)} / {sizeOf(file.size)}（{share}%）
            {stand === 'sending' && share === 100 && say(' 正在校验…', ' checking…')}
            {stand === 'waiting' && say(' 网络中断，恢复后自动续传', ' waiting for the network')}
            {stand === 'paused' && say(' 已暂停', ' paused')}
          </small>
        </>
      )}
      {stand === 'sending' && (
        <button
          type="button"
          className="button plain small"
          onClick={() => {
            upload.current?.pause();
            setStand('paused');
          }}
        >
          {say('暂停', 'Pause')}
        </button>
      )}
      {(stand === 'paused' || stand === 'failed') && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            setStand('sending');
            upload.current?.resume();
          }}
        >
          {say('继续', 'Go on')}
        </button>
      )}
      {stand === 'failed' && <small role="alert">{failed}</small>}
      {stand === 'stored' && (
        <small role="status">
          <span className="chip good">{say('已上传', 'uploaded')}</span> {file && `${file.name} ${sizeOf(file.size)} `}
          {value && `SHA-256 ${value.slice(0, 16)}…`}
        </small>
      )}
    </div>
  );
}
