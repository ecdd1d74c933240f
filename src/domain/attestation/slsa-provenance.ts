import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import type { Statement } from "./statement.ts";
import { STATEMENT_TYPE } from "./statement.ts";

export const PROVENANCE_PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

const schema = once(() => {
  /** An in-toto ResourceDescriptor, as far as provenance uses it. */
  const resource = v.object({
    uri: v.optional(v.string()),
    name: v.optional(v.string()),
    digest: v.optional(v.record(v.string(), v.string())),
  });
  const typeUri = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  const parameters = v.custom<JsonObject>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  );
  return v.object({
    buildDefinition: v.object({
      buildType: typeUri,
      externalParameters: parameters,
      internalParameters: v.optional(parameters),
      resolvedDependencies: v.optional(v.array(resource)),
    }),
    runDetails: v.object({
      builder: v.object({ id: typeUri }),
      metadata: v.optional(
        v.object({
          invocationId: v.optional(v.string()),
          startedOn: v.optional(v.string()),
          finishedOn: v.optional(v.string()),
        }),
      ),
    }),
  });
});

/** SLSA provenance v1, read and not believed: what it means is its build type's affair. */
export type Provenance = v.InferOutput<ReturnType<typeof schema>>;

/**
 * Reads the predicate of a provenance statement. Unknown fields are ignored and null counts as absent, as the
 * specification asks. Fault: `provenance-malformed`. https://slsa.dev/spec/v1.2/build-provenance
 */
export function parseProvenance(statement: Statement): Provenance {
  if (statement.predicateType !== PROVENANCE_PREDICATE_TYPE) {
    throw malformed(`has the predicate type ${printable(statement.predicateType)}`);
  }
  return parseSchema(schema(), withoutNulls(statement.predicate), malformed);
}

/** The statement that `provenance` says of all assets, by their SHA-256 digests. */
export function provenanceStatement(
  assets: readonly { readonly name: string; readonly sha256: string }[],
  provenance: Provenance,
): Statement {
  return {
    _type: STATEMENT_TYPE,
    subject: assets.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: PROVENANCE_PREDICATE_TYPE,
    predicate: provenance as unknown as JsonObject,
  };
}

/** Drops the null fields of the specification's own objects; parameters are the build type's, and stay. */
function withoutNulls(predicate: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(predicate)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => {
        const own = !["externalParameters", "internalParameters"].includes(key);
        const nested = own && typeof value === "object" && value !== null && !Array.isArray(value);
        return [key, nested ? withoutNulls(value as JsonObject) : value];
      }),
  );
}

function malformed(reason: string): Fault {
  return new Fault("provenance-malformed", `the provenance ${reason}`);
}
