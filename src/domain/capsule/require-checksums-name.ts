import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** Letters, digits and what every shell, GitHub and file system leaves alone. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
/** What other programs take for another kind of evidence, and names of ours. */
const TAKEN =
  /\.(capsule|jsonl?|md|sig|asc|pem|attestation)$|provenance|^local\.trusted_root|^checksums\.sha512\.txt$/i;
/** What mise, aqua and Renovate know a list of SHA-256 by. */
const KNOWN = /checksums?|sha256|shasums/i;

/** Refuses a name for our checksum list under which other programs would not find it, or find something else. Fault: `usage`. */
export function requireChecksumsName(name: string): void {
  if (PLAIN.test(name) && !TAKEN.test(name) && KNOWN.test(name)) return;
  throw new Fault("usage", `${printable(name)} is not a name for the checksum list`, {
    hint: "use letters, digits and . _ - with checksums or sha256 in it, for example SHA256SUMS or tool_1.2.3_checksums.txt",
  });
}
