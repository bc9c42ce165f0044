import { Migration } from '@mikro-orm/migrations';

export class Migration0009 extends Migration {
  override up(): void {
    this.addSql(
      `create table "environment"."station_key" ("station" varchar(255) not null, "key_id" varchar(255) not null, "algorithm" varchar(255) null, "public_key" text null, "use" varchar(255) not null, "valid_from" timestamptz(3) not null, "superseded_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, "reason" varchar(255) null, "outstanding" jsonb null, "published_by" uuid null, "revoked_by" uuid null, primary key ("station", "key_id"))`,
    );
  }
}
