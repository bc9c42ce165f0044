import { expect, test } from '@jest/globals';
import type { Party } from '../envelope.ts';
import { madePublicBy, penalisedParty, publicParty, publicText } from '../penalty/publication.ts';

const person: Party = { id: 'p', name: '王小明', uscc: null, role: 'NATURAL_PERSON' };
const company: Party = { id: 'c', name: '长春水务有限公司', uscc: '91220100MA00000152', role: 'OPERATOR' };

test('of a natural person the public reads the family name and no code, of a company both', () => {
  expect(publicParty(person)).toEqual({ name: '王某', uscc: null });
  expect(publicParty({ ...person, uscc: '220102199001010017' })).toEqual({ name: '王某', uscc: null });
  expect(publicParty(company)).toEqual({ name: '长春水务有限公司', uscc: '91220100MA00000152' });
});
test.each([
  ['对王小明罚款一万元', '对王某罚款一万元'],
  ['王小明（220102199001010017）、王小明', '王某（（略））、王某'],
  ['长春水务有限公司 11010519491231002X', '长春水务有限公司 （略）'],
  ['91220100MA00000152', '91220100MA00000152'],
])('%s is published as %s', (text, published) => {
  expect(publicText(text, [person, company])).toBe(published);
});
test('a decision is about the party it names, else about the only one', () => {
  expect(penalisedParty([person, company], 'c')).toBe(company);
  expect(penalisedParty([company], undefined)).toBe(company);
  expect(penalisedParty([person, company], undefined)).toBeNull();
});
test.each([
  ['publishPenalty', {}, 1],
  ['publishPenalty', { decision: 'BOTH' }, 2],
  ['publishInstitutionPenalty', {}, 1],
  ['imposePenalty', {}, 0],
] as const)('%s %j makes %i kinds of decisions public', (act, payload, count) => {
  expect(madePublicBy(act, payload)).toHaveLength(count);
});
