import { basename } from "node:path";
import { checkCommit, checkTag } from "../../../domain/source/git-ref.ts";
import { checkReleaseName, defaultReleaseName } from "../../../domain/source/release-name.ts";
import { parseRepository } from "../../../domain/source/repository.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { checkVersion, isVersionTag, versionOfTag } from "../../../domain/source/version.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { BuildRun } from "../../../ports/build-run.ts";
import type { GitFacts } from "../../../ports/git.ts";
import type { ExaminePorts, SealOrder } from "../order/seal-order.ts";

/**
 * Gathers where the release comes from: a flag wins over the CI system, which wins over git, which wins over a default.
 * Two sources that speak about the same commit and differ are a `source-contradiction`, whichever would win.
 */
export async function readSourceFacts(order: SealOrder, ports: ExaminePorts): Promise<SourceFacts> {
  const sealing = await ports.buildRun();
  const git = await ports.git.facts(order.folder);
  // The run that seals an old release is none of it: it has another ref, and often another commit.
  const run = order.backfill === true ? undefined : sealing;
  if (order.backfill === true) requireTag(order);
  refuseContradictions(order, run, git);

  const repository = repositoryOf(order, sealing, git);
  const name = order.given.name ?? defaultReleaseName(repository, basename(git?.top ?? order.folder));
  checkReleaseName(name);
  const commit = order.given.commit ?? run?.commit ?? git?.commit ?? null;
  const tag = tagOf(order, run, git, name);
  if (commit !== null) checkCommit(commit);
  if (tag !== null) checkTag(tag);
  const version = versionOf(order, tag, name, commit);
  checkVersion(version);

  return {
    name,
    version,
    tag,
    commit,
    repository,
    repositoryId: sealing?.repositoryId ?? null,
    ownerId: sealing?.ownerId ?? null,
    runUri: sealing?.runUri ?? null,
    ref: run?.ref ?? (tag === null ? null : `refs/tags/${tag}`),
    dirty: git?.dirty ?? null,
    epoch: epochOf(ports.env("SOURCE_DATE_EPOCH"), git),
  };
}

/** What every instance but the local one needs before it may sign (DESIGN: null only with local). */
export function requireFacts(facts: SourceFacts, keys: readonly (keyof SourceFacts)[]): void {
  for (const key of keys) {
    if (facts[key] !== null) continue;
    throw new Fault("source-incomplete", `the ${WORDS.get(key) ?? key} of the release is not known`, {
      hint: "run in a workflow started by a tag, or give --repository, --tag and --commit",
    });
  }
}

function requireTag({ given }: SealOrder): void {
  if (given.tag !== undefined) return;
  throw new Fault("usage", "backfill needs the tag of the release that is to be sealed", {
    hint: "give tag, and check out that tag before this step",
  });
}

const WORDS = new Map<keyof SourceFacts, string>([
  ["repositoryId", "repository id"],
  ["ownerId", "owner id"],
  ["runUri", "workflow run"],
]);

function repositoryOf(order: SealOrder, run: BuildRun | undefined, git: GitFacts | undefined): string | null {
  const given = order.given.repository ?? run?.repository;
  if (given !== undefined) return parseRepository(given).url;
  if (git?.origin === undefined) return null;
  try {
    return parseRepository(git.origin).url;
  } catch {
    // A remote that is a local path says nothing about a public place.
    return null;
  }
}

function tagOf(order: SealOrder, run: BuildRun | undefined, git: GitFacts | undefined, name: string): string | null {
  if (order.given.tag !== undefined) return order.given.tag;
  if (run?.ref.startsWith("refs/tags/")) return run.ref.slice("refs/tags/".length);
  const { version } = order.given;
  const candidates = (git?.tags ?? []).filter(
    (tag) => isVersionTag(tag, name) && (version === undefined || versionOfTag(tag, name) === version),
  );
  if (candidates.length > 1) {
    throw new Fault(
      "source-contradiction",
      `several version tags point at the commit: ${candidates.map((tag) => printable(tag)).join(", ")}`,
      {
        hint: "choose one with --tag",
      },
    );
  }
  return candidates[0] ?? null;
}

function versionOf(order: SealOrder, tag: string | null, name: string, commit: string | null): string {
  const tagged = tag !== null && isVersionTag(tag, name) ? versionOfTag(tag, name) : undefined;
  const { version } = order.given;
  if (version !== undefined && tagged !== undefined && version !== tagged) {
    throw new Fault(
      "source-contradiction",
      `the version ${printable(version)} is not that of the tag ${printable(tag ?? "")}`,
      {
        hint: "give a version that equals the tag, without its leading v",
      },
    );
  }
  if (version !== undefined) return version;
  if (tagged !== undefined) return tagged;
  if (tag !== null) {
    throw new Fault("source-incomplete", `the tag ${printable(tag)} holds no semantic version`, {
      hint: "give --version",
    });
  }
  return commit === null ? "0.0.0-local" : `0.0.0-local.${commit}`;
}

function refuseContradictions(order: SealOrder, run: BuildRun | undefined, git: GitFacts | undefined): void {
  const commits = [
    ["--commit", order.given.commit],
    ["the workflow run", run?.commit],
    ["the checkout", git?.commit],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  for (const [source, commit] of commits) {
    const [firstSource, first] = commits[0] ?? [source, commit];
    if (commit === first) continue;
    throw new Fault(
      "source-contradiction",
      `${firstSource} names commit ${printable(first)}, ${source} names ${printable(commit)}`,
      {
        hint: "check out the commit that is released",
      },
    );
  }
}

function epochOf(value: string | undefined, git: GitFacts | undefined): number {
  if (value === undefined) return git?.commitTime ?? 0;
  if (!/^\d{1,12}$/.test(value)) {
    throw new Fault("configuration-invalid", `SOURCE_DATE_EPOCH is ${printable(value)}, not a count of seconds`);
  }
  return Number(value);
}
