import { resolve } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { signingKeyOptions } from "../options/keys.ts";
import type { OptionValues } from "../options/option-values.ts";

/** A key that signs, as it was named; paths are absolute. */
export interface KeySettings {
  /** A path, or a key behind a plugin: `named` says which. */
  readonly key: { readonly path: string } | { readonly plugin: string };
  readonly passphraseFile: string | undefined;
  readonly chain: string | undefined;
  readonly config: Readonly<Record<string, string>>;
  /** Whether what it signs enters a log. */
  readonly log: boolean;
}

type KeyValues = OptionValues<typeof signingKeyOptions>;

const NAMES = ["key-passphrase-file", "key-chain", "key-config", "key-log"] as const;

/** Undefined without a key, beside which the other options mean nothing. `shown` is how its option is spelled. Fault: `usage`. */
export function keySettings(
  key: string | undefined,
  values: KeyValues,
  { folder, shown }: { readonly folder: string; readonly shown: string },
): KeySettings | undefined {
  if (key === undefined) {
    const stray = NAMES.find((name) => values.isGiven(name));
    if (stray === undefined) return undefined;
    throw new Fault("usage", `${values.spelling(stray)} means nothing without ${shown}`, {
      hint: `remove ${values.spelling(stray)}, or name the key`,
    });
  }
  if (key.includes("-----BEGIN")) throw notAPath(shown);
  const at = (path: string | undefined) => (path === undefined ? undefined : resolve(folder, path));
  const isPlugin = key.startsWith("plugin:") || /^[a-z][a-z0-9_-]*:\/\//.test(key);
  if (isPlugin && (values.isGiven("key-passphrase-file") || values.isGiven("key-chain"))) {
    throw new Fault("usage", "a plugin keeps passphrase and certificates of its key itself", {
      hint: `remove ${values.spelling("key-passphrase-file")} and ${values.spelling("key-chain")}`,
    });
  }
  if (!isPlugin && values.isGiven("key-config")) {
    throw new Fault("usage", `${values.spelling("key-config")} is for a plugin, and the key is a file`);
  }
  return {
    key: isPlugin ? { plugin: key } : { path: resolve(folder, key) },
    ...{ passphraseFile: at(values.text("key-passphrase-file")), chain: at(values.text("key-chain")) },
    config: Object.fromEntries(values.lines("key-config").map(pair)),
    log: values.isOn("key-log"),
  };
}

/** A key where its path belongs would be shown in the message that no file has this name. */
function notAPath(shown: string): Fault {
  return new Fault("usage", `${shown} names a file, and what was given looks like the key itself`, {
    hint: "write it into a file that only this job can read, and name the file",
  });
}

function pair(line: string): [string, string] {
  const found = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.*)$/s.exec(line);
  if (found?.[1] !== undefined && found[2] !== undefined) return [found[1], found[2]];
  throw new Fault("usage", `${printable(line.split("=")[0] ?? "", 80)} is not the name of a setting`, {
    hint: "write it as NAME=VALUE",
  });
}
