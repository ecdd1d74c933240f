import { describe, expect, test } from "vitest";
import { CLAIM_IDS } from "../../../../src/domain/verification/claim.ts";
import {
  ASKED_OPTIONS,
  EVIDENCE_FORMS,
  EVIDENCE_TABLE,
  POLICY_RULES,
  requireHonoured,
} from "../../../../src/domain/verification/evidence/evidence-form.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import { expectFault } from "../../../expect-fault.ts";

const NAMES = {
  bundle: "a bundle",
  "release-attestation": "GitHub's attestation of a release",
  "json-lines": "a list of bundles",
  attestations: "an answer of GitHub's attestation API",
  npm: "an answer of npm's attestation API",
  pep740: "an object of PEP 740",
  checksums: "a checksum list",
  notary: "a signature of the Notary Project",
};

/** What evidence of single files honours; all else is refused, or left open. */
const OPTIONS = ["all-files", "evidence-only", "pin", "min-age", "effective-time"];
/** GitHub signs what it publishes with a certificate that has no ids to pin. */
const OF_PUBLISHER = OPTIONS.filter((option) => option !== "pin");
/** A signature is nothing without the file that it is of, and names nobody by an id. */
const OF_NOTARY = ["all-files", "effective-time"];
/** These speak of what a capsule holds. */
const SEALED_RULES = ["evidence", "approvals", "vulnerabilities"];
const CLAIMS = ["root", "assets", "provenance", "policy", "notary", "age", "memory"];

describe("a capsule", () => {
  test("answers everything", async () => {
    const { options, rules, claims } = EVIDENCE_TABLE.capsule;
    expect(options).toEqual(Object.fromEntries(ASKED_OPTIONS.map((option) => [option, "honoured"])));
    expect(rules).toEqual(Object.fromEntries(POLICY_RULES.map((rule) => [rule, "honoured"])));
    expect(claims).toEqual(Object.fromEntries(CLAIM_IDS.map((id) => [id, "honoured"])));
    expect(requireHonoured("capsule", ASKED_OPTIONS)).toBeUndefined();
  });
});

test("every form has its row, and its name", () => {
  expect(["capsule", ...Object.keys(NAMES)]).toEqual([...EVIDENCE_FORMS]);
});

describe.each(Object.entries(NAMES))("%s", (key, name) => {
  const form = key as keyof typeof NAMES;
  const honoured = form === "notary" ? OF_NOTARY : form === "release-attestation" ? OF_PUBLISHER : OPTIONS;

  test("honours what a signature of single files can say (X1)", () => {
    const { options, rules, claims } = EVIDENCE_TABLE[form];
    const isOfPublisher = form === "release-attestation";
    const own = isOfPublisher
      ? ["root", "assets", "published", "notary", "age"]
      : form === "notary"
        ? ["assets", "notary"]
        : form === "checksums"
          ? [...CLAIMS, "checksums"]
          : CLAIMS;
    const open =
      form === "notary"
        ? POLICY_RULES.filter((rule) => !["require", "builders"].includes(rule))
        : isOfPublisher
          ? POLICY_RULES.filter((rule) => !["signers", "require", "builders"].includes(rule))
          : SEALED_RULES;
    expect(options).toEqual(
      Object.fromEntries(ASKED_OPTIONS.map((option) => [option, honoured.includes(option) ? "honoured" : "usage"])),
    );
    expect(rules).toEqual(
      Object.fromEntries(POLICY_RULES.map((rule) => [rule, open.includes(rule) ? "not-checked" : "honoured"])),
    );
    expect(claims).toEqual(
      Object.fromEntries(CLAIM_IDS.map((id) => [id, own.includes(id) ? "honoured" : "not-checked"])),
    );
  });

  test("refuses what it cannot answer, by its name (X1)", async () => {
    expect(requireHonoured(form, [])).toBeUndefined();
    for (const option of ASKED_OPTIONS) {
      if (honoured.includes(option)) {
        expect(requireHonoured(form, [option])).toBeUndefined();
        continue;
      }
      const fault = await expectFault("usage", () => requireHonoured(form, ["all-files", option]));
      expect(fault.message).toBe(`the evidence is ${name}, which cannot answer what ${option} asks`);
      expect(spelled(fault.hint ?? "", asFlag)).toBe(`name the capsule of the release, or leave out --${option}`);
    }
  });
});
