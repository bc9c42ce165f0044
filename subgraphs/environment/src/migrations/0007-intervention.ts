import { Migration } from '@mikro-orm/migrations';

export class Migration0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table "environment"."intervention_access" ("id" bigserial primary key, "record_id" uuid not null, "at" timestamptz(3) not null, "sealed" jsonb not null)`,
    );
    this.addSql(
      `create index "intervention_access_record_id_id_index" on "environment"."intervention_access" ("record_id", "id")`,
    );
    this.addSql(
      `create table "environment"."intervention_record" ("id" uuid not null, "number" varchar(255) not null, "supplements" uuid null, "author" varchar(255) not null, "recorded_at" timestamptz(3) not null, "digest" varchar(255) not null, "sealed" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "environment"."intervention_record" add constraint "intervention_record_number_unique" unique ("number")`,
    );
    this.addSql(
      `create index "intervention_record_recorded_at_id_index" on "environment"."intervention_record" ("recorded_at", "id")`,
    );
    this.addSql(
      `create index "intervention_record_author_recorded_at_id_index" on "environment"."intervention_record" ("author", "recorded_at", "id")`,
    );
    this.addSql(
      `create index "intervention_record_supplements_recorded_at_id_index" on "environment"."intervention_record" ("supplements", "recorded_at", "id")`,
    );
    this.addSql(
      `create or replace function "environment"."intervention_access_append_only_fn"() returns trigger as $$ begin raise exception 'intervention_access is append-only'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "append_only" BEFORE UPDATE OR DELETE on "environment"."intervention_access" for each STATEMENT execute function "environment"."intervention_access_append_only_fn"()`,
    );
    this.addSql(
      `create or replace function "environment"."intervention_record_append_only_fn"() returns trigger as $$ begin raise exception 'intervention_record is append-only'; end; $$ language plpgsql`,
    );
    this.addSql(
      `create trigger "append_only" BEFORE UPDATE OR DELETE on "environment"."intervention_record" for each STATEMENT execute function "environment"."intervention_record_append_only_fn"()`,
    );
    // the schema of an entity knows no trigger on truncate
    this.addSql(
      `create trigger "never_emptied" before truncate on "environment"."intervention_access" for each statement execute function "environment"."intervention_access_append_only_fn"()`,
    );
    this.addSql(
      `create trigger "never_emptied" before truncate on "environment"."intervention_record" for each statement execute function "environment"."intervention_record_append_only_fn"()`,
    );
  }
}
