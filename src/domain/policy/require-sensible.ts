import { compareUtf8 } from "../../kernel/bytewise.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { printable } from "../../kernel/printable.ts";
import { foldRepository } from "../source/repository.ts";
import { malformedPolicy } from "./malformed-policy.ts";
import { type ApprovalRule, type Policy, policyKeys } from "./policy.ts";
import { type PolicySigner, signerKey, workflowOf } from "./policy-signer.ts";

/**
 * Refuses what no schema can: a rule that says one thing twice, since who reads a rule of two must not find it satisfied by one; rules
 * that contradict one another; a rule that no evidence can satisfy. Fault: `policy-malformed`.
 */
export function requireSensible(policy: Policy): void {
  refuseDuplicates(policy);
  refuseKeyTwice(policy);
  for (const one of policy.approvals) requireRebuilds(one);
  for (const { notary } of policy.require) {
    if (notary !== undefined && notary.n > notary.of.length) {
      throw malformedPolicy("notary needs more signers than it names");
    }
  }
  for (const rule of thresholds(policy)) requireReachable(rule, policy.signers);
  if (policy.vulnerabilities === undefined && policy.require.some(({ id }) => id === "vulnerabilities")) {
    throw malformedPolicy("it requires vulnerabilities, and no rule of that name says how new a scan must be");
  }
}

function refuseDuplicates({ document, signers, require, evidence, approvals, vulnerabilities }: Policy): void {
  refuseTwice("signers", signers.map(signerKey));
  refuseTwice(
    "require",
    require.map(({ id }) => id),
  );
  for (const { notary } of require) refuseTwice("notary", notary?.of ?? []);
  refuseTwice("vulnerabilities", vulnerabilities?.signers.map(signerKey) ?? []);
  refuseTwice("builders", document.builders?.map(({ id }) => id) ?? []);
  for (const one of evidence) refuseTwice(printable(one.predicateType), one.signers.map(signerKey));
  for (const one of approvals) {
    refuseTwice("approvals", one.signers.map(signerKey));
    refuseTwice("approvals", one.files ?? []);
  }
  refuseTwice(
    "approvals",
    approvals.map(({ kind, files = [], signers: of }) =>
      JSON.stringify([kind, [...files].sort(compareUtf8), of.map(signerKey).sort(compareUtf8)]),
    ),
  );
  refuseTwice(
    "evidence",
    evidence.map((one) => JSON.stringify([one.predicateType, one.signers.map(signerKey).sort(compareUtf8)])),
  );
}

function refuseTwice(what: string, keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) throw malformedPolicy(`${what} names one thing twice`);
}

/** Two rules may name one key, and not say different things of it: which one would count? */
function refuseKeyTwice(policy: Policy): void {
  const seen = new Map<string, string>();
  for (const one of policyKeys(policy)) {
    const [name, times] = [signerKey(one), JSON.stringify([one.validFor, one.revoked, one.logged])];
    if ((seen.get(name) ?? times) !== times)
      throw malformedPolicy("it names one key with different times, or only once with a log");
    seen.set(name, times);
  }
}

function requireRebuilds({ files, kind }: ApprovalRule): void {
  if (files !== undefined && kind !== "rebuild")
    throw malformedPolicy("approvals names files without the kind rebuild");
}

interface Threshold {
  /** Printable. */
  readonly what: string;
  readonly signers: readonly PolicySigner[];
  readonly threshold: number;
  readonly maxAgeDays?: number | undefined;
}

/** What each rule asks of how many. */
function thresholds({ document: { maxAgeDays }, signers, evidence, approvals, vulnerabilities }: Policy): Threshold[] {
  return [
    { what: "maxAgeDays", signers, threshold: 1, maxAgeDays },
    ...evidence.map(({ predicateType, ...rule }) => ({ what: printable(predicateType), ...rule })),
    ...approvals.map(({ n, ...rule }) => ({ what: "approvals", threshold: n, ...rule })),
    ...(vulnerabilities === undefined
      ? []
      : [{ what: "vulnerabilities", threshold: 1, signers: vulnerabilities.signers }]),
  ];
}

/** Refuses a rule that no evidence can satisfy. */
function requireReachable({ what: shown, signers, threshold, maxAgeDays }: Threshold, own: Policy["signers"]): void {
  const counting = maxAgeDays === undefined ? signers : signers.filter(({ kind }) => kind !== "key");
  if (threshold > countNamed(counting)) {
    const why = maxAgeDays === undefined ? "" : ", and what a key signs has no age";
    throw malformedPolicy(`${shown} needs more signers than it names${why}`);
  }
  const repositories = own.flatMap((one) => (one.kind === "repository" ? [foldRepository(one.repository)] : []));
  const other = signers.find(
    (one) =>
      one.kind === "repository" &&
      one.sourceRef === undefined &&
      repositories.length === own.length &&
      !repositories.includes(foldRepository(one.repository)),
  );
  if (other?.kind !== "repository") return;
  throw malformedPolicy(
    `${shown} names ${printable(other.repository)} without sourceRef, and the release's tag is not its own`,
  );
}

/** As many parties as the lines can name at most; who really signed is known only when it is verified. */
function countNamed(signers: readonly PolicySigner[]): number {
  const parties = signers.map((signer) => {
    if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
    if (signer.kind === "exact") {
      const name = signer.subjectAlternativeName;
      return /^[^:/]+@[^:/]+$/.test(name) ? name.normalize("NFC").toLowerCase() : JSON.stringify(signer);
    }
    return JSON.stringify([foldRepository(signer.repository), workflowOf(signer)]);
  });
  return new Set(parties).size;
}
