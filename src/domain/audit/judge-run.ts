import { printable } from "../../kernel/printable.ts";
import type { FulcioExtensions } from "../sigstore/certificate-facts.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";
import type { RunReview, RunToday, Seen } from "./public-facts.ts";

/** The run that a certificate names. */
export interface CertifiedRun {
  readonly id: string;
  readonly attempt: string;
}

/** `https://HOST/OWNER/NAME/actions/runs/ID/attempts/N`; undefined for a run of another service. */
export function certifiedRun({
  runInvocationUri,
}: Pick<FulcioExtensions, "runInvocationUri">): CertifiedRun | undefined {
  const found = /^https:\/\/[^/]+\/[^/]+\/[^/]+\/actions\/runs\/(\d{1,20})\/attempts\/(\d{1,10})$/.exec(
    runInvocationUri ?? "",
  );
  return found?.[1] === undefined || found[2] === undefined ? undefined : { id: found[1], attempt: found[2] };
}

/**
 * That the run of the certificate ended with success, and was what the certificate says. A job that signs and a job that fails
 * afterwards leave a genuine signature, so a signature alone does not say that the release was meant.
 */
export function judgeRun(
  run: Seen<RunToday | undefined>,
  { sourceRepositoryIdentifier: id, sourceRepositoryDigest: commit, buildTrigger: event }: FulcioExtensions,
): AuditRow {
  if (!run.isSeen) return unseen("run", "not-readable", { reason: run.why });
  if (run.value === undefined) {
    return unseen("run", "not-readable", { reason: "GitHub no longer has the run, or does not show it" });
  }
  const { value } = run;
  const facts = [
    ["repository", value.repositoryId, id],
    ["commit", value.commit, commit],
    ["event", value.event, event],
  ] as const;
  const other = facts.find(([, found, certified]) => certified !== undefined && found !== certified);
  if (other !== undefined) {
    const [fact, found, certified = ""] = other;
    const reason = `the ${fact} of the run is ${printable(found)}, and ${printable(certified)} in its certificate`;
    return differs("run", "run-other", { reason });
  }
  if (value.status !== "completed" || value.conclusion === null) {
    return unseen("run", "run-unfinished", {
      reason: `the run is ${printable(value.status ?? "in an unknown state")}`,
    });
  }
  if (value.conclusion !== "success") {
    return differs("run", "run-failed", { reason: `the run ended with ${printable(value.conclusion)}` });
  }
  return holds("run", { reason: `${printable(value.event)} started it, and it ended with success` });
}

export interface ReviewedRun {
  readonly run: Seen<RunToday | undefined>;
  readonly reviews: Seen<readonly RunReview[]>;
  /** Of the job that signed, as its certificate states it. */
  readonly environment: string | undefined;
  /** Whether somebody else than who started the run must have approved. */
  readonly mustBeReviewed: boolean;
}

/** Who let the job that signed into its environment. */
export function judgeReview({ run, reviews, environment, mustBeReviewed }: ReviewedRun): AuditRow {
  if (environment === undefined) {
    const reason = "the job that signed ran in no environment";
    return mustBeReviewed ? differs("review", "review-missing", { reason }) : holds("review", { reason });
  }
  const shown = printable(environment);
  if (!reviews.isSeen) return unseen("review", "not-readable", { reason: reviews.why, required: mustBeReviewed });
  const own = reviews.value.filter(({ environments }) => environments.includes(environment));
  const rejected = own.find(({ state }) => state === "rejected");
  if (rejected !== undefined) {
    const reason = `${printable(rejected.user)} rejected the job in ${shown}`;
    return differs("review", "review-rejected", { reason });
  }
  const approved = own.filter(({ state }) => state === "approved").map(({ user }) => user);
  const starter = run.isSeen ? run.value?.startedBy : undefined;
  const others = approved.filter((user) => user !== starter);
  if (mustBeReviewed && starter === undefined) {
    return unseen("review", "not-readable", { reason: "GitHub does not say who started the run" });
  }
  if (mustBeReviewed && others.length === 0) {
    const reason = `nobody but who started the run approved the job in ${shown}`;
    return differs("review", "review-missing", { reason });
  }
  if (approved.length === 0) return holds("review", { reason: `the job ran in ${shown}, which nobody had to approve` });
  return holds("review", {
    reason: `${approved.map((user) => printable(user)).join(", ")} approved the job in ${shown}`,
  });
}
