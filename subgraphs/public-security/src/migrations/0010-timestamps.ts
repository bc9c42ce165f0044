import { Migration } from '@mikro-orm/migrations';

export class Migration0010 extends Migration {
  override up(): void {
    this.addSql(
      `create table "public_security"."timestamp_proof" ("envelope_id" uuid not null, "digest" varchar(255) not null, "root" varchar(255) not null, "index" int not null, "path" jsonb not null, primary key ("envelope_id"))`,
    );
    this.addSql(`create index "timestamp_proof_root_index" on "public_security"."timestamp_proof" ("root")`);
    this.addSql(
      `create table "public_security"."timestamp_state" ("id" serial primary key, "last_at" timestamptz(3) null, "away_since" timestamptz(3) null, "reason" text null)`,
    );
    this.addSql(
      `create table "public_security"."timestamp_token" ("root" varchar(255) not null, "size" int not null, "token" text not null, "at" timestamptz(3) not null, primary key ("root"))`,
    );
  }
}
