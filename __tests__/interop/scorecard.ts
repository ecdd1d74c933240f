import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";
import type { Installed } from "./install-program.ts";

/** Points of Scorecard's checks for one release, by the name of the check; the most is 10, and -1 is no answer. */
export interface ScorecardAnswer {
  readonly release: string;
  readonly points: Readonly<Record<string, number>>;
  /** Undefined where any will do. */
  readonly expected: number;
}

const ASSETS = { "octo-tool-linux-amd64.tar.gz": "an archive for Linux\n", "octo-tool.sh": "a script\n" };

/** Asks the checks themselves about the files that a sealed release publishes, and about its assets alone. */
export async function askScorecard(program: Extract<Installed, { path: string }>): Promise<ScorecardAnswer[]> {
  const sigstore = await startGitHubSigstore();
  const folder = await releasedFolder(sigstore, { assets: ASSETS, publish: "standard" });
  await sigstore.close();
  const names = readdirSync(folder).filter((name) => name !== "trusted_root.json");
  const ask = async (release: string, files: readonly string[], expected: number): Promise<ScorecardAnswer> => {
    return { release, expected, points: JSON.parse(await answerOf(program.path, files.join("\n"))) };
  };
  return [await ask("`publish: standard`", names, 10), await ask("the assets alone", Object.keys(ASSETS), 0)];
}

function answerOf(program: string, input: string): Promise<string> {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      if (status === 0) resolve(Buffer.concat(parts).toString());
      else reject(new Error(`scorecard ended with ${status}`));
    });
  });
}
