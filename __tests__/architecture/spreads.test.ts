import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Calls that are given as many arguments as a list has items, each with the reason why it is short. */
const SHORT: Readonly<Record<string, string>> = {
  "src/crypto/ecdsa-signature.ts concatBytes": "two numbers of a signature",
  "src/domain/sbom/archives/unpack-zstd.ts Uint8Array.of": "the header of a frame",
  "src/domain/sbom/describe/examine.ts Math.max": "the formats that read one path",
  "src/domain/sbom/ecosystems/system/sqlite-table.ts waiting.push": "the cells of one page, of at most 64 KiB",
  "src/domain/sigstore/sct/certificate-transparency.ts concatBytes": "the fields of a timestamp",
  "src/domain/sigstore/sct/precertificate.ts sequence": "the extensions of a certificate, of which it may have 1,000",
  "src/domain/sbom/read/read-sbom.ts String.fromCharCode": "the first 4,096 bytes of a document",
  "src/doors/wire/read/read.ts join": "folders that we name",
  "src/journeys/seal/assets/read-asset-lists.ts Math.max": "as many assets as a release may have",
  "src/journeys/seal/assets/read-asset-lists.ts named.push": "as many assets as a release may have",
  "src/journeys/seal/publish/publish-release.ts readBack.push": "as many files as a release may have",
  "src/domain/update/role-keys.ts sequence": "the names of an algorithm and a curve",
  "src/kernel/der-writer.ts formatDer": "what we write ourselves",
  "src/kernel/hide-secret.ts Math.min": "the forms of a secret",
  "src/kernel/der.ts String.fromCharCode": "a time, cut to the length of one",
  "src/services/local/certificate.ts sequence": "a certificate that we write ourselves",
  "src/services/local/ct-log.ts sequence": "a certificate that we write ourselves",
  "src/services/local/timestamp-authority.ts sequence": "a timestamp that we write ourselves",
  "src/services/local/transparency-log.ts Uint8Array.of": "a key that we write ourselves",
  "src/services/tuf/carried-roots.ts Math.max": "the roots that we carry",
  "src/views/sbom/sbom-score-text.ts lines.push": "the rules that an SBOM is scored by",
};

type Node = Readonly<Record<string, unknown>> & { readonly start: number; readonly end: number };

/** Where a list is spread into the arguments of a call: a hundred thousand of them are a `RangeError`, which is no fault. */
function spreadsOf(file: string, text: string): string[] {
  const { program } = parseSync(file, text, { lang: "ts" });
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { type, callee, arguments: given } = value as Record<string, unknown>;
    const isCall = type === "CallExpression" || type === "NewExpression";
    if (isCall && (given as Node[]).some((one) => one["type"] === "SpreadElement")) {
      const { start, end } = callee as Node;
      found.push(`${file} ${text.slice(start, end)}`);
    }
    for (const [key, inner] of Object.entries(value)) if (key !== "parent") visit(inner);
  };
  visit(program);
  return found;
}

const files = globSync("src/**/*.ts", { cwd: ROOT });
const found = files.flatMap((file) => spreadsOf(file, readFileSync(ROOT + file, "utf8")));

test("no list of the size of an input is spread into the arguments of a call (X19)", () => {
  expect(files.length).toBeGreaterThan(500);
  expect(found.filter((one) => !(one in SHORT))).toEqual([]);
});

test("each reason is about a call that is still there", () => {
  expect(Object.keys(SHORT).filter((one) => !found.includes(one))).toEqual([]);
});

test.each([
  ["list.push(...others)", ["a.ts list.push"]],
  ["new Set(...others)", ["a.ts Set"]],
  ["[...list, ...others]", []],
])("%s", (text, expected) => {
  expect(spreadsOf("a.ts", text)).toEqual(expected);
});
