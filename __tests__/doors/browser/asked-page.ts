import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { findChromium } from "../../../tools/browser/chromium.ts";
import type { LookedAt, View } from "../../../tools/browser/devtools.ts";
import { capsule } from "../../run-program.ts";

/** The page as people have it: the file of dist/, opened from the disk in a browser. */
export const PAGE = fileURLToPath(new URL("../../../dist/verify.html", import.meta.url));
export const WIDE: View = { scheme: "light", width: 1200 };

const PICTURES = process.env["CAPSULE_PICTURES"];

/** Undefined where there is no Chromium, unless it must be there. */
export function chromiumOfTests(): string | undefined {
  const chromium = findChromium(process.env);
  if (chromium === undefined && process.env["CAPSULE_BROWSER"] === "required") throw new Error("there is no Chromium");
  return chromium;
}

/** Waits for what the page says: its `answer`, or a `problem`. */
export async function waitFor(page: LookedAt): Promise<string> {
  for (;;) {
    const state = await page.evaluate(`!document.getElementById("answer").hidden ? "answer"
      : document.getElementById("problem").textContent !== "" ? "problem" : ""`);
    if (state !== "") return String(state);
    await wait(50);
  }
}

/** What axe finds wrong, and where. */
export async function inaccessible(page: LookedAt): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].target))",
  );
}

/** What "Save as JSON" saves. */
export async function saved(page: LookedAt, state: string): Promise<Record<string, unknown> | undefined> {
  if (state !== "answer") return undefined;
  const text = await page.evaluate(`new Promise((resolve) => {
    URL.createObjectURL = (blob) => { blob.text().then(resolve); return "data:,"; };
    HTMLAnchorElement.prototype.click = () => undefined;
    document.getElementById("save-json").dispatchEvent(new Event("click"));
  })`);
  return JSON.parse(String(text));
}

export async function savePicture(page: LookedAt, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${name}.png`), await page.picture());
}

/** Of a downloaded release, what a person gives to the page. */
export const everything = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== "trusted_root.json")
    .map((name) => join(folder, name));

/** The same question, asked on the command line. */
export async function commandLine(
  folder: string,
  { trustedRoot, repository = "acme/tool" }: { readonly trustedRoot: string; readonly repository?: string },
): Promise<Record<string, unknown>> {
  const trust = ["--trusted-root", trustedRoot, "--repository", repository];
  const names = readdirSync(folder).filter((name) => name !== "trusted_root.json" && !name.endsWith(".capsule"));
  const run = await capsule(["verify", "--json", ...trust, "tool-1.4.2.capsule", ...names], { cwd: folder });
  return JSON.parse(run.stdout);
}

/** What both say, without the folders of this machine. */
export const said = (result: Record<string, unknown> | undefined) => {
  const { verdict, claims, assets, capsule: own } = result as Record<string, unknown>;
  return JSON.parse(
    JSON.stringify([verdict, claims, assets, own], (_key, value) =>
      typeof value === "string" ? value.replace(/(?:[\w.-]*\/)+/g, "") : value,
    ),
  );
};
