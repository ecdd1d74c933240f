import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERIFIER_NAME } from "../../src/domain/guide/verifier.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { readWorkflow } from "../examples/our-step.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, runProgram } from "../run-program.ts";
import { paste, readersPrograms } from "../scenarios/guide-release.ts";
import { verifyWithUpstream } from "../services/local/verify-with-upstream.ts";
import { PACKAGE, type Rehearsal, startRehearsal, TAG } from "./rehearsal.ts";
import type { FinishedJob } from "./run-job.ts";

/**
 * Our own release, rehearsed: every step of release.yml and npm.yml in order, on loopback services, with real git, bash, tar, cmp and
 * npm. Not shown, because only GitHub and npm can: protected environments, real artifacts, the first version on npm, which a person
 * publishes, and that npm itself accepts provenance.
 */
const REPOSITORY = "release-capsule/release-capsule";

const lastOf = (job: FinishedJob | undefined): string => `${job?.status}\n${job?.said.slice(-3000)}`;
const succeeded = expect.stringMatching(/^success\n/);

describe.skipIf(process.platform === "win32")("a tag is pushed, and then npm.yml is started on it", () => {
  let at: Rehearsal;
  let build: FinishedJob | undefined;
  let seal: FinishedJob | undefined;
  let npm: FinishedJob | undefined;
  beforeAll(async () => {
    at = await startRehearsal();
    ({ build, seal } = await at.release());
    npm = await at.publish();
  }, 600_000);
  afterAll(() => at.close());

  const files = async (): Promise<Map<string, Buffer>> => {
    const release = at.github.release(TAG);
    return release === undefined ? new Map() : at.github.files(release);
  };
  /** What a stranger has: the public files and, in place of built-in trust, the root of the test. */
  async function downloads(): Promise<string> {
    const folder = join(newFolder(), "downloads");
    mkdirSync(folder);
    for (const [name, bytes] of await files()) writeFileSync(join(folder, name), bytes);
    writeFileSync(join(folder, "trusted_root.json"), readFileSync(at.sigstore.trustedRootPath));
    return folder;
  }

  test("all jobs succeed, and GitHub saw nothing that it does not know", () => {
    expect(lastOf(build)).toEqual(succeeded);
    expect(lastOf(seal)).toEqual(succeeded);
    expect(lastOf(npm)).toEqual(succeeded);
    expect(at.github.violations).toEqual([]);
  });

  test("the release is public, immutable and has the files of the manifest beside its evidence", async () => {
    const release = at.github.release(TAG);
    expect(release).toMatchObject({ draft: false, prerelease: false });
    const names = [...(await files()).keys()];
    for (const name of [PACKAGE, "cli.js", "verify.js", "VERIFY.md", `release-capsule-${TOOL.version}.capsule`]) {
      expect(names).toContain(name);
    }
    expect(names).toHaveLength(5 + 7);
  });

  test("npm got the sealed package after the release was public, and serves it byte for byte", async () => {
    const sealed = (await files()).get(PACKAGE);
    const folder = newFolder();
    const run = await runProgram("npm", ["pack", "--silent", `release-capsule@${TOOL.version}`], {
      cwd: folder,
      env: { NPM_CONFIG_REGISTRY: at.npm.address },
    });
    expect([run.stderr, run.status]).toEqual(["", 0]);
    expect(readFileSync(join(folder, PACKAGE)).equals(sealed ?? Buffer.alloc(0))).toBe(true);
    expect(at.npm.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  });

  test("npm was given its provenance, which names the tag, the commit and npm.yml, and Sigstore's library verifies it", () => {
    const kept = at.npm.versions.get(`release-capsule@${TOOL.version}`);
    const identity = `https://github.com/${REPOSITORY}/.github/workflows/npm.yml@refs/tags/${TAG}`;
    const trustedRoot = readFileSync(at.sigstore.trustedRootPath);
    const policy = { subjectAlternativeName: identity, extensions: { issuer: at.sigstore.issuer } };
    // npm asks for no time stamp: the log's own promise says when.
    expect(() => verifyWithUpstream(kept?.provenance, { trustedRoot, policy })).not.toThrow();
    const bundle = JSON.parse(JSON.stringify(kept?.provenance ?? {}));
    const statement = Buffer.from(bundle.dsseEnvelope?.payload ?? "", "base64").toString();
    const { subject, predicate } = JSON.parse(statement);
    expect(subject[0].name).toBe(`pkg:npm/release-capsule@${TOOL.version}`);
    expect(predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit).toBe(at.sigstore.run.commit);
  });

  test("no token is in anything that was said", () => {
    for (const job of [build, seal, npm]) {
      expect(job?.said.replace(/^::add-mask::.*$/gm, "")).not.toMatch(/ghs_|npm_loopback_/);
    }
  });

  test("VERIFY.md of the release, followed: what this machine has programs for prints what the page says", async () => {
    const folder = await downloads();
    writeFileSync(join(folder, "..", VERIFIER_NAME), readFileSync(programFile("verify")));
    const programs = await readersPrograms();
    const blocks = guideBlocks(readFileSync(join(folder, "VERIFY.md"), "utf8")).filter(
      ({ shell, text }) => shell === "sh" && /^(?:node|cosign verify|sha256sum --)/.test(text),
    );
    const can = blocks.filter(programs.has);
    expect(can.some(({ text }) => text.startsWith("node "))).toBe(true);
    for (const block of can) {
      const run = await paste(block, folder, { programs });
      expect([block.text, run.stderr, run.status]).toEqual([block.text, run.stderr, 0]);
      const said = `${run.stdout}\n${run.stderr}`.replace(/ +/g, " ");
      for (const line of block.expected) expect(said).toContain(line.replace(/ +/g, " "));
    }
  });

  test("capsule get brings it, each file proven by the capsule", async () => {
    const cwd = newFolder();
    const run = await capsule(["get", `${REPOSITORY}@${TAG}`, "--trusted-root", at.sigstore.trustedRootPath], {
      cwd,
      env: { GITHUB_API_URL: at.github.url },
    });
    expect([run.stderr.slice(-2000), run.status]).toEqual([expect.any(String), 0]);
    expect(run.stdout).toContain(`${PACKAGE}: proven by the capsule\n`);
    expect(readdirSync(cwd)).toContain("cli.js");
  });

  test("the same tag again, from the start: the release and npm stay as they are, and every job ends well", async () => {
    const visible = () => at.github.requests.filter((request) => request.visible).length;
    const before = visible();
    const again = await at.release();
    expect(lastOf(again.seal)).toEqual(succeeded);
    expect(visible()).toBe(before);
    const npmAgain = await at.publish();
    expect(lastOf(npmAgain)).toEqual(succeeded);
    expect(npmAgain.said).toContain("npm has this package already");
    expect(at.npm.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  }, 600_000);

  test("with other bytes at npm, npm.yml says so and changes nothing", async () => {
    const id = `release-capsule@${TOOL.version}`;
    const kept = at.npm.versions.get(id);
    if (kept === undefined) throw new Error("nothing was published");
    at.npm.versions.set(id, { ...kept, bytes: Buffer.from("another package") });
    const run = await at.publish();
    at.npm.versions.set(id, kept);
    expect(run.status).toBe("failure");
    expect(run.said).toContain("npm has other bytes as release-capsule");
  });
});

describe.skipIf(process.platform === "win32")("a run that is cut off", () => {
  let at: Rehearsal;
  beforeAll(async () => {
    at = await startRehearsal();
  }, 600_000);
  afterAll(() => at.close());

  test("is finished by running it again: before signing, while the draft is filled, before and after npm has the package", async () => {
    const steps = readWorkflow(".github/workflows/release.yml").jobs["seal"]?.steps.length ?? 0;
    const dead = await at.release({ beforeStep: steps - 1 });
    expect(dead.seal?.status).toBe("died");
    expect(at.github.state.releases.size).toBe(0);

    const killed = await at.sealAgain({ after: "POST /repos/{owner}/{repo}/releases/{release_id}/assets" });
    expect(killed.status).toBe("failure");
    expect(at.github.release(TAG)?.draft).toBe(true);

    const early = await at.publish();
    expect([early.status, at.npm.versions.size]).toEqual(["failure", 0]);

    expect(lastOf(await at.sealAgain())).toEqual(succeeded);
    expect(at.github.release(TAG)?.draft).toBe(false);

    const publishing = readWorkflow(".github/workflows/npm.yml").jobs["publish"]?.steps.length ?? 0;
    expect((await at.publish({ beforeStep: publishing - 1 })).status).toBe("died");
    expect(at.npm.versions.size).toBe(1);
    expect(lastOf(await at.publish())).toEqual(succeeded);
    expect(at.npm.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
    expect(at.github.violations).toEqual([]);
  }, 600_000);
});

test("what the rehearsal leaves out is there in the workflow", () => {
  const scripts = readWorkflow(".github/workflows/release.yml").jobs["build"]?.steps.map(({ run }) => run);
  expect(scripts?.filter((run) => run === ".ci/run")).toHaveLength(1);
  expect(scripts?.some((run) => run?.includes("npm run roots:age"))).toBe(true);
  expect(existsSync(new URL("../../.ci/run", import.meta.url))).toBe(true);
});
