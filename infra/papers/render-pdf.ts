import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { Document, Font, Page, Path, Svg, Text, View, renderToBuffer } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { FONT_FILES, widthOf } from './layout/font.ts';
import { layOutPaper } from './layout/lay-out-paper.ts';
import type { Mark } from './layout/marks.ts';
import { BLACK, MARGIN, mm, PAGE, RED, SIZE, TEXT_AREA } from './page-format.ts';
import { qrMatrix, sealOf, type PaperSeal } from './paper-digest.ts';

const FAMILY = 'paper';
const QR = mm(18);
Font.register({
  family: FAMILY,
  fonts: [
    { src: FONT_FILES.regular, fontWeight: 400 },
    { src: FONT_FILES.bold, fontWeight: 700 },
  ],
});
// the lines are broken already
Font.registerHyphenationCallback((word) => [word]);

/** The paper as PDF (A4, GB/T 9704-2012); the same paper gives the same bytes. */
export async function renderPdf(paper: Paper): Promise<Uint8Array> {
  const seal = sealOf(paper);
  const sheets = layOutPaper(paper);
  const date = new Date(`${paper.date}T00:00:00+08:00`);
  const document = h(
    Document,
    {
      title: `${paper.title} ${paper.number}`.trim(),
      author: paper.issuer,
      subject: paper.preview ? '预览' : seal.text,
      creator: '衔接',
      producer: '衔接',
      language: 'zh-CN',
      creationDate: date,
      modificationDate: date,
    },
    sheets.map(({ marks }, index) =>
      h(Page, { key: index, size: 'A4', style: { fontFamily: FAMILY, color: BLACK } }, [
        ...(paper.preview ? previewMarks() : []),
        ...marks.map(drawn),
        ...foot(index + 1, paper.preview ? null : seal),
      ]),
    ),
  );
  return new Uint8Array(await renderToBuffer(document));
}

function drawn(mark: Mark, key: number): ReactElement {
  if (mark.kind === 'rule')
    return h(View, {
      key,
      style: {
        position: 'absolute',
        left: mark.x,
        top: mark.y,
        width: mark.width,
        height: mark.height,
        backgroundColor: mark.color,
      },
    });
  return h(
    Text,
    {
      key,
      style: {
        position: 'absolute',
        left: mark.x,
        top: mark.y,
        // room for rounding, so that the line is never broken a second time
        width: mark.width + mark.size * 2,
        fontSize: mark.size,
        lineHeight: mark.lineHeight / mark.size,
        fontWeight: mark.weight === 'bold' ? 700 : 400,
        color: mark.color,
        letterSpacing: mark.spacing,
      },
    },
    mark.text,
  );
}

const WATERMARK = { text: '预览', size: 150, color: '#f0d6d6' } as const;
/** 预览 across the page and beneath it: nothing that could pass for the paper itself. */
function previewMarks(): ReactElement[] {
  const wide = widthOf(WATERMARK.text, 'bold') * WATERMARK.size;
  const note = '预览件：尚未编号，不具有效力';
  return [
    h(
      Text,
      {
        key: 'preview',
        style: {
          position: 'absolute',
          left: (PAGE.width - wide) / 2,
          top: PAGE.height / 2 - WATERMARK.size,
          width: wide + WATERMARK.size,
          fontSize: WATERMARK.size,
          fontWeight: 700,
          color: WATERMARK.color,
          transform: 'rotate(-30deg)',
        },
      },
      WATERMARK.text,
    ),
    drawn(
      {
        kind: 'text',
        x: (PAGE.width - widthOf(note) * SIZE.note) / 2,
        y: TEXT_AREA.bottom + mm(8),
        text: note,
        size: SIZE.note,
        lineHeight: 18,
        width: widthOf(note) * SIZE.note,
        weight: 'regular',
        color: RED,
        spacing: 0,
      },
      -3,
    ),
  ];
}

/** The page number outside as on a leaf printed on both sides, the QR code on the other side. */
function foot(number: number, seal: PaperSeal | null): ReactElement[] {
  const isOdd = number % 2 === 1;
  const text = `— ${number} —`;
  const wide = widthOf(text) * SIZE.pageNumber;
  const top = TEXT_AREA.bottom + mm(7);
  const left = isOdd ? TEXT_AREA.right - SIZE.pageNumber - wide : TEXT_AREA.left + SIZE.pageNumber;
  const pageNumber = drawn(
    {
      kind: 'text',
      x: left,
      y: top,
      text,
      size: SIZE.pageNumber,
      lineHeight: 18,
      width: wide,
      weight: 'regular',
      color: BLACK,
      spacing: 0,
    },
    -1,
  );
  if (seal === null) return [pageNumber];
  const matrix = qrMatrix(seal.text);
  const qrLeft = isOdd ? TEXT_AREA.left : PAGE.width - MARGIN.right - QR;
  const qrTop = TEXT_AREA.bottom + mm(6);
  const label = widthOf(seal.short) * 7;
  return [
    pageNumber,
    h(
      Svg,
      {
        key: 'qr',
        viewBox: `0 0 ${matrix.size} ${matrix.size}`,
        style: { position: 'absolute', left: qrLeft, top: qrTop, width: QR, height: QR },
      },
      h(Path, { d: matrix.path, fill: BLACK }),
    ),
    drawn(
      {
        kind: 'text',
        x: qrLeft + (QR - label) / 2,
        y: qrTop + QR + 1,
        text: seal.short,
        size: 7,
        lineHeight: 9,
        width: label,
        weight: 'regular',
        color: BLACK,
        spacing: 0,
      },
      -2,
    ),
  ];
}
