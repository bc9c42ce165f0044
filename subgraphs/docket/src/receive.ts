import type { EntityManager } from '@mikro-orm/postgresql';
import { ACTS } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES } from '@xianjie/contracts/agencies.ts';
import type { Envelope } from '@xianjie/contracts/envelope.ts';
import { NotYet } from '@xianjie/exchange/not-yet.ts';
import { STATUTES, type Statutes } from '@xianjie/contracts/clock/statutes.ts';
import { applyEnvelope, readCase, stateOf } from '@xianjie/subgraph-kit/case-state.ts';
import { Act } from '@xianjie/subgraph-kit/entities.ts';
import { holdCalendar } from './calendar/docket-calendar.ts';
import { runClocks } from './clocks/run-clocks.ts';
import { enterReceipt, openDeliveries } from './deliveries.ts';
import { CustodyEntry } from './entities/feed.ts';
import { appendEvents } from './feed.ts';
import { publishDecisions } from './publish-decisions.ts';
import { keepEntry } from './list/keep-entry.ts';

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
    if (!(await em.findOne(Act, { id }))) throw new NotYet(`办理事项 ${id} 尚未到达`, id);
  }
  const here = await readCase(em, envelope.caseId);
  const { act, file, tracks } = await applyEnvelope(em, here, envelope, digest, new Map());
  const { title, origin } = file;
  const state = stateOf(tracks);
  await keepEntry(em, file, state, [act]);

  if (envelope.act === 'registerEvidence') custody(em, envelope, envelope.from, envelope.from, '登记', true);
  else
    for (const recipient of envelope.to) custody(em, envelope, envelope.from, recipient, ACTS[envelope.act].zh, null);

  await openDeliveries(em, envelope);
  await enterReceipt(em, envelope);

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
  await publishDecisions(em, file, act);
}

function custody(
  em: EntityManager,
  envelope: Envelope,
  from: string,
  to: string,
  purpose: string,
  hashOk: boolean | null,
): void {
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
}
