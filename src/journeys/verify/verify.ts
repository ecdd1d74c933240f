import { signedBy } from "../../domain/verification/effective-time.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { isFinding } from "../../domain/verification/state-claim.ts";
import { underOne, type VerifyFirst } from "../../domain/verification/trust-bundles.ts";
import { exitCodeOf, verdictOf } from "../../domain/verification/verdict.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { TrustedCapsuleRoot } from "../../domain/verification/verify-root.ts";
import { verifyRoot } from "../../domain/verification/verify-root.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Failures } from "./attempt-claim.ts";
import { computeClaims } from "./compute-claims.ts";
import type { OpenedCapsule } from "./open-capsule.ts";
import { openCapsule } from "./open-capsule.ts";
import { orOutdated } from "./outdated-root.ts";
import { type Pin, readPin, requirePinned, writePin } from "./pin.ts";
import { readTrust } from "./read-trust.ts";
import { effectiveTime, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

/**
 * Verifies a release from its capsule: computes every claim, each only from what was read and verified before it.
 *
 *   1. trust       the trusted roots, from outside of the capsule
 *   2. archive     the capsule is canonical, and holds exactly the entries that its root lists
 *   3. root        it is signed by the expected identity, logged, and of a trusted time
 *   4. release     it is the expected one
 *   5. assets      the files are the sealed ones
 *   6. evidence    each entry is the sealed one; signatures of assets are of the root's run
 *   7. provenance  it is of the same run, about exactly the assets, and agrees with the certificate
 *   8. checksums   the lists are signed and list exactly the assets
 *   9. SBOM        each describes its asset
 *  10. the rest    evidence of others, lineage, log state, policy
 *
 * Files are read as streams, in constant memory. Nothing here opens a socket. Faults: those of usage
 * (`trusted-root-malformed`, `trusted-root-archival`, `configuration-invalid`), and `file-missing` for the capsule itself;
 * everything else becomes a claim. Where the trusted root may only be too old, see `orOutdated`.
 */
export async function verifyCapsule(order: VerifyOrder, ports: VerifyPorts): Promise<Verification> {
  const trusted = await readTrust(ports.trust, order.unsafeCapsuleRoot);
  ports.progress.step("reading the capsule");
  const opened = await openCapsule(order.capsule, ports.files);
  const pin = order.pin === undefined ? undefined : await readPin(order.pin, ports.files);
  const under = (verifyFirst: VerifyFirst) =>
    verifyOpened({ order, opened, trusted, pin, verifyFirst: signedBy(verifyFirst, effectiveTime(order)) }, ports);
  const verification = await orOutdated(
    await under(underOne(trusted, ports.crypto)),
    { order, trusted, crypto: ports.crypto },
    under,
  );
  const { root, verdict } = verification;
  if (order.pin !== undefined && pin === undefined && root !== undefined && verdict === "verified") {
    await writePin(order.pin, root.signer, ports.files);
  }
  return verification;
}

interface Opened {
  readonly order: VerifyOrder;
  readonly opened: OpenedCapsule;
  readonly trusted: readonly NamedTrust[];
  readonly pin: Pin | undefined;
  readonly verifyFirst: VerifyFirst;
}

async function verifyOpened(all: Opened, ports: VerifyPorts): Promise<Verification> {
  const { order, opened, trusted } = all;
  const failures: Failures = [];
  const found = await findRoot(all);
  const { claims, assets, builder } = await computeClaims(
    { order, opened, found, trusted, failures, verify: (other) => verifyCapsule(other, ports) },
    ports,
  );
  const verdict = verdictOf(claims);
  const root = found instanceof Fault ? undefined : found;
  return {
    verdict,
    exitCode: exitCodeOf(verdict, failures.length > 0),
    claims,
    assets,
    builder,
    root: root?.root,
    capsuleSha256: opened.sha256,
    trust: trustOf(root, trusted),
    failures,
  };
}

function trustOf(root: TrustedCapsuleRoot | undefined, trusted: readonly NamedTrust[]): Verification["trust"] {
  const { origin, dated } = root?.trust ?? trusted[0] ?? { origin: "no trusted root", dated: undefined };
  return { origin, dated };
}

/** The verified root, or why there is none. */
async function findRoot({ order, opened, pin, verifyFirst }: Opened): Promise<TrustedCapsuleRoot | Fault> {
  if (opened.content instanceof Fault) return opened.content;
  try {
    const found = await verifyRoot(opened.content.root, order.identity, verifyFirst);
    if (pin !== undefined) requirePinned(found.root.signer, pin);
    return found;
  } catch (error) {
    if (isFinding(error)) return error;
    throw error;
  }
}
