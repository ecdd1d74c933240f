import { createHash } from "node:crypto";
import {
  explicit,
  generalizedTime,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
} from "../../kernel/der-writer.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HttpResponse } from "../../ports/http.ts";
import { ECDSA_SHA256, formatName, formatTbsCertificate, signCertificate } from "./certificate.ts";
import { createRoot, serialsOf } from "./certificate-authority.ts";
import { FOR_TIME_STAMPING, leafExtensions } from "./certificate-extensions.ts";
import { epochSeconds } from "./epoch-seconds.ts";
import type { ServiceRequest } from "./service-request.ts";
import { createSigningKey, type SigningKey } from "./signing-key.ts";
import { parseTimestampRequest, readTimestampRequest, type TimestampRequest } from "./timestamp-request.ts";

/** The policy of Sigstore's timestamp authorities. */
const POLICY = "1.3.6.1.4.1.57264.2";
const SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"));
const TST_INFO = "1.2.840.113549.1.9.16.1.4";

/** An RFC 3161 timestamp authority with a certificate chain of its own. */
export interface TimestampAuthority {
  /** DER of the signing certificate and its root. */
  readonly chain: readonly Uint8Array[];
  /** DER of a granted TimeStampResp (§2.4.2). The time is in whole seconds. */
  stamp(request: TimestampRequest): Uint8Array;
}

export function createTimestampAuthority(organization: string, clock: Clock): TimestampAuthority {
  const root = createRoot(organization, "capsule-tsa-root", clock);
  const key = createSigningKey();
  const serial = root.nextSerial();
  const certificate = signCertificate(
    formatTbsCertificate({
      ...root.validity,
      serial,
      issuer: root.name,
      subject: formatName(organization, "capsule-tsa"),
      publicKey: key.publicKey,
      // §2.3: one extended key usage, critical.
      extensions: leafExtensions(key.id, root.key, { oid: FOR_TIME_STAMPING, critical: "critical" }),
    }),
    root.key,
  );
  const signer: Signer = { key, certificate, issuer: root.name, serial };
  const nextSerial = serialsOf(key);
  return {
    chain: [certificate, root.certificate],
    stamp(request) {
      const info = formatTstInfo(request, { seconds: epochSeconds(clock), serial: nextSerial() });
      return sequence(sequence(integer(0)), formatToken(info, signer, request.certificate));
    },
  };
}

/** Answers a POST to the one address of the authority: a request in DER or, by its content type, in JSON. */
export function answerTimestamp(
  { authority, address }: { authority: TimestampAuthority; address: string },
  { method, url, contentType, body }: ServiceRequest,
): HttpResponse | undefined {
  if (method !== "POST" || url.href !== address) return undefined;
  const isJson = contentType.startsWith("application/json");
  const request = isJson ? parseTimestampRequest(body) : readTimestampRequest(body);
  const headers = new Map([["content-type", "application/timestamp-reply"]]);
  return { status: 201, headers, body: authority.stamp(request) };
}

interface Signer {
  readonly key: SigningKey;
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
}

/** TSTInfo (§2.4.2). */
function formatTstInfo(
  request: TimestampRequest,
  { seconds, serial }: { readonly seconds: number; readonly serial: Uint8Array },
): Uint8Array {
  return sequence(
    integer(1),
    oid(POLICY),
    sequence(sequence(oid(request.hashAlgorithm)), octetString(request.hashedMessage)),
    integer(serial),
    generalizedTime(seconds),
    ...(request.nonce === undefined ? [] : [integer(request.nonce)]),
  );
}

/** The TSTInfo as CMS SignedData of version 3, since its content is not plain data (RFC 5652 §5.1). */
function formatToken(info: Uint8Array, signer: Signer, withCertificate: boolean): Uint8Array {
  const signedData = sequence(
    integer(3),
    set(SHA256),
    sequence(oid(TST_INFO), explicit(0, octetString(info))),
    ...(withCertificate ? [implicit(0, set(signer.certificate))] : []),
    set(formatSignerInfo(info, signer)),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), explicit(0, signedData));
}

/** RFC 5652 §5.3 and §5.4: what is signed is the set of attributes; in the structure its tag is [0]. */
function formatSignerInfo(info: Uint8Array, signer: Signer): Uint8Array {
  const attributes = set(
    attribute("1.2.840.113549.1.9.3", oid(TST_INFO)),
    attribute("1.2.840.113549.1.9.4", octetString(createHash("sha256").update(info).digest())),
    attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(formatCertificateId(signer)))),
  );
  return sequence(
    integer(1),
    sequence(signer.issuer, integer(signer.serial)),
    SHA256,
    implicit(0, attributes),
    ECDSA_SHA256,
    octetString(signer.key.sign(attributes)),
  );
}

/** ESSCertIDv2 (RFC 5035 §4); SHA-256 is the default and left out. */
function formatCertificateId({ certificate, issuer, serial }: Signer): Uint8Array {
  const hash = octetString(createHash("sha256").update(certificate).digest());
  return sequence(hash, sequence(sequence(explicit(4, issuer)), integer(serial)));
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), set(value));
}
