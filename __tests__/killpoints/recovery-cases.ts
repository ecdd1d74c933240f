import type { FaultRule, GitHubFault, Meanwhile } from "../github-server/fault-schedule.ts";
import type { GitHubServerOptions } from "../github-server/start-github-server.ts";
import type { Interrupt, Publishing } from "./publishing.ts";

/** One way in which a publish is disturbed. */
export interface RecoveryCase {
  readonly title: string;
  /** Nothing goes wrong: the first attempt must succeed. */
  readonly undisturbed?: true;
  readonly interrupt?: Interrupt;
  readonly faults?: readonly FaultRule[];
  readonly options?: GitHubServerOptions;
  /** What a person does about it before the next attempt, where the refusal asks for that. */
  readonly repair?: (publishing: Publishing) => void;
  /** So many jobs run at once in the first attempt. */
  readonly jobs?: number;
  /** Somebody else made public what was not whole; that it was is not our doing. */
  readonly exposedByOthers?: true;
  /** GitHub refuses its attestations, which a job does not insist on: the release is whole without them. */
  readonly withoutAttestations?: true;
}

/** A kill after each visible request, by each signal. `visible` are those of an uninterrupted run. */
export function killCases(visible: readonly string[], signals: readonly NodeJS.Signals[]): RecoveryCase[] {
  const seen = new Map<string, number>();
  return visible.flatMap((after) => {
    const nth = (seen.get(after) ?? 0) + 1;
    seen.set(after, nth);
    return signals.map((signal) => ({ title: `${signal} after ${after} (${nth})`, interrupt: { signal, after, nth } }));
  });
}

/**
 * One case for each seed, spread over all of them, and every fifth undisturbed; the seed decides which reads are behind, too.
 */
export function seededCases(
  cases: readonly RecoveryCase[],
  seeds: readonly number[],
): (RecoveryCase & { readonly seed: number })[] {
  return seeds.map((seed) => {
    // Prime, and so without a common factor with the number of cases.
    const one = cases[(seed * 7919) % cases.length];
    const isUndisturbed = seed % 5 === 0 || one === undefined;
    const disturbed = isUndisturbed ? ({ title: "undisturbed", undisturbed: true } as const) : one;
    return { ...disturbed, seed, title: `lag ${seed}: ${disturbed.title}` };
  });
}

const REPOSITORY = "/repos/{owner}/{repo}";
const CREATE = `POST ${REPOSITORY}/releases`;
const UPLOAD = `POST ${REPOSITORY}/releases/{release_id}/assets`;
const PUBLISH = `PATCH ${REPOSITORY}/releases/{release_id}`;
const CAPSULE = "octo-tool-1.2.3.capsule";

const status = (code: number, when: "before" | "after", headers?: Record<string, string>): GitHubFault => ({
  kind: "status",
  status: code,
  when,
  ...(headers === undefined ? {} : { headers }),
});

const ANYWHERE: readonly (readonly [string, GitHubFault])[] = [
  ["reset before the work", { kind: "reset", when: "before" }],
  ["reset after the work", { kind: "reset", when: "after" }],
  ["401", status(401, "before")],
  ["403", status(403, "before")],
  ["403 for a primary limit", status(403, "before", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" })],
  ["404", status(404, "before")],
  ["409", status(409, "before")],
  ["422", status(422, "before")],
  ["429 with retry-after", status(429, "before", { "retry-after": "1" })],
  ["429 that asks to wait a day", status(429, "before", { "retry-after": "86400" })],
  ["429 without retry-after", status(429, "before")],
  ["502 before the work", status(502, "before")],
  ["502 after the work", status(502, "after")],
  ["503 with retry-after", status(503, "before", { "retry-after": "1" })],
  ["a page of HTML", { kind: "html" }],
  ["half an answer", { kind: "truncated" }],
];

/** A read is lost in the same way before and after its work, and knows no conflict. */
const NOT_AT_READS = /after the work|409|422|that asks to wait a day|without retry-after/;

/** Every fault at the first request of every operation; `operations` are those of an uninterrupted run. */
export function faultCases(operations: readonly string[]): RecoveryCase[] {
  return operations.flatMap((operation) =>
    ANYWHERE.filter(([what]) => !(operation.startsWith("GET") && NOT_AT_READS.test(what))).map(([what, fault]) => ({
      title: `${what} at ${operation}`,
      faults: [{ operation, fault }],
      ...(isRefusal(fault) && operation.includes("/attestations") ? { withoutAttestations: true as const } : {}),
    })),
  );
}

/** Answers that say no, for a reason that neither a wait nor another token betters, or that nobody understands. */
function isRefusal(fault: GitHubFault): boolean {
  if (fault.kind !== "status") return fault.kind === "html";
  return fault.status < 500 && fault.status !== 401 && fault.headers === undefined;
}

/** Faults that have one place. */
export function specialCases(): RecoveryCase[] {
  const upload = (title: string, name: string, fault: GitHubFault): RecoveryCase => ({
    title: `${title} at the upload of ${name}`,
    faults: [{ operation: UPLOAD, name, fault }],
  });
  const meanwhile = (what: Meanwhile, more: Partial<RecoveryCase> = {}): RecoveryCase[] =>
    [4, 9].map((nth) => ({
      title: `${what} after upload ${nth}`,
      faults: [{ operation: UPLOAD, nth, fault: { kind: "meanwhile", what } }],
      ...more,
    }));
  const files = ["tool.txt", "tool.bin", CAPSULE, "checksums.txt", "VERIFY.md"];
  return [
    ...files.flatMap((name) => [
      upload("a half upload", name, { kind: "starter" }),
      upload("another name", name, { kind: "renamed", name: "stored-elsewhere" }),
      upload("other bytes", name, { kind: "corrupted" }),
      upload("an upload that hangs on its answer", name, { kind: "slow", bytes: 64, ms: 2 }),
    ]),
    { title: "two jobs at once", jobs: 2 },
    { title: "two jobs at once that publish immutably", jobs: 2, options: { immutableReleases: true } },
    {
      title: "slow downloads",
      faults: [{ operation: "GET download", times: 20, fault: { kind: "slow", bytes: 65536, ms: 2 } }],
    },
    { title: "three failures in a row", faults: [{ operation: CREATE, times: 3, fault: status(502, "after") }] },
    {
      title: "uploads that fail again and again",
      faults: [{ operation: UPLOAD, times: 12, fault: { kind: "starter" } }],
    },
    {
      title: "publishing that fails again and again",
      faults: [{ operation: PUBLISH, times: 4, fault: status(502, "before") }],
    },
    ...meanwhile("delete-release"),
    ...meanwhile("delete-asset", { repair: removeEvidence }),
    ...meanwhile("replace-asset", { repair: removeEvidence }),
    ...meanwhile("add-asset", { repair: removeForeign }),
    ...meanwhile("move-tag", { repair: restoreTag }),
    ...meanwhile("publish-release", { exposedByOthers: true }),
    {
      title: "a release that was published without evidence",
      faults: [{ operation: CREATE, fault: { kind: "meanwhile", what: "publish-release" } }],
      exposedByOthers: true,
    },
    {
      title: "an answer to publishing that is lost on an immutable release",
      options: { immutableReleases: true },
      faults: [{ operation: PUBLISH, fault: { kind: "reset", when: "after" } }],
    },
    {
      title: "an answer of 502 to publishing an immutable release",
      options: { immutableReleases: true },
      faults: [{ operation: PUBLISH, fault: status(502, "after") }],
    },
  ];
}

const FOREIGN = Buffer.from("somebody else's bytes").length;

/** As the refusal asks: what somebody else put there is taken away. */
function removeForeign({ github }: Publishing): void {
  for (const { assets } of github.state.releases.values()) {
    for (const asset of [...assets.values()].filter(({ size }) => size === FOREIGN)) assets.delete(asset.id);
  }
}

/** As the refusal asks where the capsule is gone: evidence that nothing vouches for is taken away, like what is foreign. */
function removeEvidence(publishing: Publishing): void {
  removeForeign(publishing);
  for (const { assets } of publishing.github.state.releases.values()) {
    if ([...assets.values()].some(({ name }) => name === CAPSULE)) continue;
    for (const asset of [...assets.values()].filter(({ name }) => !publishing.built.has(name))) assets.delete(asset.id);
  }
}

function restoreTag({ github }: Publishing): void {
  const { ref, commit } = github.state.run;
  github.state.refs.set(ref, { type: "commit", sha: commit });
}
