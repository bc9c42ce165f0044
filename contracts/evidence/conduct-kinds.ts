import type { FalsificationCode } from './falsification-kinds.ts';

export interface ConductKind {
  readonly code: FalsificationCode;
  /** why this code */
  readonly reason: string;
}

/**
 * From the conduct words of the published cases to the codes of 环发〔2015〕175号. The reading is the hub's own, no finding of an authority.
 * Vehicle emission tests are coded by analogy: the text of 2015 speaks of environmental monitoring, not of vehicle inspection.
 */
export const CONDUCT_KINDS = {
  bypass: { code: 'T04', reason: 'untreated water led past the point that is monitored' },
  data_fabrication: { code: 'F06', reason: 'results made up where no sampling or analysis stands behind them' },
  data_reuse: { code: 'F01', reason: 'results of an earlier, other sample used again' },
  data_tampering: {
    code: 'T13',
    reason: 'values above the limit changed before upload; the request to do so would be I04',
  },
  electronic_time_conflict: {
    code: 'F01',
    reason: 'time of the electronic spectrum file contradicts the record of the analysis',
  },
  equipment_damage: { code: 'T05', reason: 'monitoring equipment damaged' },
  forged_repair_bill: { code: 'F08', reason: 'a bought bill is no monitoring record; no listed form of forging fits' },
  forged_report: { code: 'F06', reason: 'a report issued without a monitoring behind it' },
  forged_seal: { code: 'F08', reason: 'the list names time and signature (F04), not the seal' },
  gas_injection: { code: 'T06', reason: 'gas let into the monitoring facility dilutes the sample' },
  gas_scrubbing: { code: 'T06', reason: 'the sample gas loses the pollutant by absorption before the analyser' },
  impossible_sampling: {
    code: 'F06',
    reason: 'sampling claimed although no sampling port exists or the plant stood still',
  },
  instrument_mode_switch: {
    code: 'T08',
    reason: 'instrument set to draw from the standard line: its running state is changed',
  },
  issue_during_suspension: {
    code: 'F08',
    reason: 'data issued while the body was not to issue any; no listed form fits',
  },
  method_downgrade: { code: 'T07', reason: 'a key item’s method replaced by a weaker one' },
  obd_emulator: { code: 'F05', reason: 'a device generates the diagnostic data in place of the vehicle' },
  ordered_by_official: { code: 'I01', reason: 'an official ordered or suggested it' },
  parameter_tampering: { code: 'T08', reason: 'parameters of instrument or data program altered' },
  procedure_omission: { code: 'T07', reason: 'a required step left out and the test passed all the same' },
  reagent_masking: {
    code: 'T06',
    reason: 'an agent in the water hides the pollutant from the method: the sample’s nature is changed',
  },
  reagent_tampering: { code: 'T08', reason: 'the analyser’s own reagent replaced to disturb the measurement' },
  record_missing: { code: 'F02', reason: 'reports without raw records' },
  remote_control: { code: 'T09', reason: 'data altered through remote control' },
  'report_falsification (alleged)': { code: 'F08', reason: 'the source names no form of falsification' },
  sample_dilution: { code: 'T06', reason: 'the sample, not the discharge, is diluted' },
  sample_forgery: { code: 'F06', reason: 'made-up samples stand for sampling that did not take place' },
  sample_substitution: { code: 'T06', reason: 'samples swapped' },
  sampling_frequency_violation: {
    code: 'T07',
    reason: 'sampling method changed: intervals shorter than the standard’s',
  },
  sampling_interference: { code: 'T06', reason: 'outside air let into the sample gas dilutes it' },
  sampling_obstruction: { code: 'T02', reason: 'sampling port blocked' },
  signal_substitution: { code: 'T08', reason: 'one signal wired and scaled to stand for another in the data program' },
  spray_interference: { code: 'T02', reason: 'surroundings or head of the sampler sprayed' },
  time_falsification: { code: 'F04', reason: 'recorded monitoring time is not the real one' },
  unauthorised_entry: {
    code: 'T14',
    reason: 'entering a station is not listed by itself; what was done inside has its own code',
  },
  value_clamping: { code: 'T08', reason: 'an upper limit set in the program that processes the data' },
  video_blocking: { code: 'T05', reason: 'camera turned away: the video facility is put out of use' },
  video_deletion: {
    code: 'T14',
    reason: 'surveillance recordings are no raw monitoring records (T11) and the facility itself is unharmed (T05)',
  },
} as const satisfies Record<string, ConductKind>;

/** The codes for a case's conduct words, each once, in the order of the words; unknown words are left out. */
export function falsificationCodesOf(conduct: readonly string[]): FalsificationCode[] {
  const table: Readonly<Record<string, ConductKind>> = CONDUCT_KINDS;
  return [...new Set(conduct.flatMap((word) => (Object.hasOwn(table, word) ? [table[word]!.code] : [])))];
}
