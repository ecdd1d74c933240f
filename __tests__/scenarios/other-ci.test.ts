import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  buildkiteJob,
  circleCiJob,
  gitLabJob,
  PIPELINE_COMMIT,
  type PipelineJob,
} from "../github-sigstore/pipeline-job.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

let sigstore: GitHubSigstore | undefined;
let entries = 0;
/** Entries that the log has taken from the instance that was started last. */
const logged = (): number => entries;
const served = (service: string, method: string): void => {
  if (service === "log" && method === "POST") entries += 1;
};
afterEach(() => sigstore?.close());

/** Seals one file in a job without a checkout: everything comes from the variables, and from the certificate. */
async function sealIn(job: PipelineJob, ...more: string[]): Promise<{ folder: string; sealed: Run; trust: string[] }> {
  entries = 0;
  sigstore = await startGitHubSigstore({ pipeline: job, served });
  const folder = newFolder();
  writeFileSync(join(folder, "axe"), "an axe\n");
  const trust = ["--trusted-root", sigstore.trustedRootPath];
  const args = ["seal", "--sigstore", sigstore.signingConfigPath, ...trust, "--name", "axe", "--out", "evidence"];
  const sealed = await capsule([...args, ...more, "axe"], { cwd: folder, env: sigstore.env });
  return { folder, sealed, trust };
}

const BUILDKITE = "https://buildkite.com/forest/axe";
const DEFINITION =
  "https://circleci.com/api/v2/projects/b1e3f1a2-5b6c-4d7e-8f90-123456789abc/pipeline-definitions/d3e3f1a2-5b6c-4d7e-8f90-123456789abc";

const SERVICES = [
  {
    ...{ service: "GitLab", job: gitLabJob(), repository: "https://gitlab.com/forest/tools/axe" },
    builder: "https://gitlab.com/forest/tools/axe//.gitlab-ci.yml@refs/tags/v1.2.3",
    run: "https://gitlab.com/forest/tools/axe/-/jobs/4000123",
    dependencies: [
      {
        uri: "git+https://gitlab.com/forest/tools/axe@refs/tags/v1.2.3",
        digest: { gitCommit: PIPELINE_COMMIT },
      },
    ],
    reason: "as its certificate says",
  },
  {
    ...{ service: "Buildkite", job: buildkiteJob(), repository: "https://github.com/forest/axe" },
    builder: BUILDKITE,
    run: `${BUILDKITE}/builds/12#0184990a-477b-4fa8-9968-496074483cee`,
    dependencies: [{ name: "source", digest: { gitCommit: PIPELINE_COMMIT } }],
    reason: "as its certificate says",
  },
  {
    ...{ service: "CircleCI", job: circleCiJob(), repository: "https://github.com/forest/axe" },
    builder: DEFINITION,
    run: "https://app.circleci.com//workflow/f5e3f1a2-5b6c-4d7e-8f90-123456789abc/job/06e3f1a2-5b6c-4d7e-8f90-123456789abc",
    dependencies: [],
    reason: "as its certificate says, which names no commit",
  },
];

test.each(SERVICES)("a certificate of $service gives builder and run of the provenance", async (expected) => {
  const { folder, sealed, trust } = await sealIn(expected.job);
  expect(sealed.stderr).not.toContain("error");
  expect(sealed.status).toBe(0);
  const evidence = join(folder, "evidence");
  const line = readFileSync(join(evidence, "axe-1.2.3.intoto.jsonl"), "utf8");
  const { predicate } = JSON.parse(Buffer.from(JSON.parse(line).dsseEnvelope.payload, "base64").toString());
  expect(predicate.runDetails).toEqual({
    builder: { id: expected.builder },
    metadata: { invocationId: expected.run },
  });
  expect(predicate.buildDefinition.resolvedDependencies).toEqual(expected.dependencies);

  const who = ["--identity", expected.builder, "--issuer", expected.job.iss, ...trust];
  const args = ["verify", ...who, "--json", "--", "evidence/axe-1.2.3.capsule", "axe"];
  const verified = await capsule(args, { cwd: folder });
  const { verdict, release, claims } = JSON.parse(verified.stdout);
  expect([verdict, verified.status]).toEqual(["verified", 0]);
  const { repository } = expected;
  expect(release).toMatchObject({ repository, commit: PIPELINE_COMMIT, tag: "v1.2.3", runUri: expected.run });
  const alone = await capsule(["verify", ...who, "--json", "--", "evidence/axe-1.2.3.intoto.jsonl", "axe"], {
    cwd: folder,
  });
  const single = JSON.parse(alone.stdout).claims.find(({ id }: { id: string }) => id === "provenance");
  expect([alone.status, single.status]).toEqual([0, "verified"]);
  const provenance = claims.find(({ id }: { id: string }) => id === "provenance");
  expect(provenance).toMatchObject({ status: "verified" });
  expect(provenance.reason).toContain(expected.builder);
  expect(provenance.reason).toMatch(new RegExp(`${expected.reason}$`));
});

test("a variable that says another commit than the certificate stops the run before anything is signed", async () => {
  const job = gitLabJob();
  const other = { ...job, variables: { ...job.variables, CI_COMMIT_SHA: "e".repeat(40) } };
  const { folder, sealed } = await sealIn(other);
  expect(sealed.stderr).toContain("the commit is");
  expect(sealed.status).not.toBe(0);
  expect(logged()).toBe(0);
  expect(readdirSync(folder)).toEqual(["axe"]);
});

test("a capsule that is named as the release before must be of it, earlier, and verify", async () => {
  const first = await sealIn(gitLabJob());
  const own = sigstore as GitHubSigstore;
  const capsuleOf = join(first.folder, "evidence", "axe-1.2.3.capsule");
  const next = (tag: string, previous: string) =>
    capsule(
      ["seal", "--sigstore", own.signingConfigPath, ...first.trust, "--name", "axe", "--out", `evidence-${tag}`].concat(
        ["--previous", previous, "axe"],
      ),
      { cwd: first.folder, env: own.pipelineEnv(gitLabJob({ tag })) },
    );
  const before = logged();
  for (const tag of ["v1.2.3", "v1.2.2"]) {
    const late = await next(tag, capsuleOf);
    expect([late.status, late.stderr]).toEqual([1, expect.stringContaining('its version is "1.2.3", and this one is')]);
  }
  const forged = join(first.folder, "forged.capsule");
  const stranger = await startGitHubSigstore({ pipeline: gitLabJob() });
  try {
    const args = ["seal", "--sigstore", stranger.signingConfigPath, "--trusted-root", stranger.trustedRootPath];
    const cwd = newFolder();
    writeFileSync(join(cwd, "axe"), "an axe\n");
    await capsule([...args, "--name", "axe", "--out", "evidence", "axe"], { cwd, env: stranger.env });
    writeFileSync(forged, readFileSync(join(cwd, "evidence", "axe-1.2.3.capsule")));
  } finally {
    await stranger.close();
  }
  const refused = await next("v1.2.4", forged);
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("not of the release before")]);
  expect(logged()).toBe(before);
  expect((await next("v1.2.4", capsuleOf)).status).toBe(0);
  const local = ["seal", "--sigstore", "local", "--previous", capsuleOf, "axe"];
  expect((await capsule(local, { cwd: first.folder })).status).toBe(2);
}, 60_000);
