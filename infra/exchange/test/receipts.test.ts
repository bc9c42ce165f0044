import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReceiptBody, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import type { Signer } from '@xianjie/signing/keys.ts';
import { signEnvelope, signReceipt } from '@xianjie/signing/messages.ts';
import { SAMPLE_ENVELOPE } from '@xianjie/signing/test/sample-envelope.ts';
import { Alarm, OutboxMessage } from '../entities.ts';
import { outboxRow } from '../outbox.ts';
import { StationRunner } from '../station.ts';
import { BUSES, type BusHere } from './buses.ts';
import { delivered, until } from './messages.ts';
import { policeStation, type PoliceStation } from './police-station.ts';

/** As many as a station looks at in one step. */
const CROWD = 90;

describe.each(BUSES)('$name', ({ start }) => {
  let bus: BusHere;
  let station: PoliceStation;
  let own: Signer;
  let recipient: Signer;
  beforeAll(async () => {
    [bus, station] = await Promise.all([start(), policeStation()]);
    [own, recipient] = [await station.signerOf('PUBLIC_SECURITY'), await station.signerOf('ENVIRONMENT')];
  });
  afterAll(async () => {
    await station?.stop();
    await bus?.stop();
  });
  const fork = () => station.fork();

  /** Acts that were sent to the environment bureau and await its receipt. */
  async function sends(count: number): Promise<SignedEnvelope[]> {
    const all = await Promise.all(
      Array.from({ length: count }, () =>
        signEnvelope(
          {
            ...SAMPLE_ENVELOPE,
            id: randomUUID(),
            from: 'PUBLIC_SECURITY' as const,
            to: ['ENVIRONMENT' as const],
            cc: [],
            evidence: [],
          },
          own,
        ),
      ),
    );
    const em = fork();
    for (const message of all) em.persist(outboxRow(em, message, 'ENVIRONMENT', { nextAttemptAt: null as never }));
    await em.flush();
    return all;
  }
  const receiptFor = ({ envelope, digest }: SignedEnvelope, over: Partial<ReceiptBody> = {}) =>
    signReceipt(
      {
        step: 'DELIVERED',
        envelopeId: envelope.id,
        digest,
        by: 'ENVIRONMENT',
        at: new Date().toISOString(),
        evidence: [],
        ...over,
      },
      recipient,
    );
  /** Puts receipts on the bus and only then starts the station, so that it finds them together. */
  async function arrive(receipts: readonly SignedReceipt[], isDone: () => Promise<boolean>): Promise<void> {
    const door = bus.door('ENVIRONMENT');
    await delivered(
      door,
      receipts.map((body) => ({ kind: 'receipt' as const, recipient: 'PUBLIC_SECURITY' as const, body })),
    );
    const runner = new StationRunner({
      name: 'PUBLIC_SECURITY',
      bus: bus.door('PUBLIC_SECURITY'),
      keyring: station.book,
      fork,
      onEnvelope: async () => {},
    });
    await until('all are taken', isDone).finally(() => runner.stop());
    await door.close();
  }
  const rowsOf = (sent: readonly SignedEnvelope[]) =>
    fork().find(OutboxMessage, { envelopeId: { $in: sent.map(({ envelope }) => envelope.id) } });
  const areReceipted = async (sent: readonly SignedEnvelope[], count = sent.length) =>
    (await rowsOf(sent)).filter(({ receiptedAt }) => receiptedAt).length === count;
  const transactionsOf = async (sent: readonly SignedEnvelope[]) => {
    const rows = (await fork().execute(
      'select distinct xmin::text from outbox where envelope_id in (select unnest(?::uuid[]))',
      [`{${sent.map(({ envelope }) => envelope.id).join(',')}}`],
    )) as unknown[];
    return rows.length;
  };

  test(`${CROWD} receipts that are there together are written in a few transactions, each into its own row`, async () => {
    const sent = await sends(CROWD);
    const receipts = await Promise.all(sent.map((one) => receiptFor(one)));
    await arrive(receipts, () => areReceipted(sent));
    const signatures = new Map(receipts.map(({ receipt, signature }) => [receipt.envelopeId, signature]));
    for (const row of await rowsOf(sent)) expect(row.receipt!.signature).toBe(signatures.get(row.envelopeId));
    expect(await transactionsOf(sent)).toBeLessThan(CROWD / 10);
    expect(await fork().count(Alarm, {})).toBe(0);
  });

  test('several receipts for one act, and one of them twice, are all kept once and in their order', async () => {
    const sent = await sends(3);
    const opened = await receiptFor(sent[0]!, { step: 'OPENED' });
    const evidence = await receiptFor(sent[0]!, { step: 'EVIDENCE' });
    const first = await Promise.all(sent.map((one) => receiptFor(one)));
    await arrive([...first, opened, opened, evidence], async () => {
      const rows = await rowsOf(sent);
      return rows.some(({ furtherReceipts }) => furtherReceipts.length === 2);
    });
    const row = (await rowsOf(sent)).find(({ envelopeId }) => envelopeId === sent[0]!.envelope.id)!;
    expect(row.receipt).toEqual(first[0]);
    expect(row.furtherReceipts.map(({ receipt }) => receipt.step).toSorted()).toEqual(['EVIDENCE', 'OPENED']);
    expect(row.openedAt).toEqual(new Date(opened.receipt.at));
  });

  test.each<[string, (sent: readonly SignedEnvelope[]) => Promise<SignedReceipt>]>([
    [
      'that nobody signed',
      async ([one]) => ({ ...(await receiptFor(one!)), signature: (await receiptFor(one!, { at: 'x' })).signature }),
    ],
    ['of another text', ([one]) => receiptFor(one!, { digest: '0'.repeat(64) })],
    ['for what was never sent', async ([one]) => receiptFor(one!, { envelopeId: randomUUID() })],
  ])('a receipt %s in the crowd raises an alarm; the others take effect', async (_, bad) => {
    const sent = await sends(20);
    const wrong = await bad(sent);
    const alarms = () => fork().find(Alarm, { kind: 'BAD_RECEIPT', envelopeId: wrong.receipt.envelopeId });
    const good = await Promise.all(sent.slice(1).map((one) => receiptFor(one)));
    await arrive(
      [...good.slice(0, 9), wrong, ...good.slice(9)],
      async () => (await alarms()).length === 1 && (await areReceipted(sent, 19)),
    );
    const [untouched] = await rowsOf(sent.slice(0, 1));
    expect(untouched).toMatchObject({ receipt: null, receiptedAt: null });
  });
});
