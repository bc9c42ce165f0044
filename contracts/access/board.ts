import type { ActName } from '../acts/index.ts';
import type { Agency, Organisation } from '../agencies.ts';

/** Who sees the figures of all agencies: those who supervise them (17号 art. 4, seed (三)3). The others see their own. */
export const BOARD_READERS: readonly Organisation[] = ['PROCURATORATE', 'SUPERVISION_OFFICE'];

/** A decision whose rate and duration the board shows. */
export interface DecisionRow {
  readonly zh: string;
  readonly en: string;
  readonly agency: Agency;
  /** acts from which its time counts: the last of them before the decision */
  readonly since: readonly ActName[];
  readonly granted: readonly ActName[];
  readonly refused: readonly ActName[];
}
export const DECISIONS = {
  PENALTY: {
    zh: '行政处罚',
    en: 'penalty',
    agency: 'ENVIRONMENT',
    since: ['filePenaltyCase'],
    granted: ['imposePenalty'],
    refused: ['declinePenalty'],
  },
  TRANSFER: {
    zh: '移送',
    en: 'transfer',
    agency: 'ENVIRONMENT',
    since: ['requestTransfer'],
    granted: ['approveTransfer'],
    refused: ['refuseTransfer'],
  },
  QUALITY_FILING: {
    zh: '市场监管立案',
    en: 'filing by quality supervision',
    agency: 'QUALITY_SUPERVISION',
    since: ['receiveQualityReport'],
    granted: ['fileQualityCase'],
    refused: ['declineQualityCase'],
  },
  FILING: {
    zh: '刑事立案',
    en: 'criminal filing',
    agency: 'PUBLIC_SECURITY',
    since: ['acceptCase'],
    granted: ['fileCase'],
    refused: ['refuseFiling'],
  },
  PROSECUTION: {
    zh: '提起公诉',
    en: 'indictment',
    agency: 'PROCURATORATE',
    since: ['transferForProsecution'],
    granted: ['indict'],
    refused: ['declineProsecution'],
  },
  JUDGMENT: {
    zh: '一审宣判',
    en: 'judgment',
    agency: 'COURT',
    since: ['registerCase'],
    granted: ['pronounceJudgment'],
    refused: [],
  },
} as const satisfies Record<string, DecisionRow>;
export type Decision = keyof typeof DECISIONS;
export const DECISION_NAMES = Object.keys(DECISIONS) as Decision[];

/** The agencies whose figures an organisation sees. */
export const boardOf = (organisation: Organisation, agencies: readonly Agency[]): Agency[] =>
  agencies.filter((agency) => agency === organisation || BOARD_READERS.includes(organisation));
