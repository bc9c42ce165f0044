import { Migration } from '@mikro-orm/migrations';

export class Migration0008 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."public_decision" ("id" uuid not null, "case_id" uuid not null, "agency" varchar(255) not null, "title" varchar(255) not null, "number" varchar(255) null, "party" varchar(500) null, "uscc" varchar(255) null, "measures" text null, "amount" double precision null, "legal_basis" text null, "decided_at" timestamptz(3) not null, "published_at" timestamptz(3) not null, "published_until" timestamptz(3) null, "withdrawn_at" timestamptz(3) null, "text" text not null, "grams" text[] not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "public_decision_published_at_id_index" on "docket"."public_decision" ("published_at", "id")`,
    );
    this.addSql(
      `create index "public_decision_case_id_agency_index" on "docket"."public_decision" ("case_id", "agency")`,
    );
    this.addSql(`create index "public_decision_grams_index" on "docket"."public_decision" using gin ("grams")`);
  }
}
