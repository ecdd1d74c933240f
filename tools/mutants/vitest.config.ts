import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { workFolder } from "./work-folder.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const work = workFolder();

/** One run of one or more test files over instrumented sources; tools/mutants/run-mutants.ts starts it. */
export default defineConfig({
  plugins: [
    {
      name: "instrumented-sources",
      enforce: "pre",
      load(id) {
        const instrumented = join(work, "instrumented", relative(ROOT, id.split("?")[0] ?? ""));
        return existsSync(instrumented) ? readFileSync(instrumented, "utf8") : undefined;
      },
    },
  ],
  test: {
    root: ROOT,
    include: ["__tests__/**/*.test.ts", `${relative(ROOT, work)}/static/*.test.ts`],
    // A process for each of hundreds of lists; the fixed examples judge mutants as well. And what the tests before it let verify: under
    // mutants they leave verdicts that are not true without them.
    testNamePattern: /^(?!.*(against sha256sum|the cryptography of the Web says of all that is above))/,
    setupFiles: ["tools/mutants/fewer-runs.ts"],
    runner: "tools/mutants/mutating-runner.ts",
    // Each run instruments its own files: nothing that an earlier one loaded may come back.
    fsModuleCache: false,
    pool: "forks",
    maxWorkers: 1,
    isolate: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: [],
    env: { TZ: "Pacific/Kiritimati" },
  },
});
