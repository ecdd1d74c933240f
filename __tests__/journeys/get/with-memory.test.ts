import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Change } from "../../../src/domain/memory/compare-memory.ts";
import type { GotRelease } from "../../../src/domain/release/got-release.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import {
  bytesOf,
  capsuleFile,
  checksumFile,
  provenance,
  publishedRelease,
  releaseAttestation,
} from "./published-release.ts";

/** One memory over several releases, as a person has it who gets one after the other. */
function person() {
  const lock = join(temporaryFolder(), "capsule.lock");
  return {
    lock,
    remembered: () => (existsSync(lock) ? JSON.parse(readFileSync(lock, "utf8")).projects : []),
    async gets(published: Parameters<typeof publishedRelease>[0], accepted: readonly Change[] = [], changes = {}) {
      const { get, placed, order } = await publishedRelease(published);
      const now = order.now;
      const got = await get({ memory: { paths: [lock], isNamed: true, accepted, now }, ...changes });
      return { got, placed: placed(), memory: codeOf(got) };
    },
  };
}

const codeOf = ({ claims }: GotRelease) => {
  const claim = claims.find(({ id }) => id === "memory");
  return claim?.code ?? claim?.status;
};

const BOTH = ["hello.txt", "tool.bin"];
const sealed = async () => ({ files: { ...bytesOf(), ...(await capsuleFile()) } });

describe("getting with a memory", () => {
  test("remembers what was proven, and is no news the next time", async () => {
    const { gets, remembered } = person();
    const published = await sealed();
    const first = await gets(published);
    expect([first.got.verdict, first.memory, first.placed]).toEqual(["verified", "verified", BOTH]);
    expect(remembered()).toMatchObject([{ repositoryId: "74", ownerId: "65", releases: [{ version: "1.2.3" }] }]);
    const again = await gets(published);
    expect([again.got.verdict, again.memory, again.placed]).toEqual(["verified", "verified", BOTH]);
  });

  test("refuses a release whose capsule is gone, puts nothing into place, and takes it if that is accepted", async () => {
    const { gets } = person();
    await gets(await sealed());
    const weaker = { files: bytesOf(), attested: [await provenance()] };
    const lost = await gets(weaker);
    expect([lost.got.verdict, lost.memory, lost.placed]).toEqual(["rejected", "evidence-lost", []]);
    const accepted = await gets(weaker, ["evidence"]);
    expect([accepted.got.verdict, accepted.placed]).toEqual(["verified", BOTH]);
  });

  test("refuses a release with nothing but a list of checksums where earlier ones were signed, although lists are accepted", async () => {
    const { gets } = person();
    await gets(await sealed());
    const lost = await gets({ files: { ...bytesOf(), ...checksumFile() } }, [], { acceptChecksums: true });
    expect([lost.memory, lost.placed]).toEqual(["evidence-lost", []]);
  });

  test("refuses another owner behind the name of the repository", async () => {
    const { gets } = person();
    await gets(await sealed());
    const run = gitHubRun({ repositoryId: "999", ownerId: "998" });
    const files = { ...bytesOf(), ...(await capsuleFile({ repositoryId: "999", ownerId: "998" })) };
    const squatted = await gets({ files, server: { run } });
    expect([squatted.got.verdict, squatted.memory, squatted.placed]).toEqual(["rejected", "owner-changed", []]);
  });

  test("refuses other bytes under a version that was seen", async () => {
    const { gets } = person();
    const released = [await releaseAttestation()];
    expect((await gets({ files: bytesOf(), released, immutable: true })).got.verdict).toBe("verified");
    const tool = Buffer.from("another tool");
    const files = { ...bytesOf(), "tool.bin": tool };
    const reused = await gets({ files: { ...files, ...checksumFile() } }, ["evidence"], { acceptChecksums: true });
    expect([reused.got.verdict, reused.placed]).toEqual(["rejected", []]);
  });

  test("refuses a capsule that was sealed anew for a version that was seen", async () => {
    const { gets } = person();
    await gets(await sealed());
    const resealed = await gets(await sealed());
    expect([resealed.got.verdict, resealed.memory, resealed.placed]).toEqual(["rejected", "version-reused", []]);
  });

  test("forgets nothing of a release that was refused", async () => {
    const { gets, remembered } = person();
    await gets(await sealed());
    const before = JSON.stringify(remembered());
    await gets({ files: bytesOf(), attested: [await provenance()] });
    expect(JSON.stringify(remembered())).toBe(before);
  });
});
