import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { capsule, newFolder } from "../run-program.ts";

/** Seals the same two assets in a folder of their own, under the given surroundings; resolves to the output folder. */
async function sealed(env: Record<string, string>, umask: number, time: number): Promise<string> {
  const folder = newFolder();
  const before = process.umask(umask);
  try {
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, "dist", "tool"), "the tool\n");
    writeFileSync(join(folder, "dist", "Änderung.txt"), "text\n");
    utimesSync(join(folder, "dist", "tool"), time, time);
    const args = ["seal", "--sigstore", "local", "--name", "demo", "--version", "1.0.0", "--out", "out", "dist"];
    const run = await capsule(args, { cwd: folder, env: { SOURCE_DATE_EPOCH: "1700000000", ...env } });
    expect(run.status).toBe(0);
  } finally {
    process.umask(before);
  }
  return join(folder, "out");
}

let [one, other] = ["", ""];
beforeAll(async () => {
  one = await sealed({ TZ: "Pacific/Kiritimati", LC_ALL: "C" }, 0o022, 1);
  other = await sealed({ TZ: "America/Los_Angeles", LC_ALL: "de_DE.UTF-8", LANG: "tr_TR.UTF-8" }, 0o077, 1_600_000_000);
});

test("sealing elsewhere, in another zone, locale and umask gives the same unsigned files (D14)", () => {
  expect(readdirSync(other)).toEqual(readdirSync(one));
  for (const name of ["checksums.txt", "demo-1.0.0.cdx.json", "demo-1.0.0.spdx.json", "VERIFY.md"]) {
    expect(readFileSync(join(other, name), "utf8")).toBe(readFileSync(join(one, name), "utf8"));
  }
});

test("the capsules hold the same entries, and those that differ are signed, trust the run's keys or name the run", () => {
  const read = (out: string) => {
    const path = join(out, "demo-1.0.0.local.capsule");
    const names = execFileSync("tar", ["-tzf", path], { encoding: "utf8" }).trim().split("\n");
    return new Map(names.map((name) => [name, execFileSync("tar", ["-xOzf", path, name], { maxBuffer: 1 << 26 })]));
  };
  const [first, second] = [read(one), read(other)];
  expect([...second.keys()]).toEqual([...first.keys()]);
  const differing = [...first.keys()].filter((name) => !first.get(name)?.equals(second.get(name) ?? Buffer.alloc(0)));
  expect(differing.filter((name) => !name.endsWith(".sigstore.json"))).toEqual(["trust/snapshot.trusted_root.json"]);
});

test("the provenance statement differs in nothing but the run", () => {
  const statement = (out: string) => {
    const { dsseEnvelope } = JSON.parse(readFileSync(join(out, "demo-1.0.0.intoto.jsonl"), "utf8"));
    return JSON.parse(Buffer.from(dsseEnvelope.payload, "base64").toString());
  };
  const [first, second] = [statement(one), statement(other)];
  for (const found of [first, second]) delete found.predicate.runDetails.metadata;
  expect(second).toEqual(first);
});
