import { describe, expect, test } from "vitest";
import { compareWatch, hasChanged } from "../../../src/domain/watch/watch-change.ts";
import { formatWatchState, parseWatchState, type RememberedFinding } from "../../../src/domain/watch/watch-state.ts";

const finding = (id: string, changes: Partial<RememberedFinding> = {}): RememberedFinding => ({
  ...{ ids: [id], component: "left 1.0.0", level: "high" },
  ...changes,
});
const stated = (findings: RememberedFinding[], differences: string[] = []) =>
  parseWatchState(formatWatchState({ tag: "v1", findings, differences }));
const seen = { quiet: [], differences: [], isAllSeen: true };

describe("the state of a watch", () => {
  test("is read from the text of an issue as it was written, whatever names are in it", () => {
    const hostile = "--> <script> @octocat `|` \u202e {}";
    const state = { tag: hostile, findings: [finding(hostile, { component: hostile })], differences: [hostile] };
    const comment = formatWatchState(state);
    expect(comment).toMatch(/^<!-- capsule-watch:[A-Za-z0-9+/]+=* -->$/);
    expect(parseWatchState(`# text\n\n${comment}\nmore`)).toMatchObject({ ...state, left: 0 });
  });

  test.each([
    ["nothing", ""],
    ["two of them", `${formatWatchState({ tag: "a", findings: [], differences: [] })}`.repeat(2)],
    ["no Base64", "<!-- capsule-watch:AAA -->"],
    ["no JSON", "<!-- capsule-watch:AAAA -->"],
    ["another schema", `<!-- capsule-watch:${Buffer.from('{"schema":"x"}').toString("base64")} -->`],
    ["a field more", `<!-- capsule-watch:${Buffer.from('{"schema":"x","tag":"a","x":1}').toString("base64")} -->`],
  ])("is not read from %s", (_, body) => {
    expect(parseWatchState(body)).toBeUndefined();
  });

  test("leaves out the last findings where there is no room, counts them, and calls none of them new", () => {
    const many = Array.from({ length: 2000 }, (_, n) => finding(`CVE-2026-${n}`, { component: "x".repeat(40) }));
    const comment = formatWatchState({ tag: "v1", findings: many, differences: [] });
    expect(comment.length).toBeLessThan(26_000);
    const state = parseWatchState(comment);
    expect([state?.findings[0], (state?.findings.length ?? 0) + (state?.left ?? 0)]).toEqual([many[0], 2000]);
    expect(hasChanged(compareWatch(state, { ...seen, findings: many }))).toBe(false);
    const more = compareWatch(state, { ...seen, findings: [finding("CVE-NEW"), ...many] });
    expect(more.added).toEqual([finding("CVE-NEW")]);
  });
});

describe("what changed", () => {
  test("is all of it where no issue is", () => {
    const change = compareWatch(undefined, {
      ...seen,
      findings: [finding("A")],
      differences: ["tag tag-moved"],
    });
    expect([change.added, change.newDifferences]).toEqual([[finding("A")], ["tag tag-moved"]]);
    expect([change.gone, change.goneDifferences]).toEqual([[], []]);
  });

  test("is told by any name of a vulnerability, in one component", () => {
    const before = stated([finding("GHSA-1"), finding("B")]);
    const renamed = finding("CVE-1", { ids: ["CVE-1", "GHSA-1"] });
    const elsewhere = finding("B", { component: "right 1.0.0" });
    const change = compareWatch(before, { ...seen, findings: [renamed, elsewhere] });
    expect([change.added, change.gone, change.changed]).toEqual([[elsewhere], [finding("B")], []]);
  });

  test("is another severity, too", () => {
    const worse = finding("A", { level: "critical" });
    const change = compareWatch(stated([finding("A")]), { ...seen, findings: [worse] });
    expect(change.changed).toEqual([{ before: finding("A"), after: worse }]);
  });

  test("is not what could not be seen today", () => {
    const before = stated([finding("A")], ["tag tag-moved"]);
    const change = compareWatch(before, { ...seen, findings: undefined, isAllSeen: false });
    expect([hasChanged(change), change.findings, change.differences]).toEqual([
      false,
      [finding("A")],
      ["tag tag-moved"],
    ]);
    const half = compareWatch(before, { ...seen, findings: [], differences: ["tag tag-moved"], isAllSeen: false });
    expect(half.differences).toEqual(["tag tag-moved"]);
    const seenAgain = compareWatch(before, { ...seen, findings: [] });
    expect([seenAgain.gone, seenAgain.goneDifferences]).toEqual([[finding("A")], ["tag tag-moved"]]);
  });

  test("is what was decided about since, and not what was decided about all along", () => {
    const [a, b] = [finding("A", { ids: ["A", "CVE-A"] }), finding("B")];
    const quiet = [
      { ...finding("CVE-A"), why: "not affected" },
      { ...b, why: "less than high" },
    ];
    const change = compareWatch(stated([a]), { ...seen, findings: [], quiet });
    expect([change.settled, change.gone, change.added, hasChanged(change)]).toEqual([[quiet[0]], [], [], true]);
    const next = compareWatch(stated([]), { ...seen, findings: [], quiet });
    expect([hasChanged(next), next.findings]).toEqual([false, []]);
  });

  test("is a finding whose decision ended, as something new with the reason, which the state does not keep", () => {
    const ended = { ...finding("A"), why: "the decision ended with 2026-11-20" };
    const change = compareWatch(stated([]), { ...seen, findings: [ended] });
    expect(change.added).toEqual([ended]);
    expect(stated([...change.findings])?.findings).toEqual([finding("A")]);
  });
});
