import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts"],
    globalSetup: ["__tests__/corpus-presence.ts", "__tests__/test-programs.ts"],
    testTimeout: 60_000,
    // Two workers: the machines that run this have two cores, and some tests start processes of their own.
    maxWorkers: 2,
    // The zone must not matter to any output; a zone far from UTC shows where it does.
    env: { TZ: "Pacific/Kiritimati" },
    // `npm run cases -- --report reports/tests.json` reads it, so that CI runs the tests once.
    ...(process.env["CI"] === undefined
      ? {}
      : { reporters: ["default", ["json", { outputFile: "reports/tests.json" }]] }),
  },
});
