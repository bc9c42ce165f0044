import type { EntityManager } from '@mikro-orm/postgresql';
import { maySeeOf, stageOf } from '@xianjie/contracts/access/index.ts';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, DOCKET, ORGANISATION_NAMES, type Agency } from '@xianjie/contracts/agencies.ts';
import type { Envelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { InboxMessage } from '@xianjie/exchange/entities.ts';
import { NotYet } from '@xianjie/exchange/station.ts';
import { STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { applyEnvelope, stateOf } from '@xianjie/subgraph-kit/case-state.ts';
import { Act, CaseFile, TrackState } from '@xianjie/subgraph-kit/entities.ts';
import { holdCalendar } from './calendar/docket-calendar.ts';
import { runClocks } from './clocks/run-clocks.ts';
import { CustodyEntry, Delivery } from './entities/feed.ts';
import { DocketEntry } from './entities/docket-entry.ts';
import { appendEvents } from './feed.ts';

/** An act reaches the docket: case file, timeline, custody, clocks and feed, in the transaction that records its arrival. */
export async function receiveAct(
  em: EntityManager,
  envelope: Envelope,
  digest: string,
  now: Date,
  statutes: Statutes = STATUTES,
): Promise<void> {
  const calendar = await holdCalendar(em);
  for (const id of envelope.after) {
    if (!(await em.findOne(Act, { id }))) throw new NotYet(`act ${id} has not arrived`);
  }
  await applyEnvelope(em, envelope, digest, new Map());
  const state = stateOf(await em.find(TrackState, { caseId: envelope.caseId }));
  const { title, origin, openedAt } = await em.findOneOrFail(CaseFile, envelope.caseId);
  await em.upsert(DocketEntry, {
    caseId: envelope.caseId,
    title,
    origin,
    openedAt,
    stage: stageOf(state),
    visibleTo: ORGANISATION_NAMES.filter((name) => maySeeOf(name, state, 'case.header')),
  });

  if (envelope.act === 'registerEvidence') await custody(em, envelope, envelope.from, envelope.from, '登记', true);
  else
    for (const recipient of envelope.to)
      await custody(em, envelope, envelope.from, recipient, ACTS[envelope.act].zh, null);

  const { sentActId, body, receiptNumber } = envelope.payload as Record<string, string | undefined>;
  if (sentActId && body)
    await em.upsert(Delivery, {
      actId: sentActId,
      recipient: body,
      receivedAt: new Date(envelope.occurredAt),
      signature: null,
      receiptNumber: receiptNumber ?? null,
    });

  const row = ACTS[envelope.act];
  await appendEvents(em, [
    {
      kind: 'ACT',
      caseId: envelope.caseId,
      at: now,
      actId: envelope.id,
      message: `${AGENCIES[envelope.from].zh}${row.zh}：${title}`,
      audience: [...new Set<string>([envelope.from, ...envelope.to, ...envelope.cc])],
    },
    ...(await runClocks({ em, statutes, calendar, now, origin }, envelope, state)),
  ]);
}

async function custody(
  em: EntityManager,
  envelope: Envelope,
  from: string,
  to: string,
  purpose: string,
  hashOk: boolean | null,
): Promise<void> {
  for (const { id } of envelope.evidence) {
    em.persist(
      em.create(CustodyEntry, {
        evidenceId: id,
        caseId: envelope.caseId,
        from,
        to,
        at: new Date(envelope.occurredAt),
        purpose,
        hashOk,
        actId: envelope.id,
      }),
    );
  }
  await em.flush();
}

/** A signed receipt of an agency reaches the docket: who has received what, and whether the files came whole. */
export async function receiveReceipt(em: EntityManager, { receipt, signature }: SignedReceipt): Promise<void> {
  const inbox = await em.findOne(InboxMessage, { envelopeId: receipt.envelopeId });
  if (!inbox) throw new NotYet(`act ${receipt.envelopeId} has not arrived`);
  const { envelope } = inbox.message;
  if (await em.findOne(Delivery, { actId: receipt.envelopeId, recipient: receipt.by })) return;
  const at = new Date(receipt.at);
  em.persist(
    em.create(Delivery, {
      actId: receipt.envelopeId,
      recipient: receipt.by,
      receivedAt: at,
      signature,
      receiptNumber: null,
    }),
  );
  const broken: string[] = [];
  for (const { id, hashOk } of receipt.evidence) {
    const step = await em.findOne(CustodyEntry, { evidenceId: id, actId: receipt.envelopeId, to: receipt.by });
    if (step) step.hashOk = hashOk;
    if (hashOk === false) broken.push(envelope.evidence.find((item) => item.id === id)?.title ?? id);
  }
  const to = receipt.by === DOCKET ? DOCKET : AGENCIES[receipt.by as Agency].zh;
  const audience = [...new Set<string>([envelope.from, receipt.by])];
  const common = { caseId: envelope.caseId, at, actId: envelope.id, audience };
  await appendEvents(em, [
    { kind: 'DELIVERED', message: `已送达${to}：${ACTS[envelope.act].zh}`, ...common },
    ...(broken.length > 0
      ? [
          {
            kind: 'EVIDENCE_MISMATCH' as const,
            message: `证据校验不符：${broken.join('、')}，${to}收到的文件与登记的校验值不一致`,
            ...common,
          },
        ]
      : []),
  ]);
}
