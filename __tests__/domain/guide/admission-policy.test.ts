import { expect, test } from "vitest";
import { parse } from "yaml";
import { admissionPolicy } from "../../../src/domain/guide/admission-policy.ts";
import { expectFault } from "../../expect-fault.ts";

const FACTS = {
  name: "Octo_Tool",
  images: ["ghcr.io/octo-org/octo-tool"],
  subjectAlternativeName: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3",
  issuer: "https://token.actions.githubusercontent.com",
};

test("a rule of Kyverno names the exact identity", () => {
  const rule = parse(admissionPolicy("kyverno", FACTS));
  expect(rule).toMatchObject({ kind: "ClusterPolicy", metadata: { name: "octo-tool" } });
  const [verify] = rule.spec.rules[0].verifyImages;
  expect(verify.imageReferences).toEqual(["ghcr.io/octo-org/octo-tool*"]);
  expect(verify.attestors[0].entries[0].keyless).toMatchObject({
    subject: FACTS.subjectAlternativeName,
    issuer: FACTS.issuer,
  });
});

test("so does one of policy-controller, whatever the identity holds", () => {
  const hostile = 'a"\n  - issuer: "b: {{x}}';
  const rule = parse(admissionPolicy("policy-controller", { ...FACTS, subjectAlternativeName: hostile }));
  expect(rule.kind).toBe("ClusterImagePolicy");
  expect(rule.spec.images).toEqual([{ glob: "ghcr.io/octo-org/octo-tool**" }]);
  expect(rule.spec.authorities[0].keyless.identities).toEqual([{ issuer: FACTS.issuer, subject: hostile }]);
});

test("Podman gets one for a person, and none for a workflow, which it could not tell from others", async () => {
  const rule = JSON.parse(admissionPolicy("podman", { ...FACTS, subjectAlternativeName: "octo@example.com" }));
  expect(rule.default).toEqual([{ type: "reject" }]);
  expect(rule.transports.docker["ghcr.io/octo-org/octo-tool"][0].fulcio.subjectEmail).toBe("octo@example.com");
  const fault = await expectFault("usage", async () => admissionPolicy("podman", FACTS));
  expect(fault.message).toContain("e-mail");
  await expectFault("usage", async () => admissionPolicy("kyverno", { ...FACTS, images: [] }));
});
