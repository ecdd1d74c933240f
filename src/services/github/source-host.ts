import * as v from "valibot";
import type { HostedRun } from "../../domain/release/checks/check-run.ts";
import type { TagFacts } from "../../domain/release/checks/check-tag.ts";
import { printable } from "../../kernel/printable.ts";
import type { SourceHost } from "../../ports/source-host.ts";
import { type GitHubApi, readAnswer } from "./api/github-api.ts";
import { lookAgain } from "./release/replica-lag.ts";

const READ = "contents: read";
const MAX_TAGS_OF_TAGS = 5;

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const sha = v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/));

const repositorySchema = v.object({
  id,
  owner: v.object({ id }),
  default_branch: v.string(),
  private: v.boolean(),
  /** Not known to older servers; an internal repository is private there. */
  visibility: v.optional(v.string()),
});
const gitObject = v.object({ type: v.string(), sha });
const refSchema = v.object({ object: gitObject });
const matchingRefsSchema = v.array(v.object({ ref: v.string() }));
const tagObjectSchema = v.object({
  object: gitObject,
  verification: v.optional(v.object({ verified: v.boolean(), reason: v.string() })),
});
const comparisonSchema = v.object({ status: v.picklist(["ahead", "behind", "identical", "diverged"]) });
const branchSchema = v.object({ protected: v.boolean() });
const rulesSchema = v.array(v.object({ type: v.string() }));
const runSchema = v.object({
  repository: v.object({ id }),
  head_sha: sha,
  head_branch: v.nullish(v.string()),
  event: v.string(),
  status: v.nullish(v.string()),
  referenced_workflows: v.nullish(v.array(v.object({ path: v.string(), sha }))),
});

/** What GitHub says of a release's source, read only. */
export function gitHubSource(api: GitHubApi): SourceHost {
  return {
    name: new URL(api.address.api).host,
    async repository() {
      const what = "read the repository";
      const found = await api.json(repositorySchema, { what, permission: READ, path: "" });
      const isPublic = !found.private && (found.visibility ?? "public") === "public";
      return {
        id: String(found.id),
        ownerId: String(found.owner.id),
        defaultBranch: found.default_branch,
        isPublic,
      };
    },
    async tag(tag, order) {
      const found = await readTagObject(api, tag, order);
      return found && { commit: found.commit, kind: found.kind };
    },
    async tags(prefix) {
      const what = `list the tags that begin with ${printable(prefix)}`;
      const path = `/git/matching-refs/tags/${encodePath(prefix)}`;
      const found = await api.json(matchingRefsSchema, { what, permission: READ, path });
      return found.map(({ ref }) => ref.replace(/^refs\/tags\//, "")).filter((tag) => tag.startsWith(prefix));
    },
    async isReachable(branch, commit) {
      const what = `compare the commit with the branch ${printable(branch)}`;
      const path = `/compare/${encodeURIComponent(branch)}...${commit}?per_page=1`;
      const { status } = await api.json(comparisonSchema, { what, permission: READ, path });
      return status === "behind" || status === "identical";
    },
    isProtected: (branch) => isProtected(api, branch),
    run: ({ id: run, attempt }) => readRun(api, run, attempt),
  };
}

/**
 * Annotated tags are peeled (G18); the weakest answer of a chain of tags is the first one's. With the object that the tag
 * itself names: the commit, or that of an annotated tag.
 */
export async function readTagObject(
  api: GitHubApi,
  tag: string,
  { isKnown }: { readonly isKnown: boolean },
): Promise<(TagFacts & { readonly object: string }) | undefined> {
  const purpose = { what: `read the tag ${printable(tag)}`, permission: READ };
  const look = () => api.send({ ...purpose, path: `/git/ref/tags/${encodePath(tag)}`, allowed: [404] });
  const response = await lookAgain(api.ports.clock, look, ({ status }) => isKnown && status === 404);
  if (response.status === 404) return undefined;
  let { object } = readAnswer(refSchema, response, purpose.what);
  const first = object.sha;
  let kind: TagFacts["kind"] | undefined;
  for (let n = 0; n < MAX_TAGS_OF_TAGS && object.type === "tag"; n++) {
    const found = await api.json(tagObjectSchema, { ...purpose, path: `/git/tags/${object.sha}` });
    kind ??= kindOf(found.verification);
    object = found.object;
  }
  if (object.type !== "commit") return undefined;
  return { commit: object.sha, kind: kind ?? "lightweight", object: first };
}

/** https://docs.github.com/rest/git/tags#get-a-tag: `unsigned` is the one reason that means that there is no signature. */
function kindOf(verification: v.InferOutput<typeof tagObjectSchema>["verification"]): TagFacts["kind"] {
  if (verification === undefined || verification.reason === "unsigned") return "annotated";
  return verification.verified ? "verified" : "signed";
}

/** By a branch protection rule, or by a ruleset, of which an older server knows nothing. */
async function isProtected(api: GitHubApi, branch: string): Promise<boolean> {
  const what = `read the protection of the branch ${printable(branch)}`;
  const purpose = { what, permission: READ };
  const found = await api.json(branchSchema, { ...purpose, path: `/branches/${encodeURIComponent(branch)}` });
  if (found.protected) return true;
  const response = await api.send({
    ...purpose,
    path: `/rules/branches/${encodeURIComponent(branch)}`,
    allowed: [404],
  });
  return response.status !== 404 && readAnswer(rulesSchema, response, what).length > 0;
}

async function readRun(api: GitHubApi, run: string, attempt: string): Promise<HostedRun> {
  const purpose = { what: "read the run of this workflow", permission: "actions: read", hidesBy404: true };
  const path = `/actions/runs/${encodeURIComponent(run)}/attempts/${encodeURIComponent(attempt)}`;
  const found = await api.json(runSchema, { ...purpose, path });
  return {
    repositoryId: String(found.repository.id),
    commit: found.head_sha,
    refName: found.head_branch ?? null,
    event: found.event,
    isRunning: found.status !== "completed",
    calls: (found.referenced_workflows ?? []).map(({ path: called, sha: commit }) => ({ path: called, commit })),
  };
}

/** A ref's name within a path: its slashes stay. */
function encodePath(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}
