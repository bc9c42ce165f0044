import { Migration } from '@mikro-orm/migrations';

export class Migration0005 extends Migration {
  override up(): void {
    this.addSql(`alter table "court"."outbox" add "trace" varchar(255) null`);
  }
}
