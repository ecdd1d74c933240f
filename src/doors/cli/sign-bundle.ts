import { resolve } from "node:path";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { parseStatement } from "../../domain/attestation/statement.ts";
import { readArtifact } from "../../journeys/verify/read-artifact.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeHex } from "../../kernel/hex.ts";
import type { SigningSession } from "../../ports/signer.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

const MAX_STATEMENT_BYTES = 16 << 20;

/**
 * `capsule sign-bundle`: the client protocol of sigstore-conformance. Signs one file by its digest, or one in-toto
 * statement, and writes the bundle.
 */
export const signBundleCommand: RunCommand<"sign-bundle"> = async ([file = ""], values, io) => {
  const [bundle, identityToken] = [values.text("bundle"), values.text("identity-token")];
  if (bundle === undefined || identityToken === undefined) {
    throw new Fault("usage", "a token to sign with and a bundle to write are needed", {
      hint: "give them with --identity-token and --bundle",
    });
  }
  const config = values.text("signing-config");
  const named = values.isOn("staging") ? "staging" : "public-good";
  const sigstore = config === undefined ? named : { signingConfig: resolve(io.folder, config) };
  const signer = await io.bundleSigner({ sigstore, identityToken });
  const path = resolve(io.folder, file);
  const sign = values.isOn("in-toto") ? await statementSigner(path, io) : await fileSigner(path, io);
  await io.files.write(resolve(io.folder, bundle), await sign(await signer.open()));
  return 0;
};

type Sign = (session: SigningSession) => Promise<Uint8Array>;

/** Everything is read and judged before a token is used. */
async function statementSigner(path: string, io: Console): Promise<Sign> {
  const payload = await io.files.read(path, MAX_STATEMENT_BYTES);
  parseStatement(payload);
  return (session) => session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
}

async function fileSigner(path: string, io: Console): Promise<Sign> {
  const { sha256 } = await readArtifact(path, io.files);
  return (session) => session.signDigest(decodeHex(sha256));
}
