import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub?.stop());

test.each([
  ['an id that is none', 'query { case(id: "abc") { title } }', 'BAD_FIELD'],
  ['a page that is too large', 'query { cases(first: 201) { edges { cursor } } }', 'PAGE_TOO_LARGE'],
  ['a page that is far too large', 'query { cases(first: 100000) { edges { cursor } } }', 'QUERY_TOO_COSTLY'],
  ['a cursor that is none', 'query { cases(after: "x") { edges { cursor } } }', 'BAD_CURSOR'],
  ['a feed cursor that is none', 'query { events(after: "x") { cursor } }', 'BAD_CURSOR'],
  [
    'an act on an unknown case',
    'mutation { approveTransfer(input: { caseId: "019a0000-0000-7000-8000-0000000000aa", occurredAt: "2026-01-01T00:00:00Z" }) { id } }',
    'CASE_NOT_FOUND',
  ],
  [
    'an act that is still to come',
    'mutation { openCase(input: { occurredAt: "2126-01-01T00:00:00Z", title: "t", placeCode: "220104", kinds: ["T04"], summary: "s", parties: [{ name: "某公司", role: OPERATOR }] }) { id } }',
    'OCCURRED_IN_FUTURE',
  ],
  [
    'a title without end',
    `mutation { openCase(input: { occurredAt: "2026-01-01T00:00:00Z", title: "${'长'.repeat(501)}", placeCode: "220104", kinds: ["T04"], summary: "s", parties: [{ name: "某公司", role: OPERATOR }] }) { id } }`,
    'BAD_FIELD',
  ],
])('%s is refused with what to do', async (_title, query, code) => {
  const client = await hub.officers.as(query.includes('approveTransfer') ? 'env-head' : 'env-officer');
  const { errors } = await client.raw(query);
  expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  expect(errors![0]!.message).toMatch(/[\u4e00-\u9fff]/);
});
