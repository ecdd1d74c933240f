import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GitHubSigstore, startGitHubSigstore } from "../../__tests__/github-sigstore/start-github-sigstore.ts";
import { installProgram } from "../../__tests__/interop/install-program.ts";
import { putTestImage } from "../../__tests__/registry-server/put-test-image.ts";
import { type RegistrySettings, startRegistry } from "../../__tests__/registry-server/start-registry.ts";
import { runProgram } from "../../__tests__/run-program.ts";
import { median, type Row, seconds } from "./row.ts";
import { CLI } from "./sealed-release.ts";

const PLATFORMS = 8;
const LATENCY_MS = 500;
const TURNS = 3;
const LIMIT = 16;
const REPOSITORY = "octo-org/octo-tool";

/** An image in a registry, and a Sigstore, both of which answer after a while. */
interface Place {
  readonly sigstore: GitHubSigstore;
  /** Registry and repository. */
  readonly name: string;
  /** `sha256:…`; the index first. */
  readonly digests: readonly string[];
  readonly folder: string;
}

type Work = (place: Place) => Promise<void>;

/**
 * How many times signing an image waits for a service: what an index of 8 platforms takes longer when each service answers after 500 ms,
 * divided by those. Ours seals it as it does by default, with signature (cosign 2's too), provenance, SBOMs and the root of the capsule;
 * cosign signs it with its platforms, and then makes one attestation for each of them, all at once.
 */
export async function measureImages(folder: string): Promise<Row[]> {
  const cosign = await installProgram("cosign-v3", 0);
  const theirs = "path" in cosign ? await trips(byCosign(cosign.path), folder, {}, 1) : undefined;
  const [api, tag] = [await trips(sealed, folder, {}), await trips(sealed, folder, { referrers: "tag" })];
  const reference =
    theirs === undefined
      ? "no cosign"
      : `cosign: ${theirs.count.toFixed(1)}, ${theirs.requests} requests to the registry, signature and one attestation`;
  const row = (registry: string, { count, requests }: Trips, limit: number): Row => ({
    work: `sign and attest an image of ${PLATFORMS} platforms in a registry ${registry}, round trips of ${LATENCY_MS} ms`,
    measured: `${count.toFixed(1)}, ${requests} requests to the registry`,
    reference,
    budget: `≤ ${limit}`,
    within: count <= limit,
  });
  // The tag that stands in for the referrers API is read, written, and read again.
  return [row("with the referrers API", api, LIMIT), row("without it", tag, LIMIT + 2)];
}

interface Trips {
  readonly count: number;
  readonly requests: number;
}

async function trips(work: Work, folder: string, settings: RegistrySettings, turns = TURNS): Promise<Trips> {
  const counts: number[] = [];
  let requests = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const at = async (latencyMs: number): Promise<number> => {
      const measured = await timed(work, folder, { ...settings, latencyMs });
      requests = measured.requests;
      return measured.time;
    };
    const without = await at(0);
    counts.push(((await at(LATENCY_MS)) - without) / (LATENCY_MS / 1000));
  }
  return { count: median(counts), requests };
}

async function timed(
  work: Work,
  parent: string,
  settings: RegistrySettings & { readonly latencyMs: number },
): Promise<{ readonly time: number; readonly requests: number }> {
  const sigstore = await startGitHubSigstore({ latencyMs: settings.latencyMs });
  const registry = await startRegistry(settings);
  try {
    const index = putTestImage(registry, REPOSITORY, PLATFORMS);
    const stored = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${index}`)?.bytes));
    const platforms = stored.manifests.slice(0, PLATFORMS).map(({ digest }: { digest: string }) => digest);
    const folder = mkdtempSync(join(parent, "image-"));
    const place = { sigstore, name: `${registry.host}/${REPOSITORY}`, digests: [index, ...platforms], folder };
    return { time: await seconds(() => work(place)), requests: registry.seen.length };
  } finally {
    await registry.close();
    await sigstore.close();
  }
}

async function sealed({ sigstore, name, digests: [index], folder }: Place): Promise<void> {
  const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
  const args = [CLI, "seal", ...trust, "--images", `${name}@${index}`, "--quiet", "--out", "out"];
  await run(process.execPath, args, folder, sigstore.env);
}

function byCosign(program: string): Work {
  return async ({ sigstore, name, digests, folder }) => {
    const token = join(folder, "token");
    writeFileSync(token, await tokenOf(sigstore));
    const predicate = join(folder, "predicate.json");
    writeFileSync(predicate, JSON.stringify({ buildDefinition: { buildType: "https://example.org/none" } }));
    const trust = ["--signing-config", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
    const common = ["--yes", ...trust, "--identity-token", token];
    await run(program, ["sign", "--recursive", ...common, `${name}@${digests[0]}`], folder);
    const attest = ["attest", "--type", "slsaprovenance1", "--predicate", predicate, ...common];
    await Promise.all(digests.map((digest) => run(program, [...attest, `${name}@${digest}`], folder)));
  };
}

/** As a step of a job asks for it. */
async function tokenOf({ env }: GitHubSigstore): Promise<string> {
  const headers = { authorization: `Bearer ${env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]}` };
  const answer = await fetch(`${env["ACTIONS_ID_TOKEN_REQUEST_URL"]}&audience=sigstore`, { headers });
  return ((await answer.json()) as { value: string }).value;
}

async function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<void> {
  const { status, stderr } = await runProgram(program, args, { cwd, env });
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr.slice(-2000)}`);
}
