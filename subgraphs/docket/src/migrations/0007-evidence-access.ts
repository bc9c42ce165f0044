import { Migration } from '@mikro-orm/migrations';

export class Migration0007 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."evidence_access" ("id" bigserial primary key, "evidence_id" uuid not null, "case_id" uuid not null, "organisation" varchar(255) not null, "officer" varchar(255) not null, "name" varchar(255) not null, "at" timestamptz(3) not null, "download" boolean not null)`,
    );
    this.addSql(
      `create index "evidence_access_evidence_id_id_index" on "docket"."evidence_access" ("evidence_id", "id")`,
    );
  }
}
