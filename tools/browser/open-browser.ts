import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** The path of a program: the one that a variable names, else the first of these names on the path; undefined if there is none. */
export function findProgram(
  env: NodeJS.ProcessEnv,
  { variable, names }: { readonly variable: string; readonly names: readonly string[] },
): string | undefined {
  const named = env[variable];
  if (named !== undefined && named !== "") return named;
  const folders = (env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** For example `Chromium 156.0.8078.108`. */
export function versionOf(browser: string): string {
  const said = execFileSync(browser, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /\S+ [\d.]+/.exec(said)?.[0] ?? "a browser";
}

export interface OpenedPage {
  /** The folder of its profile, which is its own. */
  readonly profile: string;
  /** Rejects if the browser ends by itself. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}

/** Starts a browser with a new profile, for whose folder `argumentsFor` gives its arguments. */
export function openBrowser(browser: string, argumentsFor: (profile: string) => readonly string[]): OpenedPage {
  const profile = mkdtempSync(join(tmpdir(), "capsule-browser-"));
  const child = spawn(browser, argumentsFor(profile), { stdio: "ignore", detached: true });
  const end = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let isClosing = false;
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (!isClosing) reject(new Error(`the browser ended with exit code ${code}`));
    });
  });
  ended.catch(() => undefined);
  return {
    ...{ profile, ended },
    close: async () => {
      isClosing = true;
      endGroup(child);
      await end;
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** The browser and the processes that it started, which are a group of their own. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
