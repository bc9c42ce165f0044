import { hash } from 'node:crypto';
import type { Notice } from '@xianjie/exchange/bus.ts';
import { alarmId } from '@xianjie/exchange/alarm.ts';

/** A log asks a witness to cosign a checkpoint. */
export interface CheckpointNotice extends Notice {
  readonly about: 'checkpoint';
  readonly note: string;
  /** size from which `proof` leads to the checkpoint */
  readonly from: number;
  /** base64 */
  readonly proof: readonly string[];
}
/** A witness says which checkpoint of a log it cosigned last. */
export interface CosignatureNotice extends Notice {
  readonly about: 'cosignature';
  /** id of the notice that asked: each question has an answer of its own, however often it is the same */
  readonly asked: string;
  readonly note: string;
  readonly line: string;
}
type Content<T extends Notice> = Omit<T, 'id' | 'digest'>;

/** A notice with what tells it from others: the same content is the same notice. */
export function notice<T extends CheckpointNotice | CosignatureNotice>(content: Content<T>): T {
  const text = JSON.stringify(content);
  return { ...content, id: alarmId(text), digest: hash('sha256', text) } as unknown as T;
}
export const isCheckpoint = (told: Notice): told is CheckpointNotice => told.about === 'checkpoint';
export const isCosignature = (told: Notice): told is CosignatureNotice => told.about === 'cosignature';
