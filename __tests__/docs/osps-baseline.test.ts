import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule } from "../run-program.ts";
import { releasedFolder } from "../scenarios/guide-release.ts";

const document = readFileSync(new URL("../../docs/osps-baseline.md", import.meta.url), "utf8");
const rows = [...document.matchAll(/^\| (OSPS-[A-Z]{2}-\d{2}\.\d{2}[^|]*) \|.*\| (.+) \|$/gm)].map(
  ([, id = "", shown = ""]) => ({
    id,
    commands: [...shown.matchAll(/`(capsule (?:verify|guide|sbom) [^`]+)`/g)].map(([, command = ""]) => command),
  }),
);

const sigstore = await startGitHubSigstore();
const folder = await releasedFolder(sigstore, { assets: { "octo-tool.sh": "a script\n" }, publish: "standard" });
await sigstore.close();

test("docs/osps-baseline.md has the controls about releases", () => {
  const groups = new Set(rows.map(({ id }) => id.slice(5, 10)));
  expect([...groups].sort()).toEqual(["BR-02", "BR-06", "DO-03", "QA-02", "VM-05"]);
});

const shown = rows.flatMap(({ id, commands }) => commands.map((command) => ({ id, command })));
test("a command shows most of them", () => expect(shown.length).toBeGreaterThan(3));

describe.each(shown.filter(({ command }) => !command.includes("FILE")))("$id", ({ command }) => {
  test(`is shown by ${command}`, async () => {
    const [, ...words] = command
      .replaceAll("tool-1.2.3", "octo-tool-1.2.3")
      .replace("owner/tool", "octo-org/octo-tool")
      .split(" ");
    const trust = words[0] === "verify" ? ["--trusted-root", "trusted_root.json", "--all"] : [];
    expect(await capsule([...words, ...trust], { cwd: folder })).toMatchObject({ status: 0 });
  });
});
