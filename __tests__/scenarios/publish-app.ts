import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { GitHubServer } from "../github-server/start-github-server.ts";
import type { GitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { action, newFolder } from "../run-program.ts";

/** The packages of the program, of which one has a name that GitHub takes for people. */
const PACKAGES = { "node_modules/@octocat/left": { version: "1.0.0" }, "node_modules/right": { version: "1.9.9" } };

export interface Places {
  readonly sigstore: GitHubSigstore;
  readonly github: GitHubServer;
}

/** Seals and publishes v1.2.3 of a program with two packages, from a folder that is empty, by the Action as the workflow runs it. */
export async function publishApp(folder: string, { sigstore, github }: Places): Promise<void> {
  const at = (name: string) => join(folder, name);
  const dependencies = { "@octocat/left": "*", right: "*" };
  const lock = { name: "app", lockfileVersion: 3, packages: { "": { name: "app", dependencies }, ...PACKAGES } };
  for (const name of ["app", "dist"]) mkdirSync(at(name));
  writeFileSync(at("app/package-lock.json"), JSON.stringify(lock));
  execFileSync("tar", ["-czf", at("dist/app.tgz"), "-C", folder, "app"]);
  for (const name of ["output", "summary"]) writeFileSync(at(name), "");
  writeFileSync(at("event.json"), "{}");
  const given = {
    ...{ assets: "dist/*", attestations: "required", "github-token": github.token },
    ...{ sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
  };
  const env = {
    ...{ ...sigstore.env, GITHUB_API_URL: github.url, GITHUB_WORKSPACE: folder, RUNNER_TEMP: newFolder() },
    ...{ GITHUB_OUTPUT: at("output"), GITHUB_STEP_SUMMARY: at("summary"), GITHUB_EVENT_PATH: at("event.json") },
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  };
  const run = await action({ cwd: folder, env });
  expect([run.status, run.stdout.includes("::error")]).toEqual([0, false]);
  github.state.reality.runEnded = { conclusion: "success", at: new Date().toISOString().replace(/\.\d+/, "") };
}
