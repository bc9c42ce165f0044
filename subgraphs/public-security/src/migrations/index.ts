import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migration0001 } from './0001-initial.ts';

export const migrations: readonly Constructor<Migration>[] = [Migration0001];
