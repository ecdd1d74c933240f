import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { parseDocument } from "./protojson.ts";

/** Until the end of 2024 the library of PyPI broke its base64 into lines, and what was uploaded stays as it is. */
const base64Field = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/\n/g, "")),
);

/** What `parseBundle` judges, closed, is left as it is. */
const entry = v.record(v.string(), v.unknown());

const attestation = v.strictObject({
  version: v.literal(1),
  verification_material: v.strictObject({
    certificate: base64Field,
    transparency_entries: v.pipe(v.array(entry), v.minLength(1), v.maxLength(32)),
  }),
  envelope: v.strictObject({ statement: base64Field, signature: base64Field }),
});

/** What an index says of its trusted publisher is of the index alone: nobody signed it, and nothing is read of it. */
const provenance = v.strictObject({
  version: v.literal(1),
  attestation_bundles: v.pipe(
    v.array(v.strictObject({ publisher: v.unknown(), attestations: v.array(v.record(v.string(), v.unknown())) })),
    v.minLength(1),
    v.maxLength(128),
  ),
});

/** Whether a document claims to be an attestation or a provenance object of PEP 740. */
export function isPep740(document: JsonObject): boolean {
  return document["attestation_bundles"] !== undefined || document["verification_material"] !== undefined;
}

/**
 * The bundles of an attestation object of PEP 740, or of all those in a provenance object, as an index for Python packages
 * answers it:
 *
 *     {"version": 1, "attestation_bundles": [{"publisher": {…}, "attestations": [{"version": 1,
 *       "verification_material": {"certificate": "…", "transparency_entries": […]},
 *       "envelope": {"statement": "…", "signature": "…"}}]}]}
 *
 * An attestation is a bundle in other words, and is judged as one. Fault: `bundle-malformed`.
 * https://peps.python.org/pep-0740/#appendix-1-attestation-object-verification-model
 */
export function bundlesOfPep740(document: JsonObject): JsonValue[] {
  if (document["attestation_bundles"] === undefined) return [bundleOf(document)];
  const { attestation_bundles: bundles } = parseDocument(provenance, document, NAMING);
  const attestations = bundles.flatMap((one) => one.attestations);
  if (attestations.length === 0) throw new Fault("bundle-malformed", "the object of PEP 740 holds no attestation");
  return attestations.map((one) => bundleOf(isJsonObject(one as JsonValue) ? (one as JsonObject) : {}));
}

const NAMING = { code: "bundle-malformed", what: "the object of PEP 740" } as const;

function bundleOf(document: JsonObject): JsonValue {
  const { verification_material: material, envelope } = parseDocument(attestation, document, NAMING);
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries as JsonValue[],
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: envelope.signature }],
    },
  };
}
