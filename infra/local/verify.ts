import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AGENCIES, DOCKET, STATIONS, type Station } from '@xianjie/contracts/agencies.ts';
import { runningPostgres, startEmbeddedPostgres } from '@xianjie/database/embedded-postgres.ts';
import { inDatabase, schemaOf } from '@xianjie/database/provision.ts';
import { witnessesOf } from '@xianjie/ledger/log-name.ts';
import { macKey } from '@xianjie/ledger/leaf.ts';
import { auditStation, type Audited } from '@xianjie/ledger/verify/audit-station.ts';
import {
  acknowledgedBreaks,
  auditAgainstWitness,
  type AcknowledgedBreak,
} from '@xianjie/ledger/verify/audit-witnesses.ts';
import { CHANGES, Findings, type Finding } from '@xianjie/ledger/verify/finding.ts';
import { ProvenKeys } from '@xianjie/ledger/verify/proven-keys.ts';
import { verifyBundle } from './verify-bundle.ts';
import { openSnapshot } from '@xianjie/ledger/verify/snapshot.ts';

/**
 * `npm run verify`: audits databases and ledgers and names what was changed, row and field.
 * Exit code 0: intact; 1: findings; 2: it could not be verified.
 */
const USAGE = `npm run -s verify [-- 选项]
  --data DIR       npm start 的数据目录，缺省 ./data（运行中或已停止均可）
  --station NAME   只核验一个单位，可重复：${STATIONS.join(', ')}
  --url URL        核验一个单位自己的数据库（须同时给出 --station），缺省读 DATABASE_URL
  --key FILE       该单位的私钥；没有它，无法辨认伪造的待入账记录   --trust FILE  各单位公钥
  --bundle FILE    核验导出的案件包（.zip 或 bundle.json）；--trust 给出各单位公钥时与之核对
  --json           每行一项 JSON`;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env['XIANJIE_DATA'] ?? 'data' },
    station: { type: 'string', multiple: true },
    url: { type: 'string' },
    key: { type: 'string' },
    trust: { type: 'string' },
    bundle: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (values.bundle)
  process.exit(
    await verifyBundle(values.bundle, values.trust, values.json).catch((error: Error) => fail(error.message)),
  );
const wrong = (values.station ?? []).find((name) => !(STATIONS as readonly string[]).includes(name));
if (wrong) fail(`没有单位 ${wrong}`);
const stations = (values.station as Station[] | undefined) ?? STATIONS;
const zhOf = (station: string) => (station === DOCKET ? '共享案卷' : AGENCIES[station as keyof typeof AGENCIES].zh);

interface Place {
  readonly url: string;
  keysOf(station: Station): Pick<Parameters<typeof auditStation>[0], 'macKey' | 'trusted'>;
  stop(): Promise<void>;
}

async function place(): Promise<Place> {
  const url = values.url ?? (values.station ? process.env['DATABASE_URL'] : undefined);
  if (url) {
    if (stations.length !== 1) fail('--url 只核验一个单位，请用 --station 指明');
    return { url, keysOf: () => keysFrom(values.key, values.trust), stop: () => Promise.resolve() };
  }
  const data = resolve(values.data);
  const cluster = join(data, 'postgres');
  if (!existsSync(`${cluster}.password`)) fail(`${data} 不是 npm start 的数据目录`);
  const running = runningPostgres(cluster);
  const own = running ? null : await startEmbeddedPostgres({ dataDir: cluster });
  return {
    url: inDatabase(running ?? own!.url, 'xianjie'),
    keysOf: (station) => keysFrom(join(data, `keys/${station.toLowerCase()}.pem`), join(data, 'keys/trusted.json')),
    stop: async () => own?.stop(),
  };
}

function keysFrom(key: string | undefined, trust: string | undefined) {
  if (!key || !trust) return {};
  const trusted = JSON.parse(readFileSync(trust, 'utf8')) as Record<string, string>;
  return { macKey: macKey(readFileSync(key)), trusted };
}

function fail(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(2);
}

let shown = 0;
function progress(station: Station, done: number, total: number): void {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  if (process.stderr.isTTY) {
    const bar = '█'.repeat(Math.round(share * 30)).padEnd(30, '░');
    process.stderr.write(
      `\r${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${zhOf(station)} ${done}/${total}\x1b[K`,
    );
  } else if (Date.now() - shown > 5_000) {
    shown = Date.now();
    console.error(`${zhOf(station)} ${done}/${total}`);
  }
}

function say(finding: Finding): void {
  if (values.json) return console.log(JSON.stringify(finding));
  const { station, table, key, field, change, why } = finding;
  const where = [station, table, key, field].filter((part) => part !== null).join('  ');
  console.log(`${where}  ${change}  ${CHANGES[change]}：${why}`);
}

function sayBreak(broken: AcknowledgedBreak): void {
  if (values.json) return console.log(JSON.stringify({ acknowledged: broken }));
  const { station, witness, cosignedSize, size, at, reason } = broken;
  console.log(
    `${zhOf(station)}的账本曾见证至第 ${cosignedSize} 条，恢复备份后断开；${at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })} ` +
      `经${zhOf(witness)}确认，自第 ${size} 条起继续见证：${reason}`,
  );
}

const began = Date.now();
const at = await place().catch((error: Error) => fail(error.message));
let total = 0;
/** Two stations can be held against each other where both are at hand. */
async function againstWitnesses(station: Station): Promise<readonly Finding[]> {
  const { trusted } = at.keysOf(station);
  const findings = new Findings(station);
  if (!trusted) return [];
  const log = { station, snapshot: await openSnapshot(at.url, schemaOf(station)) };
  const proven = await new ProvenKeys(trusted).learn(log.snapshot);
  for (const other of witnessesOf(station).filter((name) => stations.includes(name))) {
    const witness = { station: other, snapshot: await openSnapshot(at.url, schemaOf(other)) };
    await auditAgainstWitness(log, witness, proven, findings);
    for (const broken of await acknowledgedBreaks(station, witness)) sayBreak(broken);
    await witness.snapshot.close();
  }
  await log.snapshot.close();
  return findings.all();
}

try {
  for (const station of stations) {
    const snapshot = await openSnapshot(at.url, schemaOf(station));
    try {
      const audited: Audited = await auditStation({
        station,
        snapshot,
        ...at.keysOf(station),
        onProgress: (done, of) => progress(station, done, of),
      });
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
      const found = [...audited.findings, ...(await againstWitnesses(station))];
      for (const finding of found) say(finding);
      total += found.length;
      if (!values.json)
        console.log(
          `${zhOf(station)}：${audited.rows} 行、${audited.leaves} 条账本记录，检查点 ${audited.size}，` +
            (found.length === 0 ? '完好' : `${found.length} 处不符`),
        );
    } finally {
      await snapshot.close();
    }
  }
} catch (error) {
  console.error(`无法核验：${(error as Error).message}`);
  await at.stop();
  process.exit(2);
}
await at.stop();
if (!values.json)
  console.log(
    `${total === 0 ? '全部完好' : `共 ${total} 处不符`}，用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒`,
  );
process.exit(total === 0 ? 0 : 1);
