import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Only the tests of the rooms that are mutated: the others start processes and would judge each mutant for seconds. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../../", import.meta.url)),
    include: [
      "__tests__/{kernel,crypto}/**/*.test.ts",
      "__tests__/domain/{asset,capsule,attestation,policy,sigstore,transparency,verification}/**/*.test.ts",
      "__tests__/journeys/verify/**/*.test.ts",
    ],
    // A corpus for each mutant would take hours; it is a judge of its own.
    exclude: ["__tests__/domain/sigstore/two-verifiers.test.ts"],
    // A process for each of hundreds of lists; the fixed examples judge mutants as well.
    testNamePattern: /^(?!.*against sha256sum)/,
    setupFiles: ["tools/mutants/fewer-runs.ts"],
    testTimeout: 300_000,
    env: { TZ: "Pacific/Kiritimati" },
  },
});
