import { resolve } from "node:path";
import type { EnvelopeFormat } from "../../domain/notary/envelope/envelope.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import type { notarySigningOptions } from "../options/notary-signing.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { KeySettings } from "./key-settings.ts";

/** How to sign as the Notary Project does. */
export interface NotarySigning {
  readonly key: KeySettings;
  readonly format: EnvelopeFormat;
  readonly expirySeconds: number | undefined;
  readonly timestampUrl: string | undefined;
}

type Values = OptionValues<typeof notarySigningOptions>;

const OTHERS = [
  "notary-passphrase-file",
  "notary-chain",
  "notary-format",
  "notary-expiry",
  "notary-timestamp",
  "notary-config",
] as const;

/** Undefined without a key, beside which the other options mean nothing. Fault: `usage`. */
export function notarySettings(values: Values, { folder }: { readonly folder: string }): NotarySigning | undefined {
  const key = values.text("notary-key");
  if (key === undefined) {
    const stray = OTHERS.find((name) => values.isGiven(name));
    if (stray === undefined) return undefined;
    throw new Fault("usage", `${values.spelling(stray)} means nothing without ${values.spelling("notary-key")}`, {
      hint: `remove ${values.spelling(stray)}, or name the key`,
    });
  }
  const days = values.text("notary-expiry");
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days))
    throw new Fault("usage", `${printable(days)} is not a number of days`);
  const url = values.text("notary-timestamp");
  return {
    ...{ key: keyOf(key, values, folder), format: values.choice("notary-format") },
    expirySeconds: days === undefined ? undefined : Number(days) * 86_400,
    timestampUrl: url === undefined ? undefined : parseWebAddress(url, "the timestamp authority").href,
  };
}

function keyOf(key: string, values: Values, folder: string): KeySettings {
  const [chain, passphrase] = [values.text("notary-chain"), values.text("notary-passphrase-file")];
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path));
  const isPlugin = key.startsWith("plugin:") || /^[a-z][a-z0-9_-]*:\/\//.test(key);
  if (!isPlugin && chain === undefined) {
    throw new Fault("usage", "a Notary signature holds the certificates of its key, and none are named", {
      hint: `name them with ${values.spelling("notary-chain")}, the key's own first and the root last`,
    });
  }
  if (isPlugin && (chain !== undefined || passphrase !== undefined)) {
    throw new Fault("usage", "a plugin keeps passphrase and certificates of its key itself", {
      hint: `remove ${values.spelling("notary-chain")} and ${values.spelling("notary-passphrase-file")}`,
    });
  }
  return {
    key: isPlugin ? { plugin: key } : { path: resolve(folder, key) },
    ...{ passphraseFile: at(passphrase), chain: at(chain), log: false },
    config: Object.fromEntries(values.lines("notary-config").map(pair)),
  };
}

function pair(line: string): [string, string] {
  const found = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.*)$/s.exec(line);
  if (found?.[1] !== undefined && found[2] !== undefined) return [found[1], found[2]];
  throw new Fault("usage", `${printable(line.split("=")[0] ?? "", 80)} is not the name of a setting`, {
    hint: "write it as NAME=VALUE",
  });
}
