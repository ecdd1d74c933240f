import { expect, test } from "vitest";
import { defaultReleaseName, requireReleaseName } from "../../../src/domain/source/release-name.ts";
import { releasePurl } from "../../../src/domain/source/release-purl.ts";
import { expectFault } from "../../expect-fault.ts";

const RELEASE = { name: "tool", version: "1.2.3", tag: "v1.2.3", repository: "https://github.com/Owner/Tool" };

test("a release on GitHub is named by repository and tag", () => {
  expect(releasePurl(RELEASE)).toBe("pkg:github/owner/tool@v1.2.3");
});

test("a release elsewhere, or without a tag, is named by name and version", () => {
  expect(releasePurl({ ...RELEASE, repository: "https://gitlab.com/a/b" })).toBe("pkg:generic/tool@1.2.3");
  expect(releasePurl({ ...RELEASE, repository: null })).toBe("pkg:generic/tool@1.2.3");
  expect(releasePurl({ ...RELEASE, tag: null })).toBe("pkg:generic/tool@1.2.3");
});

test("hostile tags and build metadata are percent-encoded (V02)", () => {
  expect(releasePurl({ ...RELEASE, tag: "a/b@c?d#e'(f)" })).toBe("pkg:github/owner/tool@a%2Fb%40c%3Fd%23e%27%28f%29");
  expect(releasePurl({ ...RELEASE, repository: null, version: "1.0.0+x" })).toBe("pkg:generic/tool@1.0.0%2Bx");
});

test("a release is named for its repository, else for its folder", () => {
  expect(defaultReleaseName("https://github.com/owner/tool", "folder")).toBe("tool");
  expect(defaultReleaseName(null, "folder")).toBe("folder");
});

test.each(["", ".hidden", "-rf", "a b", "a/b", "..", "é", "a".repeat(65), "a\n"])(
  "refuses the release name %j (N10, N13)",
  async (name) => {
    await expectFault("release-name-invalid", () => requireReleaseName(name));
  },
);

test.each(["a", "release-capsule", "A.b_c-1", "a".repeat(64)])("accepts the release name %s", (name) => {
  expect(requireReleaseName(name)).toBeUndefined();
});
