import { Migration } from '@mikro-orm/migrations';

export class Migration0013 extends Migration {
  override up(): void {
    this.addSql(`alter table "docket"."delivery" add "receipts" jsonb not null default '[]'`);
  }
}
