import { Migration } from '@mikro-orm/migrations';

export class Migration0013 extends Migration {
  override up(): void {
    this.addSql(
      `create table "court"."log_restoration" ("id" uuid not null, "log" varchar(255) not null, "cosigned_size" bigint not null, "cosigned_note" text not null, "cosigned_line" text not null, "size" bigint not null, "note" text not null, "reason" text not null, "actor_sub" varchar(255) not null, "actor_name" varchar(255) not null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "log_restoration_log_at_index" on "court"."log_restoration" ("log", "at")`);
  }
}
