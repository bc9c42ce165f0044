import type { DocumentName } from '@xianjie/contracts/acts/act.ts';
import type { ActName } from '@xianjie/contracts/acts/index.ts';
import { composePaper } from '@xianjie/contracts/papers/compose-paper.ts';
import { actsWith, HUB_DOCUMENTS, sampleFacts } from '@xianjie/contracts/papers/sample-facts.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RenderPool } from './render-pool.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'papers' } } });
const out = values.out;
mkdirSync(out, { recursive: true });

/** The decision that a notice tells. */
const DECISIONS: { readonly [D in DocumentName]?: ActName } = {
  FILING_NOTICE: 'fileCase',
  NON_FILING_NOTICE: 'refuseFiling',
  CASE_WITHDRAWAL_NOTICE: 'withdrawCase',
};

const papers = HUB_DOCUMENTS.flatMap((document) =>
  actsWith(document).flatMap((act) => {
    const decision = DECISIONS[document];
    return [
      {
        name: `${document}.${act}`,
        paper: composePaper(document, sampleFacts(document, act, decision ? { decision } : {})),
      },
    ];
  }),
);

const pool = new RenderPool({ longest: papers.length * 2 });
await Promise.all(
  papers.flatMap(({ name, paper }) =>
    (['pdf', 'docx'] as const).map(async (format) =>
      writeFileSync(join(out, `${name}.${format}`), await pool.renderPaper(paper, format)),
    ),
  ),
);
await pool.close();
console.log(`${papers.length} papers as PDF and Word in ${out}`);
