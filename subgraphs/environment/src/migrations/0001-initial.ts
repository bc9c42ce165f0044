import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "environment"."act" ("id" uuid not null, "case_id" uuid not null, "name" varchar(255) not null, "agency" varchar(255) not null, "actor_sub" varchar(255) not null, "actor_name" varchar(255) not null, "occurred_at" timestamptz(3) not null, "precision" varchar(255) not null, "recorded_at" timestamptz(3) not null, "assumed" boolean not null, "document_number" varchar(255) null, "documents" jsonb not null, "payload" jsonb not null, "evidence" jsonb not null, "tracks" jsonb not null, "recipients" jsonb not null, "digest" varchar(255) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "act_case_id_occurred_at_id_index" on "environment"."act" ("case_id", "occurred_at", "id")`,
    );
    this.addSql(
      `create table "environment"."alarm" ("id" bigserial primary key, "kind" varchar(255) not null, "envelope_id" uuid not null, "sender" varchar(255) not null, "digest" varchar(255) not null, "message" jsonb not null, "raised_at" timestamptz(3) not null)`,
    );
    this.addSql(
      `alter table "environment"."alarm" add constraint "alarm_kind_envelope_id_digest_sender_unique" unique ("kind", "envelope_id", "digest", "sender")`,
    );
    this.addSql(
      `create table "environment"."blacklist_change" ("sequence" serial primary key, "operation" varchar(255) not null, "entry_id" uuid not null, "at" timestamptz(3) not null, "content" jsonb not null, "hash" varchar(255) not null)`,
    );
    this.addSql(
      `create table "environment"."case_file" ("id" uuid not null, "title" varchar(500) not null, "place_code" varchar(255) not null, "place_text" varchar(255) null, "kinds" jsonb not null, "summary" text not null, "parties" jsonb not null, "origin" varchar(255) not null, "opened_at" timestamptz(3) not null, "division" varchar(255) not null, "as_of" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "case_file_opened_at_id_index" on "environment"."case_file" ("opened_at", "id")`);
    this.addSql(
      `create table "environment"."credit_blacklist_entry" ("id" uuid not null, "case_id" uuid not null, "party_name" varchar(500) not null, "uscc" varchar(255) null, "legal_basis" text not null, "severity" varchar(255) not null, "decision_number" varchar(255) null, "listed_at" timestamptz(3) not null, "published_from" varchar(255) not null, "published_until" varchar(255) not null, "delisted_at" timestamptz(3) null, "delisted_because" text null, primary key ("id"))`,
    );
    this.addSql(
      `create index "credit_blacklist_entry_listed_at_id_index" on "environment"."credit_blacklist_entry" ("listed_at", "id")`,
    );
    this.addSql(`create index "credit_blacklist_entry_uscc_index" on "environment"."credit_blacklist_entry" ("uscc")`);
    this.addSql(
      `create table "environment"."environment_record" ("case_id" uuid not null, "clue_received_at" timestamptz(3) null, "penalised_at" timestamptz(3) null, "penalty" text null, "penalty_amount" double precision null, "penalty_number" varchar(255) null, "transfer_decision" varchar(255) null, "transfer_decided_at" timestamptz(3) null, "transferred_at" timestamptz(3) null, "transfer_number" varchar(255) null, "suspected_offence" text null, "items_handed_over_at" timestamptz(3) null, primary key ("case_id"))`,
    );
    this.addSql(
      `create table "environment"."evidence_item" ("id" uuid not null, "case_id" uuid not null, "title" varchar(500) not null, "kind" varchar(255) not null, "name" varchar(500) not null, "media_type" varchar(255) not null, "size" bigint not null, "sha256" varchar(255) not null, "sm3" varchar(255) not null, "registered_by" varchar(255) not null, "registered_at" timestamptz(3) not null, "details" jsonb not null, "hash_ok" boolean null, primary key ("id"))`,
    );
    this.addSql(
      `create index "evidence_item_case_id_registered_at_id_index" on "environment"."evidence_item" ("case_id", "registered_at", "id")`,
    );
    this.addSql(
      `create table "environment"."inbox" ("envelope_id" uuid not null, "case_id" uuid not null, "sender" varchar(255) not null, "digest" varchar(255) not null, "message" jsonb not null, "receipt" jsonb not null, "received_at" timestamptz(3) not null, "opened_at" timestamptz(3) null, "opened_by" varchar(255) null, primary key ("envelope_id"))`,
    );
    this.addSql(
      `create index "inbox_received_at_envelope_id_index" on "environment"."inbox" ("received_at", "envelope_id")`,
    );
    this.addSql(`create index "inbox_case_id_index" on "environment"."inbox" ("case_id")`);
    this.addSql(
      `create table "environment"."outbox" ("envelope_id" uuid not null, "recipient" varchar(255) not null, "case_id" uuid not null, "message" jsonb not null, "recorded_at" timestamptz(3) not null, "attempts" int not null default 0, "next_attempt_at" timestamptz(3) not null, "receipt" jsonb null, "receipted_at" timestamptz(3) null, primary key ("envelope_id", "recipient"))`,
    );
    this.addSql(
      `create index "outbox_receipted_at_next_attempt_at_index" on "environment"."outbox" ("receipted_at", "next_attempt_at")`,
    );
    this.addSql(`create index "outbox_case_id_index" on "environment"."outbox" ("case_id")`);
    this.addSql(
      `create table "environment"."track_state" ("case_id" uuid not null, "track" varchar(255) not null, "state" varchar(255) not null, "version" int not null, "act_id" uuid not null, "act" varchar(255) not null, "occurred_at" timestamptz(3) not null, "precision" varchar(255) not null, primary key ("case_id", "track"))`,
    );
  }
}
