import { TRACKS, type Track } from './tracks.ts';

/** How a track stands, and after how many moves. */
export interface Standing {
  readonly state: string;
  readonly version: number;
}
/**
 * Whether a track stands further than known. Two agencies that moved it from the same state without knowing of each other made the same version:
 * then the state further down the table is everybody's, in whatever order their envelopes arrive.
 */
export function isFurther(track: Track, told: Standing, known: Standing): boolean {
  if (told.version !== known.version) return told.version > known.version;
  const order = Object.keys(TRACKS[track].states);
  return order.indexOf(told.state) > order.indexOf(known.state);
}
