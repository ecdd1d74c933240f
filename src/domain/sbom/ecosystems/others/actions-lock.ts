import {
  asObject,
  asText,
  listAt,
  objectAt,
  requiredTextAt,
  textAt,
} from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import { Fault } from "../../../../kernel/fault.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { gateVersion } from "../gate-version.ts";

/**
 * The lockfile of GitHub's workflows, `.github/workflows/actions.lock`
 * (https://docs.github.com/actions/concepts/security/workflow-dependency-lockfiles):
 *
 *     version: 'v0.0.2'
 *     workflows:
 *         '.github/workflows/ci.yml':
 *             - 'actions/checkout@v4.3.1'
 *     dependencies:
 *         'actions/checkout@v4.3.1':
 *             ref: 'v4.3.1'
 *             commit: 'sha1-<commit>'
 *             uses:
 *                 - 'owner/other@v1'
 */
export const actionsLock: DocumentFormat = {
  id: "actions-lock",
  notation: "yaml",
  companions: [],
  recognises: (path) => /(?:^|\/)\.github\/workflows\/actions\.lock$/.test(path),
  read: readActionsLock,
};

/** An action at the commit that was locked, with the keys of those that it uses itself. */
export interface LockedAction {
  readonly owner: string;
  readonly name: string;
  readonly commit: string;
  readonly uses: readonly string[];
}

function readActionsLock(document: SourceDocument): Part {
  const part = new PartBuilder("actions-lock", document);
  const [lock = {}] = readSourceYaml(document.bytes);
  gateVersion(part, lock["version"], [/^v0\.0\.2$/]);
  const actions = lockedActions(lock);
  const refs = new Map([...actions].map(([key, action]) => [key, addLockedAction(part, action)]));
  const root = part.firstParty(".", { kind: "application", name: "actions.lock", scope: "dev" });
  part.top(root, "dev");
  const workflows = objectAt(lock, "workflows");
  for (const workflow of Object.keys(workflows)) {
    for (const use of listAt(workflows, workflow)) addNeed(part, root, asText(use, workflow), refs);
  }
  for (const [key, { uses }] of actions) {
    for (const use of uses) addNeed(part, refs.get(key) ?? "", use, refs);
  }
  part.declare("complete", "the lockfile lists every action that is used");
  return part.build();
}

function addNeed(part: PartBuilder, from: string, use: string, refs: ReadonlyMap<string, string>): void {
  const target = refs.get(use.toLowerCase());
  if (target === undefined) part.lacks(from, `${printable(use)} is used, and the lockfile does not hold it`);
  else part.edge(from, target, "dev");
}

/** By `owner/name@ref` in lower case, as GitHub compares names. Fault: `sbom-source-malformed`. */
export function lockedActions(lock: JsonObject): Map<string, LockedAction> {
  const dependencies = objectAt(lock, "dependencies");
  return new Map(
    Object.keys(dependencies).map((key) => {
      const entry = asObject(dependencies[key], key);
      const [, owner, name] = /^([^/@]+)\/([^/@]+)(?:\/[^@]*)?@/.exec(key) ?? [];
      const commit = /^(?:sha1-[0-9a-f]{40}|sha256-[0-9a-f]{64})$/.test(requiredTextAt(entry, "commit"))
        ? textAt(entry, "commit")?.replace(/^sha\d+-/, "")
        : undefined;
      if (owner === undefined || name === undefined || commit === undefined)
        throw new Fault("sbom-source-malformed", `${printable(key)} is not locked to a commit`);
      const uses = listAt(entry, "uses").map((use) => asText(use, key));
      return [key.toLowerCase(), { owner, name, commit, uses }];
    }),
  );
}

export function addLockedAction(part: PartBuilder, { owner, name, commit }: LockedAction): string {
  const found = { scope: "dev", origin: `https://github.com/${owner}/${name}`, commit } as const;
  return part.package({ type: "github", namespace: owner, name, version: commit, found });
}
