import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim } from "./claim.ts";
import type { Installed } from "./install-program.ts";
import type { Evidence } from "./judge.ts";
import { runTool } from "./run-tool.ts";
import type { SigningPlace } from "./seal-release.ts";

type Program = Extract<Installed, { path: string }>;

export interface ForeignOrder {
  readonly place: SigningPlace;
  /** A fresh token of the identity that signs. */
  token(): string;
  readonly otherTrustedRoot: string;
}

const PROVENANCE = "https://slsa.dev/provenance/v1";
const PREDICATE = {
  buildDefinition: { buildType: "https://example.org/none" },
  runDetails: { builder: { id: "none" } },
};
const FILES = ["one", "two"];

/** The programs here that sign as well as verify. */
export function makersAmong(programs: readonly Installed[]): Program[] {
  return programs.filter(
    (one): one is Program => "path" in one && ["cosign-v3", "cosign-v2", "sigstore-python"].includes(one.name),
  );
}

/**
 * What another program signs at the same place: two files, and a statement about each. Each call has a certificate of its
 * own, so the bundles are strangers to each other. Undefined, with the reason, where it cannot sign there.
 */
export async function foreignEvidence(program: Program, order: ForeignOrder): Promise<Evidence | string> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-foreign-"));
  const predicate = join(folder, "predicate.json");
  writeFileSync(predicate, JSON.stringify(PREDICATE));
  const claims: Claim[] = [];
  for (const kind of program.name === "sigstore-python"
    ? (["message"] as const)
    : (["message", "statement"] as const)) {
    for (const name of FILES) {
      const artifact = join(folder, name);
      writeFileSync(artifact, `the file ${name}\n`);
      const bundle = join(folder, `${name}.${kind}.sigstore.json`);
      const args = signingWords(program, { kind, bundle, predicate, artifact }, order);
      const env = { PATH: process.env["PATH"], HOME: folder, NO_COLOR: "1" };
      const run = await runTool(program.path, args, { cwd: folder, env, timeoutMs: 60_000 });
      if (run.status !== 0 || !existsSync(bundle)) return `${kind}: ${run.stderr.trim().slice(-300)}`;
      claims.push(claimOf(order.place, { kind, name, artifact, bundle }));
    }
  }
  const strangers = claims.map((claim) => claims.find((one) => one.kind === claim.kind && one !== claim) ?? claim);
  return { claims, strangers, otherTrustedRoot: order.otherTrustedRoot };
}

interface Work {
  readonly kind: Claim["kind"];
  readonly bundle: string;
  readonly predicate: string;
  readonly artifact: string;
}

function signingWords(program: Program, work: Work, { place, token }: ForeignOrder): string[] {
  const { signingConfigPath, trustedRootPath } = place;
  if (program.name === "sigstore-python") {
    const config = join(work.bundle, "..", "trust.json");
    writeFileSync(config, trustConfig(signingConfigPath, trustedRootPath));
    return ["--trust-config", config, "sign", "--identity-token", token(), "--bundle", work.bundle, work.artifact];
  }
  // cosign first takes the value for a path, which a token is too long to be.
  const tokenPath = `${work.bundle}.token`;
  writeFileSync(tokenPath, token());
  const newFormat = program.name === "cosign-v2" ? ["--new-bundle-format"] : [];
  return [
    ...(work.kind === "message" ? ["sign-blob"] : ["attest-blob", "--type", PROVENANCE, "--predicate", work.predicate]),
    ...["--yes", ...newFormat, "--signing-config", signingConfigPath, "--trusted-root", trustedRootPath],
    ...["--identity-token", tokenPath, "--bundle", work.bundle, work.artifact],
  ];
}

function trustConfig(signingConfigPath: string, trustedRootPath: string): string {
  return JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    trustedRoot: JSON.parse(readFileSync(trustedRootPath, "utf8")),
    signingConfig: JSON.parse(readFileSync(signingConfigPath, "utf8")),
  });
}

function claimOf(
  place: SigningPlace,
  made: { kind: Claim["kind"]; name: string; artifact: string; bundle: string },
): Claim {
  const { shape, log, identity, issuer, repository, trustedRootPath: trustedRoot } = place;
  const { kind, name, artifact, bundle } = made;
  const predicateType = kind === "statement" ? PROVENANCE : "";
  return { shape, log, identity, issuer, repository, trustedRoot, kind, predicateType, label: name, artifact, bundle };
}
