import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { LOG_POLICY_SCHEMA_ID } from "../../src/domain/statements/log-policy.ts";
import { HUMAN } from "../domain/announcement/announcement-example.ts";
import { gitHubRun } from "../github-sigstore/github-run.ts";
import type { GitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

export const OWNER = { repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" } as const;

/** A project with a log in a folder, an affected release and a fix that a key sealed under embargo. */
export interface EmbargoedRelease {
  readonly folder: string;
  /** How readers know the log. */
  readonly logKey: string;
  /** `capsule` with the words of a line, as the job of a repository. */
  run(line: string, env?: Readonly<Record<string, string>>): Promise<Run>;
  /** `capsule embargo` with what it needs to verify and to sign. */
  embargo(action: string, more?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run>;
}

export const CAPSULE = "out/octo-tool-1.2.3.capsule";
export const LOG = ["--log", "release-log", "--log-key", "log.key"];

/** As a job on the main branch of a repository. */
export function jobEnv(sigstore: GitHubSigstore, repository: string = OWNER.repository): Record<string, string> {
  const id = repository === OWNER.repository ? "801" : "802";
  return sigstore.jobOf({ repository, ref: "refs/heads/main", repositoryId: id, ownerId: `9${id}` });
}

/** `publish`: when the announcement says that it becomes public. */
export async function embargoedRelease(sigstore: GitHubSigstore, publish: string): Promise<EmbargoedRelease> {
  const folder = newFolder();
  const { trustedRootPath, signingConfigPath } = sigstore;
  const key = newPrivateKey("P-256");
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  write("k", String(key.export({ format: "pem", type: "pkcs8" })));
  write("k.pub", publicPemOf(key));
  write("tool.bin", "the fixed tool\n");
  write("old.bin", "the tool\n");
  const policy = {
    ...{ schema: LOG_POLICY_SCHEMA_ID, origin: "octo-org.example/octo-tool/log" },
    roles: { owner: { signers: [OWNER], may: ["staged", "published", "yanked", "committed"] } },
  };
  write("policy.json", JSON.stringify(policy));
  const dates = { publish, reported: undefined, timeline: [] };
  write("announcement.json", JSON.stringify({ ...HUMAN, ...dates, introduced: "1.2.0", distributors: ["Debian"] }));
  const run: EmbargoedRelease["run"] = (line, env) =>
    capsule([...line.split(" "), "--trusted-root", trustedRootPath], { cwd: folder, env: env ?? jobEnv(sigstore) });
  const done = async (line: string, env?: Readonly<Record<string, string>>): Promise<string> => {
    const { status, stdout, stderr } = await run(line, env);
    expect([line, status, stderr]).toEqual([line, 0, expect.any(String)]);
    return stdout;
  };
  // On a maintainer's own machine, which is no job.
  const seal = (version: string, out: string, file: string, more = "") => {
    const facts = `--name octo-tool --version ${version} --tag v${version} --commit ${gitHubRun().commit}`;
    return done(
      `seal${more} --sigstore ${signingConfigPath} --key k --repository octo-org/octo-tool ${facts} --out ${out} ${file}`,
      {},
    );
  };
  await seal("1.2.2", "old", "old.bin");
  await seal("1.2.3", "out", "tool.bin", " --embargo");
  const made = await capsule(["log", "key", policy.origin, "log.key"], { cwd: folder });
  const logKey = /\S+\+[0-9a-f]{8}\+\S+/.exec(made.stdout)?.[0] ?? "";
  await done("log init --key log.key release-log policy.json");
  write("ACME-2026-1.osv.json", JSON.stringify({ id: "ACME-2026-1" }));
  return {
    ...{ folder, logKey, run },
    embargo: (action, more = [], env = jobEnv(sigstore)) => {
      const files = ["announcement.json", CAPSULE, ...(action === "commit" ? [] : ["tool.bin"])];
      const day = action === "lift" ? ["--affected", "old/octo-tool-1.2.2.capsule", "--announced", "."] : [];
      const signing = action === "hand-over" ? [] : ["--sign-with", signingConfigPath];
      const trust = ["--key", "k.pub", "--trusted-root", trustedRootPath];
      return capsule(["embargo", action, ...trust, ...signing, ...day, ...more, ...files], { cwd: folder, env });
    },
  };
}

/** What a command printed with `--json`. */
export function jsonOf({ stdout }: Run): ReturnType<typeof JSON.parse> {
  return JSON.parse(stdout);
}

export function readIn(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}
