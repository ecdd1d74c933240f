import { findProgram, type OpenedPage, openBrowser } from "./open-browser.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium: the one that `CHROME_BIN` names, else one of the path; undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | undefined {
  return findProgram(env, { variable: "CHROME_BIN", names: NAMES });
}

/** Opens a page of a loopback server without a window and with a profile of its own. It asks nobody else. */
export function openPage(chromium: string, address: string, more: readonly string[] = []): OpenedPage {
  return openBrowser(chromium, (profile) => [
    "--headless=new",
    // Containers have no sandbox to give, and the page is ours.
    ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions"],
    ...["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server"],
    `--user-data-dir=${profile}`,
    ...more,
    address,
  ]);
}
