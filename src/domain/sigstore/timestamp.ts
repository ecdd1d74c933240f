import { RFC3161Timestamp } from "@sigstore/core";
import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";

/** What an RFC 3161 response says, nothing of it verified. */
export interface TimestampFacts {
  readonly der: Uint8Array;
  readonly time: Date;
  /** The signing certificate, named by its issuer (content of the Name) and serial number (content of the INTEGER). */
  readonly signerIssuer: Uint8Array;
  readonly signerSerial: Uint8Array;
}

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2) with one CMS SignerInfo (RFC 5652 §5.3). Faults: `timestamp-invalid` where the
 * authority refused or the response is none, `der-malformed`.
 */
export function readTimestamp(der: Uint8Array): TimestampFacts {
  const [status, token] = readDer(der).sequence();
  const [code] = status?.sequence() ?? [];
  // 0 granted, 1 grantedWithMods; every other status comes without a token (F10).
  if (code === undefined || (code.integer() !== 0n && code.integer() !== 1n)) throw invalid("it was not granted");
  const [type, wrapped] = token?.sequence() ?? [];
  if (type?.oid() !== SIGNED_DATA) throw invalid("it holds no signed data");
  const fields = wrapped?.children()[0]?.sequence() ?? [];
  const [signer, ...others] = fields.at(-1)?.set() ?? [];
  const [contentType, content] = fields[2]?.sequence() ?? [];
  if (contentType?.oid() !== TST_INFO || content === undefined) throw invalid("it is about no time");
  const [, name] = signer?.sequence() ?? [];
  const [issuer, serial] = name?.sequence() ?? [];
  if (!issuer || !serial || others.length > 0) throw invalid("it has not exactly one signer");
  const [, , , , time] = readDer(content.children()[0]?.octetString() ?? new Uint8Array()).sequence();
  if (time === undefined) throw invalid("it states no time");
  return { der, time: new Date(time.time()), signerIssuer: issuer.content, signerSerial: serial.content };
}

/** The library's timestamp with our reading of its time: the library knows fractions of exactly three digits only. */
export class ReadTimestamp extends RFC3161Timestamp {
  private readonly time: Date;

  constructor(facts: TimestampFacts) {
    super(RFC3161Timestamp.parse(Buffer.from(facts.der)).root);
    this.time = facts.time;
  }

  override get signingTime(): Date {
    return this.time;
  }
}

function invalid(problem: string): Fault {
  return new Fault("timestamp-invalid", `a timestamp is not valid: ${problem}`);
}
