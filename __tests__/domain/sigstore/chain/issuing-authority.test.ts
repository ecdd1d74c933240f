import { describe, expect, test } from "vitest";
import { requireIssued } from "../../../../src/domain/sigstore/chain/issuing-authority.ts";
import type { AuthorityAnchor } from "../../../../src/domain/sigstore/trust-anchors.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import { formatName } from "../../../../src/services/local/certificate.ts";
import { createSigningKey } from "../../../../src/services/local/signing-key.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  SIGNED_AT,
  type TestCertificate,
  testIntermediate,
  testLeaf,
  testRoot,
  withoutExtension,
} from "../../../signing/test-certificates.ts";

const AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
const root = testRoot();
const [intermediate, renewed] = [testIntermediate(root), testIntermediate(root)];

/** `from` and `to` in seconds around the time of signing. */
function anchor(chain: readonly TestCertificate[], from = -60, to = 60): AuthorityAnchor {
  const certificates = chain.map(({ der }) => {
    const read = readX509Certificate(der);
    return { der, subject: read.subject, issuer: read.issuer, serial: read.serial, read: () => read };
  });
  const at = (seconds: number) => new Date((SIGNED_AT + seconds) * 1000);
  return { certificates, validFor: { start: at(from), end: at(to) } };
}

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const issued = (leaf: TestCertificate, authorities: readonly AuthorityAnchor[], times = [0]) =>
    requireIssued(
      {
        certificate: readX509Certificate(leaf.der),
        authorities,
        times: times.map((seconds) => (SIGNED_AT + seconds) * 1000),
      },
      crypto,
    );

  test("the issuer is found among authorities of one name by its key", async () => {
    const found = await issued(testLeaf(renewed), [anchor([intermediate, root]), anchor([renewed, root])]);
    expect(Buffer.from(found.der)).toEqual(Buffer.from(renewed.der));
  });

  test("an authority may be there twice, for periods that touch", async () => {
    const both = [anchor([intermediate, root], -60, 0), anchor([intermediate, root], 0, 60)];
    await issued(testLeaf(intermediate), both, [-30, 30]);
  });

  test("without the identifier of a key the name decides", async () => {
    const leaf = testLeaf(intermediate, { extensions: withoutExtension(AUTHORITY_KEY_IDENTIFIER) });
    await issued(leaf, [anchor([intermediate, root])]);
  });

  test("an unknown key is unknown, whatever its name", async () => {
    await expectFault("authority-unknown", () => issued(testLeaf(renewed), [anchor([intermediate, root])]));
    await expectFault("authority-unknown", () => issued(testLeaf(intermediate), []));
  });

  test("a known key that did not sign is not unknown", async () => {
    const forged = testLeaf(intermediate, { signedBy: createSigningKey() });
    await expectFault("certificate-signature", () => issued(forged, [anchor([intermediate, root])]));
    const renamed = testLeaf(intermediate, { issuerName: formatName("other", "name") });
    await expectFault("certificate-name-chaining", () => issued(renamed, [anchor([intermediate, root])]));
  });

  test("an authority counts for its time alone, at each of the times", async () => {
    const authorities = [anchor([intermediate, root], -60, 0)];
    await expectFault("certificate-untrusted", () => issued(testLeaf(intermediate), authorities, [-30, 30]));
    await expectFault("signed-time-missing", () => issued(testLeaf(intermediate), authorities, []));
  });

  test("a chain of the trusted root that stops below a root anchors nothing", async () => {
    await expectFault("certificate-untrusted", () => issued(testLeaf(intermediate), [anchor([intermediate])]));
  });
});
