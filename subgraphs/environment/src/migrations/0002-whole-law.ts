import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "environment"."number_series" ("series" varchar(255) not null, "last" int not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "environment"."private_fields" ("act_id" uuid not null, "case_id" uuid not null, "fields" jsonb not null, primary key ("act_id"))`,
    );
    this.addSql(
      `create index "private_fields_case_id_act_id_index" on "environment"."private_fields" ("case_id", "act_id")`,
    );
    this.addSql(
      `alter table "environment"."environment_record" add "penalty_filed_at" timestamptz(3) null, add "penalty_served_at" timestamptz(3) null, add "paid_at" timestamptz(3) null, add "daily_penalty_days" int null, add "daily_penalty_amount" double precision null`,
    );
  }
}
