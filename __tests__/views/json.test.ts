import * as v from "valibot";
import { expect, test } from "vitest";
import { diffInventories } from "../../src/domain/sbom/diff/diff.ts";
import { readSbom } from "../../src/domain/sbom/read/read-sbom.ts";
import { LOCAL_ISSUER } from "../../src/domain/sigstore/local-issuer.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { capsuleJson, capsuleSchema } from "../../src/views/capsule/capsule-json.ts";
import { faultJson, faultSchema } from "../../src/views/fault/fault-json.ts";
import { sealedReleaseJson, sealedReleaseSchema } from "../../src/views/release/sealed-release-json.ts";
import { verificationJson, verificationSchema } from "../../src/views/verification/verification-json.ts";
import { certificate, HEX, release, root, verification } from "./sample.ts";

const EMPTY_SBOM = Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{}}');
const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("a fault is an object of its schema, whose exit code is that of its code", () => {
  const json = faultJson(new Fault("network-timeout", "late"));
  expect(v.parse(faultSchema(), again(json))).toEqual(json);
  expect(json).toMatchObject({ code: "network-timeout", hint: null, exitCode: 4 });
  expect(json.schema).toMatch(/\/schemas\/fault\/v1$/);
});

test("a verification is an object of its schema, first of all its schema", () => {
  const json = verificationJson(verification);
  expect(v.parse(verificationSchema(), again(json))).toEqual(json);
  expect(Object.keys(json)[0]).toBe("schema");
  expect(json.release?.times).toEqual([{ source: "log", time: "2023-11-14T22:13:20Z" }]);
  expect(json.trust).toBe("sigstore");
});

test("a verification without a verified root states no release", () => {
  expect(verificationJson({ ...verification, root: undefined }).release).toBeNull();
});

test("trust is local where the local instance signed", () => {
  const signer = { kind: "certificate" as const, certificate: certificate(LOCAL_ISSUER) };
  const shown =
    verification.root === undefined ? verification : { ...verification, root: { ...verification.root, signer } };
  expect(verificationJson(shown).trust).toBe("local");
});

test("a sealed release is an object of its schema; only the local instance has a trusted root in it", () => {
  const json = sealedReleaseJson(release());
  expect(v.parse(sealedReleaseSchema, again(json))).toEqual(json);
  expect(json).toMatchObject({
    trust: "local",
    trustedRoot: "/out/local.trusted_root.json",
    verify: { argv: ["verify", "--", "/out/demo.capsule"] },
  });
  const written = release().written;
  const public_ = sealedReleaseJson(release({ written: written && { ...written, trustedRoot: undefined } }));
  expect("trustedRoot" in public_).toBe(false);
});

test("a sealed release says which gates its SBOMs passed, and what was found since the release before", () => {
  expect(sealedReleaseJson(release()).sbom).toEqual({
    ...{ qualityGate: "plausible", comparedWith: null, findings: [] },
    notCompared: "no earlier release is public",
  });
  const finding = { rule: "lost-hash", text: "a 1.0 had a digest and has lost it" } as const;
  const diff = diffInventories(readSbom(EMPTY_SBOM).inventory, readSbom(EMPTY_SBOM).inventory);
  const sbomDelta = { since: "0.9.0", diff, findings: [finding] };
  const json = sealedReleaseJson(release({ sbomDelta, qualityGate: { kind: "score", least: 70 } }));
  expect(v.parse(sealedReleaseSchema, again(json))).toEqual(json);
  expect(json.sbom).toEqual({ qualityGate: 70, comparedWith: "0.9.0", notCompared: null, findings: [finding] });
});

test("a release of which nothing was written has neither capsule nor command", () => {
  const json = sealedReleaseJson(release({ written: undefined }));
  expect(v.parse(sealedReleaseSchema, again(json))).toEqual(json);
  expect(json).toMatchObject({ capsule: null, out: null, verify: null, files: [] });
});

test("the content of a capsule is an object of its schema that says that nothing was verified", () => {
  const entry = { name: "VERIFY.md", size: 1, sha256: HEX, mediaType: "text/markdown", listed: true };
  const json = capsuleJson({ sha256: HEX, rootSha256: HEX, root, certificate: certificate(), entries: [entry] });
  expect(v.parse(capsuleSchema(), again(json))).toEqual(json);
  expect(json.verified).toBe(false);
  expect(capsuleJson({ sha256: HEX, rootSha256: HEX, root, certificate: undefined, entries: [] }).signer).toBeNull();
});
