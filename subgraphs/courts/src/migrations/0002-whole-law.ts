import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "court"."number_series" ("series" varchar(255) not null, "last" int not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "court"."private_fields" ("act_id" uuid not null, "case_id" uuid not null, "fields" jsonb not null, primary key ("act_id"))`,
    );
    this.addSql(`create index "private_fields_case_id_act_id_index" on "court"."private_fields" ("case_id", "act_id")`);
    this.addSql(
      `alter table "court"."trial_record" add "appealed_at" timestamptz(3) null, add "effective_at" timestamptz(3) null, add "practice_ban_until" varchar(255) null`,
    );
  }
}
