import type { PartyRole } from '@xianjie/contracts/envelope.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import type { PublishedCase, PublishedUnit } from './published-case.ts';

function roleOf({ industry, role, name }: PublishedUnit): PartyRole {
  const text = `${industry ?? ''}${name}`;
  if (/行政机关|城管|环卫部门|监测站/.test(text)) return 'OFFICIAL_BODY';
  if (role?.includes('operator') || /运维|托管运营/.test(text)) return 'OPERATOR';
  return /检测|监测|检验/.test(text) ? 'MONITORING_BODY' : 'POLLUTANT_DISCHARGER';
}

/** What kind of body an unnamed party is, where the kind of case tells it: a discharger's own meter, a laboratory's own report. */
export function unnamedPartyRole({ category = '' }: PublishedCase): PartyRole | null {
  if (category.startsWith('discharge_')) return 'POLLUTANT_DISCHARGER';
  return category === 'third_party_lab_report' || category === 'vehicle_inspection' ? 'MONITORING_BODY' : null;
}

/** The parties as far as the source names them: its units, else its persons, else one that says it is not named. */
export function partiesOf(source: PublishedCase) {
  const units = (source.offender_units ?? []).map((unit) => ({
    name: unit.name,
    uscc: unit.uscc && checkUscc(unit.uscc).ok ? unit.uscc : null,
    role: roleOf(unit),
  }));
  if (units.length > 0) return units;
  const persons = (source.persons ?? []).map(({ name }) => ({ name, uscc: null, role: 'NATURAL_PERSON' as const }));
  const unnamed = unnamedPartyRole(source);
  return persons.length > 0 || !unnamed ? persons : [{ name: '未载明', uscc: null, role: unnamed }];
}
