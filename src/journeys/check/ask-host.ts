import type { ClaimedRun } from "../../domain/release/checks/check-run.ts";
import type { Known } from "../../domain/release/checks/known.ts";
import { earlierVersions, tagPrefix } from "../../domain/release/tag/tag-pattern.ts";
import { Fault } from "../../kernel/fault.ts";
import type { HostedRepository, RunKey, SourceHost } from "../../ports/source-host.ts";
import { ask } from "./ask.ts";
import type { HostedAnswers } from "./asked-answers.ts";
import type { CheckOrder } from "./check-order.ts";

/** Step 1. The questions are asked at once; one that fails leaves the others standing. */
export async function askHost(
  order: CheckOrder,
  host: SourceHost | undefined,
): Promise<{ readonly answers: HostedAnswers; readonly defaultBranch: string | undefined }> {
  if (host === undefined) return { answers: nobodyAsked(), defaultBranch: undefined };
  const repository = await ask(host.name, () => host.repository());
  const { run } = order;
  const { tag, commit } = order.facts;
  const branch =
    order.manifest?.release.policy.branch ?? (repository.known ? repository.value.defaultBranch : undefined);
  const [tagAnswer, branchAnswer, versions, protection, runAnswer] = await Promise.all([
    tag === null
      ? open(host, "the release has no tag")
      : ask(host.name, () => host.tag(tag, { isKnown: run?.ref === `refs/tags/${tag}` })),
    branch === undefined || commit === null
      ? openAs(repository, host, "the commit is not known")
      : ask(host.name, async () => ({ name: branch, contains: await host.isReachable(branch, commit) })),
    ask(host.name, () => versionsOf(order, host)),
    branch === undefined || !repository.known
      ? openAs(repository, host, "the default branch is not known")
      : ask(host.name, () => protectionOf(branch, repository.value, host)),
    run === undefined ? open(host, "this is not a run of a workflow") : ask(host.name, () => host.run(runKey(run))),
  ]);
  const answers = { tag: tagAnswer, branch: branchAnswer, versions, protection, run: runAnswer };
  return { answers, defaultBranch: repository.known ? repository.value.defaultBranch : undefined };
}

async function versionsOf({ facts, manifest }: CheckOrder, host: SourceHost) {
  const tagPattern = manifest?.release.tag;
  const tags = await host.tags(tagPattern === undefined ? "" : tagPrefix(tagPattern));
  return earlierVersions({ tags, reachableTags: [] }, { ...facts, tagPattern });
}

async function protectionOf(branch: string, { isPublic }: HostedRepository, host: SourceHost) {
  // Of a private repository nobody outside can check the answer, so it is not requested.
  return { branch, isPublic, isProtected: isPublic && (await host.isProtected(branch)) };
}

/** `…/actions/runs/ID/attempts/N` */
function runKey({ runUri }: ClaimedRun): RunKey {
  const [, id, attempt] = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(runUri) ?? [];
  if (id !== undefined && attempt !== undefined) return { id, attempt };
  throw new Fault("configuration-invalid", "the environment names no run of a workflow");
}

function nobodyAsked(): HostedAnswers {
  const answer: Known<never> = {
    known: false,
    source: "GitHub",
    reason: "nothing was requested from GitHub",
    fix: "give github-token, in a shell GITHUB_TOKEN",
  };
  return { tag: answer, branch: answer, versions: answer, protection: answer, run: answer };
}

function open(host: SourceHost, reason: string): Known<never> {
  return { known: false, source: host.name, reason };
}

/** The reason of an earlier question if that is why this one cannot be asked. */
function openAs(earlier: Known<unknown>, host: SourceHost, reason: string): Known<never> {
  return earlier.known ? open(host, reason) : earlier;
}
