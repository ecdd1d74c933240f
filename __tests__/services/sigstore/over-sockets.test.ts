import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { ambientTokens } from "../../../src/services/sigstore/ambient-token.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeylessSigner } from "../../../src/services/sigstore/keyless-signer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  type GitHubSigstore,
  type GitHubSigstoreOptions,
  startGitHubSigstore,
} from "../../github-sigstore/start-github-sigstore.ts";
import { verifyWithUpstream } from "../local/verify-with-upstream.ts";

const IN_TOTO = "application/vnd.in-toto+json";
const running: GitHubSigstore[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sigstore) => sigstore.close()));
});

/** A session of a job on GitHub, over real sockets from the token endpoint on. */
async function open(
  options: GitHubSigstoreOptions = {},
): Promise<{ sigstore: GitHubSigstore; session: CertifiedSession }> {
  const sigstore = await startGitHubSigstore(options);
  running.push(sigstore);
  const http = createHttp(() => undefined);
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance: instanceFromSigningConfig(readFileSync(sigstore.signingConfigPath), systemClock.now()),
    tokens: ambientTokens({ http, clock: systemClock, env: (name) => sigstore.env[name] }),
    http,
    clock: systemClock,
  });
  return { sigstore, session: await signer.open() };
}

test("a job on GitHub signs a hundred assets and two statements, and upstream verifies each", async () => {
  const { sigstore, session } = await open();
  const artifacts = Array.from({ length: 100 }, (_, index) => Buffer.from(`asset ${index}`));
  const digests = artifacts.map((artifact) => createHash("sha256").update(artifact).digest());
  const statements = ['{"a":1}', '{"b":2}'].map((text) => Buffer.from(text));
  const bundles = await Promise.all([
    ...digests.map((digest) => session.signDigest(digest)),
    ...statements.map((statement) => session.signPayload(IN_TOTO, statement)),
  ]);
  const parsed = bundles.map((bundle) => JSON.parse(Buffer.from(bundle).toString()));
  const trustedRoot = readFileSync(sigstore.trustedRootPath);
  parsed.forEach((bundle, index) => {
    const artifact = artifacts[index];
    const signer = verifyWithUpstream(bundle, artifact === undefined ? { trustedRoot } : { trustedRoot, artifact });
    expect(signer.identity?.subjectAlternativeName).toBe(sigstore.identity);
  });
  expect(sigstore.counts()).toEqual({ token: 1, authority: 1, log: 102, timestamps: 102 });
  const indexes = parsed.map((bundle) => bundle.verificationMaterial.tlogEntries[0].logIndex);
  expect(new Set(indexes).size).toBe(102);
  expect(session.identity.issuer).toBe(sigstore.issuer);
});

test("an instance without log signs with timestamps alone", async () => {
  const { sigstore, session } = await open({ log: false });
  const bundle = JSON.parse(Buffer.from(await session.signPayload(IN_TOTO, Buffer.from("{}"))).toString());
  expect(bundle.verificationMaterial.tlogEntries ?? []).toEqual([]);
  expect(sigstore.counts()).toMatchObject({ log: 0, timestamps: 1 });
});

test("without permission nothing is asked of any service (O01)", async () => {
  const sigstore = await startGitHubSigstore();
  running.push(sigstore);
  const http = createHttp(() => undefined);
  const env = (name: string): string | undefined =>
    name.startsWith("ACTIONS_ID_TOKEN") ? undefined : sigstore.env[name];
  const signer = createKeylessSigner({
    crypto: nodeCryptography,
    instance: instanceFromSigningConfig(readFileSync(sigstore.signingConfigPath), systemClock.now()),
    tokens: ambientTokens({ http, clock: systemClock, env }),
    http,
    clock: systemClock,
  });
  await expectFault("identity-token-missing", () => signer.open());
  expect(sigstore.counts()).toEqual({ token: 0, authority: 0, log: 0, timestamps: 0 });
});
