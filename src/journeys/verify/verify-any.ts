import type { Verification } from "../../domain/verification/verification.ts";
import { compareWithMemory } from "./compare-with-memory.ts";
import { withCapsule } from "./find-capsule.ts";
import { isByNotary } from "./is-by-notary.ts";
import { readMemories } from "./remember.ts";
import { verifyCapsule } from "./verify.ts";
import { verifyFile } from "./verify-file.ts";
import { requireNotaryVerifier, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

/**
 * Verifies by whatever evidence the file is, and compares it with what earlier releases were. Faults: those of `readMemories`,
 * `withCapsule`, `verifyCapsule`, `verifyFile` and `requireNotaryVerifier`.
 */
export async function verifyAny(order: VerifyOrder, ports: VerifyPorts): Promise<Verification> {
  if (order.memory !== undefined) await readMemories(order.memory, ports.files);
  return compareWithMemory(await verifyByForm(order, ports), order, ports.files);
}

/**
 * A capsule begins as gzip; JSON and checksum lists are verified as such. For a file that is not one of these the capsule beside it
 * is taken. Signatures of the Notary Project alone are a way of their own.
 */
async function verifyByForm(given: VerifyOrder, ports: VerifyPorts): Promise<Verification> {
  if (isByNotary(given, ports) && given.notary !== undefined) {
    return requireNotaryVerifier(ports).verify(given, given.notary, ports);
  }
  const order = await withCapsule(given, ports);
  const { capsule } = order;
  if ("bytes" in capsule || /\.capsule$/i.test(capsule.path)) return verifyCapsule(order, ports);
  if (capsule.json !== undefined) return verifyFile({ ...order, capsule }, ports);
  const file = await ports.files.open(capsule.path);
  const start = new Uint8Array(1);
  const length = await file.read(start, 0).finally(() => file.close());
  // What `withCapsule` leaves is nothing, a capsule, a checksum list, or JSON that is too large.
  const isCapsule = length === 0 || start[0] === 0x1f;
  return isCapsule ? verifyCapsule(order, ports) : verifyFile({ ...order, capsule }, ports);
}
