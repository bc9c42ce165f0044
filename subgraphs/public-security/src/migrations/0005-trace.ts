import { Migration } from '@mikro-orm/migrations';

export class Migration0005 extends Migration {
  override up(): void {
    this.addSql(`alter table "public_security"."outbox" add "trace" varchar(255) null`);
  }
}
