import { Migration } from '@mikro-orm/migrations';

export class Migration0018 extends Migration {
  override up(): void {
    // records of many rows are long and written seldom: compressing them took as long as writing what they tell of
    this.addSql(`alter table "docket"."ledger_leaf" alter column "record" set storage external`);
    this.addSql(`drop index "docket"."deadline_status_calendar_version_index"`);
    this.addSql(`drop index "docket"."deadline_breached_at_index"`);
    this.addSql(`drop index "docket"."deadline_next_fire_at_index"`);
    this.addSql(
      `create index "deadline_calendar_version_index" on "docket"."deadline" ("calendar_version") where status in ('RUNNING', 'PAUSED')`,
    );
    this.addSql(
      `create index "deadline_breached_at_index" on "docket"."deadline" ("breached_at") where breached_at is not null`,
    );
    this.addSql(
      `create index "deadline_next_fire_at_index" on "docket"."deadline" ("next_fire_at") where next_fire_at is not null`,
    );
  }
}
