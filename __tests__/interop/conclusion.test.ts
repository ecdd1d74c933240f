import { describe, expect, test } from "vitest";
import { conclusion } from "./conclusion.ts";
import { type Installed, PROGRAMS } from "./install-program.ts";
import { installPrograms } from "./install-programs.ts";
import type { Judgement } from "./judge.ts";
import type { InteropResult } from "./table.ts";

const judgement = (tampering: string | undefined, outcome: Judgement["outcome"] = "as expected"): Judgement => ({
  ...{ shape: "s", label: "l", tampering, outcome, detail: "" },
});
const judgements = (sound: number, tampered: number): Judgement[] => [
  ...Array.from({ length: sound }, () => judgement(undefined)),
  ...Array.from({ length: tampered }, () => judgement("a byte")),
];
const built = (name: Installed["name"]): Installed => ({ name, version: "v1", path: `/${name}` });
const missing = (name: Installed["name"]): Installed => ({ name, version: "v1", error: "no time" });

function result(changes: Partial<InteropResult>): InteropResult {
  const cosign = { title: "cosign v1", own: false, judgements: judgements(13, 40) };
  return {
    programs: [built("cosign-v3"), built("gh")],
    judged: [cosign, { title: "ours", own: true, judgements: judgements(13, 49) }],
    ...{ unsupported: [], foreign: [], missing: [], scorecard: [], benchmark: [], clients: [] },
    ...changes,
  };
}

describe("a run of the verifiers of others", () => {
  test("passes with one line that counts them", () => {
    const { passed, lines } = conclusion(result({}));
    expect(passed).toBe(true);
    expect(lines.at(-1)).toBe("interop: 1 verifiers, 13 of 13 accepted, 40 of 40 refused");
  });

  test("passes without what there was no time for, and names it", () => {
    const { passed, lines } = conclusion(result({ programs: [built("cosign-v3"), missing("gh")] }));
    expect(passed).toBe(true);
    expect(lines[0]).toBe("not built, and not counted: gh v1");
  });

  test("names the service that did not start, whose shapes nobody judged", () => {
    const { lines } = conclusion(result({ missing: [{ shape: "Rekor v2", reason: "no answer\nin a minute" }] }));
    expect(lines[0]).toBe("could not be had, and not counted: Rekor v2: no answer in a minute");
  });

  test.each<[string, Partial<InteropResult>]>([
    ["cosign 3 was not built", { programs: [missing("cosign-v3"), built("gh")] }],
    ["no verifier of others ran", { judged: [{ title: "ours", own: true, judgements: judgements(13, 49) }] }],
    ["too few sound claims were put", { judged: [{ title: "x", own: false, judgements: judgements(11, 40) }] }],
    ["too few tampered claims were put", { judged: [{ title: "x", own: false, judgements: judgements(13, 11) }] }],
    [
      "a verifier of others was wrong once",
      { judged: [{ title: "x", own: false, judgements: [...judgements(13, 40), judgement("a byte", "wrong")] }] },
    ],
    [
      "Scorecard gives fewer points",
      { scorecard: [{ release: "x", points: { SBOM: 10, "Signed-Releases": 8 }, expected: 10 }] },
    ],
    ["a client of others did not succeed", { clients: [{ client: "x", task: "y", problem: "it ended with 1" }] }],
    ["our own was wrong once", { foreign: [{ maker: "x", judgements: [judgement(undefined, "wrong")] }] }],
  ])("fails where %s", (_, changes) => {
    expect(conclusion(result(changes)).passed).toBe(false);
  });
});

describe("without a cache", () => {
  /** Each build takes as many minutes as it is allowed, up to `minutes`. */
  async function build(minutes: (name: string) => number, bound = 25) {
    let clock = 0;
    const spent = new Map<string, number>();
    const installed = await installPrograms({
      names: PROGRAMS,
      minutes: bound,
      now: () => clock,
      install: async (name, deadline) => {
        const taken = Math.max(0, Math.min(minutes(name) * 60_000, deadline - clock));
        clock += taken;
        spent.set(name, taken / 60_000);
        return taken === minutes(name) * 60_000 ? built(name) : missing(name);
      },
    });
    return { installed: installed.flatMap((one) => ("path" in one ? [one.name] : [])), spent, total: clock / 60_000 };
  }

  test("the most valuable are built first: cosign 3, then gh", () => {
    expect(PROGRAMS.slice(0, 2)).toEqual(["cosign-v3", "gh"]);
  });

  test("all builds together take no longer than they may", async () => {
    const { installed, total } = await build(() => 9);
    expect(total).toBe(25);
    expect(installed).toEqual(["cosign-v3", "gh"]);
  });

  test("cosign 3 may have all of the time", async () => {
    expect((await build((name) => (name === "cosign-v3" ? 24 : 1))).installed).toEqual(["cosign-v3", "gh"]);
  });

  test("a build that hangs keeps no other from being built", async () => {
    const { installed, spent } = await build((name) => (name === "gh" ? 1_000 : 1), 60);
    expect(spent.get("gh")).toBe(10);
    expect(installed).toHaveLength(PROGRAMS.length - 1);
  });
});
