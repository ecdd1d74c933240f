import { describe, expect, test } from "vitest";
import {
  RELEASE_PREDICATE_TYPES,
  type ReleaseAttestation,
} from "../../../../src/domain/attestation/release-attestation.ts";
import { STATEMENT_TYPE } from "../../../../src/domain/attestation/statement.ts";
import type { ParsedBundle } from "../../../../src/domain/sigstore/bundle.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { ExpectedIdentity, ExpectedRepository } from "../../../../src/domain/sigstore/expected-identity.ts";
import { readSignerKey } from "../../../../src/domain/sigstore/signer-key.ts";
import type { StatedBundle } from "../../../../src/domain/sigstore/verified-bundle.ts";
import {
  claimsPublication,
  comparePublication,
  PUBLISHER,
  publishedBy,
  publisherCheck,
  requirePublisher,
} from "../../../../src/domain/verification/identity/publisher.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import { encodeUtf8 } from "../../../../src/kernel/utf8.ts";
import { expectFault } from "../../../expect-fault.ts";
import { newPrivateKey, publicPemOf } from "../../../keys/test-keys.ts";

const TOOL = "https://github.com/octo-org/octo-tool";
const EXPECTED: ExpectedRepository = { kind: "repository", repository: TOOL };
const STATED: ReleaseAttestation = {
  ...{ repository: "octo-org/octo-tool", repositoryId: "74", ownerId: "65", databaseId: undefined },
  ...{ tag: "v1", commit: "c".repeat(40), files: [{ name: "tool", sha256: "1".repeat(64) }] },
};
const EXACT = { kind: "exact", subjectAlternativeName: PUBLISHER, issuer: "https://a.example" } as const;
const KEY: ExpectedIdentity = { kind: "key", publicKey: readSignerKey(publicPemOf(newPrivateKey("Ed25519"))) };
const PATTERN = { kind: "unsafe-pattern", subjectAlternativeName: ".*", issuer: ".*" } as const;

function signer(value: string, { kind = "uri", issuer = undefined as string | undefined } = {}): CertificateFacts {
  return { subjectAlternativeName: { kind, value }, issuer, extensions: {} } as unknown as CertificateFacts;
}

describe("GitHub's publisher", () => {
  test("is one name, certified as a URI and known to no issuer", () => {
    expect(requirePublisher(signer(PUBLISHER))).toBeUndefined();
    expect(PUBLISHER).toBe("https://dotcom.releases.github.com");
  });

  test.each([
    ["another name", signer(`${PUBLISHER}.example`), `"${PUBLISHER}.example" is not`],
    ["its name as one of a user", signer(PUBLISHER, { kind: "other-name" }), `"${PUBLISHER}" is not`],
    [
      "its name from an issuer",
      signer(PUBLISHER, { issuer: "https://a.example" }),
      'a signer that "https://a.example" knows is not',
    ],
  ])("is not %s", async (_, certificate, words) => {
    const fault = await expectFault("identity-mismatch", () => requirePublisher(certificate));
    expect(fault.message).toBe(`${words} GitHub's publisher of releases`);
    expect(fault.brief).toEqual({
      words: "not signed by GitHub as the publisher",
      sides: [
        ["Expected", PUBLISHER],
        ["Signed by", certificate.subjectAlternativeName.value],
      ],
    });
  });

  test("is required whoever is expected, and a pattern beside it", async () => {
    for (const expected of [EXPECTED, EXACT, KEY, PATTERN]) {
      expect(publisherCheck(expected)(signer(PUBLISHER))).toBeUndefined();
      await expectFault("identity-mismatch", () => publisherCheck(expected)(signer("https://other.example")));
    }
    const other = publisherCheck({ ...PATTERN, subjectAlternativeName: "somebody" });
    await expectFault("identity-mismatch", () => other(signer(PUBLISHER)));
  });
});

const PREDICATE = {
  ...{ ownerId: "65", repositoryId: "74", repository: "octo-org/octo-tool", tag: "v1" },
  purl: "pkg:github/octo-org/octo-tool@v1",
};
const DOCUMENT = {
  _type: STATEMENT_TYPE,
  subject: [
    { uri: PREDICATE.purl, digest: { sha1: STATED.commit } },
    { name: "tool", digest: { sha256: "1".repeat(64) } },
  ],
  predicateType: RELEASE_PREDICATE_TYPES[0],
  predicate: PREDICATE,
};
const payload = (document: unknown) => encodeUtf8(JSON.stringify(document));
const bundle = (content: object) => ({ content }) as unknown as StatedBundle & ParsedBundle;
const dsse = (document: unknown, payloadType = "application/vnd.in-toto+json") =>
  bundle({ kind: "dsse", payloadType, payload: payload(document) });

describe("what GitHub said", () => {
  test("is read of an in-toto statement", () => {
    expect(publishedBy(dsse(DOCUMENT))).toEqual(STATED);
  });

  test("is not read of a file's signature, nor of another type of payload", async () => {
    for (const other of [bundle({ kind: "message" }), dsse(DOCUMENT, "text/plain")]) {
      const fault = await expectFault("statement-malformed", () => publishedBy(other));
      expect(fault.message).toBe("GitHub's attestation of the release is not an in-toto statement");
    }
  });

  test("is told by the type of what it says, before anything is verified", () => {
    for (const predicateType of RELEASE_PREDICATE_TYPES) {
      expect(claimsPublication(dsse({ predicateType }))).toBe(true);
    }
    for (const other of [{ predicateType: "https://slsa.dev/provenance/v1" }, { predicateType: 1 }, {}, [], 1, null]) {
      expect(claimsPublication(dsse(other))).toBe(false);
    }
    const text = encodeUtf8("no JSON");
    expect(claimsPublication(bundle({ kind: "dsse", payloadType: "", payload: text }))).toBe(false);
    expect(claimsPublication(bundle({ ...dsse(DOCUMENT).content, kind: "message" }))).toBe(false);
  });
});

describe("what GitHub published is compared", () => {
  const SAID = 'GitHub published the release "v1" of "octo-org/octo-tool"';
  const LEFT = "how the files were built, and by whom, it does not say";

  test("with the repository, its number and the tag, and says which", () => {
    const REPOSITORY_ONLY = `${SAID}; the repository was compared, and the tag was not; ${LEFT}`;
    expect(comparePublication(STATED, EXPECTED)).toBe(REPOSITORY_ONLY);
    expect(comparePublication(STATED, { ...EXPECTED, repositoryId: "74" })).toBe(REPOSITORY_ONLY);
    expect(comparePublication(STATED, { ...EXPECTED, repository: "https://github.com/Octo-Org/octo-tool" })).toBe(
      REPOSITORY_ONLY,
    );
    expect(comparePublication(STATED, { ...EXPECTED, sourceRef: "refs/tags/v1" })).toBe(
      `${SAID}; the repository and the tag were compared; ${LEFT}`,
    );
  });

  test("with any one of several, of which only a repository can be met", async () => {
    expect(comparePublication(STATED, { kind: "any-of", of: [EXACT, EXPECTED] })).toBe(
      `${SAID}; the repository was compared; ${LEFT}`,
    );
    const others = { kind: "any-of", of: [EXACT, { ...EXPECTED, repository: `${TOOL}s` }] } as const;
    const fault = await expectFault("identity-mismatch", () => comparePublication(STATED, others));
    expect(fault.brief?.sides[0]).toEqual(["Expected", "one of 2 signers"]);
    await expectFault("identity-mismatch", () => comparePublication(STATED, { kind: "any-of", of: [EXACT] }));
  });

  test("with no pattern, which names neither repository nor tag", () => {
    expect(comparePublication(STATED, PATTERN)).toBe(
      `${SAID}; names and digests of files were compared, repository and tag were not, since none was named; ${LEFT}`,
    );
  });

  test("and refused for another repository, which the advice names", async () => {
    const expected = { ...EXPECTED, repository: `${TOOL}s` };
    const fault = await expectFault("identity-mismatch", () => comparePublication(STATED, expected));
    expect(fault.message).toBe('GitHub published a release of "octo-org/octo-tool"');
    expect(spelled(fault.hint ?? "", asFlag)).toBe(
      "only if you know that this is right, say so with --repository octo-org/octo-tool",
    );
    expect(fault.brief).toEqual({
      words: "published by another repository",
      sides: [
        ["Expected", `${TOOL}s`],
        ["Published", "octo-org/octo-tool"],
      ],
    });
  });

  test.each([
    [
      "another repository of this name",
      { repositoryId: "75" },
      "GitHub published a release of another repository that had this name",
      "",
    ],
    [
      "a workflow, which it does not name",
      { signerWorkflow: { repository: TOOL, path: ".github/workflows/release.yml" } },
      "GitHub's attestation of a release names no workflow",
      "leave out --signer-workflow, or name the capsule of the release",
    ],
    [
      "another tag",
      { sourceRef: "refs/tags/v2" },
      'GitHub published the tag "v1", and "refs/tags/v2" is expected',
      "only if you know that this is right, say so with --source-ref refs/tags/v1",
    ],
    [
      "a branch of that name",
      { sourceRef: "refs/heads/v1" },
      'GitHub published the tag "v1", and "refs/heads/v1" is expected',
      "only if you know that this is right, say so with --source-ref refs/tags/v1",
    ],
  ])("and refused for %s", async (_, changes, message, advice) => {
    const fault = await expectFault("identity-mismatch", () => comparePublication(STATED, { ...EXPECTED, ...changes }));
    expect(fault.message).toBe(message);
    expect(spelled(fault.hint ?? "", asFlag)).toBe(advice);
  });

  test("and refused for a key and an exact identity, which it cannot have", async () => {
    for (const expected of [KEY, EXACT]) {
      const fault = await expectFault("identity-mismatch", () => comparePublication(STATED, expected));
      expect(fault.message).toBe("GitHub's attestation of a release has no issuer that could be named");
      expect(spelled(fault.hint ?? "", asFlag)).toBe(
        "name the repository instead, with --repository octo-org/octo-tool",
      );
    }
  });
});
