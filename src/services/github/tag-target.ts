import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpResponse } from "../../ports/http.ts";
import { type GitHubApi, readAnswer } from "./github-api.ts";
import { type GitObject, refSchema } from "./release-schemas.ts";

const MAX_TAGS_OF_TAGS = 5;

/** Refuses where the tag does not lead to the commit: `tag-missing`, `tag-moved` (G17); annotated ones are peeled (G18). */
export async function requireTagTarget(api: GitHubApi, tag: string, commit: string): Promise<void> {
  const response = await api.send({ ...askedFor(tag), allowed: [404] });
  if (response.status === 404) throw missing(tag);
  await requireTarget(api, response, { tag, commit });
}

/** The same for a tag that this run saw: that it is missing is believed only after a minute. */
export async function requireSameTagTarget(api: GitHubApi, tag: string, commit: string): Promise<void> {
  const response = await api.send({ ...askedFor(tag), missing: () => missing(tag) });
  await requireTarget(api, response, { tag, commit });
}

function askedFor(tag: string) {
  const path = `/git/ref/tags/${tag.split("/").map(encodeURIComponent).join("/")}`;
  return { what: `read the tag ${printable(tag)}`, permission: "contents: write", path };
}

async function requireTarget(
  api: GitHubApi,
  response: HttpResponse,
  { tag, commit }: { readonly tag: string; readonly commit: string },
): Promise<void> {
  const asked = askedFor(tag);
  let object: GitObject = readAnswer(refSchema, response, asked.what).object;
  for (let n = 0; n < MAX_TAGS_OF_TAGS && object.type === "tag"; n++) {
    object = (await api.json(refSchema, { ...asked, path: `/git/tags/${object.sha}` })).object;
  }
  if (object.type !== "commit") throw new Fault("tag-moved", `the tag ${printable(tag)} leads to no commit`);
  if (object.sha === commit) return;
  throw new Fault("tag-moved", `the tag ${printable(tag)} points at commit ${object.sha}, not at ${commit}`, {
    hint: "release from the commit of the tag, and never move a tag",
  });
}

function missing(tag: string): Fault {
  return new Fault("tag-missing", `the repository has no tag ${printable(tag)}`, {
    hint: `push it first: git push origin ${/^[\w.@/+-]+$/.test(tag) ? tag : "<tag>"}`,
  });
}
