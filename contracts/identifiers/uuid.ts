import { notValid, type Checked } from './checked.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export interface Uuid {
  /** canonical form: lower case with hyphens (RFC 9562) */
  readonly uuid: string;
  readonly version: number;
  /** when a version 7 was made, epoch milliseconds */
  readonly madeAt?: number;
}

/** Checks a UUID of RFC 9562, versions 1 to 8; the nil and the max UUID are no identifiers here. */
export function checkUuid(typed: string): Checked<Uuid> {
  const uuid = typed.trim().toLowerCase();
  const found = UUID.exec(uuid);
  if (!found) {
    return notValid(
      '编号格式不符，请复制完整的UUID后重试。',
      'This is no UUID; please copy it as a whole and try again.',
    );
  }
  const version = Number(found[1]);
  return version === 7
    ? { ok: true, uuid, version, madeAt: Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16) }
    : { ok: true, uuid, version };
}

export const isUuid = (text: string): boolean => checkUuid(text).ok;
