import { gzipSync } from "node:zlib";
import { bundleForBrowsers } from "../browser/bundle-for-browsers.ts";

// Bundles the verifier for browsers, which fails on anything of Node, and says how large it is; nothing is written:
//   npm run browser:build
// The exit code is 1 where it is larger than it may be.

/** Bytes with gzip, of what is read at once. */
const BUDGETS = [
  { title: "the signature checks", entry: "tools/browser/signature-checks.ts", most: 40_000 },
  { title: "the whole verifier", entry: "tools/browser/verifier.ts", most: 100_000 },
];

for (const { title, entry, most } of BUDGETS) {
  const files = await bundleForBrowsers(entry);
  const [early, late] = [false, true].map((isLate) => sizesOf(files.filter((file) => file.isLate === isLate)));
  if (early === undefined || late === undefined) throw new Error("a bundle has files");
  console.log(`for browsers, ${title}: ${early.text}; ${late.text} more to verify from a digest`);
  if (early.packed > most) {
    console.log(`for browsers, ${title}: more than ${most} bytes with gzip`);
    process.exitCode = 1;
  }
}

function sizesOf(files: readonly { readonly code: string }[]): { readonly text: string; readonly packed: number } {
  const plain = files.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
  const packed = files.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  return { text: `${(plain / 1000).toFixed(1)} kB, ${(packed / 1000).toFixed(1)} kB with gzip`, packed };
}
