import {
  KEY_SPECS,
  NOW,
  SUBJECT,
  testChain,
  testEnvelope,
  testKey,
  testName,
  testTrust,
} from "../../../__tests__/signing/test-notary.ts";
import { testInvalidSince, testList, testOcsp, testRevoked } from "../../../__tests__/signing/test-revocation.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha1 } from "../../../src/crypto/node-digest.ts";
import { readEnvelope } from "../../../src/domain/notary/envelope/read-envelope.ts";
import { formatTargetArtifact, readTargetArtifact } from "../../../src/domain/notary/envelope/target-artifact.ts";
import { judgeOcsp, type OcspQuestion } from "../../../src/domain/notary/revocation/judge-ocsp.ts";
import { readOcspResponse } from "../../../src/domain/notary/revocation/ocsp-response.ts";
import { readRevocationList } from "../../../src/domain/notary/revocation/revocation-list.ts";
import { parseDistinguishedName, subjectName } from "../../../src/domain/notary/trust/distinguished-name.ts";
import { parseTrustPolicy } from "../../../src/domain/notary/trust/trust-policy.ts";
import { verifyNotary } from "../../../src/domain/notary/verify-notary.ts";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import { formatCbor, parseCbor } from "../../../src/kernel/cbor.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FuzzTarget } from "../target.ts";
import { encode, json } from "./seeds.ts";

/** What Notary Project's tools write: envelopes, their payloads, trust policies, names and lists of what was revoked. */
export async function notaryTargets(): Promise<readonly FuzzTarget[]> {
  const [jws, cose] = (["jws", "cose"] as const).map((format) =>
    KEY_SPECS.slice(0, 4).map((spec) => testEnvelope({ format, key: testKey(spec), expiry: 1_800_000_000 })),
  ) as [Uint8Array[], Uint8Array[]];
  const target = { mediaType: "a/b", digest: `sha256:${"5".repeat(64)}`, size: 1, annotations: { a: "b" } };
  return [
    { name: "kernel/cbor", seeds: cose, read: parsedAgain },
    { name: "notary/jws", seeds: jws, read: (bytes) => readEnvelope(bytes, "jws") },
    { name: "notary/cose", seeds: cose, read: (bytes) => readEnvelope(bytes, "cose") },
    {
      name: "notary/verify",
      seeds: cose,
      read: (bytes) => verifyNotary({ bytes, format: "cose", trust: testTrust() }, nodeCryptography),
    },
    { name: "notary/target-artifact", seeds: [formatTargetArtifact(target)], read: readTargetArtifact },
    { name: "notary/trust-policy", seeds: policies(), read: (bytes) => parseTrustPolicy(bytes, "oci") },
    {
      name: "notary/name",
      seeds: [encode(String.raw`C=US, ST=WA, O=a\, b\c3\bc`)],
      read: (bytes) => parseDistinguishedName(Buffer.from(bytes).toString()),
    },
    { name: "notary/subject", seeds: [testName(SUBJECT)], read: subjectName },
    { name: "notary/revocation-list", seeds: [testList([testRevoked(7)])], read: readRevocationList },
    { name: "notary/ocsp-response", seeds: answers(), read: readOcspResponse },
    {
      name: "notary/ask-revocation",
      seeds: answers(),
      read: (bytes) => judgeOcsp(readOcspResponse(bytes), question(), nodeCryptography),
    },
  ];
}

/** What was read is written, and read as the same. */
function parsedAgain(bytes: Uint8Array): unknown {
  const written = formatCbor(parseCbor(bytes));
  if (Buffer.compare(written, formatCbor(parseCbor(written))) !== 0) throw new Fault("internal", "CBOR has two forms");
  return written;
}

function policies(): Uint8Array[] {
  const statement = {
    name: "a",
    registryScopes: ["ghcr.io/a/b"],
    signatureVerification: { level: "strict", override: { expiry: "log" }, verifyTimestamp: "always" },
    trustStores: ["ca:a", "tsa:b"],
    trustedIdentities: ["x509.subject: C=US, ST=WA, O=a"],
  };
  return json({ version: "1.0", trustPolicies: [statement, { ...statement, name: "b", registryScopes: ["*"] }] });
}

function answers(): Uint8Array[] {
  const since = testInvalidSince(NOW / 1000 - 30);
  return [
    testOcsp(),
    testOcsp({ state: "revoked", byKey: true, extensions: [since] }),
    testOcsp({ certificates: [testChain()[0]] }),
  ];
}

function question(): OcspQuestion {
  const [certificate, issuer] = testChain().map(readX509Certificate);
  if (certificate === undefined || issuer === undefined) throw new Fault("internal", "a chain has two");
  return { certificate, issuer, now: NOW, signedAt: NOW, sha1 };
}
