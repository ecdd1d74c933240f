import * as v from "valibot";
import { Fault } from "../kernel/fault.ts";
import { parseJsonObject } from "../kernel/json-object.ts";
import { printable } from "../kernel/printable.ts";
import type { CredentialHelper } from "../ports/credential-helper.ts";
import type { Env } from "../ports/env.ts";
import { execute } from "./exec.ts";

const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 64 * 1024;
/** What a helper needs to reach the keychain of the user. */
const KEPT = [
  ...["PATH", "HOME", "USER", "LOGNAME", "LANG", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"],
  ...[
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "GNUPGHOME",
    "PASSWORD_STORE_DIR",
    "DOCKER_CONFIG",
    "AWS_PROFILE",
    "AWS_REGION",
  ],
  ...["SystemRoot", "windir", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles"],
] as const;

const schema = v.object({ Username: v.string(), Secret: v.string() });

/**
 * Asks `docker-credential-NAME get`, without a shell and with a bounded answer. What it writes to standard error is not shown: it may
 * hold a secret. https://github.com/docker/docker-credential-helpers Fault: `program-failed`.
 */
export function askCredentialHelper(env: Env, timeoutMs = TIMEOUT_MS): CredentialHelper {
  return async (name, server) => {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
      throw new Fault("configuration-invalid", `${printable(name)} is not the name of a credential helper`);
    }
    const program = `docker-credential-${name}`;
    const kept = KEPT.flatMap((variable) => {
      const value = env(variable);
      return value === undefined ? [] : [[variable, value] as const];
    });
    const order = { program, args: ["get"], env: Object.fromEntries(kept), input: server };
    const result = await execute({ ...order, timeoutMs, maxOutputBytes: MAX_OUTPUT_BYTES });
    if (result === undefined) {
      throw new Fault("program-failed", `${printable(program)}, which keeps the logins of this user, is not there`, {
        hint: "install it, or log in without it",
      });
    }
    // It says so with a code of its own and a sentence, if it knows nothing of the server.
    if (result.status !== 0) return undefined;
    const answer = v.safeParse(schema, parsed(result.stdout, program));
    if (!answer.success) throw unreadable(program);
    const { Username: user, Secret: password } = answer.output;
    return user === "<token>" ? { kind: "refresh-token", token: password } : { kind: "password", user, password };
  };
}

function parsed(bytes: Uint8Array, program: string): unknown {
  try {
    return parseJsonObject(bytes, { what: "the answer" });
  } catch (error) {
    if (error instanceof Fault) throw unreadable(program);
    throw error;
  }
}

/** Nothing of the answer is shown. */
function unreadable(program: string): Fault {
  return new Fault("program-failed", `the answer of ${printable(program)} cannot be read`);
}
