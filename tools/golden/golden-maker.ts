import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GitHubRun } from "../../__tests__/github-sigstore/github-run.ts";
import {
  type GitHubSigstore,
  type GitHubSigstoreOptions,
  startGitHubSigstore,
} from "../../__tests__/github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder } from "../../__tests__/run-program.ts";
import { type GoldenCase, verdictOf } from "./golden-set.ts";

export const NAME = "octo-tool";
export const BY_REPOSITORY = ["--repository", "octo-org/octo-tool", "--trusted-root", "../trusted_root.json"];

export interface SealOf {
  readonly tag: string;
  readonly commit?: string;
  /** A checkout; else a folder without git. */
  readonly cwd?: string;
  readonly args?: readonly string[];
  /** False where a manifest names the release. */
  readonly named?: boolean;
  /** False if the arguments say who signs. */
  readonly sigstore?: boolean;
}

/** Makes the cases of a set: releases that the program of this checkout seals, and what it says of them. */
export interface Golden {
  /** The folder of a case, made if need be. */
  folder(name: string): string;
  put(name: string, files: Readonly<Record<string, Uint8Array>>): void;
  listed(folder: string): string[];
  /** Seals one file as a workflow of octo-org/octo-tool; resolves to the bytes of the capsule. */
  seal(order: SealOf): Promise<{ readonly capsule: Buffer; readonly asset: Buffer }>;
  /** The command line as a job of another run, signing at the Sigstore of the set. */
  run(args: readonly string[], cwd: string, job: Partial<GitHubRun>): Promise<string>;
  /** The command line with these variables. */
  capsule(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<string>;
  another(options: GitHubSigstoreOptions): Promise<GitHubSigstore>;
  /** Verifies a case as it lies there, and writes down what came out. */
  add(name: string, order: Omit<GoldenCase, "expected">): Promise<void>;
  close(): Promise<void>;
}

export async function goldenMaker(set: string): Promise<Golden> {
  const sigstore = await startGitHubSigstore();
  const others: GitHubSigstore[] = [];
  writeFileSync(join(set, "trusted_root.json"), readFileSync(sigstore.trustedRootPath));
  const trust = ["--trusted-root", sigstore.trustedRootPath];
  const checked: Golden["capsule"] = async (args, cwd, env) => {
    const run = await capsule(args, { cwd, env });
    if (run.status !== 0) throw new Error(`capsule ${args.join(" ")}\n${run.stdout}${run.stderr}`);
    return run.stdout;
  };
  const golden: Golden = {
    folder(name) {
      mkdirSync(join(set, name), { recursive: true });
      return join(set, name);
    },
    put(name, files) {
      for (const [file, bytes] of Object.entries(files)) writeFileSync(join(golden.folder(name), file), bytes);
    },
    listed: (folder) => readdirSync(folder),
    async seal({ tag, commit, cwd = newFolder(), args = [], named = true, sigstore: signs = true }) {
      writeFileSync(join(cwd, "tool.txt"), `the tool of ${tag}\n`);
      const out = newFolder();
      const facts = named ? ["--name", NAME, "--version", tag.replace(/^v/, ""), "--tag", tag] : ["--tag", tag];
      const sign = args.includes("--sign") ? [] : ["--sign", "once"];
      const who = signs ? ["--sigstore", sigstore.signingConfigPath, ...trust] : [];
      const env = sigstore.jobOf({ ref: `refs/tags/${tag}`, ...(commit === undefined ? {} : { commit }) });
      await checked(["seal", ...sign, ...who, ...facts, ...args, "--out", join(out, "out"), "tool.txt"], cwd, env);
      const file = readdirSync(join(out, "out")).find((name) => name.endsWith(".capsule")) ?? "none";
      return { capsule: readFileSync(join(out, "out", file)), asset: readFileSync(join(cwd, "tool.txt")) };
    },
    run: (args, cwd, job) =>
      checked([...args, ...trust, "--sign-with", sigstore.signingConfigPath], cwd, sigstore.jobOf(job)),
    capsule: checked,
    async another(options) {
      const other = await startGitHubSigstore(options);
      others.push(other);
      return other;
    },
    async add(name, order) {
      const cwd = golden.folder(name);
      const env = Object.fromEntries(Object.entries(order.env ?? {}).map(([key, path]) => [key, join(cwd, path)]));
      const run = await capsule(["verify", "--json", ...order.verify], { cwd, env });
      const expected = verdictOf(JSON.parse(run.stdout));
      writeFileSync(join(cwd, "case.json"), `${JSON.stringify({ ...order, expected }, null, 2)}\n`);
      process.stdout.write(`${name}: ${expected.verdict}\n`);
    },
    async close() {
      await Promise.all([sigstore, ...others].map((one) => one.close()));
    },
  };
  return golden;
}
