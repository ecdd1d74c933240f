import { underOne } from "../../domain/verification/trust-bundles.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { verifyRoot } from "../../domain/verification/verify-root.ts";
import { Fault } from "../../kernel/fault.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import { withCapsule } from "./find-capsule.ts";
import { openCapsule } from "./open-capsule.ts";
import { readTrust } from "./read-trust.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

/** Whoever it is. */
const ANYBODY = { kind: "unsafe-pattern", subjectAlternativeName: "[^]*", issuer: "[^]*" } as const;

/**
 * Who signed a capsule, for a person who named nobody, to compare with what they know. Nothing is verified by it: it says only
 * that the signature is genuine. Undefined if it is not, or if there is no capsule. Faults: those of usage.
 */
export async function whoSigned(
  order: Pick<VerifyOrder, "capsule" | "assets" | "unsafeCapsuleRoot">,
  ports: VerifyPorts,
): Promise<VerifiedRoot | undefined> {
  const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
  const { crypto } = ports;
  const verifyFirst = underOne(trusted, crypto);
  try {
    const { capsule } = await withCapsule({ ...order, identity: ANYBODY }, ports);
    const choose = async (root: Uint8Array) => ({ root, holds: undefined });
    const { content } = await openCapsule(capsule, choose, ports);
    if (content instanceof Fault) return undefined;
    return (await verifyRoot(content.chosen.root, ANYBODY, { verifyFirst, crypto })).root;
  } catch (error) {
    requireFault(error);
    return undefined;
  }
}
