import { Fault } from "../../../kernel/fault.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { LastingKey } from "../../../ports/lasting-key.ts";
import { systemClock } from "../../../world/clock.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { askSecret } from "../../../world/terminal/ask-secret.ts";
import type { KeySettings } from "../../settings/key-settings.ts";

const MAX_KEY_BYTES = 64 << 10;
const MAX_CHAIN_BYTES = 1 << 20;
const MAX_PASSPHRASE_BYTES = 4096;

/** The key that was named, in a file or behind a plugin. Faults: those of `fileKey` and `pluginKey`. */
export async function openSigningKey({ key, passphraseFile, chain, config }: KeySettings): Promise<LastingKey> {
  if ("plugin" in key) {
    const [{ pluginKey }, { parsePluginKey }, { signingPrograms }] = await Promise.all([
      import("../../../services/plugin/plugin-key.ts"),
      import("../../../services/plugin/plugin-name.ts"),
      import("../../../world/signing-programs.ts"),
    ]);
    const named = parsePluginKey(key.plugin);
    if (named === undefined) throw new Fault("internal", "a path was taken for a plugin");
    return pluginKey(named, { config, programs: signingPrograms({ env: process.env }) });
  }
  const { fileKey } = await import("../../../services/keys/file-key.ts");
  return fileKey({
    bytes: await systemFiles.read(key.path, MAX_KEY_BYTES),
    chain: chain === undefined ? undefined : await systemFiles.read(chain, MAX_CHAIN_BYTES),
    passphrase: () => (passphraseFile === undefined ? askSecret("passphrase of the key: ") : firstLine(passphraseFile)),
    now: systemClock.now(),
  });
}

async function firstLine(path: string): Promise<string> {
  const bytes = await systemFiles.read(path, MAX_PASSPHRASE_BYTES).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    // What stands there may be the passphrase itself, so it is not shown.
    throw new Fault(error.code, "the file with the passphrase of the key cannot be read", {
      hint: "give the path of a file that has the passphrase in its first line",
    });
  });
  const text = decodeUtf8(bytes, "the passphrase");
  return text.split(/\r?\n/)[0] ?? "";
}
