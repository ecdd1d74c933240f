import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubServer, startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import { type Client, must, nothingForbidden } from "./client.ts";
import { loadPackage, type NodePackage } from "./node-package.ts";

const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";

/** The plugin, called as semantic-release calls it for a release with files. */
export async function semanticReleaseClient(program: NodePackage): Promise<Client> {
  const server = await startGitHubServer();
  const plugin = await loadPackage(program);
  const folder = mkdtempSync(join(tmpdir(), "capsule-semantic-release-"));
  for (const name of ["tool", "other.txt"]) writeFileSync(join(folder, name), `${name}\n`);
  const assets = [{ path: "tool", label: "The tool" }, "other.txt"];
  const config = { assets, githubApiUrl: server.url };
  const context = contextOf(server, folder);
  return {
    title: `@semantic-release/github ${program.version}`,
    close: () => server.close(),
    tasks: [
      { title: "`verifyConditions`", run: () => plugin.verifyConditions(config, context) },
      {
        title: "`publish` with files",
        async run() {
          await plugin.publish(config, context);
          const release = server.release("v1.2.3");
          must(release !== undefined && !release.draft, "the release is not public");
          must(
            [...release.assets.values()]
              .map(({ name }) => name)
              .sort()
              .join() === "other.txt,tool",
            "files are missing",
          );
        },
      },
      {
        title: "`addChannel` of the release",
        async run() {
          await plugin.addChannel(config, {
            ...context,
            lastRelease: context.nextRelease,
            currentRelease: context.nextRelease,
          });
          must(server.state.releases.size === 1, "there is a second release");
        },
      },
      {
        title: "`success`",
        async run() {
          const releases = [{ ...context.nextRelease, name: "GitHub release", url: `${server.place.web}/r`, id: 1 }];
          await plugin.success(config, { ...context, releases });
        },
      },
      nothingForbidden(server),
    ],
  };
}

/** As semantic-release's documentation describes what plugins are given. */
function contextOf({ place }: GitHubServer, cwd: string) {
  const silent = { log() {}, error() {}, warn() {}, success() {} };
  return {
    cwd,
    env: { GITHUB_TOKEN: TOKEN },
    logger: silent,
    branch: { name: "main", type: "release", main: true },
    commits: [{ hash: COMMIT, message: "feat: a feature" }],
    nextRelease: {
      version: "1.2.3",
      gitTag: "v1.2.3",
      gitHead: COMMIT,
      name: "v1.2.3",
      notes: "The notes.",
      channel: null,
    },
    lastRelease: {},
    options: { repositoryUrl: `${place.web}/octo-org/octo-tool.git` },
  };
}
