import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFile } from "../program-file.ts";
import { judgeRelease } from "./judge-release.ts";
import { type Publishing, startPublishing } from "./publishing.ts";
import { type Reference, recover, referenceRun } from "./recover.ts";
import { faultCases, killCases, type RecoveryCase, specialCases } from "./recovery-cases.ts";

const programs = { action: programFile("action"), cli: programFile("cli") };

let reference: Reference;
beforeAll(async () => {
  reference = await referenceRun(programs);
}, 120_000);

test("every visible request of an undisturbed publish is a kill point of npm run killpoints", () => {
  const points = killCases(reference.visible, ["SIGKILL"]).map(({ interrupt }) => interrupt?.after);
  expect(points).toEqual(reference.visible);
  expect(points.length).toBeGreaterThan(24);
});

/** A sample of what `npm run killpoints` does: the last request of each kind, and faults of several kinds. */
const SAMPLE = [
  ["POST /repos/{owner}/{repo}/releases", "SIGTERM"],
  ["POST authority", "SIGTERM"],
  ["POST log", "SIGKILL"],
  ["POST /repos/{owner}/{repo}/releases/{release_id}/assets", "SIGKILL"],
  ["POST /repos/{owner}/{repo}/attestations", "SIGKILL"],
  ["PATCH /repos/{owner}/{repo}/releases/{release_id}", "SIGKILL"],
] as const;

test.each(SAMPLE)(
  "a run that is killed after its last %s by %s is finished by the next one (P01, P04)",
  async (after, signal) => {
    const nth = reference.visible.filter((operation) => operation === after).length;
    expect(nth).toBeGreaterThan(0);
    const { problems, attempts } = await recover({ title: "", interrupt: { signal, after, nth } }, reference, programs);
    expect({ problems, attempts }).toEqual({ problems: [], attempts: 2 });
  },
  120_000,
);

test.each([
  "a half upload at the upload of octo-tool-1.2.3.capsule",
  "move-tag after upload 9",
  "an answer to publishing that is lost on an immutable release",
])("%s ends as without it", async (title) => expect(await problemsOf(title)).toEqual([]), 120_000);

test("two jobs at once end in one release that is whole (P03)", async () => {
  expect(await problemsOf("two jobs at once")).toEqual([]);
}, 120_000);

async function problemsOf(title: string): Promise<readonly string[]> {
  const one = specialCases().find((other) => other.title === title) as RecoveryCase;
  return (await recover(one, reference, programs)).problems;
}

test("a job that is cancelled while it uploads leaves a draft, and nothing was public (P05)", async () => {
  const publishing = await startPublishing(programs);
  try {
    const after = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    expect((await publishing.attempt({ signal: "SIGTERM", after, nth: 5 })).status).not.toBe(0);
    expect(publishing.github.release("v1.2.3")?.draft).toBe(true);
    expect(publishing.exposures.every(({ size }) => size === 0)).toBe(true);
  } finally {
    await publishing.close();
  }
}, 120_000);

test("every fault has a case at every operation, and no title is there twice", () => {
  const cases = [...faultCases(reference.operations), ...specialCases()].map(({ title }) => title);
  expect(new Set(cases).size).toBe(cases.length);
  for (const operation of reference.operations) expect(cases).toContain(`502 before the work at ${operation}`);
});

describe("a published release", () => {
  let publishing: Publishing;
  beforeAll(async () => {
    publishing = await startPublishing(programs);
    await publishing.attempt();
  }, 120_000);
  afterAll(() => publishing.close());

  test("a job that runs once more after it succeeded does nothing that others see (P02)", async () => {
    const before = publishing.visible.length;
    expect((await publishing.attempt()).status).toBe(0);
    expect(publishing.visible.slice(before)).toEqual([]);
  }, 120_000);

  const judge = () => judgeRelease(publishing, programs);

  test("the judge finds nothing on a whole release, then a file, an attestation or a release too many, and one too few", async () => {
    const { state } = publishing.github;
    const release = publishing.github.release("v1.2.3")!;
    expect(await judge()).toEqual([]);

    state.attestations.push(...state.attestations.slice(0, 1));
    expect(await judge()).toContain("an attestation is kept twice");
    state.attestations.pop();

    state.releases.set(1, { ...release, id: 1, draft: true, assets: new Map() });
    expect(await judge()).toContain("there are 2 releases");
    state.releases.delete(1);

    const [id, last] = [...release.assets].at(-1)!;
    release.assets.set(id, { ...last, name: "renamed" });
    expect((await judge()).join()).toContain("public without being whole: renamed");
    release.assets.set(id, { ...last, state: "starter" });
    expect(await judge()).toContain(`${last.name} is starter`);
    release.assets.delete(id);
    expect((await judge()).length).toBeGreaterThan(0);
    release.assets.set(id, last);

    const [first = "", bytes = Buffer.alloc(0)] = [...publishing.built][0] ?? [];
    (publishing.built as Map<string, Buffer>).set(first, Buffer.from("other"));
    expect(await judge()).toContain(`${first} differs`);
    (publishing.built as Map<string, Buffer>).set(first, bytes);
    expect(await judge()).toEqual([]);
  });
});
