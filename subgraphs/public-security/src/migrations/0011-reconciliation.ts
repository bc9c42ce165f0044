import { Migration } from '@mikro-orm/migrations';

export class Migration0011 extends Migration {
  override up(): void {
    this.addSql(
      `create table "public_security"."reconciliation" ("peer" varchar(255) not null, "asked_at" timestamptz(3) null, "answered_at" timestamptz(3) null, "agreed_at" timestamptz(3) null, "behind" int not null default 0, "must_answer" boolean not null default false, primary key ("peer"))`,
    );
  }
}
