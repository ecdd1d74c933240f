import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashByNode } from "../../src/crypto/node-digest.ts";
import { describeAsset } from "../../src/domain/sbom/describe/describe-asset.ts";
import { bytesSource } from "../../src/kernel/byte-source.ts";

/**
 * Compares the SBOM of Go programs that npm packages ship with what `go version -m` reads in them: installs the packages
 * into a folder of its own, runs nothing of them, and exits with 1 on any difference. Needs npm's registry and Go.
 */
const PACKAGES = [
  "@bufbuild/buf-linux-x64",
  "@esbuild/linux-x64@0.25.0",
  "@esbuild/win32-x64@0.25.0",
  "@esbuild/darwin-arm64@0.25.0",
  "@typescript/native-preview-linux-x64",
  "lefthook-linux-x64",
  "lefthook-darwin-arm64",
];

const folder = mkdtempSync(join(tmpdir(), "sbom-programs-"));
try {
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const flags = ["--no-save", "--ignore-scripts", "--force", "--no-audit", "--no-fund"];
  execFileSync("npm", ["install", ...flags, ...PACKAGES], { cwd: folder, stdio: "ignore" });
  const rows = await Promise.all(programsIn(folder).map(compare));
  for (const { path, own, judge, differences } of rows) {
    process.stdout.write(
      `${path.slice(folder.length + 14)}: ${own} modules, ${judge} by Go, ${differences} differences\n`,
    );
  }
  if (rows.length < 5 || rows.some(({ differences }) => differences > 0)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function programsIn(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name));
  return files.filter((path) => /(?:\/bin\/[^/.]+|\/tsgo|\.exe)$/.test(path) && statSync(path).size > 1 << 20);
}

async function compare(path: string) {
  const bytes = new Uint8Array(readFileSync(path));
  const source = bytesSource(bytes);
  const digests = await hashByNode(source, ["sha256", "sha512"]);
  const { components } = await describeAsset({ name: "program", size: bytes.length, ...digests, source });
  const own = new Set(
    components.filter(({ kind, name }) => kind === "library" && name !== "stdlib").map(({ purl }) => purl),
  );
  const judge = new Set(modulesByGo(path));
  const differences =
    [...own].filter((purl) => !judge.has(purl ?? "")).length + [...judge].filter((purl) => !own.has(purl)).length;
  return { path, own: own.size, judge: judge.size, differences };
}

/** A program that carries no build information has no modules, for Go as for us. */
function modulesByGo(path: string): string[] {
  try {
    const text = execFileSync("go", ["version", "-m", path], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const rows = text.split("\n").map((line) => line.split("\t"));
    return rows.flatMap(([, word, ...module], index) => {
      const replacement = rows[index + 1]?.[1] === "=>" ? rows[index + 1]?.slice(2) : undefined;
      const [name, version] = replacement ?? module;
      return word === "dep" ? [`pkg:golang/${name}@${version?.replaceAll("+", "%2B")}`] : [];
    });
  } catch {
    return [];
  }
}
