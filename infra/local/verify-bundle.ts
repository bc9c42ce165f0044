import { readFileSync } from 'node:fs';
import type { CaseBundle } from '@xianjie/ledger/bundle/case-bundle.ts';
import { checkBundle, type Check } from '@xianjie/ledger/bundle/check-bundle.ts';
import { unzipSync } from 'fflate';

/** Checks an exported case without any database and says what does not hold; gives the exit code. */
export async function verifyBundle(file: string, trustFile: string | undefined, json: boolean): Promise<0 | 1> {
  const bytes = readFileSync(file);
  const text = file.endsWith('.json')
    ? bytes
    : unzipSync(bytes, { filter: ({ name }) => name === 'bundle.json' })['bundle.json'];
  if (!text) throw new Error(`${file} 中没有 bundle.json`);
  const bundle = JSON.parse(Buffer.from(text).toString('utf8')) as CaseBundle;
  if (bundle.format !== 'xianjie-case-bundle/1') throw new Error(`${file} 不是案件包`);
  const checks = [...(trustFile ? trusted(bundle, trustFile) : []), ...(await checkBundle(bundle))];
  const wrong = checks.filter(({ ok }) => ok !== true);
  for (const check of wrong) {
    const { about, what, ok, why } = check;
    if (json) console.log(JSON.stringify(check));
    else console.log(`${about}  ${what}  ${ok === null ? '无法判断' : '不符'}${why ? `：${why}` : ''}`);
  }
  const bad = wrong.filter(({ ok }) => ok === false).length;
  if (!json)
    console.log(
      `${bundle.title}：${bundle.acts.length} 个环节，${checks.length} 项核验，${bad === 0 ? '全部相符' : `${bad} 项不符`}` +
        (trustFile ? '' : '（公钥取自包内，请用 --trust 与各单位公布的核对）'),
    );
  return bad === 0 ? 0 : 1;
}

/** The keys in a bundle must be those that the stations have published. */
function trusted({ keys }: CaseBundle, trustFile: string): Check[] {
  const text = readFileSync(trustFile, 'utf8').replace(/\\n|\s/g, '');
  const isTrusted = ({ spki }: CaseBundle['keys'][number]) => text.includes(spki);
  return keys.map((key): Check => {
    // a later key is published by an act, which may not be in the bundle
    const isLater = keys.some((other) => other.station === key.station && isTrusted(other));
    const what = `公钥 ${key.keyId} 与公布的一致`;
    return { about: key.station, what, ok: isTrusted(key) ? true : isLater ? null : false };
  });
}
