import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migration0001 } from './0001-initial.ts';
import { Migration0002 } from './0002-whole-law.ts';
import { Migration0003 } from './0003-custody.ts';
import { Migration0004 } from './0004-lists.ts';
import { Migration0005 } from './0005-access-log.ts';
import { Migration0006 } from './0006-board.ts';
import { Migration0007 } from './0007-evidence-access.ts';
import { Migration0008 } from './0008-public-decisions.ts';
import { Migration0009 } from './0009-trace.ts';
import { Migration0010 } from './0010-delivery.ts';
import { Migration0011 } from './0011-ledger.ts';
import { Migration0012 } from './0012-keys.ts';
import { Migration0013 } from './0013-receipts.ts';
import { Migration0014 } from './0014-reconciliation.ts';
import { Migration0015 } from './0015-restored-at.ts';
import { Migration0016 } from './0016-log-restoration.ts';
import { Migration0017 } from './0017-held-messages.ts';
import { Migration0018 } from './0018-clock-indexes.ts';

export const migrations: readonly Constructor<Migration>[] = [
  Migration0001,
  Migration0002,
  Migration0003,
  Migration0004,
  Migration0005,
  Migration0006,
  Migration0007,
  Migration0008,
  Migration0009,
  Migration0010,
  Migration0011,
  Migration0012,
  Migration0013,
  Migration0014,
  Migration0015,
  Migration0016,
  Migration0017,
  Migration0018,
];
