import { useState } from 'react';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from '@xianjie/contracts/envelope.ts';
import { KEY_ACTS, REVOCATION_REASONS, type KeyActName } from '@xianjie/contracts/key-notice.ts';
import { carryOut } from '../api/request.ts';
import { nameOf, say } from '../shell/language.ts';
import { session } from '../shell/session.ts';
import { PUBLISH_KEY, REVOKE_KEY, ROTATE_KEY, type BookedKey } from './operations.ts';
import { askingStation } from './station.ts';

/** What the administrator is about to do; `key` is the one to revoke. */
export interface Wanted {
  readonly act: KeyActName;
  readonly key?: BookedKey;
}

const ALGORITHM_NAMES: Record<SignatureAlgorithm, string> = { ED25519: 'Ed25519', SM2: 'SM2（国密）' };

/** What an act brings with it: read before it is done. */
const consequence = (act: KeyActName): string =>
  ({
    publishKey: say(
      '将在本单位服务器上生成一把备用密钥并公布。它平时不签名，只在签名密钥泄露时用来证明身份、办理更换和吊销。',
      'A standby key is made on this station’s machine and published. It signs nothing until the signing key is stolen.',
    ),
    rotateKey: say(
      '将在本单位服务器上生成新的签名密钥，立即启用；旧密钥十分钟后不再有效，此前签署的仍然有效。',
      'A new signing key is made on this station’s machine and used at once; the old one ends in ten minutes, what it signed stays valid.',
    ),
    revokeKey: say(
      '选择“可能泄露”的，各单位从现在起不再接受该密钥签署、又不能证明签署在先的来件；选择“停止使用”的，此前签署的仍然有效。',
      '“Compromised”: whatever it signed and is not proven to be older is refused from now on. “Superseded”: what it signed stays valid.',
    ),
  })[act];
/** What is to be done on the machine afterwards. */
const afterwards = (act: KeyActName, keyId: string): string =>
  ({
    publishKey: say(
      `已公布备用密钥 ${keyId}。请把密钥文件（文件名含该编号，在 KEY_FILE 同一目录）移出服务器，离线妥善保存。`,
      `Standby key ${keyId} is published. Take its file (beside KEY_FILE, named by the id) off the machine and keep it offline.`,
    ),
    rotateKey: say(
      `已启用新的签名密钥 ${keyId}。本单位有多台服务器的，请在十分钟内把密钥文件（文件名含该编号，在 KEY_FILE 同一目录）复制到各台，之后销毁旧密钥文件。`,
      `Signing key ${keyId} is in use. Copy its file (beside KEY_FILE, named by the id) to the station’s other machines within ten minutes, then destroy the old one.`,
    ),
    revokeKey: say(`已吊销密钥 ${keyId}，并告知各单位。`, `Key ${keyId} is revoked and all stations are told.`),
  })[act];

/** One key act: what it brings, by which key it is signed, and the word to do it. */
export function KeyAct({
  wanted: { act, key },
  standby,
  onCancel,
  onDone,
}: {
  wanted: Wanted;
  standby: readonly BookedKey[];
  onCancel(): void;
  onDone(said: string): void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (given: FormData) => {
    setBusy(true);
    setProblem(null);
    const chosen = (name: string) => String(given.get(name) ?? '') || null;
    const common = { signWith: chosen('signWith') };
    const who = askingStation(session.get()!);
    try {
      const data = await (act === 'revokeKey'
        ? carryOut(REVOKE_KEY, { input: { ...common, keyId: key!.keyId, reason: chosen('reason')! }, ...who })
        : carryOut(act === 'rotateKey' ? ROTATE_KEY : PUBLISH_KEY, {
            input: { ...common, algorithm: chosen('algorithm') },
            ...who,
          }));
      onDone(afterwards(act, Object.values(data).find((made) => made)!.keyId));
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={nameOf(KEY_ACTS[act])}
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <h2>
        {nameOf(KEY_ACTS[act])} {key && <code>{key.keyId}</code>}
      </h2>
      <p>{consequence(act)}</p>
      <p>
        {act === 'revokeKey' ? (
          <Choice name="reason" label={say('吊销原因', 'Reason')} options={reasons()} />
        ) : (
          <Choice
            name="algorithm"
            label={say('算法', 'Algorithm')}
            options={[
              ['', say('与现用密钥相同', 'as now')],
              ...SIGNATURE_ALGORITHMS.map((one) => [one, ALGORITHM_NAMES[one]] as const),
            ]}
          />
        )}{' '}
        {standby.length > 0 && (
          <Choice
            name="signWith"
            label={say('由哪把密钥签署', 'Signed by')}
            options={[
              ['', say('签名密钥', 'the signing key')],
              ...standby.map(({ keyId }) => [keyId, `${say('备用密钥', 'standby key')} ${keyId}`] as const),
            ]}
          />
        )}
      </p>
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <p>
        <button type="submit" className="button" disabled={busy}>
          {busy ? say('正在办理…', 'Working…') : say(`确认${nameOf(KEY_ACTS[act])}`, 'Confirm')}
        </button>{' '}
        <button type="button" className="button plain" disabled={busy} onClick={onCancel}>
          {say('取消', 'Cancel')}
        </button>
      </p>
    </form>
  );
}

const reasons = () =>
  Object.entries(REVOCATION_REASONS).map(
    ([value, zh]) => [value, value === 'COMPROMISED' ? say(zh, 'compromised') : say(zh, 'superseded')] as const,
  );

function Choice({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: readonly (readonly [value: string, words: string])[];
}) {
  return (
    <label>
      {label}{' '}
      <select name={name} className="entry">
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
