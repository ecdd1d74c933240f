import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import { preAuthEncoding } from "../../attestation/dsse.ts";
import type { BundleContent, ParsedLogEntry } from "../bundle.ts";
import { type EntryFacts, type EntrySigner, readEntryFacts } from "./entry-facts.ts";

/** What the entry must be about. */
export interface Logged {
  readonly content: BundleContent;
  readonly signer: EntrySigner;
}

/**
 * Requires that a log entry is about this very signature, content and signer (B03, B19; CVE-2022-36056, CVE-2026-22703).
 * Fault: `log-entry-mismatch`.
 */
export async function requireLogged(entry: ParsedLogEntry, logged: Logged, crypto: Cryptography): Promise<void> {
  const facts = readEntryFacts(entry);
  const { content, signer } = logged;
  if (!equalBytes(facts.signature, content.signature)) throw mismatch("another signature");
  if (!(await sameContent(facts, content, crypto))) throw mismatch("other content");
  if (!sameSigner(facts.signer, signer)) throw mismatch("another signer");
}

/** A message is logged by its digest; an envelope by its payload's, or by that of what was really signed. */
async function sameContent(facts: EntryFacts, content: BundleContent, crypto: Cryptography): Promise<boolean> {
  const { signedDigest, payloadDigest, payloadType } = facts;
  if (content.kind === "message") {
    return signedDigest?.algorithm === content.digest.algorithm && signedDigest.hex === content.digest.hex;
  }
  if (payloadType !== undefined && payloadType !== content.payloadType) return false;
  const sha256Hex = async (bytes: Uint8Array) => encodeHex(await crypto.digest("sha256", bytes));
  if (payloadDigest !== undefined) return payloadDigest === (await sha256Hex(content.payload));
  if (signedDigest?.algorithm !== "sha256") return false;
  return signedDigest.hex === (await sha256Hex(preAuthEncoding(content.payloadType, content.payload)));
}

function sameSigner(logged: EntrySigner, signer: EntrySigner): boolean {
  if ("certificate" in signer) return "certificate" in logged && equalBytes(logged.certificate, signer.certificate);
  return "publicKey" in logged && equalBytes(logged.publicKey, signer.publicKey);
}

function mismatch(what: string): Fault {
  return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}
