import type { JsonObject } from "../../kernel/json.ts";
import { formatStatement, STATEMENT_TYPE } from "../attestation/statement.ts";
import { HOME } from "../home.ts";
import type { DiffFinding } from "../sbom/diff/diff-rules.ts";
import type { CapsuleDiff } from "./capsule-diff.ts";

export const CAPSULE_DIFF_TYPE = `${HOME}/capsule-diff/v1`;

/** A comparison of two capsules as in-toto statement about the newer one's assets, ready to be signed: RFC 8785 JSON. */
export function formatCapsuleDiffStatement(diff: CapsuleDiff, findings: readonly DiffFinding[]): Uint8Array {
  const { before, after, ...changed } = diff;
  const root = ({ purl, rootSha256 }: CapsuleDiff["before"]) => ({ uri: purl, digest: { sha256: rootSha256 } });
  return formatStatement({
    _type: STATEMENT_TYPE,
    subject: after.assets.map(({ name, digest }) => ({ name, digest: { ...digest } as Record<string, string> })),
    predicateType: CAPSULE_DIFF_TYPE,
    predicate: JSON.parse(
      JSON.stringify({ before: root(before), after: root(after), ...changed, findings }),
    ) as JsonObject,
  });
}
