import type { DigestAlgorithm } from "../../../crypto/cryptography.ts";
import type { DerNode } from "../../../kernel/der.ts";
import { DER_TAGS, readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { type SignatureAlgorithm, signatureAlgorithm } from "../../x509/signature-algorithm.ts";
import { readTstInfo, type TstInfo } from "./tst-info.ts";

/** An RFC 3161 response as it was read: nothing of it verified. */
export interface TimestampToken {
  readonly der: Uint8Array;
  readonly info: TstInfo;
  /** The bytes of the TSTInfo, which the message digest is over. */
  readonly infoBytes: Uint8Array;
  /** The signing certificate, named by its issuer (DER of the Name) and serial number (content of the INTEGER). */
  readonly signerIssuer: Uint8Array;
  readonly signerSerial: Uint8Array;
  readonly digestAlgorithm: DigestAlgorithm | undefined;
  /** `[0]` of the SignerInfo. */
  readonly signedAttributes: DerNode | undefined;
  readonly algorithm: SignatureAlgorithm | undefined;
  readonly signature: Uint8Array;
}

export const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";

export const DIGEST_ALGORITHMS: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2): granted, around one SignedData (RFC 5652 §5.1) of a TSTInfo with one SignerInfo
 * (§5.3). All of it is DER, the certificates that it embeds too, although nobody reads those: the signer is in the trusted
 * root. BER with indefinite lengths is refused. Faults: `timestamp-invalid`, `der-malformed`.
 */
export function readTimestampToken(der: Uint8Array): TimestampToken {
  const response = readDer(der);
  requireDeepDer(response);
  const [status, token, ...beyond] = response.sequence();
  const [code] = status?.sequence() ?? [];
  // 0 granted, 1 grantedWithMods; every other status comes without a token (F10).
  if (code === undefined || (code.integer() !== 0n && code.integer() !== 1n)) throw malformed("it was not granted");
  if (beyond.length > 0) throw malformed("it is not signed data");
  return { der, ...readSignedData(token) };
}

/** Reads a TimeStampToken alone, as `readTimestampToken`, with the certificates in it, DER in their order; nobody vouches for those. */
export function readBareToken(der: Uint8Array): TimestampToken & { readonly certificates: readonly Uint8Array[] } {
  const token = readDer(der);
  requireDeepDer(token);
  return { der, ...readSignedData(token), certificates: embeddedIn(signedDataIn(token)) };
}

/** RFC 5652 §3. */
function signedDataIn(token: DerNode | undefined): readonly DerNode[] {
  const [type, wrapped, ...more] = token?.sequence() ?? [];
  const signedData = wrapped?.tag === 0xa0 ? wrapped.children() : [];
  if (type?.oid() !== SIGNED_DATA || signedData.length !== 1 || more.length > 0)
    throw malformed("it is not signed data");
  return signedData[0]?.sequence() ?? [];
}

function readSignedData(token: DerNode | undefined): Omit<TimestampToken, "der"> {
  const [, , encapsulated, ...rest] = signedDataIn(token);
  const infoBytes = readEncapsulated(encapsulated);
  return { infoBytes, info: readTstInfo(infoBytes), ...readSigner(rest) };
}

/** RFC 5652 §10.2.3: a set, of which only certificates of X.509 count. */
function embeddedIn(fields: readonly DerNode[]): Uint8Array[] {
  const set = fields.find(({ tag }) => tag === 0xa0);
  return (set?.children() ?? []).filter(({ tag }) => tag === DER_TAGS.sequence).map(({ raw }) => raw);
}

/** RFC 5652 §5.2. */
function readEncapsulated(node: DerNode | undefined): Uint8Array {
  const [type, wrapped, ...beyond] = node?.sequence() ?? [];
  const [content, ...more] = wrapped?.tag === 0xa0 ? wrapped.children() : [];
  if (type?.oid() !== TST_INFO || content === undefined || beyond.length + more.length > 0) {
    throw malformed("it states no time");
  }
  return content.octetString();
}

/** RFC 5652 §5.3, after certificates and revocation lists, which do not count. RFC 3161 §2.4.2: one signer. */
function readSigner(rest: readonly DerNode[]): Omit<TimestampToken, "der" | "info" | "infoBytes"> {
  const [signer, ...others] = rest.at(-1)?.set() ?? [];
  const unread = rest.slice(0, -1);
  if (signer === undefined || others.length > 0) throw malformed("it has not exactly one signer");
  if (unread.some(({ tag }, at) => (tag !== 0xa0 && tag !== 0xa1) || unread[at - 1]?.tag === tag)) {
    throw malformed("its signed data has a field that is not known");
  }
  const [, name, digest, ...fields] = signer.sequence();
  const [issuer, serial, ...beyond] = name?.sequence() ?? [];
  const signedAttributes = fields[0]?.tag === 0xa0 ? fields[0] : undefined;
  const [algorithm, signature, unsigned, ...more] = signedAttributes === undefined ? fields : fields.slice(1);
  if (!issuer || !serial || !digest || !algorithm || !signature || beyond.length + more.length > 0) {
    throw malformed("its signer is incomplete");
  }
  if (unsigned !== undefined && unsigned.tag !== 0xa1) throw malformed("its signer has a field that is not known");
  const digestAlgorithm = DIGEST_ALGORITHMS.get(identifierOf(digest));
  return {
    signerIssuer: issuer.raw,
    signerSerial: serial.content,
    digestAlgorithm,
    signedAttributes,
    algorithm: cmsAlgorithm(identifierOf(algorithm), digestAlgorithm),
    signature: signature.octetString(),
  };
}

/** RFC 3370 §3.2: rsaEncryption as the signature algorithm takes its hash from the digest algorithm. */
function cmsAlgorithm(id: string, digest: DigestAlgorithm | undefined): SignatureAlgorithm | undefined {
  if (id !== RSA_ENCRYPTION) return signatureAlgorithm(id);
  return digest === undefined ? undefined : { key: "rsa", hash: digest };
}

function identifierOf(algorithm: DerNode): string {
  const [id] = algorithm.sequence();
  if (id === undefined) throw malformed("an algorithm is not named");
  return id.oid();
}

/** Every value inside of every constructed one has the form of DER. */
function requireDeepDer(node: DerNode): void {
  if (!node.constructed) return;
  for (const child of node.children()) requireDeepDer(child);
}

function malformed(problem: string): Fault {
  return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}
