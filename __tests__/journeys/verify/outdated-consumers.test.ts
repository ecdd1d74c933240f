import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { runAction } from "../../../src/doors/action/run-action.ts";
import type { Runner } from "../../../src/doors/action/runner.ts";
import { runCli } from "../../../src/doors/cli/run-cli.ts";
import { surroundings } from "../../../src/doors/wire.ts";
import { linkPrevious } from "../../../src/journeys/seal/describe/link-previous.ts";
import { recoverSealed, type Unfinished } from "../../../src/journeys/seal/publish/recover-sealed.ts";
import { requireVerified, verifySealed } from "../../../src/journeys/seal/self-verify/verify-sealed.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { GITHUB_ISSUER } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const CAPSULE = "octo-tool-1.2.3.capsule";
const SIGNER = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";

const forge = createTestForge();
const ports = {
  crypto: nodeCryptography,
  files: systemFiles,
  progress: quietProgress(),
  // A built-in root of another time: nobody of today is in it.
  trust: {
    trustedRoots: async () => [
      { bytes: createTestForge().trustedRoot, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true },
    ],
  },
};
let capsule: Uint8Array;
beforeAll(async () => {
  capsule = await sealTestRelease({ session: await forge.session() });
});

function releaseFolder(): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of [
    [CAPSULE, capsule] as const,
    ...[HELLO, TOOL].map((one) => [one.name, one.bytes] as const),
  ]) {
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

describe("who acts on a verdict takes incomplete for a refusal (W4)", () => {
  test("the step of the Action fails, and has no output but verdict and digest", async () => {
    const folder = releaseFolder();
    const [outputs, errors, summaries]: [string[], string[], string[]] = [[], [], []];
    const output = join(folder, "output");
    writeFileSync(output, "");
    const env: Record<string, string> = { GITHUB_OUTPUT: output, RUNNER_TEMP: folder };
    const runner: Runner = {
      ...surroundings(folder, () => {}),
      env: (name) => env[name],
      variables: {
        ...{ INPUT_ASSETS: CAPSULE, INPUT_REPOSITORY: "octo-org/octo-tool" },
        INPUT_SUMMARY: "true",
      },
      verifyPorts: async () => ports,
      info: () => {},
      group: () => {},
      endGroup: () => {},
      warning: () => {},
      error: (text) => void errors.push(text),
      mask: () => {},
      setOutputs: (values) => void outputs.push(...Object.keys(values)),
      addSummary: async (markdown) => void summaries.push(markdown),
    };
    expect(await runAction("verify", runner)).toBe(3);
    expect(outputs).toEqual(["verdict", "capsule-sha256", "result"]);
    const said = `${CAPSULE}: signed with keys that this program does not know\n`;
    expect(errors).toEqual([expect.stringContaining(`INCOMPLETE  ${said}`)]);
    expect(summaries.join().replaceAll("\\", "")).toContain(`## INCOMPLETE: ${said}`);
  });

  test("the command ends with 3, writes neither memory nor summary", async () => {
    const folder = releaseFolder();
    const run = async (...argv: string[]) => {
      const text: string[] = [];
      const exitCode = await runCli(["verify", "--repository", "octo-org/octo-tool", ...argv, "--", CAPSULE], {
        ...surroundings(folder, () => {}),
        verifyPorts: async () => ports,
        out: (line) => void text.push(line),
        err: (line) => void text.push(line),
        paint: (_style, line) => line,
        program: ["capsule"],
      });
      return { exitCode, text: text.join("") };
    };
    const pinned = await run("--pin", "capsule.lock");
    expect([pinned.exitCode, /^\w+/.exec(pinned.text)?.[0]]).toEqual([3, "INCOMPLETE"]);
    expect((await run("--vsa", "vsa.json")).exitCode).toBe(3);
    expect(["capsule.lock", "vsa.json"].filter((name) => existsSync(join(folder, name)))).toEqual([]);
    expect(JSON.parse((await run("--json")).text)).toMatchObject({ verdict: "incomplete", exitCode: 3, release: null });
    expect(readFileSync(join(folder, CAPSULE))).toEqual(Buffer.from(capsule));
  });

  test("sealing and reading back refuse it, with that one reason", async () => {
    const verification = await verifySealed(
      {
        capsule: { name: CAPSULE, bytes: capsule },
        release: { name: "octo-tool", version: "1.2.3" },
        assets: [HELLO, TOOL],
        images: [],
        identity: { kind: "certificate", subjectAlternativeName: SIGNER, issuer: GITHUB_ISSUER },
      },
      ports,
    );
    const fault = await expectFault("self-verification", () => requireVerified(verification, "a hint"));
    expect(fault.message).toMatch(
      /does not verify: signed by an authority that this program does not know.*2026-08-21$/,
    );
  });

  test("the release before is not linked, with the reason", async () => {
    const facts = { name: "octo-tool", version: "1.2.4", repository: "https://github.com/octo-org/octo-tool" };
    const linked = await linkPrevious(
      {
        found: { known: true, release: { tag: "v1.2.3", version: "1.2.3", capsule } },
        facts: facts as never,
        local: false,
        signer: async () => ({ kind: "certificate", subjectAlternativeName: SIGNER, issuer: GITHUB_ISSUER }),
      },
      ports,
    );
    expect(linked.sbom).toBeUndefined();
    expect(linked.previous).toMatchObject({ none: "unavailable", reason: expect.stringContaining("does not know") });
  });

  test("an interrupted run's capsule is not taken over, but taken away", async () => {
    const removed: string[] = [];
    const warnings: string[] = [];
    const release = {
      target: { kind: "github" },
      evidence: [{ name: CAPSULE }],
      isPublic: false,
      read: async () => capsule,
      remove: async (names: readonly string[]) => void removed.push(...names),
    };
    const unfinished = {
      facts: { name: "octo-tool", version: "1.2.3" },
      plan: { capsule: CAPSULE, assets: [HELLO, TOOL], images: [], published: [] },
      opened: [release],
      evidence: { statements: [], carried: [] },
      backfill: false,
    } as unknown as Unfinished;
    const recovered = await recoverSealed(unfinished, {
      ...ports,
      progress: { ...ports.progress, warn: (text) => void warnings.push(text) },
      signer: forge.signer(),
    });
    expect([recovered, removed]).toEqual([undefined, [CAPSULE]]);
    expect(warnings.join()).toContain("does not know");
  });
});

test("without a root's ignorance all of them accept the same capsule", async () => {
  const trust = { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "built-in", dated: "2026-08-21" }] };
  const verification = await verifySealed(
    {
      capsule: { name: CAPSULE, bytes: capsule },
      release: { name: "octo-tool", version: "1.2.3" },
      assets: [HELLO, TOOL],
      images: [],
      identity: { kind: "certificate", subjectAlternativeName: SIGNER, issuer: GITHUB_ISSUER },
    },
    { ...ports, trust },
  );
  expect(verification.exitCode).toBe(0);
});
