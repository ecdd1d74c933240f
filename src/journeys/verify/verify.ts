import type { RootStatement } from "../../domain/capsule/root-statement.ts";
import type { Claim, Verdict } from "../../domain/policy/claim.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import type { BundleSigner, LogEntryFacts, SignedTime } from "../../domain/sigstore/verified-bundle.ts";
import type { ByteSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Trust } from "../../ports/trust.ts";

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
  /** Hex SHA-256 of the capsule file. */
  readonly capsuleSha256: string;
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
  readonly status: "verified" | "failed" | "absent" | "not-asked";
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
}

/** Computes every claim about a release from its capsule. */
export async function verifyCapsule(_order: VerifyOrder, _ports: VerifyPorts): Promise<Verification> {
  throw new Fault("internal", "verification is not built yet");
}
