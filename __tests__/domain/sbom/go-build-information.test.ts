import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goBuildInformation } from "../../../src/domain/sbom/ecosystems/go/go-build-information.ts";
import type { Part } from "../../../src/domain/sbom/model/part.ts";
import { WorkBudget } from "../../../src/domain/sbom/model/work-budget.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { buildsJudges } from "../../has-go.ts";

const read = (bytes: Uint8Array): Promise<Part | undefined> =>
  goBuildInformation.read({
    path: "tool",
    source: bytesSource(bytes),
    head: bytes.subarray(0, 512),
    budget: new WorkBudget(bytes.length),
  });

describe.skipIf(!buildsJudges())("a program built by Go", () => {
  const folder = mkdtempSync(join(tmpdir(), "go-build-"));
  beforeAll(() => {
    mkdirSync(join(folder, "dep"));
    writeFileSync(join(folder, "dep/go.mod"), "module example.com/dep\n\ngo 1.21\n");
    writeFileSync(join(folder, "dep/dep.go"), "package dep\n\nfunc Do() {}\n");
    writeFileSync(
      join(folder, "go.mod"),
      "module example.com/some/tool\n\ngo 1.21\n\nrequire example.com/dep v1.2.3\n\nreplace example.com/dep => ./dep\n",
    );
    writeFileSync(join(folder, "main.go"), 'package main\n\nimport "example.com/dep"\n\nfunc main() { dep.Do() }\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function build(system: string, architecture: string): Uint8Array {
    const out = join(folder, `${system}-${architecture}`);
    const env = {
      ...process.env,
      GOOS: system,
      GOARCH: architecture,
      CGO_ENABLED: "0",
      GOFLAGS: "-mod=mod",
      GOPROXY: "off",
    };
    execFileSync("go", ["build", "-o", out, "."], { cwd: folder, env });
    return new Uint8Array(readFileSync(out));
  }

  test.each([
    ["linux", "amd64"],
    ["linux", "s390x"],
    ["windows", "amd64"],
    ["darwin", "arm64"],
  ])("for %s/%s names its modules and Go's own version", async (system, architecture) => {
    const bytes = build(system, architecture);
    const part = await read(bytes);
    const version = execFileSync("go", ["version", "-m", join(folder, `${system}-${architecture}`)], {
      encoding: "utf8",
    });
    const go = /: go(\S+)/.exec(version)?.[1];
    expect(part?.components.map(({ purl, name, group }) => purl ?? `${group}/${name}`)).toEqual([
      "example.com/some/tool",
      "pkg:golang/example.com/dep@v1.2.3",
      `pkg:golang/stdlib@${go}`,
    ]);
    expect(part?.completeness[0]).toMatchObject({ level: "complete", refs: ["go-program:tool#example.com/some/tool"] });
    expect(JSON.stringify(part)).not.toContain(folder);
  });

  test("is found in every architecture of a universal file", async () => {
    const slices = [build("darwin", "arm64"), build("linux", "amd64")];
    const part = await read(universal(slices[0] as Uint8Array, slices[0] as Uint8Array));
    expect(part?.components).toHaveLength(3);
  });
});

/** A universal Mach-O file of two programs. */
function universal(...slices: Uint8Array[]): Uint8Array {
  const header = Buffer.alloc(4096);
  header.writeUInt32BE(0xcafebabe, 0);
  header.writeUInt32BE(slices.length, 4);
  let at = header.length;
  slices.forEach((slice, index) => {
    header.writeUInt32BE(at, 8 + index * 20 + 8);
    header.writeUInt32BE(slice.length, 8 + index * 20 + 12);
    at += slice.length;
  });
  return new Uint8Array(Buffer.concat([header, ...slices]));
}

/** A 64-bit ELF file whose one writable segment, loaded at 0x400000, begins at 0x80 with `data`. */
function elfWith(data: Buffer): Uint8Array {
  const header = Buffer.alloc(0x80);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeBigUInt64LE(64n, 0x20);
  header.writeUInt16LE(56, 0x36);
  header.writeUInt16LE(1, 0x38);
  header.writeUInt32LE(1, 64);
  header.writeUInt32LE(6, 68);
  header.writeBigUInt64LE(0x80n, 72);
  header.writeBigUInt64LE(0x400000n, 80);
  header.writeBigUInt64LE(BigInt(data.length), 96);
  return new Uint8Array(Buffer.concat([header, data]));
}

/** The form that Go wrote before version 1.18: addresses of two strings. */
function oldInformation(version: string, modules: string): Buffer {
  const data = Buffer.alloc(1024);
  data.write("\xff Go buildinf:", 0, "latin1");
  data[14] = 8;
  data.writeBigUInt64LE(0x400040n, 16);
  data.writeBigUInt64LE(0x400050n, 24);
  data.writeBigUInt64LE(0x400080n, 0x40);
  data.writeBigUInt64LE(BigInt(version.length), 0x48);
  data.writeBigUInt64LE(0x400100n, 0x50);
  data.writeBigUInt64LE(BigInt(modules.length), 0x58);
  data.write(version, 0x80);
  data.write(modules, 0x100, "latin1");
  return data;
}

const MARK = "0123456789abcdef";

test("reads what Go wrote before version 1.18", async () => {
  const modules = `${MARK}path\texample.com/t\nmod\texample.com/t\tv1.0.0\th1:x=\ndep\texample.com/d\tv2.0.0\th1:y=\n${MARK}`;
  const part = await read(elfWith(oldInformation("go1.16.3", modules)));
  expect(part?.components.map(({ purl }) => purl)).toEqual([
    "pkg:golang/example.com/t@v1.0.0",
    "pkg:golang/example.com/d@v2.0.0",
    "pkg:golang/stdlib@1.16.3",
  ]);
  expect(part?.components[1]?.properties).toEqual([{ name: "release-capsule:go:h1", value: "h1:y=" }]);
});

test("does not claim to know the dependencies of a program that may hold C code", async () => {
  const part = await read(elfWith(oldInformation("go1.16.3", `${MARK}path\tp\nmod\tp\tv1.0.0\t\n${MARK}`)));
  expect(part?.completeness[0]).toMatchObject({ level: "unknown", refs: ["go-program:tool#p"] });
});

test("finds nothing, and does not fail, where addresses and lengths lie outside the file", async () => {
  for (let at = 16; at < 0x60; at += 8) {
    const data = oldInformation("go1.16.3", "mod\tx\ty\n");
    data.writeBigUInt64LE(0xfffffffffffffff0n, at);
    const part = await read(elfWith(data));
    expect(part?.components.length ?? 0).toBeLessThanOrEqual(2);
  }
  expect(await read(elfWith(Buffer.alloc(64)))).toBeUndefined();
});

test("finds nothing, and does not fail, wherever a program is cut or changed", async () => {
  const whole = elfWith(oldInformation("go1.16.3", `${MARK}path\tp\nmod\tp\tv1\t\n${MARK}`));
  for (let length = 0; length < whole.length; length += 7) await read(whole.subarray(0, length));
  for (let at = 0; at < 0x80; at++) {
    const changed = whole.slice();
    changed[at] = 0xff;
    await read(changed);
  }
  expect(await read(whole)).toBeDefined();
});
