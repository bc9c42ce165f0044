const PLACE = '\u0001';
const WRITTEN_PLACE = JSON.stringify(PLACE);
let written: string | undefined;

/** A result that is JSON text already: written once, however many clients get it. */
export class Payload {
  constructor(readonly text: string) {}

  /** Leaves a place in the message around it; {@link filled} puts the text there. */
  toJSON(): string {
    written = this.text;
    return PLACE;
  }
}

/** A message just made by JSON.stringify, with the text of its payload in place. */
export function filled(message: string): string {
  if (written === undefined) return message;
  const at = message.lastIndexOf(WRITTEN_PLACE);
  const text = message.slice(0, at) + written + message.slice(at + WRITTEN_PLACE.length);
  written = undefined;
  return text;
}
