import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import type { Descriptor } from "../../ports/registry.ts";
import { MANIFEST } from "./manifests.ts";

export const MAX_REFERRERS = 10_000;

const descriptorSchema = v.object({
  mediaType: v.pipe(v.string(), v.maxLength(255)),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.pipe(v.string(), v.maxLength(255))),
  annotations: v.optional(v.nullable(v.record(v.string(), v.string()))),
});
/** Some registries say null for none, and hold descriptors by other digests, which nothing here refers to. */
const indexSchema = v.object({ manifests: v.nullish(v.pipe(v.array(v.unknown()), v.maxLength(MAX_REFERRERS)), []) });

/** What an index of referrers lists. Faults: `response-malformed`, those of the JSON. */
export function descriptorsIn(bytes: Uint8Array): Descriptor[] {
  const malformed = (problem: string) => new Fault("response-malformed", `an index of the registry ${problem}`);
  const { manifests } = parseSchema(indexSchema, parseJsonObject(bytes, { what: "an index" }), malformed);
  return (manifests ?? []).flatMap((one) => {
    const parsed = v.safeParse(descriptorSchema, one);
    if (!parsed.success) return [];
    const { annotations, artifactType, ...rest } = parsed.output;
    return [
      { ...rest, ...(artifactType === undefined ? {} : { artifactType }), ...(annotations ? { annotations } : {}) },
    ];
  });
}

/** A manifest as an index lists it. */
export function descriptorOf(manifest: Uint8Array): Descriptor {
  const { artifactType, annotations } = parseJsonObject(manifest, { what: "a manifest" });
  return {
    ...{ mediaType: MANIFEST, digest: `sha256:${sha256Hex(manifest)}`, size: manifest.length },
    ...(typeof artifactType === "string" ? { artifactType } : {}),
    ...(annotations === undefined ? {} : { annotations: annotations as Record<string, string> }),
  };
}
