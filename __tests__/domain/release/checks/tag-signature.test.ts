import { describe, expect, test } from "vitest";
import {
  checkTagSignature,
  type JudgedTag,
  type TagSignature,
} from "../../../../src/domain/release/checks/check-tag-signature.ts";
import { requiredChecks } from "../../../../src/domain/release/checks/required-checks.ts";
import { withoutEndedKeys } from "../../../../src/domain/release/tag/allowed-signers.ts";
import { parseTagHeader } from "../../../../src/domain/release/tag/tag-object.ts";

const COMMIT = "1".repeat(40);
const RELEASED = { tag: "v1.2.3", commit: COMMIT, mayBeUnpushed: false };
const GOOD: Extract<TagSignature, { verified: true }> = { verified: true, signer: "maintainer@example.com (SHA256:x)" };

const annotated = (change: object = {}, signature: TagSignature = GOOD): JudgedTag => ({
  ...{ kind: "annotated", signature },
  header: { target: COMMIT, type: "commit", name: "v1.2.3", ...change },
});
const check = (value: JudgedTag, isAnnotatedThere = false) =>
  checkTagSignature(RELEASED, {
    ...{ paths: ["release/allowed_signers"], isAnnotatedThere },
    answer: { known: true, source: "git", value },
  })[0];

describe("the signature of the tag", () => {
  test("is verified for its own name and commit, and names the key", () => {
    expect(check(annotated())).toMatchObject({ status: "verified", found: "maintainer@example.com (SHA256:x)" });
  });

  test.each<[string, JudgedTag, string]>([
    ["the object of another tag, put under this name", annotated({ name: "v1.2.2" }), 'signed as the tag "v1.2.2"'],
    ["a tag that was signed for another commit", annotated({ target: "2".repeat(40) }), "signed for the commit 2222"],
    ["a signed tag of another tag", annotated({ type: "tag" }), "signed for the tag"],
    ["a plain tag", { kind: "lightweight" }, "nobody signed it"],
    ["an object that git would not make", { kind: "malformed" }, "git would not make"],
    ["no signature", annotated({}, { verified: false, because: "unsigned" }), "not signed"],
    ["another key", annotated({}, { verified: false, because: "other-key" }), "does not name"],
    ["an ended key", annotated({}, { verified: false, because: "ended" }), "time has ended"],
    ["a revoked key", annotated({}, { verified: false, because: "revoked" }), "was revoked"],
    ["changed bytes", annotated({}, { verified: false, because: "altered" }), "not one of this tag"],
  ])("refuses %s", (_what, judged, reason) => {
    expect(check(judged)).toMatchObject({ status: "failed", reason: expect.stringContaining(reason) });
  });

  test("is open where the checkout lost the tag's object, and says how to keep it", () => {
    for (const judged of [check({ kind: "none" }), check({ kind: "lightweight" }, true)]) {
      expect(judged).toMatchObject({
        status: "not-checked",
        fix: expect.stringContaining("git fetch origin +refs/tags"),
      });
    }
  });

  test("is required where keys are named, and no row otherwise", () => {
    expect(checkTagSignature(RELEASED, undefined)).toEqual([]);
    expect(requiredChecks({ "tag-keys": ["release/allowed_signers"] }).has("tag-signature")).toBe(true);
    expect(requiredChecks({}).has("tag-signature")).toBe(false);
  });
});

test("the header of a tag is read, and nothing else is taken for one", () => {
  const text = `object ${COMMIT}\ntype commit\ntag v1.2.3\ntagger c <c@example.com> 1 +0000\n\nx\n`;
  expect(parseTagHeader(Buffer.from(text))).toEqual({ target: COMMIT, type: "commit", name: "v1.2.3" });
  for (const other of ["", "object 1\n", text.replace("type commit", "type person"), text.slice(0, 60), `\n${text}`]) {
    expect(parseTagHeader(Buffer.from(other))).toBeUndefined();
  }
});

test("keys of allowed signers count until valid-before, whatever its form", () => {
  const now = new Date("2026-11-30T12:00:00Z");
  const line = (options: string) => `a@example.com ${options}ssh-ed25519 AAAA`;
  const kept = ["", 'namespaces="git" ', 'valid-before="20261201" ', "valid-before=20261130120001Z "].map(line);
  const ended = [
    'valid-before="20261130" ',
    'namespaces="git",valid-before="202611301159" ',
    "valid-before=20200101Z ",
  ];
  const file = [...kept, ...ended.map(line), "# valid-before=20200101 in a comment"].join("\n");
  expect(withoutEndedKeys(file, now)).toBe([...kept, "# valid-before=20200101 in a comment"].join("\n"));
});
