import type { RootStatement } from "../../domain/capsule/root-statement.ts";
import type { Claim, Verdict } from "../../domain/policy/claim.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import { exitCodeOf, verdictOf } from "../../domain/policy/verdict.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { BundleSigner, LogEntryFacts, SignedTime } from "../../domain/sigstore/verified-bundle.ts";
import type { ByteSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Trust } from "../../ports/trust.ts";
import type { Failures } from "./attempt-claim.ts";
import { computeClaims } from "./compute-claims.ts";
import type { OpenedCapsule } from "./open-capsule.ts";
import { openCapsule } from "./open-capsule.ts";
import { type Pin, readPin, requirePinned, writePin } from "./pin.ts";
import type { NamedTrust } from "./read-trust.ts";
import { readTrust } from "./read-trust.ts";
import type { TrustedCapsuleRoot } from "./verify-root.ts";
import { verifyRoot } from "./verify-root.ts";

/** What the user asked for. Paths are absolute. */
export interface VerifyOrder {
  readonly capsule: CapsuleToVerify;
  /** Empty: the files beside the capsule that carry a subject's name. */
  readonly assets: readonly AssetToVerify[];
  readonly identity: ExpectedIdentity;
  /** `--release name@version`; without it the capsule's file name says which release is expected. */
  readonly release?: { readonly name: string; readonly version: string };
  /** Every asset of the release must be there. */
  readonly all?: boolean;
  /** It is enough that the evidence is sound. */
  readonly evidenceOnly?: boolean;
  /** What is required beside; its signers are given as `identity`. */
  readonly policy?: Policy;
  /** At which ages are counted and the policy must hold; needed with a policy. */
  readonly effectiveTime?: Date;
  /** Path of a file that keeps the ids of repository and owner since first use. */
  readonly pin?: string;
  /** Path of the capsule of the release before, for lineage. */
  readonly previous?: string;
  /** `--unsafe-capsule-root`: a trusted root that a capsule carried may be used. */
  readonly unsafeCapsuleRoot?: boolean;
}

/** A file, or bytes that are not yet a file; `fileName` is what they would be called. */
export type CapsuleToVerify = { readonly path: string } | { readonly bytes: ByteSource; readonly fileName: string };

/** A file; or a digest that stands in for one, with the name it would have where that is known. */
export type AssetToVerify =
  | { readonly path: string }
  | { readonly name?: string; readonly sha256: string; readonly sha512?: string };

export interface VerifyPorts {
  readonly files: Files;
  readonly trust: Trust;
  readonly progress: Progress;
}

/** What was found. Facts about the release are set only where they come from verified bytes. */
export interface Verification {
  readonly verdict: Verdict;
  /** 0 verified, 1 rejected, 3 incomplete, 4 a file could not be read (1 beats 4 beats 3). */
  readonly exitCode: 0 | 1 | 3 | 4;
  /** One for each claim id, in that order. */
  readonly claims: readonly Claim[];
  readonly assets: readonly AssetResult[];
  /** Undefined unless the root verified. */
  readonly root: VerifiedRoot | undefined;
  /** Builder that the verified provenance names; undefined where none was verified. */
  readonly builder: string | undefined;
  /** Hex SHA-256 of the capsule file. */
  readonly capsuleSha256: string;
  /** The trusted root under which the root verified, else the first that was tried. */
  readonly trust: { readonly origin: string; readonly dated: string | undefined };
  /** Files that could not be read. */
  readonly failures: readonly Fault[];
}

export interface VerifiedRoot {
  readonly statement: RootStatement;
  /** Hex: the name of the release in other capsules and logs. */
  readonly sha256: string;
  readonly signer: BundleSigner;
  readonly times: readonly SignedTime[];
  readonly logEntries: readonly LogEntryFacts[];
}

/** One asset of the release, or one file that was named and is none. */
export interface AssetResult {
  /** Name under which it was sealed; undefined where the file belongs to no asset of the release. */
  readonly sealedName: string | undefined;
  /** Path or digest that was looked at; undefined where nothing was. */
  readonly looked: string | undefined;
  readonly status: "verified" | "failed" | "absent" | "unreadable" | "not-asked";
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
}

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
 * everything else becomes a claim.
 */
export async function verifyCapsule(order: VerifyOrder, ports: VerifyPorts): Promise<Verification> {
  const trusted = await readTrust(ports.trust, order.unsafeCapsuleRoot);
  ports.progress.step("reading the capsule");
  const opened = await openCapsule(order.capsule, ports.files);
  const failures: Failures = [];
  const pin = order.pin === undefined ? undefined : await readPin(order.pin, ports.files);
  const found = verifyOpened({ order, opened, trusted, pin });
  const { claims, assets, builder } = await computeClaims(
    { order, opened, found, trusted, failures, verify: (other) => verifyCapsule(other, ports) },
    ports,
  );
  const verdict = verdictOf(claims);
  const root = found instanceof Fault ? undefined : found;
  if (order.pin !== undefined && pin === undefined && root !== undefined && verdict === "verified") {
    await writePin(order.pin, root.root.signer, ports.files);
  }
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

interface Opened {
  readonly order: VerifyOrder;
  readonly opened: OpenedCapsule;
  readonly trusted: readonly NamedTrust[];
  readonly pin: Pin | undefined;
}

/** The verified root, or why there is none. */
function verifyOpened({ order, opened, trusted, pin }: Opened): TrustedCapsuleRoot | Fault {
  if (opened.content instanceof Fault) return opened.content;
  try {
    const found = verifyRoot(opened.content.root, order.identity, trusted);
    if (pin !== undefined) requirePinned(found.root.signer, pin);
    return found;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
