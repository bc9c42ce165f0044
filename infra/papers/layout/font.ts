import * as fontkit from 'fontkit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Song typeface (OFL-1.1) in which papers are set; only the glyphs used go into a PDF. */
export const FONT_FILES = {
  regular: fontFile('400Regular/NotoSerifSC_400Regular.ttf'),
  bold: fontFile('700Bold/NotoSerifSC_700Bold.ttf'),
} as const;
export type Weight = keyof typeof FONT_FILES;

function fontFile(path: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-serif-sc/${path}`));
}

interface Face {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
}
const faces = new Map<Weight, { face: Face; widths: Map<string, number> }>();
function faceOf(weight: Weight): { face: Face; widths: Map<string, number> } {
  let found = faces.get(weight);
  if (!found) {
    found = { face: fontkit.create(readFileSync(FONT_FILES[weight])) as unknown as Face, widths: new Map() };
    faces.set(weight, found);
  }
  return found;
}

/** Width of a text in points at a size of 1. */
export function widthOf(text: string, weight: Weight = 'regular'): number {
  const { face, widths } = faceOf(weight);
  let sum = 0;
  for (const character of text) {
    let width = widths.get(character);
    if (width === undefined) {
      width = face.glyphForCodePoint(character.codePointAt(0)!).advanceWidth / face.unitsPerEm;
      widths.set(character, width);
    }
    sum += width;
  }
  return sum;
}
export const isInFont = (character: string): boolean =>
  faceOf('regular').face.hasGlyphForCodePoint(character.codePointAt(0)!);
