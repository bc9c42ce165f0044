import type { Paper, PaperBlock } from '@xianjie/contracts/papers/paper.ts';
import { isInFont } from './font.ts';

/** 〓, the printer's mark for a character that the case of type lacks. */
export const GETA = '〓';

export interface Printable {
  readonly paper: Paper;
  /** characters that the font lacks, in the order they appear; each is printed as 〓 */
  readonly missing: readonly string[];
}

/** The paper with every character that cannot be printed replaced by 〓, so that no empty box passes for a name. */
export function printable(paper: Paper): Printable {
  const missing = new Set<string>();
  const text = (value: string): string =>
    [...plain(value)]
      .map((character) => {
        if (character === '\n' || isInFont(character)) return character;
        missing.add(character);
        return GETA;
      })
      .join('');
  const block = (value: PaperBlock): PaperBlock => {
    switch (value.kind) {
      case 'heading':
      case 'paragraph':
        return { ...value, text: text(value.text) };
      case 'fields':
        return { ...value, rows: value.rows.map(([label, content]) => [text(label), text(content)] as const) };
      case 'table':
        return { ...value, head: value.head.map(text), rows: value.rows.map((row) => row.map(text)) };
      case 'signature':
        return { ...value, lines: value.lines.map(text) };
    }
  };
  return {
    paper: {
      ...paper,
      title: text(paper.title),
      issuer: text(paper.issuer),
      number: text(paper.number),
      addressee: paper.addressee === null ? null : text(paper.addressee),
      blocks: paper.blocks.map(block),
      attachments: paper.attachments.map(text),
      copies: paper.copies.map(text),
    },
    missing: [...missing],
  };
}

/** Line ends of every system become one; signs that print nothing go, a tabulator becomes a space. */
const plain = (value: string): string =>
  value
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}]|\p{Variation_Selector}/gu, '');
