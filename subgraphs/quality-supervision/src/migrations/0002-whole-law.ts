import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "quality_supervision"."number_series" ("series" varchar(255) not null, "last" int not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "quality_supervision"."practice_ban" ("id" uuid not null, "case_id" uuid not null, "person" varchar(500) not null, "occupation" text not null, "banned_from" varchar(255) not null, "banned_until" varchar(255) not null, "legal_basis" text not null, "registered_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "practice_ban_registered_at_id_index" on "quality_supervision"."practice_ban" ("registered_at", "id")`,
    );
    this.addSql(
      `create index "practice_ban_banned_until_index" on "quality_supervision"."practice_ban" ("banned_until")`,
    );
    this.addSql(
      `create table "quality_supervision"."private_fields" ("act_id" uuid not null, "case_id" uuid not null, "fields" jsonb not null, primary key ("act_id"))`,
    );
    this.addSql(
      `create index "private_fields_case_id_act_id_index" on "quality_supervision"."private_fields" ("case_id", "act_id")`,
    );
    this.addSql(
      `alter table "quality_supervision"."quality_record" add "penalty" text null, add "penalty_amount" double precision null, add "penalised_at" timestamptz(3) null, add "qualification_measure" varchar(255) null`,
    );
  }
}
