import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type GitHubApi, readAnswer } from "./github-api.ts";
import { type GitObject, refSchema } from "./release-schemas.ts";

const MAX_TAGS_OF_TAGS = 5;

/** Refuses where the tag does not lead to the commit: `tag-missing`, `tag-moved` (G17); annotated ones are peeled (G18). */
export async function requireTagTarget(api: GitHubApi, tag: string, commit: string): Promise<void> {
  const found = await tagTarget(api, tag);
  if (found === commit) return;
  throw new Fault("tag-moved", `the tag ${printable(tag)} points at commit ${found}, not at ${commit}`, {
    hint: "release from the commit of the tag, and never move a tag",
  });
}

async function tagTarget(api: GitHubApi, tag: string): Promise<string> {
  const asked = { what: `read the tag ${printable(tag)}`, permission: "contents: write" };
  const path = `/git/ref/tags/${tag.split("/").map(encodeURIComponent).join("/")}`;
  const response = await api.send({ ...asked, path, allowed: [404] });
  if (response.status === 404) throw missing(tag);
  let object: GitObject = readAnswer(refSchema, response, asked.what).object;
  for (let n = 0; n < MAX_TAGS_OF_TAGS && object.type === "tag"; n++) {
    object = (await api.json(refSchema, { ...asked, path: `/git/tags/${object.sha}` })).object;
  }
  if (object.type === "commit") return object.sha;
  throw new Fault("tag-moved", `the tag ${printable(tag)} leads to no commit`);
}

function missing(tag: string): Fault {
  return new Fault("tag-missing", `the repository has no tag ${printable(tag)}`, {
    hint: `push it first: git push origin ${/^[\w.@/+-]+$/.test(tag) ? tag : "<tag>"}`,
  });
}
