import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VerificationError } from "@sigstore/verify";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { EMBEDDED_ROOTS } from "../../../src/domain/sigstore/embedded-roots.ts";
import type { ExpectedIdentity } from "../../../src/domain/sigstore/expected-identity.ts";
import { LOCAL_ISSUER } from "../../../src/domain/sigstore/local-issuer.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import { identityCheck } from "../../../src/domain/verification/identity/identity-check.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { createLocalSigstore, LOCAL_IDENTITY, LOCAL_ORGANIZATION } from "../../../src/services/local/local-sigstore.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { corpus, ownCorpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { signMessage, signStatement } from "./sign-with.ts";
import { verifyWithUpstream } from "./verify-with-upstream.ts";

const policy = { subjectAlternativeName: LOCAL_IDENTITY, extensions: { issuer: LOCAL_ISSUER } };
const artifact = Buffer.from("an asset");

describe("upstream's verifier, with certificate transparency, log and timestamp required", () => {
  test("accepts a message signature", async () => {
    const local = createLocalSigstore({ clock: systemClock });
    const bundle = await signMessage(local, artifact);
    const signer = verifyWithUpstream(bundle, { ...local, artifact, policy });
    expect(signer.identity).toMatchObject({ subjectAlternativeName: LOCAL_IDENTITY });
  });

  test("accepts statements at every size of the log", async () => {
    const local = createLocalSigstore({ clock: systemClock });
    for (let index = 0; index < 9; index += 1) {
      const bundle = await signStatement(local, Buffer.from(`{"statement":${index}}`));
      expect(bundle).toHaveProperty("verificationMaterial.tlogEntries.0.logIndex", String(index + 1));
      verifyWithUpstream(bundle, { ...local, policy });
    }
  });

  test("accepts what was signed at any fraction of a second", async () => {
    for (const fraction of [0, 1, 10, 100, 120, 999]) {
      const clock = { ...systemClock, now: () => new Date(1_790_000_000_000 + fraction) };
      const local = createLocalSigstore({ clock });
      verifyWithUpstream(await signStatement(local, artifact), { ...local, policy });
    }
  });

  test("refuses a bundle of another run", async () => {
    const [mine, other] = [createLocalSigstore({ clock: systemClock }), createLocalSigstore({ clock: systemClock })];
    const bundle = await signMessage(mine, artifact);
    expect(() => verifyWithUpstream(bundle, { ...other, artifact, policy })).toThrow();
    verifyWithUpstream(bundle, { ...mine, artifact, policy });
  });
});

const IDENTITY: ExpectedIdentity = { kind: "exact", subjectAlternativeName: LOCAL_IDENTITY, issuer: LOCAL_ISSUER };

/** The product's own verifier. */
async function verify(bundle: unknown, trustedRoot: Uint8Array, expected = IDENTITY) {
  return verifyBundle(
    {
      bundle: parseBundle(Buffer.from(JSON.stringify(bundle))),
      trust: parseTrustedRoot(trustedRoot),
      signer: { kind: "certificate", require: identityCheck(expected) },
      artifact: { sha256: createHash("sha256").update(artifact).digest("hex") },
    },
    nodeCryptography,
  );
}

describe("local and real trust are apart", () => {
  test.each(Object.keys(EMBEDDED_ROOTS) as (keyof typeof EMBEDDED_ROOTS)[])(
    "the embedded root of %s accepts no local bundle",
    async (name) => {
      const local = createLocalSigstore({ clock: systemClock });
      const embedded = EMBEDDED_ROOTS[name].bytes();
      const bundle = await signMessage(local, artifact);
      expect(() => verifyWithUpstream(bundle, { trustedRoot: embedded, artifact, policy })).toThrow(VerificationError);
      verifyWithUpstream(bundle, { ...local, artifact, policy });
      await expect(verify(bundle, embedded)).rejects.toThrow(Fault);
      expect((await verify(bundle, local.trustedRoot)).times).toHaveLength(2);
    },
  );

  test("a local bundle is never one of a repository", async () => {
    const local = createLocalSigstore({ clock: systemClock });
    const bundle = await signMessage(local, artifact);
    const repository: ExpectedIdentity = {
      kind: "repository",
      repository: "https://github.com/octo-org/octo-tool",
      sourceRef: "refs/tags/v1.0.0",
    };
    await expectFault("identity-mismatch", () => verify(bundle, local.trustedRoot, repository));
  });

  test.for([
    { title: "the real services of our corpus", folder: ownCorpus("bundles"), least: 20 },
    { title: "other projects", folder: corpus("bundles") ?? "", least: 50 },
  ])("the local root accepts no bundle of $title", ({ folder, least }, { skip }) => {
    if (folder === "") return skip("the sets of other projects are not beside the repository");
    const { trustedRoot } = createLocalSigstore({ clock: systemClock });
    const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
    const real = index.cases.filter(
      (entry: { expect: string; key?: string }) => entry.expect === "accept" && !entry.key,
    );
    for (const { bundle, artifact: path } of real) {
      const json = JSON.parse(readFileSync(join(folder, bundle), "utf8"));
      const bytes = path === undefined ? undefined : readFileSync(join(folder, path));
      const options = bytes === undefined ? { trustedRoot } : { trustedRoot, artifact: bytes };
      expect(() => verifyWithUpstream(json, options), bundle).toThrow(VerificationError);
    }
    expect(real.length).toBeGreaterThan(least);
  });
});

test("a token is for the asked audience and lives five minutes", async () => {
  const clock = { ...systemClock, now: () => new Date(1_790_000_000_900) };
  const { claims, raw } = await createLocalSigstore({ clock }).tokens.token("sigstore");
  expect(claims).toMatchObject({ issuer: LOCAL_ISSUER, subject: LOCAL_IDENTITY, audience: ["sigstore"] });
  expect(claims.expires).toBe(1_790_000_300);
  const payload = JSON.parse(Buffer.from(raw.split(".")[1]!, "base64url").toString());
  expect(payload).toEqual({
    iss: LOCAL_ISSUER,
    aud: "sigstore",
    sub: LOCAL_IDENTITY,
    email: LOCAL_IDENTITY,
    email_verified: true,
    iat: 1_790_000_000,
    nbf: 1_790_000_000,
    exp: 1_790_000_300,
  });
});

test("the trusted root and the signing config give every key and service a time from which it is valid", () => {
  const clock = { ...systemClock, now: () => new Date(1_790_000_000_900) };
  const local = createLocalSigstore({ clock });
  const root = JSON.parse(Buffer.from(local.trustedRoot).toString());
  const config = JSON.parse(Buffer.from(local.signingConfig).toString());
  const validities = [
    ...[...root.tlogs, ...root.ctlogs].map((log) => log.publicKey.validFor),
    ...[...root.certificateAuthorities, ...root.timestampAuthorities].map((authority) => authority.validFor),
    ...[config.caUrls, config.oidcUrls, config.rekorTlogUrls, config.tsaUrls].map(([service]) => service.validFor),
  ];
  expect(validities).toEqual(Array(8).fill({ start: "2026-09-21T14:13:20Z" }));
  expect(JSON.stringify(root).match(/"organization":"[^"]*"/g)).toEqual(
    Array(2).fill(`"organization":"${LOCAL_ORGANIZATION}"`),
  );
});

test("every key is its own", () => {
  const root = JSON.parse(Buffer.from(createLocalSigstore({ clock: systemClock }).trustedRoot).toString());
  const keys = [...root.tlogs, ...root.ctlogs].map((log) => log.publicKey.rawBytes);
  expect(new Set(keys).size).toBe(2);
});

test("an address of somebody else is not reached", async () => {
  const { http } = createLocalSigstore({ clock: systemClock });
  for (const url of ["https://rekor.sigstore.dev/api/v1/log", "https://capsule-local.invalid:8443/"]) {
    await expectFault("network-unreachable", () => http.request({ method: "GET", url }));
  }
  await expectFault("address-refused", () => http.request({ method: "GET", url: "rekor.capsule-local.invalid" }));
});
