import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ClaimId } from "./claim.ts";

/**
 * What a file of evidence is: a capsule; one bundle, also GitHub's attestation of a release; bundles one a line, also a
 * download of GitHub's attestations; an answer of GitHub's or npm's attestation API; a checksum list with its bundle.
 * Objects of PEP 740 are recognised and refused.
 */
export const EVIDENCE_FORMS = ["capsule", "bundle", "json-lines", "attestations", "checksums", "pep740"] as const;

export type EvidenceForm = (typeof EVIDENCE_FORMS)[number];

/** Options of a verification that ask something of the evidence. */
export const ASKED_OPTIONS = ["release", "all", "evidence-only", "pin", "previous", "vsa", "effective-time"] as const;

export type AskedOption = (typeof ASKED_OPTIONS)[number];

/** Rules of a policy. `builders` speaks in a summary alone, which `vsa` asks for. */
export const POLICY_RULES = [
  "signers",
  "require",
  "maxAgeDays",
  "runner",
  "environment",
  "evidence",
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
    ...{ "evidence-only": YES, pin: YES, "effective-time": YES },
    ...{ release: NO, all: NO, previous: NO, vsa: NO },
  },
  rules: {
    ...{ signers: YES, require: YES, maxAgeDays: YES, runner: YES, environment: YES, builders: YES },
    evidence: OPEN,
  },
  claims: {
    ...{ root: YES, assets: YES, provenance: YES, policy: YES },
    ...{ archive: OPEN, release: OPEN, evidence: OPEN, checksums: OPEN, sbom: OPEN },
    ...{ "other-evidence": OPEN, lineage: OPEN, "log-state": OPEN },
  },
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
  capsule: { ...row(YES), claims: { ...row(YES).claims, "log-state": OPEN } },
  bundle: OF_FILES,
  "json-lines": OF_FILES,
  attestations: OF_FILES,
  checksums: { ...OF_FILES, claims: { ...OF_FILES.claims, checksums: YES } },
  pep740: row(NO),
};

const NAMES: Readonly<Record<EvidenceForm, string>> = {
  capsule: "a capsule",
  bundle: "a bundle",
  "json-lines": "a list of bundles",
  attestations: "an answer of an attestation API",
  checksums: "a checksum list",
  pep740: "an attestation of PEP 740",
};

/** Refuses what was requested and this form cannot honour. Who serves the file does not choose a weaker question. Fault: `usage`. */
export function requireHonoured(form: EvidenceForm, asked: readonly AskedOption[]): void {
  const refused = asked.find((option) => EVIDENCE_TABLE[form].options[option] === "usage");
  if (refused === undefined) return;
  throw new Fault("usage", `the evidence is ${NAMES[form]}, which cannot answer what ${refused} asks`, {
    hint: advice`name the capsule of the release, or leave out ${option(refused)}`,
  });
}

/** Says why this form is not verified at all. Fault: `usage`. */
export function requireVerifiableForm(form: EvidenceForm): void {
  if (form !== "pep740") return;
  throw new Fault("usage", `the evidence is ${NAMES[form]}, which this program does not verify`, {
    hint: "verify it with pypi-attestations, or name a Sigstore bundle",
  });
}
