import {
  fileName,
  freeOfDeprecation,
  freeOfRestriction,
  hash,
  identifier,
  license,
  localId,
  named,
  purpose,
  relations,
  saysProperty,
  sha512,
  source,
  strongHash,
  supplier,
  validLicense,
  versioned,
  weakHash,
} from "./component-rules.ts";
import {
  author,
  contact,
  context,
  currentBsiFormat,
  dataLicense,
  declared,
  documentId,
  knownFormat,
  primary,
  producer,
  signature,
  sound,
  spdx2,
  spec,
  timestamp,
  tool,
  toolVersion,
} from "./document-rules.ts";
import type { Rule } from "./quality-rule.ts";

/** The id of a check, its weight, and what it asks. */
type Weighted = readonly [string, number, Rule];

export interface QualityProfile {
  readonly profile: "ntia-2021" | "cisa-2025" | "bsi-tr-03183-2-v2.1" | "openchain-telco-1.1" | "sbomqs-v2";
  /** The text that asks for it: who, which, and where in it. */
  readonly source: string;
  readonly rules: readonly Weighted[];
}

/** The sbomqs categories, each with the checks and their weights within it. */
const SBOMQS: readonly (readonly [string, number, readonly Weighted[]])[] = [
  [
    "identification",
    10,
    [
      ["name", 0.4, named],
      ["version", 0.35, versioned],
      ["local-id", 0.25, localId],
    ],
  ],
  [
    "provenance",
    12,
    [
      ["timestamp", 0.2, timestamp],
      ["authors", 0.2, author],
      ["tool", 0.2, toolVersion],
      ["supplier", 0.15, producer],
      ["document-id", 0.15, documentId],
      ["lifecycle", 0.1, context],
    ],
  ],
  [
    "integrity",
    15,
    [
      ["strong-hash", 0.5, strongHash],
      ["any-hash", 0.4, weakHash],
      ["signature", 0.1, signature],
    ],
  ],
  [
    "completeness",
    12,
    [
      ["dependencies", 0.25, relations],
      ["primary", 0.2, primary],
      ["declared", 0.15, declared],
      ["source", 0.15, source],
      ["supplier", 0.15, supplier],
      ["purpose", 0.1, purpose],
    ],
  ],
  [
    "licensing",
    15,
    [
      ["licence", 0.2, license],
      ["valid", 0.2, validLicense],
      ["listed", 0.2, license],
      ["not-restrictive", 0.2, freeOfRestriction],
      ["not-deprecated", 0.05, freeOfDeprecation],
      ["declared", 0.1, license],
      ["data-licence", 0.05, dataLicense],
    ],
  ],
  ["vulnerability-lookup", 10, [["identifier", 1, identifier]]],
  [
    "structure",
    8,
    [
      ["format", 0.35, knownFormat],
      ["version", 0.35, spec],
      ["sound", 0.3, sound],
    ],
  ],
];

/** Every profile with its checks; how their weights relate is what counts. */
export const QUALITY_PROFILES: readonly QualityProfile[] = [
  {
    profile: "ntia-2021",
    source: "NTIA, The Minimum Elements For an SBOM (2021), section Data Fields",
    rules: [
      ["supplier", 1, supplier],
      ["name", 1, named],
      ["version", 1, versioned],
      ["identifier", 1, identifier],
      ["relations", 1, relations],
      ["author", 1, author],
      ["timestamp", 1, timestamp],
    ],
  },
  {
    // Its final text was not at hand; what it adds to NTIA's is as the draft has it.
    profile: "cisa-2025",
    source: "CISA, Minimum Elements for an SBOM, draft of August 2025, section Data Fields",
    rules: [
      ["producer", 1, producer],
      ["supplier", 1, supplier],
      ["name", 1, named],
      ["version", 1, versioned],
      ["identifier", 1, identifier],
      ["hash", 1, hash],
      ["licence", 1, license],
      ["relations", 1, relations],
      ["author", 1, author],
      ["tool", 1, tool],
      ["timestamp", 1, timestamp],
      ["generation-context", 1, context],
      ["known-unknowns", 1, declared],
    ],
  },
  {
    // Its text was not at hand; the fields are those that implementations of it agree on.
    profile: "bsi-tr-03183-2-v2.1",
    source: "BSI TR-03183-2 version 2.1.0 (2025), required fields of an SBOM and its components",
    rules: [
      ["format", 1, currentBsiFormat],
      ["creator-contact", 1, contact],
      ["timestamp", 1, timestamp],
      ["component-creator", 1, supplier],
      ["name", 1, named],
      ["version", 1, versioned],
      ["file-name", 1, fileName],
      ["relations", 1, relations],
      ["completeness", 1, declared],
      ["licence", 1, license],
      ["sha-512", 1, sha512],
      ["identifier", 1, identifier],
      ["executable-property", 1, saysProperty("bsi:component:executable")],
      ["archive-property", 1, saysProperty("bsi:component:archive")],
      ["structured-property", 1, saysProperty("bsi:component:structured")],
    ],
  },
  {
    // What it recommends and does not require counts a quarter.
    profile: "openchain-telco-1.1",
    source: "OpenChain Telco SBOM Guide 1.1 (2025), the clause stands before each check",
    rules: [
      ["3.1/format", 1, spdx2],
      ["3.2/data-licence", 1, dataLicense],
      ["3.2/document-id", 1, documentId],
      ["3.2/name", 1, named],
      ["3.2/version", 1, versioned],
      ["3.2/supplier", 1, supplier],
      ["3.2/relations", 1, relations],
      ["3.2/package-url", 0.25, identifier],
      ["3.2/hash", 0.25, weakHash],
      ["3.5/created", 1, timestamp],
      ["3.5/organization", 1, author],
      ["3.5/tool-and-version", 1, toolVersion],
      ["3.5/sbom-type", 1, context],
      ["3.8/known-unknowns", 1, declared],
      ["3.11/signature", 0.25, signature],
    ],
  },
  {
    profile: "sbomqs-v2",
    source: "the weights of sbomqs 2, which were made for comparing tools",
    rules: SBOMQS.flatMap(([category, weight, rules]) =>
      rules.map(([id, part, rule]): Weighted => [`${category}/${id}`, weight * part, rule]),
    ),
  },
];
