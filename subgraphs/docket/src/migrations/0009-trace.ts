import { Migration } from '@mikro-orm/migrations';

export class Migration0009 extends Migration {
  override up(): void {
    this.addSql(`alter table "docket"."outbox" add "trace" varchar(255) null`);
  }
}
