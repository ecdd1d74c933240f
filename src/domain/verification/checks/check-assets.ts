import { advice, type Hint, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Claim } from "../claim.ts";
import { failedClaim, openClaim, verifiedClaim } from "../make-claim.ts";
import type { AssetResult } from "../verification.ts";

/** How the claim is said, which is about sealed files or about signed ones. */
export interface AssetWords {
  readonly verified: (count: number, all: number) => string;
  readonly documents: (count: number) => string;
  readonly none: string;
  readonly hint?: Hint;
}

const documents: AssetWords["documents"] = (count) =>
  count === 1 ? "the file is a document of this release" : `${count} files are documents of this release`;

export const SEALED: AssetWords = {
  verified: (count, all) => `${count} of ${all} ${all === 1 ? "file is the sealed one" : "files are the sealed ones"}`,
  documents,
  none: "no file of this release is here",
  hint: advice`name the files to check, or put them beside the capsule; ${option("evidence-only")} accepts this`,
};

export const SIGNED: AssetWords = {
  verified: (count) => (count === 1 ? "the file is what was signed" : `${count} files are what was signed`),
  documents,
  none: "no file was checked",
};

/** The claim over all files that were looked at. Nothing is verified because nothing was looked at. */
export function checkAssets(
  results: readonly AssetResult[],
  words: AssetWords,
  { evidenceOnly }: { readonly evidenceOnly?: boolean | undefined },
): Claim {
  const first = (status: AssetResult["status"]) => results.find((one) => one.status === status);
  const failed = first("failed");
  if (failed !== undefined) return failedClaim("assets", new Fault("digest-mismatch", failed.reason));
  if (first("unreadable") !== undefined) {
    return openClaim("assets", "not-checked", { reason: "a file could not be read", required: true });
  }
  const [absent, unvouched, foreign] = [first("absent"), first("not-vouched"), first("not-part")];
  if (absent !== undefined) return openClaim("assets", "missing", { reason: absent.reason, required: true });
  if (unvouched !== undefined) return openClaim("assets", "not-checked", { reason: unvouched.reason, required: true });
  if (foreign !== undefined) return openClaim("assets", "not-checked", { reason: foreign.reason, required: true });
  const good = results.filter(isGood);
  if (good.length > 0 && good.every(({ isDocument }) => isDocument === true)) {
    return verifiedClaim("assets", words.documents(good.length));
  }
  if (good.length > 0) {
    const files = good.filter(({ isDocument }) => isDocument !== true);
    const all = results.filter(({ isDocument, sealedName }) => isDocument !== true && sealedName !== undefined);
    const renamed = files.filter(({ status }) => status === "renamed").length;
    const more = renamed === 0 ? "" : `, ${renamed} of them under another name`;
    return verifiedClaim("assets", `${words.verified(files.length, all.length)}${more}`);
  }
  const { none: reason, hint } = words;
  return openClaim("assets", "not-checked", { reason, required: evidenceOnly !== true, hint });
}

/** Whether the bytes are the right ones, also under another name. */
export function isGood({ status }: AssetResult): boolean {
  return status === "verified" || status === "renamed";
}
