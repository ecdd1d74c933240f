import { relative, sep } from "node:path";
import { checkGitHubFiles } from "../../domain/release/checks/check-github-files.ts";
import { checkBranch, checkVersionOrder } from "../../domain/release/checks/check-history.ts";
import { checkInputs } from "../../domain/release/checks/check-inputs.ts";
import { checkInventory, plannedAssets } from "../../domain/release/checks/check-inventory.ts";
import { checkPackages } from "../../domain/release/checks/check-packages.ts";
import { checkProtection } from "../../domain/release/checks/check-protection.ts";
import {
  checkRun,
  checkRunner,
  checkRunRef,
  checkTrigger,
  checkWorkflow,
} from "../../domain/release/checks/check-run.ts";
import { checkTagKind, checkTagTarget } from "../../domain/release/checks/check-tag.ts";
import { checkTagSignature, type TagKeys } from "../../domain/release/checks/check-tag-signature.ts";
import { checkTree } from "../../domain/release/checks/check-tree.ts";
import { checkTagName, checkVersion } from "../../domain/release/checks/check-version.ts";
import { type ReleaseCheck, releaseCheckOf } from "../../domain/release/checks/release-check.ts";
import { type CheckId, claimsOf, type Finding } from "../../domain/release/checks/release-claim.ts";
import { requiredChecks } from "../../domain/release/checks/required-checks.ts";
import { askGit } from "./ask-git.ts";
import { askHost } from "./ask-host.ts";
import { askTag } from "./ask-tag.ts";
import type { AskedAnswers } from "./asked-answers.ts";
import type { CheckOrder, CheckPorts } from "./check-order.ts";
import { readPackages } from "./read-packages.ts";

/**
 * Checks a release against its manifest, its git repository and GitHub, before anything is signed. Nothing is written.
 *
 *   1. ask     GitHub: tag, branch, versions, protection, and the run that says it is running
 *   2. ask     git: the tag's object, the history, changes
 *   3. ask     git verify-tag, if the manifest names keys of tags
 *   4. read    the package manifests of the checkout
 *   5. judge   each answer: one claim each, with what was found, what was expected, where, and the fix
 *
 * What cannot be asked leaves its claims open; no claim holds because nobody contradicted it. Fault: those of `Files`.
 */
export async function judgeRelease(order: CheckOrder, ports: CheckPorts): Promise<ReleaseCheck> {
  const hosted = await askHost(order, ports.source);
  const local = await askGit(order, hosted.defaultBranch);
  const tagKeys = await askTag(order, { hosted: hosted.answers }, ports);
  const packages = await readPackages(order, ports.files);
  const judged = judge(order, { hosted: hosted.answers, local, packages, tagKeys });
  const findings = order.backfill === true ? judged.map(asBackfilled) : judged;
  return releaseCheckOf(claimsOf([...order.findings, ...findings], requiredChecks(order.manifest?.release.policy)));
}

function judge(order: CheckOrder, answers: AskedAnswers & { readonly tagKeys: TagKeys | undefined }): Finding[] {
  const { facts, manifest, run } = order;
  const { hosted, local } = answers;
  const release = manifest?.release;
  const named = { ...facts, ...order.sources, tagPattern: release?.tag };
  const names = order.assets?.map(({ name }) => name);
  return [
    manifestFinding(order),
    checkVersion(named),
    checkTagName(named),
    checkTagTarget({ ...facts, mayBeUnpushed: run === undefined }, [local.tag, hosted.tag]),
    checkTagKind(release?.policy.tag, [local.tag, hosted.tag]),
    ...checkTagSignature({ ...facts, mayBeUnpushed: run === undefined }, answers.tagKeys),
    checkBranch([hosted.branch, local.branch]),
    checkVersionOrder(facts, [local.versions, hosted.versions]),
    ...checkPackages(facts, answers.packages),
    checkInventory(release?.assets && plannedAssets(release.assets, facts), names),
    ...checkGitHubFiles(order.destination, order.assets),
    ...checkInputs(release?.inputs ?? [], release !== undefined),
    checkTree(local.tree, relativeToTop(order)),
    checkProtection(hosted.protection),
    checkRun(run, hosted.run),
    checkRunRef(run, facts.tag),
    checkTrigger(run, order.unsafeTriggers),
    checkRunner(run),
    checkWorkflow(run, hosted.run),
  ];
}

/** The paths of the assets as git writes paths; those outside of the checkout are nothing to it. */
function relativeToTop({ checkout, assets = [] }: CheckOrder): string[] {
  if (checkout === undefined) return [];
  const paths = assets.map(({ path }) => relative(checkout.facts.top, path).replaceAll(sep, "/"));
  return paths.filter((path) => !path.startsWith("../"));
}

/** Checks that ask whether this run may make this release now. */
const OF_NEW_RELEASES: ReadonlySet<CheckId> = new Set([
  "version-order",
  "run-ref",
  "workflow",
  "trigger",
  "github-files",
]);

function asBackfilled(finding: Finding): Finding {
  if (!OF_NEW_RELEASES.has(finding.id)) return finding;
  const { id, found, expected, source } = finding;
  const reason = "the release is public already, and this run only seals it";
  return { id, found, expected, source, status: "not-applicable", reason };
}

function manifestFinding({ manifest }: CheckOrder): Finding {
  const about = { id: "manifest", expected: null } as const;
  if (manifest === undefined) {
    const reason = "there is no release manifest, so most checks only warn";
    return { ...about, found: null, source: "release/manifest.yaml", status: "not-applicable", reason };
  }
  const { path, release } = manifest;
  const reason = "the manifest follows its schema";
  return { ...about, found: release.name, source: path, status: "verified", reason };
}
