import { describe, expect, test } from "vitest";
import { requireSignerLeaf } from "../../../src/domain/sigstore/chain/signer-leaf.ts";
import { verifyPath } from "../../../src/domain/x509/certificate-path.ts";
import { CODE_SIGNING, TIME_STAMPING } from "../../../src/domain/x509/extended-key-usage.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { bitString, boolean, integer, oid, sequence } from "../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { extension, formatName } from "../../../src/services/local/certificate.ts";
import { createSigningKey } from "../../../src/services/local/signing-key.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  type CertificateEdits,
  laxExtension,
  SIGNED_AT,
  type TestCertificate,
  testIntermediate,
  testLeaf,
  testRoot,
  withExtension,
  withoutExtension,
} from "../../signing/test-certificates.ts";

const KEY_USAGE = "2.5.29.15";
const BASIC_CONSTRAINTS = "2.5.29.19";
const PURPOSES = "2.5.29.37";

const root = testRoot();
const intermediate = testIntermediate(root);

function pathOf(...certificates: readonly TestCertificate[]) {
  return certificates.map(({ der }) => readX509Certificate(der));
}

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const verify = (path: readonly TestCertificate[], at = SIGNED_AT * 1000, purpose = CODE_SIGNING) =>
    verifyPath({ path: pathOf(...path), purpose, at }, crypto);

  test("a leaf, an intermediate and a root verify, at the first and the last moment too (RFC 5280 §4.1.2.5)", async () => {
    for (const at of [0, -600, 600]) {
      await verify([testLeaf(intermediate), intermediate, root], (SIGNED_AT + at) * 1000);
    }
  });

  test("CA:FALSE written out is as good as left out (X.690 §11.5)", async () => {
    for (const value of [sequence(), sequence(boolean(false))]) {
      const leaf = testLeaf(intermediate, { extensions: withExtension(BASIC_CONSTRAINTS, value, "critical") });
      requireSignerLeaf(readX509Certificate(leaf.der));
      await verify([leaf, intermediate, root]);
    }
    const lax = testLeaf(intermediate, { extensions: (own) => [...own, laxExtension("1.2.3.4", sequence())] });
    await verify([lax, intermediate, root]);
  });

  test("an authority without purposes, or with any purpose, may issue for all", async () => {
    for (const extensions of [withoutExtension(PURPOSES), withExtension(PURPOSES, sequence(oid("2.5.29.37.0")))]) {
      const issuer = testIntermediate(root, { extensions });
      await verify([testLeaf(issuer), issuer, root]);
    }
  });

  test("what an authority signed once is remembered, and another authority of its name is not taken for it", async () => {
    const leaf = readX509Certificate(testLeaf(intermediate).der);
    const [issuer, anchor] = pathOf(intermediate, root);
    const [stranger] = pathOf(testIntermediate(root));
    const at = SIGNED_AT * 1000;
    for (let time = 0; time < 2; time++) {
      await verifyPath({ path: [leaf, issuer!, anchor!], purpose: CODE_SIGNING, at }, crypto);
      const path = [leaf, stranger!, anchor!];
      await expectFault("certificate-signature", () => verifyPath({ path, purpose: CODE_SIGNING, at }, crypto));
    }
  });

  const refusals: readonly [string, FaultCode, () => readonly TestCertificate[]][] = [
    [
      "a signature of another key (§6.1.3(a)(1))",
      "certificate-signature",
      () => [testLeaf(intermediate, { signedBy: createSigningKey() }), intermediate, root],
    ],
    [
      "an intermediate that the root did not sign",
      "certificate-signature",
      () => {
        const stranger = testIntermediate(root, { signedBy: createSigningKey() });
        return [testLeaf(stranger), stranger, root];
      },
    ],
    [
      "another issuer than the one above (§6.1.3(a)(4))",
      "certificate-name-chaining",
      () => [testLeaf(intermediate, { issuerName: formatName("other", "name") }), intermediate, root],
    ],
    [
      "an issuer that is not an authority's (§6.1.4(k))",
      "certificate-not-authority",
      () => chainWith({ ca: sequence() }),
    ],
    [
      "an issuer without basic constraints (§6.1.4(k))",
      "certificate-not-authority",
      () => throughIssuer({ extensions: withoutExtension(BASIC_CONSTRAINTS) }),
    ],
    [
      "a leaf as the issuer",
      "certificate-not-authority",
      () => {
        const leaf = testLeaf(intermediate, { name: formatName("test", "leaf") });
        return [testLeaf(leaf), leaf, intermediate, root];
      },
    ],
    [
      "an issuer whose key is not for certificates (§6.1.4(n))",
      "certificate-key-usage",
      () => throughIssuer({ extensions: withExtension(KEY_USAGE, bitString(Buffer.of(0x80), 7), "critical") }),
    ],
    [
      "an issuer whose key is for nothing",
      "certificate-key-usage",
      () => throughIssuer({ extensions: withExtension(KEY_USAGE, bitString(Buffer.of()), "critical") }),
    ],
    [
      "an issuer for another purpose (§4.2.1.12)",
      "certificate-purpose",
      () => throughIssuer({ extensions: withExtension(PURPOSES, sequence(oid(TIME_STAMPING))) }),
    ],
    [
      "more authorities than the path length allows (§6.1.4(l), (m))",
      "certificate-path-length",
      () => {
        const below = testIntermediate(intermediate, { name: formatName("test", "below") });
        return [testLeaf(below), below, intermediate, root];
      },
    ],
    [
      "a self-issued authority more than the path length allows",
      "certificate-path-length",
      () => {
        const renewed = testIntermediate(intermediate, { name: intermediate.name });
        return [testLeaf(renewed), renewed, intermediate, root];
      },
    ],
    [
      "a root whose path length is exceeded",
      "certificate-path-length",
      () => {
        const short = testRoot({ extensions: withExtension(BASIC_CONSTRAINTS, sequence(boolean(true), integer(0))) });
        const issuer = testIntermediate(short);
        return [testLeaf(issuer), issuer, short];
      },
    ],
    [
      "a path length of who is not an authority (§4.2.1.9)",
      "certificate-malformed",
      () => chainWith({ ca: sequence(integer(0)) }),
    ],
    ["a negative path length", "certificate-malformed", () => chainWith({ ca: sequence(boolean(true), integer(-1)) })],
  ];

  function throughIssuer(edits: CertificateEdits): TestCertificate[] {
    const issuer = testIntermediate(root, edits);
    return [testLeaf(issuer), issuer, root];
  }

  function chainWith({ ca }: { ca: Uint8Array }): TestCertificate[] {
    return throughIssuer({ extensions: withExtension(BASIC_CONSTRAINTS, ca, "critical") });
  }

  test.each(refusals)("refuses %s", async (_, code, path) => {
    await expectFault(code, () => verify(path()));
  });

  test.each([-601, 601])("refuses a certificate %i s from the time in its middle (§6.1.3(a)(2))", async (offset) => {
    const path = [testLeaf(intermediate), intermediate, root];
    await expectFault("certificate-expired", () => verify(path, (SIGNED_AT + offset) * 1000));
  });

  test("refuses a millisecond after the end", async () => {
    const path = [testLeaf(intermediate), intermediate, root];
    await expectFault("certificate-expired", () => verify(path, (SIGNED_AT + 600) * 1000 + 1));
  });

  test("refuses an algorithm that is not of the issuer's key", async () => {
    const rsa = sequence(oid("1.2.840.113549.1.1.11"), Buffer.of(5, 0));
    const leaf = testLeaf(intermediate, { innerAlgorithm: rsa, outerAlgorithm: rsa });
    await expectFault("certificate-signature", () => verify([leaf, intermediate, root]));
  });
});

describe("a signer's certificate is refused", () => {
  const leaf = (edits: CertificateEdits) => readX509Certificate(testLeaf(intermediate, edits).der);

  test.each<[string, FaultCode, CertificateEdits]>([
    [
      "where it is an authority's (§4.2.1.9)",
      "certificate-not-leaf",
      { extensions: withExtension(BASIC_CONSTRAINTS, sequence(boolean(true)), "critical") },
    ],
    ["where it is under its own name", "certificate-not-leaf", { name: intermediate.name }],
    ["without key usage (§4.2.1.3)", "certificate-key-usage", { extensions: withoutExtension(KEY_USAGE) }],
    [
      "for key agreement alone",
      "certificate-key-usage",
      { extensions: withExtension(KEY_USAGE, bitString(Buffer.of(0x08), 3), "critical") },
    ],
    ["without purposes (§4.2.1.12)", "certificate-purpose", { extensions: withoutExtension(PURPOSES) }],
    ["for timestamps", "certificate-purpose", { extensions: withExtension(PURPOSES, sequence(oid(TIME_STAMPING))) }],
    [
      "for any purpose, which is not the one",
      "certificate-purpose",
      { extensions: withExtension(PURPOSES, sequence(oid("2.5.29.37.0"))) },
    ],
  ])("%s", async (_, code, edits) => {
    await expectFault(code, () => requireSignerLeaf(leaf(edits)));
  });

  test("no more than that", () => {
    requireSignerLeaf(leaf({ extensions: (own) => [...own, extension("1.2.3.4", sequence())] }));
    expect(leaf({}).extensions.size).toBe(5);
  });
});
