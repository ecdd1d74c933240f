import * as v from "valibot";
import { type GitHubApi, readAnswer, stableList } from "../api/github-api.ts";
import { type Release, releaseSchema } from "./release-schemas.ts";

const PER_PAGE = 100;
/** Repositories with thousands of releases are common, and a token has 1,000 requests in an hour. */
const MAX_PAGES = 10;

/** The newest releases: a further page is read while `more` asks for it, ten at most. */
export async function listReleases(
  api: GitHubApi,
  what: string,
  more: (page: readonly Release[]) => boolean,
): Promise<{ readonly items: readonly Release[]; readonly pages: number }> {
  const purpose = { what, permission: "contents: write", hidesBy404: true };
  const items: Release[] = [];
  for (let page = 1; ; page++) {
    const path = `/releases?per_page=${PER_PAGE}&page=${page}`;
    const found = await api.json(v.array(releaseSchema(api.address)), { ...purpose, path });
    for (const one of found) items.push(one);
    if (found.length < PER_PAGE || page === MAX_PAGES || !more(found)) return { items, pages: page };
  }
}

/** Releases of one tag: GitHub finds a published one by its tag, drafts only in the list, at whose start they stand. */
export async function releasesOf(api: GitHubApi, tag: string): Promise<Release[]> {
  const what = "look for the release of the tag";
  const path = `/releases/tags/${encodeURIComponent(tag)}`;
  const purpose = { what, permission: "contents: write", path };
  const published = await api.send({ ...purpose, allowed: [404] });
  const listed = await stableList(() => listReleases(api, what, (page) => page.some(({ draft }) => draft)));
  const found = [
    ...listed.filter(({ tag_name }) => tag_name === tag),
    ...(published.status === 404 ? [] : [readAnswer(releaseSchema(api.address), published, what)]),
  ];
  return [...new Map(found.map((release) => [release.id, release])).values()];
}
