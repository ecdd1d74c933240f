import { resolve } from "node:path";
import { type VerifyBundleOrder, verifyOneBundle } from "../../journeys/bundle/verify-bundle.ts";
import { Fault } from "../../kernel/fault.ts";
import { faultText } from "../../views/fault/fault-text.ts";
import { asFlag } from "../options/as-flag.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { RunCommand } from "./run-command.ts";

/**
 * `capsule verify-bundle`: the client protocol of sigstore-conformance. Verifies one bundle for one file, or for a digest
 * `sha256:HEX` that is not the path of a file; says nothing on success.
 */
export const verifyBundleCommand: RunCommand<"verify-bundle"> = async ([file = ""], values, io) => {
  const at = (path: string): string => resolve(io.folder, path);
  const bundle = values.text("bundle");
  if (bundle === undefined) {
    throw new Fault("usage", "no bundle is named", { hint: `give it with ${values.spelling("bundle")}` });
  }
  const given = values.text("trusted-root");
  const { crypto, trust } = await io.verifyPorts({
    trustedRoot: given === undefined ? undefined : at(given),
    instances: [values.isOn("staging") ? "staging" : "public-good"],
    progress: io.progress(true),
  });
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(file)?.[1];
  const order = { bundle: at(bundle), artifact: { path: at(file), sha256 }, signer: expectedSigner(values, at) };
  const outdated = await verifyOneBundle(order, { crypto, files: io.files, trust });
  if (outdated === undefined) return 0;
  io.err(`${faultText(outdated, asFlag)}\n`);
  return INCOMPLETE;
};

const INCOMPLETE = 3;

function expectedSigner(
  values: OptionValues<OptionsOf<"verify-bundle">>,
  at: (path: string) => string,
): VerifyBundleOrder["signer"] {
  const [subjectAlternativeName, issuer, key] = [values.text("identity"), values.text("issuer"), values.text("key")];
  if (key !== undefined && subjectAlternativeName === undefined && issuer === undefined) {
    return { kind: "key", path: at(key) };
  }
  if (key === undefined && subjectAlternativeName !== undefined && issuer !== undefined) {
    return { kind: "identity", subjectAlternativeName, issuer };
  }
  throw new Fault("usage", "who must have signed is not said, or twice", {
    hint: "give --certificate-identity and --certificate-oidc-issuer, or --key",
  });
}
