import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { createTestForge } from "../../__tests__/signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../__tests__/signing/test-release.ts";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { encodeBase64 } from "../../src/kernel/base64.ts";
import { concatBytes } from "../../src/kernel/bytewise.ts";
import type { BrowserCase } from "./judge.ts";

const VECTORS = fileURLToPath(new URL("../../docs/vectors/", import.meta.url));
const ROOT = "the root of the tests";

/** A genuine capsule first, then tampered forms of it, then every vector of the format. */
export async function capsuleCases(files: Map<string, Uint8Array>, random: () => number): Promise<BrowserCase[]> {
  const forge = createTestForge();
  const genuine = await sealTestRelease({ session: await forge.session() });
  files.set(ROOT, forge.trustedRoot);
  for (const { name, bytes } of [HELLO, TOOL]) files.set(name, new Uint8Array(bytes));
  const vectors = readdirSync(VECTORS, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".capsule"))
    .sort()
    .map((path) => caseOf(path, new Uint8Array(readFileSync(join(VECTORS, path))), "reject"));
  const changed = [...tampered(genuine, random)].map(({ bytes, isDamaged }, at) => {
    return caseOf(`tampered ${at}`, bytes, "either", isDamaged);
  });
  return [caseOf("as it was sealed", genuine, "accept"), ...changed, ...vectors];
}

function caseOf(
  id: string,
  capsule: Uint8Array,
  expect: "accept" | "reject" | "either",
  isDamaged = false,
): BrowserCase {
  const repository = "https://github.com/octo-org/octo-tool";
  return { kind: "capsule", id, capsule: encodeBase64(capsule), trustedRoot: ROOT, repository, expect, isDamaged };
}

const CHANGES = 100;

/** Bits changed in the compressed file and in the archive inside it, files cut off, and files with something behind them. */
function* tampered(genuine: Uint8Array, random: () => number): Generator<{ bytes: Uint8Array; isDamaged: boolean }> {
  const whole = (bytes: Uint8Array) => ({ bytes, isDamaged: false });
  const archive = new Uint8Array(gunzipSync(genuine));
  for (let change = 0; change < CHANGES; change++) {
    yield { bytes: flipped(genuine, random), isDamaged: true };
    yield whole(gzipCanonical(flipped(archive, random)));
    yield whole(genuine.subarray(0, Math.floor(random() * genuine.length)));
  }
  for (const tail of [Uint8Array.of(0), new Uint8Array(8), new Uint8Array(512), genuine, genuine.subarray(0, 10)]) {
    yield whole(concatBytes(genuine, tail));
    yield whole(gzipCanonical(concatBytes(archive, tail)));
  }
}

function flipped(bytes: Uint8Array, random: () => number): Uint8Array {
  const changed = bytes.slice();
  const place = Math.floor(random() * bytes.length);
  changed[place] = (changed[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  return changed;
}
