import { Migration } from '@mikro-orm/migrations';

export class Migration0012 extends Migration {
  override up(): void {
    this.addSql(`alter table "public_security"."reconciliation" drop column "must_answer"`);
    this.addSql(`alter table "public_security"."reconciliation" add "restored_at" timestamptz(3) null`);
  }
}
