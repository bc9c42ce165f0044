import type { EntityManager } from '@mikro-orm/postgresql';
import { DOCUMENTS, type DocumentName } from '@xianjie/contracts/acts/act.ts';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import type { SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { checkDocumentNumber } from '@xianjie/contracts/identifiers/document-number.ts';
import { seriesOf, type SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import { OutboxMessage } from '@xianjie/exchange/entities.ts';
import { outboxRow, recipientsOf } from '@xianjie/exchange/outbox.ts';
import { takeInto } from '@xianjie/exchange/receipts.ts';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { applyEnvelope, lockCase } from '../case-state.ts';
import { Act } from '../entities.ts';
import type { Effects } from '../station-context.ts';

export interface AdoptionOptions {
  readonly effects: Effects;
  readonly series?: SeriesOverrides | undefined;
  /** brings a file of the act back from a station that may have it; true when it is here and whole */
  readonly fetchFile: (from: Station, file: SignedEnvelope['envelope']['evidence'][number]) => Promise<boolean>;
}

/**
 * Writes an act of this station again that it has lost and another has kept, as it was: act, effects, numbers of its papers, and what goes to each
 * recipient. The recipients answer what they have already with the receipt they gave. Its signature has been checked.
 */
export async function adoptAct(
  fork: () => EntityManager,
  { message, receipt }: { message: SignedEnvelope; receipt: SignedReceipt },
  { effects, series, fetchFile }: AdoptionOptions,
  now: Date,
): Promise<void> {
  const { envelope, digest } = message;
  if (isKeyAct(envelope.act)) throw new Error('key acts are not taken back from others');
  const whole = new Map<string, boolean>();
  // files went to whom the act was addressed, not to whoever got a copy
  const holders = [...new Set<Station>([receipt.receipt.by, ...(envelope.to as readonly Station[])])];
  for (const file of envelope.evidence) {
    whole.set(file.id, false);
    for (const holder of holders)
      if (!whole.get(file.id)) whole.set(file.id, await fetchFile(holder, file).catch(() => false));
  }
  await fork().transactional(async (em) => {
    await lockCase(em, envelope.caseId);
    const known = await em.find(OutboxMessage, { envelopeId: envelope.id });
    if (!(await em.findOne(Act, envelope.id))) {
      await applyEnvelope(em, envelope, digest, whole);
      await effects[envelope.act]?.(em, envelope);
      await countNumbers(em, message, series);
    }
    for (const recipient of recipientsOf(envelope)) {
      let row = known.find((one) => one.recipient === recipient);
      if (!row) em.persist((row = outboxRow(em, message, recipient, { nextAttemptAt: now })));
      if (recipient === receipt.receipt.by) takeInto(row, receipt, now);
    }
  });
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
