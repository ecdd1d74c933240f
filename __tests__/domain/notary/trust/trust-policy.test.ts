import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  identityOf,
  isWithinName,
  nameText,
  parseDistinguishedName,
  subjectName,
} from "../../../../src/domain/notary/trust/distinguished-name.ts";
import {
  parseTrustPolicy,
  statementForFile,
  statementForScope,
} from "../../../../src/domain/notary/trust/trust-policy.ts";
import { readDer } from "../../../../src/kernel/der.ts";
import { octetString, oid, sequence, set } from "../../../../src/kernel/der-writer.ts";
import { corpus } from "../../../corpus.ts";
import { expectFault } from "../../../expect-fault.ts";
import { type NamePart, SUBJECT, testName } from "../../../signing/test-notary.ts";

type Json = Record<string, unknown>;

const STATEMENT: Json = {
  name: "one",
  registryScopes: ["*"],
  signatureVerification: { level: "strict" },
  trustStores: ["ca:one"],
  trustedIdentities: ["*"],
};
const { registryScopes: _, ...OF_FILES } = STATEMENT;

function policy(statements: readonly Json[], document: Json = {}): Buffer {
  return Buffer.from(JSON.stringify({ version: "1.0", trustPolicies: statements, ...document }));
}

const only = (edit: Json, kind: "oci" | "blob" = "oci") =>
  parseTrustPolicy(policy([{ ...(kind === "oci" ? STATEMENT : OF_FILES), ...edit }]), kind).statements[0];

describe("levels", () => {
  test.each([
    ["strict", ["enforce", "enforce", "enforce", "enforce", "enforce"]],
    ["permissive", ["enforce", "enforce", "log", "log", "log"]],
    ["audit", ["enforce", "log", "log", "log", "log"]],
  ])("%s is what the specification says", (level, actions) => {
    expect(Object.values(only({ signatureVerification: { level } })?.actions ?? {})).toEqual(actions);
  });

  test("skip looks at nothing, and names nobody", () => {
    const skip = only({ signatureVerification: { level: "skip" }, trustStores: [], trustedIdentities: [] });
    expect(new Set(Object.values(skip?.actions ?? {}))).toEqual(new Set(["skip"]));
    expect([skip?.identities, skip?.stores]).toEqual([[], []]);
  });

  test("an override takes the place of what the level says", () => {
    const found = only({
      signatureVerification: { level: "audit", override: { expiry: "enforce", revocation: "skip" } },
    });
    expect(found?.actions).toMatchObject({ expiry: "enforce", revocation: "skip", authenticity: "log" });
  });

  test("stores have a type and a name, and identities of another kind are for a plugin", async () => {
    expect(only({ trustStores: ["ca:one", "tsa:two.x"] })?.stores).toEqual([
      { type: "ca", name: "one" },
      { type: "tsa", name: "two.x" },
    ]);
    const mixed = only({ trustedIdentities: ["acme.account:7", "x509.subject: C=US, ST=WA, O=a"] });
    expect(mixed?.identities).toEqual([parseDistinguishedName("C=US, ST=WA, O=a")]);
    const fault = await expectFault("notary-policy-malformed", () => only({ registryScopes: undefined }));
    expect(fault.message).toBe('the trust policy is malformed: "one" has no scope');
  });

  test("a time stamp is always looked for, unless the policy wants it after expiry alone", () => {
    expect(only({})?.verifyTimestamp).toBe("always");
    for (const verifyTimestamp of ["", "always"]) {
      expect(only({ signatureVerification: { level: "strict", verifyTimestamp } })?.verifyTimestamp).toBe("always");
    }
    expect(
      only({ signatureVerification: { level: "strict", verifyTimestamp: "afterCertExpiry" } })?.verifyTimestamp,
    ).toBe("afterCertExpiry");
  });
});

describe("which statement", () => {
  const found = parseTrustPolicy(
    policy([STATEMENT, { ...STATEMENT, name: "two", registryScopes: ["localhost:5000/a/b", "ghcr.io/c"] }]),
    "oci",
  );

  test.each([
    ["localhost:5000/a/b", "two"],
    ["ghcr.io/c", "two"],
    ["ghcr.io/c/d", "one"],
  ])("for %s is %s", (repository, name) => {
    expect(statementForScope(found, repository).name).toBe(name);
  });

  test("none is a fault, where none is for all", async () => {
    const some = parseTrustPolicy(policy([{ ...STATEMENT, registryScopes: ["ghcr.io/c"] }]), "oci");
    await expectFault("notary-policy-none", () => statementForScope(some, "ghcr.io/d"));
  });

  test.each(["a.io/a", "reg.a/a", "registry.example.com/a/b", "a-b.example-registry.io:5000/a--b/c__d.e"])(
    "may be for %s",
    (scope) => {
      expect(only({ registryScopes: [scope] })?.scopes).toEqual([scope]);
    },
  );

  test("for a file is the global one, or the one that is named", async () => {
    const blob = parseTrustPolicy(policy([OF_FILES, { ...OF_FILES, name: "all", globalPolicy: true }]), "blob");
    expect(statementForFile(blob, undefined).name).toBe("all");
    expect(statementForFile(blob, "one").name).toBe("one");
    expect(blob.statements.map(({ scopes }) => scopes)).toEqual([[], []]);
    const none = await expectFault("notary-policy-none", () => statementForFile(blob, "two"));
    expect(none.message).toBe('no statement of the trust policy is called "two"');
    await expectFault("notary-policy-none", () =>
      statementForFile(parseTrustPolicy(policy([OF_FILES]), "blob"), undefined),
    );
  });
});

describe("notary-policy-malformed", () => {
  const level = (level: string, override?: Json) => ({
    signatureVerification: { level, ...(override && { override }) },
  });
  test.each<[string, Json, ("oci" | "blob")?]>([
    ["a field that is not known", { trustStore: ["ca:one"] }],
    ["no name", { name: "" }],
    ["a level that is not known", level("loose")],
    ["an override of integrity", level("strict", { integrity: "log" })],
    ["an override of what is not known", level("strict", { other: "log" })],
    ["an action that is not known", level("strict", { expiry: "warn" })],
    ["expiry that is skipped", level("strict", { expiry: "skip" })],
    ["authenticity that is skipped", level("strict", { authenticity: "skip" })],
    [
      "a time stamp that is verified at another time",
      { signatureVerification: { level: "strict", verifyTimestamp: "never" } },
    ],
    ["no trust store", { trustStores: [] }],
    ["no identity", { trustedIdentities: [] }],
    ["trust stores though it skips", { ...level("skip"), trustedIdentities: [] }],
    ["a trust store and an identity though it skips", level("skip")],
    ["an override though it skips", { ...level("skip", { expiry: "log" }), trustStores: [], trustedIdentities: [] }],
    ["a trust store of no type", { trustStores: ["one"] }],
    ["a trust store of another type", { trustStores: ["other:one"] }],
    ["a trust store that is a path", { trustStores: ["ca:../one"] }],
    ["a trust store that is the folder above", { trustStores: ["ca:.."] }],
    ["a trust store that is the folder of all", { trustStores: ["ca:."] }],
    ["a trust store whose type begins otherwise", { trustStores: ["xca:one"] }],
    ["a trust store that goes on as a path", { trustStores: ["ca:one/two"] }],
    ["every identity and another", { trustedIdentities: ["*", "x509.subject: C=US, ST=WA, O=a"] }],
    ["an identity of no kind", { trustedIdentities: ["C=US, ST=WA, O=a"] }],
    ["an identity without a country", { trustedIdentities: ["x509.subject: ST=WA, O=a"] }],
    [
      "an identity within another",
      { trustedIdentities: ["x509.subject: C=US, ST=WA, O=a", "x509.subject: C=US, ST=WA, O=a, CN=b"] },
    ],
    ["no scope", { registryScopes: [] }],
    ["every scope and another", { registryScopes: ["*", "ghcr.io/a"] }],
    ["a scope that is a pattern", { registryScopes: ["ghcr.io/a*"] }],
    ["a scope with an address", { registryScopes: ["https://ghcr.io/a"] }],
    ["a scope with a tag", { registryScopes: ["ghcr.io/a:1"] }],
    ["a scope without a path", { registryScopes: ["ghcr.io"] }],
    ["a scope whose path is in upper case further on", { registryScopes: ["ghcr.io/a/B"] }],
    ["a scope whose host begins with a line", { registryScopes: ["-ghcr.io/a"] }],
    ["a scope whose host ends with a line", { registryScopes: ["ghcr.io-/a"] }],
    ["a scope that no image has, in upper case", { registryScopes: ["GHCR.io/a"] }],
    ["a scope that no image has, with the port of https", { registryScopes: ["ghcr.io:443/a"] }],
    ["a scope twice", { registryScopes: ["ghcr.io/a", "ghcr.io/a"] }],
    ["a global statement for images", { globalPolicy: true }],
    ["scopes for files", { registryScopes: ["*"] }, "blob"],
    [
      "a global statement that skips",
      { ...level("skip"), trustStores: [], trustedIdentities: [], globalPolicy: true },
      "blob",
    ],
  ])("refuses %s", async (__, edit, kind = "oci") => {
    await expectFault("notary-policy-malformed", () => only(edit, kind));
  });

  test.each<[string, Uint8Array, ("oci" | "blob")?]>([
    ["what is not JSON", Buffer.from("version: 1.0")],
    ["a key twice", Buffer.from('{"version":"1.0","version":"1.0","trustPolicies":[]}')],
    ["another version", policy([STATEMENT], { version: "1.1" })],
    [
      "more than a mebibyte",
      Buffer.from(
        policy([STATEMENT])
          .toString()
          .padEnd(1024 * 1024 + 1),
      ),
    ],
    ["no statement", policy([])],
    ["two statements of one name", policy([STATEMENT, { ...STATEMENT, registryScopes: ["ghcr.io/a"] }])],
    ["two statements for all", policy([STATEMENT, { ...STATEMENT, name: "two" }])],
    [
      "two global statements",
      policy([
        { ...OF_FILES, globalPolicy: true },
        { ...OF_FILES, name: "two", globalPolicy: true },
      ]),
      "blob",
    ],
  ])("refuses %s", async (__, bytes, kind = "oci") => {
    await expectFault("notary-policy-malformed", () => parseTrustPolicy(bytes, kind));
  });

  test("a mebibyte is read, and what is not an object is called what it should be", async () => {
    const most = Buffer.from(
      policy([STATEMENT])
        .toString()
        .padEnd(1024 * 1024),
    );
    expect(parseTrustPolicy(most, "oci").statements).toHaveLength(1);
    const fault = await expectFault("notary-policy-malformed", () => parseTrustPolicy(Buffer.from("[]"), "oci"));
    expect(fault.message).toBe("the trust policy is not a JSON object");
  });

  const folder = "notary/notation-cli/test/e2e/testdata/config/trustpolicies";
  test.skipIf(corpus(folder) === undefined)(
    "the reference's own policies are read or refused as their names say",
    () => {
      const place = corpus(folder) ?? "";
      const refused = readdirSync(place).filter((file) => {
        try {
          parseTrustPolicy(readFileSync(join(place, file)), "oci");
          return false;
        } catch {
          return true;
        }
      });
      expect(refused.map((file) => file.replace(/_?trust_?policy\.json$/, ""))).toEqual([
        ...[
          "blob",
          "empty_trusted_identity",
          "invalid_format",
          "malformed_registry_scope",
          "malformed_trusted_identity",
        ],
        ...["missing_country_trusted_identity", "missing_organization_trusted_identity"],
        "multi_statements_with_multi_wildcard_registry_scope",
        ...["multi_statements_with_the_same_name", "multi_statements_with_the_same_registry_scope"],
        ...["overlapped_trusted_identity", "unset_trust_store", "unset_trusted_identity"],
        ...["wildcard_plus_other_registry_scope", "wildcard_plus_other_trusted_identity", "wildcard_trust_store"],
      ]);
    },
  );
});

describe("names", () => {
  test.each<[string, Record<string, string> | undefined]>([
    ["C=US, ST=WA, O=a", { C: "US", ST: "WA", O: "a" }],
    ["C=US,S=WA,O=a", { C: "US", ST: "WA", O: "a" }],
    [" C = US ; ST=WA;O=a b ", { C: "US", ST: "WA", O: "a b" }],
    [String.raw`C=US, ST=WA, O=a\, b\+c`, { C: "US", ST: "WA", O: "a, b+c" }],
    [String.raw`C=US, ST=WA, O=\ a\ `, { C: "US", ST: "WA", O: " a " }],
    [String.raw`C=US, ST=WA, O=\c3\bc`, { C: "US", ST: "WA", O: "ü" }],
    ["=US, C=US, ST=WA, O=a", undefined],
    [`C=US, ST=WA, O=${"a".repeat(8178)}`, undefined],
    ["C=US, ST=WA, O=a=b", { C: "US", ST: "WA", O: "a=b" }],
    ["", undefined],
    ["C=US, ST=WA", undefined],
    ["C=US, ST=WA, O=", undefined],
    ["C=US, ST=WA, O=a,", undefined],
    ["C=US, ST=WA, O=a, O=b", undefined],
    ["C=US, ST=WA, S=WA, O=a", undefined],
    ["C=US, ST=WA, O=a+OU=b", undefined],
    ["C=US, ST=WA, O=#0c0161", undefined],
    [String.raw`C=US, ST=WA, O=a\z`, undefined],
    ["C=US, ST=WA, O=a\\", undefined],
  ])("%s is %o", (text, name) => {
    expect(parseDistinguishedName(text)).toEqual(name && new Map(Object.entries(name)));
  });

  test.each(["Tools", "a, b+c", " a ", "#a", 'say "a"', "a;b<c>d", String.raw`a\b`, "a=b", "ü", "#"])(
    "a subject of %s is named by an identity that is read as it",
    (organization) => {
      const parts: NamePart[] = [...SUBJECT.slice(0, 2), ["2.5.4.10", organization]];
      const name = subjectName(testName(parts));
      expect(name?.get("O")).toBe(organization);
      expect(parseDistinguishedName(identityOf(testName(parts)) ?? "")).toEqual(name);
    },
  );

  test("a name of 8,192 letters is read", () => {
    expect(parseDistinguishedName(`C=US, ST=WA, O=${"a".repeat(8177)}`)?.get("O")).toHaveLength(8177);
  });

  test("an identity escapes what must be escaped, and nothing else", () => {
    const parts: NamePart[] = [...SUBJECT.slice(0, 2), ["2.5.4.10", "a #b c"]];
    expect(identityOf(testName(parts))).toBe("C=US, ST=WA, O=a #b c");
  });

  test("people read every part that trust policies know, and the last of those that may come twice", () => {
    const others: NamePart[] = [
      ["2.5.4.7", "Town"],
      ["2.5.4.9", "Street"],
      ["2.5.4.17", "98"],
      ["2.5.4.11", "Unit"],
      ["2.5.4.5", "1"],
      ["2.5.4.5", "2"],
    ];
    expect(nameText(testName([...SUBJECT, ...others]))).toBe(
      "C=US, ST=WA, O=Capsule Test, CN=signer, L=Town, STREET=Street, POSTALCODE=98, OU=Unit, SERIALNUMBER=2",
    );
    const none = "a subject that trust policies cannot name";
    expect([nameText(undefined), nameText(testName([]))]).toEqual([none, none]);
  });

  test("a subject with a part that is empty, or has no value, is named by none", () => {
    for (const part of [sequence(), sequence(oid("2.5.4.11"))]) {
      const subject = sequence(...SUBJECT.map((one) => readDer(testName([one])).children()[0]!.raw), set(part));
      expect(subjectName(subject)).toBeUndefined();
    }
  });

  test("a subject without a country is named by none", () => {
    expect(identityOf(testName(SUBJECT.slice(1)))).toBeUndefined();
  });

  test.each<[string, readonly NamePart[], boolean]>([
    ["a common name that comes twice: the last counts", [...SUBJECT, ["2.5.4.3", "other"]], true],
    ["a unit", [...SUBJECT, ["2.5.4.11", "unit"]], true],
    ["two units", [...SUBJECT, ["2.5.4.11", "a"], ["2.5.4.11", "b"]], false],
    ["an e-mail address, for which there is no short name", [...SUBJECT, ["1.2.840.113549.1.9.1", "a@b"]], false],
    ["a value that is not a text", [...SUBJECT, ["2.5.4.11", octetString(Buffer.of(1))]], false],
    ["a value that reads as hexadecimal", [...SUBJECT, ["2.5.4.11", "a=#b"]], false],
    ["no country", SUBJECT.slice(1), false],
    ["nothing at all, as Fulcio's certificates have it", [], false],
  ])("a subject with %s", (__, parts, isName) => {
    expect(subjectName(testName(parts)) !== undefined).toBe(isName);
  });

  test("a name is within another if it says nothing else", () => {
    const name = subjectName(testName(SUBJECT))!;
    const within = (text: string) => isWithinName(parseDistinguishedName(text)!, name);
    expect(within("C=US, ST=WA, O=Capsule Test")).toBe(true);
    expect(within("C=US, ST=WA, O=Capsule Test, CN=signer")).toBe(true);
    expect(within("C=US, ST=WA, O=Capsule Test, CN=other")).toBe(false);
    expect(within("C=US, ST=WA, O=Capsule Test, OU=other")).toBe(false);
    expect(within("C=US, ST=WA, O=capsule test")).toBe(false);
    // As the reference compares: what is not there is as what is empty.
    expect(within("C=US, ST=WA, O=Capsule Test, OU=")).toBe(true);
    expect(within("C=US, ST=WA, O=Capsule Test, CN=")).toBe(false);
  });
});
