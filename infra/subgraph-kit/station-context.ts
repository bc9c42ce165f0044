import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import type { Agency, Identity, Station } from '@xianjie/contracts/agencies.ts';
import type { Envelope } from '@xianjie/contracts/envelope.ts';
import type { SeriesOverrides } from '@xianjie/contracts/papers/series.ts';
import type { Keyring } from '@xianjie/exchange/keyring.ts';
import type { ObjectStore } from '@xianjie/object-store/object-store.ts';

/** What an act means in one agency's own tables; the same function serves the agency's own acts and those that arrive. */
export type Effect = (em: EntityManager, envelope: Envelope) => void | Promise<void>;
export type Effects = { readonly [A in ActName]?: Effect };

/** What every part of a station stands on. */
export interface StationBase {
  readonly name: Station;
  readonly keyring: Keyring;
  readonly store: ObjectStore;
  readonly effects: Effects;
  readonly now: () => Date;
  /** the agency's own words and marks of document numbers */
  readonly series?: SeriesOverrides;
}

/** Context of one GraphQL request; `em` is a fork of its own. */
export interface RequestContext {
  readonly identity: Identity | null;
  readonly em: EntityManager;
  readonly station: StationBase;
  /** performs an act of this agency and lets its envelope leave */
  readonly wake: () => void;
  readonly loaders: Map<unknown, unknown>;
}
export type AgencyStation = StationBase & { readonly name: Agency };
