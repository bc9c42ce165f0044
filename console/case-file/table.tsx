import { useMemo, useState } from 'react';
import { say } from '../shell/language.ts';

const PAGE = 200;

/** A table of a file, a page at a time under its first row. */
export function Table({ text }: { text: string }) {
  const [page, setPage] = useState(0);
  const [head = [], ...rows] = useMemo(() => readRows(text), [text]);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('表格', 'Table')}>
        <table>
          <thead>
            <tr>
              <th>{say('行', 'Row')}</th>
              {head.map((cell, column) => (
                // columns of a file never change places
                // oxlint-disable-next-line no-array-index-key
                <th key={column}>{cell}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * PAGE, (page + 1) * PAGE).map((row, index) => (
              // oxlint-disable-next-line no-array-index-key
              <tr key={index}>
                <td>{page * PAGE + index + 1}</td>
                {row.map((cell, column) => (
                  // oxlint-disable-next-line no-array-index-key
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav className="pager viewer-pager" aria-label={say('翻页', 'Pages')}>
          <button type="button" className="button plain small" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {say('上一页', 'Previous')}
          </button>
          <span role="status">
            {say(
              `第 ${page + 1} / ${pages} 页，共 ${rows.length} 行`,
              `Page ${page + 1} of ${pages}, ${rows.length} rows`,
            )}
          </span>
          <button
            type="button"
            className="button plain small"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            {say('下一页', 'Next')}
          </button>
        </nav>
      )}
    </>
  );
}

/** RFC 4180, with tabs where the first line has them. */
function readRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const tabs = text.slice(0, text.indexOf('\n')).includes('\t');
  const cells = tabs
    ? /(^|\t|\r?\n)(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))/g
    : /(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g;
  for (const [, separator = '', quoted, plain = ''] of text.trimEnd().matchAll(cells)) {
    if (separator.endsWith('\n')) rows.push([]);
    rows.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return rows;
}
