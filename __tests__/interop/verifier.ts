import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Claim } from "./claim.ts";
import type { Installed } from "./install-program.ts";
import { runTool, type ToolRun } from "./run-tool.ts";

/** A program of others that verifies what we signed. */
export interface Verifier {
  /** Name and version, for people. */
  readonly title: string;
  /** Undefined where it can be asked about the claim, else why not. */
  unsupported(claim: Claim): string | undefined;
  /** Words after the program. */
  arguments(claim: Claim): readonly string[];
  verify(claim: Claim): Promise<ToolRun>;
}

type Program = Extract<Installed, { path: string }>;

/** The verifiers that could be installed, by the programs' names in versions.json. */
export function verifierOf(program: Program): Verifier | undefined {
  switch (program.name) {
    case "cosign-v3":
    case "cosign-v2":
      return cosign(program);
    case "gh":
      return gh(program);
    case "sigstore-python":
      return sigstorePython(program);
    default:
      return undefined;
  }
}

function cosign(program: Program): Verifier {
  const newFormat = program.name === "cosign-v2" ? ["--new-bundle-format"] : [];
  return create(program, `cosign ${program.version}`, {
    unsupported: () => undefined,
    arguments: (claim) => [
      ...(claim.kind === "message" ? ["verify-blob"] : ["verify-blob-attestation", "--type", claim.predicateType]),
      ...[...newFormat, "--bundle", claim.bundle, "--trusted-root", claim.trustedRoot],
      ...["--certificate-identity", claim.identity, "--certificate-oidc-issuer", claim.issuer],
      ...(claim.repository === "" ? [] : ["--certificate-github-workflow-repository", claim.repository]),
      // Without a log there is nothing but the timestamp to judge the time by, and cosign wants that said.
      ...(claim.log === "none" ? ["--insecure-ignore-tlog", "--use-signed-timestamps"] : []),
      // Rekor v2 states no time; cosign 3 sees that by itself.
      ...(claim.log === "v2" && program.name === "cosign-v2" ? ["--use-signed-timestamps"] : []),
      claim.artifact,
    ],
  });
}

function gh(program: Program): Verifier {
  return create(program, `gh ${program.version}`, {
    unsupported: ({ kind }) => (kind === "message" ? "it verifies attestations only" : undefined),
    arguments: (claim) => [
      ...["attestation", "verify", claim.artifact, "--repo", claim.repository],
      ...["--bundle", claim.bundle, "--custom-trusted-root", oneLine(claim.trustedRoot)],
      ...["--predicate-type", claim.predicateType, "--cert-identity", claim.identity],
      ...["--cert-oidc-issuer", claim.issuer],
    ],
  });
}

function sigstorePython(program: Program): Verifier {
  return create(program, `sigstore-python ${program.version}`, {
    unsupported: ({ log }) => (log === "none" ? "it demands a log entry" : undefined),
    arguments: (claim) => [
      ...["--trust-config", trustConfig(claim.trustedRoot), "verify", "identity", "--offline"],
      ...["--bundle", claim.bundle, "--cert-identity", claim.identity, "--cert-oidc-issuer", claim.issuer],
      claim.artifact,
    ],
  });
}

function create(program: Program, title: string, parts: Pick<Verifier, "unsupported" | "arguments">): Verifier {
  const home = join(tmpdir(), `capsule-interop-home-${process.pid}`);
  mkdirSync(home, { recursive: true });
  // An empty home and a proxy that is not there: what is verified is verified offline.
  const nowhere = "http://127.0.0.1:9";
  const env = { PATH: process.env["PATH"], HOME: home, HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, NO_COLOR: "1" };
  const { path } = program;
  return {
    title,
    ...parts,
    verify: (claim) => runTool(path, parts.arguments(claim), { cwd: home, env, timeoutMs: 60_000 }),
  };
}

/** gh reads trusted roots as JSON lines. */
function oneLine(trustedRoot: string): string {
  const path = `${trustedRoot}l`;
  if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(JSON.parse(readFileSync(trustedRoot, "utf8")))}\n`);
  return path;
}

/** The Python client takes trusted root and signing config in one file; nothing is signed by it. */
function trustConfig(trustedRoot: string): string {
  const path = trustedRoot.replace(/\.json$/, ".client_trust_config.json");
  const signingConfig = { mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json" };
  const config = {
    mediaType: "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    trustedRoot: JSON.parse(readFileSync(trustedRoot, "utf8")),
    signingConfig,
  };
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(config));
  return path;
}
