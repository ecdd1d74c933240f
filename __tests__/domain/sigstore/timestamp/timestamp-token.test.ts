import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { knownTokens } from "../../../../src/domain/sigstore/timestamp/known-tokens.ts";
import { readBareToken, readTimestampToken } from "../../../../src/domain/sigstore/timestamp/timestamp-token.ts";
import { requireTokenSignature } from "../../../../src/domain/sigstore/timestamp/token-signature.ts";
import { readTstInfo } from "../../../../src/domain/sigstore/timestamp/tst-info.ts";
import { verifyTimestamp } from "../../../../src/domain/sigstore/timestamp/verify-timestamp.ts";
import type { AuthorityAnchor } from "../../../../src/domain/sigstore/trust-anchors.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import { readDer } from "../../../../src/kernel/der.ts";
import {
  boolean,
  generalizedTime,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  set,
} from "../../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import type { SigningKey } from "../../../../src/services/local/signing-key.ts";
import { expectFault } from "../../../expect-fault.ts";
import { derEdits, readEdits } from "../../../signing/der-edits.ts";
import { SIGNED_AT, type TestCertificate, testRoot } from "../../../signing/test-certificates.ts";
import {
  attribute,
  certificateId,
  type TimestampEdits,
  testStamper,
  testTimestamp,
} from "../../../signing/test-timestamps.ts";

const SIGNATURE = Buffer.from("a signature");
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const CERTIFICATE_ID = "1.2.840.113549.1.9.16.2.47";
const HASHES = { sha256: "2.16.840.1.101.3.4.2.1", sha384: "2.16.840.1.101.3.4.2.2", sha512: "2.16.840.1.101.3.4.2.3" };
const ECDSA = { sha256: "1.2.840.10045.4.3.2", sha384: "1.2.840.10045.4.3.3", sha512: "1.2.840.10045.4.3.4" };
const RSA_ENCRYPTION = sequence(oid("1.2.840.113549.1.1.1"), nullValue());
type Hash = keyof typeof HASHES;

const hashed = (hash: Hash, bytes: Uint8Array) => octetString(createHash(hash).update(bytes).digest());
const named = (hash: Hash) => sequence(oid(HASHES[hash]));
const issuer = testRoot();
const honest = testStamper(issuer);
const stamped = (edits: TimestampEdits = {}, stamper = honest) => testTimestamp(SIGNATURE, { stamper, issuer }, edits);
const { infoBytes } = readTimestampToken(stamped());

function anchor(stamper: TestCertificate): AuthorityAnchor {
  const certificates = [stamper, issuer].map((one) => {
    const { subject, issuer: above, serial } = readX509Certificate(one.der);
    return { der: one.der, subject, issuer: above, serial, read: () => readX509Certificate(one.der) };
  });
  return { certificates, validFor: { start: new Date(0), end: undefined } };
}

async function verify(response: Uint8Array, authority = anchor(honest)): Promise<void> {
  for (const { token } of knownTokens([response], [authority])) {
    await verifyTimestamp(token, { bytes: SIGNATURE, authority }, nodeCryptography);
  }
}

/** A key of either kind, which signs by any hash. */
function keyOf(kind: "ec" | "rsa", hash: Hash): SigningKey {
  const { publicKey, privateKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = publicKey.export({ format: "der", type: "spki" });
  const id = createHash("sha256").update(spki).digest();
  return { publicKey: spki, id, sign: (bytes) => sign(hash, bytes, privateKey) };
}

describe("the hash of each place may be any of SHA-2:", () => {
  const hashes = Object.keys(HASHES) as Hash[];

  test.each(hashes)("of the message, %s", async (hash) => {
    const imprint = sequence(named(hash), hashed(hash, SIGNATURE));
    await verify(stamped({ info: (own) => own.with(2, imprint) }));
  });

  test.each(hashes)("of the content and the signature, %s, by ECDSA and by RSA (RFC 3370 §3.2)", async (hash) => {
    const edits: TimestampEdits = {
      digestAlgorithm: named(hash),
      attributes: (own) => own.with(1, attribute(MESSAGE_DIGEST, hashed(hash, infoBytes))),
    };
    for (const kind of ["ec", "rsa"] as const) {
      const stamper = testStamper(issuer, { key: keyOf(kind, hash) });
      const signatureAlgorithm = kind === "ec" ? sequence(oid(ECDSA[hash])) : RSA_ENCRYPTION;
      await verify(stamped({ ...edits, signatureAlgorithm }, stamper), anchor(stamper));
    }
  });

  test.each(hashes)("of the certificate identifier, %s", async (hash) => {
    const id = attribute(CERTIFICATE_ID, sequence(sequence(sequence(named(hash), hashed(hash, honest.der)))));
    await verify(stamped({ attributes: (own) => own.with(2, id) }));
  });
});

test.each<[string, FaultCode, TimestampEdits]>([
  ["a digest by SHA-1", "timestamp-digest", { digestAlgorithm: sequence(oid("1.3.14.3.2.26")) }],
  [
    "a digest by SHA-1, and a signature that takes its hash from there",
    "timestamp-digest",
    { digestAlgorithm: sequence(oid("1.3.14.3.2.26")), signatureAlgorithm: RSA_ENCRYPTION },
  ],
  ["a signature by SHA-1", "timestamp-signature", { signatureAlgorithm: sequence(oid("1.2.840.10045.4.1")) }],
  ["rsaEncryption for another kind of key", "timestamp-signature", { signatureAlgorithm: RSA_ENCRYPTION }],
  [
    "a certificate identifier by SHA-1",
    "timestamp-certificate-id",
    {
      attributes: (own) =>
        own.with(
          2,
          attribute(
            CERTIFICATE_ID,
            sequence(sequence(sequence(sequence(oid("1.3.14.3.2.26")), hashed("sha256", honest.der)))),
          ),
        ),
    },
  ],
  [
    "a certificate identifier whose algorithm is not named",
    "timestamp-certificate-id",
    {
      attributes: (own) =>
        own.with(2, attribute(CERTIFICATE_ID, sequence(sequence(sequence(sequence(), hashed("sha256", honest.der)))))),
    },
  ],
  [
    "the fields after the time in another order",
    "timestamp-invalid",
    { info: (own) => [...own, boolean(true), sequence()] },
  ],
  ["a time of another type", "timestamp-invalid", { info: (own) => own.with(4, octetString(Buffer.of(1))) }],
  ["certificates twice", "timestamp-invalid", { further: [implicit(0, set()), implicit(0, set())] }],
  ["revocation lists twice", "timestamp-invalid", { further: [implicit(1, set()), implicit(1, set())] }],
])("refuses %s", async (_, code, edits) => {
  await expectFault(code, () => verify(stamped(edits)));
});

test("an extension whose default is left out is not critical (RFC 5280 §4.2), however little follows its name", async () => {
  for (const rest of [[octetString(Buffer.of(5, 0))], []]) {
    const field = implicit(1, sequence(sequence(oid("1.2.3.4"), ...rest)));
    await verify(stamped({ info: (own) => [...own, field] }));
  }
});

test("certificates and revocation lists may stand before the signer", async () => {
  await verify(stamped({ further: [implicit(0, set(honest.der)), implicit(1, set())] }));
});

describe("a response is refused wherever something is missing, added or another value:", () => {
  /** What is signed, and compared afterwards. */
  const SIGNED = /^\.1\.1\.0\.3\.0\.3/;
  /** What nobody reads: versions, the list of digest algorithms, parameters of algorithms, further words of the status. */
  const UNREAD = /^(\.0\]|\.1\.1\.0\.0=|\.1\.1\.0\.1.*|\.1\.1\.0\.3\.0\.(0=|2\]|4\]))$/;
  /** Of whom it is, which then is another authority. */
  const SIGNER = /^\.1\.1\.0\.3\.0\.1(\.0|\.1=)/;
  const edits = derEdits(stamped());

  test("as it is read", () => {
    const { tolerated, codes } = readEdits(edits, readTimestampToken);
    expect(edits.length).toBeGreaterThan(100);
    expect(tolerated.filter((where) => ![SIGNED, UNREAD, SIGNER].some((places) => places.test(where)))).toEqual([]);
    expect(codes).toEqual(["der-malformed", "timestamp-invalid"]);
  });

  test("as it is verified", async () => {
    for (const { where, der } of edits) {
      if (UNREAD.test(where)) await verify(der);
      else {
        const codes: readonly FaultCode[] = [
          ...(["der-malformed", "timestamp-invalid", "timestamp-authority-unknown", "timestamp-attributes"] as const),
          ...([
            "timestamp-content-type",
            "timestamp-digest",
            "timestamp-certificate-id",
            "timestamp-signature",
          ] as const),
        ];
        await expect(verify(der), where).rejects.toSatisfy(({ code }) => codes.includes(code));
      }
    }
  });

  test("in the statement of the time, but parameters of a hash", () => {
    const { tolerated, codes } = readEdits(derEdits(infoBytes), readTstInfo);
    expect(tolerated).toEqual([".2.0]"]);
    expect(codes).toEqual(["der-malformed", "timestamp-invalid"]);
  });

  test("in the signer's unsigned attributes, which may be there under their tag alone", async () => {
    const withField = (field: Uint8Array) => editedSigner((members) => [...members, field]);
    await verify(withField(implicit(1, set())));
    await expectFault("timestamp-invalid", () => verify(withField(implicit(2, set()))));
    await expectFault("timestamp-invalid", () =>
      verify(editedSigner((own) => [...own, implicit(1, set()), nullValue()])),
    );
  });

  test.each([
    [
      "the certificate identifier",
      certificateId(honest.der),
      2,
      ["der-malformed", "timestamp-attributes", "timestamp-certificate-id"],
    ],
    [
      "the message digest",
      attribute(MESSAGE_DIGEST, hashed("sha256", infoBytes)),
      1,
      ["der-malformed", "timestamp-attributes", "timestamp-digest"],
    ],
  ] as const)("in %s, although the authority signed it", async (_, own, at, codes) => {
    for (const { where, der } of derEdits(own)) {
      // A second identifier, or fields of the certificate's issuer, may follow.
      if (/^\.1\.0(\.0)*\]$/.test(where)) continue;
      const changed = stamped({ attributes: (all) => all.with(at, der) });
      await expect(verify(changed), where).rejects.toSatisfy(({ code }) => codes.includes(code as never));
    }
  });
});

/** The response with other members of its SignerInfo, which no signature covers. */
function editedSigner(edit: (members: readonly Uint8Array[]) => readonly Uint8Array[]): Uint8Array {
  const replace = (der: Uint8Array, [at, ...below]: readonly number[]): Uint8Array => {
    const node = readDer(der);
    const raw = node.children().map((one) => one.raw);
    const members = at === undefined ? edit(raw) : raw.with(at, replace(raw[at]!, below));
    return Buffer.concat([Buffer.of(node.tag), sequence(...members).subarray(1)]);
  };
  return replace(stamped(), [1, 1, 0, 3, 0]);
}

describe("among several timestamps", () => {
  const later = stamped({ info: (own) => own.with(4, generalizedTime(SIGNED_AT + 1)) });
  const other = testStamper(issuer, { serial: integer(0x4712) });

  test("there may be none", () => {
    expect(knownTokens([], [anchor(honest)])).toEqual([]);
  });

  test("an authority may say two times, and two authorities one", () => {
    expect(knownTokens([stamped(), later], [anchor(honest)])).toHaveLength(2);
    expect(knownTokens([stamped(), stamped({}, other)], [anchor(honest), anchor(other)])).toHaveLength(2);
  });

  test("each counts once, however often its authority is in the root", () => {
    expect(knownTokens([stamped()], [anchor(honest), anchor(honest)])).toHaveLength(1);
  });

  test("none may be twice, not even of an authority that nobody knows", async () => {
    const stranger = stamped({}, other);
    await expectFault("timestamp-invalid", () => knownTokens([stranger, stranger, stamped()], [anchor(honest)]));
  });
});

test("without signed attributes no signature is over anything that says what it is", async () => {
  const token = { ...readTimestampToken(stamped()), signedAttributes: undefined };
  const key = readX509Certificate(honest.der).publicKey;
  await expectFault("timestamp-signature", () => requireTokenSignature(token, key, nodeCryptography));
});

test("an authority without a certificate is not known", async () => {
  const token = readTimestampToken(stamped());
  const authority = { ...anchor(honest), certificates: [] };
  expect(() => knownTokens([stamped()], [authority])).toThrow(/does not know/);
  await expectFault("timestamp-authority-unknown", () =>
    verifyTimestamp(token, { bytes: SIGNATURE, authority }, nodeCryptography),
  );
});

describe("a token alone", () => {
  const bare = (edits: TimestampEdits = {}, response = stamped(edits)) => {
    const [, token] = readDer(response).sequence();
    if (token === undefined) throw new Error("there is a token");
    return token.raw;
  };

  test("is read as in its response, and with it the certificates that it embeds, whatever else lies there", () => {
    const response = stamped();
    const { der: _, ...inside } = readTimestampToken(response);
    const own = bare({}, response);
    expect(readBareToken(own)).toEqual({ ...inside, der: own, certificates: [], signedAttributes: expect.anything() });
    const attributeCertificate = implicit(1, sequence(integer(1)));
    const embedded = implicit(0, set(issuer.der, attributeCertificate, honest.der));
    expect(readBareToken(bare({ further: [embedded] })).certificates).toEqual([issuer.der, honest.der]);
    const revoked = implicit(1, set(sequence(integer(1))));
    expect(readBareToken(bare({ further: [revoked] })).certificates).toEqual([]);
    expect(readBareToken(bare({ further: [embedded, revoked] })).certificates).toEqual([issuer.der, honest.der]);
  });

  test("is DER all the way down, and signed data", async () => {
    const indefinite = implicit(0, set(sequence(Uint8Array.of(0x30, 0x80, 0, 0))));
    await expectFault("der-malformed", () => readBareToken(bare({ further: [indefinite] })));
    await expectFault("timestamp-invalid", () => readBareToken(bare({ tokenType: oid("1.2.3") })));
  });

  test("tells how exact its time is, if it says so", () => {
    const accuracy = sequence(integer(1));
    const nonce = integer(5);
    const infoOf = (...more: Uint8Array[]) =>
      readBareToken(bare({ info: (fields) => [...fields, ...more] })).info.accuracy?.raw;
    expect(infoOf(accuracy, nonce)).toEqual(accuracy);
    expect(infoOf(nonce)).toBeUndefined();
    expect(infoOf()).toBeUndefined();
  });
});
