import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = new URL('../statutes/', import.meta.url);

/** A row of a statute file as it stands there. */
export interface StatuteRow {
  readonly file: string;
  readonly id: string;
  readonly article: string;
  readonly regime: string;
  readonly text: string;
}
interface StatuteFile {
  readonly instrument: string;
  readonly number?: string;
  readonly rules: readonly Record<string, unknown>[];
}
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(new URL(file, FOLDER), 'utf8') }));

/** Names and numbers of all instruments in `contracts/statutes/`. */
export const instrumentsOf = (): string[] =>
  files.flatMap(({ text }) => {
    const { instrument, number } = parse(text) as StatuteFile;
    return number === undefined ? [instrument] : [instrument, number];
  });

/** The rows of all statute files with their own text, comments included. */
export const statuteRows = (): StatuteRow[] =>
  files.flatMap(({ file, text }) => {
    const texts = text.split(/^ {2}- id: /m).slice(1);
    return (parse(text) as StatuteFile).rules.map((row, at) => ({
      file,
      id: String(row['id']),
      article: String(row['article']),
      regime: String(row['regime']),
      text: texts[at]!,
    }));
  });
