import type { RootStatement } from "../domain/capsule/root-schema.ts";
import type { BundleSigner, LogEntryFacts, SignedTime } from "../domain/sigstore/verified-bundle.ts";
import type { Claim, Verdict } from "../domain/verification/claim.ts";
import type { Fault } from "../kernel/fault.ts";

/** What the views need of a verification; that of the verify journey is one. */
export interface ShownVerification {
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly claims: readonly Claim[];
  readonly assets: readonly ShownAsset[];
  readonly root: ShownRoot | undefined;
  readonly capsuleSha256: string;
  readonly trust: { readonly origin: string; readonly dated: string | undefined };
  readonly failures: readonly Fault[];
}

export interface ShownAsset {
  readonly sealedName: string | undefined;
  readonly looked: string | undefined;
  readonly status: "verified" | "failed" | "absent" | "unreadable" | "not-asked";
  readonly reason: string;
}

/** Verified facts of the root. */
export interface ShownRoot {
  readonly statement: RootStatement;
  readonly sha256: string;
  readonly signer: BundleSigner;
  readonly times: readonly SignedTime[];
  readonly logEntries: readonly LogEntryFacts[];
}
