import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import type { Claim } from "./claim.ts";
import { placeOf } from "./loopback-places.ts";
import { runTool } from "./run-tool.ts";
import { sealRelease } from "./seal-release.ts";
import type { Verifier } from "./verifier.ts";

const ASSETS = 20;
const TURNS = 3;
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** How long a release of twenty assets takes to verify offline: in one process of ours, and in twenty of each other. */
export async function benchmark(verifiers: readonly Verifier[]): Promise<string[]> {
  const sigstore = await startGitHubSigstore();
  const names = Array.from({ length: ASSETS }, (_, index) => `tool-${String(index).padStart(2, "0")}.tar.gz`);
  const assets = Object.fromEntries(names.map((name) => [name, Buffer.from(name.repeat(10_000))]));
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-bench-"));
  const claims = await sealRelease(placeOf(sigstore, "v1"), folder, assets);
  const ours = await median(() => verifyAll(claims));
  const lines: string[] = [];
  for (const verifier of verifiers.filter(({ title }) => /^(?:cosign v3|gh)/.test(title))) {
    const kind = verifier.title.startsWith("gh") ? "statement" : "message";
    const each = claims.filter((claim) => claim.kind === kind && /^(?:asset|provenance)/.test(claim.label));
    const theirs = await median(async () => {
      for (const claim of each) requireSuccess(verifier.title, await verifier.verify(claim));
    });
    lines.push(
      `${verifier.title}, ${each.length} calls: ${(theirs / ours).toFixed(1)} times as long as one call of ours.`,
    );
  }
  await sigstore.close();
  return lines.length === 0 ? [] : [`A release of ${ASSETS} assets, verified offline, median of ${TURNS}:`, ...lines];
}

async function verifyAll(claims: readonly Claim[]): Promise<void> {
  const [first] = claims;
  if (first === undefined) throw new Error("nothing was sealed");
  const out = dirname(first.bundle);
  const files = claims.filter(({ label }) => label.startsWith("asset ")).map(({ artifact }) => artifact);
  const words = ["--identity", first.identity, "--issuer", first.issuer, "--trusted-root", first.trustedRoot];
  const args = [CLI, "verify", ...words, "--", join(out, "octo-tool-1.2.3.capsule"), ...files];
  const env = { PATH: process.env["PATH"] };
  requireSuccess("ours", await runTool(process.execPath, args, { cwd: out, env, timeoutMs: 60_000 }));
}

function requireSuccess(title: string, run: { status: number | null; stdout: string; stderr: string }): void {
  if (run.status !== 0) throw new Error(`${title} refused the benchmark's release: ${run.stdout}${run.stderr}`);
}

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[TURNS >> 1] ?? Number.NaN;
}
