/** Where a program runs: all on this one, unless machines are played by network namespaces. */
export interface Machine {
  /** where it listens, and where the others reach it */
  readonly address: string;
  /** command in front of the program's own, such as `ip netns exec NAME` */
  readonly within: readonly string[];
}
export const THIS_MACHINE: Machine = { address: '127.0.0.1', within: [] };
