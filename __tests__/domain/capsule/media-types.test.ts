import { expect, test } from "vitest";
import { capsuleFileName, releaseStem } from "../../../src/domain/capsule/capsule-file-name.ts";
import { MEDIA_TYPES } from "../../../src/domain/capsule/media-types.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../../src/domain/home.ts";

test("media types and the predicate type are what signed capsules say, and cannot change", () => {
  expect(MEDIA_TYPES).toEqual({
    bundle: "application/vnd.dev.sigstore.bundle.v0.3+json",
    checksums: "text/plain",
    cycloneDx: "application/vnd.cyclonedx+json",
    envelope: "application/vnd.dsse.envelope.v1+json",
    guide: "text/markdown",
    json: "application/json",
    jsonLines: "application/jsonl",
    messages: "application/octet-stream",
    sarif: "application/sarif+json",
    spdx: "application/spdx+json",
    statement: "application/vnd.in-toto+json",
    xml: "application/xml",
    trustedRoot: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  });
  expect(CAPSULE_PREDICATE_TYPE).toBe("https://release-capsule.github.io/release-capsule/capsule/v1");
});

test("a capsule is named for its release, and one of the local instance says so", () => {
  const release = { name: "tool", version: "1.0.0-rc.1+linux.x64" };
  expect(releaseStem(release)).toBe("tool-1.0.0-rc.1_linux.x64");
  expect(capsuleFileName(release, false)).toBe("tool-1.0.0-rc.1_linux.x64.capsule");
  expect(capsuleFileName(release, true)).toBe("tool-1.0.0-rc.1_linux.x64.local.capsule");
});
