import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { TRIED } from "../../src/domain/guide/tried-versions.ts";
import { newFolder, runProgram } from "../run-program.ts";

const SCRIPT = fileURLToPath(new URL("../../tools/scripts/follow-verify-md.ts", import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

async function follow(page: string) {
  const cwd = newFolder();
  writeFileSync(join(cwd, "VERIFY.md"), page);
  return { cwd, ...(await runProgram(process.execPath, [SCRIPT, "VERIFY.md", "downloads"], { cwd })) };
}

const page = (command: string, expected: string): string =>
  `## Step\n\n\`\`\`sh\n${command}\n\`\`\`\n\nprints\n\n\`\`\`text\n${expected}\n\`\`\`\n`;

test.skipIf(process.platform === "win32")(
  "runs each block in the folder, and fails where its output is another",
  async () => {
    const good = await follow(page("touch here; echo Verified OK", "Verified OK"));
    expect(good).toMatchObject({ status: 0 });
    expect(existsSync(join(good.cwd, "downloads/here"))).toBe(true);
    expect(await follow(page("echo Verified", "Verified OK"))).toMatchObject({ status: 1 });
    expect(await follow(page("echo Verified OK; exit 1", "Verified OK"))).toMatchObject({ status: 1 });
  },
);

test("the weekly run finds the version of cosign in VERIFY.md, and the checkout where the page says", () => {
  const version = /^Tried with cosign ([0-9.]*[0-9])\. .*$/m.exec(read("VERIFY.md"))?.[1];
  expect(version).toBe(TRIED.cosign);
  expect(read(".github/workflows/prober.yml")).toContain("path: release-capsule");
  expect(read("VERIFY.md")).toContain("node ../release-capsule/dist/verify.js verify");
});
