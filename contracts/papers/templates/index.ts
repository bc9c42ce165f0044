import type { DocumentName } from '../../acts/documents.ts';
import type { Template } from '../draft.ts';
import * as acceptance from './acceptance.ts';
import * as detention from './detention.ts';
import * as filing from './filing.ts';
import { GENERIC } from './generic.ts';
import * as letters from './letters.ts';
import * as lists from './lists.ts';
import * as measures from './measures.ts';
import * as execution from './penalty-execution.ts';
import {
  HEARING_NOTICE,
  NO_PENALTY_DECISION,
  PENALTY_DECISION,
  PENALTY_FILING_FORM,
  QUALITY_PENALTY_DECISION,
  RIGHTS_NOTICE,
  SPOT_PENALTY_DECISION,
} from './penalty.ts';
import * as notices from './notices.ts';
import { SUSPENSION_DECISION } from './qualification.ts';
import * as prosecution from './prosecution.ts';
import * as supervision from './supervision.ts';
import * as transfer from './transfer.ts';

/** Templates by the name of their document; every other document is a letter of the generic form. */
const TEMPLATES: Readonly<Partial<Record<DocumentName, Template>>> = {
  ...transfer,
  ...letters,
  ...lists,
  ...acceptance,
  ...filing,
  ...supervision,
  ...prosecution,
  ...measures,
  ...notices,
  ...execution,
  ...detention,
  HEARING_NOTICE,
  NO_PENALTY_DECISION,
  PENALTY_DECISION,
  PENALTY_FILING_FORM,
  QUALITY_PENALTY_DECISION,
  RIGHTS_NOTICE,
  SPOT_PENALTY_DECISION,
  SUSPENSION_DECISION,
};
export function templateOf(name: DocumentName): { readonly key: string; readonly template: Template } {
  const template = TEMPLATES[name];
  return template ? { key: name, template } : { key: 'GENERIC', template: GENERIC };
}
