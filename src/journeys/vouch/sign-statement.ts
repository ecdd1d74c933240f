import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { formatStatement, type Statement } from "../../domain/attestation/statement.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { requireStatement } from "../../domain/sigstore/signed-statement.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { underOne } from "../../domain/verification/trust-bundles.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Signer } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";

export interface StatementPorts {
  readonly crypto: Cryptography;
  readonly signer: Signer;
  /** Under which the signer's instance is verified. */
  readonly signerTrust: Trust;
}

export interface SignedForLog {
  /** Hex SHA-256: by it other statements refer to this one. */
  readonly payload: string;
  /** Who signed, as a reader will find. */
  readonly signer: { readonly identity: string; readonly issuer: string | null };
}

/**
 * A statement about a release or a log, signed.
 *
 *   1. sign   it
 *   2. read   it back, as whoever reads the log will
 *
 * Faults: `self-verification`, those of the signer.
 */
export async function signedStatement(
  statement: Statement,
  { crypto, signer, signerTrust }: StatementPorts,
): Promise<SignedForLog & { readonly bytes: Uint8Array }> {
  const payload = formatStatement(statement);
  /* 1 */ const session = await signer.open();
  const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
  /* 2 */ const trusted = (await signerTrust.trustedRoots()).map((found) => ({
    ...{ root: parseTrustedRoot(found.bytes), origin: found.origin, dated: found.dated, mayBeOutdated: undefined },
  }));
  const anybody = { kind: "certificate", require: () => undefined } as const;
  const order = { bundle: parseBundle(bytes), signer: anybody, artifact: "unbound" } as const;
  const { bundle } = await underOne(trusted, crypto)(order);
  requireStatement(bundle.content, "what was signed");
  if (bundle.signer.kind !== "certificate") throw new Fault("self-verification", "what was signed has no certificate");
  const { subjectAlternativeName, issuer } = bundle.signer.certificate;
  return {
    bytes,
    payload: await digestHex("sha256", payload, crypto),
    signer: { identity: subjectAlternativeName.value, issuer: issuer ?? null },
  };
}
