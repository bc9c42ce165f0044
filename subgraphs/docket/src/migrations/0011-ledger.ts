import { Migration } from '@mikro-orm/migrations';

export class Migration0011 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."ledger_checkpoint" ("size" bigint not null, "root" varchar(255) not null, "note" text not null, "at" timestamptz(3) not null, primary key ("size"))`,
    );
    this.addSql(
      `create table "docket"."ledger_cosignature" ("size" bigint not null, "witness" varchar(255) not null, "line" text not null, "at" timestamptz(3) not null, primary key ("size", "witness"))`,
    );
    this.addSql(
      `create table "docket"."ledger_leaf" ("id" bigserial primary key, "kind" varchar(255) not null, "ref" text not null, "digest" varchar(255) not null, "record" text not null, "mac" varchar(255) not null, "at" timestamptz(3) not null, "position" bigint null, "refused" boolean not null default false)`,
    );
    this.addSql(`alter table "docket"."ledger_leaf" add constraint "ledger_leaf_position_unique" unique ("position")`);
    this.addSql(`create index "ledger_leaf_ref_index" on "ledger_leaf" ("ref" collate "C", "position", "id")`);
    this.addSql(
      `create index "ledger_leaf_pending_index" on "docket"."ledger_leaf" ("id") where position is null and not refused`,
    );
    this.addSql(
      `create table "docket"."ledger_tile" ("level" int not null, "index" bigint not null, "hashes" bytea not null, primary key ("level", "index"))`,
    );
    this.addSql(
      `create table "docket"."ledger_witnessed" ("log" varchar(255) not null, "size" bigint not null, "root" varchar(255) not null, "note" text not null, "line" text not null, "at" timestamptz(3) not null, primary key ("log"))`,
    );
  }
}
