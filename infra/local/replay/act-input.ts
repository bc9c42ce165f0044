import { createHash } from 'node:crypto';
import { ACTS, type ActName } from '@xianjie/contracts/acts/index.ts';
import { falsificationCodesOf } from '@xianjie/contracts/evidence/conduct-kinds.ts';
import { A853_MATERIALS, H17_MATERIALS } from '@xianjie/contracts/evidence/transfer-materials.ts';
import type { Origin, PartyRole } from '@xianjie/contracts/envelope.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import type { PlannedAct } from './plan-acts.ts';
import type { PublishedCase, PublishedUnit } from './published-case.ts';

/** A UUID that is the same whenever the same thing is replayed, so that a replay can be repeated without doing anything twice. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const NOT_STATED = '公开资料未载明';

/** A document number that says it is none: the published case does not give the real one. */
const placeholderNumber = (source: PublishedCase, act: ActName) => `公开案例${source.id}·${ACTS[act].zh}`;

export const EVIDENCE_CODES = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M8'] as const;

/** The content of the file that stands for a material the public does not have. */
export const placeholderFile = (source: PublishedCase, code: keyof typeof H17_MATERIALS): string =>
  `${source.title}\n${code} ${H17_MATERIALS[code].zh}\n${NOT_STATED}本材料的内容，此文件仅代表该材料。\n公开的证据种类：${(source.evidence_kinds ?? []).join('、') || '未载明'}\n`;

function partyRole({ industry, role, name }: PublishedUnit): PartyRole {
  const text = `${industry ?? ''}${name}`;
  if (/行政机关|城管|环卫部门|监测站/.test(text)) return 'OFFICIAL_BODY';
  if (role?.includes('operator') || /运维|托管运营/.test(text)) return 'OPERATOR';
  return /检测|监测|检验/.test(text) ? 'MONITORING_BODY' : 'POLLUTANT_DISCHARGER';
}

export function partiesOf(source: PublishedCase) {
  const units = (source.offender_units ?? []).map((unit) => ({
    name: unit.name,
    uscc: unit.uscc && checkUscc(unit.uscc).ok ? unit.uscc : null,
    role: partyRole(unit),
  }));
  return units.length > 0
    ? units
    : (source.persons ?? []).map(({ name }) => ({ name, uscc: null, role: 'NATURAL_PERSON' as const }));
}

/** The verdict as the published outcome tells it. */
function verdictOf({ outcome }: PublishedCase): string {
  const text = outcome?.criminal?.join('') ?? '';
  if (text.includes('无罪')) return 'ACQUITTED';
  if (text.includes('免予刑事处罚')) return 'EXEMPTED';
  return /有期徒刑|拘役|管制|缓刑|罚金|构成|犯.*罪/.test(text) ? 'CONVICTED' : 'NOT_STATED';
}

/** The payload of an act as far as the published case gives it; what it does not give says so. */
export function payloadOf(
  source: PublishedCase,
  { act, event }: PlannedAct,
  evidence: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const detail = event?.detail ?? NOT_STATED;
  const offence = source.statutes?.map(({ text }) => text).join('、') || NOT_STATED;
  const materials = Object.keys(H17_MATERIALS).flatMap((code) => {
    const id = evidence.get(code);
    return id ? [{ code, evidenceIds: [id] }] : [];
  });
  switch (act) {
    case 'openCase':
      return {
        title: source.title,
        placeCode: source.place!.gb2260!,
        placeText: source.place?.text ?? null,
        kinds: falsificationCodesOf(source.conduct?.kinds ?? []),
        summary: source.conduct?.summary ?? NOT_STATED,
        parties: partiesOf(source),
      };
    case 'imposePenalty': {
      const amounts = (source.outcome?.administrative_fines ?? []).flatMap(({ amount_cny: amount }) =>
        amount ? [amount] : [],
      );
      return {
        measures:
          [detail, ...(source.outcome?.other_administrative ?? [])].filter((text) => text !== NOT_STATED).join('；') ||
          NOT_STATED,
        legalBasis: offence,
        amount: amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : null,
      };
    }
    case 'requestTransfer':
      return { suspectedOffence: offence, grounds: detail };
    case 'transferCase':
      return {
        suspectedOffence: offence,
        mainBasis: source.conduct?.summary ?? detail,
        contactOfficer: NOT_STATED,
        contactPhone: NOT_STATED,
        sealed: true,
        materials,
      };
    case 'transferForDetention':
      return {
        materials: Object.keys(A853_MATERIALS)
          .filter((code) => code !== 'A7')
          .map((code) => ({ code, documentNumber: placeholderNumber(source, act) })),
      };
    case 'handOverItems':
      return { items: NOT_STATED };
    case 'fileCase':
    case 'transferForProsecution':
    case 'indict':
      return { offence };
    case 'registerCase':
      return {
        courtCaseNumber:
          source.case_numbers?.find(({ kind }) => kind.startsWith('criminal'))?.no ?? placeholderNumber(source, act),
      };
    case 'pronounceJudgment':
      return { verdict: verdictOf(source), summary: source.outcome?.criminal?.join('；') || detail };
    case 'decideDetention':
      return { legalBasis: detail };
    case 'recordHandling':
      return { measures: detail };
    case 'declineProsecution':
    case 'refuseFiling':
    case 'notifyDecision':
    case 'referToQualitySupervision':
      return { reasons: detail };
    default:
      return {};
  }
}

/** The common part of the input: when, which documents, whether assumed. */
export function inputOf(
  source: PublishedCase,
  planned: PlannedAct,
  caseId: string,
  origin: Origin,
  evidence: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const { act, occurredAt, precision, assumed } = planned;
  return {
    actId: act === 'openCase' ? caseId : stableId(caseId, act),
    caseId,
    occurredAt,
    precision: precision.toUpperCase(),
    assumed,
    documents: (ACTS[act].documents ?? []).map((name) => ({ name, number: placeholderNumber(source, act) })),
    ...(ACTS[act].opens ? { origin } : {}),
    ...payloadOf(source, planned, evidence),
  };
}
