import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pipeline, type Readable } from 'node:stream';
import type { InterventionMedium, MediumSaid } from '@xianjie/contracts/intervention/content.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { intakeOf, sealedBucketOf, type ObjectStore } from '@xianjie/object-store/object-store.ts';

const CIPHER = 'aes-256-gcm';
/** The label of a stored file is written beside it: of a sealed one it says nothing. */
const NO_LABEL = { mediaType: 'application/octet-stream', name: '', uploadedBy: '', uploadedAt: '' };

/**
 * Seals an uploaded file under a key of its own, which then stands in the sealed record only. The uploaded file is left where it is.
 * @throws UNKNOWN_FILE, HASH_MISMATCH
 */
export async function sealMedium(store: ObjectStore, agency: string, input: MediumSaid): Promise<InterventionMedium> {
  const { sha256, title, originalMedium, storagePlace } = input;
  const intake = intakeOf(agency);
  const uploaded = await store.stat(intake, sha256);
  if (!uploaded) throw refuse('UNKNOWN_FILE', { sha256 });
  if (!(await store.verify(intake, sha256))) throw refuse('HASH_MISMATCH', { file: title });
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv(CIPHER, key, iv);
  const { content } = await store.open(intake, sha256);
  const sealed = await store.put(sealedBucketOf(agency), through(content, cipher), NO_LABEL);
  const { name, mediaType, size, sm3 } = uploaded;
  return {
    title,
    name,
    mediaType,
    size,
    sha256,
    sm3,
    originalMedium: originalMedium?.trim() || null,
    storagePlace: storagePlace?.trim() || null,
    sealedSha256: sealed.sha256,
    key: key.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
}

/**
 * The content of a sealed file. It is hashed as it lies on disk before the first byte of it is given, and that hash stands in the sealed
 * record, so nothing leaves that is not what was sealed.
 * @throws FileMissing, SealBroken as HASH_MISMATCH
 */
export async function unsealMedium(store: ObjectStore, agency: string, medium: InterventionMedium): Promise<Readable> {
  const bucket = sealedBucketOf(agency);
  if (!(await store.verify(bucket, medium.sealedSha256))) throw refuse('HASH_MISMATCH', { file: medium.title });
  const { content } = await store.open(bucket, medium.sealedSha256);
  const [key, iv, tag] = [medium.key, medium.iv, medium.tag].map((text) => Buffer.from(text, 'base64'));
  return through(content, createDecipheriv(CIPHER, key!, iv!, { authTagLength: 16 }).setAuthTag(tag!));
}

/** What breaks before the cipher breaks the cipher. */
const through = <T extends NodeJS.ReadWriteStream>(content: Readable, cipher: T): T =>
  pipeline(content, cipher, () => {}) as T;
