import type { StatedBuild } from "../attestation/stated-build.ts";
import type { RootPredicate } from "../capsule/root-schema.ts";
import type { CertificateFacts } from "../sigstore/certificate-facts.ts";

/** What a certificate of a workflow's run states of it, and what others say of it beside. */
export const SOURCE_FACTS = [
  "repository",
  "repository id",
  "owner id",
  "ref",
  "commit",
  "workflow",
  "workflow commit",
  "builder",
  "event",
  "runner",
  "environment",
  "run",
] as const;

export type SourceFact = (typeof SOURCE_FACTS)[number];

/** What one party says; a fact that it does not say is undefined or left out. */
export type StatedFacts = Readonly<Partial<Record<SourceFact, string | undefined>>>;

/** Two parties that say different things, or one that is silent if it may not be. */
export interface Disagreement {
  readonly fact: SourceFact;
  readonly stated: string | undefined;
  readonly certified: string | undefined;
}

/** Of what the other party states, what this one has to state, too. Beside that, silence is not a contradiction. */
type Bound = readonly SourceFact[] | "all";

/**
 * The one comparison of what certificate, provenance, root, environment and policy say of a run: the first fact on which
 * `stated` and `certified` disagree, else undefined. Texts are compared exactly.
 */
export function findDisagreement(
  stated: StatedFacts,
  certified: StatedFacts,
  { mustState = [], mustCertify = [] }: { readonly mustState?: Bound; readonly mustCertify?: Bound } = {},
): Disagreement | undefined {
  for (const fact of SOURCE_FACTS) {
    const [one, other] = [stated[fact], certified[fact]];
    if (one === other) continue;
    const mayBeSilent =
      (one === undefined && !binds(mustState, fact)) || (other === undefined && !binds(mustCertify, fact));
    if (!mayBeSilent) return { fact, stated: one, certified: other };
  }
  return undefined;
}

function binds(bound: Bound, fact: SourceFact): boolean {
  return bound === "all" || bound.includes(fact);
}

/** What the certificate authority confirmed of the run. */
export function certifiedFacts({ extensions }: CertificateFacts): StatedFacts {
  return {
    repository: webAddress(extensions.sourceRepositoryUri),
    "repository id": extensions.sourceRepositoryIdentifier,
    "owner id": extensions.sourceRepositoryOwnerIdentifier,
    ref: extensions.sourceRepositoryRef,
    commit: extensions.sourceRepositoryDigest,
    workflow: extensions.buildConfigUri,
    "workflow commit": extensions.buildConfigDigest,
    builder: extensions.buildSignerUri,
    event: extensions.buildTrigger,
    runner: extensions.runnerEnvironment,
    environment: extensions.deploymentEnvironment,
    run: extensions.runInvocationUri,
  };
}

/** CircleCI names a repository by host and path alone. */
function webAddress(repository: string | undefined): string | undefined {
  return repository === undefined || repository.includes(":") ? repository : `https://${repository}`;
}

/** What a root says of the run that sealed it; of a backfilled release the commit is that of the sealing workflow. */
export function factsOfRoot({ release, backfill }: Pick<RootPredicate, "release" | "backfill">): StatedFacts {
  return {
    repository: release.repository ?? undefined,
    "repository id": release.repositoryId ?? undefined,
    "owner id": release.ownerId ?? undefined,
    commit: sealingCommit({ release, backfill }) ?? undefined,
    run: release.runUri ?? undefined,
  };
}

/** A build as provenance of any type states it. */
type BuildOfRun = Omit<StatedBuild, "buildType" | "builderId" | "builderKind" | "commit"> & {
  readonly commit: string | undefined;
};

/** What a provenance says of its build; who its builder may be, `requireStatedBuild` decides. */
export function factsOfBuild(build: BuildOfRun): StatedFacts {
  const { repository, ref, workflowPath: path } = build;
  return {
    repository,
    "repository id": build.repositoryId,
    "owner id": build.ownerId,
    ref,
    commit: build.commit,
    workflow: path === undefined || ref === undefined ? undefined : `${repository}/${path}@${ref}`,
    event: build.eventName,
    runner: build.runnerEnvironment,
    run: build.runUri,
  };
}

/** Commit of the workflow that sealed: that of the release, unless it was sealed after it was public. */
export function sealingCommit({ release, backfill }: Pick<RootPredicate, "release" | "backfill">): string | null {
  return backfill === undefined ? release.commit : backfill.commit;
}
