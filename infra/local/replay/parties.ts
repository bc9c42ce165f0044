import type { PartyRole } from '@xianjie/contracts/envelope.ts';
import { checkUscc } from '@xianjie/contracts/identifiers/uscc.ts';
import type { PublishedCase, PublishedPerson, PublishedUnit } from './published-case.ts';

function roleOf({ industry, role, name }: PublishedUnit): PartyRole {
  const text = `${industry ?? ''}${name}`;
  if (/行政机关|城管|环卫|监测站/.test(text)) return 'OFFICIAL_BODY';
  if (role?.includes('operator') || /运维|托管运营/.test(text)) return 'OPERATOR';
  return /检测|监测|检验/.test(text) ? 'MONITORING_BODY' : 'POLLUTANT_DISCHARGER';
}

/** What kind of body an unnamed party is, where the kind of case tells it: a discharger's own meter, a laboratory's own report. */
export function unnamedPartyRole({ category = '' }: PublishedCase): PartyRole | null {
  if (category.startsWith('discharge_')) return 'POLLUTANT_DISCHARGER';
  return category === 'third_party_lab_report' || category === 'vehicle_inspection' ? 'MONITORING_BODY' : null;
}

/** Parties beside the units: those whom something befell, and everybody where the source calls no unit the offender. */
function personsOf({ offender_units: units = [], persons = [] }: PublishedCase): readonly PublishedPerson[] {
  const all = !units.some(({ role }) => role === 'offender');
  return units.length === 0 ? persons : persons.filter(({ name, outcome }) => name.includes('某') && (all || outcome));
}

/** The parties as far as the source names them: its units but those that did no wrong, and persons; else one that says it is not named. */
export function partiesOf(source: PublishedCase) {
  const units = (source.offender_units ?? [])
    .filter(({ role }) => !role?.includes('not an offender'))
    .map((unit) => ({
      name: unit.name,
      uscc: unit.uscc && checkUscc(unit.uscc).ok ? unit.uscc : null,
      role: roleOf(unit),
    }));
  const persons = personsOf(source).map(({ name }) => ({ name, uscc: null, role: 'NATURAL_PERSON' as const }));
  const unnamed = unnamedPartyRole(source);
  const parties = [...units, ...persons];
  return parties.length > 0 || !unnamed ? parties : [{ name: '未载明', uscc: null, role: unnamed }];
}
