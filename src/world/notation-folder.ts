import { platform } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Env } from "../ports/env.ts";
import { homeFolder } from "./env.ts";

/**
 * Where notation has its configuration on this system (notation-go, `dir/path.go`; Go, `os.UserConfigDir`); undefined for a user without
 * a home.
 */
export function notationFolder(env: Env): string | undefined {
  const base = configurationFolder(env);
  return base && join(base, "notation");
}

function configurationFolder(env: Env): string | undefined {
  const [system, home] = [platform(), env("HOME") || homeFolder()];
  if (system === "darwin") return home && join(home, "Library", "Application Support");
  const named = env(system === "win32" ? "APPDATA" : "XDG_CONFIG_HOME") ?? "";
  if (isAbsolute(named)) return named;
  return system === "win32" ? undefined : home && join(home, ".config");
}
