import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { AGENCIES, type Agency } from '@xianjie/contracts/agencies.ts';
import { H17_MATERIALS } from '@xianjie/contracts/evidence/transfer-materials.ts';
import type { Origin } from '@xianjie/contracts/envelope.ts';
import { EVIDENCE_CODES, inputOf, placeholderFile, stableId } from './act-input.ts';
import { performerOf, Refusal, type Officers } from './hub-client.ts';
import type { Plan, PlannedAct } from './plan-acts.ts';
import type { PublishedCase } from './published-case.ts';

export interface Replayed {
  readonly caseId: string;
  readonly acts: number;
  readonly assumedActs: number;
  /** agencies that performed an act */
  readonly agencies: readonly Agency[];
  readonly refused: readonly { id: string; act: string; code: string }[];
}
export interface ReplayOptions {
  readonly officers: Officers;
  readonly origin: Origin;
  readonly onAct?: (source: PublishedCase, planned: PlannedAct, recordedAt: string) => void;
  /** distinguishes repeated replays of the same case */
  readonly run?: string;
}

const PATIENCE_MS = 30_000;
/** An act is in the next inbox within milliseconds on an idle machine; on a busy one asking more often only makes it later. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 320;

/** The id of a replayed case: by content too, as another file may use the same ids for other cases. */
export const caseIdOf = (source: PublishedCase, run = '') => stableId('case', JSON.stringify(source), run);

/** Replays one case through the public API as the officers; stops at the first refusal, which is reported. */
export async function replayCase(
  source: PublishedCase,
  { acts }: Plan,
  { officers, origin, onAct, run = '' }: ReplayOptions,
): Promise<Replayed> {
  const caseId = caseIdOf(source, run);
  const evidence = new Map<string, string>();
  const refused: { id: string; act: string; code: string }[] = [];
  const lastTold = new Map<Agency, string>();
  const performed = new Map<ActName, number>();
  let done = 0;
  let assumed = 0;
  const perform = async (planned: PlannedAct, input: Record<string, unknown>) => {
    const client = await officers.as(performerOf(planned.act));
    const by = ACTS[planned.act].by;
    const awaited = lastTold.get(by);
    if (awaited) await untilArrived(officers, planned.act, caseId, awaited);
    const result = await client.perform(planned.act, input);
    for (const agency of [...(ACTS[planned.act].to ?? []), ...(ACTS[planned.act].cc ?? [])])
      lastTold.set(agency as Agency, result.id);
    lastTold.delete(by);
    performed.set(planned.act, (performed.get(planned.act) ?? 0) + 1);
    done += 1;
    if (planned.assumed) assumed += 1;
    onAct?.(source, planned, result.recordedAt);
    return result;
  };
  for (const planned of acts) {
    try {
      if (planned.act === 'requestTransfer')
        await registerMaterials(source, planned, acts, caseId, evidence, officers, perform);
      const nth = performed.get(planned.act) ?? 0;
      await perform(planned, inputOf(planned, { source, caseId, origin, evidence, nth }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ id: source.id, act: planned.act, code: error.code });
      break;
    }
  }
  const agencies = [...new Set([...performed.keys()].map((act) => ACTS[act].by))];
  return { caseId, acts: done, assumedActs: assumed, agencies, refused };
}

/** Uploads and registers the files that stand for the materials of art. 6; the penalty decision only where there is one. */
async function registerMaterials(
  source: PublishedCase,
  planned: PlannedAct,
  acts: readonly PlannedAct[],
  caseId: string,
  evidence: Map<string, string>,
  officers: Officers,
  perform: (planned: PlannedAct, input: Record<string, unknown>) => Promise<{ evidenceId: string | null }>,
): Promise<void> {
  const penalised = acts.slice(0, acts.indexOf(planned)).some(({ act }) => act === 'imposePenalty');
  const client = await officers.as(performerOf('registerEvidence'));
  const { occurredAt, precision } = planned;
  for (const code of EVIDENCE_CODES.filter((one) => one !== 'M8' || penalised)) {
    const file = await client.upload(`${source.id}-${code}.txt`, Buffer.from(placeholderFile(source, code)));
    const { evidenceId } = await perform(
      { act: 'registerEvidence', occurredAt, precision, assumed: true },
      {
        actId: stableId(caseId, 'registerEvidence', code),
        caseId,
        occurredAt,
        precision: precision.toUpperCase(),
        assumed: true,
        title: H17_MATERIALS[code].zh,
        kind: '书证',
        file,
      },
    );
    evidence.set(code, evidenceId!);
  }
}

/** Waits until the performing agency has the act it was told of: an officer acts on what is in the inbox. */
async function untilArrived(officers: Officers, act: ActName, caseId: string, actId: string): Promise<void> {
  const { by } = ACTS[act];
  const field = `${AGENCIES[by].subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Inbox`;
  const client = await officers.as(performerOf(act));
  const until = Date.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    const data = await client.request<Record<string, { edges: { node: { id: string } }[] }>>(
      `query ($caseId: ID!) { ${field}(caseId: $caseId, first: 50) { edges { node { id } } } }`,
      { caseId },
    );
    if (data[field]!.edges.some(({ node }) => node.id === actId)) return;
    if (Date.now() > until) throw new Error(`act ${actId} has not reached ${by} within ${PATIENCE_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, LONGEST_PAUSE_MS)));
  }
}
