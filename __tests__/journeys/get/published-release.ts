import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { getRelease } from "../../../src/journeys/get/get.ts";
import type { GetOrder, GetPorts } from "../../../src/journeys/get/get-order.ts";
import type { Http } from "../../../src/ports/http.ts";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { gitHubPublicReleases } from "../../../src/services/github/release/public-releases.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { systemStaging } from "../../../src/world/files/staging.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { addAttestation } from "../../github-server/attestations.ts";
import { type GitHubServerOptions, startGitHubServer } from "../../github-server/start-github-server.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import type { TestAsset } from "../../signing/test-asset.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { createTestPublisher, type ReleaseStatement } from "../../signing/test-publisher.ts";
import {
  assetSignature,
  checksumsOf,
  HELLO,
  provenanceOf,
  sealTestRelease,
  signatureOf,
  TOOL,
} from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testClock } from "../../test-clock.ts";

const forge = createTestForge();
/** Of those who sign as workflows. */
export const TRUSTED_ROOT: Uint8Array = forge.trustedRoot;
export const ASSETS = [HELLO, TOOL];
export const REPOSITORY = "octo-org/octo-tool";

/** Who signs as a workflow of the repository at the tag, but for what is changed. */
export const sessionOf = (run: Partial<GitHubRun> = {}) => forge.session(run);

/** A GitHub whose certificate has its name and no issuer; its own instance, as in reality. */
const releases = createTestPublisher();

/** GitHub's attestation that it published a release, signed as it signs. */
export const releaseAttestation = (stated: ReleaseStatement = {}): Promise<object> => releases.attest(stated);

export interface Published {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly attested?: readonly unknown[];
  /** GitHub's own of the release. */
  readonly released?: readonly object[];
  readonly server?: GitHubServerOptions;
  readonly immutable?: boolean;
}

/** A GitHub with one release of the tag v1.2.3, and a folder to get it into. */
export async function publishedRelease({ files, attested = [], released = [], server: options, immutable }: Published) {
  const release = { tag: "v1.2.3", assets: files, ...(immutable === undefined ? {} : { immutable }) };
  const server = await startGitHubServer({ releases: [release], ...options });
  onTestFinished(() => server.close());
  for (const bundle of attested) addAttestation(server.state, bundle as object, "user");
  for (const bundle of released) addAttestation(server.state, bundle, "github");
  const out = temporaryFolder();
  const progress = quietProgress();
  const ports = (changes: Partial<GetPorts> = {}, http: Http = createHttp(() => undefined)): GetPorts => ({
    releases: gitHubPublicReleases({
      address: gitHubAddress(server.url, `https://github.com/${server.state.run.repository}`),
      token: server.state.run.visibility === "public" ? undefined : server.token,
      ports: { http, clock: testClock() },
    }),
    ...{ staging: systemStaging, progress, crypto: nodeCryptography, files: systemFiles, clock: systemClock },
    trust: {
      trustedRoots: async () =>
        [forge, releases].map(({ trustedRoot }) => ({ bytes: trustedRoot, origin: "test root", dated: undefined })),
    },
    ...changes,
  });
  const order: GetOrder = {
    repository: `https://github.com/${REPOSITORY}`,
    ...{ tag: "v1.2.3", patterns: [], out, withEvidence: false, mirrors: [], acceptChecksums: false },
    identity: { kind: "repository", repository: `https://github.com/${REPOSITORY}` },
    ...{ namesSigner: false, now: new Date("2026-11-21T08:00:00Z") },
  };
  return {
    ...{ server, out, progress, order, ports },
    get: (changes: Partial<GetOrder> = {}, http?: Http) => getRelease({ ...order, ...changes }, ports({}, http)),
    /** What lies in the folder, hidden files too. */
    placed: () => (existsSync(out) ? readdirSync(out).sort() : []),
    at: (name: string) => join(out, name),
  };
}

export const bytesOf = (assets: readonly TestAsset[] = ASSETS): Record<string, Uint8Array> =>
  Object.fromEntries(assets.map(({ name, bytes }) => [name, bytes]));

/** Files of evidence by the names that releases give them. */
export const capsuleFile = async (run: Partial<GitHubRun> = {}, changes: object = {}) => ({
  "octo-tool-1.2.3.capsule": await sealTestRelease({ session: await sessionOf(run), ...changes }),
});

export async function bundleFiles(run: Partial<GitHubRun> = {}): Promise<Record<string, Uint8Array>> {
  const session = await sessionOf(run);
  const signed = ASSETS.map(async (asset) => [
    `${asset.name}.sigstore.json`,
    (await assetSignature(session, asset)).bytes,
  ]);
  return Object.fromEntries(await Promise.all(signed));
}

export async function provenance(
  run: Partial<GitHubRun> = {},
  assets: readonly TestAsset[] = ASSETS,
): Promise<unknown> {
  const { bytes } = await provenanceOf(await sessionOf(run), assets);
  return JSON.parse(Buffer.from(bytes).toString());
}

export function checksumFile(assets: readonly TestAsset[] = ASSETS): Record<string, Uint8Array> {
  return { "checksums.txt": checksumsOf(assets, "sha256") };
}

export async function signedChecksums(run: Partial<GitHubRun> = {}): Promise<Record<string, Uint8Array>> {
  const list = { name: "checksums.txt", bytes: checksumsOf(ASSETS, "sha256") };
  return {
    "checksums.txt": list.bytes,
    "checksums.txt.sigstore.json": (await signatureOf(await sessionOf(run), list)).bytes,
  };
}
