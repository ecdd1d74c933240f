import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { KeySettings } from "../settings/key-settings.ts";
import type { SigstoreSetting } from "../surroundings.ts";

interface Signing {
  readonly sigstore: SigstoreSetting;
  readonly key: KeySettings | undefined;
}

/**
 * Refuses what would show a release under embargo to others while it is sealed, and says what they would see. A signing config and the
 * instance of a token are judged once they are read (`requireUntraced`). Fault: `embargo-refused`.
 */
export function refusePublicTrace(values: OptionValues<OptionsOf<"seal">>, { sigstore, key }: Signing): void {
  if (!values.isOn("embargo")) return;
  if (values.isOn("unsafe-public-log")) {
    throw betrayed(`${values.spelling("unsafe-public-log")} lets the name of the repository enter a public log`);
  }
  if (values.lines("images").length > 0 && values.choice("image-format") !== "none") {
    throw new Fault(
      "embargo-refused",
      "signatures would be attached to the images, and whoever reads their registry would see a new release and its digests",
      { hint: advice`seal the images by digest alone, with ${option("image-format", "none")}` },
    );
  }
  if (key !== undefined) {
    if (key.log) throw betrayed(`${values.spelling("key-log")} enters each signature into a log: ${LOGGED}`);
    return;
  }
  if (sigstore.kind === "github" || sigstore.kind === "custom" || sigstore.kind === "local") return;
  const which =
    sigstore.kind === "auto"
      ? "which instance signs is left open, and the public one"
      : `the instance ${sigstore.kind}`;
  throw betrayed(`${which} makes public, at once and for good: ${CERTIFIED}, and ${LOGGED}`);
}

const CERTIFIED = "a certificate with repository, tag, commit and run, in a log of certificates";
const LOGGED = "an entry for each signature, with the digest of what is signed and who signs it";

function betrayed(what: string): Fault {
  return new Fault("embargo-refused", what, {
    hint: advice`sign with ${option("key")}, of which only a timestamp authority hears, with ${option("sigstore", "github")}, or with the signing config of an instance without logs`,
  });
}
