import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { PluginContract } from "../../ports/signing-program.ts";

/** A key behind a plugin, as a person names it. */
export interface PluginKey {
  /** Undefined if either contract will do. */
  readonly contract: PluginContract | undefined;
  readonly name: string;
  readonly keyId: string;
}

/**
 * Reads how a key behind a plugin is named, undefined for anything else, such as a path:
 *
 *     plugin:softhsm:01                 by whichever contract there is a program for
 *     plugin:notation-softhsm:01        by Notary's contract
 *     plugin:sigstore-kms-softhsm:01    by Sigstore's, which cosign spells softhsm://01
 *
 * Fault: `usage` for a name that begins so and goes on otherwise.
 */
export function parsePluginKey(text: string): PluginKey | undefined {
  const cosign = /^([a-z][a-z0-9_-]{0,63}):\/\/(.{1,2048})$/.exec(text);
  if (cosign !== null) return { contract: "sigstore-kms", name: cosign[1] ?? "", keyId: cosign[2] ?? "" };
  if (!text.startsWith("plugin:")) return undefined;
  const found = /^plugin:(notation-|sigstore-kms-)?([A-Za-z0-9][A-Za-z0-9._-]{0,63}):(.{1,2048})$/.exec(text);
  if (found?.[2] === undefined || found[3] === undefined) {
    throw new Fault("usage", `${printable(text)} does not name a key behind a plugin`, {
      hint: "write it as plugin:NAME:ID",
    });
  }
  const contract = found[1] === "notation-" ? "notation" : found[1] === "sigstore-kms-" ? "sigstore-kms" : undefined;
  return { contract, name: found[2], keyId: found[3] };
}
