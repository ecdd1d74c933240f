import { describe, expect, test } from "vitest";
import { parseImage, parseImages } from "../../../src/domain/asset/image-reference.ts";
import { expectFault } from "../../expect-fault.ts";

const HEX = "ab".repeat(32);

describe("an image", () => {
  test.each([
    "ghcr.io/octo-org/octo-tool",
    "localhost/tool",
    "localhost:5000/a/b__c/d-e.f",
    "registry.example.org:443/x",
    "r:1/x",
    `ghcr.io/${"a".repeat(247)}`,
  ])("%s is known by its digest", (name) => {
    expect(parseImage(`${name}@sha256:${HEX}`)).toEqual({ name, sha256: HEX });
  });

  test.each([
    ["without a digest", "ghcr.io/octo-org/octo-tool"],
    ["with a tag", `ghcr.io/octo-org/octo-tool:v1@sha256:${HEX}`],
    ["without a registry", `octo-org/octo-tool@sha256:${HEX}`],
    ["without a registry, but with a point", `octo-org/octo.tool@sha256:${HEX}`],
    ["without a registry, but with its name inside", `octo-org/localhost/tool@sha256:${HEX}`],
    ["without a registry, but one that begins alike", `localhosts/tool@sha256:${HEX}`],
    ["without a repository", `ghcr.io@sha256:${HEX}`],
    ["with something before it", ` ghcr.io/x/y@sha256:${HEX}`],
    ["with a long digest", `ghcr.io/x/y@sha256:${HEX}0`],
    ["with another algorithm", `ghcr.io/x/y@sha512:${HEX}${HEX}`],
    ["with a digest in upper case", `ghcr.io/x/y@sha256:${HEX.toUpperCase()}`],
    ["with a short digest", `ghcr.io/x/y@sha256:${HEX.slice(1)}`],
    ["with an address in its place", `https://ghcr.io/x/y@sha256:${HEX}`],
    ["with a folder that climbs", `ghcr.io/../y@sha256:${HEX}`],
    ["with upper case in the repository", `ghcr.io/X/y@sha256:${HEX}`],
    ["with a line end", `ghcr.io/x/y@sha256:${HEX}\n`],
    ["with a name of 256 characters", `ghcr.io/${"a".repeat(248)}@sha256:${HEX}`],
  ])("%s is refused", async (_what, text) => {
    const fault = await expectFault("usage", () => parseImage(text));
    expect(fault.hint).toContain("@sha256:");
  });

  test.each(["index.docker.io", "registry-1.docker.io"])("of %s is refused, and its one name is said", async (host) => {
    const fault = await expectFault("usage", () => parseImage(`${host}/owner/a@sha256:${HEX}`));
    expect(fault.message).toContain("second name of the registry docker.io");
    expect(fault.hint).toContain("docker.io/owner/a");
    expect(fault.hint).not.toContain(host);
    for (const other of [`x${host}`, `${host}.example`, `a.b/${host}`, "docker.io"]) {
      expect(parseImage(`${other}/owner/a@sha256:${HEX}`).name).toBe(`${other}/owner/a`);
    }
  });

  test("stands once in a list", async () => {
    await expectFault("usage", () =>
      parseImages([`ghcr.io/x/y@sha256:${HEX}`, `ghcr.io/x/y@sha256:${"c".repeat(64)}`]),
    );
    expect(parseImages([`ghcr.io/x/y@sha256:${HEX}`, `ghcr.io/x/z@sha256:${HEX}`])).toHaveLength(2);
  });
});
