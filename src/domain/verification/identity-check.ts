import { advice, type Hint, joined, type OptionUse, option } from "../../kernel/advice.ts";
import { type Brief, Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { ExpectedSigner, RequireIdentity } from "../sigstore/bundle-to-verify.ts";
import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import type {
  ExactIdentity,
  ExpectedIdentity,
  ExpectedRepository,
  UnsafePattern,
} from "../sigstore/expected-identity.ts";
import { GITHUB_WEB, gitHubIssuer, issuerOfGitHub } from "../source/github-issuer.ts";
import { isSameRepository } from "../source/repository.ts";
import { RELEASE_TRIGGERS, repositoryOptions } from "./identity-flags.ts";
import { parseWorkflowName } from "./workflow-name.ts";

/** What the release claims of itself before it is verified; the certificate must say the same. */
export interface ClaimedSource {
  readonly tag: string | null;
  /** Hex; null if the release states none. */
  readonly commit: string | null;
}

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
        throw mismatch(`${shown(value)} signed with a certificate, and a key was expected`, {
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

/** For a signer that is not a workflow of GitHub. */
const ANOTHER_SIGNER = [option("identity"), option("issuer")];

interface RepositoryOrder {
  readonly expected: ExpectedRepository;
  readonly source: ClaimedSource | undefined;
}

function requireWorkflowOf(certificate: CertificateFacts, { expected, source }: RepositoryOrder): void {
  const { extensions } = certificate;
  requireIssuer(certificate.issuer, expected);
  requireRepository("source repository", extensions.sourceRepositoryUri, {
    ...{ expected: expected.repository, say: "repository", words: "signed by another repository" },
  });
  if (expected.repositoryId !== undefined) {
    requireEqual("number of the source repository", extensions.sourceRepositoryIdentifier, {
      ...{ expected: expected.repositoryId, words: "signed by another repository that had this name" },
    });
  }
  requireRef(extensions.sourceRepositoryRef, { expected, source });
  for (const commit of new Set([source?.commit, expected.commit])) {
    if (typeof commit !== "string") continue;
    requireEqual("commit", extensions.sourceRepositoryDigest, {
      ...{ expected: commit, words: "signed for another commit", label: "Signed for" },
    });
  }
  requireTrigger(extensions.buildTrigger, expected);
  requireWorkflow(certificate, expected);
}

/**
 * Each GitHub has one issuer, which its address says. An enterprise may have its own on github.com; no name of a repository
 * shows that, so it counts only if the user names it.
 */
function requireIssuer(actual: string | undefined, expected: ExpectedRepository): void {
  const { origin: web } = new URL(expected.repository);
  const wanted = expected.issuer ?? issuerOfGitHub(web);
  const github = gitHubIssuer(actual);
  if (actual === undefined || github === undefined) {
    throw mismatch(`the issuer ${shown(actual)} is not of GitHub Actions`, {
      said: ANOTHER_SIGNER,
      words: "not signed by a workflow of GitHub",
      sides: [
        ["Expected", `a workflow of ${nameOf(expected.repository)}`],
        ["Signed by", `somebody whom ${actual ?? "no issuer"} knows`],
      ],
    });
  }
  if (actual === wanted && github.web === web) return;
  const there = `${github.web}${expected.repository.slice(web.length)}`;
  const said = repositoryOptions(there, actual);
  throw mismatch(`the issuer is ${printable(actual)}, expected is ${printable(wanted)}`, {
    ...{ said, words: "signed on another GitHub" },
    sides: [
      ["Expected", wanted],
      ["Signed by", actual],
    ],
  });
}

/** Without the option `source-ref` only the tag of the release itself counts, as a tag: a branch of that name does not (B42). */
function requireRef(actual: string | undefined, { expected, source }: RepositoryOrder): void {
  const tag = source?.tag ?? undefined;
  const ref = expected.sourceRef ?? (tag === undefined ? undefined : `refs/tags/${tag}`);
  if (ref === undefined) {
    throw mismatch(`the source ref is ${shown(actual)}, and no tag says which one is expected`, {
      said: [option("source-ref")],
      words: "signed for no tag",
      sides: [["Signed for", actual ?? "nothing"]],
    });
  }
  requireEqual("source ref", actual, {
    ...{ expected: ref, say: "source-ref", words: "signed for another tag or branch", label: "Signed for" },
  });
}

function requireTrigger(trigger: string | undefined, expected: ExpectedRepository): void {
  const allowed: readonly (readonly (string | undefined)[] | undefined)[] = [RELEASE_TRIGGERS, expected.unsafeTriggers];
  if (allowed.some((triggers) => triggers?.includes(trigger))) return;
  throw mismatch(`the run was started by ${shown(trigger)}, which is not how releases are made`, {
    said: [option("unsafe-trigger")],
    words: "its build was started in an unusual way",
    sides: [
      ["Expected", RELEASE_TRIGGERS.join(", ")],
      ["Started by", trigger ?? "nothing that is stated"],
    ],
  });
}

/** The signer may be a reusable workflow of another repository only if the user names it (B40). */
function requireWorkflow({ subjectAlternativeName: name }: CertificateFacts, expected: ExpectedRepository): void {
  const signer = name.kind === "uri" ? parseWorkflowName(name.value) : undefined;
  if (signer === undefined) {
    throw mismatch(`the signer ${shown(name.value)} is not a workflow`, {
      said: ANOTHER_SIGNER,
      words: "not signed by a workflow",
      sides: [
        ["Expected", `a workflow of ${nameOf(expected.repository)}`],
        ["Signed by", name.value],
      ],
    });
  }
  const { signerWorkflow: workflow } = expected;
  requireRepository("repository of the signing workflow", signer.repository, {
    ...{ expected: workflow?.repository ?? expected.repository, say: "signer-workflow" },
    words: "signed by a workflow of another repository",
  });
  if (workflow === undefined) return;
  requireEqual("path of the signing workflow", signer.path, {
    ...{ expected: workflow.path, say: "signer-workflow", words: "signed by another workflow" },
  });
  if (workflow.ref === undefined) return;
  requireEqual("ref of the signing workflow", signer.ref, {
    ...{ expected: workflow.ref, say: "signer-workflow", words: "signed by another version of the workflow" },
  });
}

function requireExact(certificate: CertificateFacts, expected: ExactIdentity): void {
  requireEqual("issuer", certificate.issuer, {
    expected: expected.issuer,
    say: "issuer",
    words: "signed by somebody else",
  });
  const { kind, value } = certificate.subjectAlternativeName;
  requireEqual("identity", value, {
    ...{ expected: expected.subjectAlternativeName, say: "identity", words: "signed by somebody else" },
  });
  const written = kindOf(expected.subjectAlternativeName);
  if (kind === written) return;
  throw mismatch(`the identity ${shown(value)} is certified as ${KINDS[kind]}, and is written as ${KINDS[written]}`, {
    words: "signed by somebody else",
    sides: [
      ["Expected", `${KINDS[written]}, ${expected.subjectAlternativeName}`],
      ["Signed by", `${KINDS[kind]}, ${value}`],
    ],
  });
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
  throw mismatch(`${shown(value)} is not one of the ${checks.length} expected signers`, {
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
  if (!issuer.test(certificate.issuer ?? "")) throw mismatch(`the issuer is ${shown(certificate.issuer)}`, told);
  if (!name.test(value)) throw mismatch(`the identity is ${shown(value)}`, told);
}

interface Wanted {
  readonly expected: string;
  /** The option that accepts the value, if it is right. */
  readonly say?: string;
  /** In a headline. */
  readonly words: string;
  /** Of the value that was found. */
  readonly label?: string;
}

function requireRepository(what: string, actual: string | undefined, wanted: Wanted): void {
  if (actual !== undefined && isSameRepository(actual, wanted.expected)) return;
  requireEqual(what, actual, wanted);
}

function requireEqual(what: string, actual: string | undefined, wanted: Wanted): void {
  const { expected, say, words, label = "Signed by" } = wanted;
  if (actual === expected) return;
  throw mismatch(`the ${what} is ${shown(actual)}, expected is ${printable(expected)}`, {
    ...(say === undefined ? {} : { said: [option(say)] }),
    ...(say === "repository" && actual !== undefined ? { accept: advice`${option(say, nameOf(actual))}` } : {}),
    words,
    sides: [
      ["Expected", nameOf(expected)],
      [label, actual === undefined ? "nobody who is stated" : nameOf(actual)],
    ],
  });
}

/** As people type it: without the address of github.com. */
function nameOf(repository: string): string {
  return repository.startsWith(`${GITHUB_WEB}/`) && repository.split("/").length === 5
    ? repository.slice(GITHUB_WEB.length + 1)
    : repository;
}

interface Told {
  /** The options that would accept what was found. */
  readonly said?: readonly OptionUse[];
  readonly words: string;
  readonly sides: Brief["sides"];
  /** What would accept it, with the value that was found. */
  readonly accept?: Hint;
}

function mismatch(problem: string, { said = [], words, sides, accept }: Told): Fault {
  if (said.length === 0) return new Fault("identity-mismatch", problem, { brief: { words, sides } });
  // With their values they can be typed as they are.
  const isTyped = said.every(({ value }) => value !== undefined);
  const options = joined(
    said.map((one) => advice`${one}`),
    isTyped ? " " : " and ",
  );
  const accepting = accept ?? (isTyped ? options : undefined);
  return new Fault("identity-mismatch", problem, {
    hint: advice`only if you know that this is right, say so with ${options}`,
    brief: { words, sides, ...(accepting === undefined ? {} : { accept: accepting }) },
  });
}

function shown(text: string | undefined): string {
  return text === undefined ? "not stated" : printable(text);
}
