import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import type { ExpectedIdentity } from "../../../src/domain/sigstore/expected-identity.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import { underOne } from "../../../src/domain/verification/trust-bundles.ts";
import { verifyRoot } from "../../../src/domain/verification/verify-root.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { SigningSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";

const IDENTITY: ExpectedIdentity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" };

let forge: TestForge;
let session: SigningSession;
beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
});

async function verify(bytes: Uint8Array) {
  const trust = {
    root: parseTrustedRoot(forge.trustedRoot),
    origin: "a test",
    dated: undefined,
  };
  const verifyFirst = underOne([{ ...trust, mayBeOutdated: undefined }], nodeCryptography);
  return verifyRoot(bytes, IDENTITY, { verifyFirst, crypto: nodeCryptography });
}

/** Signed by the right signer, and not what a root says. */
const signed = () => session.signPayload(IN_TOTO_PAYLOAD_TYPE, encodeUtf8('{"a":1}'));

describe("a statement that is not a root", () => {
  test("is refused once its signature holds", async () => {
    await expectFault("root-malformed", async () => verify(await signed()));
  });

  test("is not read before: what nobody signed is refused for that", async () => {
    const forged = editJson(await signed(), ({ dsseEnvelope }) => {
      const [signature] = dsseEnvelope.signatures;
      signature.sig = flipBase64(signature.sig);
    });
    const fault = await verify(forged).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: expect.stringMatching(/^(?!root-malformed).+/) });
  });

  test("of too many values is refused while it is read", async () => {
    const values = `[${"{},".repeat(10_000)}{}]`;
    await expectFault("json-too-large", () => verify(encodeUtf8(`{"mediaType":"x","a":${values}}`)));
  });
});
