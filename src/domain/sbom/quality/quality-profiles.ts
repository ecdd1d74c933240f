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
  spec,
  timestamp,
  tool,
  toolVersion,
} from "./document-rules.ts";
import type { Rule } from "./quality-rule.ts";

/** The id of a check, its weight, and what it asks. */
type Weighted = readonly [string, number, Rule];

export interface QualityProfile {
  readonly profile: "ntia-2021" | "cisa-2025" | "bsi-tr-03183-2-v2.1" | "sbomqs-v2";
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
    profile: "cisa-2025",
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
    profile: "bsi-tr-03183-2-v2.1",
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
    ],
  },
  {
    profile: "sbomqs-v2",
    rules: SBOMQS.flatMap(([category, weight, rules]) =>
      rules.map(([id, part, rule]): Weighted => [`${category}/${id}`, weight * part, rule]),
    ),
  },
];
