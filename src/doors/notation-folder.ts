import { homedir, platform } from "node:os";
import { join } from "node:path";
import type { Env } from "../ports/env.ts";

/**
 * Where notation has its configuration on this system (notation-go, `dir/path.go`; Go, `os.UserConfigDir`); undefined for a user without
 * a home.
 */
export function notationFolder(env: Env): string | undefined {
  const base = configurationFolder(env);
  return base === undefined ? undefined : join(base, "notation");
}

function configurationFolder(env: Env): string | undefined {
  const named = env(platform() === "win32" ? "APPDATA" : "XDG_CONFIG_HOME") ?? "";
  if (platform() === "win32") return named === "" ? undefined : named;
  const home = env("HOME") || homeOrNone();
  if (platform() === "darwin") return home && join(home, "Library", "Application Support");
  return named !== "" ? named : home && join(home, ".config");
}

/** Containers run as users that no system knows. */
function homeOrNone(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
