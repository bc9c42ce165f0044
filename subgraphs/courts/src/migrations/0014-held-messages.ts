import { Migration } from '@mikro-orm/migrations';

export class Migration0014 extends Migration {
  override up(): void {
    // a list of what the bus still has; from now on it is kept here, and comes again first
    this.addSql(`delete from "court"."held_arrival"`);
    this.addSql(`alter table "court"."held_arrival" drop constraint "held_arrival_pkey"`);
    this.addSql(
      `alter table "court"."held_arrival" add "digest" varchar(255) not null, add "body" jsonb not null, add "trace" varchar(255) null, add "awaited" uuid null, add "told" boolean not null default false, add "tries" int not null, add "next_try_at" timestamptz(3) not null`,
    );
    this.addSql(`create index "held_arrival_next_try_at_index" on "court"."held_arrival" ("next_try_at")`);
    this.addSql(`create index "held_arrival_awaited_index" on "court"."held_arrival" ("awaited")`);
    this.addSql(`alter table "court"."held_arrival" add primary key ("kind", "envelope_id", "sender", "digest")`);
  }
}
