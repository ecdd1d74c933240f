import type { TrustedRoot } from "../sigstore/trusted-root.ts";

/** A trusted root with its origin, for people. */
export interface NamedTrust {
  readonly root: TrustedRoot;
  readonly origin: string;
  readonly dated: string | undefined;
  /** Since when the instance may have newer authorities than this root; undefined if the user chose the root or it was fetched just now. */
  readonly mayBeOutdated: Date | undefined;
}
