import { Migration } from '@mikro-orm/migrations';

export class Migration0006 extends Migration {
  override up(): void {
    this.addSql(`create index "act_name_occurred_at_index" on "docket"."act" ("name", "occurred_at")`);
    this.addSql(`create index "deadline_breached_at_index" on "docket"."deadline" ("breached_at")`);
    this.addSql(
      `create index "inbox_unopened_index" on "docket"."inbox" ("received_at", "envelope_id") where opened_at is null`,
    );
  }
}
