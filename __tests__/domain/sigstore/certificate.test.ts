import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { DER_TAGS, readDer } from "../../../src/kernel/der.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";

const der = (await createTestForge().session()).identity.certificate;

test("reads name, issuer and every extension by its name", () => {
  const facts = readCertificate(der);
  expect(facts).toMatchObject({
    subjectAlternativeName: {
      kind: "uri",
      value: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3",
    },
    issuer: "https://token.actions.githubusercontent.com",
    authorityOrganizations: ["UNTRUSTED test forge"],
    selfIssued: false,
    isAuthority: false,
    maySignCode: true,
  });
  expect(facts.notAfter - facts.notBefore).toBe(600);
  expect(facts.extensions).toEqual({
    buildSignerUri: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3",
    buildSignerDigest: "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3",
    runnerEnvironment: "github-hosted",
    sourceRepositoryUri: "https://github.com/octo-org/octo-tool",
    sourceRepositoryDigest: "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3",
    sourceRepositoryRef: "refs/tags/v1.2.3",
    sourceRepositoryIdentifier: "74",
    sourceRepositoryOwnerUri: "https://github.com/octo-org",
    sourceRepositoryOwnerIdentifier: "65",
    buildConfigUri: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3",
    buildConfigDigest: "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3",
    buildTrigger: "push",
    runInvocationUri: "https://github.com/octo-org/octo-tool/actions/runs/8123456789/attempts/1",
    sourceRepositoryVisibility: "public",
    deploymentEnvironment: undefined,
    tokenSubject: "repo:octo-org@65/octo-tool@74:ref:refs/tags/v1.2.3",
  });
});

describe("the subject alternative name", () => {
  /** The certificate with one byte of the name's tag changed, so that it is of another kind. */
  function withNameTag(tag: number): Uint8Array {
    const changed = Buffer.from(der);
    const value = Buffer.from("https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3");
    const at = changed.indexOf(Buffer.concat([Buffer.from([0x86, value.length]), value]));
    changed[at] = tag;
    return changed;
  }

  test("of another kind is another identity (B39)", () => {
    expect(readCertificate(withNameTag(0x86)).subjectAlternativeName.kind).toBe("uri");
    expect(readCertificate(withNameTag(0x81)).subjectAlternativeName.kind).toBe("email");
  });

  test("of a kind that no authority issues is refused", async () => {
    await expectFault("certificate-malformed", () => readCertificate(withNameTag(0x82)));
  });
});

test("an extension that stands twice is refused", async () => {
  const [tbs, algorithm, signature] = readDer(der).sequence();
  const fields = tbs?.sequence() ?? [];
  const list = fields.at(-1)?.children()[0]?.sequence() ?? [];
  const twice = wrap(
    DER_TAGS.sequence,
    [...list, ...list.slice(0, 1)].map(({ raw }) => raw),
  );
  const newTbs = wrap(DER_TAGS.sequence, [...fields.slice(0, -1).map(({ raw }) => raw), wrap(0xa3, [twice])]);
  const certificate = wrap(DER_TAGS.sequence, [newTbs, algorithm?.raw ?? der, signature?.raw ?? der]);
  await expectFault("certificate-malformed", () => readCertificate(certificate));
});

test("nothing but a fault comes of any bytes, or of any changed byte", () => {
  const changed = fc.tuple(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
    const bytes = Buffer.from(der);
    bytes[at] = (bytes[at] ?? 0) ^ bits;
    return bytes;
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), changed), (bytes) => {
      try {
        readCertificate(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { numRuns: 500 },
  );
});

function wrap(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
