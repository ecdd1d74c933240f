import { describe, expect, test } from "vitest";
import { lateDays, lateHandOver, requireDay, timingOf } from "../../../src/domain/announcement/late-days.ts";
import { expectFault } from "../../expect-fault.ts";
import { humanPart } from "./announcement-example.ts";

const step = (day: string, name: string) => ({ day, what: name, step: name });
const late = (changes: object) => lateDays(humanPart(changes));

describe("by the rules of ToolHive", () => {
  const kept = {
    response: "toolhive",
    reported: "2026-11-10",
    publish: "2026-11-24T16:00:00Z",
    timeline: [step("2026-11-11", "fix-started"), step("2026-11-20", "fixed")],
  };

  test("nothing is late if all of them are kept", () => expect(late(kept)).toEqual([]));

  test.each([
    ["a Friday", { publish: "2026-11-27T16:00:00Z" }, "Friday"],
    ["another hour", { publish: "2026-11-24T09:30:00Z" }, "at 09:30 UTC, and not at 16:00"],
    [
      "a late start",
      { timeline: [step("2026-11-13", "fix-started"), step("2026-11-20", "fixed")] },
      "fix-started came 3 days",
    ],
    ["no fix", { timeline: [step("2026-11-11", "fix-started")] }, "step fixed"],
    ["no report", { reported: undefined }, "no day of the report"],
  ])("%s is said", (_what, changes, words) => {
    expect(late({ ...kept, ...changes })).toEqual([expect.stringContaining(words)]);
  });
});

describe("by the rules of Stella Ops", () => {
  const steps = [step("2026-11-12", "acknowledged"), step("2026-11-16", "assessed"), step("2026-11-20", "fixed")];
  const kept = { response: "stella-ops", timeline: [...steps, step("2026-11-21", "distributors-told")] };

  test("a Friday is as good as any day", () => {
    expect(late({ ...kept, publish: "2026-11-27T09:30:00Z" })).toEqual([]);
  });

  test("distributors who were told a day before are said", () => {
    expect(late({ ...kept, timeline: [...steps, step("2026-11-23", "distributors-told")] })).toEqual([
      "distributors were told 1 days before, and not 3",
    ]);
  });
});

describe("a hand-over to distributors", () => {
  const file = humanPart({ response: "stella-ops", publish: "2026-11-24T16:00:00Z", timeline: [] });
  const at = (time: string) => lateHandOver(file, new Date(time));

  test("is in time to the second: 72 hours before", () => {
    expect(at("2026-11-21T16:00:00Z")).toEqual([]);
    expect(at("2026-11-21T16:00:01Z")).toEqual(["distributors get it 2 days before, and not 72 hours"]);
    expect(at("2026-11-24T14:00:00Z")).toEqual(["distributors get it 2 hours before, and not 72 hours"]);
  });

  test("on the day is late by any rules, and by rules that know no distributors only then", () => {
    expect(at("2026-11-24T16:00:00Z")).toEqual([expect.stringContaining("after everybody")]);
    const others = humanPart({ response: "toolhive", publish: "2026-11-24T16:00:00Z" });
    expect(lateHandOver(others, new Date("2026-11-24T15:59:59Z"))).toEqual([]);
    expect(lateHandOver(others, new Date("2026-11-25T00:00:00Z"))).toHaveLength(1);
  });
});

describe("the time of the publication", () => {
  const timing = (time: string) => timingOf({ publish: "2026-11-24T16:00:00Z" }, new Date(time));

  test("is early to the second before, and late after an hour", () => {
    expect(timing("2026-11-24T15:59:59Z")).toEqual({
      early: "it is to become public at 2026-11-24T16:00:00Z, in 1 second",
      late: undefined,
    });
    expect(timing("2026-11-24T16:00:00Z")).toEqual({ early: undefined, late: undefined });
    expect(timing("2026-11-24T17:00:00Z")).toEqual({ early: undefined, late: undefined });
    expect(timing("2026-11-24T18:00:00Z").late).toBe("it was to become public at 2026-11-24T16:00:00Z, 2 hours ago");
  });
});

describe("the day", () => {
  const [before, after] = [new Date("2026-11-24T15:59:59Z"), new Date("2026-11-24T16:00:00Z")];
  const day = (order: Parameters<typeof requireDay>[1]) => requireDay({ publish: "2026-11-24T16:00:00Z" }, order);

  test("is not come to a second before, and only a reason ends the waiting", async () => {
    const order = { now: before, reason: undefined, dryRun: false };
    const { message, hint } = await expectFault("embargo-refused", () => day(order));
    expect(message).toBe("the day has not come: it is to become public at 2026-11-24T16:00:00Z, in 1 second");
    expect(String(hint)).toBe("wait, or say with force and reason why it must be now");
    expect(day({ ...order, reason: "it became known" })).toBe("it became known");
  });

  test("is waited for by nobody who only looks, and is told", () => {
    const order = { now: before, dryRun: true };
    expect(day({ ...order, reason: undefined })).toContain("in 1 second");
    expect(day({ ...order, reason: "it became known" })).toBe("it became known");
  });

  test("once it has come needs no reason, and none counts", () => {
    for (const reason of [undefined, "it became known"]) {
      expect(day({ now: after, reason, dryRun: false })).toBeUndefined();
    }
  });
});

test("without rules nothing is late", () => expect(late({ publish: "2026-11-27T09:30:00Z" })).toEqual([]));
