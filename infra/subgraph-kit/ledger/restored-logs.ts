import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Arg, Ctx, Directive, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { AGENCIES, DOCKET, ROLES, STATIONS, type Agency, type Station } from '@xianjie/contracts/agencies.ts';
import { refuse } from '@xianjie/contracts/errors.ts';
import { Alarm } from '@xianjie/exchange/entities.ts';
import { openCheckpoint, readCheckpoint } from '@xianjie/ledger/checkpoint.ts';
import { LogRestoration, WitnessedLog } from '@xianjie/ledger/entities.ts';
import { logName, witnessesOf } from '@xianjie/ledger/log-name.ts';
import { assertSignedIn } from '../access-guard.ts';
import { OnlyFor } from '../declarations.ts';
import type { RequestContext } from '../station-context.ts';
import { cosigned, holdLog } from './cosign-others.ts';

@ObjectType('LogBreak', { description: '账本断点：某单位的账本与已见证的不再相连' })
@Directive('@shareable')
export class LogBreak {
  @Field(() => String, { description: '账本所属单位' }) declare log: string;
  @Field(() => Int, { description: '断开前已见证的记录数' }) declare cosignedSize: number;
  @Field(() => Date, { description: '断开前检查点的签名时间' }) declare cosignedAt: Date;
  @Field(() => Int, { description: '现在出示的记录数' }) declare size: number;
  @Field(() => Date, { description: '现在出示的检查点的签名时间' }) declare at: Date;
  @Field(() => String, { description: 'root of the checkpoint that is shown now, hex' }) declare root: string;
  @Field(() => Date, { nullable: true, description: '确认时间；尚未确认为空' }) declare acknowledgedAt: Date | null;
  @Field(() => String, { nullable: true, description: '确认的理由和依据' }) declare reason: string | null;
}

@InputType({ description: '确认某单位的账本因恢复备份而断开' })
class RestorationInput {
  @Field(() => String, { description: '账本所属单位' }) declare log: string;
  @Field(() => String, { description: 'root of the checkpoint that is shown now, hex' }) declare root: string;
  @Field(() => String, { description: '理由和依据：该单位的书面说明、核实经过' }) declare reason: string;
}

const MOST_SHOWN = 20;
const LONGEST_REASON = 2_000;
const ACT_ZH = '确认账本恢复';

type Offered = { readonly offered?: string };
/** The newest checkpoint that a log has shown against what was cosigned, if it has not been cosigned since. */
async function openBreak(em: EntityManager, log: Station, root?: string): Promise<{ note: string } | null> {
  const seen = await em.findOne(WitnessedLog, log);
  const [alarm] = await em.find(
    Alarm,
    { kind: 'SPLIT_VIEW', sender: log, ...(root ? { digest: root } : {}) },
    { orderBy: { id: -1 }, limit: 1 },
  );
  const note = (alarm?.message as Offered | undefined)?.offered;
  const body = note ? readCheckpoint(note) : null;
  return seen && body && body.at > readCheckpoint(seen.note)!.at ? { note: note! } : null;
}

function shown(log: string, cosignedNote: string, note: string, row?: LogRestoration): LogBreak {
  const [before, after] = [readCheckpoint(cosignedNote)!, readCheckpoint(note)!];
  return {
    log,
    cosignedSize: before.size,
    cosignedAt: before.at,
    size: after.size,
    at: after.at,
    root: after.root.toString('hex'),
    acknowledgedAt: row?.at ?? null,
    reason: row?.reason ?? null,
  };
}

/**
 * A witness cosigns what only grows. Where a station was restored from a backup its log has lost its end, and nobody but a person who has
 * inquired can tell that from a forgery: query `<witness>LogBreaks` and mutation `acknowledge<Witness>LogRestoration`.
 */
export function restoredLogsResolver(witness: Agency, prefix: string): new () => object {
  const capital = `${prefix[0]!.toUpperCase()}${prefix.slice(1)}`;
  const logs = STATIONS.filter((station) => witnessesOf(station).includes(witness));
  @Resolver()
  class RestoredLogs {
    @Query(() => [LogBreak], {
      name: `${prefix}LogBreaks`,
      description: '账本断点：待确认的在前，其后是最近确认的，至多 20 项',
    })
    async breaks(@Ctx() context: RequestContext): Promise<LogBreak[]> {
      assertSignedIn(context);
      const { em } = context;
      const open: LogBreak[] = [];
      for (const log of logs) {
        const found = await openBreak(em, log);
        const seen = found && (await em.findOne(WitnessedLog, log));
        if (seen) open.push(shown(log, seen.note, found.note));
      }
      const kept = await em.find(LogRestoration, {}, { orderBy: { at: -1 }, limit: MOST_SHOWN });
      return [...open, ...kept.map((row) => shown(row.log, row.cosignedNote, row.note, row))];
    }

    @OnlyFor(`${witness}:ADMINISTRATOR`)
    @Mutation(() => LogBreak, {
      name: `acknowledge${capital}LogRestoration`,
      description: '确认某单位的账本因恢复备份而断开，自现在出示的检查点起继续见证；断开前的检查点一并留存',
    })
    async acknowledge(
      @Ctx() context: RequestContext,
      @Arg('input', () => RestorationInput) { log, root, reason }: RestorationInput,
    ): Promise<LogBreak> {
      const { sub, name: actorName, organisation, roles } = assertSignedIn(context);
      if (organisation !== witness) throw refuse('WRONG_AGENCY', { actZh: ACT_ZH, agencyZh: AGENCIES[witness].zh });
      if (!roles.includes('ADMINISTRATOR'))
        throw refuse('WRONG_ROLE', { actZh: ACT_ZH, rolesZh: [ROLES.ADMINISTRATOR] });
      const station = logs.find((one) => one === log);
      if (!station) throw refuse('BAD_FIELD', { field: '单位', reason: `应为 ${logs.join('、')}。` });
      const because = reason.trim();
      if (!because || because.length > LONGEST_REASON)
        throw refuse('BAD_FIELD', { field: '理由', reason: `应为 1 至 ${LONGEST_REASON} 字。` });
      const { keyring, now } = context.station;
      return context.em.fork().transactional(async (em) => {
        const row = await holdLog(em, station);
        const found = await openBreak(em, station, root);
        const keys = { name: logName(station), publicKeys: await keyring.keysOf(em, station) };
        const stationZh = station === DOCKET ? '共享案卷' : AGENCIES[station].zh;
        if (!row || !found || !openCheckpoint(found.note, keys)) throw refuse('NO_SPLIT_VIEW', { stationZh, root });
        const before = { cosignedSize: row.size, cosignedNote: row.note, cosignedLine: row.line };
        const { note, size } = await cosigned(em, { name: witness, keyring, now }, station, row, found.note);
        const kept = em.create(LogRestoration, {
          id: randomUUID(),
          log: station,
          ...before,
          size,
          note,
          reason: because,
          actorSub: sub,
          actorName,
          at: now(),
        });
        em.persist(kept);
        return shown(station, before.cosignedNote, note, kept);
      });
    }
  }
  return RestoredLogs;
}
