import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { parseJson } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../attestation/dsse.ts";
import {
  isReleaseType,
  parseReleaseAttestation,
  type ReleaseAttestation,
} from "../../attestation/release-attestation.ts";
import type { ParsedBundle } from "../../sigstore/bundle.ts";
import type { RequireIdentity } from "../../sigstore/bundle-to-verify.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import type { ExpectedIdentity, ExpectedRepository } from "../../sigstore/expected-identity.ts";
import type { StatedBundle } from "../../sigstore/verified-bundle.ts";
import { GITHUB_WEB } from "../../source/github-issuer.ts";
import { isSameRepository } from "../../source/repository.ts";
import { identityCheck } from "./identity-check.ts";

/** The name that GitHub's own authority certifies for GitHub's publisher of releases; such a certificate names no issuer. */
export const PUBLISHER = "https://dotcom.releases.github.com";

/** The check that GitHub itself signed, as the publisher of releases: no workflow and no person can have this name. Fault: `identity-mismatch`. */
export function requirePublisher({ subjectAlternativeName: { kind, value }, issuer }: CertificateFacts): void {
  if (kind === "uri" && value === PUBLISHER && issuer === undefined) return;
  const problem =
    issuer === undefined
      ? `${printable(value)} is not GitHub's publisher of releases`
      : `a signer that ${printable(issuer)} knows is not GitHub's publisher of releases`;
  throw new Fault("identity-mismatch", problem, {
    brief: {
      words: "not signed by GitHub as the publisher",
      sides: [
        ["Expected", PUBLISHER],
        ["Signed by", value],
      ],
    },
  });
}

/** What GitHub said, from a bundle whose signer was required to be its publisher. Fault: `statement-malformed`. */
export function publishedBy({ content }: StatedBundle): ReleaseAttestation {
  if (content.kind === "dsse" && content.payloadType === IN_TOTO_PAYLOAD_TYPE) {
    return parseReleaseAttestation(content.payload);
  }
  throw new Fault("statement-malformed", "GitHub's attestation of the release is not an in-toto statement");
}

/** Whether a bundle claims to be GitHub's attestation of a release; nothing of it was verified. */
export function claimsPublication({ content }: ParsedBundle): boolean {
  if (content.kind !== "dsse") return false;
  const statement = unlessRefused(() => parseJson(content.payload, { what: "the statement" }), undefined);
  return isJsonObject(statement) && isReleaseType(statement["predicateType"]);
}

/**
 * The check of who signed GitHub's attestation where it stands alone: GitHub's publisher, whoever else is expected. A pattern
 * is asked beside that and never instead. Faults of the check: `identity-mismatch`.
 */
export function publisherCheck(expected: ExpectedIdentity): RequireIdentity {
  const pattern = expected.kind === "unsafe-pattern" ? identityCheck(expected) : undefined;
  return (certificate) => {
    pattern?.(certificate);
    requirePublisher(certificate);
  };
}

/**
 * Compares what GitHub published with what the user expects, and says what was compared and what was not: repository and its
 * number and, where one is named, the ref, which must be the tag. Fault: `identity-mismatch`.
 */
export function comparePublication(stated: ReleaseAttestation, expected: ExpectedIdentity): string {
  const published = `GitHub published the release ${printable(stated.tag)} of ${printable(stated.repository)}`;
  const left = "how the files were built, and by whom, it does not say";
  switch (expected.kind) {
    case "repository":
      requireExpected(stated, expected);
      return `${published}; the repository ${expected.sourceRef === undefined ? "was compared, and the tag was not" : "and the tag were compared"}; ${left}`;
    case "any-of":
      requireOneOf(stated, expected.of);
      return `${published}; the repository was compared; ${left}`;
    case "key":
    case "exact":
      throw new Fault("identity-mismatch", "GitHub's attestation of a release has no issuer that could be named", {
        hint: advice`name the repository instead, with ${option("repository", stated.repository)}`,
      });
    case "unsafe-pattern":
      return `${published}; names and digests of files were compared, repository and tag were not, since none was named; ${left}`;
  }
}

function requireOneOf(stated: ReleaseAttestation, expected: readonly ExpectedIdentity[]): void {
  const repositories = expected.filter((one) => one.kind === "repository");
  if (repositories.some((one) => isOf(stated, one))) return;
  throw other(stated, `one of ${expected.length} signers`);
}

function requireExpected(stated: ReleaseAttestation, expected: ExpectedRepository): void {
  const { repository, repositoryId, sourceRef, signerWorkflow } = expected;
  if (!isOf(stated, expected)) throw other(stated, repository);
  if (repositoryId !== undefined && repositoryId !== stated.repositoryId) {
    throw new Fault("identity-mismatch", "GitHub published a release of another repository that had this name");
  }
  if (signerWorkflow !== undefined) {
    throw new Fault("identity-mismatch", "GitHub's attestation of a release names no workflow", {
      hint: advice`leave out ${option("signer-workflow")}, or name the capsule of the release`,
    });
  }
  if (sourceRef === undefined || sourceRef === `refs/tags/${stated.tag}`) return;
  throw new Fault(
    "identity-mismatch",
    `GitHub published the tag ${printable(stated.tag)}, and ${printable(sourceRef)} is expected`,
    {
      hint: advice`only if you know that this is right, say so with ${option("source-ref", `refs/tags/${stated.tag}`)}`,
    },
  );
}

function isOf(stated: ReleaseAttestation, expected: ExpectedRepository): boolean {
  return isSameRepository(`${GITHUB_WEB}/${stated.repository}`, expected.repository);
}

function other({ repository }: ReleaseAttestation, expected: string): Fault {
  return new Fault("identity-mismatch", `GitHub published a release of ${printable(repository)}`, {
    hint: advice`only if you know that this is right, say so with ${option("repository", repository)}`,
    brief: {
      words: "published by another repository",
      sides: [
        ["Expected", expected],
        ["Published", repository],
      ],
    },
  });
}
