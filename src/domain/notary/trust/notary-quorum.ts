import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import {
  type DistinguishedName,
  identityOf,
  isWithinName,
  parseDistinguishedName,
  subjectName,
} from "./distinguished-name.ts";

/** So many of those whom a policy names must each have signed. */
export interface NotaryQuorum {
  readonly n: number;
  readonly identities: readonly DistinguishedName[];
}

/** Reads the names, written as in a trust policy behind `x509.subject:`. Fault: `policy-malformed`. */
export function readNotaryQuorum({ n, of }: { readonly n: number; readonly of: readonly string[] }): NotaryQuorum {
  const identities = of.map((text) => {
    const name = parseDistinguishedName(text);
    if (name !== undefined) return name;
    throw malformed(`${printable(text)} is not a name with C, ST and O, each part once`);
  });
  const isTwice = identities.some((one, at) =>
    identities.some((other, place) => place !== at && isWithinName(one, other)),
  );
  if (isTwice) throw malformed("one name for Notary signers is within another");
  return { n, identities };
}

/**
 * How many of the identities signed, by the subjects of the signers, DER. One subject stands for one identity, however many it fits, and one
 * identity counts once, whoever fits it: as many as can be paired.
 */
export function countSigners(subjects: readonly Uint8Array[], { identities }: NotaryQuorum): number {
  const distinct = new Map(subjects.map((subject) => [identityOf(subject), subjectName(subject)]));
  const fitting = [...distinct.values()].map((name) =>
    identities.flatMap((identity, at) => (name !== undefined && isWithinName(identity, name) ? [at] : [])),
  );
  const takenBy = new Map<number, number>();
  const place = (signer: number, tried: Set<number>): boolean =>
    fitting[signer]!.some((identity) => {
      if (tried.has(identity)) return false;
      tried.add(identity);
      const before = takenBy.get(identity);
      if (before !== undefined && !place(before, tried)) return false;
      takenBy.set(identity, signer);
      return true;
    });
  return fitting.filter((_, signer) => place(signer, new Set())).length;
}

function malformed(problem: string): Fault {
  return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}
