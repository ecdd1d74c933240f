import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDer } from "../../../src/kernel/der.ts";
import { explicit, generalizedTime, integer, octetString, oid, sequence, set } from "../../../src/kernel/der-writer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { HttpRequest } from "../../../src/ports/http.ts";
import { requestTimestamp } from "../../../src/services/sigstore/timestamp-authority.ts";
import { readTimestamp } from "../../../src/services/sigstore/timestamp-response.ts";
import { expectFault } from "../../expect-fault.ts";
import { openssl, scratchFolder } from "../../openssl.ts";
import { type Answer, scriptedHttp } from "../../scripted-http.ts";
import { testClock } from "../../test-clock.ts";

const SIGNATURE = Buffer.from("a signature");
const NOW = Date.parse("2026-11-21T07:00:00Z") / 1000;
const SHA_256 = "2.16.840.1.101.3.4.2.1";
const ORDER = {
  url: "https://tsa.example/api/v1/timestamp",
  signature: SIGNATURE,
  window: { notBefore: NOW, notAfter: NOW + 600 },
};

/** What a timestamp says, as far as a client looks; the signature around it is not made. */
interface Parts {
  status?: number;
  imprint?: Uint8Array;
  algorithm?: string;
  nonce?: bigint | undefined;
  seconds?: number;
  type?: string;
}

function response({ status = 0, imprint = sha256(SIGNATURE), algorithm = SHA_256, ...rest }: Parts): Uint8Array {
  const { nonce, seconds = NOW, type = "1.2.840.113549.1.9.16.1.4" } = rest;
  const info = sequence(
    integer(1),
    oid("1.3.6.1.4.1.57264.2"),
    sequence(sequence(oid(algorithm)), octetString(imprint)),
    integer(7),
    generalizedTime(seconds),
    ...(nonce === undefined ? [] : [integer(nonce)]),
  );
  const signedData = sequence(integer(3), set(), sequence(oid(type), explicit(0, octetString(info))), set());
  return sequence(sequence(integer(status)), sequence(oid("1.2.840.113549.1.7.2"), explicit(0, signedData)));
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

function nonceOf(request: HttpRequest): bigint {
  return readDer(request.body as Uint8Array)
    .sequence()[2]!
    .integer();
}

/** Asks an authority that answers with these parts and the nonce of the request. */
function ask(parts: Parts | ((request: HttpRequest) => Answer)) {
  const http = scriptedHttp((request) =>
    typeof parts === "function" ? parts(request) : { body: response({ nonce: nonceOf(request), ...parts }) },
  );
  return { http, timestamp: () => requestTimestamp(ORDER, { http, clock: testClock() }) };
}

test("openssl reads our request: the imprint, a nonce, and the wish for the certificate", async () => {
  const { http, timestamp } = ask({});
  await timestamp();
  const [request] = http.requests;
  expect(request?.headers?.["content-type"]).toBe("application/timestamp-query");
  const path = join(scratchFolder(), "request.tsq");
  writeFileSync(path, request?.body as Uint8Array);
  const text = openssl(["ts", "-query", "-in", path, "-text"]).toString();
  expect(text).toContain("Hash Algorithm: sha256");
  expect(text).toMatch(/Nonce: 0x[0-9A-F]{8,16}/);
  expect(text).toContain("Certificate required: yes");
});

test("no two requests have the same nonce", async () => {
  const { http, timestamp } = ask({});
  await Promise.all([timestamp(), timestamp(), timestamp()]);
  expect(new Set(http.requests.map(nonceOf)).size).toBe(3);
});

test("takes a granted timestamp within the certificate's validity, both ends included", async () => {
  for (const seconds of [NOW, NOW + 0.5, NOW + 600])
    expect((await ask({ seconds }).timestamp()).length).toBeGreaterThan(50);
});

test.each([NOW - 6, NOW + 601])("refuses a timestamp of %i (F09)", async (seconds) => {
  await expectFault("timestamp-unexpected", ask({ seconds }).timestamp);
});

test.each([1, 2, 3, 4, 5])("refuses the status %i, which is not a plain grant (F10)", async (status) => {
  await expectFault("timestamp-refused", ask({ status }).timestamp);
});

test("a rejection without a token is a refusal (F10)", async () => {
  await expectFault("timestamp-refused", ask(() => ({ body: sequence(sequence(integer(2))) })).timestamp);
  await expectFault("timestamp-refused", ask(() => ({ body: sequence(sequence(integer(0))) })).timestamp);
});

test.each<[string, Parts]>([
  ["other bytes", { imprint: sha256(Buffer.from("other")) }],
  ["another hash", { algorithm: "2.16.840.1.101.3.4.2.3" }],
  ["another nonce", { nonce: 1n }],
  ["no nonce", { nonce: undefined }],
])("refuses a timestamp over %s", async (_what, parts) => {
  await expectFault("timestamp-unexpected", ask(parts).timestamp);
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["HTML", Buffer.from("<html>")],
  ["another content type", response({ type: "1.2.840.113549.1.7.1" })],
  ["a cut response", response({}).subarray(0, -1)],
  ["something behind it", Buffer.concat([response({}), Buffer.alloc(1)])],
])("refuses %s", async (_what, body) => {
  await expectFault("response-malformed", ask(() => ({ body })).timestamp);
});

test.each([400, 404])("an authority that answers %i is asked once", async (status) => {
  const { http, timestamp } = ask(() => ({ status }));
  await expectFault("timestamp-refused", timestamp);
  expect(http.requests).toHaveLength(1);
});

test("whatever the bytes, the answer is a time or a fault", () => {
  const valid = response({ nonce: 5n });
  const changed = fc.tuple(fc.nat(valid.length - 1), fc.nat(255)).map(([at, byte]) => valid.with(at, byte));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), changed), (body) => {
      try {
        readTimestamp(body, { imprint: sha256(SIGNATURE), nonce: 5n });
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});
