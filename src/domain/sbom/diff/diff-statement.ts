import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { printable } from "../../../kernel/printable.ts";
import { formatStatement, STATEMENT_TYPE } from "../../attestation/statement.ts";
import { HOME } from "../../home.ts";
import type { Component, Inventory } from "../model/inventory.ts";
import type { SbomDiff } from "./diff.ts";
import type { DiffFinding } from "./diff-rules.ts";

export const SBOM_DIFF_TYPE = `${HOME}/sbom-diff/v1`;

/**
 * A comparison as in-toto statement about the newer of the two, ready to be signed: RFC 8785 JSON. Fault: `sbom-subject`
 * if the newer one names no digest of what it describes.
 */
export function formatDiffStatement(
  diff: SbomDiff,
  findings: readonly DiffFinding[],
  sides: { before: Inventory; after: Inventory },
): Uint8Array {
  const subject = resource(sides.after.root);
  if (!Object.keys(subject.digest).some((name) => /^sha(?:256|384|512)$/.test(name))) {
    throw new Fault("sbom-subject", `the SBOM of ${printable(subject.name)} names no digest of what it describes`, {
      hint: "compare SBOMs of single assets",
    });
  }
  return formatStatement({
    _type: STATEMENT_TYPE,
    subject: [subject],
    predicateType: SBOM_DIFF_TYPE,
    predicate: JSON.parse(JSON.stringify({ before: resource(sides.before.root), ...diff, findings })) as JsonObject,
  });
}

function resource({ name, hashes }: Component): { name: string; digest: Record<string, string> } {
  const whole = hashes.filter(({ file }) => file === undefined);
  return {
    name,
    digest: Object.fromEntries(whole.map(({ algorithm, hex }) => [algorithm.toLowerCase().replace("-", ""), hex])),
  };
}
