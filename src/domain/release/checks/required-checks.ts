import type { ReleasePolicy } from "../manifest.ts";
import type { CheckId } from "./release-claim.ts";

/** What no release goes on without, whatever it says of itself. */
const ALWAYS: readonly CheckId[] = [
  "source",
  "manifest",
  "version",
  "package-version",
  "names",
  "github-files",
  "trigger",
  "vulnerabilities",
];

/** What a release that states its rules in a manifest must show. */
const WITH_MANIFEST: readonly CheckId[] = [
  ...ALWAYS,
  "tag-name",
  "tag-target",
  "tag-kind",
  "branch",
  "version-order",
  "inventory",
  "inputs",
];

/** The checks that must hold. Without a manifest nothing says what the release ought to be, so most are only recorded. */
export function requiredChecks(policy: ReleasePolicy | undefined): ReadonlySet<CheckId> {
  if (policy === undefined) return new Set(ALWAYS);
  const signed: readonly CheckId[] = policy["tag-keys"] === undefined ? [] : ["tag-signature"];
  const required = new Set([...WITH_MANIFEST, ...signed, ...(policy.require ?? [])]);
  for (const id of policy["unsafe-allow"] ?? []) required.delete(id);
  return required;
}
