import { expect, test } from "vitest";
import { STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import { predicateStatement } from "../../../src/domain/statements/predicate-statement.ts";
import { predicateTypeOf } from "../../../src/domain/statements/vocabulary.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const subject = { name: "tool@1.2.3", sha256: "1".repeat(64), capsuleSha256: "2".repeat(64) };
const predicate = { result: "PASSED" };
const stated = {
  _type: STATEMENT_TYPE,
  subject: [{ name: "tool-1.2.3.capsule", digest: { sha256: subject.capsuleSha256 } }],
  predicateType: predicateTypeOf("test-result"),
  predicate,
};
const of = (document: object, word: Parameters<typeof predicateStatement>[0] = "test-result") =>
  predicateStatement(word, subject, { bytes: encodeUtf8(JSON.stringify(document)), file: "p.json" });
const own = { ...stated, subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }] };

test("a bare predicate is stated of the release by its root", () => expect(of(predicate)).toEqual(own));

test("an unsigned statement about the capsule, or about its root, is stated of the root", () => {
  expect([of(stated), of(own)]).toEqual([own, own]);
});

test.each([
  ["of another type", { ...stated, predicateType: predicateTypeOf("scai") }, "is a statement of the type"],
  [
    "about another file",
    { ...stated, subject: [{ name: "a", digest: { sha256: "3".repeat(64) } }] },
    "about something else",
  ],
  ["about no SHA-256", { ...stated, subject: [{ name: "a", digest: { sha512: "3".repeat(128) } }] }, "something else"],
])("refuses a statement %s", async (_what, document, words) => {
  const { message } = await expectFault("usage", () => of(document));
  expect(message).toContain(`"p.json" is a statement`);
  expect(message).toContain(words);
});

test("refuses as a scan what nobody could read as one", async () => {
  await expectFault("evidence-malformed", () => of(predicate, "vulns"));
});
