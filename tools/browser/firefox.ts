import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, type OpenedPage, openBrowser } from "./open-browser.ts";

const NAMES = ["firefox-esr", "firefox"];

/** What keeps it from asking anybody but this machine, and from opening pages of its own. */
const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.safebrowsing.downloads.remote.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
  "extensions.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  // A proxy that nobody is, for all but this machine.
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "services.settings.server": "data:,",
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** The path of a Firefox: the one that `FIREFOX_BIN` names, else one of the path; undefined if there is none. */
export function findFirefox(env: NodeJS.ProcessEnv): string | undefined {
  return findProgram(env, { variable: "FIREFOX_BIN", names: NAMES });
}

/** Opens a page of a loopback server without a window and with a profile of its own. It asks nobody else. */
export function openInFirefox(firefox: string, address: string): OpenedPage {
  return openBrowser(firefox, (profile) => {
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, "user.js"), lines.join(""));
    return ["--headless", "--no-remote", "--profile", profile, address];
  });
}
