import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PURLS, UNSOUND_PURLS } from "./purl-inputs.ts";

const GO_MODULE = "golang.org/x/mod@v0.28.0";
const PURL_PACKAGE = "packageurl-js@2.0.1";

/** Vectors below `folder`, each made or judged by a program of others: Merkle trees and notes by Go's, package URLs by the JS one. */
export async function makeVectors(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, undefined, 1)}\n`);
  const { notes, ...merkle } = JSON.parse(fromGo());
  write("merkle.json", { made: GO_MODULE, ...merkle });
  write("notes.json", { made: GO_MODULE, notes });
  write("purls.json", { made: PURL_PACKAGE, ...judgedPurls() });
}

function fromGo(): string {
  const place = mkdtempSync(join(tmpdir(), "capsule-vectors-"));
  copyFileSync(fileURLToPath(new URL("./vectors/main.go", import.meta.url)), join(place, "main.go"));
  const go = (args: readonly string[]): string => execFileSync("go", args, { cwd: place, encoding: "utf8" });
  go(["mod", "init", "vectors"]);
  go(["mod", "edit", `-require=${GO_MODULE}`]);
  return go(["run", "-mod=mod", "."]);
}

interface PackageUrl {
  new (...parts: readonly unknown[]): { toString(): string };
  fromString(text: string): unknown;
}

function judgedPurls() {
  const place = mkdtempSync(join(tmpdir(), "capsule-purl-"));
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"];
  execFileSync("npm", ["install", "--prefix", place, ...quiet, PURL_PACKAGE]);
  const { PackageURL } = createRequire(join(place, "x.js"))("packageurl-js") as { PackageURL: PackageUrl };
  const sound = PURLS.map((purl) => {
    const { type, namespace, name, version, qualifiers, subpath } = purl;
    return { purl, text: new PackageURL(type, namespace, name, version, qualifiers, subpath).toString() };
  });
  const unsound = UNSOUND_PURLS.map((text) => {
    try {
      PackageURL.fromString(text);
      return { text, accepted: true };
    } catch {
      return { text, accepted: false };
    }
  });
  return { sound, unsound };
}
