import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import type { LookedAsset } from "../../domain/verification/checks/compare-asset.ts";
import type { ClaimId } from "../../domain/verification/claim.ts";
import { type AskedAssets, askedEvidence } from "../../domain/verification/evidence/asked-evidence.ts";
import { Fault } from "../../kernel/fault.ts";
import { orFault } from "../../kernel/require-fault.ts";
import { type ReadAsset, readAssets } from "./look-at-assets.ts";
import { SmallFiles } from "./small-files.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

/** What a verification asks of the evidence, once the files were read. */
export interface Question {
  /** The files, or why they were not found. */
  readonly read: readonly ReadAsset[] | Fault;
  readonly small: SmallFiles;
  /** Names of the entries that are verified, beside their digest. */
  readonly asked: ReadonlySet<string>;
  /** The assets about which they are. */
  readonly about: AskedAssets;
}

/**
 * Reads the files, of which the root that was just verified says what they are: evidence is asked for about those that are
 * there. That comes before their bundles are verified, since a signature over bytes costs less than one over a digest.
 */
export async function askEvidence(
  statement: RootStatement,
  { order, folder }: { readonly order: VerifyOrder; readonly folder: string | undefined },
  ports: VerifyPorts,
): Promise<Question> {
  const small = new SmallFiles();
  const read = await orFault(() => readAssets({ order, folder, subjects: statement.subject, small }, ports));
  const found = read instanceof Fault ? [] : read.flatMap((one) => (one.found instanceof Fault ? [] : one.found));
  const named = assetsAmong(found, statement);
  const about = named.size === 0 || asksForAll(order) ? "all" : named;
  return { read, small, asked: askedEvidence(statement, about), about };
}

/** The assets that the files are or are called, and those that a document of theirs is about, by hex SHA-256. */
function assetsAmong(files: readonly LookedAsset[], { subject, predicate }: RootStatement): ReadonlySet<string> {
  const byName = new Map<string | undefined, string>(subject.map(({ name, digest }) => [name, digest.sha256]));
  const digests = new Set(byName.values());
  const byDocument = new Map(predicate.evidence.map(({ digest, annotations }) => [digest.sha256, annotations.subject]));
  const found = files.flatMap(({ name, sha256 }) => [
    ...(digests.has(sha256) ? [sha256] : []),
    ...[byName.get(name), byDocument.get(sha256)].filter((one) => one !== undefined),
  ]);
  return new Set(found);
}

/** Claims that reach further, the more is asked for: a policy that requires one of them requires it of everything. */
const WHOLE: ReadonlySet<ClaimId> = new Set<ClaimId>(["evidence", "sbom"]);

/** A summary is read by those who cannot see what was requested, and says nothing of it. */
function asksForAll({ all, evidenceOnly, summary, policy }: VerifyOrder): boolean {
  const isRequired = policy?.require.some(({ id }) => WHOLE.has(id));
  return all === true || evidenceOnly === true || summary === true || isRequired === true;
}
