import { objectAt } from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import type { JsonObject, JsonValue } from "../../../../kernel/json.ts";
import { isJsonObject } from "../../../../kernel/json-object.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import type { Purl } from "../../model/purl.ts";
import { commitOf } from "../../model/safe-origin.ts";
import { addLockedAction, type LockedAction, lockedActions } from "./actions-lock.ts";

/**
 * The actions that a GitHub workflow or composite action uses
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses):
 *
 *     steps:
 *       - uses: actions/checkout@<commit>
 *       - uses: github/codeql-action/init@v3
 *       - uses: docker://alpine@sha256:…
 */
export const githubWorkflow: DocumentFormat = {
  id: "github-workflow",
  notation: "yaml",
  companions: ["actions.lock"],
  recognises: (path, bytes) =>
    /(?:^|\/)(?:\.github\/workflows\/[^/]+\.ya?ml|action\.ya?ml)$/.test(path) ||
    (bytes !== undefined && /\.ya?ml$/.test(path) && looksLikeWorkflow(bytes)),
  read: readWorkflow,
};

function looksLikeWorkflow(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 1024 * 1024)).toString("latin1");
  return /^jobs:/m.test(text) && /^[ \t]+(?:- )?uses:\s/m.test(text);
}

function readWorkflow(document: SourceDocument): Part {
  const part = new PartBuilder("github-workflow", document);
  const root = part.firstParty(".", { kind: "application", name: document.path.replace(/^.*[/!]/, "") });
  part.top(root, "dev");
  const lock = document.beside("actions.lock");
  const locked = new Map(lock === undefined ? [] : readSourceYaml(lock).flatMap((one) => [...lockedActions(one)]));
  for (const workflow of readSourceYaml(document.bytes)) {
    for (const uses of usesOf(workflow)) {
      const ref = addUse(part, uses.trim(), locked);
      if (ref !== undefined) part.edge(root, ref, "dev");
    }
  }
  part.declare("complete", "the workflow names every action it uses", [root]);
  part.declare("unknown", "an action does not say here what it uses itself");
  return part.build();
}

/** `jobs.*.uses`, `jobs.*.steps[].uses` and, in an action, `runs.steps[].uses` or the `runs.image` of a registry. */
function usesOf(workflow: JsonObject): string[] {
  const jobs = Object.values(objectAt(workflow, "jobs")).filter((job) => isJsonObject(job));
  const holders = [...jobs, objectAt(workflow, "runs")];
  const steps = holders.flatMap((holder) => (Array.isArray(holder["steps"]) ? (holder["steps"] as JsonValue[]) : []));
  const all = [...jobs, ...steps.filter((step) => isJsonObject(step as JsonValue))] as JsonObject[];
  const image = objectAt(workflow, "runs")["image"];
  return [
    ...all.flatMap((holder) => (typeof holder["uses"] === "string" ? [holder["uses"]] : [])),
    ...(typeof image === "string" && image.startsWith("docker://") ? [image] : []),
  ];
}

/** `docker://registry.example/team/tool:1.0@sha256:…`; a first part with a dot or port is another registry than Docker's. */
function imageOf(uses: string): Omit<Purl, "type"> | undefined {
  if (!uses.startsWith("docker://")) return undefined;
  const [place = "", digest, ...more] = uses.slice("docker://".length).split("@");
  const folders = place.split("/");
  const [, name, tag] = /^([^:]+)(?::(.+))?$/.exec(folders.pop() ?? "") ?? [];
  if (name === undefined || more.length > 0) return undefined;
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const host = /[.:]|^localhost$/.test(folders[0] ?? "") ? folders.shift() : undefined;
  return {
    namespace: folders.join("/") || undefined,
    name,
    version: digest ?? tag,
    qualifiers: host === undefined ? undefined : { repository_url: host },
  };
}

function addUse(part: PartBuilder, uses: string, locked: ReadonlyMap<string, LockedAction>): string | undefined {
  // `$/` is the repository of the workflow itself.
  if (/^(?:\.\.?|\$)(?:\/|$)/.test(uses)) return undefined;
  const image = imageOf(uses);
  if (image !== undefined) {
    return part.package({ type: "docker", ...image, found: { kind: "container", scope: "dev" } });
  }
  const [, namespace, name, subpath, version] = /^([^/@]+)\/([^/@]+)(?:\/([^@]+))?@(.+)$/.exec(uses) ?? [];
  if (name === undefined || version === undefined) {
    part.remark(`${printable(uses)} names no action`);
    return undefined;
  }
  const lock = locked.get(uses.toLowerCase()) ?? locked.get(`${namespace}/${name}@${version}`.toLowerCase());
  if (lock !== undefined) return addLockedAction(part, lock);
  const commit = commitOf(version);
  if (commit === undefined) part.remark(`${printable(uses)} is not pinned to a commit`);
  const found = { scope: "dev", origin: `https://github.com/${namespace}/${name}`, commit } as const;
  return part.package({ type: "github", namespace, name, subpath, version, found });
}
