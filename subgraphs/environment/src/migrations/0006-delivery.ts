import { Migration } from '@mikro-orm/migrations';

export class Migration0006 extends Migration {
  override up(): void {
    this.addSql(
      `create table "environment"."awaited_file" ("envelope_id" uuid not null, "evidence_id" uuid not null, "sender" varchar(255) not null, "file" jsonb not null, "tries" int not null default 0, "next_try_at" timestamptz(3) not null, "error" text null, primary key ("envelope_id", "evidence_id"))`,
    );
    this.addSql(`create index "awaited_file_next_try_at_index" on "environment"."awaited_file" ("next_try_at")`);
    this.addSql(
      `create table "environment"."held_arrival" ("envelope_id" uuid not null, "kind" varchar(255) not null, "sender" varchar(255) not null, "case_id" uuid null, "reason" text not null, "since" timestamptz(3) not null, "tried_at" timestamptz(3) not null, primary key ("envelope_id", "kind", "sender"))`,
    );
    this.addSql(
      `create index "held_arrival_since_envelope_id_index" on "environment"."held_arrival" ("since", "envelope_id")`,
    );
    this.addSql(
      `alter table "environment"."inbox" add "further_receipts" jsonb not null default '[]', add "told" boolean not null default true`,
    );
    this.addSql(`create index "inbox_untold_index" on "environment"."inbox" ("envelope_id") where not told`);
    this.addSql(`drop index "environment"."outbox_receipted_at_next_attempt_at_index"`);
    this.addSql(
      `alter table "environment"."outbox" add "send_error" text null, add "held" jsonb null, add "further_receipts" jsonb not null default '[]', add "opened_at" timestamptz(3) null, add "answered_by" uuid null, add "answered_at" timestamptz(3) null`,
    );
    this.addSql(`alter table "environment"."outbox" alter column "next_attempt_at" drop not null`);
    // what is delivered by now is not asked after
    this.addSql(`update "environment"."outbox" set "next_attempt_at" = null where "receipted_at" is not null`);
    this.addSql(
      `create index "outbox_due_index" on "environment"."outbox" ("next_attempt_at") where next_attempt_at is not null`,
    );
    this.addSql(
      `create index "outbox_undelivered_index" on "environment"."outbox" ("recorded_at", "envelope_id") where receipted_at is null`,
    );
  }
}
