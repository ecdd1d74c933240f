import type { UnverifiedCapsule, UnverifiedEntry } from "../../domain/capsule/unverified-capsule.ts";
import { columns } from "../columns.ts";
import type { Paint } from "../paint.ts";
import { sizeText } from "../size-text.ts";
import { quoted } from "../verification/verification-page.ts";
import { visible } from "../visible.ts";

/**
 * What a capsule says of itself, with each signature and document below the file that it speaks about, and the rest below
 * the release; marked as unverified at both ends.
 */
export function capsuleTree(capsule: UnverifiedCapsule, paint: Paint): string {
  const mark = paint("bold", paint("yellow", "UNVERIFIED"));
  const { release } = capsule.root.predicate;
  const subjects = new Map(capsule.root.predicate.evidence.map(({ name, annotations }) => [name, annotations.subject]));
  const about = (entry: UnverifiedEntry) => subjects.get(entry.name) ?? digestIn(entry.name);
  const known = new Set(capsule.root.subject.map(({ digest }) => digest.sha256));
  const rest = capsule.entries.filter((entry) => !known.has(about(entry) ?? ""));
  return [
    `${mark} ${visible(release.name)} ${visible(release.version)}: this is what the capsule says of itself`,
    "",
    ...capsule.root.subject.flatMap(({ name, digest, annotations }) => [
      `  ${quoted(name)}${annotations.kind === "image" ? ", an image" : ""}`,
      ...entryLines(capsule.entries.filter((entry) => about(entry) === digest.sha256)),
    ]),
    "  The whole release",
    ...entryLines(rest),
    "",
    `${mark}: run capsule verify before you believe any of it`,
    "",
  ].join("\n");
}

/** Places of signatures and SBOMs hold the digest of their file. */
function digestIn(name: string): string | undefined {
  return /^(?:assets|sbom)\/([0-9a-f]{64})\./.exec(name)?.[1];
}

function entryLines(entries: readonly UnverifiedEntry[]): string[] {
  return columns(
    entries.map(({ name, size, listed }) => [
      kindOf(name),
      sizeText(size),
      listed === false ? `${visible(name)}, not what the root lists` : visible(name),
    ]),
  ).map((line) => `  ${line}`);
}

const KINDS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/^capsule\.sigstore\.json$/, "root"],
  [/^assets\/|\.txt\.sigstore\.json$/, "signature"],
  [/^sbom\//, "SBOM"],
  [/^provenance\./, "provenance"],
  [/^checksums\./, "checksums"],
  [/^VERIFY\.md$/, "instructions"],
  [/^trust\//, "trusted root"],
];

function kindOf(name: string): string {
  return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? "evidence";
}
