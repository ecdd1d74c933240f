import * as v from "valibot";
import { readSourceYaml } from "../../kernel/documents/source-yaml.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { REPOSITORY, schemaId } from "../home.ts";
import { VERSION_SCHEMES, type VersionScheme } from "../source/version-scheme.ts";
import { CHECK_IDS } from "./checks/release-claim.ts";

export const MAX_MANIFEST_BYTES = 1024 * 1024;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const releaseName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
/** Holds `{version}` exactly once, and no other brace. */
const tagPattern = v.pipe(v.string(), v.maxLength(256), v.regex(/^[^{}\s]*\{version\}[^{}\s]*$/));
/** Relative to the top of the checkout, with `/`, and staying below it. */
const path = v.pipe(v.string(), v.maxLength(1024), v.regex(/^(?!\/)(?![\s\S]*(?:^|\/)\.{0,2}(?:\/|$))[^\\]+$/));
/** A file name or a pattern for some; `{version}`, `{tag}` and `{name}` stand for those of the release. */
const assetName = v.pipe(v.string(), v.maxLength(1024), v.regex(/^[^/\\]+$/));

/** Something that the build takes from elsewhere. Whether the pin is one is a check, not a matter of form. */
const input = v.strictObject({ name: text, source: text, pin: text });

const inputs = v.pipe(v.array(input), v.maxLength(256));
const checks = v.array(v.picklist(CHECK_IDS));

const policySchema = v.strictObject({
  /** What the tag must at least be; `verified` is a signature that GitHub verified. Default `any`. */
  tag: v.optional(v.picklist(["any", "annotated", "signed", "verified"])),
  /** Files of the checkout with the keys that may sign tags: allowed signers of OpenSSH, or armored OpenPGP keys. */
  "tag-keys": v.optional(v.pipe(v.array(path), v.minLength(1), v.maxLength(64))),
  /** The branch that must hold the commit; by default the one that GitHub calls default. */
  branch: v.optional(text),
  /** Checks that are required beside those that always are. */
  require: v.optional(checks),
  /** Checks that are only recorded. */
  "unsafe-allow": v.optional(checks),
});

/** What scans of the release must be. */
const vulnerabilitiesSchema = v.strictObject({
  /** How much older than the scan its database may be, and than the sealing the scan: `36h`, `3d`. Default `3d`. */
  "database-max-age": v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}[hd]$/))),
  /** The severity from which on every vulnerability that a scanner found must be decided about. By default none must. */
  "fail-on": v.optional(v.picklist(["critical", "high", "medium", "low"])),
});

const releaseFields = {
  name: releaseName,
  tag: v.optional(tagPattern),
  /** How releases are numbered; default `semver`. */
  versioning: v.optional(v.picklist(VERSION_SCHEMES)),
  assets: v.optional(v.pipe(v.array(assetName), v.minLength(1), v.maxLength(1024))),
  /** Container images, with `{version}` in the tag, or by digest. */
  images: v.optional(v.pipe(v.array(text), v.minLength(1), v.maxLength(256))),
  packages: v.optional(v.pipe(v.array(path), v.maxLength(1024))),
  inputs: v.optional(inputs),
};

const schema = v.literal(schemaId("release-manifest"));
/** For editors, which find the schema of a file by it. */
const $schema = v.optional(v.string());
const oneSchema = v.strictObject({
  $schema,
  schema,
  ...releaseFields,
  policy: v.optional(policySchema),
  vulnerabilities: v.optional(vulnerabilitiesSchema),
});
const manySchema = v.strictObject({
  $schema,
  schema,
  components: v.pipe(v.array(v.strictObject(releaseFields)), v.minLength(1), v.maxLength(256)),
  inputs: v.optional(inputs),
  policy: v.optional(policySchema),
  vulnerabilities: v.optional(vulnerabilitiesSchema),
});

/** A release manifest: one release, or the components of a repository with a tag of their own each. */
export const manifestSchema = v.union([oneSchema, manySchema]);

export type ReleasePolicy = v.InferOutput<typeof policySchema>;
export type ExternalInput = v.InferOutput<typeof input>;

/** What the manifest says of one release, defaults filled in. */
export interface PlannedRelease {
  readonly name: string;
  /** The tag, with `{version}` once. */
  readonly tag: string;
  readonly versioning: VersionScheme;
  /** Names and patterns; undefined if the manifest leaves the files to whoever seals. */
  readonly assets: readonly string[] | undefined;
  /** Container images, which `{version}` may be in the tags of; undefined if the manifest names none. */
  readonly images?: readonly string[] | undefined;
  /** Undefined if none are listed: then well-known ones at the top are looked at. */
  readonly packages: readonly string[] | undefined;
  readonly inputs: readonly ExternalInput[];
  readonly policy: ReleasePolicy;
  readonly vulnerabilities: VulnerabilityRules;
}

export interface VulnerabilityRules {
  /** Seconds; undefined for the default. */
  readonly databaseMaxAge: number | undefined;
  /** Undefined if nothing must be decided. */
  readonly failOn: "critical" | "high" | "medium" | "low" | undefined;
}

/**
 * Reads a release manifest (docs/release-manifest.md), JSON if the path ends in `.json`, else YAML in which every value
 * is text. Faults: `manifest-malformed`, `json-malformed`, `json-too-large`.
 */
export function parseManifest(bytes: Uint8Array, fileName: string): readonly PlannedRelease[] {
  const value = fileName.endsWith(".json") ? readJson(bytes) : readYaml(bytes);
  const many = Object.hasOwn(value, "components");
  const parsed = many ? v.safeParse(manySchema, value) : v.safeParse(oneSchema, value);
  if (!parsed.success) throw malformed(whatIsWrong(parsed.issues.find(isUnknownField) ?? parsed.issues[0]));
  const releases = releasesOf(parsed.output);
  refuseTwins(releases);
  return releases;
}

function releasesOf(manifest: v.InferOutput<typeof manifestSchema>): PlannedRelease[] {
  const policy = manifest.policy ?? {};
  const vulnerabilities = vulnerabilityRules(manifest.vulnerabilities);
  if (!("components" in manifest))
    return [plannedRelease(manifest, { policy, vulnerabilities, tag: "v{version}", inputs: [] })];
  const shared = manifest.inputs ?? [];
  return manifest.components.map((component) =>
    plannedRelease(
      { packages: [], ...component },
      { policy, vulnerabilities, tag: `${component.name}-v{version}`, inputs: shared },
    ),
  );
}

function plannedRelease(
  {
    name,
    tag,
    versioning = "semver",
    assets,
    images,
    packages,
    inputs: own = [],
  }: v.InferOutput<typeof manySchema>["components"][number],
  defaults: Pick<PlannedRelease, "policy" | "vulnerabilities" | "tag" | "inputs">,
): PlannedRelease {
  const inputs = [...defaults.inputs, ...own];
  const { policy, vulnerabilities } = defaults;
  return { name, tag: tag ?? defaults.tag, versioning, assets, images, packages, inputs, policy, vulnerabilities };
}

function vulnerabilityRules(given: v.InferOutput<typeof vulnerabilitiesSchema> = {}): VulnerabilityRules {
  const age = given["database-max-age"];
  const hours = age === undefined ? undefined : Number(age.slice(0, -1)) * (age.endsWith("d") ? 24 : 1);
  return { databaseMaxAge: hours === undefined ? undefined : hours * 60 * 60, failOn: given["fail-on"] };
}

function readJson(bytes: Uint8Array): JsonObject {
  return parseJsonObject(bytes, { maxBytes: MAX_MANIFEST_BYTES, what: "the release manifest" });
}

function readYaml(bytes: Uint8Array): JsonObject {
  if (bytes.length > MAX_MANIFEST_BYTES) throw malformed(`is larger than ${MAX_MANIFEST_BYTES} bytes`);
  const [document, ...more] = readSourceYaml(bytes, { what: "the release manifest", code: "manifest-malformed", hint });
  if (document === undefined || more.length > 0) throw malformed("is not one YAML document");
  return document;
}

function refuseTwins(releases: readonly PlannedRelease[]): void {
  for (const key of ["name", "tag"] as const) {
    const seen = new Set<string>();
    for (const { [key]: value } of releases) {
      if (seen.has(value.toLowerCase())) throw malformed(`has the ${key} ${printable(value)} twice`);
      seen.add(value.toLowerCase());
    }
  }
}

/** A misspelt field leaves a value lacking, too, and is the one to name. */
function isUnknownField(issue: v.BaseIssue<unknown>): boolean {
  return issue.kind === "schema" && issue.expected === "never";
}

/** By what the schema expects. */
const KINDS: Readonly<Record<string, string>> = {
  Array: "a list",
  Object: "a map of fields",
  string: "one line of text",
};

function whatIsWrong(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue as never);
  const place = where === null ? "" : ` at ${printable(where, 80)}`;
  if (isUnknownField(issue)) return `has a field${place} that is not known`;
  if (issue.received === "undefined") return `lacks a value${place}`;
  const kind = KINDS[issue.expected ?? ""];
  if (issue.kind === "schema" && kind !== undefined) return `must have ${kind}${place}`;
  if (issue.type !== "picklist") return `is wrong${place}: ${printable(issue.message)}`;
  const choices = (issue.expected ?? "").replace(/[()"]/g, "").split(" | ");
  const last = choices.pop();
  return `has ${typeof issue.input === "string" ? printable(issue.input, 80) : "another value"}${place}, which may be ${choices.join(", ")} or ${last}`;
}

const hint = `${REPOSITORY}/blob/main/docs/release-manifest.md describes the format`;

function malformed(reason: string): Fault {
  return new Fault("manifest-malformed", `the release manifest ${reason}`, { hint });
}

/** The release of a manifest that is being made. */
export interface ReleaseManifest {
  /** As it is shown: relative to the checkout where it lies there. */
  readonly path: string;
  readonly release: PlannedRelease;
}
