import { everyChoice } from "../model/read-license.ts";
import type { SbomDiff } from "./diff.ts";

/** A change that a release should not make by accident. */
export interface DiffFinding {
  readonly rule: "same-version-different-digest" | "lost-hash" | "new-licence-class" | "less-complete";
  /** One sentence, lower case, no full stop; values come from `printable` at the door. */
  readonly text: string;
}

const LEVELS = ["undeclared", "unknown", "incomplete", "complete"];

/** The changes in a diff that the rules of the gate refuse or warn of. */
export function judgeDiff(diff: SbomDiff): DiffFinding[] {
  const { before, after } = diff.completeness;
  return [
    // Without a version nothing says that the bytes should be the same: a program of the release is new each time.
    ...diff.rehashed
      .filter(({ version }) => version !== "")
      .map(
        ({ package: name, version, algorithm }): DiffFinding => ({
          rule: "same-version-different-digest",
          text: `${name} ${version} has another ${algorithm} than before`,
        }),
      ),
    ...diff.lostHashes.map(
      (name): DiffFinding => ({ rule: "lost-hash", text: `${name} had a digest and has lost it` }),
    ),
    ...diff.licenses
      .filter(
        (change) =>
          change.after.some((text) => !change.before.map(licenseClass).includes(licenseClass(text))) &&
          change.before.length > 0,
      )
      .map(
        (change): DiffFinding => ({
          rule: "new-licence-class",
          text: `${change.package} changed its licence from ${change.before.join(", ")} to ${change.after.join(", ")}`,
        }),
      ),
    ...(LEVELS.indexOf(after) < LEVELS.indexOf(before)
      ? [{ rule: "less-complete", text: `the SBOM was ${before} and is ${after}` } as const]
      : []),
  ];
}

/** What a licence asks of those who pass the work on, the most demanding first. */
const CLASSES = ["network-copyleft", "copyleft", "weak-copyleft", "other", "permissive"] as const;

type LicenseClass = (typeof CLASSES)[number];

/**
 * Coarse on purpose. Of an expression, the class that no choice avoids: of `MIT OR GPL-2.0-only` one may take the first, of
 * `MIT AND GPL-2.0-only` one may not.
 */
export function licenseClass(text: string): LicenseClass {
  const atLeast = (least: number) => everyChoice(text, (id) => CLASSES.indexOf(classOf(id)) <= least);
  return CLASSES.find((_class, index) => atLeast(index)) ?? "other";
}

function classOf(id: string): LicenseClass {
  if (/^(?:AGPL|SSPL|EUPL)-/.test(id)) return "network-copyleft";
  if (/^(?:LGPL|MPL|EPL|CDDL|CPL)-/.test(id)) return "weak-copyleft";
  if (/^GPL-/.test(id)) return "copyleft";
  return /^(?:MIT|BSD|Apache|ISC|0BSD|Unlicense|CC0|Zlib|BlueOak|Python|PSF|BSL-1\.0)\b/.test(id)
    ? "permissive"
    : "other";
}
