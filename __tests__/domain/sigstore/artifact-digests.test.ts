import { describe, expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { isSameFile, requireArtifact } from "../../../src/domain/sigstore/artifact-digests.ts";
import { requireStatement } from "../../../src/domain/sigstore/signed-statement.ts";
import type { VerifiedContent } from "../../../src/domain/sigstore/verified-bundle.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const [A, B] = ["a", "b"].map((letter) => letter.repeat(64)) as [string, string];
const [LONG, OTHER] = ["c", "d"].map((letter) => letter.repeat(128)) as [string, string];
const MIDDLE = "e".repeat(96);

describe("digests of two origins", () => {
  test.each<[Parameters<typeof isSameFile>[0], Parameters<typeof isSameFile>[1], boolean]>([
    [{ sha256: A }, { sha256: A }, true],
    [{ sha256: A }, { sha256: B }, false],
    [{ sha256: A, sha512: LONG }, { sha256: A }, true],
    [{ sha256: A, sha512: LONG }, { sha256: A, sha512: LONG }, true],
    [{ sha256: A, sha512: LONG }, { sha256: A, sha512: OTHER }, false],
    [{ sha256: B, sha512: LONG }, { sha256: A, sha512: LONG }, false],
    [{ sha384: MIDDLE }, { sha384: MIDDLE }, true],
    [{ sha384: MIDDLE }, { sha256: A }, false],
    [{ sha512: LONG }, { sha256: A }, false],
    [{ sha512: LONG }, { sha512: LONG }, true],
    [{ sha1: "a", md5: "b" }, { sha256: A }, false],
    [{}, { sha256: A }, false],
    [{ sha256: A }, {}, false],
    [{}, {}, false],
    // Nobody inherits a digest.
    [Object.create({ sha256: A }), { sha256: A }, false],
  ])("%j and %j are of one file: %s (B25, B29)", (digests, artifact, isSame) => {
    expect(isSameFile(digests, artifact)).toBe(isSame);
  });
});

const MESSAGE: VerifiedContent = { kind: "message", digest: { algorithm: "sha256", hex: A } };
const dsse = (subject: object[], payloadType: string = IN_TOTO_PAYLOAD_TYPE): VerifiedContent => {
  const predicateType = "https://example.com/p";
  const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} };
  return { kind: "dsse", payloadType, payload: encodeUtf8(JSON.stringify(statement)) };
};
const STATEMENT = dsse([{ digest: { sha256: B } }, { digest: { sha256: A } }]);

describe("a file that was signed", () => {
  test("is the message, or a subject of the statement", () => {
    expect(requireArtifact(MESSAGE, { sha256: A })).toBeUndefined();
    expect(requireArtifact(STATEMENT, { sha256: A })).toBeUndefined();
  });

  test.each<
    [string, VerifiedContent, Parameters<typeof requireArtifact>[1], Parameters<typeof expectFault>[0], string]
  >([
    ["another one", MESSAGE, { sha256: B }, "digest-mismatch", "the file is not the one that was signed"],
    [
      "one of which the signed digest is not known",
      MESSAGE,
      { sha512: LONG },
      "artifact-required",
      "the bundle signs the sha256 of the file, which is not known",
    ],
    [
      "none, for a message",
      MESSAGE,
      "statement-only",
      "artifact-required",
      "the bundle signs a file; name the file or its digest",
    ],
    ["not a subject", STATEMENT, { sha256: "f".repeat(64) }, "subject-mismatch", "the statement is not about the file"],
    [
      "a subject of what is not a statement (X9)",
      dsse([{ digest: { sha256: A } }], "text/plain"),
      { sha256: A },
      "subject-mismatch",
      'a payload of type "text/plain" has no subjects',
    ],
  ])("is refused if it is %s", async (_, content, artifact, code, message) => {
    const fault = await expectFault(code, () => requireArtifact(content, artifact));
    expect(fault.message).toBe(message);
  });

  test("may be left to the caller, of a statement, or of anything", () => {
    expect(requireArtifact(STATEMENT, "statement-only")).toBeUndefined();
    expect(requireArtifact(STATEMENT, "unbound")).toBeUndefined();
    expect(requireArtifact(MESSAGE, "unbound")).toBeUndefined();
  });
});

describe("a statement", () => {
  test("is what was signed as one", () => {
    expect(requireStatement(STATEMENT, "it").subject).toHaveLength(2);
  });

  test.each([
    ["the signature of a file", MESSAGE, "a file"],
    ["a statement as a text (X9)", dsse([{ digest: { sha256: A } }], "text/plain"), 'a payload of type "text/plain"'],
  ])("is not %s", async (_, content, signed) => {
    const fault = await expectFault("statement-malformed", () => requireStatement(content, "it"));
    expect(fault.message).toBe(`it is not an in-toto statement: ${signed} was signed`);
  });
});
