import type { ArrivedMessage } from './bus.ts';

export type HoldableMessage = Exclude<ArrivedMessage, { kind: 'notice' }>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{64}$/;
const KEY_ID = /^[0-9a-f]{32}$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const matches = (value: unknown, form: RegExp) => typeof value === 'string' && form.test(value);
const areTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');

/**
 * Whether a message has what is read of it before its signature is checked. What has not is from no station's program, and is
 * kept as an alarm instead of being tried again and again.
 */
export function hasShape({ kind, body }: ArrivedMessage): boolean {
  if (!isObject(body)) return false;
  if (kind === 'notice') return matches(body['id'], UUID) && typeof body['about'] === 'string';
  const { signature, keyId } = body;
  if (typeof signature !== 'string' || (keyId !== undefined && !matches(keyId, KEY_ID))) return false;
  return kind === 'envelope' ? isEnvelope(body['envelope'], body['digest']) : isReceipt(body['receipt']);
}

/** Whether a message can be kept: a notice is not, the next takes its place. */
export const isHoldable = (message: ArrivedMessage): message is HoldableMessage =>
  message.kind !== 'notice' && hasShape(message);

const isEnvelope = (envelope: unknown, digest: unknown): boolean =>
  isObject(envelope) &&
  matches(digest, DIGEST) &&
  matches(envelope['id'], UUID) &&
  matches(envelope['caseId'], UUID) &&
  [envelope['act'], envelope['from'], envelope['recordedAt']].every((value) => typeof value === 'string') &&
  areTexts(envelope['to']) &&
  areTexts(envelope['cc']) &&
  Array.isArray(envelope['evidence']);

const isReceipt = (receipt: unknown): boolean =>
  isObject(receipt) &&
  matches(receipt['envelopeId'], UUID) &&
  matches(receipt['digest'], DIGEST) &&
  [receipt['by'], receipt['at']].every((value) => typeof value === 'string') &&
  Array.isArray(receipt['evidence']);
