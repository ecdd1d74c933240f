import { resolve } from "node:path";
import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { readPublicKey } from "../../domain/sigstore/public-key.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { type ExpectedSigner, verifyBundle } from "../../domain/sigstore/verify-bundle.ts";
import { identityCheck } from "../../domain/verification/identity-check.ts";
import { readArtifact } from "../../journeys/verify/read-artifact.ts";
import { Fault } from "../../kernel/fault.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Console } from "./console.ts";
import type { RunCommand } from "./run-command.ts";

const MAX_BUNDLE_BYTES = 16 << 20;
const MAX_KEY_BYTES = 64 << 10;

/**
 * `capsule verify-bundle`: the client protocol of sigstore-conformance. Verifies one bundle for one file, or for a digest
 * `sha256:HEX` that is no path; says nothing on success.
 */
export const verifyBundleCommand: RunCommand<"verify-bundle"> = async ([file = ""], values, io) => {
  const path = values.text("bundle");
  if (path === undefined) throw new Fault("usage", "no bundle is named", { hint: "give it with --bundle" });
  const instance = values.isOn("staging") ? "staging" : "public-good";
  const given = values.text("trusted-root");
  const { trust } = await io.verifyPorts({
    trustedRoot: given === undefined ? undefined : resolve(io.folder, given),
    instances: [instance],
    progress: io.progress(true),
  });
  const [root] = await trust.trustedRoots();
  if (root === undefined) throw new Fault("internal", "no trusted root was chosen");
  verifyBundle({
    trust: parseTrustedRoot(root.bytes),
    bundle: parseBundle(await io.files.read(resolve(io.folder, path), MAX_BUNDLE_BYTES)),
    signer: await expectedSigner(values, io),
    artifact: await artifactOf(file, io),
  });
  return 0;
};

async function expectedSigner(values: OptionValues<OptionsOf<"verify-bundle">>, io: Console): Promise<ExpectedSigner> {
  const [subjectAlternativeName, issuer, key] = [values.text("identity"), values.text("issuer"), values.text("key")];
  if (key !== undefined && subjectAlternativeName === undefined && issuer === undefined) {
    return { kind: "key", publicKey: readPublicKey(await io.files.read(resolve(io.folder, key), MAX_KEY_BYTES)) };
  }
  if (key !== undefined || subjectAlternativeName === undefined || issuer === undefined) {
    throw new Fault("usage", "who must have signed is not said, or twice", {
      hint: "give --certificate-identity and --certificate-oidc-issuer, or --key",
    });
  }
  return { kind: "certificate", check: identityCheck({ kind: "exact", subjectAlternativeName, issuer }) };
}

/** A file of that very name comes first, as the protocol asks. */
async function artifactOf(text: string, io: Console): Promise<ArtifactDigests> {
  const path = resolve(io.folder, text);
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(text) ?? [];
  if (hex !== undefined && (await io.files.facts(path)) === undefined) return { sha256: hex };
  return readArtifact(path, io.files);
}
