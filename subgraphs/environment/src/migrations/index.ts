import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';

export const migrations: readonly Constructor<Migration>[] = [];
