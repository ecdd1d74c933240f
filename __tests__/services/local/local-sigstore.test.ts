import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  createLocalSigstore,
  LOCAL_IDENTITY,
  LOCAL_ISSUER,
  LOCAL_ORGANIZATION,
} from "../../../src/services/local/local-sigstore.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { signMessage, signStatement } from "./sign-with.ts";
import { verifyWithUpstream } from "./verify-with-upstream.ts";

const policy = { subjectAlternativeName: LOCAL_IDENTITY, extensions: { issuer: LOCAL_ISSUER } };
const artifact = Buffer.from("an asset");
const rootsPath = corpus("bundles/trusted-roots");

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

describe.skipIf(rootsPath === undefined)("local and real trust are apart", () => {
  test.each(["public-good-2026-08.6494e21ea73f", "github-2026-08.484cdfe1a7c6", "staging-2026-08.81f5af777952"])(
    "the root %s does not accept a local bundle",
    async (name) => {
      const local = createLocalSigstore({ clock: systemClock });
      const trustedRoot = readFileSync(`${rootsPath}/${name}.json`);
      for (const bundle of [await signMessage(local, artifact), await signStatement(local, artifact)]) {
        expect(() => verifyWithUpstream(bundle, { trustedRoot, artifact, policy })).toThrow();
        verifyWithUpstream(bundle, { ...local, artifact, policy });
      }
    },
  );

  test("the local root accepts no real bundle", () => {
    const { trustedRoot } = createLocalSigstore({ clock: systemClock });
    const index = JSON.parse(readFileSync(corpus("bundles/index.json")!, "utf8"));
    const real = index.cases.filter(
      (entry: { expect: string; key?: string }) => entry.expect === "accept" && !entry.key,
    );
    for (const { bundle, artifact: path } of real) {
      const json = JSON.parse(readFileSync(corpus(`bundles/${bundle}`)!, "utf8"));
      const bytes = path === undefined ? undefined : readFileSync(corpus(`bundles/${path}`)!);
      const options = bytes === undefined ? { trustedRoot } : { trustedRoot, artifact: bytes };
      expect(() => verifyWithUpstream(json, options), bundle).toThrow();
    }
    expect(real.length).toBeGreaterThan(50);
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
