import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."act" ("id" uuid not null, "case_id" uuid not null, "name" varchar(255) not null, "agency" varchar(255) not null, "actor_sub" varchar(255) not null, "actor_name" varchar(255) not null, "occurred_at" timestamptz(3) not null, "precision" varchar(255) not null, "recorded_at" timestamptz(3) not null, "assumed" boolean not null, "document_number" varchar(255) null, "documents" jsonb not null, "payload" jsonb not null, "evidence" jsonb not null, "tracks" jsonb not null, "recipients" jsonb not null, "digest" varchar(255) not null, primary key ("id"))`,
    );
    this.addSql(`create index "act_case_id_occurred_at_id_index" on "docket"."act" ("case_id", "occurred_at", "id")`);
    this.addSql(
      `create table "docket"."alarm" ("id" bigserial primary key, "kind" varchar(255) not null, "envelope_id" uuid not null, "sender" varchar(255) not null, "digest" varchar(255) not null, "message" jsonb not null, "raised_at" timestamptz(3) not null)`,
    );
    this.addSql(
      `alter table "docket"."alarm" add constraint "alarm_kind_envelope_id_digest_sender_unique" unique ("kind", "envelope_id", "digest", "sender")`,
    );
    this.addSql(
      `create table "docket"."case_file" ("id" uuid not null, "title" varchar(500) not null, "place_code" varchar(255) not null, "place_text" varchar(255) null, "kinds" jsonb not null, "summary" text not null, "parties" jsonb not null, "origin" varchar(255) not null, "opened_at" timestamptz(3) not null, "division" varchar(255) not null, "as_of" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "case_file_opened_at_id_index" on "docket"."case_file" ("opened_at", "id")`);
    this.addSql(
      `create table "docket"."custody_entry" ("id" bigserial primary key, "evidence_id" uuid not null, "case_id" uuid not null, "from" varchar(255) not null, "to" varchar(255) not null, "at" timestamptz(3) not null, "purpose" varchar(255) not null, "hash_ok" boolean null, "act_id" uuid not null)`,
    );
    this.addSql(`create index "custody_entry_evidence_id_id_index" on "docket"."custody_entry" ("evidence_id", "id")`);
    this.addSql(
      `alter table "docket"."custody_entry" add constraint "custody_entry_evidence_id_act_id_to_unique" unique ("evidence_id", "act_id", "to")`,
    );
    this.addSql(
      `create table "docket"."deadline" ("id" uuid not null, "case_id" uuid not null, "rule_id" varchar(255) not null, "obligor" varchar(255) not null, "obligee" varchar(255) not null, "kind" varchar(255) not null, "reminder" boolean not null, "conditional" boolean not null, "started_by" uuid not null, "start_act" varchar(255) not null, "starts_at" timestamptz(3) not null, "start_precision" varchar(255) not null, "due_at" timestamptz(3) not null, "provisional" boolean not null, "approximate" boolean not null, "steps" jsonb not null, "status" varchar(255) not null, "ended_by" uuid null, "ended_at" timestamptz(3) null, "next_fire_at" timestamptz(3) null, "breached_at" timestamptz(3) null, "audience" text[] not null, primary key ("id"))`,
    );
    this.addSql(`create index "deadline_next_fire_at_index" on "docket"."deadline" ("next_fire_at")`);
    this.addSql(`create index "deadline_case_id_index" on "docket"."deadline" ("case_id")`);
    this.addSql(`create index "deadline_status_due_at_id_index" on "docket"."deadline" ("status", "due_at", "id")`);
    this.addSql(
      `alter table "docket"."deadline" add constraint "deadline_started_by_rule_id_unique" unique ("started_by", "rule_id")`,
    );
    this.addSql(
      `create table "docket"."deadline_log" ("id" bigserial primary key, "deadline_id" uuid not null, "at" timestamptz(3) not null, "change" varchar(255) not null, "before" varchar(255) null, "after" varchar(255) null, "why" text not null)`,
    );
    this.addSql(`create index "deadline_log_deadline_id_id_index" on "docket"."deadline_log" ("deadline_id", "id")`);
    this.addSql(
      `create table "docket"."delivery" ("act_id" uuid not null, "recipient" varchar(255) not null, "received_at" timestamptz(3) not null, "signature" text not null, primary key ("act_id", "recipient"))`,
    );
    this.addSql(
      `create table "docket"."docket_entry" ("case_id" uuid not null, "title" varchar(500) not null, "origin" varchar(255) not null, "opened_at" timestamptz(3) not null, "stage" varchar(255) not null, "quality" boolean not null, primary key ("case_id"))`,
    );
    this.addSql(
      `create index "docket_entry_opened_at_case_id_index" on "docket"."docket_entry" ("opened_at", "case_id")`,
    );
    this.addSql(
      `create index "docket_entry_stage_opened_at_case_id_index" on "docket"."docket_entry" ("stage", "opened_at", "case_id")`,
    );
    this.addSql(
      `create table "docket"."evidence_item" ("id" uuid not null, "case_id" uuid not null, "title" varchar(500) not null, "kind" varchar(255) not null, "name" varchar(500) not null, "media_type" varchar(255) not null, "size" bigint not null, "sha256" varchar(255) not null, "sm3" varchar(255) not null, "registered_by" varchar(255) not null, "registered_at" timestamptz(3) not null, "details" jsonb not null, "hash_ok" boolean null, primary key ("id"))`,
    );
    this.addSql(
      `create index "evidence_item_case_id_registered_at_id_index" on "docket"."evidence_item" ("case_id", "registered_at", "id")`,
    );
    this.addSql(
      `create table "docket"."feed_event" ("cursor" bigserial primary key, "kind" varchar(255) not null, "case_id" uuid not null, "at" timestamptz(3) not null, "act_id" uuid null, "deadline_id" uuid null, "message" text not null, "audience" text[] not null)`,
    );
    this.addSql(`create index "feed_event_case_id_cursor_index" on "docket"."feed_event" ("case_id", "cursor")`);
    this.addSql(`create table "docket"."feed_head" ("id" serial primary key, "last" bigint not null)`);
    this.addSql(
      `create table "docket"."inbox" ("envelope_id" uuid not null, "case_id" uuid not null, "sender" varchar(255) not null, "digest" varchar(255) not null, "message" jsonb not null, "receipt" jsonb not null, "received_at" timestamptz(3) not null, "opened_at" timestamptz(3) null, "opened_by" varchar(255) null, primary key ("envelope_id"))`,
    );
    this.addSql(
      `create index "inbox_received_at_envelope_id_index" on "docket"."inbox" ("received_at", "envelope_id")`,
    );
    this.addSql(`create index "inbox_case_id_index" on "docket"."inbox" ("case_id")`);
    this.addSql(
      `create table "docket"."outbox" ("envelope_id" uuid not null, "recipient" varchar(255) not null, "case_id" uuid not null, "message" jsonb not null, "recorded_at" timestamptz(3) not null, "attempts" int not null default 0, "next_attempt_at" timestamptz(3) not null, "receipt" jsonb null, "receipted_at" timestamptz(3) null, primary key ("envelope_id", "recipient"))`,
    );
    this.addSql(
      `create index "outbox_receipted_at_next_attempt_at_index" on "docket"."outbox" ("receipted_at", "next_attempt_at")`,
    );
    this.addSql(`create index "outbox_case_id_index" on "docket"."outbox" ("case_id")`);
    this.addSql(
      `create table "docket"."track_state" ("case_id" uuid not null, "track" varchar(255) not null, "state" varchar(255) not null, "version" int not null, "act_id" uuid not null, "act" varchar(255) not null, "occurred_at" timestamptz(3) not null, "precision" varchar(255) not null, primary key ("case_id", "track"))`,
    );
  }
}
