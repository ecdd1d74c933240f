import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { type Sealed, seal } from "../../../src/journeys/seal/seal.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeHex } from "../../../src/kernel/hex.ts";
import type { ReleaseHost } from "../../../src/ports/release-host.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { releaseDirectory } from "../../../src/services/directory/release-directory.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { temporaryFolders } from "../../../src/world/files/temporary-folders.ts";
import { expectFault } from "../../expect-fault.ts";
import { type GitHubRun, gitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { dieAfter, EVIDENCE, publishingRun } from "./publishing-run.ts";

const FILES = ["a", "b", "c", "d"];
const CAPSULE = "octo-tool-1.2.3.capsule";

interface Attempt {
  readonly startedFor?: Partial<GitHubRun>;
  /** How many digests are signed before the service is gone. */
  readonly signs?: number;
  wrap?(host: ReleaseHost): ReleaseHost;
}

/** A project that is sealed into one folder again and again. */
function project() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dist"));
  for (const name of FILES) writeFileSync(join(folder, "dist", name), `file ${name}\n`);
  const [forge, out] = [createTestForge(), join(folder, "out")];
  const warnings: string[] = [];
  const steps: string[] = [];
  const signed: string[] = [];
  let attempts = 0;
  const sealOnce = ({ startedFor, signs = Number.POSITIVE_INFINITY, wrap = (host) => host }: Attempt = {}) => {
    attempts += 1;
    signed.length = 0;
    const run = gitHubRun({ runAttempt: String(attempts), ...startedFor });
    const signer = forge.signer(run);
    const counted = (session: CertifiedSession): CertifiedSession => ({
      identity: session.identity,
      signPayload: (type, payload) => session.signPayload(type, payload),
      signDigest(digest) {
        if (signed.length >= signs) throw new Fault("network-unreachable", "the log is gone");
        signed.push(encodeHex(digest));
        return session.signDigest(digest);
      },
    });
    const order = { assets: ["dist"], folder, given: {}, local: false, sign: "each", publish: "standard" } as const;
    return seal(order, {
      ...{ crypto: nodeCryptography, files: systemFiles, clock: forge.clock, env: () => undefined },
      progress: {
        ...quietProgress(),
        step: (text: string) => void steps.push(text),
        warn: (text: string) => void warnings.push(text),
      },
      git: { open: async () => undefined },
      source: () => undefined,
      buildRun: async () => ({
        repository: `https://github.com/${run.repository}`,
        ...{ repositoryId: run.repositoryId, ownerId: run.ownerId, commit: run.commit, ref: run.ref },
        runUri: `https://github.com/${run.repository}/actions/runs/${run.runId}/attempts/${run.runAttempt}`,
      }),
      signer: { ...signer, open: async () => counted(await signer.open()) },
      trust: { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test", dated: undefined }] },
      temporary: temporaryFolders,
      hosts: () => [wrap(releaseDirectory(systemFiles, out, join))],
    });
  };
  return { out, warnings, steps, signed, seal: sealOnce };
}

/** A folder whose disk is gone once the capsule is there. */
function dying(host: ReleaseHost): ReleaseHost {
  return {
    target: host.target,
    async open(key) {
      const release = await host.open(key);
      const put: typeof release.put = (name, bytes) => {
        if (name !== CAPSULE) throw new Fault("file-unwritable", "the disk is gone");
        return release.put(name, bytes);
      };
      return { ...release, put };
    },
  };
}

function expectWhole({ published }: Sealed, out: string): void {
  expect(readdirSync(out)).toEqual(published.map(({ name }) => name).sort());
}

test("a run that ends while it signs leaves its signatures, and the next attempt signs only the rest", async () => {
  const { out, warnings, steps, signed, seal } = project();
  await expectFault("network-unreachable", () => seal({ signs: 3 }));
  expect(readdirSync(join(out, ".signatures"))).toHaveLength(3);
  const sealed = await seal();
  // Six in all: four files and two lists.
  expect(signed).toHaveLength(3);
  expect(steps).toContain("3 of the signatures are those of an interrupted run");
  expect(warnings).toEqual([]);
  expect(sealed.claims.every(({ status }) => status !== "failed")).toBe(true);
  expectWhole(sealed, out);
});

test("signatures of another run are made again, and it is said why", async () => {
  const { out, warnings, signed, seal } = project();
  await expectFault("network-unreachable", () => seal({ signs: 3 }));
  expectWhole(await seal({ startedFor: { runId: "34" } }), out);
  expect(signed).toHaveLength(6);
  expect(warnings).toEqual([
    expect.stringMatching(/^3 signatures of an interrupted run were not used, but made again: .*another run/),
  ]);
});

test("a kept signature of another file, or what is none, is made again", async () => {
  const { out, warnings, signed, seal } = project();
  await expectFault("network-unreachable", () => seal({ signs: 3 }));
  const kept = join(out, ".signatures");
  const [one = "", two = "", three = ""] = readdirSync(kept);
  writeFileSync(join(kept, one), await systemFiles.read(join(kept, two), 1 << 20));
  writeFileSync(join(kept, three), "{");
  expectWhole(await seal(), out);
  expect(signed).toHaveLength(5);
  expect(signed).toEqual(expect.arrayContaining([one.slice(0, 64), three.slice(0, 64)]));
  expect(warnings.join()).toContain("2 signatures of an interrupted run were not used");
});

test("a run that ended after its capsule was written is taken over, and nothing is signed again", async () => {
  const { out, steps, signed, seal } = project();
  await expectFault("file-unwritable", () => seal({ wrap: dying }));
  expect(readdirSync(out)).toContain(CAPSULE);
  const sealed = await seal();
  expect([sealed.recovered, signed]).toEqual([true, []]);
  expect(steps).toContain("taking over what an earlier run sealed: nothing is signed again");
  expectWhole(sealed, out);
});

test("a capsule that does not verify is sealed anew, and it is said why", async () => {
  const { out, warnings, seal } = project();
  await expectFault("file-unwritable", () => seal({ wrap: dying }));
  writeFileSync(join(out, CAPSULE), "not a capsule");
  const sealed = await seal();
  expect(sealed.recovered).toBe(false);
  expect(warnings).toEqual([
    expect.stringMatching(/holds an earlier run's capsule, which was not taken over: it does not verify/),
  ]);
  expectWhole(sealed, out);
});

test("evidence without its capsule is made again, and it is said", async () => {
  const { out, warnings, seal } = project();
  await expectFault("network-unreachable", () => seal({ signs: 3 }));
  writeFileSync(join(out, "VERIFY.md"), "left");
  expectWhole(await seal(), out);
  expect(warnings).toEqual([expect.stringContaining("holds files of an earlier run without its capsule")]);
});

test("where folder and draft hold different capsules the draft's is taken over, and the folder gets it", async () => {
  const run = publishingRun();
  const out = join(temporaryFolder(), "out");
  // The folder is filled first: then the runner is gone.
  dieAfter(run.github, 2);
  await expect(run.seal({}, { out })).rejects.toThrow("killed");
  run.github.interfere = () => undefined;
  run.github.afterwards = () => undefined;
  const onDraft = await run.seal({}, { keepDraft: true });
  const opened = run.opened();
  const sealed = await run.seal({}, { out });
  expect(run.opened()).toBe(opened);
  expect([sealed.recovered, sealed.capsule.sha256]).toEqual([true, onDraft.capsule.sha256]);
  expect(readdirSync(out)).toEqual([...EVIDENCE].sort());
  expect(run.github.releases).toMatchObject([{ draft: false }]);
});

test("what a run put into a folder before it reached the draft is put there by its rerun, signed once", async () => {
  const run = publishingRun();
  const out = join(temporaryFolder(), "out");
  dieAfter(run.github, 2);
  await expect(run.seal({}, { out })).rejects.toThrow("killed");
  run.github.interfere = () => undefined;
  run.github.afterwards = () => undefined;
  const sealed = await run.seal({}, { out });
  expect([sealed.recovered, run.opened()]).toEqual([true, 1]);
  expect(run.names().sort()).toEqual(["hello.txt", "tool.bin", ...EVIDENCE].sort());
  expect(readdirSync(out)).toEqual([...EVIDENCE].sort());
});
