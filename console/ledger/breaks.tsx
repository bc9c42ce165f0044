import { useState } from 'react';
import { carryOut } from '../api/request.ts';
import { useStore } from '../api/store.ts';
import { askAgain, useQuery } from '../api/use-query.ts';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { nameOfStation } from './logs.tsx';
import { ACKNOWLEDGE_RESTORATION, LOG_BREAKS, type Broken } from './operations.ts';

const WITNESSES = { procuratorate: 'PROCURATORATE', courts: 'COURT' } as const;

/** Where a log does not continue what a witness has cosigned: the witness's administrator says whether it was a restoration. Nothing where there is none. */
export function Breaks() {
  const { data } = useQuery(LOG_BREAKS, {});
  const breaks = Object.entries(WITNESSES).flatMap(([field, witness]) =>
    (data?.[field as keyof typeof WITNESSES] ?? []).map((broken) => ({ witness, broken })),
  );
  if (breaks.length === 0) return null;
  return (
    <section className="card">
      <h2>{say('账本断点', 'Breaks in logs')}</h2>
      {breaks.map(({ witness, broken }) => (
        <Break key={witness + broken.log + broken.root} witness={witness} broken={broken} />
      ))}
    </section>
  );
}

function Break({ witness, broken }: { witness: string; broken: Broken }) {
  const officer = useStore(session);
  const { log, cosignedSize, cosignedAt, size, at, acknowledgedAt, reason } = broken;
  const station = nameOfStation(log);
  const mayAct = officer?.organisation === witness && officer.roles.includes('ADMINISTRATOR');
  return (
    <div className={acknowledgedAt ? undefined : 'problem'} role={acknowledgedAt ? undefined : 'alert'}>
      <p>
        {say(
          `${station}的账本于 ${fullTime(cosignedAt)} 见证至第 ${cosignedSize} 条，${fullTime(at)} 出示的 ${size} 条与之不相连。`,
          `The log of ${station} was cosigned up to ${cosignedSize} (${fullTime(cosignedAt)}); the ${size} records shown at ${fullTime(at)} do not continue it.`,
        )}
      </p>
      {acknowledgedAt ? (
        <p>
          {say(
            `${organisationName(witness)} ${fullTime(acknowledgedAt)} 确认系恢复备份，继续见证：${reason}`,
            `${organisationName(witness)} acknowledged a restoration at ${fullTime(acknowledgedAt)}: ${reason}`,
          )}
        </p>
      ) : (
        <p>
          {say(
            `${organisationName(witness)}已停止见证。账本可能被改写，也可能是恢复了备份：须向该单位核实后由该院系统管理员确认。`,
            `${organisationName(witness)} cosigns no more: the log was rewritten, or restored from a backup. Its administrator has to inquire.`,
          )}
        </p>
      )}
      {mayAct && !acknowledgedAt && <Acknowledge broken={broken} />}
    </div>
  );
}

function Acknowledge({ broken: { log, root } }: { broken: Broken }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (reason: string) => {
    setBusy(true);
    setProblem(null);
    const { organisation } = session.get()!;
    try {
      await carryOut(ACKNOWLEDGE_RESTORATION, {
        input: { log, root, reason },
        procuratorate: organisation === WITNESSES.procuratorate,
        courts: organisation === WITNESSES.courts,
      });
      askAgain();
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(String(new FormData(event.currentTarget).get('reason')));
      }}
    >
      <label>
        {say('核实经过和依据（该单位的书面说明）', 'How it was inquired, and on what')}{' '}
        <textarea name="reason" className="entry" rows={2} required maxLength={2_000} />
      </label>
      {problem && <p role="alert">{problem}</p>}
      <p>
        <button type="submit" className="button" disabled={busy}>
          {busy
            ? say('正在办理…', 'Working…')
            : say('确认系恢复备份，继续见证', 'It was a restoration: go on cosigning')}
        </button>
      </p>
    </form>
  );
}
