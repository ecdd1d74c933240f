import { createHash, createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEphemeralKey } from "../../../src/services/sigstore/ephemeral-key.ts";

test("a signature over a digest is one over the message, by a second implementation", () => {
  const key = createEphemeralKey();
  const publicKey = createPublicKey(key.publicKeyPem);
  fc.assert(
    fc.property(fc.uint8Array(), (message) => {
      const signature = key.signDigest(createHash("sha256").update(message).digest());
      expect(verify("sha256", message, publicKey, signature)).toBe(true);
      expect(verify("sha256", message, publicKey, key.sign(message))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("every key is new, and both forms of it are the same key", () => {
  const [one, other] = [createEphemeralKey(), createEphemeralKey()];
  expect(one.publicKeyPem).not.toBe(other.publicKeyPem);
  const der = createPublicKey(one.publicKeyPem).export({ format: "der", type: "spki" });
  expect(Buffer.compare(der, one.publicKey)).toBe(0);
});
