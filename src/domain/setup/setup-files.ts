import { REPOSITORY, schemaId } from "../home.ts";
import { POLICY_SCHEMA_ID } from "../policy/policy-schema.ts";
import { OUTPUT_FOLDER } from "./build-steps.ts";
import type { Project, ProjectFiles } from "./project.ts";
import { type ActionPin, workflowText } from "./workflow-text.ts";

/** A file that a project needs. What is there is never replaced; `lines` are added to the end of it, if they are missing. */
export type SetupFile =
  | { readonly path: string; readonly text: string; readonly alsoAt?: readonly string[] }
  | { readonly path: string; readonly lines: readonly string[] };

const WORKFLOW_PATH = ".github/workflows/release.yml";

/** All that is written for a project, in the order in which it is shown. */
export function setupFiles(project: Project, pin: ActionPin): SetupFile[] {
  const { repository, publishing, sealing } = project;
  return [
    // A second workflow that publishes would race the first.
    ...(publishing.length > 0 ? [] : [{ path: WORKFLOW_PATH, text: workflowText(project, pin), alsoAt: sealing }]),
    {
      path: "release/manifest.yaml",
      text: manifestText(project),
      alsoAt: ["release/manifest.yml", "release/manifest.json"],
    },
    ...(repository === undefined
      ? []
      : [
          { path: "release/policy.json", text: policyText(project, repository) },
          {
            path: "SECURITY.md",
            text: securityText(repository),
            alsoAt: [".github/SECURITY.md", "docs/SECURITY.md"],
          },
        ]),
    { path: ".gitignore", lines: ["*.release/", `/${OUTPUT_FOLDER}/`] },
  ];
}

function manifestText(project: Project): string {
  const { name, tag, versioning, packages, members } = project;
  return `${[
    "# What a release of this project is. `capsule check` and the workflow refuse anything else:",
    `# ${REPOSITORY}/blob/main/docs/release-manifest.md`,
    `schema: ${schemaId("release-manifest")}`,
    ...(members.length === 0
      ? [`name: ${name}`, `tag: ${scalar(tag)}`, ...numbered(versioning, ""), ...listed("packages", packages, "")]
      : ["components:", ...members.flatMap((member) => component(member, project))]),
  ].join("\n")}\n`;
}

function component(
  { name, package: own, manifest }: Project["members"][number],
  { tag, versioning }: Project,
): string[] {
  const named = [`  - name: ${name}`, `    tag: ${scalar(tag.replace("{name}", own))}`];
  return [...named, ...numbered(versioning, "    "), ...listed("packages", [manifest], "    ")];
}

function numbered(versioning: Project["versioning"], indent: string): string[] {
  return versioning === "semver" ? [] : [`${indent}versioning: ${versioning}`];
}

function listed(field: string, values: readonly string[], indent: string): string[] {
  return values.length === 0 ? [] : [`${indent}${field}:`, ...values.map((value) => `${indent}  - ${scalar(value)}`)];
}

/** Plain where YAML reads it as it stands. */
function scalar(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._/{}-]*$/.test(text) ? text : JSON.stringify(text);
}

/** For whoever checks a release: `capsule verify --policy`. */
function policyText({ versionTool, branch }: Project, repository: string): string {
  const name = repository.startsWith("https://github.com/")
    ? repository.slice("https://github.com/".length)
    : repository;
  const sourceRef = versionTool === "release-please" ? { sourceRef: `refs/heads/${branch}` } : {};
  const policy = {
    schema: POLICY_SCHEMA_ID,
    signers: [{ repository: name, ...sourceRef }],
    require: ["provenance", "sbom"],
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

function securityText(repository: string): string {
  return `# Security

Report a vulnerability in private: <${repository}/security/advisories/new>. Please do not open an issue.

Releases are signed. \`VERIFY.md\` beside each of them says how to check one.
`;
}

/** What becomes of one file. */
export interface SetupChange {
  readonly path: string;
  readonly change: "create" | "append" | "same" | "keep";
  /** What is written: the whole file, or the lines at its end. */
  readonly added: string;
  /** Where another file stands for it. */
  readonly instead?: string;
}

/** Compares what a project needs with what it has. */
export function setupChanges(planned: readonly SetupFile[], existing: ProjectFiles): SetupChange[] {
  return planned.map((file) => ("text" in file ? wholeFile(file, existing) : missingLines(file, existing)));
}

function wholeFile(
  { path, text, alsoAt = [] }: Extract<SetupFile, { text: string }>,
  existing: ProjectFiles,
): SetupChange {
  const found = existing.get(path);
  if (found !== undefined) return { path, change: found === text ? "same" : "keep", added: "" };
  const instead = alsoAt.find((one) => existing.has(one));
  if (instead !== undefined) return { path, change: "keep", added: "", instead };
  return { path, change: "create", added: text };
}

function missingLines(
  { path, lines }: Extract<SetupFile, { lines: readonly string[] }>,
  existing: ProjectFiles,
): SetupChange {
  const found = existing.get(path);
  if (found === undefined) return { path, change: "create", added: `${lines.join("\n")}\n` };
  const there = new Set(found.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !there.has(line));
  if (missing.length === 0) return { path, change: "same", added: "" };
  const gap = found === "" || found.endsWith("\n") ? "" : "\n";
  return { path, change: "append", added: `${gap}${missing.join("\n")}\n` };
}
