import type { GotRelease } from "../../domain/release/got-release.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import { getRelease } from "../get/get.ts";
import type { GetOrder, GetPorts } from "../get/get-order.ts";
import { type ScanResult, scanPath } from "./scan.ts";

export interface ReleaseToScan {
  /** Which release, and who must have signed it. */
  readonly get: Omit<GetOrder, "patterns" | "out" | "withEvidence">;
  /** Where the database is. */
  readonly database: string;
}

export interface ScannedRelease {
  readonly got: GotRelease;
  /** Undefined if the capsule did not verify; why, `got` says. */
  readonly scanned: ScanResult | undefined;
}

/**
 * Looks for known vulnerabilities in what a published release is made of, by the list that its capsule carries.
 *
 *   1. get   the capsule, into a private folder, as `capsule get` does: what does not verify says nothing of the release
 *   2. scan  it, offline
 *
 * Faults: those of `getRelease` and `scanPath`; `usage` for a release of several capsules.
 */
export async function scanRelease(
  { get, database }: ReleaseToScan,
  ports: GetPorts & { readonly temporary: TemporaryFolders },
): Promise<ScannedRelease> {
  const out = await ports.temporary.make();
  /* 1 */ const got = await getRelease({ ...get, patterns: ["*.capsule"], out, withEvidence: false }, ports);
  // That GitHub published a file does not say who made it.
  const proven = got.files.filter(({ placed, provenBy }) => placed !== undefined && provenBy.includes("capsule"));
  const [capsule, ...more] = proven;
  if (more.length > 0) {
    throw new Fault("usage", `the release has ${counted(proven.length, "capsule")}, and one is scanned at a time`, {
      hint: "download the capsule that you mean, and scan that",
    });
  }
  if (capsule?.placed === undefined) return { got, scanned: undefined };
  /* 2 */ return { got, scanned: await scanPath({ path: capsule.placed, database }, ports) };
}
