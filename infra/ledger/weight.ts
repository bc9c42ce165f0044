/**
 * Every table of a station has its rows in the ledger, save these. A table made from others can be made again from them, and then
 * says what they say; the ledger's own tables are audited by themselves.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  migration: 'which migrations have run',
  ledger_leaf: 'the ledger',
  ledger_tile: 'the ledger',
  ledger_checkpoint: 'the ledger',
  ledger_cosignature: 'signed by the witness',
  ledger_witnessed: 'signed by the other station',
  awaited_file: 'what the station is still waiting for, gone once it is here',
  held_arrival: 'what the station is still waiting for, gone once it is here',
  docket_entry: 'list of cases, made from case_file, act and track_state',
  case_officer: 'list of officers, made from act',
  timestamp_state: 'whether the time-stamping authority answers',
  reconciliation: 'how far the comparison with other stations has come',
  feed_head: 'the highest cursor of feed_event',
};

/** Columns that say how far the station's own work has come, not what happened. */
export const BOOKKEEPING: Readonly<Record<string, readonly string[]>> = {
  outbox: ['attempts', 'next_attempt_at', 'trace', 'send_error'],
  inbox: ['told'],
  holiday_plan: ['total', 'done', 'finished_at'],
  public_decision: ['grams'],
  deadline: ['calendar_version'],
};

export const isWeighty = (table: string): boolean => !(table in LEFT_OUT);
export const isKept = (table: string, column: string): boolean => !BOOKKEEPING[table]?.includes(column);

/** Rows whose leaves have a kind of their own. */
export const KIND_OF: Readonly<Record<string, 'firing' | 'access'>> = {
  deadline_log: 'firing',
  access_record: 'access',
  evidence_access: 'access',
  intervention_access: 'access',
};
