import { expect, test } from "vitest";
import { imagePath, parseImageName } from "../../../src/domain/image/image-name.ts";
import { expectFault } from "../../expect-fault.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;

test("an image is named by registry and repository, with a tag, a digest or both", () => {
  const name = { registry: "localhost:5000", repository: "a/b" };
  expect(parseImageName("localhost:5000/a/b:1")).toEqual({ ...name, tag: "1", digest: undefined });
  expect(parseImageName(`localhost:5000/a/b@${DIGEST}`)).toEqual({ ...name, tag: undefined, digest: DIGEST });
  expect(parseImageName(`localhost:5000/a/b:1@${DIGEST}`)).toEqual({ ...name, tag: "1", digest: DIGEST });
  expect(imagePath(parseImageName("docker.io/alpine:3"))).toBe("docker.io/library/alpine");
  expect(imagePath(parseImageName("docker.io/a/b:3"))).toBe("docker.io/a/b");
  expect(imagePath(parseImageName("ghcr.io/alpine:3"))).toBe("ghcr.io/alpine");
  expect(parseImageName("localhost:5000/a/b:1.2.3-rc_1").tag).toBe("1.2.3-rc_1");
});

/** Who may choose the spelling would choose by which statement of a trust policy it is judged. */
test.each([
  "registry.example:443/a:1",
  "registry.example:0443/a:1",
  "REGISTRY.example/a:1",
  "registry.example./a:1",
  "127.1:5000/a:1",
  "registry.example//a:1",
  "registry.example/A:1",
  "https://registry.example/a:1",
  "index.docker.io/owner/a:1",
  "registry-1.docker.io/owner/a:1",
])("%s is refused, which would be a second spelling", async (text) => {
  await expectFault("usage", () => parseImageName(text));
});

test.each(["ghcr.io/a/b", `ghcr.io/a/b@${DIGEST}0`])("%s is refused, which says no image", async (text) => {
  await expectFault("usage", () => parseImageName(text));
});

test("a refused name does not repeat a password", async () => {
  const fault = await expectFault("usage", () => parseImageName("user:canary@registry.example/a:1"));
  expect(fault.message).toBe('"\u2026@registry.example/a:1" does not name an image');
});
