import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "public_security"."number_series" ("series" varchar(255) not null, "last" int not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "public_security"."private_fields" ("act_id" uuid not null, "case_id" uuid not null, "fields" jsonb not null, primary key ("act_id"))`,
    );
    this.addSql(
      `create index "private_fields_case_id_act_id_index" on "public_security"."private_fields" ("case_id", "act_id")`,
    );
    this.addSql(`alter table "public_security"."filing_record" add "arrest_requested_at" timestamptz(3) null`);
  }
}
