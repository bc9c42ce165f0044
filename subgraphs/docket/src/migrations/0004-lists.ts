import { Migration } from '@mikro-orm/migrations';

export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(
      `create table "docket"."case_officer" ("case_id" uuid not null, "agency" varchar(255) not null, "officer" varchar(255) not null, "name" varchar(255) not null, "last_acted_at" timestamptz(3) not null, "handling" boolean not null, primary key ("case_id", "agency", "officer"))`,
    );
    this.addSql(
      `create index "case_officer_agency_officer_case_id_index" on "docket"."case_officer" ("agency", "officer", "case_id")`,
    );
    this.addSql(
      `create index "case_officer_case_id_agency_handling_index" on "docket"."case_officer" ("case_id", "agency", "handling")`,
    );
    this.addSql(
      `alter table "docket"."deadline" add "risk" int generated always as (case when kind in ('duration', 'limitation', 'retention') then null when status = 'BREACHED' then 0 when status = 'PAUSED' then 3 when status <> 'RUNNING' then null when reminder or conditional then 2 else 1 end) stored null`,
    );
    this.addSql(
      `create index "deadline_obligor_risk_due_at_id_index" on "docket"."deadline" ("obligor", "risk", "due_at", "id")`,
    );
    this.addSql(
      `alter table "docket"."docket_entry" add "division" varchar(255) not null default '', add "parties_visible_to" text[] not null default '{}', add "timeline_visible_to" text[] not null default '{}', add "states" text[] not null default '{}', add "agencies" text[] not null default '{}', add "title_text" text not null default '', add "party_text" text not null default '', add "number_text" text not null default '', add "grams" text[] not null default '{}', add "text_version" int not null default 0`,
    );
    this.addSql(
      `create index "docket_entry_division_opened_at_case_id_index" on "docket"."docket_entry" ("division", "opened_at", "case_id")`,
    );
    this.addSql(`create index "docket_entry_text_version_index" on "docket"."docket_entry" ("text_version")`);
    this.addSql(`create index "docket_entry_states_index" on "docket"."docket_entry" using gin ("states")`);
    this.addSql(`create index "docket_entry_grams_index" on "docket"."docket_entry" using gin ("grams")`);
  }
}
