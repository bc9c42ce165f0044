import { Migration } from '@mikro-orm/migrations';

export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(`create index "act_name_occurred_at_index" on "procuratorate"."act" ("name", "occurred_at")`);
    this.addSql(
      `create index "inbox_unopened_index" on "procuratorate"."inbox" ("received_at", "envelope_id") where opened_at is null`,
    );
  }
}
