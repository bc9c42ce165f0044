/** Thrown when something that a message builds on has not arrived yet; the message is tried again later. */
export class NotYet extends Error {}
