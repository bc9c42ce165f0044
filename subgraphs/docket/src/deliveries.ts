import type { EntityManager } from '@mikro-orm/postgresql';
import { AGENCIES, DOCKET, type Agency } from '@xianjie/contracts/agencies.ts';
import { ACT_NAMES, ACTS } from '@xianjie/contracts/acts/index.ts';
import type { Envelope, ReceiptBody, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { InboxMessage } from '@xianjie/exchange/entities.ts';
import { isAnswer } from '@xianjie/exchange/receipts.ts';
import { NotYet } from '@xianjie/exchange/not-yet.ts';
import { recipientsOf } from '@xianjie/exchange/outbox.ts';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { receiptLeaf } from '@xianjie/ledger/row-leaves.ts';
import { lockCases } from '@xianjie/subgraph-kit/case-state.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import type { EventKind } from './entities/feed.ts';
import { CustodyEntry, Delivery } from './entities/feed.ts';
import { appendEvents, type NewEvent } from './feed.ts';

/** An act sets out: to each agency it is a delivery whose receipt is awaited, and it may be the answer to earlier ones. */
export async function openDeliveries(em: EntityManager, envelope: Envelope): Promise<void> {
  for (const recipient of recipientsOf(envelope).filter((name) => name !== DOCKET))
    em.persist(em.create(Delivery, { actId: envelope.id, recipient, receivedAt: null }));
  const asked = await em.find(Act, {
    caseId: envelope.caseId,
    name: { $in: ACT_NAMES.filter((name) => isAnswer(envelope.act, name)) },
    recordedAt: { $lte: new Date(envelope.recordedAt) },
    id: { $ne: envelope.id },
  });
  if (asked.length === 0) return;
  const unanswered = { actId: { $in: asked.map(({ id }) => id) }, recipient: envelope.from, answeredBy: null };
  for (const delivery of await em.find(Delivery, unanswered)) {
    delivery.answeredBy = envelope.id;
    delivery.answeredAt = new Date(envelope.occurredAt);
  }
}

/** The receipt of a body outside the hub, as an officer entered it. */
export async function enterReceipt(em: EntityManager, { payload, occurredAt }: Envelope): Promise<void> {
  const { sentActId, body, receiptNumber } = payload as Record<string, string | undefined>;
  if (!sentActId || !body) return;
  const key = { actId: sentActId, recipient: body };
  const told = { receivedAt: new Date(occurredAt), signature: null, receiptNumber: receiptNumber ?? null };
  const known = await em.findOne(Delivery, key);
  if (known) em.assign(known, told);
  else em.persist(em.create(Delivery, { ...key, ...told }));
}

/**
 * Signed receipts of agencies reach the docket: who has received or opened what, and whether the files came whole.
 * @throws {NotYet} while an act that one of them is about has not arrived
 */
export async function receiveReceipts(em: EntityManager, all: readonly SignedReceipt[]): Promise<void> {
  const ids = [...new Set(all.map(({ receipt }) => receipt.envelopeId))];
  const arrived = new Map(
    (await em.find(InboxMessage, { envelopeId: { $in: ids } })).map(({ message }) => [message.envelope.id, message]),
  );
  const missing = ids.find((id) => !arrived.has(id));
  if (missing) throw new NotYet(`办理事项 ${missing} 尚未到达`, missing);
  const onCases = all.flatMap((signed) => {
    const { envelope } = arrived.get(signed.receipt.envelopeId)!;
    return isKeyAct(envelope.act) ? [] : [{ signed, envelope }];
  });
  if (onCases.length === 0) return;
  // another replica may be taking the same receipts
  await lockCases(
    em,
    onCases.map(({ envelope }) => envelope.caseId),
  );
  const acts = { $in: onCases.map(({ envelope }) => envelope.id) };
  const known = {
    deliveries: await em.find(Delivery, { actId: acts }),
    custody: onCases.some(({ signed }) => signed.receipt.evidence.length > 0)
      ? await em.find(CustodyEntry, { actId: acts, to: { $in: onCases.map(({ signed }) => signed.receipt.by) } })
      : [],
  };
  await appendEvents(
    em,
    onCases.flatMap(({ signed, envelope }) => takeReceipt(em, known, envelope, signed)),
  );
}

/** What is known of acts and their recipients; a delivery that is new is added. */
interface Known {
  readonly deliveries: Delivery[];
  readonly custody: readonly CustodyEntry[];
}

function takeReceipt(em: EntityManager, known: Known, envelope: Envelope, signed: SignedReceipt): NewEvent[] {
  const { receipt, signature } = signed;
  const step = receipt.step ?? 'DELIVERED';
  if (step === 'HELD') return [];
  const at = new Date(receipt.at);
  const to = receipt.by === DOCKET ? DOCKET : AGENCIES[receipt.by as Agency].zh;
  const isOf = ({ actId, recipient }: Delivery) => actId === receipt.envelopeId && recipient === receipt.by;
  const delivery = known.deliveries.find(isOf) ?? begun(em, known, receipt);
  // whoever asks for a receipt again gets all of them again
  if (delivery.receipts.some((one) => one.signature === signature)) return [];
  const happened: [EventKind, string][] = [];
  const title = ACTS[envelope.act].zh;
  switch (step) {
    case 'OPENED':
      if (delivery.openedAt) return [];
      delivery.openedAt = at;
      happened.push(['OPENED', `${to}已有人查阅：${title}`]);
      break;
    case 'DELIVERED':
      if (delivery.receivedAt) return [];
      delivery.receivedAt = at;
      delivery.signature = signature;
      happened.push(['DELIVERED', `已送达${to}：${title}`]);
      break;
    case 'EVIDENCE':
  }
  ledgerOf(em)?.witness(em, receiptLeaf(signed));
  delivery.receipts = [...delivery.receipts, signed];
  const broken: string[] = [];
  const came: string[] = [];
  for (const { id, hashOk } of receipt.evidence) {
    const taken = known.custody.find(
      (entry) => entry.evidenceId === id && entry.actId === receipt.envelopeId && entry.to === receipt.by,
    );
    if (hashOk === null || !taken || taken.hashOk === hashOk) continue;
    taken.hashOk = hashOk;
    const name = envelope.evidence.find((item) => item.id === id)?.title ?? id;
    (hashOk ? came : broken).push(name);
  }
  if (step === 'EVIDENCE' && came.length > 0)
    happened.push(['EVIDENCE_ARRIVED', `${to}已收到证据文件：${came.join('、')}`]);
  if (broken.length > 0)
    happened.push(['EVIDENCE_MISMATCH', `证据校验不符：${broken.join('、')}，${to}收到的文件与登记的校验值不一致`]);
  const audience = [...new Set<string>([envelope.from, receipt.by])];
  return happened.map(([kind, message]) => ({
    kind,
    message,
    caseId: envelope.caseId,
    at,
    actId: envelope.id,
    audience,
  }));
}

/** A delivery that the act itself did not open. */
function begun(em: EntityManager, { deliveries }: Known, { envelopeId, by }: ReceiptBody): Delivery {
  const delivery = em.create(Delivery, { actId: envelopeId, recipient: by, receivedAt: null, receipts: [] });
  em.persist(delivery);
  deliveries.push(delivery);
  return delivery;
}
