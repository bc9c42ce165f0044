import type { Envelope, SignedEnvelope, SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { isAuthentic, isAuthenticReceipt } from '@xianjie/signing/messages.ts';
import { textOf } from '../leaf.ts';
import type { Findings } from './finding.ts';
import type { ProvenKeys } from './proven-keys.ts';
import type { Snapshot } from './snapshot.ts';

interface Carried {
  readonly table: 'inbox' | 'outbox';
  readonly key: string;
  readonly message: SignedEnvelope;
  readonly receipt: SignedReceipt | null;
  readonly envelopes: string;
}
type ActRow = Record<string, unknown> & { readonly id: string; readonly message: SignedEnvelope };

/** Checks the signatures of all envelopes and receipts, that the ledger has them, and that every act says what its envelope says. */
export async function auditEnvelopes(
  { stream }: Snapshot,
  keys: ProvenKeys | undefined,
  findings: Findings,
  onRow: () => void,
): Promise<void> {
  const leaf = (kind: string, ref: string, digest: string) =>
    `(select count(*) from ledger_leaf where ref collate "C" = ${ref} and kind = '${kind}' and digest = ${digest} and not refused)`;
  const carried = (table: string, key: string) =>
    `select '${table}' as table, ${key} as key, message, receipt,
       ${leaf('envelope', 'envelope_id::text', `message->>'digest'`)} as envelopes from ${table}`;
  for await (const row of stream<Carried>(
    `${carried('inbox', 'envelope_id::text')} union all ${carried('outbox', `envelope_id::text || '/' || recipient`)}`,
  )) {
    onRow();
    const { table, key, message, receipt } = row;
    const signer = keys?.find(message.envelope.from, message.keyId);
    if (keys && !(signer && isAuthentic(message, signer)))
      findings.add(table, key, 'message', 'changed', '移送的签名不符');
    if (Number(row.envelopes) === 0) findings.add(table, key, 'message', 'changed', '账本中没有这份移送');
    const receiver = receipt && keys?.find(receipt.receipt.by, receipt.keyId);
    if (receipt && keys && !(receiver && isAuthenticReceipt(receipt, receiver)))
      findings.add(table, key, 'receipt', 'changed', '回执的签名不符');
  }
  for await (const row of stream<ActRow>(
    `select act.*, coalesce(inbox.message, sent.message) as message from act
     left join inbox on inbox.envelope_id = act.id
     left join lateral (select message from outbox where envelope_id = act.id limit 1) sent on true`,
  )) {
    onRow();
    if (!row.message) {
      findings.add('act', row.id, null, 'inserted', '没有与此办理对应的移送');
      continue;
    }
    for (const [column, value] of Object.entries(actOf(row.message)))
      if (textOf(row[column]) !== textOf(value)) findings.add('act', row.id, column, 'changed', '与已签名的移送不符');
  }
}

/** The columns of an act that its envelope decides. */
function actOf({ envelope, digest }: SignedEnvelope): Record<string, unknown> {
  const { caseId, act, from, actor, precision, documents, payload, evidence, tracks }: Envelope = envelope;
  return {
    case_id: caseId,
    name: act,
    agency: from,
    actor_sub: actor.sub,
    actor_name: actor.name,
    occurred_at: new Date(envelope.occurredAt),
    precision,
    recorded_at: new Date(envelope.recordedAt),
    assumed: envelope.assumed,
    document_number: envelope.documentNumber ?? null,
    documents,
    payload,
    evidence,
    tracks,
    recipients: [...envelope.to, ...envelope.cc, ...(envelope.external ?? [])],
    digest,
  };
}
