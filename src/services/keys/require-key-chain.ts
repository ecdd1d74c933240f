import { X509Certificate } from "node:crypto";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";

const MAX_CERTIFICATES = 8;
const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,65536}-----END CERTIFICATE-----/g;

/**
 * The certificates of a PEM file, DER, of which the first is for the key, valid now, and each is issued by the next. Whom they name is
 * for those to judge who trust the last one. Fault: `certificate-chain-unfit`.
 */
export function requireKeyChain(pem: Uint8Array, publicKey: Uint8Array, now: Date): Uint8Array[] {
  const blocks = new TextDecoder().decode(pem).match(BLOCK) ?? [];
  if (blocks.length === 0) throw unfit("the file holds no certificate");
  if (blocks.length > MAX_CERTIFICATES) throw unfit(`the file holds more than ${MAX_CERTIFICATES}`);
  const certificates = blocks.map(read);
  const [leaf] = certificates;
  if (leaf === undefined || !equalBytes(leaf.publicKey.export({ format: "der", type: "spki" }), publicKey)) {
    throw unfit("the first one is of another key");
  }
  for (const [at, one] of certificates.entries()) {
    if (now < one.validFromDate || now > one.validToDate) throw unfit(`number ${at + 1} is not valid now`);
    const issuer = certificates[at + 1];
    if (issuer === undefined) continue;
    if (!issuer.ca || !one.checkIssued(issuer) || !one.verify(issuer.publicKey)) {
      throw unfit(`number ${at + 2} did not issue the one before`);
    }
  }
  return certificates.map(({ raw }) => Uint8Array.from(raw));
}

function read(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw unfit("one of them cannot be read");
  }
}

function unfit(problem: string): Fault {
  return new Fault("certificate-chain-unfit", `the certificate chain does not fit the key: ${problem}`, {
    hint: "give PEM, the certificate of the key first and its issuers behind it",
  });
}
