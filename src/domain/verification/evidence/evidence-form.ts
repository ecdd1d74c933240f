import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { ClaimId } from "../claim.ts";

/**
 * What a file of evidence is: a capsule; one bundle; GitHub's attestation of a release; bundles one a line, also a download of
 * GitHub's attestations; an answer of GitHub's attestation API, or of npm's; an attestation or provenance object of PEP 740; a
 * checksum list with its bundle; a signature of the Notary Project.
 */
export const EVIDENCE_FORMS = [
  "capsule",
  "bundle",
  "release-attestation",
  "json-lines",
  "attestations",
  "npm",
  "pep740",
  "checksums",
  "notary",
] as const;

export type EvidenceForm = (typeof EVIDENCE_FORMS)[number];

/** Options of a verification that ask something of the evidence. */
export const ASKED_OPTIONS = [
  "release",
  "all",
  "all-files",
  "evidence-only",
  "pin",
  "min-age",
  "published",
  "previous",
  "approval",
  "scan",
  "vsa",
  "effective-time",
  "log",
] as const;

export type AskedOption = (typeof ASKED_OPTIONS)[number];

/** Rules of a policy. `builders` speaks in a summary alone, which `vsa` asks for. */
export const POLICY_RULES = [
  "signers",
  "require",
  "maxAgeDays",
  "runner",
  "environment",
  "evidence",
  "approvals",
  "vulnerabilities",
  "builders",
] as const;

export type PolicyRule = (typeof POLICY_RULES)[number];

/** Honoured; refused as usage; or required and not checked, which leaves the verdict incomplete. Nothing is dropped. */
export type Treatment = "honoured" | "usage" | "not-checked";

export interface FormRow {
  readonly options: Readonly<Record<AskedOption, Treatment>>;
  readonly rules: Readonly<Record<PolicyRule, Treatment>>;
  /** What becomes of a claim that a policy requires. */
  readonly claims: Readonly<Record<ClaimId, Treatment>>;
}

const YES = "honoured";
const NO = "usage";
const OPEN = "not-checked";

const OF_FILES: FormRow = {
  options: {
    // Each file is what was signed or is refused, wherever it was found.
    "all-files": YES,
    ...{ "evidence-only": YES, pin: YES, "min-age": YES, "effective-time": YES },
    ...{ release: NO, all: NO, published: NO, previous: NO, approval: NO, scan: NO, vsa: NO, log: NO },
  },
  rules: {
    ...{ signers: YES, require: YES, maxAgeDays: YES, runner: YES, environment: YES, builders: YES },
    ...{ evidence: OPEN, approvals: OPEN, vulnerabilities: OPEN },
  },
  claims: {
    ...{ root: YES, assets: YES, provenance: YES, policy: YES, notary: YES },
    ...{ archive: OPEN, release: OPEN, evidence: OPEN, checksums: OPEN, sbom: OPEN },
    ...{ "other-evidence": OPEN, vulnerabilities: OPEN, approvals: OPEN },
    ...{ lineage: OPEN, published: OPEN, "log-state": OPEN },
    ...{ age: YES, memory: YES },
  },
};

/** GitHub says what it published: no rule about those who build and sign can be answered by it. */
const OF_PUBLISHER: FormRow = {
  ...OF_FILES,
  // Its certificate has no ids of repository and owner.
  options: { ...OF_FILES.options, pin: NO },
  // Whose release it is, is compared; that they signed it stays open.
  rules: { ...OF_FILES.rules, maxAgeDays: OPEN, runner: OPEN, environment: OPEN },
  claims: { ...OF_FILES.claims, provenance: OPEN, policy: OPEN, published: YES, memory: OPEN },
};

/** Whom it trusts says Notary's own policy, so no rule about who signs with Sigstore can be answered by it. */
const OF_NOTARY: FormRow = {
  options: { ...OF_FILES.options, pin: NO, "min-age": NO, "evidence-only": NO },
  rules: { ...OF_PUBLISHER.rules, signers: OPEN },
  claims: { ...OF_FILES.claims, root: OPEN, provenance: OPEN, policy: OPEN, age: OPEN, memory: OPEN },
};

function row(treatment: Treatment): FormRow {
  const all = <K extends string>(keys: readonly K[]): Record<K, Treatment> =>
    Object.fromEntries(keys.map((key) => [key, treatment])) as Record<K, Treatment>;
  return {
    options: all(ASKED_OPTIONS),
    rules: all(POLICY_RULES),
    claims: all(Object.keys(OF_FILES.claims) as ClaimId[]),
  };
}

/** What each form of evidence can honour: the one table of it (X1). */
export const EVIDENCE_TABLE: Readonly<Record<EvidenceForm, FormRow>> = {
  capsule: row(YES),
  bundle: OF_FILES,
  "release-attestation": OF_PUBLISHER,
  "json-lines": OF_FILES,
  attestations: OF_FILES,
  npm: OF_FILES,
  pep740: OF_FILES,
  checksums: { ...OF_FILES, claims: { ...OF_FILES.claims, checksums: YES } },
  notary: OF_NOTARY,
};

const NAMES: Readonly<Record<EvidenceForm, string>> = {
  capsule: "a capsule",
  bundle: "a bundle",
  "release-attestation": "GitHub's attestation of a release",
  "json-lines": "a list of bundles",
  attestations: "an answer of GitHub's attestation API",
  npm: "an answer of npm's attestation API",
  pep740: "an object of PEP 740",
  checksums: "a checksum list",
  notary: "a signature of the Notary Project",
};

/** Refuses what was requested and this form cannot honour. Who serves the file does not choose a weaker question. Fault: `usage`. */
export function requireHonoured(form: EvidenceForm, asked: readonly AskedOption[]): void {
  const refused = asked.find((option) => EVIDENCE_TABLE[form].options[option] === "usage");
  if (refused === undefined) return;
  throw new Fault("usage", `the evidence is ${NAMES[form]}, which cannot answer what ${refused} asks`, {
    hint: advice`name the capsule of the release, or leave out ${option(refused)}`,
  });
}
