import { HANDLING_ACTS } from './handling.ts';
import { HOTLINE_ACTS } from './hotline.ts';

/** Acts of quality supervision (market regulation). */
export const QUALITY_SUPERVISION_ACTS = { ...HANDLING_ACTS, ...HOTLINE_ACTS } as const;
