import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLocalSigstore, LOCAL_IDENTITY } from "../../../src/services/local/local-sigstore.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { certificateRequest, servicesOf } from "./sign-with.ts";

const local = createLocalSigstore({ clock: systemClock });
const { authority, log, timestamps } = servicesOf(local.signingConfig);
const urls = [`${authority}/api/v2/signingCert`, `${log}/api/v1/log/entries`, timestamps];

async function statusOf(url: string, body: Uint8Array, contentType: string): Promise<number> {
  const headers = { "content-type": contentType };
  return (await local.http.request({ method: "POST", url, headers, body })).status;
}

const contentTypes = fc.constantFrom("application/json", "application/timestamp-query", "");

test("bytes that are no request are refused, never a defect", async () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc.json({ maxDepth: 3 }).map((text) => new TextEncoder().encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...urls), bodies, contentTypes, async (url, body, contentType) => {
      expect(await statusOf(url, body, contentType)).toBe(400);
    }),
  );
});

test("a request for a certificate with one byte changed gives none, or the same one", async () => {
  const { request, privateKey } = await certificateRequest(local.tokens);
  const bytes = Buffer.from(JSON.stringify(request));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const body = Buffer.from(bytes);
      body[at] = body[at]! ^ change;
      const answer = await local.http.request({ method: "POST", url: urls[0]!, body });
      if (answer.status === 400) return;
      // The spelling of the key is covered by no signature: its algorithm's name, line ends, the form of the point.
      const { signedCertificateEmbeddedSct } = JSON.parse(Buffer.from(answer.body).toString());
      const certificate = new X509Certificate(signedCertificateEmbeddedSct.chain.certificates[0]);
      expect(certificate.checkPrivateKey(privateKey)).toBe(true);
      expect(certificate.subjectAltName).toBe(`email:${LOCAL_IDENTITY}`);
    }),
    { numRuns: 500 },
  );
});
