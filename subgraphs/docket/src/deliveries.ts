import type { EntityManager } from '@mikro-orm/postgresql';
import { AGENCIES, DOCKET, type Agency } from '@xianjie/contracts/agencies.ts';
import { ACT_NAMES, ACTS } from '@xianjie/contracts/acts/index.ts';
import type { Envelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isKeyAct } from '@xianjie/contracts/key-notice.ts';
import { InboxMessage } from '@xianjie/exchange/entities.ts';
import { isAnswer } from '@xianjie/exchange/receipts.ts';
import { NotYet } from '@xianjie/exchange/not-yet.ts';
import { recipientsOf } from '@xianjie/exchange/outbox.ts';
import { ledgerOf } from '@xianjie/ledger/keep-leaves.ts';
import { receiptLeaf } from '@xianjie/ledger/row-leaves.ts';
import { lockCase } from '@xianjie/subgraph-kit/case-state.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import type { EventKind } from './entities/feed.ts';
import { CustodyEntry, Delivery } from './entities/feed.ts';
import { appendEvents } from './feed.ts';

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

/** A signed receipt of an agency reaches the docket: who has received or opened what, and whether the files came whole. */
export async function receiveReceipt(em: EntityManager, signed: SignedReceipt): Promise<void> {
  const { receipt, signature } = signed;
  const inbox = await em.findOne(InboxMessage, { envelopeId: receipt.envelopeId });
  if (!inbox) throw new NotYet(`办理事项 ${receipt.envelopeId} 尚未到达`, receipt.envelopeId);
  const { envelope } = inbox.message;
  if (isKeyAct(envelope.act)) return;
  // another replica may be taking the same receipt
  await lockCase(em, envelope.caseId);
  const at = new Date(receipt.at);
  const to = receipt.by === DOCKET ? DOCKET : AGENCIES[receipt.by as Agency].zh;
  const key = { actId: receipt.envelopeId, recipient: receipt.by };
  const delivery = (await em.findOne(Delivery, key)) ?? em.create(Delivery, { ...key, receivedAt: null, receipts: [] });
  // whoever asks for a receipt again gets all of them again
  if (delivery.receipts.some((known) => known.signature === signature)) return;
  em.persist(delivery);
  const happened: [EventKind, string][] = [];
  const title = ACTS[envelope.act].zh;
  switch (receipt.step ?? 'DELIVERED') {
    case 'HELD':
      return;
    case 'OPENED':
      if (delivery.openedAt) return;
      delivery.openedAt = at;
      happened.push(['OPENED', `${to}已有人查阅：${title}`]);
      break;
    case 'DELIVERED':
      if (delivery.receivedAt) return;
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
    const step = await em.findOne(CustodyEntry, { evidenceId: id, actId: receipt.envelopeId, to: receipt.by });
    if (hashOk === null || !step || step.hashOk === hashOk) continue;
    step.hashOk = hashOk;
    const name = envelope.evidence.find((item) => item.id === id)?.title ?? id;
    (hashOk ? came : broken).push(name);
  }
  if (receipt.step === 'EVIDENCE' && came.length > 0)
    happened.push(['EVIDENCE_ARRIVED', `${to}已收到证据文件：${came.join('、')}`]);
  if (broken.length > 0)
    happened.push(['EVIDENCE_MISMATCH', `证据校验不符：${broken.join('、')}，${to}收到的文件与登记的校验值不一致`]);
  const audience = [...new Set<string>([envelope.from, receipt.by])];
  await appendEvents(
    em,
    happened.map(([kind, message]) => ({ kind, message, caseId: envelope.caseId, at, actId: envelope.id, audience })),
  );
}
