import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readEnvelope } from "../../../src/domain/notary/envelope/read-envelope.ts";
import { verifyIntegrity } from "../../../src/domain/notary/verify-integrity.ts";
import { expectFault } from "../../expect-fault.ts";
import { type KeySpec, testEnvelope, testKey } from "../../signing/test-notary.ts";

// Not every platform looks at the length of a signature: one that takes any must not decide.
const TAKES_ALL = { ...nodeCryptography, verify: async () => true };

test.each<KeySpec>(["RSA-2048", "EC-256"])(
  "a signature by %s of another length is refused, whoever takes it",
  async (spec) => {
    const envelope = readEnvelope(testEnvelope({ key: testKey(spec) }), "jws");
    const of = (signature: Uint8Array) => () => verifyIntegrity({ ...envelope, signature }, TAKES_ALL);
    await expect(of(envelope.signature)()).resolves.toHaveLength(3);
    for (const other of [Buffer.concat([envelope.signature, Buffer.of(0)]), envelope.signature.subarray(1)]) {
      await expectFault("signature-invalid", of(other));
    }
  },
);
