import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder, runProgram } from "../run-program.ts";
import { readWorkflow } from "./our-step.ts";

const workflow = readWorkflow(".github/workflows/npm.yml");
const job = workflow.jobs["publish"] ?? { steps: [] };
const COMMIT = "5".repeat(40);
const PACKAGE = "the package";
const SEALED = `sha512-${createHash("sha512").update(PACKAGE).digest("base64")}`;

interface Answers {
  /** What gh says. */
  readonly isDraft: string;
  readonly verifies: boolean;
  /** The digest that npm has of the version before. */
  readonly has: string;
  /** What npm gives back in the end. */
  readonly serves: string;
}

/** What stands in for `gh` and `npm`: notes its arguments, and does what the test says. */
const stub = (name: string, body: string): string => `#!/bin/sh\necho "${name} $*" >> "$CALLS"\n${body}\n`;

/** Runs the scripts of the job in their order, until one fails, as a runner does. */
async function publish({ isDraft = "false", verifies = true, has = "", serves = PACKAGE }: Partial<Answers> = {}) {
  const [cwd, programs, temporary] = [newFolder(), newFolder(), newFolder()];
  const calls = join(cwd, "calls");
  const stubs = {
    gh: `case "$1 $2" in
  "release view") echo ${isDraft} ;;
  "release download") printf '${PACKAGE}' > "$RUNNER_TEMP/release-capsule-1.2.3.tgz" ;;
  "attestation verify") exit ${verifies ? 0 : 1} ;;
esac`,
    npm: `case $1 in view) echo '${has}' ;; pack) printf '${serves}' > release-capsule-1.2.3.tgz ;; esac`,
    sleep: "",
  };
  for (const [name, body] of Object.entries(stubs)) {
    writeFileSync(join(programs, name), stub(name, body));
    chmodSync(join(programs, name), 0o755);
  }
  const env = {
    ...{ PATH: `${programs}:${process.env["PATH"]}`, CALLS: calls, RUNNER_TEMP: temporary, TAG: "v1.2.3" },
    ...{ GITHUB_REPOSITORY: "o/r", GITHUB_SHA: COMMIT, GITHUB_REF: "refs/tags/v1.2.3", GH_TOKEN: "secret" },
  };
  let status: number | null = 0;
  for (const { run } of job.steps) {
    if (run === undefined) continue;
    status = (await runProgram("bash", ["-e", "-c", run], { cwd, env })).status;
    if (status !== 0) break;
  }
  const said = existsSync(calls) ? readFileSync(calls, "utf8").replaceAll(temporary, "/t").trim().split("\n") : [];
  return { status, calls: said };
}

test("runs on a tag that is given as the ref, which npm's provenance then names", () => {
  expect(workflow.on).toEqual({ workflow_dispatch: null });
  expect(job).toMatchObject({ if: "github.ref_type == 'tag'", environment: "npm" });
  expect((job as { env?: object }).env).toEqual({ TAG: `\${{ github.ref_name }}` });
});

test("runs nothing of the repository or of the release, and has no secret", () => {
  for (const { uses, run } of job.steps) {
    expect(uses ?? "").not.toMatch(/checkout|^\.\//);
    expect(run ?? "").not.toMatch(/\bnode\b|npm (ci|install|run)|\$\{\{/);
  }
  expect(readFileSync(new URL("../../.github/workflows/npm.yml", import.meta.url), "utf8")).not.toContain("secrets.");
});

test("keeps provenance required where the release is made, because this workflow depends on it", () => {
  const seal = readWorkflow(".github/workflows/release.yml").jobs["seal"];
  expect(seal?.steps.find(({ uses }) => uses === "./")?.with).toMatchObject({ attestations: "required" });
  expect(seal?.permissions).toMatchObject({ attestations: "write" });
});

describe.skipIf(process.platform === "win32")("the scripts", () => {
  test("publish the package whose provenance is of the release workflow at this tag and commit", async () => {
    const { status, calls } = await publish();
    expect(status).toBe(0);
    expect(calls).toEqual([
      "gh release view v1.2.3 --repo o/r --json isDraft --jq .isDraft",
      "gh release download v1.2.3 --repo o/r --pattern release-capsule-1.2.3.tgz --dir /t",
      `gh attestation verify /t/release-capsule-1.2.3.tgz --repo o/r --signer-workflow o/r/.github/workflows/release.yml --signer-digest ${COMMIT} --source-ref refs/tags/v1.2.3 --source-digest ${COMMIT} --deny-self-hosted-runners`,
      "npm view release-capsule@1.2.3 dist.integrity",
      "npm publish --ignore-scripts --access public --provenance /t/release-capsule-1.2.3.tgz",
      "npm pack --ignore-scripts --prefer-online --silent release-capsule@1.2.3",
    ]);
  });

  test("leave what npm has already, and end well only if it is the sealed package", async () => {
    const publications = (calls: readonly string[]) => calls.filter((call) => call.startsWith("npm publish"));
    const same = await publish({ has: SEALED });
    expect([same.status, publications(same.calls)]).toEqual([0, []]);
    const other = await publish({ has: "sha512-AAAA" });
    expect([other.status, publications(other.calls)]).toEqual([1, []]);
  });

  test("fail where npm serves other bytes than were sealed", async () => {
    expect((await publish({ serves: "another package" })).status).not.toBe(0);
  });

  test.each([{ verifies: false }, { isDraft: "true" }, { isDraft: "''" }])(
    "publish nothing where gh answers %j",
    async (gh) => {
      const { status, calls } = await publish(gh);
      expect(status).not.toBe(0);
      expect(calls.filter((call) => call.startsWith("npm"))).toEqual([]);
    },
  );
});
