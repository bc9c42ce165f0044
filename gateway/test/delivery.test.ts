import { mkdirSync, readFileSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedEnvelope } from '@xianjie/contracts/envelope.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { readSigner } from '@xianjie/signing/keys.ts';
import { signEnvelope } from '@xianjie/signing/messages.ts';
import { eventually, Story } from './story.ts';

/** How far an act has come with each recipient, seen by the sender and in the shared case file. */
let hub: TestHub;
beforeAll(async () => (hub = await startTestHub()));
afterAll(() => hub?.stop());

interface Sent {
  readonly id: string;
  readonly recipient: string;
  readonly receiptedAt: string | null;
  readonly openedAt: string | null;
  readonly answeredBy: string | null;
  readonly dead: boolean;
  readonly reason: string | null;
  readonly owner: string;
}
async function sent(story: Story, args = ''): Promise<Sent[]> {
  const { environmentOutbox } = await (
    await hub.officers.as('env-officer')
  ).request<{ environmentOutbox: { edges: { node: Sent }[] } }>(
    `query ($caseId: ID!) { environmentOutbox(caseId: $caseId, toAgencies: true, first: 100 ${args}) { edges { node {
       id recipient receiptedAt openedAt answeredBy dead reason owner } } } }`,
    { caseId: story.caseId },
  );
  return environmentOutbox.edges.map(({ node }) => node);
}
const toPolice = async (story: Story, id: string) =>
  (await sent(story)).find((row) => row.id === id && row.recipient === 'PUBLIC_SECURITY')!;

interface Step {
  readonly recipient: string;
  readonly step: string;
  readonly answeredBy: string | null;
}
/** How far the docket says an act has come; undefined before it has reached the docket. */
async function step(story: Story, id: string, recipient = 'PUBLIC_SECURITY'): Promise<Step | undefined> {
  const { case: found } = await (
    await hub.officers.as('env-officer')
  ).request<{ case: { timeline: { edges: { node: { id: string; deliveries: Step[] } }[] } } | null }>(
    'query ($id: ID!) { case(id: $id) { timeline(first: 100) { edges { node { id deliveries { recipient step answeredBy } } } } } }',
    { id: story.caseId },
  );
  const entry = found?.timeline.edges.find(({ node }) => node.id === id);
  return entry?.node.deliveries.find((row) => row.recipient === recipient);
}
const opens = async (id: string) =>
  (await hub.officers.as('psb-officer')).request(
    'mutation ($id: ID!) { openPublicSecurityInboxItem(id: $id) { id } }',
    {
      id,
    },
  );

test('recorded, delivered, opened, dealt with: each step by the signed receipt of the recipient', async () => {
  const story = new Story(hub);
  const { id } = await story.transfers();
  await story.arrives();
  await eventually(async () => (await step(story, id))?.step === 'DELIVERED', 'DELIVERED');
  await opens(id);
  await eventually(async () => (await toPolice(story, id)).openedAt, 'the receipt that it was opened');
  await eventually(async () => (await step(story, id))?.step === 'OPENED', 'OPENED');
  const accepted = await story.act('acceptCase');
  await eventually(async () => (await toPolice(story, id)).answeredBy === accepted.id, 'the answer');
  await eventually(async () => (await step(story, id))?.step === 'ANSWERED', 'ANSWERED');
  expect((await step(story, id))!.answeredBy).toBe(accepted.id);
  await eventually(async () => (await step(story, id, 'PROCURATORATE'))?.step === 'DELIVERED', 'the copy');
});

test('a receipt that was lost on the way comes again when the envelope does', async () => {
  const story = new Story(hub);
  const { id } = await story.transfers();
  await story.arrives();
  await opens(id);
  await eventually(async () => (await toPolice(story, id)).openedAt, 'the receipt that it was opened');
  const [{ receipts }] = (await hub.sql<{ receipts: number }>(
    `update environment.outbox set opened_at = null, further_receipts = '[]', next_attempt_at = now()
     where envelope_id = $1 and recipient = 'PUBLIC_SECURITY' returning jsonb_array_length(further_receipts) as receipts`,
    [id],
  )) as [{ receipts: number }];
  expect(receipts).toBe(0);
  await eventually(async () => (await toPolice(story, id)).openedAt, 'the receipt once more');
});

test('an act that the recipient leaves lying is overdue in the case file', async () => {
  const story = new Story(hub, new Date(Date.now() - 40 * 86_400_000));
  const { id } = await story.transfers();
  await eventually(async () => (await step(story, id))?.step === 'OVERDUE', 'OVERDUE');
});

test('a file that can not be read does not hold up the act or the other files, and follows when it can', async () => {
  const story = new Story(hub);
  await story.opens();
  await story.registersEvidence();
  await story.preparesTransfer();
  const [bad] = await hub.sql<{ id: string; sha256: string }>(
    'select id, sha256 from environment.evidence_item where id = $1',
    [story.evidence.get('M2')],
  );
  const file = join(hub.hub.filesDirectory('ENVIRONMENT'), 'ENVIRONMENT', bad!.sha256);
  renameSync(file, `${file}.aside`);
  mkdirSync(file);
  const { id } = await story.act('transferCase', story.transferFields());
  await story.arrives();
  const checked = async () => {
    const { publicSecurityInbox } = await (
      await hub.officers.as('psb-officer')
    ).request<{
      publicSecurityInbox: { edges: { node: { id: string; evidence: { id: string; hashOk: boolean | null }[] } }[] };
    }>(
      'query ($caseId: ID!) { publicSecurityInbox(caseId: $caseId) { edges { node { id evidence { id hashOk } } } } }',
      { caseId: story.caseId },
    );
    const { evidence } = publicSecurityInbox.edges.find(({ node }) => node.id === id)!.node;
    return new Map(evidence.map((one) => [one.id, one.hashOk]));
  };
  const first = await checked();
  expect(first.get(bad!.id)).toBeNull();
  expect([...first.values()].filter((hashOk) => hashOk === true)).toHaveLength(story.evidence.size - 1);
  rmdirSync(file);
  renameSync(`${file}.aside`, file);
  await eventually(async () => (await checked()).get(bad!.id) === true, 'the file');
  await eventually(
    async () =>
      (
        await hub.sql(
          'select 1 from docket.custody_entry where evidence_id = $1 and act_id = $2 and "to" = $3 and hash_ok',
          [bad!.id, id, 'PUBLIC_SECURITY'],
        )
      ).length === 1,
    'the receipt for the file in the custody chain',
  );
  expect(await hub.sql('select 1 from public_security.awaited_file')).toEqual([]);
});

test('what is not delivered is never dropped: it has an owner, a reason and the time since when', async () => {
  const story = new Story(hub);
  await hub.hub.services.get('public-security')!.stop();
  const { id } = await story.transfers();
  await eventually(async () => (await toPolice(story, id)).reason?.startsWith('已发出'), 'the first attempt');
  expect(await sent(story, 'dead: true')).toEqual([]);
  await hub.sql("update environment.outbox set recorded_at = recorded_at - interval '2 hours' where envelope_id = $1", [
    id,
  ]);
  const dead = (await sent(story, 'dead: true')).filter((row) => row.recipient === 'PUBLIC_SECURITY');
  expect(dead).toEqual([expect.objectContaining({ id, dead: true })]);
  expect(dead[0]!.owner).not.toBe('');
  await hub.hub.restart('public-security');
  await story.arrives();
  expect(await toPolice(story, id)).toMatchObject({ dead: false, reason: null });
});

test('what was to be sent a day later, because the clock was a day ahead, is sent once it is right again', async () => {
  const story = new Story(hub);
  await hub.hub.services.get('public-security')!.stop();
  const { id } = await story.transfers();
  await eventually(async () => {
    const rows = await hub.sql(
      `update environment.outbox set next_attempt_at = now() + interval '1 day' where envelope_id = $1
       and recipient = 'PUBLIC_SECURITY' and attempts > 0 and next_attempt_at > now() returning 1`,
      [id],
    );
    return rows.length === 1;
  }, 'the first attempt');
  // what the bus still held is gone too, so only sending it again helps
  if (process.env['BUS'] !== 'nats') await hub.sql('delete from exchange.message where id = $1', [id]);
  await hub.hub.restart('public-security');
  await eventually(async () => (await toPolice(story, id)).receiptedAt, 'the receipt');
});

test('an act whose forerunner is missing waits and says so; it is not acknowledged', async () => {
  const story = new Story(hub);
  const { id } = await story.opens();
  await story.arrives();
  const [row] = await hub.sql<{ message: SignedEnvelope }>(
    "select message from environment.outbox where envelope_id = $1 and recipient = 'DOCKET'",
    [id],
  );
  const envelope = {
    ...row!.message.envelope,
    id: '019a0000-0000-7000-8000-0000000000a1',
    after: ['019a0000-0000-7000-8000-0000000000a0'],
  };
  const key = readSigner(readFileSync(join(hub.hub.keyDirectory, 'environment.pem'), 'utf8'));
  const body = await signEnvelope(envelope, key);
  await hub.sends('ENVIRONMENT', { kind: 'envelope', recipient: 'DOCKET', body });
  const held = await eventually(
    async () =>
      (
        await hub.sql<{ reason: string }>('select reason from docket.held_arrival where envelope_id = $1', [
          envelope.id,
        ])
      )[0],
    'the held arrival',
  );
  expect(held.reason).toContain('019a0000-0000-7000-8000-0000000000a0');
  expect(await hub.sql('select 1 from docket.inbox where envelope_id = $1', [envelope.id])).toEqual([]);
});
