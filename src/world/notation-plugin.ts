import { constants } from "node:fs";
import { access, lstat } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { printable } from "../kernel/printable.ts";
import type { NotaryPlugin } from "../ports/notary-plugin.ts";
import { execute } from "./exec.ts";

/** A service asks a person to touch a key, or answers over a slow line; nobody waits longer. */
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 4 << 20;
/** What a plugin needs to run; never a token of ours. */
const KEPT = /^(?:PATH|HOME|USER|LOGNAME|LANG|TMPDIR|TEMP|TMP|XDG_[A-Z_]+|SystemRoot|windir|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData|ProgramFiles)$/;
/** Of services that keep keys: AWS, Azure, Google, HashiCorp Vault, PKCS#11. */
const SERVICES = /^(?:AWS|AZURE|GOOGLE|VAULT|PKCS11|P11|SOFTHSM2|NOTATION)_[A-Z0-9_]+$/;

/**
 * A plugin of notation: `plugins/NAME/notation-NAME` in its folder of configuration, a regular file that may be executed; run without a
 * shell. Fault: `program-failed`.
 */
export async function notationPlugin(name: string, { folder, env }: { readonly folder: string | undefined; readonly env: Readonly<Record<string, string | undefined>> }): Promise<NotaryPlugin> {
  const file = `notation-${name}${process.platform === "win32" ? ".exe" : ""}`;
  const path = folder === undefined ? undefined : join(folder, "plugins", name, file);
  if (path === undefined || !(await isProgram(path))) {
    throw new Fault("program-failed", `there is no plugin ${printable(path ?? file)}`, { hint: "notation plugin install puts it there" });
  }
  const kept = Object.entries(env).flatMap(([key, value]) =>
    typeof value === "string" && (KEPT.test(key) || SERVICES.test(key)) ? [[key, value] as const] : [],
  );
  return async (command, input) => {
    const order = { program: path, args: [command], env: Object.fromEntries(kept), input };
    const result = await execute({ ...order, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES });
    if (result !== undefined) return { status: result.status, stdout: result.stdout };
    throw new Fault("program-failed", `the plugin ${printable(path)} could not be started`);
  };
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await lstat(path)).isFile();
  } catch {
    return false;
  }
}
