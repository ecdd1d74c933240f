import { resolve } from "node:path";
import { signOneBundle } from "../../journeys/bundle/sign-bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { keySettings } from "../settings/key-settings.ts";
import type { RunCommand } from "./run-command.ts";

/**
 * `capsule sign-bundle`: the client protocol of sigstore-conformance. Signs one file by its digest, or one in-toto
 * statement, and writes the bundle.
 */
export const signBundleCommand: RunCommand<"sign-bundle"> = async ([file = ""], values, io) => {
  const [bundle, identityToken] = [values.text("bundle"), values.text("identity-token")];
  const key = keySettings(values.text("key"), values, { folder: io.folder, shown: values.spelling("key") });
  if (bundle === undefined || (identityToken === undefined) === (key === undefined)) {
    throw new Fault("usage", "a token or a key to sign with and a bundle to write are needed", {
      hint: `give ${values.spelling("bundle")}, and one of ${values.spelling("identity-token")} and ${values.spelling("key")}`,
    });
  }
  const config = values.text("signing-config");
  // Nobody is asked about a key, unless an instance is named.
  const named = values.isOn("staging") ? "staging" : key === undefined ? "public-good" : "none";
  const sigstore = config === undefined ? named : { signingConfig: resolve(io.folder, config) };
  const signer = await io.bundleSigner({ sigstore, by: key ?? { identityToken: identityToken ?? "" } });
  const order = {
    path: resolve(io.folder, file),
    kind: values.isOn("in-toto") ? "statement" : "file",
    bundle: resolve(io.folder, bundle),
  } as const;
  await signOneBundle(order, { files: io.files, crypto: io.crypto, signer });
  return 0;
};
