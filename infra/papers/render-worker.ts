import type { Paper } from '@xianjie/contracts/papers/paper.ts';
import { parentPort } from 'node:worker_threads';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';

export type PaperFormat = 'pdf' | 'docx';
export interface RenderRequest {
  readonly id: number;
  readonly paper: Paper;
  readonly format: PaperFormat;
}
export type RenderReply =
  { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly id: number; readonly error: string };

const port = parentPort!;
port.on('message', ({ id, paper, format }: RenderRequest) => {
  const render = format === 'pdf' ? renderPdf : renderDocx;
  void render(paper).then(
    (rendered) => {
      const bytes = new Uint8Array(rendered);
      port.postMessage({ id, bytes } satisfies RenderReply, [bytes.buffer]);
    },
    (error: unknown) => port.postMessage({ id, error: String(error) } satisfies RenderReply),
  );
});
