import type { RootPredicate } from "../capsule/root-schema.ts";
import type { ExternalInput } from "./manifest.ts";

/** External inputs as the root statement lists them; `checkInputs` says which are wrong. */
export function inputPins(inputs: readonly ExternalInput[]): RootPredicate["pins"] {
  return inputs.flatMap(({ source, pin }) => {
    const [, algorithm = "gitCommit", hex] = /^(?:(sha256|sha512):)?([0-9a-f]+)$/.exec(pin) ?? [];
    return hex === undefined ? [] : [{ uri: source, digest: { [algorithm]: hex } }];
  });
}
