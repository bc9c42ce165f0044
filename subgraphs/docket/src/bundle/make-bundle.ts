import { createPublicKey } from 'node:crypto';
import { ACTS, CONFIDENTIAL_ACTS } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, DOCKET, STATIONS, type Agency } from '@xianjie/contracts/agencies.ts';
import type { SignedReceipt } from '@xianjie/contracts/envelope.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { InboxMessage } from '@xianjie/exchange/entities.ts';
import type { BundleAct, BundleKey, BundleLog, BundleProof, CaseBundle } from '@xianjie/ledger/bundle/case-bundle.ts';
import { readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { Cosignature } from '@xianjie/ledger/entities.ts';
import { logName } from '@xianjie/ledger/log-name.ts';
import { inclusionProofs, type InclusionProof } from '@xianjie/ledger/proofs.ts';
import { assertSignedIn, sees } from '@xianjie/subgraph-kit/access-guard.ts';
import { receiptLeaf } from '@xianjie/ledger/row-leaves.ts';
import { Act, CaseFile } from '@xianjie/subgraph-kit/entities.ts';
import { witnessedCheckpoint } from '@xianjie/subgraph-kit/ledger/ledger-query.ts';
import type { RequestContext } from '@xianjie/subgraph-kit/station-context.ts';
import { Delivery } from '../entities/feed.ts';

/** The acts of a case are whole envelopes, so a bundle is for whoever sees all of this. */
const GROUPS = ['case.header', 'case.parties', 'case.timeline', 'case.evidence'] as const;

/**
 * Everything of a case that the caller may see, with what proves it: envelopes and receipts as they were signed, and their places in the shared
 * docket's log.
 * @throws CASE_NOT_FOUND, NOT_YOURS_TO_SEE
 */
export async function makeBundle(context: RequestContext, caseId: string): Promise<CaseBundle> {
  const { em, station } = context;
  const { organisation } = assertSignedIn(context);
  const file = await em.findOne(CaseFile, { id: caseId });
  if (!file || !(await sees(context, caseId, 'case.header'))) throw refuse('CASE_NOT_FOUND', { caseId });
  for (const group of GROUPS) await sees(context, caseId, group);
  const acts = await em.find(Act, { caseId }, { orderBy: { occurredAt: 1, recordedAt: 1, id: 1 } });
  const seen = acts.filter(
    ({ name, agency, recipients }) =>
      !CONFIDENTIAL_ACTS.includes(name) || agency === organisation || recipients.includes(organisation),
  );
  const ids = seen.map(({ id }) => id);
  const arrivals = new Map(
    (await em.find(InboxMessage, { envelopeId: { $in: ids } })).map((row) => [row.envelopeId, row]),
  );
  const deliveries = await em.find(Delivery, { actId: { $in: ids } }, { orderBy: { recipient: 1 } });
  const shown = await witnessedCheckpoint(em, DOCKET);
  const receiptsOf = (id: string): SignedReceipt[] => {
    const arrival = arrivals.get(id);
    const others = deliveries.filter(({ actId }) => actId === id).flatMap(({ receipts }) => receipts);
    return arrival ? [arrival.receipt, ...arrival.furtherReceipts, ...others] : others;
  };
  const refs = ids.flatMap((id) => [id, ...receiptsOf(id).map(({ receipt }) => `${id}/${receipt.by}`)]);
  const proofs = shown
    ? await inclusionProofs(em, [...new Set(refs)], shown.size, readCheckpoint(shown.note)!.hash)
    : [];
  const proofOf = (kind: string, ref: string, digest: string): BundleProof | null => {
    const found = proofs.find((proof) => proof.kind === kind && proof.ref === ref && proof.digest === digest);
    return found ? written(found) : null;
  };
  const bundled = seen.flatMap((act): BundleAct[] => {
    const arrival = arrivals.get(act.id);
    if (!arrival) return [];
    const { message } = arrival;
    return [
      {
        id: act.id,
        title: ACTS[act.name].zh,
        agency: AGENCIES[act.agency as Agency].zh,
        occurredAt: act.occurredAt.toISOString(),
        signed: message,
        proof: proofOf('envelope', act.id, message.digest),
        receipts: receiptsOf(act.id).map((signed) => {
          const { ref, digest } = receiptLeaf(signed);
          return { signed, proof: proofOf('receipt', ref, digest) };
        }),
        missing: deliveries
          .filter(({ actId, receivedAt }) => actId === act.id && !receivedAt)
          .map(({ recipient }) => AGENCIES[recipient as Agency]?.zh ?? recipient),
      },
    ];
  });
  return {
    format: 'xianjie-case-bundle/1',
    caseId,
    title: file.title,
    madeAt: station.now().toISOString(),
    keys: await keysOf(context),
    log: await logOf(context, shown),
    acts: bundled,
  };
}

const written = ({ leaf, index, size, hashes }: InclusionProof): BundleProof => ({
  leaf: leaf.toString('base64'),
  index,
  size,
  hashes: hashes.map((hash) => hash.toString('base64')),
});

/** All keys by which a station may have signed what is in the bundle. */
async function keysOf({ em, station }: RequestContext): Promise<BundleKey[]> {
  const keys: BundleKey[] = [];
  for (const name of STATIONS)
    for (const { keyId, algorithm, pem } of await station.keyring.keysOf(em, name)) {
      const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
      keys.push({ station: name, keyId, algorithm, spki });
    }
  return keys;
}

async function logOf(
  { em }: RequestContext,
  shown: Awaited<ReturnType<typeof witnessedCheckpoint>>,
): Promise<BundleLog> {
  const cosignatures = shown ? await em.find(Cosignature, { size: shown.size }, { orderBy: { witness: 1 } }) : [];
  return {
    name: logName(DOCKET),
    station: DOCKET,
    note: shown?.note ?? '',
    cosignatures: cosignatures.map(({ witness, line }) => ({ witness, name: logName(witness as Agency), line })),
  };
}
