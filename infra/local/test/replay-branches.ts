import type { CaseState } from '@xianjie/contracts/acts/tracks.ts';

/** Why the others are not replayed, by case, or by place where a case of several is one of each. */
export const NOT_REPLAYABLE: Readonly<Record<string, string>> = { 'EMF-083': '未载明行政区划代码' };
export const PLACES_NOT_REPLAYABLE: Readonly<Record<string, string>> = {
  江苏徐州: '未载明当事人',
  '湖北襄樊(襄阳)': '未载明当事人',
  广西玉林: '未载明当事人',
};

const TO_FILING = 'requestTransfer approveTransfer transferCase acceptCase fileCase notifyDecision handOverItems';
const TO_TRIAL = `${TO_FILING} transferForProsecution indict registerCase`;
const TO_PENALTY = 'filePenaltyCase tellRights imposePenalty';
/** The acts of every case that tells a branch, and the states it ends in. */
export const BRANCHES: readonly (readonly [id: string, branch: string, acts: string, states: CaseState])[] = [
  [
    'EMF-001',
    'trial before another court',
    `openCase ${TO_TRIAL} scheduleTrial pronounceJudgment`,
    { criminal: 'JUDGED', trial: 'SCHEDULED' },
  ],
  [
    'EMF-008',
    'detention turned criminal',
    `openCase ${TO_PENALTY} approveDetentionTransfer transferForDetention acceptDetentionCase decideDetention copyDetentionDecision turnCriminal notifyDecision handOverItems requestArrest approveArrest executeArrest`,
    { detention: 'TURNED_CRIMINAL', criminal: 'FILED', coercion: 'ARRESTED', notice: 'GIVEN' },
  ],
  [
    'EMF-009',
    'penalty and prosecution, out-of-area trial',
    `openCase ${TO_PENALTY} ${TO_FILING} detainSuspect interrogateDetainee deliverAndTellFamily transferForProsecution indict registerCase pronounceJudgment`,
    { administrative: 'PENALISED', criminal: 'JUDGED', coercion: 'DETAINED' },
  ],
  [
    'EMF-011',
    'refusal, then a penalty',
    'openCase requestTransfer approveTransfer transferCase acceptCase refuseFiling notifyDecision filePenaltyCase tellRights imposePenalty',
    { criminal: 'FILING_REFUSED', notice: 'GIVEN', administrative: 'PENALISED' },
  ],
  [
    'EMF-013',
    'joint supervision, out-of-area trial',
    `openCase listForJointSupervision ${TO_TRIAL} pronounceJudgment`,
    { listing: 'LISTED', criminal: 'JUDGED' },
  ],
  [
    'EMF-015',
    'split prosecution',
    `openCase ${TO_FILING} transferForProsecution severCase indict registerCase declineSevered notifyNonProsecution`,
    { criminal: 'ON_TRIAL', severance: 'NOT_PROSECUTED', notice: 'GIVEN' },
  ],
  [
    'EMF-022',
    'correction, prior notice, statement, penalty',
    'openCase orderCorrection filePenaltyCase tellRights recordStatement imposePenalty',
    { administrative: 'PENALISED', daily: 'CORRECTION_ORDERED' },
  ],
  [
    'EMF-035',
    'correction, criminal detention, review for prosecution',
    `openCase orderCorrection ${TO_FILING} detainSuspect interrogateDetainee deliverAndTellFamily transferForProsecution`,
    { daily: 'CORRECTION_ORDERED', criminal: 'UNDER_REVIEW', coercion: 'DETAINED' },
  ],
  [
    'EMF-036',
    'sent for detention, filed as a crime',
    `openCase ${TO_PENALTY} approveDetentionTransfer transferForDetention acceptDetentionCase turnCriminal notifyDecision handOverItems transferForProsecution indict registerCase pronounceJudgment`,
    { detention: 'TURNED_CRIMINAL', criminal: 'JUDGED', administrative: 'PENALISED' },
  ],
  [
    'EMF-038',
    'administrative detention',
    `openCase ${TO_PENALTY} approveDetentionTransfer transferForDetention acceptDetentionCase decideDetention copyDetentionDecision`,
    { detention: 'COPIED', administrative: 'PENALISED' },
  ],
  [
    'EMF-042',
    'criminal detention',
    `openCase ${TO_FILING} detainSuspect interrogateDetainee deliverAndTellFamily`,
    { criminal: 'FILED', coercion: 'DETAINED' },
  ],
  [
    'EMF-040',
    'to be detained, told only in the outcome',
    `openCase ${TO_PENALTY} approveDetentionTransfer transferForDetention acceptDetentionCase`,
    { detention: 'ACCEPTED', administrative: 'PENALISED' },
  ],
  [
    'EMF-041',
    'corrected, sealed, penalised, found corrected',
    'openCase orderCorrection sealOrSeize filePenaltyCase tellRights imposePenalty approveDetentionTransfer transferForDetention acceptDetentionCase findCorrected',
    { daily: 'CORRECTED', seizure: 'SEIZED', administrative: 'PENALISED', detention: 'ACCEPTED' },
  ],
  [
    'EMF-048',
    'transfer that only the flow tells',
    'openCase requestTransfer approveTransfer transferCase acceptCase',
    { criminal: 'ACCEPTED' },
  ],
  ['EMF-052', 'circuit trial out of area', `openCase ${TO_TRIAL}`, { criminal: 'ON_TRIAL' }],
  [
    'EMF-054',
    'civil public-interest suit',
    'openCase reportPublicInterestClue publishSuitNotice filePublicInterestSuit acceptPublicInterestSuit tellEnvironment pronounceCivilJudgment',
    { publicInterest: 'JUDGED', suitNotice: 'TOLD' },
  ],
  [
    'EMF-057',
    'suspension by market regulation',
    'receiveQualityReport suspendQualification',
    { qualityClue: 'FOUND', qualification: 'SUSPENDED' },
  ],
  ['EMF-060', 'two fines, two decisions', `openCase ${TO_PENALTY} imposePenalty`, { administrative: 'PENALISED' }],
  [
    'EMF-062',
    'referral to market regulation',
    'openCase referToQualitySupervision fileQualityCase penaliseInstitution recordHandling',
    { quality: 'HANDLED', qualityPenalty: 'PENALISED', qualityClue: 'FILED' },
  ],
  [
    'EMF-065',
    'censure annulled by the court',
    'openCase issueCensure submitAnswer annulAdministrativeAct withdrawCensure',
    { remedy: 'ANNULLED', censure: 'WITHDRAWN' },
  ],
  [
    'EMF-070',
    'transfer on the advice of the procuratorate',
    'openCase provideFile adviseTransfer requestTransfer approveTransfer transferCase acceptCase reportTransferExecution fileCase notifyDecision handOverItems requestArrest approveArrest executeArrest',
    { transferSupervision: 'EXECUTED', criminal: 'FILED', coercion: 'ARRESTED' },
  ],
  ['EMF-080', 'found by the procuratorate, passed on', 'openCase', { administrative: 'INVESTIGATING' }],
];
