/** Cosigns heads of logs, each only if it goes on from the one that it cosigned before. */
export interface HeadWitness {
  /**
   * The lines that it puts under a head (a signed note). `proofFrom` gives the hashes by which the head's tree goes on from one of that
   * many leaves.
   */
  cosign(note: string, proofFrom: (size: number) => Promise<readonly Uint8Array[]>): Promise<string>;
}
