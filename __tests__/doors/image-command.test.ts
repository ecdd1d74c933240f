import { describe, expect, test } from "vitest";
import { parseImageName } from "../../src/domain/image/image-name.ts";
import { putTestImage } from "../registry-server/put-test-image.ts";
import { startRegistry } from "../registry-server/start-registry.ts";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const run = (...argv: string[]) => commandInFolder(newFolder(), ["image", ...argv], {});

describe("an image is named by", () => {
  test.each([
    [`ghcr.io/o/n@${DIGEST}`, ["ghcr.io", "o/n", undefined, DIGEST]],
    ["ghcr.io/o/n:v1", ["ghcr.io", "o/n", "v1", undefined]],
    [`localhost:5000/n:v1@${DIGEST}`, ["localhost:5000", "n", "v1", DIGEST]],
    ["docker.io/alpine:3", ["docker.io", "library/alpine", "3", undefined]],
  ])("%s", (text, [registry, repository, tag, digest]) => {
    expect(parseImageName(text)).toEqual({ registry, repository, tag, digest });
  });

  test.each([
    "alpine",
    "ghcr.io/o/n",
    "ghcr.io/O/n:v1",
    `ghcr.io/o/n@sha256:1`,
    "ghcr.io/../n:v1",
    "ghcr.io/o/n:",
    "https://ghcr.io/o/n:v1",
  ])("not by %s", async (text) => {
    const { status, err } = await run("verify", "--repository", "o/n", text);
    expect([status, err]).toEqual([2, expect.stringContaining("does not name an image")]);
  });
});

describe("what belongs to another action is refused", () => {
  const image = `ghcr.io/o/n@${DIGEST}`;
  test.each([
    [["copy", image], 'image has no action "copy"'],
    [["verify", "--type", "vuln", image], "--type belongs to image attest"],
    [["verify", "--index-only", image], "--index-only belongs to image sign"],
    [["sign", "--repository", "o/n", image], "--repository belongs to image verify"],
    [["sign", "--predicate", "x", image], "--predicate belongs to image attest"],
    [["attest", image], "--type is needed"],
    [["attest", "--type", "vuln", image], "--predicate is needed"],
    [["attest", "--type", "word", "--predicate", "x", image], '"word" is not a predicate type'],
    [["sign", "--sign-with", "local", image], "trusted by nobody"],
    [["verify", image], "signed"],
  ])("%j", async (argv, said) => {
    const { status, err } = await run(...argv);
    expect([status, err]).toEqual([2, expect.stringContaining(said)]);
  });
});

test("an image without a signature is incomplete, and one that is not there is not found", async () => {
  const registry = await startRegistry();
  try {
    const digest = putTestImage(registry, "o/n");
    const verify = ["verify", "--repository", "o/n", "--source-ref", "refs/tags/v1"];
    const unsigned = await run(...verify, `${registry.host}/o/n@${digest}`);
    expect([unsigned.status, unsigned.err]).toEqual([3, expect.stringContaining("no signature refers to")]);
    const absent = await run(...verify, `${registry.host}/o/n:v1`);
    expect([absent.status, absent.err]).toEqual([4, expect.stringContaining("no image is at")]);
  } finally {
    await registry.close();
  }
});
