import { DOCUMENTS, type DocumentName } from '../acts/documents.ts';
import { documentsOf, type FieldSpec } from '../acts/act.ts';
import { ACTS, isActName, type ActName } from '../acts/index.ts';
import { recipientsOfAct } from '../acts/routes.ts';
import { CHECKLISTS } from '../evidence/transfer-materials.ts';
import type { EarlierAct, PaperFacts } from './paper.ts';
import { CASE, EVIDENCE, TEXTS } from './sample-case.ts';
import { numberOf } from './series.ts';

function valueOf(act: ActName, key: string, spec: FieldSpec): unknown {
  switch (spec.kind) {
    case 'text':
      return (
        TEXTS[key] ??
        `关于${ACTS[act].zh}的${spec.zh.replace(/（[^（）]*）$/, '')}：经核实，有关情况清楚，依法应当如此办理`
      );
    case 'texts':
      if (spec.atLeast) return ['李某', '张某'];
      return key === 'kinds' ? CASE.kinds : ['现场勘验图（应标明采样点和排污路径）', '认定意见（应加盖公章）'];
    case 'number':
      return key === 'days' ? 39 : 10;
    case 'money':
      return key === 'amount' && act === ('imposeDailyPenalty' as string) ? 7_800_000 : 200_000;
    case 'boolean':
      return true;
    case 'instant':
      return '2026-03-16T09:30:00+08:00';
    case 'date':
      return '2026-06-30';
    case 'documentNumber':
      return '（2026）吉01刑初12号';
    case 'uscc':
      return CASE.parties[0]!.uscc;
    case 'id':
      return 'p1';
    case 'ids':
      return [];
    case 'choice':
      return Object.keys(spec.values ?? {})[0];
    case 'parties':
      return CASE.parties;
    case 'materials':
      return materials(spec);
    case 'items':
      return [
        {
          name: '烟气采样管',
          quantity: '1根',
          features: '不锈钢，长约1.5米，一端有切割痕迹',
          storage: '我局物证室3号柜',
        },
        { name: '盛装洁净空气的容器', quantity: '2个', features: '蓝色塑料，容积约20升', storage: '我局物证室3号柜' },
        { name: '数据采集传输仪', quantity: '1台', features: '机身编号已拍照，封条完好', storage: '原地查封' },
      ];
    case 'file':
      return null;
  }
}
function materials(spec: FieldSpec): { code: string; evidenceIds: string[]; documentNumber?: string }[] {
  const codes = Object.keys(CHECKLISTS[spec.complete ?? 'H17_ARTICLE_6']).filter(
    (code) => code !== 'M7' && code !== 'A7',
  );
  const files: Readonly<Record<string, string[]>> = {
    M2: ['e1'],
    M3: ['e2'],
    M5: ['e3'],
    M6: ['e4', 'e5'],
    A3: ['e1'],
    A4: ['e2', 'e3', 'e4', 'e5'],
  };
  return codes.map((code) => ({
    code,
    evidenceIds: files[code] ?? [],
    ...(code === 'M8' || code === 'A6' ? { documentNumber: '长环罚字〔2026〕3号' } : {}),
  }));
}

/** The acts of the sample case, as far as they exist in the table of acts. */
const STORY = (
  'openCase filePenaltyCase tellRights imposePenalty orderCorrection requestTransfer approveTransfer transferCase acceptCase ' +
  'giveIncompleteNotice supplementMaterials refuseFiling notifyDecision requestReconsideration upholdRefusal suggestSupervision ' +
  'demandReasons explainReasons orderFiling fileOnOrder transferForProsecution declineProsecution notifyNonProsecution issueOpinion'
)
  .split(' ')
  .filter(isActName);

const ordinaryDocuments = (act: ActName): DocumentName[] => [
  ...new Set([...(ACTS[act].documents ?? []), ...Object.values(ACTS[act].documentsWith ?? {})]),
];
const payloadOf = (act: ActName): Record<string, unknown> =>
  Object.fromEntries(Object.entries(ACTS[act].payload ?? {}).map(([key, spec]) => [key, valueOf(act, key, spec)]));
/** The name that the notice of a decision bears. */
const NOTICES: Readonly<Partial<Record<ActName, DocumentName>>> = {
  refuseFiling: 'NON_FILING_NOTICE',
  withdrawCase: 'CASE_WITHDRAWAL_NOTICE',
};
const numbered = (act: ActName, decision: ActName) =>
  ordinaryDocuments(act)
    .map((name) => (name === 'FILING_NOTICE' ? (NOTICES[decision] ?? name) : name))
    .map((name) => ({
      name,
      number: numberOf({ agency: ACTS[act].by, division: CASE.division, document: name, year: 2026, serial: 3 }),
    }));

/** Acts with a story of their own; a number is the day from the beginning, the others follow each other every second day. */
const OWN_STORIES: Readonly<Partial<Record<ActName, readonly (readonly [ActName, number?])[]>>> = {
  // two orders that were not followed: 18 and 21 days
  imposeDailyPenalty: [
    ['openCase'],
    ['imposePenalty'],
    ['orderCorrection', 8],
    ['findCorrectionRefused', 26],
    ['orderCorrection', 26],
    ['findCorrectionRefused', 47],
  ],
  serveDailyPenalty: [['openCase'], ['imposePenalty'], ['imposeDailyPenalty']],
  handBackForPenalty: [['openCase'], ['transferCase'], ['acceptCase'], ['refuseFiling'], ['notifyDecision']],
  handOverItems: [['openCase'], ['transferCase'], ['acceptCase'], ['fileCase'], ['notifyDecision']],
};

/** The acts of the sample case before this one; `decision` takes the place of the refusal to file. */
function earlierThan(act: ActName, decision: ActName): EarlierAct[] {
  const end = STORY.indexOf(act);
  const story =
    OWN_STORIES[act] ??
    STORY.slice(0, end === -1 ? STORY.length : end).map((name) => [name === 'refuseFiling' ? decision : name] as const);
  return story.map(([name, day], index) => ({
    act: name,
    from: ACTS[name].by,
    occurredAt: new Date(Date.parse('2026-01-06T09:00:00+08:00') + (day ?? index * 2) * 86_400_000).toISOString(),
    precision: 'day' as const,
    documents: numbered(name, act === 'handOverItems' ? 'fileCase' : decision),
    payload: payloadOf(name),
  }));
}

/** Facts with which a document of an act can be composed. */
export function sampleFacts(
  document: DocumentName,
  act: ActName,
  { decision = 'refuseFiling' as ActName }: { readonly decision?: ActName } = {},
): PaperFacts {
  const { by } = ACTS[act];
  const payload = payloadOf(act);
  const occurredAt = '2026-03-02T10:00:00+08:00';
  const earlier = earlierThan(act, decision);
  return {
    number: numberOf({ agency: by, division: CASE.division, document, year: 2026, serial: 3 }),
    act,
    from: by,
    ...recipientsOfAct(ACTS[act], occurredAt, payload),
    case: CASE,
    occurredAt,
    precision: 'minute',
    actorName: '李某',
    payload,
    evidence: EVIDENCE,
    documents: numbered(act, decision),
    earlier,
  };
}
/** Every act that names a document. */
export const actsWith = (document: DocumentName): ActName[] =>
  (Object.keys(ACTS) as ActName[]).filter((act) => documentsOf(ACTS[act]).includes(document));
export const HUB_DOCUMENTS = (Object.keys(DOCUMENTS) as DocumentName[]).filter(
  (name) => DOCUMENTS[name].drawn === 'hub',
);
