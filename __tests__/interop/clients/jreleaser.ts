import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { startGitHubServer, TOKEN } from "../../github-server/start-github-server.ts";
import type { Installed } from "../install-program.ts";
import { runTool } from "../run-tool.ts";
import { type Client, must, nothingForbidden } from "./client.ts";

/** JReleaser's library for GitHub, called by a program of ours (`jreleaser/Publish.java`) as JReleaser calls it. */
export async function jreleaserClient(program: Extract<Installed, { path: string }>): Promise<Client> {
  const server = await startGitHubServer();
  const folder = mkdtempSync(join(tmpdir(), "capsule-jreleaser-"));
  const files = ["tool", "other.txt"].map((name) => join(folder, name));
  for (const path of files) writeFileSync(path, path);
  const classes = [program.path, join(dirname(program.path), "lib", "*")].join(delimiter);
  const words = [server.url, TOKEN, "octo-org", "octo-tool", "v1.2.3", ...files];
  return {
    title: `JReleaser ${program.version}`,
    close: () => server.close(),
    tasks: [
      {
        title: "`createRelease` of a draft, `uploadAssets`, `updateRelease` to publish, `listAssets`",
        async run() {
          const java = ["-cp", classes, "org.jreleaser.sdk.github.Publish", ...words];
          const { status, stdout, stderr } = await runTool("java", java, {
            cwd: folder,
            env: process.env,
            timeoutMs: 120_000,
          });
          must(status === 0, stderr);
          must(stdout.includes("[other.txt, tool]"), `it lists ${stdout}`);
          must(server.release("v1.2.3")?.draft === false, "the release is not public");
        },
      },
      nothingForbidden(server),
    ],
  };
}
