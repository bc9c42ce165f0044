import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { FieldGroup } from '@xianjie/contracts/access/index.ts';
import type { Agency, Identity, Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope } from '@xianjie/contracts/envelope.ts';
import type { SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import type { KeyBook } from '@xianjie/exchange/keyring.ts';
import type { AskForFile } from './take-file.ts';
import type { ObjectStore } from '@xianjie/object-store/object-store.ts';
import type { TimestampSettings } from './timestamps/settings.ts';
import type { Sealing } from './intervention/sealing-keys.ts';

/** What an act means in one agency's own tables; the same function serves the agency's own acts and those that arrive. */
export type Effect = (em: EntityManager, envelope: Envelope) => void | Promise<void>;
export type Effects = { readonly [A in ActName]?: Effect };

/** What every part of a station stands on. */
export interface StationBase {
  readonly name: Station;
  readonly keyring: KeyBook;
  readonly store: ObjectStore;
  /** where stations have folders of their own */
  readonly askForFile?: AskForFile | undefined;
  readonly effects: Effects;
  readonly now: () => Date;
  /** the agency's own words and marks of document numbers */
  readonly series?: SeriesOverrides;
  /** absent: envelopes are not time-stamped */
  readonly timestamps?: TimestampSettings | undefined;
  /** what intervention records are sealed with; absent: none are taken */
  readonly sealing?: Sealing;
}

/** Name and SHA-256 of an operation. */
export interface OperationTold {
  readonly name: string | null;
  readonly hash: string | null;
}

/** What a caller sends along with an operation, as headers or when it opens a socket. */
export interface Told {
  readonly authorization?: string | undefined;
  readonly 'x-operation-name'?: unknown;
  readonly 'x-operation-hash'?: unknown;
}
export const operationTold = (told: Told): OperationTold => ({
  name: matching(told['x-operation-name'], /^\w{1,100}$/),
  hash: matching(told['x-operation-hash'], /^[0-9a-f]{64}$/),
});
const matching = (text: unknown, form: RegExp): string | null =>
  typeof text === 'string' && form.test(text) ? text : null;

/** Context of one GraphQL request; `em` is a fork of its own. */
export interface RequestContext {
  readonly identity: Identity | null;
  readonly em: EntityManager;
  readonly station: StationBase;
  /** performs an act of this agency and lets its envelope leave */
  readonly wake: () => void;
  readonly loaders: Map<unknown, unknown>;
  /** what was asked, as the gateway says */
  readonly operation: OperationTold;
  /** where reads by other organisations are written down */
  readonly reads: { note(context: RequestContext, caseId: string, group: FieldGroup): void };
}
export type AgencyStation = StationBase & { readonly name: Agency };
