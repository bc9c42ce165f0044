import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCUMENTS, type DocumentName } from '@xianjie/contracts/acts/act.ts';
import { DOCKET, type Station } from '@xianjie/contracts/agencies.ts';
import type { KeyNotice } from '@xianjie/contracts/key-notice.ts';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { checkDocumentNumber } from '@xianjie/contracts/identifiers/document-number.ts';
import { seriesOf, type SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import { OutboxMessage } from '@xianjie/exchange/entities.ts';
import { applyKeyNotice, NotEntitled } from '@xianjie/exchange/key-notices.ts';
import { lockKeys, type KeyBook } from '@xianjie/exchange/keyring.ts';
import { outboxRow, recipientsOf } from '@xianjie/exchange/outbox.ts';
import { takeInto } from '@xianjie/exchange/receipts.ts';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { applyEnvelope, lockCase, readCase } from '../case-state.ts';
import { Act } from '../entities.ts';
import type { Effects } from '../station-context.ts';
import type { GivenBack } from './notices.ts';

/** An act that others hold in this station's name and that it did not do. */
export class NotOurs extends Error {}

export interface AdoptionOptions {
  readonly effects: Effects;
  readonly series?: SeriesOverrides | undefined;
  /** brings a file of the act back from a station that may have it; true when it is here and whole, false when they have it not. @throws while it can not be told */
  readonly fetchFile: (from: Station, file: SignedEnvelope['envelope']['evidence'][number]) => Promise<boolean>;
}

/**
 * Writes an act of this station again that it has lost and another has kept, as it was: act, effects, numbers of its papers, and what goes to each
 * recipient. Its signature has been checked.
 */
export async function adoptAct(
  fork: () => EntityManager,
  given: GivenBack,
  { effects, series, fetchFile }: AdoptionOptions,
  now: Date,
): Promise<void> {
  const { message, receipt } = given;
  const { envelope, digest } = message;
  const whole = new Map<string, boolean>();
  // files went to whom the act was addressed, not to whoever got a copy
  const holders = new Set<Station>([receipt.receipt.by, ...(envelope.to as readonly Station[])]);
  // the docket keeps lists of files, not files
  holders.delete(DOCKET);
  for (const file of envelope.evidence) {
    let isWhole = false;
    const silent: unknown[] = [];
    for (const holder of holders)
      isWhole ||= await fetchFile(holder, file).catch((error: unknown) => {
        silent.push(error);
        return false;
      });
    // who may have it is away: the act is taken home once they have been asked
    if (!isWhole && silent.length > 0) throw silent[0];
    whole.set(file.id, isWhole);
  }
  await fork().transactional(async (em) => {
    await lockCase(em, envelope.caseId);
    if (!(await em.findOne(Act, envelope.id))) {
      await applyEnvelope(em, await readCase(em, envelope.caseId), envelope, digest, whole);
      await effects[envelope.act]?.(em, envelope);
      await countNumbers(em, message, series);
    }
    await sendAnew(em, given, now);
  });
}

/**
 * Writes an act on this station's keys again that it has lost and another has kept. A thief of the signing key could have signed one too, and others would have
 * taken it; so a key comes home only if its private part is here. A revocation does: it gives nobody anything.
 * @throws NotOurs
 */
export async function adoptKeyAct(
  fork: () => EntityManager,
  given: GivenBack,
  { station, store }: Pick<KeyBook, 'station' | 'store'>,
  now: Date,
): Promise<void> {
  const { message } = given;
  const notice = message.envelope as unknown as KeyNotice;
  if (notice.act !== 'revokeKey' && !(await store.signer(notice.payload.key.keyId)))
    throw new NotOurs(`the key ${notice.payload.key.keyId} is not here`);
  await fork().transactional(async (em) => {
    await lockKeys(em, station);
    if ((await em.count(OutboxMessage, { envelopeId: notice.id })) === 0)
      await applyKeyNotice(em, notice, message.keyId!).catch((error: unknown) => {
        throw error instanceof NotEntitled ? new NotOurs(error.message) : error;
      });
    await sendAnew(em, given, now);
  });
}

/** What goes to each recipient; they answer what they have already with the receipt they gave. */
async function sendAnew(em: EntityManager, { message, receipt }: GivenBack, now: Date): Promise<void> {
  const known = await em.find(OutboxMessage, { envelopeId: message.envelope.id });
  for (const recipient of recipientsOf(message.envelope)) {
    let row = known.find((one) => one.recipient === recipient);
    if (!row) em.persist((row = outboxRow(em, message, recipient, { nextAttemptAt: now })));
    if (recipient === receipt.receipt.by) takeInto(row, receipt, now);
  }
}

/** A number that was given must not be given again. */
async function countNumbers(em: EntityManager, { envelope }: SignedEnvelope, series?: SeriesOverrides): Promise<void> {
  for (const { name, number, paper } of envelope.documents) {
    const checked = paper && number && name in DOCUMENTS ? checkDocumentNumber(number) : null;
    if (!checked?.ok) continue;
    const key = seriesOf(
      { agency: envelope.from, division: envelope.case.division, document: name as DocumentName, year: checked.year },
      series,
    );
    const [row] = (await em.execute(
      `insert into number_series (series, last) values (?, ?)
       on conflict (series) do update set last = greatest(number_series.last, excluded.last) returning last, xmax = 0 as made`,
      [key, checked.serial],
    )) as { last: number; made: boolean }[];
    ledgerOf(em)?.wrote(em, 'number_series', key, row!.made ? 'insert' : 'update', { last: Number(row!.last) });
  }
}
