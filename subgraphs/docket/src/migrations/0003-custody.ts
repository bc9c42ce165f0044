import { Migration } from '@mikro-orm/migrations';

export class Migration0003 extends Migration {
  override up(): void {
    this.addSql(`alter table "docket"."deadline" add "in_custody" boolean not null default false`);
  }
}
