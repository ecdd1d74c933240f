import { describe, expect, test } from "vitest";
import { judgeRetention, type KeptKit, removableKits } from "../../../src/domain/kit/retention.ts";

const NOW = new Date("2026-11-21T00:00:00Z");
const file = (path: string, digit = "1") => ({ path, sha256: digit.repeat(64) });
const kit = (folder: string, files: KeptKit["files"], rules: KeptKit["rules"] = []): KeptKit => ({
  folder,
  files,
  rules,
});
const rule = (until: string, paths = "capsules/") => ({ paths, until, reason: "ten years" });

describe("what has to be kept", () => {
  test("is told if the kit in place lacks it, with the kits that have it", () => {
    const kept = [
      kit("3", [file("capsules/b")], [rule("2036-11-21")]),
      kit("2", [file("capsules/a"), file("assets/a")]),
      kit("1", [file("capsules/a")]),
    ];
    expect(judgeRetention(kept, NOW)).toEqual([
      { kind: "not-in-place", path: "capsules/a", until: "2036-11-21", reason: "ten years", folders: ["2", "1"] },
    ]);
  });

  test("is the file with these bytes: another one of its name does not do", () => {
    const kept = [kit("2", [file("capsules/a", "2")]), kit("1", [file("capsules/a")], [rule("2036-11-21")])];
    expect(judgeRetention(kept, NOW)).toMatchObject([{ path: "capsules/a", folders: ["1"] }]);
  });

  test("is no longer told after its last day, and before its end for 90 days", () => {
    const at = (until: string) => judgeRetention([kit("1", [file("capsules/a")], [rule(until)])], NOW);
    expect(at("2026-11-20")).toEqual([]);
    expect(at("2026-11-21")).toMatchObject([{ kind: "ends-soon", path: "capsules/", folders: ["1"] }]);
    expect(at("2027-02-19")).toHaveLength(1);
    expect(at("2027-02-20")).toEqual([]);
  });
});

describe("an earlier kit", () => {
  const rules = [rule("2036-11-21")];
  test("goes if enough newer ones are kept", () => {
    const kept = ["4", "3", "2", "1"].map((folder) => kit(folder, [file("capsules/a")], rules));
    expect(removableKits(kept, 1, NOW)).toEqual(["2", "1"]);
    expect(removableKits(kept, 3, NOW)).toEqual([]);
  });

  test("stays if it alone has what must be kept; of two that have it, the newer one does", () => {
    const kept = [
      kit("4", [file("capsules/b")], rules),
      kit("3", [file("capsules/b")]),
      kit("2", [file("capsules/a")]),
      kit("1", [file("capsules/a")]),
    ];
    expect(removableKits(kept, 1, NOW)).toEqual(["1"]);
  });
});
