import { digestOf } from '@xianjie/contracts/envelope.ts';
import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import qrcode from 'qrcode';

export interface PaperSeal {
  /** SHA-256 of the paper's canonical JSON, hex */
  readonly digest: string;
  /** what the QR code holds */
  readonly text: string;
  /** what is printed under it */
  readonly short: string;
}
export function sealOf(paper: Paper): PaperSeal {
  const digest = digestOf(paper);
  return { digest, text: `xianjie:paper:sha256:${digest}`, short: digest.slice(0, 16) };
}

export interface QrMatrix {
  readonly size: number;
  /** SVG path of the dark modules, one unit each */
  readonly path: string;
}
export function qrMatrix(text: string): QrMatrix {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return { size: modules.size, path };
}
export const qrPng = (text: string): Promise<Buffer> =>
  qrcode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 1, scale: 6, type: 'png' });
