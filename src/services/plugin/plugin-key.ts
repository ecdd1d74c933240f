import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { LastingKey } from "../../ports/lasting-key.ts";
import type { SigningPrograms } from "../../ports/signing-program.ts";
import { kmsKey } from "./kms-key.ts";
import { type NotationOrder, notationKey } from "./notation-key.ts";
import type { PluginKey } from "./plugin-name.ts";

/**
 * The key that a plugin keeps, by whichever of the two contracts there is a program for. Faults: `plugin-missing`, `usage` if there
 * are two programs, and those of `notationKey` and `kmsKey`.
 */
export async function pluginKey(
  { contract, name, keyId }: PluginKey,
  { programs, ...order }: Pick<NotationOrder, "config"> & { readonly programs: SigningPrograms },
): Promise<LastingKey> {
  const find = (which: "notation" | "sigstore-kms") =>
    contract === undefined || contract === which ? programs.find(which, name) : undefined;
  const [notation, kms] = [await find("notation"), await find("sigstore-kms")];
  if (notation !== undefined && kms !== undefined) {
    // A name of letters, digits and few signs.
    throw new Fault("usage", `there are two plugins for it, notation-${name} and sigstore-kms-${name}`, {
      hint: `say which: plugin:notation-${name}:ID or plugin:sigstore-kms-${name}:ID`,
    });
  }
  if (notation !== undefined) return notationKey({ name, keyId, program: notation, ...order });
  if (kms !== undefined) return kmsKey({ name, keyId, program: kms });
  const files = (contract === undefined ? ["notation", "sigstore-kms"] : [contract]).map((one) => `${one}-${name}`);
  throw new Fault("plugin-missing", `there is no program ${printable(files.join(" or "))}`, {
    hint: "notation-NAME belongs into notation/plugins/NAME/ of the folder for configuration, sigstore-kms-NAME on PATH",
  });
}
