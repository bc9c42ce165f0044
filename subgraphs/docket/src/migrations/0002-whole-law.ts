import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."holiday_plan" ("id" serial primary key, "year" int not null, "version" int not null, "notice" varchar(255) not null, "plan" jsonb not null, "published_at" timestamptz(3) not null, "published_by" varchar(255) not null, "published_by_name" varchar(255) not null, "total" int not null, "done" int not null, "finished_at" timestamptz(3) null)`,
    );
    this.addSql(
      `alter table "docket"."holiday_plan" add constraint "holiday_plan_year_version_unique" unique ("year", "version")`,
    );
    this.addSql(
      `alter table "docket"."deadline" add "spans" jsonb null, add "pauses" jsonb null, add "extensions" jsonb null, add "calendar_version" int not null default 0`,
    );
    this.addSql(
      `create index "deadline_status_calendar_version_index" on "docket"."deadline" ("status", "calendar_version")`,
    );
    this.addSql(`alter table "docket"."delivery" add "receipt_number" varchar(255) null`);
    this.addSql(`alter table "docket"."delivery" alter column "signature" drop not null`);
    this.addSql(`alter table "docket"."docket_entry" add "visible_to" text[] not null default '{}'`);
    // what the list of a case said before, until its next act says it anew
    this.addSql(
      `update "docket"."docket_entry" set "visible_to" = array['ENVIRONMENT', 'SUPERVISION_OFFICE'] || case when "quality" then array['QUALITY_SUPERVISION'] else '{}' end || case when "stage" <> 'INVESTIGATION' then array['PUBLIC_SECURITY', 'PROCURATORATE'] else '{}' end || case when "stage" = 'TRIAL' then array['COURT'] else '{}' end`,
    );
    this.addSql(`alter table "docket"."docket_entry" alter column "visible_to" drop default`);
    this.addSql(`alter table "docket"."docket_entry" drop column "quality"`);
    this.addSql(`create index "docket_entry_visible_to_index" on "docket"."docket_entry" using gin ("visible_to")`);
  }
}
