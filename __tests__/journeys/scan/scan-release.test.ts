import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanRelease } from "../../../src/journeys/scan/scan-release.ts";
import { osvArchive, osvRecord } from "../../domain/vulnerability/osv-archive.ts";
import { expectFault } from "../../expect-fault.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { bytesOf, capsuleFile, publishedRelease, sessionOf } from "../get/published-release.ts";

/** A scan of the release that a GitHub has with these files, against a database of npm. */
async function scan(published: Parameters<typeof publishedRelease>[0]) {
  const { order, ports } = await publishedRelease(published);
  const database = temporaryFolder();
  mkdirSync(join(database, "npm"));
  writeFileSync(join(database, "npm/all.zip"), osvArchive(osvRecord("A-1", "npm", "a")));
  return scanRelease({ get: order, database }, { ...ports(), temporary: { make: async () => temporaryFolder() } });
}

test("of a release of several programs the capsule is named by who scans, and not chosen", async () => {
  const other = await sealTestRelease({ session: await sessionOf(), name: "octo-other" });
  const files = { ...bytesOf(), ...(await capsuleFile()), "octo-other-1.2.3.capsule": other };
  await expectFault("usage", () => scan({ files }));
});

test("a capsule that is not of the tag is refused, and says nothing of what the release is made of", async () => {
  const { got, scanned } = await scan({ files: { ...bytesOf(), ...(await capsuleFile({}, { tag: "v1.2.2" })) } });
  expect([got.verdict, scanned]).toEqual(["rejected", undefined]);
});

test("a file of that name that is no capsule is refused", async () => {
  const files = { ...bytesOf(), "octo-tool-1.2.3.capsule": Buffer.from("no capsule") };
  const { got, scanned } = await scan({ files });
  expect([got.verdict, scanned]).toEqual(["rejected", undefined]);
});
