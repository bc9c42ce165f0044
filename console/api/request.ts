import { say } from '../shell/language.ts';
import { bearer, sessionEnded } from '../shell/session.ts';
import { learnTime } from './clock.ts';
import { noteReached, noteUnreachable } from './connection.ts';
import type { Operation } from './operation.ts';

/** The hub's refusal: a sentence that says what to do, with its code and article. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly article: string | null = null,
  ) {
    super(message);
  }
}
/** No answer came: whether the hub did what was asked is not known. */
export class Unreachable extends Error {
  constructor() {
    super(say('暂时连接不上平台，请检查网络后重试。', 'The hub cannot be reached; check the network and try again.'));
  }
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { message: string; extensions?: { code?: string; article?: string } }[];
}
export interface Answer<Data> {
  readonly data: Data | null;
  readonly refusals: readonly Refusal[];
}

declare global {
  var xianjieFirst: { name: string; variables: string; answer: Promise<Response> } | undefined;
}

/** The answer that the page itself already asked for, once. */
function asked(name: string, variables: string): Promise<Response> | undefined {
  const first = globalThis.xianjieFirst;
  if (!first || first.name !== name || first.variables !== variables) return undefined;
  globalThis.xianjieFirst = undefined;
  return first.answer;
}

async function send(name: string, query: string, variables: unknown): Promise<Response> {
  const text = JSON.stringify(variables);
  return (
    asked(name, text) ??
    fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer() },
      body: JSON.stringify({ query, operationName: name, variables }),
    })
  );
}

/** Asks the hub; refusals of single fields come beside the data. @throws Unreachable, Refusal of the whole */
export async function ask<Data, Variables>(
  { name, text }: Operation<Data, Variables>,
  variables: Variables,
): Promise<Answer<Data>> {
  let body: Body<Data>;
  let status: number;
  try {
    const response = await send(name, text, variables);
    status = response.status;
    learnTime(response.headers.get('date'));
    body = (await response.json()) as Body<Data>;
    noteReached();
  } catch {
    noteUnreachable();
    throw new Unreachable();
  }
  const refusals = (body.errors ?? []).map(
    ({ message, extensions }) => new Refusal(message, extensions?.code ?? 'INTERNAL', extensions?.article ?? null),
  );
  if (status === 401 || refusals.some(({ code }) => code === 'UNAUTHENTICATED')) sessionEnded();
  if (!body.data && refusals[0]) throw refusals[0];
  return { data: body.data ?? null, refusals };
}

/** Asks for something that is done or refused as a whole. @throws Unreachable, Refusal */
export async function carryOut<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, refusals } = await ask(operation, variables);
  if (refusals[0]) throw refusals[0];
  return data!;
}
