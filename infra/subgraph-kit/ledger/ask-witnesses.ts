import type { EntityManager } from '@mikro-orm/postgresql';
import type { Station } from '@xianjie/contracts/agencies.ts';
import { alarmId, raiseAlarm } from '@xianjie/exchange/alarm.ts';
import type { Bus, OutgoingMessage } from '@xianjie/exchange/bus.ts';
import { cosignedAt, openCheckpoint, readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { Checkpoint, Cosignature } from '@xianjie/ledger/entities.ts';
import { logName, witnessesOf } from '@xianjie/ledger/log-name.ts';
import { consistencyProof } from '@xianjie/ledger/proofs.ts';
import type { WitnessParts } from './cosign-others.ts';
import { notice, type CheckpointNotice, type CosignatureNotice } from './notices.ts';

const ASK_EVERY_MS = 2_000;
/** what got lost on the way is asked for again */
const AGAIN_EVERY_MS = 30_000;

/** Shows a station's newest checkpoint to its witnesses, whenever the log has grown and until they have cosigned it. */
export class WitnessAsker {
  readonly #o: WitnessParts;
  readonly #bus: Pick<Bus, 'send'>;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();
  #stopped = false;
  #grown = true;

  constructor(parts: WitnessParts, bus: Pick<Bus, 'send'>) {
    this.#o = parts;
    this.#bus = bus;
    this.#schedule(ASK_EVERY_MS);
  }

  grown(): void {
    if (this.#grown) return;
    this.#grown = true;
    this.#schedule(ASK_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#grown = false;
      this.#asking = requests(this.#o)
        .then(async (messages) => void (await this.#bus.send(messages)))
        .catch((error: unknown) => this.#o.log('witnesses could not be asked, tried again', error))
        .then(() => this.#schedule(this.#grown ? ASK_EVERY_MS : AGAIN_EVERY_MS));
    }, ms);
  }
}

/** What is to be sent to witnesses that have not cosigned the newest checkpoint. */
export async function requests({ name, fork }: Pick<WitnessParts, 'name' | 'fork'>): Promise<OutgoingMessage[]> {
  const em = fork();
  const [newest] = await em.find(Checkpoint, {}, { orderBy: { size: -1 }, limit: 1 });
  if (!newest) return [];
  const messages: OutgoingMessage[] = [];
  for (const recipient of witnessesOf(name)) {
    const from = await lastCosigned(em, recipient);
    if (from !== newest.size) messages.push(await shown(em, newest, from, recipient));
  }
  return messages;
}

/** The newest checkpoint, with what proves that it continues a smaller tree; of a tree that is not smaller there is nothing to prove. */
async function shown(
  em: EntityManager,
  { note, size }: Checkpoint,
  from: number,
  recipient: Station,
): Promise<OutgoingMessage> {
  const proof = from < size ? await consistencyProof(em, from, size, readCheckpoint(note)!.hash) : [];
  const body = notice<CheckpointNotice>({
    about: 'checkpoint',
    note,
    from,
    proof: proof.map((one) => one.toString('base64')),
  });
  return { kind: 'notice', recipient, body };
}

async function lastCosigned(em: EntityManager, witness: Station): Promise<number> {
  const [last] = await em.find(Cosignature, { witness }, { orderBy: { size: -1 }, limit: 1 });
  return last?.size ?? 0;
}

/**
 * A witness has cosigned a checkpoint of ours; one that we do not have means that our own log was taken back. Then the witness is shown what the log
 * is now, against what it has cosigned: somebody there has to look (`restored-logs.ts`).
 */
export async function takeCosignature(
  { name, keyring, fork, now, log }: WitnessParts,
  from: Station,
  { note, line }: CosignatureNotice,
): Promise<OutgoingMessage[]> {
  const em = fork();
  const signed = openCheckpoint(note, { name: logName(name), publicKeys: await keyring.keysOf(em, name) });
  const at = cosignedAt(note, line, { name: logName(from), publicKeys: await keyring.keysOf(em, from) });
  if (!signed || !at || !witnessesOf(name).includes(from)) {
    log(`${from} sent a cosignature that is none`);
    return [];
  }
  const root = signed.root.toString('hex');
  const own = await fork().findOne(Checkpoint, signed.size);
  if (own?.root === root) {
    await fork().transactional(async (em) => {
      const key = { size: signed.size, witness: from };
      if (!(await em.findOne(Cosignature, key))) em.persist(em.create(Cosignature, { ...key, line, at }));
    });
    return [];
  }
  log(`ALARM SPLIT_VIEW: ${from} has cosigned a checkpoint of ours that is not in our log`);
  await raiseAlarm(fork(), {
    kind: 'SPLIT_VIEW',
    envelopeId: alarmId(`${name} lost ${signed.size} ${root}`),
    sender: from,
    digest: root,
    message: { cosigned: note, line },
    raisedAt: now(),
  });
  const [newest] = await em.find(Checkpoint, {}, { orderBy: { size: -1 }, limit: 1 });
  return newest ? [await shown(em, newest, signed.size, from)] : [];
}
