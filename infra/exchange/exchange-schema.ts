/**
 * The exchange's own schema, run by its owner role before any station starts; safe to run again.
 * Row level security is the lock: a station sees what it sent and what is addressed to it, and can mark done only the latter.
 * The station is the database role (`xj_environment` → ENVIRONMENT), so it cannot be claimed.
 */
export const EXCHANGE_SCHEMA = `
create or replace function exchange.station() returns text language sql stable as
  $$ select upper(substr(current_user::text, 4)) $$;

create table if not exists exchange.message (
  sequence  bigint generated always as identity primary key,
  kind      text not null check (kind in ('envelope', 'receipt', 'notice')),
  id        uuid not null,
  sender    text not null default exchange.station(),
  recipient text not null,
  digest    text not null,
  body      jsonb not null,
  sent_at   timestamptz not null default now(),
  done_at   timestamptz,
  unique (kind, id, sender, recipient, digest)
);
alter table exchange.message add column if not exists trace text;
alter table exchange.message drop constraint if exists message_kind_check;
alter table exchange.message add constraint message_kind_check check (kind in ('envelope', 'receipt', 'notice'));
create index if not exists message_waiting on exchange.message (recipient, sequence) where done_at is null;
alter table exchange.message enable row level security;
alter table exchange.message force row level security;

do $$ begin
  if not exists (select from pg_policies where schemaname = 'exchange' and tablename = 'message') then
    create policy reads on exchange.message for select using (exchange.station() in (sender, recipient));
    create policy sends on exchange.message for insert with check (sender = exchange.station());
    create policy resends on exchange.message for update using (exchange.station() in (sender, recipient))
      with check (exchange.station() in (sender, recipient));
  end if;
end $$;
do $$ begin
  if not exists (select from pg_policies where schemaname = 'exchange' and policyname = 'drops_notices') then
    create policy drops_notices on exchange.message for delete using (kind = 'notice' and exchange.station() = recipient);
  end if;
end $$;

create or replace function exchange.announce() returns trigger language plpgsql as
  $$ begin perform pg_notify('exchange_' || lower(new.recipient), ''); return null; end $$;
create or replace trigger announce after insert or update of done_at on exchange.message
  for each row when (new.done_at is null) execute function exchange.announce();

grant usage on schema exchange to public;
grant select, insert, delete on exchange.message to public;
grant update (done_at) on exchange.message to public;
grant execute on function exchange.station() to public;
`;
