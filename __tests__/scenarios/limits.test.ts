import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectAssets } from "../../src/journeys/seal/assets/collect-assets.ts";
import { systemFiles } from "../../src/world/files/files.ts";
import { expectFault } from "../expect-fault.ts";
import { programFile } from "../program-file.ts";
import { quietProgress } from "../quiet-progress.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = programFile("cli");

test.skipIf(process.platform === "win32")(
  "hundreds of assets are sealed and verified with few open files, thousands are refused unread (D07)",
  async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "dist"));
    for (let n = 0; n < 300; n++) writeFileSync(join(folder, "dist", `asset-${n}`), `${n}\n`);
    const limited = (...words: readonly string[]) =>
      runProgram("sh", ["-c", 'ulimit -n 64 && exec "$@"', "sh", process.execPath, CLI, ...words], { cwd: folder });
    const sealed = await limited(
      "seal",
      "dist",
      "--name",
      "tool",
      "--version",
      "1.0.0",
      "--sigstore",
      "local",
      "--sign",
      "once",
      "--out",
      "out",
    );
    expect([sealed.stderr.includes("EMFILE"), sealed.status]).toEqual([false, 0]);
    const identity = ["--identity", "local@capsule-local.invalid", "--issuer", "https://capsule-local.invalid"];
    const root = ["--trusted-root", "out/local.trusted_root.json", "--all"];
    const assets = Array.from({ length: 300 }, (_, n) => `dist/asset-${n}`);
    const verified = await limited("verify", ...identity, ...root, "out/tool-1.0.0.local.capsule", ...assets);
    expect([verified.stderr.includes("EMFILE"), verified.status]).toEqual([false, 0]);

    for (let n = 300; n < 5000; n++) writeFileSync(join(folder, "dist", `asset-${n}`), "");
    await expectFault("assets-too-many", () =>
      collectAssets(
        { assets: ["dist"], folder },
        { ...systemFiles, open: () => Promise.reject(new Error("read")) },
        quietProgress(),
      ),
    );
  },
  60_000,
);

test("an asset of 5 GiB is hashed in constant memory (D08)", async () => {
  const folder = temporaryFolder();
  const size = 5 * 2 ** 30;
  const file = openSync(join(folder, "large.bin"), "w");
  ftruncateSync(file, size);
  closeSync(file);
  let highest = 0;
  const [before, watch] = [process.memoryUsage().rss, setInterval(look, 20)];
  function look(): void {
    highest = Math.max(highest, process.memoryUsage().rss);
  }
  const [asset] = await collectAssets({ assets: ["large.bin"], folder }, systemFiles, quietProgress());
  clearInterval(watch);
  expect(asset?.size).toBe(size);
  // `truncate -s 5G f; sha256sum f`
  expect(asset?.sha256).toBe("7f06c62352aebd8125b2a1841e2b9e1ffcbed602f381c3dcb3200200e383d1d5");
  expect(highest).toBeGreaterThan(0);
  expect(highest - before).toBeLessThan(200 * 2 ** 20);
}, 240_000);
