import { afterAll, describe, expect, test } from '@jest/globals';
import { composePaper } from '@xianjie/contracts/papers/compose-paper.ts';
import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { actsWith, HUB_DOCUMENTS, sampleFacts } from '@xianjie/contracts/papers/sample-facts.ts';
import { strFromU8, unzipSync } from 'fflate';
import jsqr from 'jsqr';
import { extractText, getDocumentProxy } from 'unpdf';
import { layOutPaper } from '../layout/lay-out-paper.ts';
import { mm, TEXT_AREA } from '../page-format.ts';
import { qrMatrix, sealOf } from '../paper-digest.ts';
import { renderPdf } from '../render-pdf.ts';
import { RenderPool, RenderQueueFull } from '../render-pool.ts';

const decode = jsqr as unknown as typeof jsqr.default;
const PAPERS = HUB_DOCUMENTS.flatMap((name) =>
  actsWith(name).map((act) => [name, act, composePaper(name, sampleFacts(name, act))] as const),
);
const LETTER = PAPERS.find(([name]) => name === 'TRANSFER_LETTER')![2];

/** Every text of a paper, line by line. */
const textsOf = ({ blocks, title, issuer, number, addressee, attachments, copies }: Paper): string[] =>
  [
    issuer,
    number,
    title,
    addressee ?? '',
    ...attachments,
    ...copies,
    ...blocks.flatMap((block) => {
      if (block.kind === 'fields') return block.rows.flat();
      if (block.kind === 'table') return [...block.head, ...block.rows.flat()];
      return block.kind === 'signature' ? block.lines : [block.text];
    }),
  ].flatMap((text) => text.split('\n'));
const bare = (text: string) => text.replace(/\s/g, '');
/** Cells stand side by side, so that their lines mix: then the characters are counted. */
function expectAllTexts(printed: string, paper: Paper): void {
  const found = new Map<string, number>();
  for (const character of bare(printed)) found.set(character, (found.get(character) ?? 0) + 1);
  const wanted = new Map<string, number>();
  for (const character of bare(textsOf(paper).join(''))) wanted.set(character, (wanted.get(character) ?? 0) + 1);
  const lacking = [...wanted].filter(([character, count]) => (found.get(character) ?? 0) < count);
  expect(lacking).toEqual([]);
}
async function readPdf(bytes: Uint8Array): Promise<{ pages: number; text: string }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { totalPages, text } = await extractText(pdf, { mergePages: true });
  await pdf.destroy();
  return { pages: totalPages, text };
}
/** The QR code as pixels, three for each module with a margin of four. */
function readQr(text: string): string | undefined {
  const { size, path } = qrMatrix(text);
  const side = (size + 8) * 3;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, column, row] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < 3; dy += 1)
      for (let dx = 0; dx < 3; dx += 1)
        pixels.fill(
          0,
          (((Number(row) + 4) * 3 + dy) * side + (Number(column) + 4) * 3 + dx) * 4,
          (((Number(row) + 4) * 3 + dy) * side + (Number(column) + 4) * 3 + dx) * 4 + 3,
        );
  return decode(pixels, side, side)?.data;
}
const filled = (blocks: Paper['blocks']): Paper => ({
  ...LETTER,
  blocks,
  attachments: [],
  copies: ['长春市人民检察院'],
});

describe('layout', () => {
  test.each(PAPERS)('%s of %s stays within the text area', (_name, _act, paper) => {
    for (const { marks } of layOutPaper(paper))
      for (const mark of marks) {
        expect(mark.x).toBeGreaterThanOrEqual(TEXT_AREA.left - 1);
        expect(mark.x + mark.width).toBeLessThanOrEqual(TEXT_AREA.right + 1.5);
        expect(mark.y).toBeGreaterThanOrEqual(mm(29));
        expect(mark.y + (mark.kind === 'text' ? mark.lineHeight : mark.height)).toBeLessThanOrEqual(
          TEXT_AREA.bottom + 2,
        );
      }
  });

  test('a long table breaks over pages and repeats its head, a cell longer than a page too', () => {
    const rows = Array.from({ length: 90 }, (_, index) => [String(index + 1), `证据材料${index + 1}`, 'a'.repeat(64)]);
    rows.push(['91', '很长的说明。'.repeat(400), '0']);
    const sheets = layOutPaper(filled([{ kind: 'table', head: ['序号', '名称', '校验值'], rows }]));
    expect(sheets.length).toBeGreaterThan(5);
    for (const { marks } of sheets.slice(0, -1)) {
      const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
      expect(texts.filter((text) => text === '校验值')).toHaveLength(1);
      for (const mark of marks) expect(mark.y).toBeLessThan(TEXT_AREA.bottom + 1);
    }
  });

  test('no line begins with a closing sign or ends with an opening one', () => {
    const text =
      '（甲）《环境保护行政执法与刑事司法衔接工作办法》（环环监〔2017〕17号），“监测数据”、‘弄虚作假’；'.repeat(40);
    const lines = layOutPaper(filled([{ kind: 'paragraph', text }])).flatMap(({ marks }) =>
      marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])),
    );
    expect(lines.filter((line) => /^[，。、；：）〕》”’]/.test(line))).toEqual([]);
    expect(lines.filter((line) => /[（〔《“‘]$/.test(line))).toEqual([]);
  });

  test('the signature is never alone on a page', () => {
    for (let count = 1; count < 30; count += 1) {
      const blocks: Paper['blocks'] = [
        ...Array.from({ length: count }, () => ({ kind: 'paragraph', text: '正文一行。' }) as const),
        { kind: 'signature', lines: [LETTER.issuer, '2026年3月2日'] },
      ];
      const last = layOutPaper({ ...filled(blocks), copies: [] }).at(-1)!;
      expect(last.marks.some((mark) => mark.kind === 'text' && mark.text.includes('正文'))).toBe(true);
      const enclosed = layOutPaper({ ...filled(blocks), copies: [], attachments: ['附一', '附二'] }).at(-1)!;
      expect(enclosed.marks.some((mark) => mark.kind === 'text' && mark.text.includes('附'))).toBe(true);
    }
  });
});

describe('PDF', () => {
  test.each(PAPERS)('%s of %s holds every text, its own fonts and no more than it must', async (_name, _act, paper) => {
    const bytes = await renderPdf(paper);
    const { pages, text } = await readPdf(bytes);
    expectAllTexts(text, paper);
    expect(pages).toBe(layOutPaper(paper).length);
    for (let page = 1; page <= pages; page += 1) expect(bare(text)).toContain(`—${page}—`);
    expect(bare(text)).toContain(sealOf(paper).short);
    expect(bytes.length).toBeLessThan(300_000);
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSerifSC/);
    expect(raw).toContain('/FontFile2');
  });

  test('the same paper gives the same bytes', async () => {
    expect(Buffer.compare(await renderPdf(LETTER), await renderPdf(structuredClone(LETTER)))).toBe(0);
  });

  test('signs of every kind are printed; what the font lacks is shown as 〓 and named', async () => {
    const known = '〔〕—“”‘’①⑳℃≥≤±×÷％%‰·…《》〇㎡m³μΩ№→ⅠⅡ￥㐂喆堃珺淏镕赟龘﨑';
    const paper = filled([{ kind: 'paragraph', text: `${known}𠮷😀\u200b\u0007\t完\r\n第二行` }]);
    const { text } = await readPdf(await renderPdf(paper));
    // some compatibility characters come back as the character they stand for
    for (const character of known) expect(bare(text).normalize('NFKC')).toContain(character.normalize('NFKC'));
    expect(bare(text)).toContain('〓〓完');
    expect(bare(text)).toContain('U+20BB7、U+1F600');
    expect(text).not.toContain('\u0000');
  });

  test('an empty paper and one of a thousand paragraphs', async () => {
    const empty = { ...LETTER, blocks: [], attachments: [], copies: [], addressee: null };
    expect((await readPdf(await renderPdf(empty))).pages).toBe(1);
    const long = filled(
      Array.from({ length: 1000 }, (_, index) => ({ kind: 'paragraph', text: `第${index + 1}段，内容。` })),
    );
    const { pages, text } = await readPdf(await renderPdf(long));
    expect(pages).toBeGreaterThan(40);
    expect(bare(text)).toContain('第1000段');
  });
});

describe('preview', () => {
  test('is marked on every page and has neither digest nor QR code', async () => {
    const preview = { ...LETTER, number: '长环移字〔2026〕　　号', preview: true as const };
    const { pages, text } = await readPdf(await renderPdf(preview));
    expect(bare(text).split('预览件：尚未编号')).toHaveLength(pages + 1);
    expect(bare(text)).not.toContain(sealOf(preview).short);
  });
});

describe('digest', () => {
  test('the QR code holds the digest of the paper', () => {
    const { digest, text } = sealOf(LETTER);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(readQr(text)).toBe(`xianjie:paper:sha256:${digest}`);
    expect(sealOf({ ...LETTER, number: '长环移字〔2026〕4号' }).digest).not.toBe(digest);
  });
});

const pool = new RenderPool({ longest: 400 });
afterAll(() => pool.close());

const textIn = (archive: Uint8Array, name: string) => strFromU8(unzipSync(archive)[name]!);

describe('Word', () => {
  test.each(PAPERS)('%s of %s holds every text and the digest', async (_name, _act, paper) => {
    const archive = await pool.renderPaper(paper, 'docx');
    const xml = textIn(archive, 'word/document.xml').replace(/<\/w:p>/g, '\n');
    const text = xml
      .replace(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
    for (const line of textsOf(paper)) expect(bare(text)).toContain(bare(line));
    expect(xml).toContain('仿宋');
    expect(textIn(archive, 'docProps/core.xml')).toContain(sealOf(paper).text);
  });
});

describe('render pool', () => {
  test('renders twenty papers at once without keeping this thread', async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 5);
    const rendered = await Promise.all(
      PAPERS.slice(0, 20).map(([, , paper], index) => pool.renderPaper(paper, index % 2 === 0 ? 'pdf' : 'docx')),
    );
    clearInterval(timer);
    expect(rendered.map((bytes) => Buffer.from(bytes.subarray(0, 2)).toString())).toEqual(
      rendered.map((_, index) => (index % 2 === 0 ? '%P' : 'PK')),
    );
    expect(Buffer.compare(rendered[0]!, await renderPdf(PAPERS[0]![2]))).toBe(0);
    expect(ticks).toBeGreaterThan(10);
  });

  test('a paper that cannot be set fails alone', async () => {
    await expect(pool.renderPaper({ ...LETTER, blocks: [{ kind: 'paragraph' } as never] }, 'pdf')).rejects.toThrow();
    expect((await pool.renderPaper(LETTER, 'pdf')).length).toBeGreaterThan(1000);
  });

  test('more papers than may wait are refused', async () => {
    const small = new RenderPool({ longest: 1 });
    const first = [small.renderPaper(LETTER, 'pdf'), small.renderPaper(LETTER, 'pdf')];
    await expect(small.renderPaper(LETTER, 'pdf')).rejects.toThrow(RenderQueueFull);
    await Promise.all(first);
    await small.close();
  });

  test('closing ends the thread and refuses what waits; an idle one ends by itself and starts again', async () => {
    const idle = new RenderPool({ idle: 50 });
    await idle.renderPaper(LETTER, 'docx');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toEqual([]);
    await idle.renderPaper(LETTER, 'docx');
    const waiting = [idle.renderPaper(LETTER, 'pdf'), idle.renderPaper(LETTER, 'pdf')].map((promise) =>
      promise.then(
        () => 'rendered',
        () => 'refused',
      ),
    );
    await idle.close();
    expect(await Promise.all(waiting)).toEqual(['refused', 'refused']);
    await expect(idle.renderPaper(LETTER, 'pdf')).rejects.toThrow('closed');
  });
});
