import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import { printable } from "../kernel/printable.ts";
import type { PluginContract, SigningProgram, SigningPrograms } from "../ports/signing-program.ts";
import { execute } from "./exec.ts";
import { notationFolder } from "./notation-folder.ts";

/** A service asks a person to touch a key, or answers over a slow line; nobody waits longer. */
const TIMEOUT_MS = 60_000;
/** A signature and a chain are some 10 KiB. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

export interface ProgramSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

/**
 * The programs of plugins on this machine. They get the environment of the user, in which they find their service, without the tokens
 * that are ours: those that publish the release, and those that become a certificate.
 */
export function signingPrograms({ env, timeoutMs = TIMEOUT_MS }: ProgramSettings): SigningPrograms {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || OURS.test(name) ? [] : [[name, value] as const],
  );
  const run = (program: string): SigningProgram => {
    const fixed = { program, env: Object.fromEntries(kept), timeoutMs, maxOutputBytes: MAX_OUTPUT_BYTES };
    let before: Promise<unknown> = Promise.resolve();
    // One after the other: no contract promises more, and a token of SoftHSM refuses logins that come at once.
    return ({ args, input }) => {
      const answer = before.then(async () => {
        return (await started({ ...fixed, args, input })) ?? { status: -1, stdout: new Uint8Array(), stderr: "" };
      });
      before = answer.catch(() => undefined);
      return answer;
    };
  };
  return {
    async find(contract, name) {
      for (const path of placesOf(contract, name, env)) if (await isProgram(path)) return run(path);
      return undefined;
    },
  };
}

/** Secrets of the runner, of GitHub and of Sigstore; every input of the Action stands in the environment, too. */
const OURS =
  /^(?:INPUT_.*|GITHUB_TOKEN|GH_TOKEN|GITHUB_ENTERPRISE_TOKEN|GH_ENTERPRISE_TOKEN|SIGSTORE_ID_TOKEN|ACTIONS_.*_TOKEN)$/i;

async function started(order: Parameters<typeof execute>[0]): ReturnType<typeof execute> {
  try {
    const result = await execute(order);
    if (result !== undefined) return result;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault("plugin-failed", cause.message, { cause });
  }
  throw new Fault("plugin-failed", `${printable(order.program)} could not be started`);
}

/**
 * Notary: `<config>/notation/plugins/NAME/notation-NAME` (https://github.com/notaryproject/specifications, plugin-extensibility).
 * Sigstore: on PATH (sigstore/sigstore, `pkg/signature/kms/cliplugin`) without its relative folders: whoever can write where we happen to
 * run must not sign.
 */
function placesOf(contract: PluginContract, name: string, env: ProgramSettings["env"]): string[] {
  const file = `${contract}-${name}${process.platform === "win32" ? ".exe" : ""}`;
  if (contract === "notation") {
    const folder = notationFolder((variable) => env[variable]);
    return folder === undefined ? [] : [join(folder, "plugins", name, file)];
  }
  const path = env["PATH"] ?? env["Path"] ?? "";
  return path.split(delimiter).flatMap((folder) => (isAbsolute(folder) ? [join(folder, file)] : []));
}

/** A regular file that may be executed; Notary refuses links in its folder, and PATH is full of them. */
async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
