import { startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import { type Client, must, nothingForbidden } from "./client.ts";
import { loadPackage, type NodePackage } from "./node-package.ts";

const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";

/** Its client of GitHub, which all its commands use. */
export async function releasePleaseClient(program: NodePackage): Promise<Client> {
  const server = await startGitHubServer({
    releases: [{ tag: "v1.2.2" }],
    tags: { "v1.2.2": { commit: "1".repeat(40) } },
  });
  const { GitHub, setLogger } = await loadPackage(program);
  const silent = () => undefined;
  setLogger({ error: silent, warn: silent, info: silent, debug: silent, trace: silent });
  const github = await GitHub.create({
    owner: "octo-org",
    repo: "octo-tool",
    token: TOKEN,
    apiUrl: server.url,
    graphqlUrl: server.url,
  });
  const release = { name: "v1.2.3", tag: nameOf("v1.2.3"), sha: COMMIT, notes: "The notes." };
  return {
    title: `release-please ${program.version}`,
    close: () => server.close(),
    tasks: [
      {
        title: "a draft whose tag is made first (`draft`, `force-tag-creation`)",
        async run() {
          const made = await github.createRelease(release, { draft: true, forceTag: true });
          must(made.draft && made.tagName === "v1.2.3" && made.uploadUrl !== undefined, "it is no such draft");
          must(server.state.refs.get("refs/tags/v1.2.3")?.sha === COMMIT, "the tag was not made");
        },
      },
      {
        title: "releases and tags, page by page",
        async run() {
          const found: string[] = [];
          for await (const one of github.releaseIterator()) found.push(one.tagName);
          must(found.join() === "v1.2.3,v1.2.2", `it found ${found}`);
          const tags: string[] = [];
          for await (const one of github.tagIterator()) tags.push(one.name);
          must(tags.length === 2, `it found the tags ${tags}`);
        },
      },
      {
        title: "notes that GitHub writes",
        async run() {
          const notes = await github.generateReleaseNotes("v1.2.3", "main", "v1.2.2");
          must(notes.includes("Full Changelog"), "they are others");
        },
      },
      {
        title: "a release that is there already",
        async run() {
          const again = { ...release, tag: nameOf("v1.2.2") };
          const error = await github.createRelease(again).catch((problem: unknown) => problem as Error);
          must((error as Error).name === "DuplicateReleaseError", `it ended with ${String(error)}`);
        },
      },
      nothingForbidden(server),
    ],
  };
}

/** All that its client asks of a tag's name. */
function nameOf(tag: string) {
  return { toString: () => tag };
}
