import { noteReached, noteUnreachable } from '../api/connection.ts';
import { say } from '../shell/language.ts';
import { bearer } from '../shell/session.ts';

interface Reading {
  /** only the file's first bytes */
  readonly most?: number;
  /** how much has come, 0 to 1 */
  readonly onProgress?: (share: number) => void;
}

/** A file or paper of the hub. @throws Error that says what to do */
export async function fetchFile(path: string, { most, onProgress }: Reading = {}): Promise<Blob> {
  const unreachable = () => {
    noteUnreachable();
    return new Error(say('暂时连接不上平台，请稍后重试。', 'The hub cannot be reached; try again.'));
  };
  const headers = { ...bearer(), ...(most ? { range: `bytes=0-${most - 1}` } : {}) };
  const response = await fetch(path, { headers }).catch(() => {
    throw unreachable();
  });
  noteReached();
  if (!response.ok) {
    const said = (await response.json().catch(() => null)) as {
      message?: string;
      errors?: { message: string }[];
    } | null;
    throw new Error(
      said?.message ?? said?.errors?.[0]?.message ?? say('文件未能打开，请稍后重试。', 'The file could not be opened.'),
    );
  }
  const total = Number(response.headers.get('content-length'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let come = 0;
  try {
    const reader = response.body!.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      come += part.value.length;
      onProgress?.(come / Math.max(total, come));
    }
  } catch {
    throw unreachable();
  }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
}

export function sizeOf(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(1)} KB`;
  if (bytes < 1_073_741_824) return `${(bytes / 1_048_576).toFixed(1)} MB`;
  return `${(bytes / 1_073_741_824).toFixed(2)} GB`;
}
