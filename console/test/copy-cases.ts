import { randomUUID } from 'node:crypto';
import type { TestHub } from '@xianjie/local/test-hub.ts';
import { gramsOf } from '../../subgraphs/docket/src/list/search-text.ts';

interface Entry {
  readonly case_id: string;
  readonly title: string;
  readonly texts: string;
}
const BATCH = 2_000;

/** Fills the docket with copies of its cases, each numbered, with their clocks; they are to be listed and found, not to be acted on. */
export async function copyCases(sql: TestHub['sql'], count: number): Promise<void> {
  const originals = await sql<Entry>(
    "select case_id, title, concat_ws(E'\\n', title_text, party_text, number_text) as texts from docket.docket_entry where origin <> 'PUBLISHED' order by case_id",
  );
  const ids = originals.map(({ case_id }) => case_id);
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
      const number = from + index + 1;
      const { case_id, title, texts } = originals[number % originals.length]!;
      const mark = `第${number}号`;
      return {
        id: randomUUID(),
        original: case_id,
        title: `${title}${mark}`,
        mark,
        grams: gramsOf(texts, mark),
        number,
      };
    });
    for (const [table, changes] of Object.entries(COPIES))
      await sql(await copyOf(sql, table, changes), [JSON.stringify(rows), ids]);
  }
  await sql('analyze');
}

const OPENED = "'opened_at', now() - n.number * interval '1 minute'";
/** What is other in the copies of a table's rows. */
const COPIES = {
  case_file: `'id', n.id, 'title', n.title, ${OPENED}`,
  track_state: "'case_id', n.id",
  docket_entry: `'case_id', n.id, 'title', n.title, 'title_text', t.title_text || E'\\n' || n.mark, 'grams', to_jsonb(n.grams), ${OPENED}`,
  deadline: "'id', gen_random_uuid(), 'started_by', gen_random_uuid(), 'case_id', n.id, 'next_fire_at', null",
  case_officer: "'case_id', n.id",
};

async function copyOf(sql: TestHub['sql'], table: string, changes: string): Promise<string> {
  const columns = await sql<{ name: string }>(
    "select quote_ident(column_name) as name from information_schema.columns where table_schema = 'docket' and table_name = $1 and is_generated = 'NEVER'",
    [table],
  );
  const names = columns.map(({ name }) => name).join(', ');
  const id = table === 'case_file' ? 'id' : 'case_id';
  return `with originals as materialized (select * from docket.${table} where ${id} = any($2::uuid[]))
    insert into docket.${table} (${names})
    select ${columns.map(({ name }) => `c.${name}`).join(', ')}
    from jsonb_to_recordset($1::jsonb) as n(id uuid, original uuid, title text, mark text, grams text[], number int)
    join originals t on t.${id} = n.original
    cross join lateral jsonb_populate_record(null::docket.${table}, to_jsonb(t) || jsonb_build_object(${changes})) c`;
}
