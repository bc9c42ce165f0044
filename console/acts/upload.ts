import { DetailedError, Upload } from 'tus-js-client';
import { say } from '../shell/language.ts';
import { bearer, sessionEnded } from '../shell/session.ts';

export interface Uploading {
  /** goes on where it stopped */
  resume(): void;
  pause(): void;
}
/** What a file is uploaded for: evidence goes on where it stopped after a closed page, what is to be sealed leaves nothing in the browser. */
export type Purpose = 'evidence' | 'intervention';
export interface UploadReports {
  onProgress(sent: number, total: number): void;
  onWaiting(): void;
  onStored(sha256: string): void;
  onFailed(message: string): void;
}

const CHUNK = 4 * 1_048_576;
const MINUTE = 60_000;
/** Ever longer, then once a minute for an hour; what was sent in between starts the row anew. */
const RETRIES = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, ...Array.from({ length: 60 }, () => MINUTE)];

/** What the file server refused, in its words; null where it did not answer or was only busy. */
function refusalIn(error: Error): string | null {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  const status = answer?.getStatus() ?? 0;
  if (status < 400 || status >= 500 || [409, 423, 429].includes(status)) return null;
  if (status === 401) sessionEnded();
  try {
    return (JSON.parse(answer!.getBody()) as { message: string }).message;
  } catch {
    return say('文件未能上传，请重新选择文件。', 'The file was not taken; choose it again.');
  }
}

/** Uploads a file so that a broken connection, or a closed page, costs nothing that was already sent (tus). */
export function startUpload(
  file: File,
  { onProgress, onWaiting, onStored, onFailed }: UploadReports,
  purpose: Purpose = 'evidence',
): Uploading {
  const upload = new Upload(file, {
    endpoint: '/files/upload',
    headers: bearer() as Record<string, string>,
    metadata: { filename: file.name, filetype: file.type || 'application/octet-stream', purpose },
    storeFingerprintForResuming: purpose === 'evidence',
    chunkSize: CHUNK,
    retryDelays: RETRIES,
    removeFingerprintOnSuccess: true,
    onProgress,
    onShouldRetry: (error) => {
      if (refusalIn(error)) return false;
      onWaiting();
      return true;
    },
    onError: (error) =>
      onFailed(
        refusalIn(error) ??
          say('上传中断，请检查网络后点击“继续”。', 'The upload broke off; check the network and go on.'),
      ),
    onSuccess: () => {
      const id = upload.url!.split('/').at(-1)!;
      fetch(`/files/upload-result/${id}`, { headers: bearer() })
        .then((response) => response.json() as Promise<{ sha256: string }>)
        .then(
          ({ sha256 }) => onStored(sha256),
          () => onFailed(say('上传已完成，但未取得校验值，请点击“继续”。', 'Uploaded, but no digest came; go on.')),
        );
    },
  });
  void upload.findPreviousUploads().then(([previous]) => {
    if (previous) upload.resumeFromPreviousUpload(previous);
    upload.start();
  });
  return { resume: () => upload.start(), pause: () => void upload.abort() };
}
