import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { type GitObject, refSchema } from "./release-schemas.ts";

const MAX_TAGS_OF_TAGS = 5;

/**
 * Requires that the tag leads to the commit: `tag-missing`, `tag-moved` (G17); annotated ones are peeled (G18). A tag that was
 * pushed a moment ago, as by the push that started the run, is not seen everywhere yet: a 404 is believed after a minute.
 */
export async function requireTagTarget(api: GitHubApi, tag: string, commit: string): Promise<void> {
  const purpose = purposeOf(tag);
  const response = await api.send({ ...purpose, missing: () => missing(tag) });
  let object: GitObject = readAnswer(refSchema, response, purpose.what).object;
  for (let n = 0; n < MAX_TAGS_OF_TAGS && object.type === "tag"; n++) {
    object = (await api.json(refSchema, { ...purpose, path: `/git/tags/${object.sha}` })).object;
  }
  if (object.type !== "commit") throw new Fault("tag-moved", `the tag ${printable(tag)} leads to no commit`);
  if (object.sha === commit) return;
  throw new Fault("tag-moved", `the tag ${printable(tag)} points at commit ${object.sha}, not at ${commit}`, {
    hint: "release from the commit of the tag, and never move a tag",
  });
}

function purposeOf(tag: string) {
  const path = `/git/ref/tags/${tag.split("/").map(encodeURIComponent).join("/")}`;
  return { what: `read the tag ${printable(tag)}`, permission: "contents: write", path };
}

function missing(tag: string): Fault {
  return new Fault("tag-missing", `the repository has no tag ${printable(tag)}`, {
    hint: `push it first: git push origin ${/^[\w.@/+-]+$/.test(tag) ? tag : "<tag>"}`,
  });
}
