import { checkEvidence as requireDigests } from "../../domain/capsule/check-closed.ts";
import { assetSignatureEntry } from "../../domain/capsule/entry-names.ts";
import type { Claim } from "../../domain/policy/claim.ts";
import { verifiedClaim } from "../../domain/policy/state-claim.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { verifyBundle } from "../../domain/sigstore/verify-bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { RunEvidence } from "./run-evidence.ts";
import type { SmallFiles } from "./small-files.ts";

/**
 * Every entry is byte for byte what the root lists, and every signature of an asset is over that asset's digest, by the
 * root's identity in the root's run. Faults: `evidence-differs`, and those of `verifyBundle`.
 */
export function checkEvidence({ root, entries, trust, signer }: RunEvidence, small: SmallFiles): Claim {
  const { statement } = root;
  requireDigests(statement, entries);
  let signatures = 0;
  for (const { name, digest } of statement.subject) {
    const bytes = entries.get(assetSignatureEntry(digest.sha256));
    if (bytes === undefined) continue;
    const bundle = parseBundle(bytes);
    if (bundle.content.kind !== "message") throw notOfAsset(name);
    const message = small.get(digest.sha256);
    verifyBundle({ bundle, trust, signer, artifact: { sha256: digest.sha256 }, ...(message && { message }) });
    signatures += 1;
  }
  return verifiedClaim(
    "evidence",
    `${statement.predicate.evidence.length} entries, ${signatures} signatures of assets`,
  );
}

function notOfAsset(name: string): Fault {
  return new Fault("bundle-malformed", `the signature of ${printable(name)} is no signature of a file`);
}
