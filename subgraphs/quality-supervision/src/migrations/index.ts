import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migration0001 } from './0001-initial.ts';
import { Migration0002 } from './0002-whole-law.ts';

export const migrations: readonly Constructor<Migration>[] = [Migration0001, Migration0002];
