import type { BundleToVerify } from "../sigstore/bundle-to-verify.ts";
import type { TrustedRoot } from "../sigstore/trusted-root.ts";
import type { StatedBundle } from "../sigstore/verified-bundle.ts";

/** A trusted root with its origin, for people. */
export interface NamedTrust {
  readonly root: TrustedRoot;
  readonly origin: string;
  readonly dated: string | undefined;
  /** Since when the instance may have newer authorities than this root; undefined if the user chose the root or it was fetched just now. */
  readonly mayBeOutdated: Date | undefined;
}

type BundleOrder = Omit<BundleToVerify, "trust">;

/** Verifies one bundle under one trust. What comes back is verified if that trust was, and else only judged. */
export type VerifyOne = (order: BundleOrder) => Promise<StatedBundle>;

export interface FirstOfRun {
  readonly bundle: StatedBundle;
  /** The trusted root under which it verified. */
  readonly trust: NamedTrust;
  /** For the other bundles of the same run, which must verify under the same root. */
  readonly verify: VerifyOne;
}

/** Verifies the first bundle of a run, which finds the trusted root of all of them. */
export type VerifyFirst = (order: BundleOrder) => Promise<FirstOfRun>;
