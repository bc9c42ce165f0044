import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CASES } from '@xianjie/console/desk/operations.ts';
import { startTestHub, type TestHub } from '@xianjie/local/test-hub.ts';
import { eventually, Story } from './story.ts';

/** A hub as in production: officers do their work with what is registered, only the administrator explores. */
let hub: TestHub;
const before = process.env['EXPLORERS'];
beforeAll(async () => {
  process.env['EXPLORERS'] = 'SUPERVISION_OFFICE:ADMINISTRATOR';
  hub = await startTestHub();
});
afterAll(async () => {
  if (before === undefined) delete process.env['EXPLORERS'];
  else process.env['EXPLORERS'] = before;
  await hub?.stop();
});

test('officers act and use the console, but write no queries of their own; the administrator may', async () => {
  const story = new Story(hub);
  await story.transfers();
  const officer = await story.as('psb-officer');
  await eventually(async () => {
    const { cases } = await officer.request<{ cases: { edges: { node: { id: string } }[] } }>(CASES.text, {
      first: 20,
    });
    return cases.edges.some(({ node }) => node.id === story.caseId);
  }, 'the case on the desk');
  const own = '{ cases(first: 1) { edges { node { title } } } }';
  await expect(officer.request(own)).rejects.toMatchObject({ code: 'UNKNOWN_DOCUMENT' });
  await expect(officer.request('{ __schema { types { name } } }')).rejects.toMatchObject({ code: 'UNKNOWN_DOCUMENT' });
  const administrator = await story.as('administrator');
  expect(await administrator.request('{ __schema { queryType { name } } }')).toEqual({
    __schema: { queryType: { name: 'Query' } },
  });
});
