export const HEAD = '<!-- printed by `npm run generate`; do not edit -->\n\n';
const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |\n`;
/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  row(head) + row(head.map(() => '---')) + rows.map(row).join('');
