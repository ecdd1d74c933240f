import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { CHECKSUMS_ENTRY } from "./entry-names.ts";
import { type PublishPlan, planFiles } from "./published-names.ts";

/** Above this size Renovate does not read a checksum list. */
const RENOVATE_LIST_BYTES = 5120;

const RULES: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /provenance|\.attestation$/i, why: "is taken for an attestation by mise and aqua" },
  { pattern: /\.intoto\.jsonl/i, why: "is taken for the provenance of the release by mise and Scorecard" },
  { pattern: /checksum|sha256|shasums/i, why: "is taken for the checksum list of the release by mise and aqua" },
];

/**
 * What other programs would misunderstand in the names of a release, one sentence each, lower case, safe to print: names
 * that they take for evidence although they are assets, and a checksum list longer than one of them reads.
 */
export function lintPublishedNames(plan: PublishPlan): string[] {
  const assets = plan.assets.flatMap(({ name }) =>
    RULES.filter(({ pattern }) => pattern.test(name)).map(({ why }) => `the asset ${printable(name)} ${why}`),
  );
  return [...assets, ...lintChecksums(plan)];
}

function lintChecksums(plan: PublishPlan): string[] {
  const list = planFiles(plan).find(({ content }) => content.kind === "entry" && content.entry === CHECKSUMS_ENTRY);
  if (list === undefined) return [];
  const names = plan.assets.reduce((bytes, { name }) => bytes + encodeUtf8(name).length, 0);
  const bytes = names + plan.assets.length * (64 + "  \n".length);
  if (bytes <= RENOVATE_LIST_BYTES) return [];
  return [`${printable(list.name)} has ${bytes} bytes, and Renovate reads at most ${RENOVATE_LIST_BYTES}`];
}
