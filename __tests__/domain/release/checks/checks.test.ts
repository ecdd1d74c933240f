import { describe, expect, test } from "vitest";
import { checkBranch, checkVersionOrder } from "../../../../src/domain/release/checks/check-history.ts";
import { checkInputs } from "../../../../src/domain/release/checks/check-inputs.ts";
import { checkInventory, plannedAssets } from "../../../../src/domain/release/checks/check-inventory.ts";
import { checkProtection } from "../../../../src/domain/release/checks/check-protection.ts";
import {
  checkRun,
  checkRunner,
  checkRunRef,
  checkTrigger,
  checkWorkflow,
} from "../../../../src/domain/release/checks/check-run.ts";
import { checkTagKind, checkTagTarget, type TagAnswer } from "../../../../src/domain/release/checks/check-tag.ts";
import { checkTree } from "../../../../src/domain/release/checks/check-tree.ts";
import { checkTagName, checkVersion } from "../../../../src/domain/release/checks/check-version.ts";
import type { Known } from "../../../../src/domain/release/checks/known.ts";
import { blockingClaims, releaseCheckOf, warningClaims } from "../../../../src/domain/release/checks/release-check.ts";
import { CHECK_IDS, claimsOf, type Finding } from "../../../../src/domain/release/checks/release-claim.ts";
import { requiredChecks } from "../../../../src/domain/release/checks/required-checks.ts";
import type { VersionScheme } from "../../../../src/domain/source/version-scheme.ts";

const COMMIT = "a".repeat(40);
const OTHER = "b".repeat(40);
const known = <T>(value: T, source = "git"): Known<T> => ({ known: true, value, source });
const unknown: Known<never> = { known: false, source: "forge", reason: "nobody answered", fix: "give a token" };

const READ = { versionSource: "tag", tagSource: "git", tagPattern: undefined } as const;
const semver = (version: string) => ({ version, versioning: "semver" }) as const;

describe("version and tag", () => {
  const release = { name: "tool", version: "1.2.3", versioning: "semver", ...READ } as const;

  test("a version is one, or a stand-in that counts as missing", () => {
    expect(checkVersion({ ...release, tag: null }).status).toBe("verified");
    expect(checkVersion({ ...release, tag: null, version: `0.0.0-local.${COMMIT}` }).status).toBe("missing");
    expect(checkVersion({ ...release, tag: null, version: "1.2" }).status).toBe("failed");
  });

  test.each([
    ["v1.2.3", undefined, "verified"],
    ["tool-v1.2.3", undefined, "verified"],
    ["1.2.3", undefined, "verified"],
    ["V1.2.3", undefined, "verified"],
    ["release-1.2.3", undefined, "verified"],
    ["@scope/tool@1.2.3", undefined, "verified"],
    ["v11.2.3", undefined, "failed"],
    ["v1.2.3.4", undefined, "failed"],
    ["v1", undefined, "failed"],
    ["v1.2.3", "tool-v{version}", "failed"],
    ["tool-v1.2.3", "tool-v{version}", "verified"],
    ["V1.2.3", "v{version}", "failed"],
    [null, "v{version}", "missing"],
  ])("the tag %s with the pattern %s is %s (B42)", (tag, tagPattern, status) => {
    expect(checkTagName({ ...release, tag, tagPattern }).status).toBe(status);
  });
});

describe("the tag's target", () => {
  const IN_RUN = { tag: "v1.2.3", commit: COMMIT, mayBeUnpushed: false };
  const at = (commit: string, source = "git"): TagAnswer => known({ commit, kind: "annotated" }, source);

  test.each<[string, TagAnswer[], string]>([
    ["is the commit for both", [at(COMMIT), at(COMMIT, "forge")], "verified"],
    ["is the commit for git, and nobody asked the forge", [at(COMMIT), unknown], "verified"],
    [
      "is the commit for the forge, and the checkout lacks the tag",
      [known(undefined), at(COMMIT, "forge")],
      "verified",
    ],
    ["moved on the forge (G17)", [at(COMMIT), at(OTHER, "forge")], "failed"],
    ["is another one in git", [at(OTHER), unknown], "failed"],
    ["is nowhere", [known(undefined), known(undefined)], "missing"],
    ["is in git and was never pushed", [at(COMMIT), known(undefined, "forge")], "missing"],
    ["is not known", [unknown, unknown], "not-checked"],
  ])("%s", (_what, answers, status) => {
    expect(checkTagTarget(IN_RUN, answers).status).toBe(status);
  });

  test("may be in the checkout alone before a run is started, and nowhere else", () => {
    const before = { ...IN_RUN, mayBeUnpushed: true };
    const unpushed = checkTagTarget(before, [at(COMMIT), known(undefined, "GitHub")]);
    expect(unpushed).toMatchObject({
      status: "verified",
      reason: expect.stringContaining("GitHub does not have it yet"),
    });
    expect(checkTagTarget(before, [known(undefined), known(undefined)]).status).toBe("missing");
    expect(checkTagTarget(before, [at(OTHER), known(undefined)]).status).toBe("failed");
    expect(checkTagTarget(before, [at(COMMIT), at(OTHER, "GitHub")]).status).toBe("failed");
  });

  test("is missing without a tag or a commit", () => {
    expect(checkTagTarget({ ...IN_RUN, tag: null }, [at(COMMIT)]).status).toBe("missing");
    expect(checkTagTarget({ ...IN_RUN, commit: null }, [at(COMMIT)]).status).toBe("missing");
  });

  test("names both commits where it moved", () => {
    expect(checkTagTarget(IN_RUN, [at(OTHER)])).toMatchObject({
      found: OTHER,
      expected: COMMIT,
      source: "git",
    });
  });
});

describe("the kind of the tag", () => {
  const of = (kind: "lightweight" | "annotated" | "signed" | "verified"): TagAnswer => known({ commit: COMMIT, kind });

  test.each<[Parameters<typeof checkTagKind>[0], TagAnswer[], string]>([
    [undefined, [of("lightweight")], "verified"],
    ["any", [of("lightweight")], "verified"],
    ["annotated", [of("lightweight")], "failed"],
    ["annotated", [of("annotated")], "verified"],
    ["signed", [of("annotated")], "failed"],
    ["signed", [of("signed")], "verified"],
    ["verified", [of("signed"), known({ commit: COMMIT, kind: "signed" }, "forge")], "failed"],
    ["verified", [of("signed"), unknown], "not-checked"],
    ["verified", [of("annotated"), unknown], "failed"],
    ["verified", [of("signed"), of("verified")], "verified"],
    ["signed", [unknown], "not-checked"],
    ["signed", [known(undefined)], "missing"],
  ])("policy %s", (wanted, answers, status) => {
    expect(checkTagKind(wanted, answers).status).toBe(status);
  });
});

describe("the branch", () => {
  test("is what the first source that knows says, and open where none was asked", () => {
    const yes = known({ name: "main", contains: true });
    const no = known({ name: "main", contains: false });
    expect(checkBranch([yes, unknown]).status).toBe("verified");
    expect(checkBranch([no, yes]).status).toBe("failed");
    expect(checkBranch([yes, no]).status).toBe("verified");
    expect(checkBranch([unknown, no])).toMatchObject({ status: "failed", found: "not on main" });
    expect(checkBranch([unknown, unknown])).toMatchObject({ status: "not-checked", fix: "give a token" });
  });
});

describe("the order of versions", () => {
  test.each([
    ["1.0.0", [], [], "verified"],
    ["1.2.3", ["1.2.2"], ["1.2.2"], "verified"],
    ["1.2.3", ["1.2.4"], [], "failed"],
    ["1.2.3", ["1.2.3"], [], "failed"],
    ["1.2.3", ["1.2.3+build"], [], "failed"],
    ["1.2.4", ["1.2.3", "2.0.0"], ["1.2.3"], "verified"],
    ["1.9.0", ["2.0.0"], ["2.0.0"], "failed"],
    ["1.9.0", ["2.0.0-rc.1"], ["2.0.0-rc.1"], "verified"],
    ["2.0.0-rc.1", ["2.0.0"], [], "failed"],
    ["2.0.0", ["2.0.0-rc.1"], ["2.0.0-rc.1"], "verified"],
    ["2.0.0-rc.10", ["2.0.0-rc.9"], [], "verified"],
  ])("%s after %j, with %j in its history, is %s", (version, all, before, status) => {
    expect(checkVersionOrder(semver(version), [known({ all, before })]).status).toBe(status);
  });

  test("is open where nothing is known", () => {
    expect(checkVersionOrder(semver("1.0.0"), [unknown]).status).toBe("not-checked");
    const standIn = checkVersionOrder(semver("0.0.0-local"), [known({ all: [], before: [] })]);
    expect(standIn).toMatchObject({ status: "not-checked", fix: expect.anything() });
  });
});

test.each<[VersionScheme, string, string[], string]>([
  ["calver", "2024.11", ["2024.10", "2023.12.1"], "verified"],
  ["calver", "2024.9", ["2024.10"], "failed"],
  ["calver", "2024.11.03", ["2024.11.3"], "failed"],
  ["calver", "2024.11", ["2024.11-rc1", "2024.10"], "verified"],
  ["calver", "2024.11-rc2", ["2024.11-rc1"], "verified"],
  ["calver", "2024.11-rc2", ["2024.11"], "failed"],
  ["calver", "2024.11-hotfix1", ["2024.11"], "verified"],
  ["pep440", "1.2", ["1.1.9"], "verified"],
  ["pep440", "1.10", ["1.9"], "verified"],
  ["pep440", "1.2", ["1.2.0"], "failed"],
  ["pep440", "1.2rc1", ["1.2"], "failed"],
  ["pep440", "1.2", ["1.2rc1"], "verified"],
  ["pep440", "1.2.dev1", ["1.2a1"], "failed"],
  ["pep440", "1.2.post1", ["1.2"], "verified"],
  ["pep440", "1!1.0", ["2.0"], "verified"],
  ["none", "nightly", ["zebra"], "not-applicable"],
])("by %s, %s after %j is %s", (versioning, version, before, status) => {
  const answer = known({ all: before, before });
  expect(checkVersionOrder({ version, versioning }, [answer]).status).toBe(status);
});

describe("the inventory", () => {
  const planned = plannedAssets(["{name}-{version}.tgz", "cli.js", "{tag}.{other}"], {
    name: "tool",
    version: "1.2.3",
    tag: "v1.2.3",
  });

  test("fills in what stands for the release, and nothing else", () => {
    expect(planned).toEqual(["tool-1.2.3.tgz", "cli.js", "v1.2.3.{other}"]);
  });

  test("is closed: nothing missing, nothing more", () => {
    expect(checkInventory(planned, [...planned].reverse()).status).toBe("verified");
    expect(checkInventory(planned, planned.slice(1))).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/missing/),
    });
    expect(checkInventory(planned, [...planned, "debug.log"])).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/"debug.log" not listed/),
    });
    expect(checkInventory(["a", "a"], ["a"]).status).toBe("failed");
    expect(checkInventory(["tool-*.zip", "cli.js"], ["tool-a.zip", "tool-b.zip", "cli.js"]).status).toBe("verified");
    expect(checkInventory(["tool-*.zip"], ["tool-a.tgz"])).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/"tool-\*\.zip" missing; "tool-a\.tgz" not listed/),
    });
    expect(checkInventory(["tool[x].zip"], ["tool[x].zip"]).status).toBe("verified");
    expect(checkInventory(planned, undefined).status).toBe("not-checked");
    expect(checkInventory(undefined, ["a"]).status).toBe("not-applicable");
  });

  test("of many names says some", () => {
    const many = Array.from({ length: 100 }, (_, n) => `f${n}`);
    expect(checkInventory([], many).reason).toContain("and 95 more");
  });
});

describe("external inputs", () => {
  test.each([
    ["a".repeat(40), "verified"],
    ["a".repeat(64), "verified"],
    [`sha256:${"a".repeat(64)}`, "verified"],
    [`sha512:${"a".repeat(128)}`, "verified"],
    ["main", "failed"],
    ["v1.2.3", "failed"],
    ["a".repeat(39), "failed"],
    ["A".repeat(40), "failed"],
    [`sha256:${"a".repeat(63)}`, "failed"],
    [`${"a".repeat(40)}\n`, "failed"],
  ])("pinned to %j: %s", (pin, status) => {
    expect(checkInputs([{ name: "x", source: "https://example.com", pin }], true)[0]?.status).toBe(status);
  });

  test("need not be", () => {
    expect(checkInputs([], true)).toMatchObject([{ status: "not-applicable" }]);
  });
});

describe("the checkout", () => {
  test("is clean, its own assets aside", () => {
    const tree = (changed: string[], untracked: string[]) => known({ changed, untracked });
    expect(checkTree(tree([], []), []).status).toBe("verified");
    expect(checkTree(tree([], ["dist/"]), ["dist/tool.tgz"]).status).toBe("verified");
    expect(checkTree(tree([], ["tool.tgz"]), ["tool.tgz"]).status).toBe("verified");
    expect(checkTree(tree([], ["tool.tgz.bak"]), ["tool.tgz"]).status).toBe("failed");
    expect(checkTree(tree(["src/a.ts"], []), ["src/a.ts"])).toMatchObject({
      status: "failed",
      found: "1 changed, 0 untracked",
    });
    expect(checkTree(unknown, []).status).toBe("not-checked");
  });
});

describe("the protection of the branch", () => {
  test("is verified, unverified or not public, and never verified for a private repository", () => {
    const of = (isProtected: boolean, isPublic: boolean) =>
      checkProtection(known({ branch: "main", isProtected, isPublic }));
    expect(of(true, true)).toMatchObject({ found: "verified", status: "verified" });
    expect(of(false, true)).toMatchObject({ found: "unverified", status: "failed" });
    expect(of(true, false)).toMatchObject({ found: "not-public", status: "not-checked" });
    expect(checkProtection(unknown)).toMatchObject({ found: "unverified", status: "not-checked" });
  });
});

describe("the run", () => {
  const claimed = {
    repositoryId: "1",
    commit: COMMIT,
    ref: "refs/tags/v1.2.3",
    runUri: "https://github.com/o/r/actions/runs/7/attempts/1",
    workflowCommit: COMMIT,
    runner: "github-hosted",
    event: "push",
  };
  const hosted = { repositoryId: "1", commit: COMMIT, refName: "v1.2.3", event: "push", isRunning: true, calls: [] };

  test("is what the forge says it is, in every respect", () => {
    expect(checkRun(claimed, known(hosted)).status).toBe("verified");
    for (const change of [{ commit: OTHER }, { repositoryId: "2" }, { refName: "main" }, { isRunning: false }]) {
      expect(checkRun(claimed, known({ ...hosted, ...change })).status, JSON.stringify(change)).toBe("failed");
    }
    expect(checkRun(claimed, unknown).status).toBe("not-checked");
  });

  test("is that of the tag, not of a branch that is called like it (B41, B42)", () => {
    expect(checkRunRef(claimed, "v1.2.3").status).toBe("verified");
    for (const ref of ["refs/heads/v1.2.3", "refs/heads/main", "refs/tags/v1.2.30", "refs/pull/1/merge"]) {
      expect(checkRunRef({ ...claimed, ref }, "v1.2.3").status, ref).toBe("failed");
    }
    expect(checkRunRef(claimed, null).status).toBe("missing");
  });

  test("was started as releases are, or by an event that was named (Y15)", () => {
    for (const event of ["push", "release", "workflow_dispatch"]) {
      expect(checkTrigger({ ...claimed, event }, []).status).toBe("verified");
    }
    const pull = { ...claimed, event: "pull_request" };
    expect(checkTrigger(pull, [])).toMatchObject({
      status: "failed",
    });
    expect(checkTrigger(pull, ["schedule"]).onlyWarns).toBeUndefined();
    expect(checkTrigger(pull, ["pull_request"])).toMatchObject({ status: "failed", onlyWarns: true });
    expect(checkTrigger(undefined, []).status).toBe("not-applicable");
  });

  test("is on a machine of the forge (B43)", () => {
    expect(checkRunner(claimed).status).toBe("verified");
    expect(checkRunner({ ...claimed, runner: "self-hosted" })).toMatchObject({
      status: "failed",
      found: "self-hosted",
    });
    expect(checkRunner({ ...claimed, runner: undefined }).status).toBe("not-checked");
  });

  test("is of a workflow of the released commit, which calls others by commit (B44)", () => {
    const call = (path: string, commit = OTHER) => known({ ...hosted, calls: [{ path, commit }] });
    expect(checkWorkflow(claimed, unknown).status).toBe("verified");
    expect(checkWorkflow({ ...claimed, workflowCommit: OTHER }, unknown).status).toBe("failed");
    expect(checkWorkflow({ ...claimed, workflowCommit: undefined }, unknown).status).toBe("not-checked");
    expect(checkWorkflow(claimed, call(`o/x/.github/workflows/a.yml@${OTHER}`)).status).toBe("verified");
    expect(checkWorkflow(claimed, call("o/x/.github/workflows/a.yml@v1")).status).toBe("failed");
    expect(checkWorkflow(claimed, call("o/r/.github/workflows/a.yml@refs/tags/v1.2.3", COMMIT)).status).toBe(
      "verified",
    );
  });
});

test("nothing that is required of a run holds where there is none", () => {
  const findings = [checkRun(undefined, unknown), checkRunRef(undefined, "v1"), checkRunner(undefined)];
  for (const { status } of [...findings, checkWorkflow(undefined, unknown)]) expect(status).toBe("missing");
});

describe("the verdict", () => {
  const finding = (id: Finding["id"], status: Finding["status"], more: Partial<Finding> = {}): Finding => ({
    ...{ id, status, found: null, expected: null, source: "x", reason: "y" },
    ...more,
  });
  const verdict = (...findings: Finding[]) => releaseCheckOf(claimsOf(findings, new Set(["tag-target", "branch"])));

  test("rests on what is required alone", () => {
    expect(verdict(finding("tag-target", "verified"), finding("runner", "failed"))).toMatchObject({ exitCode: 0 });
    expect(verdict(finding("tag-target", "failed"), finding("branch", "missing"))).toMatchObject({
      verdict: "not-ready",
      exitCode: 1,
    });
    expect(verdict(finding("branch", "not-checked"))).toMatchObject({ verdict: "not-ready", exitCode: 3 });
    expect(verdict(finding("branch", "not-applicable"))).toMatchObject({ verdict: "ready", exitCode: 0 });
    expect(verdict().exitCode).toBe(3);
  });

  test("of what a service left open is 4, and of something false 1", () => {
    const open = finding("branch", "not-checked", { environmentFailed: true });
    expect(verdict(open).exitCode).toBe(4);
    expect(verdict(open, finding("tag-target", "failed")).exitCode).toBe(1);
    expect(verdict({ ...open, id: "run" }, finding("branch", "verified")).exitCode).toBe(0);
  });

  test("lists what blocks and what only warns", () => {
    const check = verdict(finding("branch", "missing"), finding("runner", "failed"), finding("run", "not-checked"));
    expect(blockingClaims(check).map(({ id }) => id)).toEqual(["branch"]);
    expect(warningClaims(check).map(({ id }) => id)).toEqual(["runner"]);
  });

  test("a policy adds to what is required, and only unsafe-allow takes away", () => {
    expect(requiredChecks(undefined)).not.toContain("inventory");
    expect(requiredChecks({})).toContain("inventory");
    expect(requiredChecks({})).not.toContain("run");
    expect(requiredChecks({ require: ["run"] })).toContain("run");
    expect(requiredChecks({ "unsafe-allow": ["clean-tree"] })).not.toContain("clean-tree");
    expect([...requiredChecks({})].every((id) => CHECK_IDS.includes(id))).toBe(true);
  });
});
