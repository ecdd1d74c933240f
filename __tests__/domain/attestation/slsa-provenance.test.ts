import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGithubBuild } from "../../../src/domain/attestation/github-provenance.ts";
import { LOCAL_BUILDER, localProvenance } from "../../../src/domain/attestation/local-provenance.ts";
import {
  PROVENANCE_PREDICATE_TYPE,
  parseProvenance,
  provenanceStatement,
} from "../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement, type Statement } from "../../../src/domain/attestation/statement.ts";
import type { SourceFacts } from "../../../src/domain/source/source-facts.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";

const FACTS: SourceFacts = {
  name: "tool",
  version: "1.2.3",
  versioning: "semver",
  tag: "v1.2.3",
  commit: "cd".repeat(20),
  repository: "https://github.com/owner/tool",
  repositoryId: null,
  ownerId: null,
  runUri: null,
  ref: null,
  dirty: false,
  epoch: 0,
};
const ASSETS = [{ name: "a.tgz", sha256: "ab".repeat(32) }];
const statementOf = (predicate: unknown): Statement => ({
  ...provenanceStatement(ASSETS, localProvenance(FACTS)),
  predicate: predicate as JsonObject,
});

describe("local provenance", () => {
  test("names its builder as one that guarantees nothing, the source, and no time", () => {
    const provenance = localProvenance(FACTS);
    expect(provenance.runDetails).toEqual({ builder: { id: LOCAL_BUILDER } });
    expect(provenance.buildDefinition.resolvedDependencies).toEqual([
      { uri: "git+https://github.com/owner/tool@refs/tags/v1.2.3", digest: { gitCommit: "cd".repeat(20) } },
    ]);
    expect(readGithubBuild(provenance)).toBeUndefined();
  });

  test("says what was sealed, from where, with which program and in what state", () => {
    const { buildDefinition, runDetails } = localProvenance(FACTS);
    expect(buildDefinition).toMatchObject({
      externalParameters: {
        release: {
          ...{ name: "tool", version: "1.2.3", tag: "v1.2.3" },
          ...{ repository: "https://github.com/owner/tool", commit: "cd".repeat(20) },
        },
      },
      internalParameters: { checkout: { dirty: false } },
    });
    expect(buildDefinition.buildType).toMatch(/^https:\/\/.+\/build\/local\/v1$/);
    expect(runDetails.builder.id).toMatch(/^https:\/\/.+\/builder\/local$/);
    const [source] = localProvenance({ ...FACTS, tag: null }).buildDefinition.resolvedDependencies ?? [];
    expect(source?.uri).toBe("git+https://github.com/owner/tool");
  });

  test("names no dependency where source or commit is unknown", () => {
    for (const unknown of [{ commit: null }, { repository: null }]) {
      expect(localProvenance({ ...FACTS, ...unknown }).buildDefinition.resolvedDependencies).toEqual([]);
    }
  });

  test("speaks of no SLSA level", () => {
    const text = Buffer.from(formatStatement(provenanceStatement(ASSETS, localProvenance(FACTS)))).toString();
    expect(text).not.toMatch(/level|SLSA_|_L\d/i);
  });
});

describe("provenance statement", () => {
  test("has each asset as a subject by its file name", () => {
    const { subject, predicateType } = provenanceStatement(ASSETS, localProvenance(FACTS));
    expect(subject).toEqual([{ name: "a.tgz", digest: { sha256: "ab".repeat(32) } }]);
    expect(predicateType).toBe("https://slsa.dev/provenance/v1");
  });

  test("of another predicate type is refused (B24)", async () => {
    const other = { ...statementOf(localProvenance(FACTS)), predicateType: `${PROVENANCE_PREDICATE_TYPE}.1` };
    await expectFault("provenance-malformed", () => parseProvenance(other));
  });

  test("may hold null where the specification makes a field optional, and fields of later versions", () => {
    const { buildDefinition, runDetails } = localProvenance(FACTS);
    const read = parseProvenance(
      statementOf({
        buildDefinition: { ...buildDefinition, internalParameters: null, resolvedDependencies: null, later: 1 },
        runDetails: { ...runDetails, metadata: null, byproducts: null },
        extension: {},
      }),
    );
    expect(read.buildDefinition.internalParameters).toBeUndefined();
    expect(read.runDetails.metadata).toBeUndefined();
  });

  test("keeps null inside parameters, which are the build type's", () => {
    const read = parseProvenance(statementOf(localProvenance({ ...FACTS, tag: null })));
    expect(read.buildDefinition.externalParameters).toMatchObject({ release: { tag: null } });
  });

  test("keeps null inside internal parameters as well, and lists as lists", () => {
    const { buildDefinition, runDetails } = localProvenance(FACTS);
    const resolvedDependencies = [{ uri: "x" }];
    const read = parseProvenance(
      statementOf({
        buildDefinition: { ...buildDefinition, internalParameters: { a: null }, resolvedDependencies },
        runDetails,
      }),
    );
    expect(read.buildDefinition).toMatchObject({ internalParameters: { a: null }, resolvedDependencies });
  });

  test.each([
    ["an empty predicate", {}],
    ["no build type", { buildDefinition: { externalParameters: {} }, runDetails: { builder: { id: "x" } } }],
    [
      "parameters that are a list",
      { buildDefinition: { buildType: "x", externalParameters: [] }, runDetails: { builder: { id: "x" } } },
    ],
    ...[null, "x", 1, undefined].map((externalParameters): [string, object] => [
      `${externalParameters} for parameters`,
      { buildDefinition: { buildType: "x", externalParameters }, runDetails: { builder: { id: "x" } } },
    ]),
    ["no builder", { buildDefinition: { buildType: "x", externalParameters: {} }, runDetails: {} }],
    [
      "an empty builder id",
      { buildDefinition: { buildType: "x", externalParameters: {} }, runDetails: { builder: { id: "" } } },
    ],
    ["null for a required field", { buildDefinition: null, runDetails: { builder: { id: "x" } } }],
  ])("with %s is refused", async (_, predicate) => {
    await expectFault("provenance-malformed", () => parseProvenance(statementOf(predicate)));
  });

  test("with any predicate is read or refused with a fault", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("buildDefinition", "runDetails", "x"), fc.jsonValue()), (predicate) => {
        try {
          parseProvenance(statementOf(predicate));
        } catch (error) {
          return error instanceof Fault;
        }
        return true;
      }),
    );
  });
});
