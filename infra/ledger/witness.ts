import { openCheckpoint, type CheckpointBody, type NoteKeys } from './checkpoint.ts';
import { isConsistent } from './tree.ts';

/** What a log offers to be cosigned: a checkpoint, and that it only grew since the one that the witness cosigned last. */
export interface Offer {
  readonly note: string;
  readonly from: number;
  readonly proof: readonly Buffer[];
}

/**
 * What a witness thinks of an offer. COSIGN: it may be cosigned. KNOWN: it was cosigned before. STALE: it is older than what was cosigned, or
 * is proven from another size: the log is told what was cosigned last. FORGED: the log has not signed it. SPLIT: the log has signed something
 * that contradicts what it signed before, so it shows two histories.
 */
export type Verdict = 'COSIGN' | 'KNOWN' | 'STALE' | 'FORGED' | 'SPLIT';

/** Pure. @param seen the checkpoint that was cosigned last, null before the first */
export function judge(
  seen: CheckpointBody | null,
  { note, from, proof }: Offer,
  log: NoteKeys,
): { verdict: Verdict; body: CheckpointBody | null } {
  const body = openCheckpoint(note, log);
  const verdict = (): Verdict => {
    if (!body) return 'FORGED';
    if (!seen) return 'COSIGN';
    if (body.hash !== seen.hash) return 'SPLIT';
    if (body.size === seen.size) return body.root.equals(seen.root) ? 'KNOWN' : 'SPLIT';
    // a log that is smaller later has taken something back
    if (body.size < seen.size) return body.at > seen.at ? 'SPLIT' : 'STALE';
    if (from !== seen.size) return 'STALE';
    const trees = { old: seen.size, oldRoot: seen.root, size: body.size, root: body.root };
    return isConsistent(trees, proof, body.hash) ? 'COSIGN' : 'SPLIT';
  };
  return { verdict: verdict(), body };
}
