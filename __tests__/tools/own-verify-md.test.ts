import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readCertificate } from "../../src/domain/sigstore/certificate.ts";
import { TOOL } from "../../src/domain/tool.ts";
import { identityCheck } from "../../src/domain/verification/identity/identity-check.ts";
import { ownFacts, ownVerifyMd } from "../../tools/readme/own-verify-md.ts";
import { guideBlocks } from "../guide-blocks.ts";
import { createTestForge } from "../signing/test-forge.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("VERIFY.md is current (npm run generate)", () => {
  expect(read("VERIFY.md")).toBe(ownVerifyMd());
});

test("the identity that it names is the one that our release workflow gets, and the workflow exists", async () => {
  const facts = ownFacts(TOOL.version);
  const repository = "release-capsule/release-capsule";
  const { identity } = await createTestForge().session({ repository, ref: `refs/tags/v${TOOL.version}` });
  const { subjectAlternativeName, issuer } = identity;
  expect(facts.signer).toMatchObject({ kind: "certificate", subjectAlternativeName, issuer });
  const check = identityCheck(
    { kind: "repository", repository: `https://github.com/${repository}` },
    { tag: facts.tag, commit: null },
  );
  expect(() => check(readCertificate(identity.certificate))).not.toThrow();
  expect(parse(read(".github/workflows/release.yml")).on.push.tags).toEqual(["v*.*.*"]);
});

test("it asks for the files that the release has", () => {
  const page = read("VERIFY.md");
  const { assets } = parse(read("release/manifest.yaml"));
  const [first] = assets.map((name: string) => name.replace("{version}", TOOL.version));
  expect(guideBlocks(page).some(({ text }) => text.includes(`/v${TOOL.version}/${first}`))).toBe(true);
});
