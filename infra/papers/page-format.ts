/** Measures of GB/T 9704-2012, in points: A4, text area 156 × 225 mm, 22 lines of 28 characters. */
const MM = 72 / 25.4;
export const mm = (value: number): number => value * MM;

export const PAGE = { width: mm(210), height: mm(297) } as const;
export const MARGIN = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) } as const;
export const TEXT_AREA = {
  left: MARGIN.left,
  right: PAGE.width - MARGIN.right,
  top: MARGIN.top,
  bottom: PAGE.height - MARGIN.bottom,
  width: mm(156),
  height: mm(225),
} as const;

/** 三号 body so that 28 characters fill a line; 二号 title; 小四 in tables. */
export const SIZE = { body: 15.75, title: 22, table: 12, note: 10.5, copies: 14, pageNumber: 14 } as const;
export const LINE = { body: TEXT_AREA.height / 22, title: 34, table: 18, copies: 24 } as const;
export const RED = '#d7000f';
export const BLACK = '#000000';
export const GREY = '#8a8a8a';
