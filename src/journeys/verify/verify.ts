import type { Chosen } from "../../domain/capsule/read-capsule.ts";
import { exitCodeOf, verdictOf } from "../../domain/verification/claim.ts";
import { signedBy } from "../../domain/verification/effective-time.ts";
import { entryChoice, evidenceCoverage } from "../../domain/verification/evidence/asked-evidence.ts";
import { isFinding } from "../../domain/verification/make-claim.ts";
import type { NamedTrust, VerifyFirst } from "../../domain/verification/named-trust.ts";
import { judgedUnder, underOne } from "../../domain/verification/trust-bundles.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { RootVerification, TrustedCapsuleRoot } from "../../domain/verification/verify-root.ts";
import { verifyRoot } from "../../domain/verification/verify-root.ts";
import { Fault } from "../../kernel/fault.ts";
import { askEvidence, type Question } from "./ask-evidence.ts";
import type { Failures } from "./attempt-claim.ts";
import { computeClaims } from "./compute-claims.ts";
import { type OpenedCapsule, openCapsule } from "./open-capsule.ts";
import { mayBeOutdated, orOutdated } from "./outdated-root.ts";
import { readTrust } from "./read-trust.ts";
import { effectiveTime, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

/**
 * Verifies a release from its capsule: computes every claim, each only from what was read and verified before it.
 *
 *   1. trust       the trusted roots, from outside of the capsule
 *   2. root        the first entry; signed by the expected identity, logged, and of a trusted time, before more is held
 *   3. assets      the files are the sealed ones; evidence is asked for about those that are there
 *   4. archive     the capsule is canonical, and holds exactly the entries that its root lists
 *   5. release     it is the expected one
 *   6. evidence    each entry is the sealed one; signatures of the assets that were requested are of the root's run
 *   7. provenance  it is of the same run, about exactly the assets, and agrees with the certificate
 *   8. checksums   the lists are signed and list exactly the assets
 *   9. SBOM        each describes its asset
 *  10. the rest    evidence of others, lineage, log state, policy
 *
 * Files are read as streams, in constant memory. Nothing here opens a socket. Faults: those of usage
 * (`trusted-root-malformed`, `trusted-root-archival`, `configuration-invalid`), and `file-missing` for the capsule itself;
 * everything else becomes a claim. If the trusted root may only be too old, see `orOutdated`.
 */
export async function verifyCapsule(order: VerifyOrder, ports: VerifyPorts): Promise<Verification> {
  /* 1 */ const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
  const under = { order, trusted };
  ports.progress.step("reading the capsule");
  const examine = (root: Uint8Array, folder: string | undefined) => examineRoot(root, { ...under, folder }, ports);
  /* 2, 3, 4 */ const opened = await openCapsule(order.capsule, examine, ports);
  const { content } = opened;
  const found = content instanceof Fault ? content : content.chosen.found;
  return orOutdated(
    /* 5 to 10 */ await verifyOpened({ ...under, opened, found }, ports),
    { order, trusted, crypto: ports.crypto },
    async (verifyFirst) => {
      const again =
        content instanceof Fault ? content : await findRoot(content.root, { order, verifyFirst, crypto: ports.crypto });
      return verifyOpened({ ...under, opened, found: again }, ports);
    },
  );
}

interface Under {
  readonly order: VerifyOrder;
  readonly trusted: readonly NamedTrust[];
}

/** The root as it was found while nothing behind it was read, and what is asked of the rest. */
interface ExaminedRoot extends Chosen {
  /** The verified root, or why there is none. */
  readonly found: TrustedCapsuleRoot | Fault;
  /** Undefined if the root is not believed. */
  readonly question: Question | undefined;
}

/** A root that may only be newer than the trusted one is judged without it, as `orOutdated` will. */
async function examineRoot(
  bytes: Uint8Array,
  { order, trusted, folder }: Under & { readonly folder: string | undefined },
  ports: VerifyPorts,
): Promise<ExaminedRoot> {
  const find = (verifyFirst: VerifyFirst) => findRoot(bytes, { order, verifyFirst, crypto: ports.crypto });
  const found = await find(underOne(trusted, ports.crypto));
  const isInDoubt = found instanceof Fault && mayBeOutdated([found.code], { order, trusted });
  const believed = isInDoubt ? await find(judgedUnder(trusted, ports.crypto, () => undefined)) : found;
  if (believed instanceof Fault) return { found, question: undefined, holds: undefined };
  const { statement } = believed.root;
  const question = await askEvidence(statement, { order, folder }, ports);
  const { evidence = [], vulnerabilities } = order.policy ?? {};
  const others = evidence.length > 0 || vulnerabilities !== undefined;
  return {
    found,
    question,
    holds: entryChoice(statement, { asked: question.asked, others, log: order.log !== undefined }),
  };
}

interface Opened extends Under {
  readonly opened: OpenedCapsule<ExaminedRoot>;
  readonly found: TrustedCapsuleRoot | Fault;
}

async function verifyOpened({ order, opened, trusted, found }: Opened, ports: VerifyPorts): Promise<Verification> {
  const { content } = opened;
  const root = content instanceof Fault || found instanceof Fault ? undefined : found;
  const question = content instanceof Fault ? undefined : content.chosen.question;
  const failures: Failures = [];
  const { claims, assets, approvals, builder } = await computeClaims(
    { order, opened, found, question, trusted, failures, verify: (other) => verifyCapsule(other, ports) },
    ports,
  );
  const verdict = verdictOf(claims);
  return {
    verdict,
    exitCode: exitCodeOf(verdict, failures.length > 0),
    claims,
    assets,
    approvals,
    coverage: root && question && evidenceCoverage(root.root.statement, question.asked),
    builder,
    signatures: root === undefined ? [] : [root.root],
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

interface RootToFind extends RootVerification {
  readonly order: VerifyOrder;
}

/** The verified root, or why there is none. */
async function findRoot(
  bytes: Uint8Array,
  { order, verifyFirst, crypto }: RootToFind,
): Promise<TrustedCapsuleRoot | Fault> {
  try {
    return await verifyRoot(bytes, order.identity, {
      verifyFirst: signedBy(verifyFirst, effectiveTime(order)),
      crypto,
    });
  } catch (error) {
    if (isFinding(error)) return error;
    throw error;
  }
}
