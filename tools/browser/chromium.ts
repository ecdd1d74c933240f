import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium: the one that `CHROME_BIN` names, else one of the path; undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  const named = env["CHROME_BIN"];
  if (named !== undefined && named !== "") return named;
  const folders = (env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** For example `Chromium 156.0.8078.108`. */
export function versionOf(chromium: string): string {
  const said = execFileSync(chromium, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /\S+ [\d.]+/.exec(said)?.[0] ?? "Chromium";
}

export interface OpenedPage {
  /** The folder of its profile, which is its own. */
  readonly profile: string;
  /** Rejects if the browser ends by itself. */
  readonly ended: Promise<never>;
  close(): Promise<void>;
}

/** Opens a page of a loopback server without a window and with a profile of its own. It asks nobody else. */
export function openPage(chromium: string, address: string, more: readonly string[] = []): OpenedPage {
  const profile = mkdtempSync(join(tmpdir(), "capsule-browser-"));
  const flags = [
    "--headless=new",
    // Containers have no sandbox to give, and the page is ours.
    ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"],
    `--user-data-dir=${profile}`,
    ...more,
  ];
  const child = spawn(chromium, [...flags, address], { stdio: "ignore", detached: true });
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
