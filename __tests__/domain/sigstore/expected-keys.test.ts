import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readPublicKey } from "../../../src/crypto/public-key.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleToVerify, ExpectedSigner } from "../../../src/domain/sigstore/bundle-to-verify.ts";
import type { ExpectedKey } from "../../../src/domain/sigstore/expected-identity.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import type { Http } from "../../../src/ports/http.ts";
import { fileKey } from "../../../src/services/keys/file-key.ts";
import { createLocalSigstore } from "../../../src/services/local/local-sigstore.ts";
import { instanceFromSigningConfig } from "../../../src/services/sigstore/instances.ts";
import { createKeySigner } from "../../../src/services/sigstore/key-signer.ts";
import { ownBundle } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, pemOf, publicPemOf } from "../../keys/test-keys.ts";
import { editJson } from "../../signing/edit-bundle.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { testClock } from "../../test-clock.ts";

const OWN = ownBundle("key-rekor-v1/message/v0.3/as-it-was-signed");
const RIGHT: ExpectedKey = { kind: "key", publicKey: readSignerKey(Buffer.from(OWN.key)) };
const WRONG: ExpectedKey = { kind: "key", publicKey: newKey() };
const anyOf = (...keys: ExpectedKey[]): ExpectedSigner => ({ kind: "any", require: () => {}, keys });

function newKey() {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return readPublicKey(publicKey.export({ format: "der", type: "spki" }));
}

/** How cosign names a key. */
const hintOf = ({ publicKey }: ExpectedKey) => createHash("sha256").update(publicKey.spki).digest("base64");

/** The bundle of a key with another hint, which nobody signed. */
function verify(signer: ExpectedSigner, hint = "no digest", changes: Partial<BundleToVerify> = {}) {
  const bytes = editJson(OWN.bundle, ({ verificationMaterial }) => {
    verificationMaterial.publicKey = { hint };
  });
  const order = { bundle: parseBundle(bytes), trust: parseTrustedRoot(OWN.trustedRoot), signer, artifact: "unbound" };
  return verifyBundle({ ...order, message: OWN.artifact, ...changes } as BundleToVerify, nodeCryptography);
}

const shown = {
  ...{ kind: "key", publicKey: RIGHT.publicKey.spki },
  fingerprint: createHash("sha256").update(RIGHT.publicKey.spki).digest("hex"),
};

describe("a key of which a log is required", () => {
  const logged: ExpectedKey = { ...RIGHT, logged: true };
  const without = parseBundle(
    editJson(OWN.bundle, ({ verificationMaterial }) => {
      verificationMaterial.publicKey = { hint: hintOf(RIGHT) };
      verificationMaterial.tlogEntries = [];
    }),
  );

  test("counts with an entry of one", async () => {
    expect((await verify(logged)).signer).toEqual(shown);
    expect((await verify(anyOf(WRONG, logged))).signer).toEqual(shown);
  });

  test("counts for nothing without, where another key would", async () => {
    for (const signer of [logged, anyOf(WRONG, logged)]) {
      await expectFault("log-entry-missing", () => verify(signer, "", { bundle: without }));
    }
    expect((await verify(RIGHT, "", { bundle: without })).signer).toEqual(shown);
  });
});

describe("of several keys that one counts", () => {
  test("which the hint names, or which signed, wherever it stands", async () => {
    expect((await verify(anyOf(WRONG, RIGHT), hintOf(RIGHT))).signer).toEqual(shown);
    expect((await verify(anyOf(RIGHT, WRONG))).signer).toEqual(shown);
    expect((await verify(anyOf(WRONG, RIGHT))).signer).toEqual(shown);
    expect((await verify(anyOf(WRONG, RIGHT), "", { message: undefined })).signer).toEqual(shown);
  });

  test("which the hint names, and a hint that lies is refused by the signature", async () => {
    await expectFault("log-entry-mismatch", () => verify(anyOf(RIGHT, WRONG), hintOf(WRONG)));
  });

  test("and none is refused, with how many were tried", async () => {
    const fault = await expectFault("identity-mismatch", () => verify(anyOf(WRONG, { ...WRONG, publicKey: newKey() })));
    expect(fault.message).toBe("the bundle was signed with another key than the 2 that are expected");
    const none = await expectFault("identity-mismatch", () => verify(anyOf()));
    expect(none.message).toBe("the bundle was signed with a key, and a certificate was expected");
  });

  test("if a key signed: of a certificate the identity is asked", async () => {
    const forge = createTestForge();
    const bytes = await (await forge.session()).signPayload("text/plain", Buffer.from("x"));
    const seen: string[] = [];
    const signer: ExpectedSigner = {
      kind: "any",
      require: ({ issuer }) => void seen.push(issuer ?? ""),
      keys: [RIGHT],
    };
    const order = { bundle: parseBundle(bytes), trust: forge.trust, signer, artifact: "unbound" } as const;
    expect((await verifyBundle(order, nodeCryptography)).signer.kind).toBe("certificate");
    expect(seen).toHaveLength(1);
  });
});

/** Signed by a key, with a timestamp and a log entry that are minutes apart. */
async function signedOverTime() {
  const clock = testClock();
  const sigstore = createLocalSigstore({ clock });
  const privateKey = newPrivateKey("P-256");
  const order = { bytes: pemOf(privateKey), passphrase: async () => undefined, chain: undefined, now: clock.now() };
  const instance = instanceFromSigningConfig(sigstore.signingConfig, clock.now(), "local");
  // One after the other, a minute apart.
  let before: Promise<unknown> = Promise.resolve();
  const http: Http = {
    request(request) {
      const answer = before.then(() => {
        clock.advance(60_000);
        return sigstore.http.request(request);
      });
      before = answer;
      return answer;
    },
  };
  const signer = createKeySigner({
    key: await fileKey(order),
    instance: async () => instance,
    log: true,
    http,
    clock,
  });
  const bytes = await (await signer.open()).signDigest(createHash("sha256").update("an asset").digest());
  const publicKey = readSignerKey(publicPemOf(privateKey));
  const bundle = parseBundle(bytes);
  const trust = parseTrustedRoot(sigstore.trustedRoot);
  const under = (more: Partial<ExpectedKey>) =>
    verifyBundle({ bundle, trust, signer: { kind: "key", publicKey, ...more }, artifact: "unbound" }, nodeCryptography);
  const times = (await under({})).times.map(({ seconds }) => seconds * 1000);
  return { under, first: Math.min(...times), last: Math.max(...times) };
}

describe("a key whose signature has several times", () => {
  test("must have been valid and not revoked at each of them", async () => {
    const { under, first, last } = await signedOverTime();
    expect(last).toBeGreaterThan(first);
    const at = (milliseconds: number) => new Date(milliseconds);
    await expectFault("key-revoked", () => under({ revoked: at(last) }));
    await expectFault("key-revoked", () => under({ revoked: at(first + 1000) }));
    expect((await under({ revoked: at(last + 1000) })).signer.kind).toBe("key");
    await expectFault("key-expired", () => under({ validFor: { start: at(first + 1000), end: undefined } }));
    await expectFault("key-expired", () => under({ validFor: { start: at(first - 1000), end: at(last - 1000) } }));
    expect((await under({ validFor: { start: at(first - 1000), end: at(last + 1000) } })).signer.kind).toBe("key");
  });
});

describe("a key that was revoked", () => {
  test("counts for what it signed before, and for nothing in that second or later", async () => {
    const { times } = await verify(RIGHT);
    const signedAt = (times[0]?.seconds ?? 0) * 1000;
    const revoked = (milliseconds: number) => verify({ ...RIGHT, revoked: new Date(milliseconds) });
    expect((await revoked(signedAt + 1)).signer).toEqual(shown);
    const fault = await expectFault("key-revoked", () => revoked(signedAt));
    const at = new Date(signedAt).toISOString().replace(".000", "");
    expect(fault.message).toBe(`the key is revoked, and signed after ${at}`);
    await expectFault("key-revoked", () => revoked(signedAt - 1000));
  });

  test("needs a time to count for anything", async () => {
    const own = ownBundle("key-timestamps/message/v0.3/the-timestamp-taken-out");
    const publicKey = readSignerKey(Buffer.from(own.key));
    const order = {
      bundle: parseBundle(own.bundle),
      trust: parseTrustedRoot(own.trustedRoot),
      artifact: "unbound",
    } as const;
    const of = (signer: ExpectedSigner) => verifyBundle({ ...order, signer }, nodeCryptography);
    expect((await of({ kind: "key", publicKey })).times).toEqual([]);
    await expectFault("signed-time-missing", () => of({ kind: "key", publicKey, revoked: new Date("2999-01-01") }));
  });
});
