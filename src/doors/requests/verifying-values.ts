import { asFlag } from "../options/as-flag.ts";
import { COMMANDS } from "../options/commands.ts";
import { type GivenValues, readOptionValues } from "../options/option-values.ts";
import type { VerifyValues } from "./verify-request.ts";

/** What says who must have signed, and by which keys that is judged. */
const HANDED_ON: ReadonlySet<string> = new Set([
  ...["repository", "policy", "identity", "issuer", "key", "source-ref", "signer-workflow", "unsafe-trigger"],
  ...["notary", "notary-crl", "notary-plugin"],
  ...["release", "sigstore", "trusted-root", "evidence-only", "online", "effective-time"],
]);

/** For a command that verifies as `capsule verify` does, by some of its options: they are read by its table. */
export function verifyingValues(given: GivenValues, more: Readonly<Record<string, string>> = {}): VerifyValues {
  const handed = [...given].filter(([name]) => HANDED_ON.has(name));
  const added = Object.entries(more).map(([name, value]) => [name, [value]] as const);
  return readOptionValues(new Map([...handed, ...added]), COMMANDS.verify.options, (option) => asFlag({ option }));
}
