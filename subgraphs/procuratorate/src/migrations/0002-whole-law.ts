import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "procuratorate"."number_series" ("series" varchar(255) not null, "last" int not null, primary key ("series"))`,
    );
    this.addSql(
      `create table "procuratorate"."private_fields" ("act_id" uuid not null, "case_id" uuid not null, "fields" jsonb not null, primary key ("act_id"))`,
    );
    this.addSql(
      `create index "private_fields_case_id_act_id_index" on "procuratorate"."private_fields" ("case_id", "act_id")`,
    );
    this.addSql(
      `alter table "procuratorate"."supervision_record" add "severance" varchar(255) null, add "arrest" varchar(255) null, add "arrest_decided_at" timestamptz(3) null, add "transfer_advised_at" timestamptz(3) null, add "opinion_issued_at" timestamptz(3) null`,
    );
  }
}
