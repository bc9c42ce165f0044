import type { Station } from '@xianjie/contracts/agencies.ts';
import type { EvidenceRef } from '@xianjie/contracts/envelope.ts';
import type { Signer } from '@xianjie/signing/keys.ts';
import { fetchFile } from '@xianjie/object-store/fetch-file.ts';
import type { ObjectStore } from '@xianjie/object-store/object-store.ts';
import { fileTicket } from './file-ticket.ts';
import { handedPath } from './handed-files.ts';
import type { StationUrls } from './settings.ts';

/** Asks another station for a file it handed over; null where that station has no address. */
export type AskForFile = (
  from: Station,
  sha256: string,
  headers?: Readonly<Record<string, string>>,
  query?: string,
) => Promise<Response> | null;

export const askOver =
  (urls: StationUrls, signerAt: (at: Date) => Promise<Signer>, by: Station): AskForFile =>
  (from, sha256, headers = {}, query = '') => {
    const url = urls[from];
    if (!url) return null;
    const now = new Date();
    return signerAt(now)
      .then((signer) => fileTicket(signer, { by, from, sha256 }, now))
      .then((authorization) =>
        fetch(new URL(handedPath(sha256) + query, url), { headers: { ...headers, authorization } }),
      );
  };

/**
 * Brings a file of another station into the own bucket, out of the shared folder or over HTTP, and says whether it is what was registered.
 * A disk or a network that fails is no answer: the envelope is tried again.
 */
export async function takeFile(
  store: ObjectStore,
  { from, to, ask }: { from: Station; to: Station; ask?: AskForFile | undefined },
  { sha256, sm3, size, name, mediaType }: EvidenceRef,
): Promise<boolean> {
  try {
    if (!ask) return (await store.copy(from, to, sha256)).sm3 === sm3;
    const label = { name, mediaType, uploadedBy: from, uploadedAt: new Date().toISOString() };
    const stored = await fetchFile(store, to, {
      sha256,
      sm3,
      size,
      label,
      ask: async (headers) => {
        const answer = await ask(from, sha256, headers);
        if (!answer) throw new Error(`STATION_URLS does not say where ${from} is`);
        return answer;
      },
    });
    return stored.sm3 === sm3;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'HASH_MISMATCH' || code === 'UNKNOWN_FILE') return false;
    throw error;
  }
}
