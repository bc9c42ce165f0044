import { Migration } from '@mikro-orm/migrations';

export class Migration0003 extends Migration {
  override up(): void {
    this.addSql(
      `create table "quality_supervision"."access_record" ("id" bigserial primary key, "at" timestamptz(3) not null, "officer" varchar(255) not null, "officer_name" varchar(255) not null, "organisation" varchar(255) not null, "case_id" uuid not null, "groups" jsonb not null, "operation" varchar(255) null, "operation_hash" varchar(255) null)`,
    );
    this.addSql(
      `create index "access_record_case_id_id_index" on "quality_supervision"."access_record" ("case_id", "id")`,
    );
    this.addSql(
      `create or replace function "quality_supervision"."access_record_append_only_fn"() returns trigger as $$ begin raise exception 'access_record is append-only'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "append_only" BEFORE UPDATE OR DELETE on "quality_supervision"."access_record" for each STATEMENT execute function "quality_supervision"."access_record_append_only_fn"()`,
    );
  }
}
