import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { newFolder, runProgram } from "../../run-program.ts";

const PROGRAM = fileURLToPath(new URL("hung-program.ts", import.meta.url));

let folder = "";
let verifyArguments: string[] = [];

const run = (args: readonly string[], hang: string) =>
  runProgram(process.execPath, [PROGRAM, ...args], { cwd: folder, env: hang === "" ? {} : { HANG: hang } });

beforeAll(async () => {
  folder = newFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
  const sealed = await run(["seal", "--sigstore", "local", "--json", "dist"], "");
  expect(sealed.status).toBe(0);
  verifyArguments = JSON.parse(sealed.stdout).verify.argv;
});

test.each([
  "seal.buildRun",
  "seal.files.facts",
  "seal.files.open",
  "seal.files.open.read",
  "seal.files.list",
  "seal.files.realPath",
  "seal.git.open",
  "seal.hosts.0.open",
  "seal.hosts.0.open.put",
  "seal.hosts.0.open.list",
  "seal.hosts.0.open.publish",
  "seal.signer.open",
  "seal.signer.open.signDigest",
  "seal.signer.open.signPayload",
  "seal.trust.trustedRoots",
])("seal ends with 4 and claims nothing when %s never answers (P06)", async (port) => {
  const out = join(newFolder(), "out");
  const end = await run(["seal", "--sigstore", "local", "--out", out, "dist"], port);
  expect(end.status).toBe(4);
  expect(end.stdout).toBe("");
  expect(end.stderr).toContain("error: the program has a defect");
});

test.each(["verify.files.open", "verify.files.open.read", "verify.trust.trustedRoots"])(
  "verify ends with 4 and claims nothing when %s never answers (P06)",
  async (port) => {
    const end = await run(verifyArguments, port);
    expect(end.status).toBe(4);
    expect(end.stdout).toBe("");
  },
);

test("show ends with 4 when the file never opens (P06)", async () => {
  const path = verifyArguments.find((word) => word.endsWith(".capsule")) ?? "";
  expect((await run(["show", path], "files.open")).status).toBe(4);
});
