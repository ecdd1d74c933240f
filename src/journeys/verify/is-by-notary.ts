import { formatByName } from "../../domain/notary/notary-names.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

export function namesNobody({ identity }: Pick<VerifyOrder, "identity">): boolean {
  return identity.kind === "any-of" && identity.of.length === 0;
}

/** Whether Notary signatures alone are asked for, or are what was named as evidence. Fault: `usage` where both cannot be. */
export function isByNotary(order: VerifyOrder, { files }: Pick<VerifyPorts, "files">): boolean {
  const isSignature = "path" in order.capsule && formatByName(files.nameOf(order.capsule.path)) !== undefined;
  if (order.notary === undefined) {
    if (!isSignature) return false;
    throw new Fault("usage", "a signature of the Notary Project says nothing without a trust policy", {
      hint: advice`add ${option("notary", "auto")} for that of notation, or name its folder of configuration`,
    });
  }
  if (namesNobody(order)) return true;
  if (!isSignature || order.policy !== undefined) return isSignature;
  throw new Fault("usage", "whom a Notary signature must be of says its trust policy, and not an identity", {
    hint: advice`leave out the identity, or name the capsule of the release with ${option("notary")}`,
  });
}
