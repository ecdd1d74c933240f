import { describe, expect, test } from "vitest";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { ExactIdentity, ExpectedKey } from "../../../../src/domain/sigstore/expected-identity.ts";
import { readSignerKey } from "../../../../src/domain/sigstore/signer-key.ts";
import { earlierIdentity } from "../../../../src/domain/verification/identity/earlier-identity.ts";
import { identityCheck, signerFor } from "../../../../src/domain/verification/identity/identity-check.ts";
import { KEY_FILE, KEY_FLAGS } from "../../../../src/domain/verification/identity/identity-flags.ts";
import { exactlyThis } from "../../../../src/domain/verification/identity/named-signer.ts";
import { expectFault } from "../../../expect-fault.ts";
import { newPrivateKey, publicPemOf, spkiOf } from "../../../keys/test-keys.ts";

const PRIVATE = newPrivateKey("P-256");
const KEY: ExpectedKey = { kind: "key", publicKey: readSignerKey(publicPemOf(PRIVATE)) };
const EXACT: ExactIdentity = { kind: "exact", subjectAlternativeName: "a@example.com", issuer: "https://a.example" };
const CERTIFICATE = {
  ...{ subjectAlternativeName: { kind: "email", value: "a@example.com" }, issuer: "https://a.example", extensions: {} },
} as unknown as CertificateFacts;

describe("where a key is expected", () => {
  test("no certificate will do, whoever it names", async () => {
    const fault = await expectFault("identity-mismatch", () => identityCheck(KEY)(CERTIFICATE));
    expect(fault.message).toBe('"a@example.com" signed with a certificate, and a key was expected');
    expect(fault.brief).toEqual({ words: "not signed with the expected key", sides: [["Signed by", "a@example.com"]] });
  });

  test("nothing but that key may sign, and beside others it may, too", async () => {
    expect(signerFor(KEY)).toBe(KEY);
    const either = signerFor({ kind: "any-of", of: [EXACT, KEY] });
    expect(either).toEqual({ kind: "any", require: expect.any(Function), keys: [KEY] });
    expect(either.kind === "any" && either.require(CERTIFICATE)).toBeUndefined();
    const require = () => undefined;
    expect(signerFor({ kind: "any-of", of: [EXACT] }, require)).toStrictEqual({ kind: "certificate", require });
    expect(signerFor(EXACT, require)).toStrictEqual({ kind: "certificate", require });
  });

  test("the release before had the same one", () => {
    const tags = { now: "v2", before: "v1" };
    expect(earlierIdentity(KEY, tags)).toBe(KEY);
    expect(earlierIdentity({ kind: "any-of", of: [KEY, EXACT] }, tags)).toStrictEqual({
      kind: "any-of",
      of: [KEY, EXACT],
    });
  });

  test("it is named by the file that a reader saves it to", () => {
    expect(KEY_FLAGS).toEqual(["--key", "release-key.pem"]);
    expect(KEY_FILE).toBe("release-key.pem");
  });

  test("it is named by its bytes, as a certificate is by name and issuer", async () => {
    expect(exactlyThis({ kind: "key", publicKey: spkiOf(PRIVATE) })).toStrictEqual(KEY);
    const { subjectAlternativeName, issuer } = EXACT;
    expect(exactlyThis({ kind: "certificate", subjectAlternativeName, issuer })).toStrictEqual(EXACT);
    await expectFault("der-malformed", () => exactlyThis({ kind: "key", publicKey: new Uint8Array(9) }));
  });
});
