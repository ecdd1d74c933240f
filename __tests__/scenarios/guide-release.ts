import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planFiles } from "../../src/domain/capsule/published-names.ts";
import type { GuideFacts } from "../../src/domain/guide/guide-facts.ts";
import { VERIFIER, VERIFIER_NAME } from "../../src/domain/guide/verifier.ts";
import type { GitHubRun } from "../github-sigstore/github-run.ts";
import type { GitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import type { GuideBlock } from "../guide-blocks.ts";
import { installProgram } from "../interop/install-program.ts";
import type { PosixShell } from "../posix-shells.ts";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";

const MAIN = programFile("cli");

export interface ReleaseOrder {
  readonly run?: Partial<GitHubRun>;
  readonly assets: Readonly<Record<string, string | Buffer>>;
  readonly publish?: "standard" | "full" | "capsule";
  readonly images?: string;
  /** What is attached to the images; by default nothing, and no registry is asked. */
  readonly imageFormat?: "both" | "bundle" | "all";
  /** Whether it has scripts that install it. */
  readonly installer?: boolean;
  /** Formats in which each asset's SBOM is attested; default none. */
  readonly sbomAttestations?: "cyclonedx" | "spdx" | "both";
}

/** A folder with everything that a consumer of the release downloads, and the trusted root that the maintainer gave them. */
export async function releasedFolder(sigstore: GitHubSigstore, order: ReleaseOrder): Promise<string> {
  const folder = newFolder();
  const downloads = join(folder, "downloads");
  mkdirSync(join(folder, "dist"));
  for (const [name, content] of Object.entries(order.assets)) writeFileSync(join(folder, "dist", name), content);
  const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
  const image =
    order.images === undefined ? [] : ["--images", order.images, "--image-format", order.imageFormat ?? "none"];
  const installer = order.installer === true ? ["--installer"] : [];
  const publish = ["--publish", order.publish ?? "full"];
  const attested = order.sbomAttestations === undefined ? [] : ["--sbom-attestations", order.sbomAttestations];
  const files = Object.keys(order.assets).length === 0 ? [] : ["dist"];
  const args = ["seal", ...trust, ...publish, ...installer, ...attested, ...image, "--out", "out", ...files];
  const run = await capsule(args, { cwd: folder, env: sigstore.jobOf(order.run ?? {}) });
  if (run.status !== 0) throw new Error(`the release could not be sealed: ${run.stderr}`);
  for (const part of ["dist", "out"]) cpSync(join(folder, part), downloads, { recursive: true });
  copyFileSync(sigstore.trustedRootPath, join(downloads, "trusted_root.json"));
  writeFileSync(join(folder, VERIFIER_NAME), `import(${JSON.stringify(MAIN)});\n`);
  return downloads;
}

/**
 * The program at the commit that VERIFY.md and the installers name; undefined where this clone does not hold it. `npm run
 * verifier:check` lets it verify a release.
 */
export function pinnedVerifier(): Buffer | undefined {
  const { status, stdout } = spawnSync("git", ["show", `${VERIFIER.commit}:${VERIFIER.path}`], { maxBuffer: 1 << 24 });
  return status === 0 ? stdout : undefined;
}

/** What VERIFY.md would say of these assets, had the public instance signed them for the run of the test. */
export function publicGoodFacts(
  { identity, issuer, run }: GitHubSigstore,
  contents: Readonly<Record<string, string>>,
): GuideFacts {
  const [name, version] = ["octo-tool", "1.2.3"] as const;
  const { repository, ref } = run;
  const assets = Object.entries(contents).map(([asset, text]) => ({
    ...{ name: asset, size: text.length },
    sha256: createHash("sha256").update(text).digest("hex"),
  }));
  return {
    ...{ name, version, tag: "v1.2.3", repository: `https://github.com/${repository}`, commit: null, assets },
    capsule: "octo-tool-1.2.3.capsule",
    published: planFiles({ name, version, local: false, mode: "full", assets, signedEach: true }),
    signer: {
      ...{ kind: "certificate", subjectAlternativeName: identity, issuer, instance: "public-good", hasLog: true },
      workflow: { web: "https://github.com", repository, sourceRef: ref, ref, reusable: undefined, runner: undefined },
    },
    identityFlags: ["--repository", repository],
    trustedRoot: undefined,
  };
}

/** The programs that the page asks for: ours under the names that it has there, and the real ones of others. */
export interface Programs {
  readonly folder: string;
  /** Whether the program that the block begins with can be run here. */
  has(block: GuideBlock): boolean;
}

const SYSTEM = ["sha256sum", "shasum", "tar", "curl", "openssl"];

export async function readersPrograms(): Promise<Programs> {
  const folder = newFolder();
  const script = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  script("node", `exec '${process.execPath}' "$@"`);
  for (const name of ["cosign-v3", "gh"] as const) {
    const installed = await installProgram(name, 0);
    if ("path" in installed) symlinkSync(installed.path, join(folder, name.replace("-v3", "")));
  }
  const places = [folder, ...(process.env["PATH"] ?? "").split(":")];
  const found = (name: string): boolean => places.some((place) => existsSync(join(place, name)));
  return {
    folder,
    has: ({ text }) => {
      const [, program = ""] = /^(?:\{ )?(\S+)/.exec(text) ?? [];
      return SYSTEM.includes(program) ? found(program) : program === "tr" || existsSync(join(folder, program));
    },
  };
}

export interface PasteOptions {
  readonly programs: Programs;
  readonly env?: Readonly<Record<string, string>>;
  /** For what is not PowerShell's; by default `sh`. */
  readonly shell?: Pick<PosixShell, "program" | "before">;
}

const SH = { program: "sh", before: ["-c"] };

/**
 * Pastes the block, exactly as it is written, into a shell in the folder. Unless the environment says otherwise, there is
 * no network.
 */
export function paste(
  block: GuideBlock,
  folder: string,
  { programs, env = NO_NETWORK, shell = SH }: PasteOptions,
): Promise<Run> {
  const all = { PATH: `${programs.folder}:${process.env["PATH"]}`, ...env };
  return block.shell === "sh"
    ? runProgram(shell.program, [...shell.before, block.text], { cwd: folder, env: all })
    : runProgram("pwsh", ["-NoProfile", "-NonInteractive", "-Command", block.text], { cwd: folder, env: all });
}

const NOWHERE = "http://127.0.0.1:9";
export const NO_NETWORK = { HTTPS_PROXY: NOWHERE, HTTP_PROXY: NOWHERE };
