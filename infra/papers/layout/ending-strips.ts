import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { BLACK, GREY, LINE, mm, SIZE, TEXT_AREA } from '../page-format.ts';
import { breakLines } from './break-lines.ts';
import { widthOf } from './font.ts';
import type { Mark, Strip } from './marks.ts';
import { space, textStrips } from './text-strips.ts';

/** Issuer and date flush right under the place of the seal, four characters from the edge; hands of a form at its full width. */
export function signatureStrips(
  lines: readonly string[],
  { isSealed, size, lineHeight }: { readonly isSealed: boolean; readonly size: number; readonly lineHeight: number },
): Strip[] {
  const room = isSealed ? size * 4 : 0;
  const widest = Math.max(...lines.map((line) => widthOf(line) * size));
  const center = TEXT_AREA.right - room - widest / 2;
  const strips = lines.flatMap((line) => {
    const wide = widthOf(line) * size;
    if (!isSealed || wide > TEXT_AREA.width - room)
      return textStrips(line, { size, lineHeight, align: 'right', keepWithNext: true });
    return textStrips(line, { size, lineHeight, left: center - wide / 2 - TEXT_AREA.left, keepWithNext: true });
  });
  const seal: Strip = {
    height: 0,
    keepWithNext: true,
    draw: (y): Mark[] => [
      {
        kind: 'text',
        x: center - SIZE.note * 2,
        y: y - 20,
        text: '（印章）',
        size: SIZE.note,
        lineHeight: LINE.table,
        width: SIZE.note * 4,
        weight: 'regular',
        color: GREY,
        spacing: 0,
      },
    ],
  };
  const last = strips.at(-1)!;
  return [
    space(lineHeight * (isSealed ? 2 : 1), true),
    ...(isSealed ? [seal] : []),
    ...strips.slice(0, -1),
    { ...last, keepWithNext: false },
  ];
}

/** 版记 at the foot of the last page. */
export function imprint({ copies, issuer, date }: Paper): Strip {
  const left = SIZE.copies;
  const label = '抄送：';
  const hang = left + SIZE.copies * 3;
  const lines = breakLines(`${copies.join('，')}。`, { size: SIZE.copies, width: TEXT_AREA.width - hang - left });
  const height = (lines.length + 1) * LINE.copies + 8;
  const [year, month, day] = date.split('-').map(Number);
  const text = (content: string, x: number, y: number): Mark => ({
    kind: 'text',
    x,
    y,
    text: content,
    size: SIZE.copies,
    lineHeight: LINE.copies,
    width: widthOf(content) * SIZE.copies,
    weight: 'regular',
    color: BLACK,
    spacing: 0,
  });
  const rule = (y: number, thick: number): Mark => ({
    kind: 'rule',
    x: TEXT_AREA.left,
    y,
    width: TEXT_AREA.width,
    height: thick,
    color: BLACK,
  });
  const printed = `${year}年${month}月${day}日印发`;
  return {
    height,
    draw: (y) => [
      rule(y, mm(0.35)),
      text(label, TEXT_AREA.left + left, y + 2),
      ...lines.map((line, index) => text(line.text, TEXT_AREA.left + hang, y + 2 + index * LINE.copies)),
      rule(y + lines.length * LINE.copies + 4, mm(0.25)),
      text(issuer, TEXT_AREA.left + left, y + lines.length * LINE.copies + 6),
      text(printed, TEXT_AREA.right - left - widthOf(printed) * SIZE.copies, y + lines.length * LINE.copies + 6),
      rule(y + height, mm(0.35)),
    ],
  };
}
