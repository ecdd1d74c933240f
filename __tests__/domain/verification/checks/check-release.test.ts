import { describe, expect, test } from "vitest";
import { checkRelease } from "../../../../src/domain/verification/checks/check-release.ts";
import type { VerifiedRoot } from "../../../../src/domain/verification/verification.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import { expectFault } from "../../../expect-fault.ts";

/** A root of that release; of octo-tool 1.2.3 unless told otherwise. */
function root(release: { name?: string; version?: string; tag?: string | null } = {}): VerifiedRoot {
  const predicate = { release: { name: "octo-tool", version: "1.2.3", tag: "v1.2.3", ...release } };
  return { statement: { predicate } } as unknown as VerifiedRoot;
}

const NAMED = "octo-tool-1.2.3.capsule";
const ANY = { release: undefined };

describe("verified is", () => {
  test("the release that the user named, whatever the file is called (B53)", () => {
    for (const fileName of [NAMED, "octo-tool-9.9.9.capsule", "download"]) {
      expect(checkRelease(root(), { release: { name: "octo-tool", version: "1.2.3" }, fileName })).toEqual({
        ...{ id: "release", status: "verified", reason: 'it is the expected "octo-tool" "1.2.3"', required: true },
      });
    }
  });

  test("without that, the one that the file name says, as it is published or sealed locally", () => {
    for (const fileName of [NAMED, "octo-tool-1.2.3.local.capsule"]) {
      expect(checkRelease(root(), { ...ANY, fileName })).toEqual({
        ...{ id: "release", status: "verified", required: true },
        reason: 'it is "octo-tool" "1.2.3", as its file name says',
      });
    }
  });
});

describe("refused is another release (B53)", () => {
  const OTHERS = [
    { name: "octo-tool", version: "1.2.4" },
    { name: "octo-tools", version: "1.2.3" },
    // The version is that of the tag, and the name is not the sealed one: it is another release.
    { name: "octo-tools", version: "v1.2.3" },
  ];

  test.each(OTHERS)("than $name@$version, whatever the file is called", async (release) => {
    const fault = await expectFault("release-mismatch", () => checkRelease(root(), { release, fileName: NAMED }));
    expect(fault.problem).toBe(
      `the capsule is of "octo-tool" "1.2.3", expected was "${release.name}@${release.version}"`,
    );
    expect(spelled(fault.hint ?? "", asFlag)).toBe(
      "if the file was renamed, name the release that you expect with --release",
    );
    expect(fault.brief).toEqual({
      words: "it is another release",
      sides: [
        ["Expected", `${release.name}@${release.version}`],
        ["Sealed as", "octo-tool 1.2.3"],
      ],
    });
  });

  test.each(["octo-tool-1.2.4.capsule", "octo-tools-1.2.3.capsule"])("than the file name %s says", async (fileName) => {
    const fault = await expectFault("release-mismatch", () => checkRelease(root(), { ...ANY, fileName }));
    expect(fault.brief?.sides[0]).toEqual(["Expected", fileName]);
  });
});

test.each([
  ["the tag itself", "release/7", { tag: "release/7" }],
  ["what a tag of the version looks like", "v1.2.3", { tag: null }],
])("%s instead of the version is told, and decides nothing", async (_, version, release) => {
  const order = { release: { name: "octo-tool", version }, fileName: NAMED };
  const fault = await expectFault("usage", () => checkRelease(root(release), order));
  expect(fault.problem).toBe(`"${version}" is the tag of this release, not its version`);
  expect(spelled(fault.hint ?? "", asFlag)).toBe("write --release octo-tool@1.2.3");
});

test.each([
  ["download", "and nothing says which release is expected", {}],
  ["octo-tool-1.2.4.capsule.zip", "and nothing says which release is expected", {}],
  ["12345.capsule", 'and its file name "12345.capsule" does not say which one is expected', {}],
  // It could be `tool` in version 1.0.0-2.0.0.
  [
    "tool-1.0.0-2.0.0.capsule",
    "but a capsule of another release could have the same file name",
    { name: "tool-1.0.0", version: "2.0.0" },
  ],
])("the file name %s leaves it open", (fileName, reason, release) => {
  const { hint, ...claim } = checkRelease(root(release), { ...ANY, fileName });
  const { name, version } = { name: "octo-tool", version: "1.2.3", ...release };
  expect(claim).toEqual({
    ...{ id: "release", status: "not-checked", required: true },
    reason: `the capsule is of "${name}" "${version}", ${reason}`,
  });
  expect(spelled(hint ?? "", asFlag)).toBe(`add --release ${name}@${version}`);
});
