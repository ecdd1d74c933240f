import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { gitRepository } from "../git-repository.ts";
import { newFolder } from "../run-program.ts";
import { has, sshSigner } from "../signed-tags.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const text = readFileSync(at("release/README.md"), "utf8");
const steps = /^1\. [\s\S]*?(?=\n\nA run that)/m.exec(text)?.[0] ?? "";
const commands = [...steps.matchAll(/`([^`]+)`/g)].map(([, command = ""]) => command);

test("the list of a release has at most 25 lines, and names only what exists", () => {
  expect(steps.split("\n").length).toBeLessThanOrEqual(25);
  const { scripts } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const scriptsNamed = commands
    .map((command) => /^npm run (\S+)/.exec(command)?.[1])
    .filter((name) => name !== undefined);
  expect(scriptsNamed.length).toBeGreaterThan(5);
  for (const name of scriptsNamed) expect(scripts).toHaveProperty([name]);
  const files = commands.filter((command) => /^[\w./-]+\.(?:yml|yaml|ts|json)$/.test(command) && command.includes("/"));
  for (const file of [...files, ".ci/run"]) expect(existsSync(at(file))).toBe(true);
  expect(commands).toContain("capsule check");
  expect(COMMANDS).toHaveProperty("check");
});

test.skipIf(!has("ssh-keygen"))("its commands of git make a signed tag, and move another one", () => {
  const repository = gitRepository(newFolder());
  repository.commit({ a: "1" });
  sshSigner("own@example.com").configure(repository);
  const run = (name: string): void => {
    const command = commands.find((one) => one.startsWith(name)) ?? "exit 1";
    // Nothing is pushed in a test.
    const local = command.replace(/ && git push .*/, "").replaceAll("<version>", "1.0.0");
    execFileSync("sh", ["-ec", local], { cwd: repository.path, env: { PATH: process.env["PATH"], ...PERSON } });
  };
  run("git tag --sign");
  expect(repository.git("cat-file", "tag", "v1.0.0")).toContain("-----BEGIN SSH SIGNATURE-----");
  run("git tag --force");
  expect(repository.git("rev-parse", "v1^{commit}")).toBe(repository.git("rev-parse", "HEAD"));
});

const PERSON = {
  ...{ GIT_COMMITTER_NAME: "c", GIT_COMMITTER_EMAIL: "c@example.com", GIT_EDITOR: "true" },
  GIT_CONFIG_NOSYSTEM: "1",
};
