/** Thrown when something that a message builds on has not arrived yet; the message is tried again later. */
export class NotYet extends Error {
  constructor(
    message: string,
    /** id of the act that has to come first, where it is one */
    readonly awaited: string | null = null,
  ) {
    super(message);
  }
}
