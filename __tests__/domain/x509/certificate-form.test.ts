import { describe, expect, test } from "vitest";
import type { Cryptography } from "../../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { requireKnownCertificates } from "../../../src/domain/sigstore/chain/further-certificates.ts";
import { knowsIssuer, requireAnchored, requireIssued } from "../../../src/domain/sigstore/chain/issuing-authority.ts";
import type { AnchorCertificate, AuthorityAnchor } from "../../../src/domain/sigstore/trust-anchors.ts";
import { basicConstraints } from "../../../src/domain/x509/basic-constraints.ts";
import { certificateNames } from "../../../src/domain/x509/certificate-names.ts";
import { requireSignedBy } from "../../../src/domain/x509/certificate-signature.ts";
import { requireForTimeStampingAlone } from "../../../src/domain/x509/extended-key-usage.ts";
import { authorityKeyIdentifier, subjectKeyIdentifier } from "../../../src/domain/x509/key-identifiers.ts";
import { requireMayIssue, requireMaySign, requireMayStamp } from "../../../src/domain/x509/key-usage.ts";
import { readSignatureAlgorithm } from "../../../src/domain/x509/signature-algorithm.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { readDer } from "../../../src/kernel/der.ts";
import {
  bitString,
  boolean,
  generalizedTime,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
} from "../../../src/kernel/der-writer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { derEdits, readEdits } from "../../signing/der-edits.ts";
import {
  type CertificateEdits,
  SIGNED_AT,
  type TestCertificate,
  testIntermediate,
  testLeaf,
  testRoot,
  withExtension,
  withoutExtension,
} from "../../signing/test-certificates.ts";

const [SUBJECT_KEY, KEY_USAGE, CONSTRAINTS] = ["2.5.29.14", "2.5.29.15", "2.5.29.19"];
const [AUTHORITY_KEY, PURPOSES] = ["2.5.29.35", "2.5.29.37"];
const root = testRoot();
const intermediate = testIntermediate(root);
const leaf = (edits: CertificateEdits = {}) => readX509Certificate(testLeaf(intermediate, edits).der);
const leafWith = (id: string, value: Uint8Array) => leaf({ extensions: withExtension(id, value, "critical") });

describe("a certificate is refused wherever something is missing, added or another value", () => {
  test.each([
    ["a leaf", testLeaf(intermediate).der],
    ["an authority", intermediate.der],
  ])("in %s, but in its names, and in extensions that are left out whole", (_, der) => {
    const { tolerated, codes } = readEdits(derEdits(der), readX509Certificate);
    expect(tolerated.filter((where) => !/^\.0\.[35]([.=[\]]|$)|^\.0(\[7|\.7\.0\[\d)$/.test(where))).toEqual([]);
    expect(tolerated).toContain(".0[7");
    expect(codes).toEqual(["certificate-algorithm", "certificate-malformed", "certificate-version", "der-malformed"]);
  });

  test("by its names, which are read without the rest, if a part up to them is missing", () => {
    const { der } = testLeaf(intermediate);
    const { subject, issuer, serial } = readX509Certificate(der);
    expect(certificateNames(der)).toEqual({ subject, issuer, serial });
    const edits = derEdits(der);
    const { tolerated, codes } = readEdits(edits, certificateNames);
    expect(edits.map(({ where }) => where).filter((where) => !tolerated.includes(where))).toEqual([
      ...["[0", "[1", "[2", "]", ".0="],
      ...[".0[0", ".0[1", ".0[2", ".0[3", ".0[4", ".0[5"],
    ]);
    expect(codes).toEqual(["certificate-malformed", "der-malformed"]);
  });

  test.each<[string, CertificateEdits]>([
    [
      "a unique identifier instead of extensions",
      { further: [implicit(1, bitString(Buffer.of(1)))], extensions: () => [] },
    ],
    [
      "a fraction at the end of its validity",
      { validity: sequence(generalizedTime(SIGNED_AT), generalizedTime(SIGNED_AT + 0.5)) },
    ],
    ["no extension in its list of fields", { further: [Buffer.of(0xa3, 0)], extensions: () => [] }],
  ])("for %s", async (_, edits) => {
    await expectFault("certificate-malformed", () => leaf(edits));
  });

  test.each([
    ["three times", [SIGNED_AT, SIGNED_AT, SIGNED_AT]],
    ["a beginning alone", [SIGNED_AT]],
    ["no time", []],
  ])("for a validity of %s", async (_, times) => {
    const validity = sequence(...times.map(generalizedTime));
    const fault = await expectFault("certificate-malformed", () => leaf({ validity }));
    expect(fault.message).toMatch(/its validity is incomplete$/);
  });

  test("and so are a thousand extensions and one, and not a thousand", async () => {
    const many = (count: number) => () =>
      Array.from({ length: count }, (_, at) => sequence(oid(`1.2.3.${at}`), octetString(Buffer.of())));
    expect(leaf({ extensions: many(1000) }).extensions.size).toBe(1000);
    await expectFault("certificate-malformed", () => leaf({ extensions: many(1001) }));
  });
});

describe("an algorithm of a signature", () => {
  const ecdsa = ["1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"];
  const rsa = ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13"];
  const hashes = ["sha256", "sha384", "sha512"];
  const read = (...fields: Uint8Array[]) => readSignatureAlgorithm(readDer(sequence(...fields)));

  test("is ECDSA (RFC 5758 §3.2), RSA (RFC 4055 §5) or Ed25519 (RFC 8410 §3)", () => {
    expect(ecdsa.map((id) => read(oid(id)))).toEqual(hashes.map((hash) => ({ key: "ec", hash })));
    expect(rsa.map((id) => read(oid(id), nullValue()))).toEqual(hashes.map((hash) => ({ key: "rsa", hash })));
    expect(read(oid("1.3.101.112"))).toEqual({ key: "ed25519", hash: "sha512" });
  });

  test.each([
    ["nothing", []],
    ["NULL for ECDSA", [oid(ecdsa[0]!), nullValue()]],
    ["another type than NULL for RSA", [oid(rsa[0]!), sequence()]],
    ["a NULL with content for RSA", [oid(rsa[0]!), Buffer.of(5, 1, 0)]],
    ["two parameters for RSA", [oid(rsa[0]!), nullValue(), nullValue()]],
  ])("is not %s", async (_, fields) => {
    await expectFault("certificate-algorithm", () => read(...fields));
  });
});

describe("what a certificate is for", () => {
  test("says nothing of an authority if it has no basic constraints, or more fields than there are", async () => {
    expect(basicConstraints(leaf())).toStrictEqual({ isAuthority: false, pathLength: undefined });
    const own = sequence(boolean(true), integer(3));
    expect(basicConstraints(leafWith(CONSTRAINTS!, own))).toStrictEqual({ isAuthority: true, pathLength: 3n });
    const more = leafWith(CONSTRAINTS!, sequence(boolean(true), integer(0), nullValue()));
    await expectFault("certificate-malformed", () => basicConstraints(more));
  });

  test("is everything without key usage, but for a signer", async () => {
    const bare = leaf({ extensions: withoutExtension(KEY_USAGE!) });
    requireMayIssue(bare);
    requireMayStamp(bare);
    await expectFault("certificate-key-usage", () => requireMaySign(bare));
  });

  test.each([0x80, 0x40, 0xc0])("is timestamps with the bits %i, and not others", async (bits) => {
    requireMayStamp(leafWith(KEY_USAGE!, bitString(Buffer.of(bits), 6)));
    const others = leafWith(KEY_USAGE!, bitString(Buffer.of(~bits & 0x3e), 1));
    await expectFault("certificate-key-usage", () => requireMayStamp(others));
  });

  test("is timestamps alone, and not code alone", async () => {
    requireForTimeStampingAlone(leafWith(PURPOSES!, sequence(oid("1.3.6.1.5.5.7.3.8"))));
    const code = leafWith(PURPOSES!, sequence(oid("1.3.6.1.5.5.7.3.3")));
    await expectFault("certificate-purpose", () => requireForTimeStampingAlone(code));
  });
});

test("a key identifier is there or not, and is the field of that tag", () => {
  expect(subjectKeyIdentifier(leaf({ extensions: withoutExtension(SUBJECT_KEY!) }).extensions)).toBeUndefined();
  expect(authorityKeyIdentifier(leaf({ extensions: withoutExtension(AUTHORITY_KEY!) }).extensions)).toBeUndefined();
  const serialOnly = sequence(implicit(2, integer(5)));
  expect(authorityKeyIdentifier(leafWith(AUTHORITY_KEY!, serialOnly).extensions)).toBeUndefined();
  const second = sequence(implicit(2, integer(5)), implicit(0, octetString(Buffer.of(7))));
  expect(authorityKeyIdentifier(leafWith(AUTHORITY_KEY!, second).extensions)).toEqual(Uint8Array.of(7));
});

test("a link is verified once for the same two certificates", async () => {
  let count = 0;
  const crypto: Cryptography = {
    ...nodeCryptography,
    verify: (signed) => {
      count += 1;
      return nodeCryptography.verify(signed);
    },
  };
  const [own, issuer, stranger] = [leaf(), readX509Certificate(intermediate.der), readX509Certificate(root.der)];
  for (let time = 0; time < 3; time += 1) await requireSignedBy(own, issuer, crypto);
  expect(count).toBe(1);
  await expectFault("certificate-signature", () => requireSignedBy(own, stranger, crypto));
  expect(count).toBe(2);
});

function anchor(chain: readonly TestCertificate[], read = readX509Certificate): AuthorityAnchor {
  const certificates = chain.map(
    ({ der }): AnchorCertificate => ({ der, ...certificateNames(der), read: () => read(der) }),
  );
  return { certificates, validFor: { start: new Date(0), end: undefined } };
}

describe("the authority of a certificate", () => {
  const issued = (authorities: readonly AuthorityAnchor[], edits: CertificateEdits = {}, crypto = nodeCryptography) =>
    requireIssued({ certificate: leaf(edits), authorities, times: [SIGNED_AT * 1000] }, crypto);
  const derOf = async (authorities: readonly AuthorityAnchor[]) => Buffer.from((await issued(authorities)).der);

  test("is known if one of the authorities has its key", () => {
    const stranger = anchor([testIntermediate(root), root]);
    expect(knowsIssuer(leaf(), [stranger, anchor([intermediate, root])])).toBe(true);
    expect(knowsIssuer(leaf(), [stranger])).toBe(false);
    expect(knowsIssuer(leaf(), [])).toBe(false);
  });

  test("is found by its name if it has no identifier of its key", async () => {
    const bare = testIntermediate(root, { key: intermediate.key, extensions: withoutExtension(SUBJECT_KEY!) });
    expect(await derOf([anchor([bare, root])])).toEqual(Buffer.from(bare.der));
  });

  test("is found above others of its chain, and those below do not count", async () => {
    const below = testIntermediate(intermediate);
    expect(await derOf([anchor([below, intermediate, root])])).toEqual(Buffer.from(intermediate.der));
  });

  test("is the one that verifies, whatever is wrong with another of its key", async () => {
    expect(await derOf([anchor([intermediate]), anchor([intermediate, root])])).toEqual(Buffer.from(intermediate.der));
  });

  test("is known by its name if it is not in order, which is what is said", async () => {
    const broken = (error: Error) =>
      anchor([intermediate, root], () => {
        throw error;
      });
    await expectFault("der-malformed", () => issued([broken(new Fault("der-malformed", "x"))]));
    await expect(issued([broken(new RangeError("x"))])).rejects.toThrow(RangeError);
  });

  test("is not looked for among what is not in order and has another name", async () => {
    const beside = (error: Error) => [
      anchor([root], () => {
        throw error;
      }),
      anchor([intermediate, root]),
    ];
    expect(await derOf(beside(new Fault("der-malformed", "x")))).toEqual(Buffer.from(intermediate.der));
    await expect(issued(beside(new RangeError("x")))).rejects.toThrow(RangeError);
  });

  test("is not another one if the platform failed at the first", async () => {
    let count = 0;
    const verify: Cryptography["verify"] = (signed) => {
      count += 1;
      return count === 1 ? Promise.reject(new RangeError("x")) : nodeCryptography.verify(signed);
    };
    const twice = [anchor([intermediate, root]), anchor([intermediate, root])];
    await expect(issued(twice, {}, { ...nodeCryptography, verify })).rejects.toThrow(RangeError);
  });

  test("is not judged if the platform fails", async () => {
    const failing: Cryptography = { ...nodeCryptography, verify: () => Promise.reject(new RangeError("x")) };
    await expect(issued([anchor([intermediate, root])], {}, failing)).rejects.toThrow(RangeError);
  });

  test("has a root at its end", async () => {
    expect(requireAnchored([readX509Certificate(root.der)])).toHaveLength(1);
    await expectFault("certificate-untrusted", () => requireAnchored([]));
  });
});

describe("a certificate after the signer's", () => {
  const authorities = [anchor([testIntermediate(root), root]), anchor([intermediate, root])];
  const require = (certificates: readonly Uint8Array[], version: "0.1" | "0.2" | "0.3") =>
    requireKnownCertificates(certificates, { version, authorities });

  test.each(["0.1", "0.2", "0.3"] as const)("is one of the trusted root (v%s)", async (version) => {
    require([], version);
    require([intermediate.der], version);
    const fault = await expectFault("certificate-untrusted", () => require([intermediate.der, leaf().der], version));
    expect(fault.message).toMatch(/^the bundle's certificate is not acceptable: .* not in the trusted root$/);
  });

  test("is the root only if it is the last of its chain", async () => {
    const below = testIntermediate(intermediate);
    const order = { version: "0.3", authorities: [anchor([below, intermediate, root])] } as const;
    requireKnownCertificates([below.der, intermediate.der], order);
    await expectFault("certificate-untrusted", () => requireKnownCertificates([root.der], order));
  });

  test("is not a root from v0.2 on (B33)", async () => {
    require([intermediate.der, root.der], "0.1");
    for (const version of ["0.2", "0.3"] as const) {
      const fault = await expectFault("certificate-untrusted", () => require([intermediate.der, root.der], version));
      expect(fault.message).toMatch(/holds a root certificate$/);
    }
  });
});
