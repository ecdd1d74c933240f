import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { seal } from "../../../src/journeys/seal/seal.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { releaseDirectory } from "../../../src/services/directory/release-directory.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { temporaryFolders } from "../../../src/world/files/temporary-folders.ts";
import { expectFault } from "../../expect-fault.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { editJson, flipBase64 } from "../../signing/edit-bundle.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

test("nothing is published where a service gave what our own verifier refuses (F11)", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool.bin"), "a tool\n");
  const [forge, run, out] = [createTestForge(), gitHubRun(), join(folder, "out")];
  const signer = forge.signer();
  const order = { assets: ["dist"], folder, given: {}, local: false, sign: "each", publish: "standard" } as const;
  const sealing = seal(order, {
    ...{
      crypto: nodeCryptography,
      files: systemFiles,
      clock: forge.clock,
      progress: quietProgress(),
      env: () => undefined,
    },
    git: { open: async () => undefined },
    source: () => undefined,
    buildRun: async () => ({
      repository: `https://github.com/${run.repository}`,
      ...{ repositoryId: run.repositoryId, ownerId: run.ownerId, commit: run.commit, ref: run.ref },
      runUri: `https://github.com/${run.repository}/actions/runs/${run.runId}/attempts/${run.runAttempt}`,
    }),
    signer: { ...signer, open: async () => damaged(await signer.open()) },
    trust: { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test", dated: undefined }] },
    temporary: temporaryFolders,
    hosts: () => [releaseDirectory(systemFiles, out, join)],
  });
  const fault = await expectFault("self-verification", () => sealing);
  expect(
    fault.message.split(";").map(
      (clause) =>
        clause
          .replace(/^.*verify: /, "")
          .trim()
          .split(":")[0],
    ),
  ).toEqual(["evidence", "checksums"]);
  expect(fault.hint).toContain("report this");
  // What was signed is kept for a rerun, which verifies it before it is used.
  expect(readdirSync(out)).toEqual([".sealing.json", ".signatures"]);
});

/** Signs as before, but each signature of a file comes with a log promise that nobody made. */
function damaged(session: CertifiedSession): CertifiedSession {
  return {
    identity: session.identity,
    signPayload: (type, payload) => session.signPayload(type, payload),
    async signDigest(sha256) {
      return editJson(await session.signDigest(sha256), (bundle) => {
        const promise = bundle.verificationMaterial.tlogEntries[0].inclusionPromise;
        promise.signedEntryTimestamp = flipBase64(promise.signedEntryTimestamp);
      });
    },
  };
}
