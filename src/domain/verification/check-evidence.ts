import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { assetSignatureEntry, isEvidenceEntry } from "../capsule/entry-names.ts";
import { requireEvidence } from "../capsule/require-closed.ts";
import type { Evidence } from "../capsule/root-schema.ts";
import { parseBundle } from "../sigstore/bundle.ts";
import { requireStatement } from "../sigstore/signed-statement.ts";
import type { Claim } from "./claim.ts";
import type { RunEvidence } from "./run-evidence.ts";
import { verifiedClaim } from "./state-claim.ts";

/** Bytes of assets that are at hand, by hex SHA-256. */
export interface KnownFiles {
  get(sha256: string): Uint8Array | undefined;
}

/**
 * Every entry is byte for byte what the root lists, and the root's identity signed in the root's run: every signature of
 * an asset, over that asset's digest, and every statement that the root lists with its predicate type, about assets of the
 * release. Faults: `evidence-differs`, `evidence-subject`, and those of `verifyBundle` and `parseStatement`.
 */
export async function checkEvidence(evidence: RunEvidence, known: KnownFiles): Promise<Claim> {
  const { root, entries, verify, signer } = evidence;
  const { statement } = root;
  requireEvidence(statement, entries);
  let signatures = 0;
  for (const { name, digest } of statement.subject) {
    const bytes = entries.get(assetSignatureEntry(digest.sha256));
    if (bytes === undefined) continue;
    const bundle = parseBundle(bytes);
    if (bundle.content.kind !== "message") throw notOfAsset(name);
    const message = known.get(digest.sha256);
    await verify({ bundle, signer, artifact: { sha256: digest.sha256 }, ...(message && { message }) });
    signatures += 1;
  }
  const statements = statement.predicate.evidence.filter(isSignedStatement);
  for (const entry of statements) await requireListedStatement(entry, evidence);
  const found = [
    `${statement.predicate.evidence.length} entries`,
    `${signatures} signatures of assets`,
    ...(statements.length === 0 ? [] : [`${statements.length} further statements about them`]),
  ];
  return verifiedClaim("evidence", found.join(", "));
}

/** Below `evidence/`, the predicate type says that the release's own run signed it; what others signed is listed without. */
export function isSignedStatement({ name, annotations }: Evidence): boolean {
  return isEvidenceEntry(name) && annotations.predicateType !== undefined;
}

async function requireListedStatement(
  { name, annotations }: Evidence,
  { root, entries, verify, signer }: RunEvidence,
): Promise<void> {
  const bundle = parseBundle(entries.get(name) ?? new Uint8Array());
  const { content } = await verify({ bundle, signer, artifact: "unbound" });
  const { subject, predicateType } = requireStatement(content, printable(name));
  const assets = new Set(root.statement.subject.map(({ digest }) => digest.sha256));
  const isAsListed =
    annotations.subject === undefined || subject.every(({ digest }) => digest["sha256"] === annotations.subject);
  const isBound = subject.every(({ digest }) => assets.has(digest["sha256"] ?? ""));
  if (isBound && isAsListed && predicateType === annotations.predicateType) return;
  throw new Fault("evidence-subject", `${printable(name)} is not the statement that the root lists`);
}

function notOfAsset(name: string): Fault {
  return new Fault("bundle-malformed", `the signature of ${printable(name)} is not over a file`);
}
