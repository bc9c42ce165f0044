import { Migration } from '@mikro-orm/migrations';

export class Migration0015 extends Migration {
  override up(): void {
    this.addSql(`alter table "docket"."reconciliation" drop column "must_answer"`);
    this.addSql(`alter table "docket"."reconciliation" add "restored_at" timestamptz(3) null`);
  }
}
