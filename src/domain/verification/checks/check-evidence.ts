import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { assetSignatureEntry } from "../../capsule/entry-names.ts";
import { requireEvidence } from "../../capsule/require-closed.ts";
import type { Evidence } from "../../capsule/root-schema.ts";
import { parseBundle } from "../../sigstore/bundle.ts";
import { requireStatement } from "../../sigstore/signed-statement.ts";
import type { Claim } from "../claim.ts";
import { evidenceCoverage, isSignedStatement } from "../evidence/asked-evidence.ts";
import type { RunEvidence } from "../evidence/run-evidence.ts";
import { verifiedClaim } from "../make-claim.ts";
import { type CheckedImages, requireImages } from "./require-images.ts";

/** Bytes of assets that are at hand, by hex SHA-256. */
export interface KnownFiles {
  get(sha256: string): Uint8Array | undefined;
}

/**
 * Every entry is byte for byte what the root lists, and the root's identity signed in the root's run: every signature of
 * an asset that was requested, over that asset's digest, and every statement about it that the root lists with its predicate
 * type, about assets of the release. What was not requested is said. Faults: `evidence-differs`, `evidence-subject`, and those of `verifyBundle` and `parseStatement`.
 */
export async function checkEvidence(evidence: RunEvidence, known: KnownFiles): Promise<Claim> {
  const { root, entries, digests, asked, verify, signer } = evidence;
  const { statement } = root;
  requireEvidence(statement, digests);
  let signatures = 0;
  for (const { name, digest } of statement.subject) {
    const entry = assetSignatureEntry(digest.sha256);
    const bytes = asked.has(entry) ? entries.get(entry) : undefined;
    if (bytes === undefined) continue;
    const bundle = parseBundle(bytes);
    if (bundle.content.kind !== "message") throw notOfAsset(name);
    const message = known.get(digest.sha256);
    await verify({ bundle, signer, artifact: { sha256: digest.sha256 }, ...(message && { message }) });
    signatures += 1;
  }
  const statements = statement.predicate.evidence.filter((entry) => isSignedStatement(entry) && asked.has(entry.name));
  for (const entry of statements) await requireListedStatement(entry, evidence);
  const images = await requireImages(evidence);
  const found = whatWasFound(evidence, { signatures, statements: statements.length });
  return verifiedClaim("evidence", [found, ...whatOfImages(images)].join(", "));
}

function whatWasFound(
  { root: { statement }, asked }: RunEvidence,
  { signatures, statements }: { readonly signatures: number; readonly statements: number },
): string {
  const coverage = evidenceCoverage(statement, asked);
  const further = statements + coverage.statements.byDigest;
  return [
    counted(statement.predicate.evidence.length, "entry", "entries"),
    coverage.signatures.byDigest === 0
      ? counted(signatures, "signature of an asset", "signatures of assets")
      : `signature of ${counted(signatures, "asset")} verified, ${coverage.signatures.byDigest} listed by digest`,
    ...(further === 0 ? [] : [furtherStatements(statements, coverage.statements.byDigest)]),
  ].join(", ");
}

function whatOfImages({ statements, signatures, carried }: CheckedImages): string[] {
  if (statements + signatures + carried === 0) return [];
  const attached = counted(statements + signatures, "signed statement about images", "signed statements about images");
  return [attached, ...(carried === 0 ? [] : [`${counted(carried, "statement")} of BuildKit, bound by digest`])];
}

function furtherStatements(verified: number, byDigest: number): string {
  if (byDigest === 0) return `${verified} further statements about them`;
  return `${verified} further statements verified, ${byDigest} listed by digest`;
}

async function requireListedStatement(
  { name, annotations }: Evidence,
  { root, entries, verify, signer }: RunEvidence,
): Promise<void> {
  const bundle = parseBundle(entries.get(name) ?? new Uint8Array());
  const { content } = await verify({ bundle, signer, artifact: "unbound" });
  const { subject, predicateType } = requireStatement(content, printable(name));
  const assets = new Set<string | undefined>(root.statement.subject.map(({ digest }) => digest.sha256));
  const isAsListed =
    annotations.subject === undefined || subject.every(({ digest }) => digest["sha256"] === annotations.subject);
  const isBound = subject.every(({ digest }) => assets.has(digest["sha256"]));
  if (isBound && isAsListed && predicateType === annotations.predicateType) return;
  throw new Fault("evidence-subject", `${printable(name)} is not the statement that the root lists`);
}

function notOfAsset(name: string): Fault {
  return new Fault("bundle-malformed", `the signature of ${printable(name)} is not over a file`);
}
