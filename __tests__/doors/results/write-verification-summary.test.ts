import { linkSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import { verificationSummaryStatement } from "../../../src/domain/attestation/verification-summary.ts";
import type { VerifyValues } from "../../../src/doors/requests/verify-request.ts";
import {
  exitCodeWith,
  requireSummaryPlace,
  writeVerificationSummary,
} from "../../../src/doors/results/write-verification-summary.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { verification } from "../../views/sample.ts";

function valuesOf(given: Readonly<Record<string, string>>): VerifyValues {
  return { text: (name: string) => given[name], spelling: (name: string) => `--${name}` } as unknown as VerifyValues;
}

const SUMMARY = formatStatement(
  verificationSummaryStatement({
    subjects: [{ name: "tool", sha256: "0".repeat(64) }],
    ...{ resource: "pkg:generic/tool@1", passed: true, verifiedAt: 0, policy: undefined, inputs: [], level: undefined },
  }),
);

test("a summary is never written over an input, by whatever name it is reached (X16)", async () => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: string | Uint8Array) => writeFileSync(join(folder, name), bytes);
  write("tool.capsule", "a capsule");
  write("beside.bin", "an asset that nobody named");
  write("policy.json", "{}");
  write("old.vsa.json", SUMMARY);
  symlinkSync(join(folder, "tool.capsule"), join(folder, "link"));
  linkSync(join(folder, "tool.capsule"), join(folder, "same"));
  const place = (vsa: string, inputs: readonly string[] = ["tool.capsule"]) =>
    requireSummaryPlace(valuesOf({ vsa, policy: "policy.json" }), inputs, { files: systemFiles, folder });
  for (const name of ["tool.capsule", "./x/../tool.capsule", "link", "same", "beside.bin", "policy.json"]) {
    await expectFault("usage", () => place(name));
  }
  await expectFault("usage", () => place("old.vsa.json", ["old.vsa.json"]));
  await expectFault("usage", () => place("new.vsa.json", ["new.vsa.json"]));
  await place("old.vsa.json");
  await place("new.vsa.json");
  expect(readFileSync(join(folder, "tool.capsule"), "utf8")).toBe("a capsule");
});

test("a verification without a root has its report beside the reason why there is no summary", async () => {
  const folder = temporaryFolder();
  const order = {
    verification: { ...verification, root: undefined },
    ...{ capsule: "x", policy: undefined, now: new Date(0) },
  };
  const summary = await writeVerificationSummary(valuesOf({ vsa: "a.json" }), order, { files: systemFiles, folder });
  expect(summary).toMatchObject({ code: "summary-impossible" });
  expect([exitCodeWith({ ...verification, exitCode: 0 }, summary), exitCodeWith(verification, summary)]).toEqual([
    3, 1,
  ]);
});
