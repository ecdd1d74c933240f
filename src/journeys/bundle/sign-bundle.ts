import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { parseStatement } from "../../domain/attestation/statement.ts";
import { decodeHex } from "../../kernel/hex.ts";
import type { Files } from "../../ports/files.ts";
import type { Signer, SigningSession } from "../../ports/signer.ts";
import { type ReadingPorts, readArtifact } from "../verify/read-artifact.ts";

const MAX_STATEMENT_BYTES = 16 << 20;

/** Paths are absolute. */
export interface BundleToSign {
  readonly path: string;
  /** What the file is: any file, which is signed by its digest, or an in-toto statement. */
  readonly kind: "file" | "statement";
  /** Where the bundle is written. */
  readonly bundle: string;
}

/**
 * Signs one file or statement with a token that was given, as sigstore-conformance asks.
 *
 *   1. read   and judge what is signed: all of it before the token is used
 *   2. sign   it
 *   3. write  the bundle
 */
export async function signOneBundle(
  { path, kind, bundle }: BundleToSign,
  ports: ReadingPorts & { readonly signer: Signer },
): Promise<void> {
  const { files, signer } = ports;
  const sign = kind === "statement" ? await statementSigner(path, files) : await fileSigner(path, ports);
  await files.write(bundle, await sign(await signer.open()));
}

type Sign = (session: SigningSession) => Promise<Uint8Array>;

async function statementSigner(path: string, files: Files): Promise<Sign> {
  const payload = await files.read(path, MAX_STATEMENT_BYTES);
  parseStatement(payload);
  return (session) => session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
}

async function fileSigner(path: string, ports: ReadingPorts): Promise<Sign> {
  const { digests } = await readArtifact({ path, algorithms: ["sha256"] }, ports);
  return (session) => session.signDigest(decodeHex(digests.sha256));
}
