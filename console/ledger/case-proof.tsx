import { useEffect, useState } from 'react';
import type { BundleAct, CaseBundle } from '@xianjie/ledger/bundle/case-bundle.ts';
import { checkBundle, type Check } from '@xianjie/ledger/bundle/check-bundle.ts';
import { fetchFile } from '../case-file/files.ts';
import { fullTime } from '../desk/times.ts';
import { organisationName } from '../shell/header.tsx';
import { say } from '../shell/language.ts';

interface Checked {
  readonly bundle: CaseBundle;
  readonly checks: readonly Check[];
}
const MARKS = { good: '✓', bad: '✗', unknown: '？' };
const markOf = (checks: readonly Check[]): keyof typeof MARKS =>
  checks.some(({ ok }) => ok === false) ? 'bad' : checks.some(({ ok }) => ok === null) ? 'unknown' : 'good';

/** Fetches what proves a case and checks it in this browser: signatures, digests, places in the log; and says who has not received what. */
export function CaseProof({ caseId }: { caseId: string }) {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failed, fail] = useState<string | null>(null);
  useEffect(() => {
    let left = false;
    void (async () => {
      try {
        const file = await fetchFile(`/case-bundles/${caseId}.json`);
        const bundle = JSON.parse(await file.text()) as CaseBundle;
        const checks = await checkBundle(bundle);
        if (!left) setChecked({ bundle, checks });
      } catch (error) {
        if (!left) fail((error as Error).message);
      }
    })();
    return () => {
      left = true;
    };
  }, [caseId]);
  return (
    <>
      {failed && (
        <p className="problem" role="alert">
          {failed}
        </p>
      )}
      {!checked && !failed && <p role="status">{say('正在核验…', 'Checking…')}</p>}
      {checked && <Result {...checked} />}
      <p>
        <a href={`/cases/${caseId}`}>{say('打开案卷', 'Open the case file')}</a>{' '}
        <a href="/ledger">{say('核验其他案件', 'Check another case')}</a>
      </p>
    </>
  );
}

function Result({ bundle, checks }: Checked) {
  const bad = checks.filter(({ ok }) => ok === false);
  const unknown = checks.filter(({ ok }) => ok === null).length;
  const missing = bundle.acts.filter((act) => act.missing.length > 0);
  return (
    <>
      <h2>{bundle.title}</h2>
      {bad.length > 0 ? (
        <p className="problem" role="alert">
          {say(
            `核验不通过：${bad.length} 处不符。请勿采信，并立即报告。`,
            `Does not hold: ${bad.length} mismatches. Do not rely on it; report at once.`,
          )}
        </p>
      ) : (
        <p role="status">
          {MARKS.good}{' '}
          {say(
            `核验通过：${checks.length - unknown} 项签名、校验值和存在证明全部相符。`,
            `Holds: all ${checks.length - unknown} signatures, digests and proofs agree.`,
          )}
          {unknown > 0 && say(`另有 ${unknown} 项暂不能判断。`, ` ${unknown} more cannot be told yet.`)}
        </p>
      )}
      <Download caseId={bundle.caseId} title={bundle.title} />
      <h3>{say('尚未收到的', 'Not yet received')}</h3>
      {missing.length === 0 ? (
        <p className="faint">{say('各收件单位均已签收。', 'Every recipient has signed for everything.')}</p>
      ) : (
        <ul>
          {missing.map(({ id, title, missing: who }) => (
            <li key={id}>
              {title}：{who.join('、')}
            </li>
          ))}
        </ul>
      )}
      <table className="stacks">
        <thead>
          <tr>
            <th>{say('办理', 'Act')}</th>
            <th>{say('签收', 'Received by')}</th>
            <th>{say('核验', 'Check')}</th>
          </tr>
        </thead>
        <tbody>
          {bundle.acts.map((act) => (
            <ActRow key={act.id} act={act} checks={checks.filter(({ about }) => about === act.id)} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function ActRow({
  act: { title, agency, occurredAt, receipts },
  checks,
}: {
  act: BundleAct;
  checks: readonly Check[];
}) {
  const by = [...new Set(receipts.map(({ signed }) => signed.receipt.by))].filter((name) => name !== 'DOCKET');
  const mark = markOf(checks);
  const worst = checks.filter(({ ok }) => ok !== true);
  return (
    <tr>
      <td>
        {title}
        <div className="faint">
          {agency} {fullTime(occurredAt)}
        </div>
      </td>
      <td>{by.length > 0 ? by.map(organisationName).join('、') : '—'}</td>
      <td>
        {mark === 'good'
          ? `${MARKS.good} ${say(`${checks.length} 项相符`, `${checks.length} agree`)}`
          : worst.map(({ what, ok, why }) => (
              <div key={what} className={ok === false ? 'problem' : 'faint'}>
                {ok === false ? MARKS.bad : MARKS.unknown} {what}
                {why && `（${why}）`}
              </div>
            ))}
      </td>
    </tr>
  );
}

/** The case as an archive that proves itself anywhere. */
function Download({ caseId, title }: { caseId: string; title: string }) {
  const [busy, setBusy] = useState(false);
  const [failed, fail] = useState<string | null>(null);
  const fetchArchive = async () => {
    setBusy(true);
    fail(null);
    try {
      const address = URL.createObjectURL(await fetchFile(`/case-bundles/${caseId}.zip`));
      Object.assign(document.createElement('a'), { href: address, download: `${title}.zip` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      fail((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <p>
      <button type="button" className="button" disabled={busy} onClick={() => void fetchArchive()}>
        {busy ? say('正在打包…', 'Packing…') : say('下载案件包（可离线核验）', 'Download the case (verifies offline)')}
      </button>
      {failed && (
        <span className="problem" role="alert">
          {failed}
        </span>
      )}
    </p>
  );
}
