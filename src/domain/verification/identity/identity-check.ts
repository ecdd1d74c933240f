import { Fault } from "../../../kernel/fault.ts";
import type { ExpectedSigner, RequireIdentity } from "../../sigstore/bundle-to-verify.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import type { ExactIdentity, ExpectedIdentity, UnsafePattern } from "../../sigstore/expected-identity.ts";
import { identityMismatch, requireValue, shownValue } from "./identity-mismatch.ts";
import { type ClaimedSource, requireWorkflowOf } from "./require-workflow-of.ts";

/**
 * The check that a certificate is of the expected signer. Texts match as a whole (B37–B42), and exactly but for owner and
 * name of a repository of GitHub, which are the same there in either case (W13). `source` is undefined if a
 * bundle stands alone: then the ref must be given. Every refusal is an `identity-mismatch` whose hint names the option
 * that this release would need; it is for the user to judge. `configuration-invalid` for an expectation without sense.
 */
export function identityCheck(expected: ExpectedIdentity, source?: ClaimedSource): RequireIdentity {
  switch (expected.kind) {
    case "repository":
      return (certificate) => requireWorkflowOf(certificate, { expected, source });
    case "exact":
      return (certificate) => requireExact(certificate, expected);
    case "key":
      return ({ subjectAlternativeName: { value } }) => {
        throw identityMismatch(`${shownValue(value)} signed with a certificate, and a key was expected`, {
          words: "not signed with the expected key",
          sides: [["Signed by", value]],
        });
      };
    case "any-of": {
      const checks = expected.of.map((one) => identityCheck(one, source));
      return (certificate) => requireAny(certificate, checks);
    }
    case "unsafe-pattern": {
      const patterns = compile(expected);
      return (certificate) => requirePattern(certificate, patterns);
    }
  }
}

/**
 * What a bundle must satisfy for it: a key counts only where one is expected, and never as an identity. `require` is the check of a
 * certificate, if the caller has one of its own.
 */
export function signerFor(
  expected: ExpectedIdentity,
  require: RequireIdentity = identityCheck(expected),
): ExpectedSigner {
  if (expected.kind === "key") return expected;
  const keys = expected.kind === "any-of" ? expected.of.filter((one) => one.kind === "key") : [];
  return keys.length === 0 ? { kind: "certificate", require } : { kind: "any", require, keys };
}

function requireExact(certificate: CertificateFacts, expected: ExactIdentity): void {
  requireValue("issuer", certificate.issuer, {
    expected: expected.issuer,
    say: "issuer",
    words: "signed by somebody else",
  });
  const { kind, value } = certificate.subjectAlternativeName;
  requireValue("identity", value, {
    ...{ expected: expected.subjectAlternativeName, say: "identity", words: "signed by somebody else" },
  });
  const written = kindOf(expected.subjectAlternativeName);
  if (kind === written) return;
  throw identityMismatch(
    `the identity ${shownValue(value)} is certified as ${KINDS[kind]}, and is written as ${KINDS[written]}`,
    {
      words: "signed by somebody else",
      sides: [
        ["Expected", `${KINDS[written]}, ${expected.subjectAlternativeName}`],
        ["Signed by", `${KINDS[kind]}, ${value}`],
      ],
    },
  );
}

type NameKind = CertificateFacts["subjectAlternativeName"]["kind"];

const KINDS: Readonly<Record<NameKind, string>> = {
  uri: "a URI",
  email: "an e-mail address",
  "other-name": "a user name",
};

/** What a text names: equal texts of different kinds are different identities (B39). */
function kindOf(text: string): NameKind {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return "uri";
  return text.includes("@") ? "email" : "other-name";
}

function requireAny(certificate: CertificateFacts, checks: readonly RequireIdentity[]): void {
  const refusals: unknown[] = [];
  for (const check of checks) {
    try {
      check(certificate);
      return;
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length === 1) throw refusals[0];
  const { value } = certificate.subjectAlternativeName;
  throw identityMismatch(`${shownValue(value)} is not one of the ${checks.length} expected signers`, {
    words: "signed by somebody else",
    sides: [
      ["Expected", `one of ${checks.length} signers`],
      ["Signed by", value],
    ],
  });
}

interface Patterns {
  readonly name: RegExp;
  readonly issuer: RegExp;
}

function compile({ subjectAlternativeName, issuer }: UnsafePattern): Patterns {
  return { name: anchored(subjectAlternativeName), issuer: anchored(issuer) };
}

/** The text is compiled alone first: with a parenthesis too many, it could end the group that the anchors hold. */
function anchored(text: string): RegExp {
  try {
    const alone = new RegExp(text, "u");
    return new RegExp(`^(?:${alone.source})$`, "u");
  } catch {
    throw new Fault("configuration-invalid", "an identity pattern is not a regular expression");
  }
}

function requirePattern(certificate: CertificateFacts, { name, issuer }: Patterns): void {
  const { value } = certificate.subjectAlternativeName;
  const told = { words: "signed by somebody else", sides: [["Signed by", value]] } as const;
  if (!issuer.test(certificate.issuer ?? ""))
    throw identityMismatch(`the issuer is ${shownValue(certificate.issuer)}`, told);
  if (!name.test(value)) throw identityMismatch(`the identity is ${shownValue(value)}`, told);
}
