import { DER_TAGS, readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { EXTENSION, type Extensions } from "../../x509/extensions.ts";

/** A signed certificate timestamp (RFC 6962 §3.2), as it was read. */
export interface CertificateTimestamp {
  readonly logId: Uint8Array;
  /** The 8 bytes as they are signed, and their value in milliseconds since 1970. */
  readonly time: Uint8Array;
  readonly milliseconds: number;
  readonly extensions: Uint8Array;
  readonly key: "ec" | "rsa";
  readonly signature: Uint8Array;
}

/** SignatureAlgorithm of RFC 5246 §7.4.1.4.1. */
const KEYS: ReadonlyMap<number, CertificateTimestamp["key"]> = new Map([
  [1, "rsa"],
  [3, "ec"],
]);
const SHA256 = 4;
/** More than any certificate has. */
const MAX_TIMESTAMPS = 16;

/**
 * The certificate timestamps in a certificate, none if the extension is absent: RFC 6962 §3.3, a list of TLS encoding inside
 * an OCTET STRING inside the extension's. Fault: `certificate-transparency`.
 */
export function readCertificateTimestamps(extensions: Extensions): CertificateTimestamp[] {
  const extension = extensions.get(EXTENSION.certificateTimestamps);
  if (extension === undefined) return [];
  const node = readDer(extension.value);
  if (node.tag !== DER_TAGS.octetString) throw malformed("the list is not an octet string");
  const list = new TlsReader(node.content);
  const items = new TlsReader(list.opaque());
  list.end();
  const timestamps: CertificateTimestamp[] = [];
  while (!items.atEnd) timestamps.push(readTimestamp(items.opaque()));
  if (timestamps.length > MAX_TIMESTAMPS) throw malformed(`there are more than ${MAX_TIMESTAMPS}`);
  return timestamps;
}

function readTimestamp(bytes: Uint8Array): CertificateTimestamp {
  const reader = new TlsReader(bytes);
  // §3.2: "Version … v1(0)"; what a later version means is not known.
  if (reader.number(1) !== 0) throw malformed("one is not of version 1");
  const logId = reader.take(32);
  const time = reader.take(8);
  const extensions = reader.opaque();
  // §2.1.4: logs sign with SHA-256, by ECDSA on P-256 or by RSA.
  const hash = reader.number(1);
  const key = KEYS.get(reader.number(1));
  if (hash !== SHA256 || key === undefined) throw malformed("one is not signed with SHA-256 by ECDSA or RSA");
  const signature = reader.opaque();
  reader.end();
  return { logId, time, milliseconds: millisecondsOf(time), extensions, key, signature };
}

function millisecondsOf(time: Uint8Array): number {
  return time.reduce((total, byte) => total * 256 + byte, 0);
}

/** Values in the encoding of TLS (RFC 5246 §4). */
class TlsReader {
  private readonly bytes: Uint8Array;
  private place = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get atEnd(): boolean {
    return this.place === this.bytes.length;
  }

  take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.place, this.place + count);
    if (taken.length < count) throw malformed("one ends too early");
    this.place += count;
    return taken;
  }

  number(width: 1 | 2): number {
    return this.take(width).reduce((total, byte) => total * 256 + byte, 0);
  }

  /** A vector with a length of two bytes. */
  opaque(): Uint8Array {
    return this.take(this.number(2));
  }

  end(): void {
    if (!this.atEnd) throw malformed("something follows");
  }
}

function malformed(problem: string): Fault {
  return new Fault("certificate-transparency", `the certificate timestamps are malformed: ${problem}`);
}
