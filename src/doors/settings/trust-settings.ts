import { resolve } from "node:path";
import type { EmbeddedInstance } from "../../domain/sigstore/embedded-roots.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import type { VerifySettings } from "../surroundings.ts";

const BUILT_IN: ReadonlyMap<string, readonly EmbeddedInstance[]> = new Map([
  // Staging signs for anybody's tests; nobody trusts it without naming it.
  ["auto", ["public-good", "github"]],
  ["public-good", ["public-good"]],
  ["public-good-rekor-v2", ["public-good"]],
  ["github", ["github"]],
  ["staging", ["staging"]],
]);

/** Under which trusted roots to verify: the file that is named, else built-in ones. Fault: `usage`. */
export function trustSettings(
  values: OptionValues<Reworded<Pick<OptionsOf<"verify">, "trusted-root" | "sigstore" | "online">>>,
  folder: string,
): Pick<VerifySettings, "trustedRoot" | "instances" | "online"> {
  const path = values.text("trusted-root");
  const online = values.isOn("online");
  if (path !== undefined && online) {
    throw new Fault("usage", "a trusted root from a file and one from the network exclude each other");
  }
  if (path !== undefined) return { trustedRoot: resolve(folder, path), instances: [] };
  const sigstore = values.text("sigstore");
  const instances = BUILT_IN.get(sigstore);
  if (instances === undefined) {
    throw new Fault("usage", `no trusted root is built in for ${printable(sigstore)}`, { hint: "give trusted-root" });
  }
  return { trustedRoot: undefined, instances, online };
}
