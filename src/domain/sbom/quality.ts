import type { Component } from "./inventory.ts";
import { readLicense } from "./read-license.ts";
import type { ReadSbom } from "./read-sbom.ts";

/** How an SBOM measures up to one yardstick. */
export interface Scorecard {
  readonly yardstick: "ntia-2021" | "cisa-2025" | "bsi-tr-03183-2-v2.1" | "sbomqs-v2";
  /** From 0 to 10, weighted, one decimal. */
  readonly score: number;
  readonly checks: readonly QualityCheck[];
}

export interface QualityCheck {
  readonly id: string;
  /** Part of the whole; the weights of a yardstick add up to 1. */
  readonly weight: number;
  /** From 0 to 1. */
  readonly score: number;
  /** One sentence, safe to print. */
  readonly reason: string;
}

type Measure = Pick<QualityCheck, "score" | "reason">;
type Rule = (sbom: ReadSbom) => Measure;

/** Scores an SBOM against four yardsticks; every check says why. */
export function scoreSbom(sbom: ReadSbom): Scorecard[] {
  return YARDSTICKS.map(({ yardstick, rules }) => {
    const checks = rules.map(([id, weight, rule]) => ({ id, weight, ...rule(sbom) }));
    const total = checks.reduce((sum, { weight }) => sum + weight, 0);
    const normal = checks.map((check) => ({ ...check, weight: check.weight / total, score: rounded(check.score, 3) }));
    return {
      yardstick,
      score: rounded(10 * normal.reduce((sum, { weight, score }) => sum + weight * score, 0), 1),
      checks: normal,
    };
  });
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** The part of the components that pass; where there is none but the subject, that one is asked. */
function share(what: string, test: (component: Component, sbom: ReadSbom) => boolean): Rule {
  return (sbom) => {
    const { root, components } = sbom.inventory;
    const asked = components.length > 0 ? components : [root];
    const passed = asked.filter((component) => test(component, sbom)).length;
    return { score: passed / asked.length, reason: `${passed} of ${asked.length} components have ${what}` };
  };
}

function either(test: (sbom: ReadSbom) => boolean, yes: string, no: string): Rule {
  return (sbom) => (test(sbom) ? { score: 1, reason: yes } : { score: 0, reason: no });
}

const isSpdxTerm = (text: string) => readLicense(text).kind !== "name";
const has = (algorithms: readonly string[]) => (component: Component) =>
  component.hashes.some(({ algorithm }) => algorithms.includes(algorithm));

const name = share("a name", (component) => component.name !== "");
const version = share("a version", ({ version: said }) => said !== undefined && said !== "");
const identifier = share(
  "a package URL or another identifier",
  ({ purl, ref }, { about }) => purl !== undefined || about.otherIds.has(ref),
);
const localId = share("a reference of their own", ({ ref }) => ref !== "");
const supplier = share("a supplier or manufacturer", ({ ref }, { about }) => about.supplied.has(ref));
const license = share("a licence", ({ licenses }) => licenses.length > 0);
const validLicense = share(
  "a licence that is an SPDX expression",
  ({ licenses }) => licenses.length > 0 && licenses.every(isSpdxTerm),
);
const freeOfRestriction = share(
  "a licence that is not restrictive",
  ({ licenses }) => licenses.length > 0 && !licenses.some((text) => /\b(?:A?GPL|SSPL|BUSL|CC-BY-NC)/.test(text)),
);
const freeOfDeprecation = share(
  "a licence that is not deprecated",
  ({ licenses }) =>
    licenses.length > 0 && !licenses.some((text) => /^(?:A?L?GPL-\d\.\d|eCos-2\.0|Nunit)\+?$/.test(text)),
);
const hash = share("a hash", ({ hashes, commit }) => hashes.length > 0 || commit !== undefined);
const strongHash = share("a SHA-256 or stronger", has(["SHA-256", "SHA-384", "SHA-512"]));
const weakHash = share("any hash", ({ hashes }) => hashes.length > 0);
const sha512 = share("a SHA-512", has(["SHA-512"]));
const purpose = share("a purpose", ({ ref }, { about }) => about.purposed.has(ref));
const source = share(
  "the place of their source",
  ({ ref, origin }, { about }) => about.sourced.has(ref) || origin !== undefined,
);
const fileName = share(
  "a file name",
  ({ kind, foundIn, origin, hashes }) =>
    kind === "file" || foundIn.length > 0 || origin !== undefined || hashes.some(({ file }) => file !== undefined),
);

const timestamp = either(
  ({ about }) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(about.timestamp ?? ""),
  "the time of making is said",
  "no time of making",
);
const author = either(({ about }) => about.authors.length > 0, "an author is named", "no author");
const contact = either(
  ({ about }) => about.authors.some((text) => /@|:\/\//.test(text)),
  "the author can be reached by e-mail or web address",
  "no e-mail or web address of the author",
);
const tool = either(({ about }) => about.tools.length > 0, "the tool is named", "no tool is named");
const toolVersion = either(
  ({ about }) => about.tools.some((one) => one.name !== "" && one.version !== undefined),
  "tool and version are named",
  "no tool with its version",
);
const producer = either(
  ({ about }) => about.supplier !== undefined,
  "who supplies the release is named",
  "nobody is named as supplier of the release",
);
const context = either(
  ({ about }) => about.lifecycles.length > 0,
  "it says when in the making it was generated",
  "it does not say when in the making it was generated",
);
const documentId = either(
  ({ about }) => about.identifier !== undefined,
  "the document has an identifier",
  "the document has no identifier",
);
const declared = either(
  ({ about }) => about.declaresCompleteness,
  "it declares how complete it is",
  "it does not declare how complete it is",
);
const primary = either(
  ({ inventory }) => inventory.root.name !== "",
  "the subject is named",
  "the subject is not named",
);
const signature = either(
  ({ about }) => about.signed,
  "the document is signed",
  "the document carries no signature; a capsule signs it from outside",
);
const dataLicense = either(
  ({ about }) => about.dataLicense !== undefined,
  "the licence of the document is said",
  "the licence of the document is not said",
);
const sound = either(
  ({ problems }) => problems.length === 0,
  "nothing in it contradicts itself",
  "it contradicts itself",
);
const relations: Rule = ({ inventory: { components, edges, completeness } }) => {
  if (components.length === 0)
    return { score: completeness.length > 0 ? 1 : 0, reason: "there are no components to relate" };
  const related = new Set([
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...completeness.flatMap(({ refs }) => refs),
  ]);
  const passed = components.filter(({ ref }) => related.has(ref)).length;
  return {
    score: passed / components.length,
    reason: `${passed} of ${components.length} components stand in a relation`,
  };
};
const currentBsiFormat = either(
  ({ format, specVersion }) => format === "cyclonedx" && Number(specVersion.split(".")[1]) >= 6,
  "CycloneDX 1.6 or later",
  "the guideline takes CycloneDX 1.6 or SPDX 3.0.1, or later",
);
const spec = either(
  ({ specVersion }) => /^(?:1\.[4-7]|SPDX-2\.[23])$/.test(specVersion),
  "a version of the format in use",
  "an old version of the format",
);

type Weighted = readonly [string, number, Rule];

/** The sbomqs categories, each with the checks and their weights within it. */
const SBOMQS: readonly (readonly [string, number, readonly Weighted[]])[] = [
  [
    "identification",
    10,
    [
      ["name", 0.4, name],
      ["version", 0.35, version],
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
      ["format", 0.35, either(() => true, "a known format", "")],
      ["version", 0.35, spec],
      ["sound", 0.3, sound],
    ],
  ],
];

const YARDSTICKS: readonly { yardstick: Scorecard["yardstick"]; rules: readonly Weighted[] }[] = [
  {
    yardstick: "ntia-2021",
    rules: [
      ["supplier", 1, supplier],
      ["name", 1, name],
      ["version", 1, version],
      ["identifier", 1, identifier],
      ["relations", 1, relations],
      ["author", 1, author],
      ["timestamp", 1, timestamp],
    ],
  },
  {
    yardstick: "cisa-2025",
    rules: [
      ["producer", 1, producer],
      ["supplier", 1, supplier],
      ["name", 1, name],
      ["version", 1, version],
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
    yardstick: "bsi-tr-03183-2-v2.1",
    rules: [
      ["format", 1, currentBsiFormat],
      ["creator-contact", 1, contact],
      ["timestamp", 1, timestamp],
      ["component-creator", 1, supplier],
      ["name", 1, name],
      ["version", 1, version],
      ["file-name", 1, fileName],
      ["relations", 1, relations],
      ["completeness", 1, declared],
      ["licence", 1, license],
      ["sha-512", 1, sha512],
      ["identifier", 1, identifier],
    ],
  },
  {
    yardstick: "sbomqs-v2",
    rules: SBOMQS.flatMap(([category, weight, rules]) =>
      rules.map(([id, part, rule]): Weighted => [`${category}/${id}`, weight * part, rule]),
    ),
  },
];
