import { describe, expect, test } from "vitest";
import { boolean, integer, octetString, oid, sequence } from "../../../src/kernel/der-writer.ts";
import { parseTimestampRequest, readTimestampRequest } from "../../../src/services/local/timestamp-request.ts";
import { expectFault } from "../../expect-fault.ts";

const SHA256 = "2.16.840.1.101.3.4.2.1";
const digest = new Uint8Array(32).fill(7);
const imprint = sequence(sequence(oid(SHA256)), octetString(digest));

describe("a request in DER", () => {
  test("may ask for a nonce and the certificate", () => {
    const der = sequence(integer(1), imprint, oid("1.2.3"), integer(99n), boolean(true));
    expect(readTimestampRequest(der)).toEqual({
      hashAlgorithm: SHA256,
      hashedMessage: digest,
      nonce: 99n,
      certificate: true,
    });
    expect(readTimestampRequest(sequence(integer(1), imprint))).toMatchObject({ nonce: undefined, certificate: false });
  });

  test.each([
    ["another version", sequence(integer(2), imprint)],
    ["no imprint", sequence(integer(1))],
    [
      "a digest that is too short",
      sequence(integer(1), sequence(sequence(oid(SHA256)), octetString(new Uint8Array(20)))),
    ],
    ["SHA-1", sequence(integer(1), sequence(sequence(oid("1.3.14.3.2.26")), octetString(new Uint8Array(20))))],
  ])("is refused with %s", async (_, der) => {
    await expectFault("local-service-refused", () => readTimestampRequest(der));
  });

  test("is refused where it is no DER", async () => {
    await expectFault("der-malformed", () => readTimestampRequest(Uint8Array.of(0x30, 0x80, 0, 0)));
    await expectFault("der-malformed", () => readTimestampRequest(integer(1)));
  });
});

describe("a request in JSON", () => {
  const artifactHash = Buffer.from(digest).toString("base64");

  test("is the same as one in DER", () => {
    const json = JSON.stringify({ artifactHash, hashAlgorithm: "sha256", nonce: 99, certificates: true });
    const der = sequence(integer(1), imprint, integer(99n), boolean(true));
    expect(parseTimestampRequest(Buffer.from(json))).toEqual(readTimestampRequest(der));
  });

  test.each(["sha1", "md5", ""])("is refused with the algorithm %j", async (hashAlgorithm) => {
    const json = Buffer.from(JSON.stringify({ artifactHash, hashAlgorithm }));
    await expectFault("local-service-refused", () => parseTimestampRequest(json));
  });
});
