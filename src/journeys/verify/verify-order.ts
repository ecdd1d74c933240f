import type { Cryptography } from "../../crypto/cryptography.ts";
import type { Change } from "../../domain/memory/compare-memory.ts";
import type { AskRevocation } from "../../domain/notary/revocation/revocation-answer.ts";
import type { FindPlugin } from "../../domain/notary/verification-plugin.ts";
import type { PolicyInForce } from "../../domain/policy/check-policy.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import type { EffectiveTime } from "../../domain/verification/effective-time.ts";
import { ASKED_OPTIONS, type AskedOption } from "../../domain/verification/evidence/evidence-form.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import type { ByteSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { PublicReleases } from "../../ports/public-releases.ts";
import type { Trust } from "../../ports/trust.ts";
import type { CheckedNotary, NotaryFile, NotaryOrder } from "./notary-order.ts";

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
  /** Every file in a folder that was named must be of the release. */
  readonly allFiles?: boolean;
  /** It is enough that the evidence is sound. */
  readonly evidenceOnly?: boolean;
  /** What is required beside; its signers are given as `identity`. */
  readonly policy?: Policy;
  /** The time that the user named: ages are counted at it, the policy must hold then, and nothing signed later counts. */
  readonly effectiveTime?: Date;
  /** The time that it is, if the user named none; as good as the machine's clock. */
  readonly now?: Date;
  /** A verification summary is asked for, which only a capsule can give. */
  readonly summary?: boolean;
  /** What is remembered of earlier releases; undefined if nothing is. */
  readonly memory?: MemoryOrder;
  /** Seconds that must have passed since it was signed. */
  readonly minAge?: number;
  /** Path of GitHub's attestation of the release, instead of the one that lies beside the capsule. */
  readonly published?: string;
  /** Path of the capsule of the release before, for lineage. */
  readonly previous?: string;
  /** Paths of statements by which others vouch for the release, beside those that lie with the capsule. */
  readonly approvals?: readonly string[];
  /** Paths of signed statements about vulnerabilities, beside those that lie with the capsule. */
  readonly scans?: readonly string[];
  /** Set if signatures of the Notary Project count, too: the claim `notary` is required then. */
  readonly notary?: NotaryOrder;
  /** What a log of statements says of the release; the claim `log-state` is required then. */
  readonly log?: StatementLog;
  /** `--unsafe-capsule-root`: a trusted root that a capsule carried may be used. */
  readonly unsafeCapsuleRoot?: boolean;
}

/** Where is remembered what releases were like that were verified before. */
export interface MemoryOrder {
  /** Each is compared, and written to if the verification is good; one that is not there is made. */
  readonly paths: readonly string[];
  /** Whether the user named it; else it lay there. */
  readonly isNamed: boolean;
  /** What may be another than it was, and is remembered so from now on. */
  readonly accepted: readonly Change[];
  /** The time that it is. */
  readonly now: Date;
}

/** A file, or bytes that are not yet a file; `fileName` is what they would be called. */
export type CapsuleToVerify =
  | {
      readonly path: string;
      /** The whole file, if it was read to know that it is evidence; it begins as JSON. */
      readonly json?: Uint8Array;
    }
  | { readonly bytes: ByteSource; readonly fileName: string };

/** A file; or a digest that stands in for one, with the name it would have if that is known. */
export type AssetToVerify =
  | {
      readonly path: string;
      /** True for one that was found in a folder that was named. */
      readonly isListed?: boolean;
    }
  | { readonly name?: string; readonly sha256: string; readonly sha512?: string };

/** A log of statements about releases, or the one that a capsule carries. */
export interface StatementLog {
  /** The claim `log-state` of a release. `entries` has those of its capsule that are below `log/`. */
  judge(release: { readonly root: VerifiedRoot; readonly entries: ReadonlyMap<string, Uint8Array> }): Promise<Claim>;
}

export interface VerifyPorts {
  readonly crypto: Cryptography;
  readonly files: Files;
  readonly trust: Trust;
  readonly progress: Progress;
  /** Asks GitHub, without a token, what it attests about its releases; undefined unless the user goes online. */
  readonly publications?: (repository: string) => Pick<PublicReleases, "tag" | "releaseAttestation">;
  /** Asks the network whether certificates of Notary were revoked; undefined unless the user goes online. */
  readonly askRevocation?: AskRevocation;
  /** Finds a verification plugin of Notary by its name. */
  readonly notaryPlugin?: FindPlugin;
  /** Reads signatures of the Notary Project; undefined in programs that are to stay small. */
  readonly notaryVerifier?: NotaryVerifier;
}

export interface NotaryVerifier {
  /** The claim `notary` about files; see `judgeNotary`. */
  judge(
    files: readonly NotaryFile[],
    asked: { readonly order: VerifyOrder; readonly notary: NotaryOrder },
    ports: Pick<VerifyPorts, "files" | "crypto" | "askRevocation" | "notaryPlugin">,
  ): Promise<CheckedNotary>;
  /** Files by such signatures alone; see `verifyByNotary`. */
  verify(order: VerifyOrder, notary: NotaryOrder, ports: VerifyPorts): Promise<Verification>;
}

/** Fault: `usage` in a program that reads no such signatures. */
export function requireNotaryVerifier({ notaryVerifier }: Pick<VerifyPorts, "notaryVerifier">): NotaryVerifier {
  if (notaryVerifier !== undefined) return notaryVerifier;
  throw new Fault("usage", "this program reads no signatures of the Notary Project", {
    hint: "verify with the whole program, dist/cli.js",
  });
}

/** What the order asks of the evidence, whatever form that has. */
export function askedOptions(order: VerifyOrder): AskedOption[] {
  const asked: Readonly<Record<AskedOption, boolean>> = {
    release: order.release !== undefined,
    all: order.all === true,
    "all-files": order.allFiles === true,
    "evidence-only": order.evidenceOnly === true,
    pin: order.memory?.isNamed === true,
    "min-age": order.minAge !== undefined,
    published: order.published !== undefined,
    previous: order.previous !== undefined,
    approval: order.approvals !== undefined,
    scan: order.scans !== undefined,
    vsa: order.summary === true,
    "effective-time": order.effectiveTime !== undefined,
    log: order.log !== undefined,
  };
  return ASKED_OPTIONS.filter((option) => asked[option]);
}

/** When the verification is to hold; undefined if nobody said. */
export function effectiveTime({ effectiveTime: named, now }: VerifyOrder): EffectiveTime | undefined {
  if (named !== undefined) return { time: named, isExact: true };
  return now === undefined ? undefined : { time: now, isExact: false };
}

/** Fault: `internal` for a policy without a time at which it must hold. */
export function policyInForce(order: VerifyOrder): PolicyInForce | undefined {
  if (order.policy === undefined) return undefined;
  const effective = effectiveTime(order);
  if (effective === undefined) throw new Fault("internal", "a policy needs the time at which it must hold");
  return { policy: order.policy, effective };
}
