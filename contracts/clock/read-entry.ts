import { ACTS, isActName, type ActName } from '../acts/index.ts';
import { TRACKS } from '../acts/tracks.ts';
import type {
  ActMatch,
  EndingAct,
  Extension,
  Lapse,
  PausingAct,
  PayloadTest,
  Period,
  StartingAct,
  StateTest,
} from './rule.ts';

export type Row = Record<string, unknown>;
/** Throws the error that names file and rule. */
export type Fail = (why: string) => never;

export const record = (value: unknown, where: string, fail: Fail): Row =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Row)
    : fail(`${where}: ${String(value)} is no entry`);
export const noMore = (rest: Row, where: string, fail: Fail) => {
  const [key] = Object.keys(rest);
  if (key) fail(`${where}: unknown key ${key}`);
};
export const readAct = (name: unknown, fail: Fail): ActName =>
  typeof name === 'string' && isActName(name) ? name : fail(`${String(name)} is not an act`);

/** The payload field of an act. */
function fieldOf(act: ActName, name: unknown, fail: Fail) {
  const spec = ACTS[act].payload?.[String(name)];
  if (!spec) return fail(`${act} has no field ${String(name)}`);
  return spec.private ? fail(`the field ${String(name)} of ${act} stays in its agency, no clock can read it`) : spec;
}
function dateField(act: ActName, name: unknown, fail: Fail): string {
  const { kind } = fieldOf(act, name, fail);
  return kind === 'date' || kind === 'instant' ? String(name) : fail(`the field ${String(name)} of ${act} is no date`);
}

/** A test of payload fields that at least one of the acts has. */
export function readTest(value: unknown, acts: readonly ActName[], fail: Fail): PayloadTest {
  return Object.fromEntries(
    Object.entries(record(value, 'if', fail)).map(([field, values]) => {
      if (!Array.isArray(values) || values.length === 0) fail(`if: ${field} needs a list of values`);
      const act = acts.find((name) => ACTS[name].payload?.[field]) ?? acts[0]!;
      const { kind, values: known } = fieldOf(act, field, fail);
      const texts = (values as unknown[]).map(String);
      for (const one of texts)
        if (
          (kind === 'choice' && !Object.hasOwn(known ?? {}, one)) ||
          (kind === 'boolean' && !/^(true|false)$/.test(one))
        )
          fail(`if: the field ${field} of ${act} is never ${one}`);
      return [field, texts];
    }),
  );
}

/** A test of the case's state: known tracks with lists of their states. */
export function readStates(value: unknown, where: string, fail: Fail): StateTest {
  const test = record(value, where, fail);
  for (const [track, states] of Object.entries(test)) {
    const known = (TRACKS as Record<string, { states: object }>)[track] ?? fail(`${where}: there is no track ${track}`);
    if (!Array.isArray(states)) fail(`${where}: ${track} needs a list of states`);
    for (const state of states as string[])
      if (!Object.hasOwn(known.states, state)) fail(`${where}: ${track} is never ${state}`);
  }
  return test as StateTest;
}

function readMatch({ act: name, when, if: test, unless, ...rest }: Row, fail: Fail): [ActMatch, Row] {
  const act = readAct(name, fail);
  return [
    {
      act,
      ...(when ? { when: readStates(when, 'when', fail) } : {}),
      ...(test === undefined ? {} : { if: readTest(test, [act], fail) }),
      ...(unless === undefined ? {} : { unless: readTest(unless, [act], fail) }),
    },
    rest,
  ];
}

/** Reads an entry of `starts_on_lapse_of`: a rule's name, or its name with conditions. */
export function readLapse(value: unknown, fail: Fail): Lapse {
  if (typeof value === 'string') return { rule: value };
  const { rule, started_by: startedBy, when, ...rest } = record(value, 'starts_on_lapse_of', fail);
  noMore(rest, 'starts_on_lapse_of', fail);
  if (startedBy !== undefined && !Array.isArray(startedBy))
    fail('starts_on_lapse_of: started_by must be a list of acts');
  return {
    rule: String(rule),
    ...(startedBy ? { startedBy: (startedBy as unknown[]).map((name) => readAct(name, fail)) } : {}),
    ...(when ? { when: readStates(when, 'when', fail) } : {}),
  };
}

export function readStart(value: unknown, spans: (text: unknown) => Period[], fail: Fail): StartingAct {
  if (typeof value === 'string') return { act: readAct(value, fail) };
  const [match, { from, until, period, obligor, obligee, ...rest }] = readMatch(record(value, 'starts_on', fail), fail);
  noMore(rest, 'starts_on', fail);
  return {
    ...match,
    ...(from === undefined ? {} : { from: dateField(match.act, from, fail) }),
    ...(until === undefined ? {} : { until: dateField(match.act, until, fail) }),
    ...(period === undefined ? {} : { spans: spans(period) }),
    ...(obligor === undefined ? {} : { obligor: String(obligor) }),
    ...(obligee === undefined ? {} : { obligee: String(obligee) }),
  };
}

export function readEnd(value: unknown, fail: Fail): EndingAct {
  if (typeof value === 'string') return { act: readAct(value, fail) };
  const [match, { started_by: startedBy, ...rest }] = readMatch(record(value, 'ends_on', fail), fail);
  noMore(rest, 'ends_on', fail);
  if (startedBy === undefined) return match;
  if (!Array.isArray(startedBy)) fail('ends_on: started_by must be a list of acts');
  return { ...match, startedBy: (startedBy as unknown[]).map((name) => readAct(name, fail)) };
}

export function readPause(value: unknown, fail: Fail): PausingAct {
  if (typeof value === 'string') return { act: readAct(value, fail), cause: '' };
  const [match, { cause, ...rest }] = readMatch(record(value, 'pauses_on / resumes_on', fail), fail);
  noMore(rest, 'pauses_on / resumes_on', fail);
  return { ...match, cause: cause === undefined ? '' : String(cause) };
}

export function readExtension(value: unknown, spans: (text: unknown) => Period[], fail: Fail): Extension {
  const [match, { adds, to, until, times = 1, ...rest }] = readMatch(record(value, 'extensions', fail), fail);
  noMore(rest, 'extensions', fail);
  if ([adds, to, until].filter((way) => way !== undefined).length !== 1)
    fail(`extensions: ${match.act} needs one of adds, to, until`);
  const often = times === 'unlimited' ? Infinity : (times as number);
  if (often !== Infinity && (!Number.isInteger(often) || often < 1))
    fail(`extensions: times of ${match.act} must be 1 or more, or unlimited`);
  return {
    ...match,
    times: often,
    ...(adds === undefined ? {} : { adds: spans(adds) }),
    ...(to === undefined ? {} : { to: spans(to) }),
    ...(until === undefined ? {} : { until: dateField(match.act, until, fail) }),
  };
}
