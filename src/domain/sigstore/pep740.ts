import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { anyObject, closedObject, listOf, oneOf, parseDocument, type Reader, textField } from "./protojson.ts";

/** Until the end of 2024 the library of PyPI broke its base64 into lines, and what was uploaded stays as it is. */
const base64Field: Reader<string> = (value, at) => textField(value, at).replace(/\n/g, "");

const attestation = closedObject({
  version: oneOf(1),
  verification_material: closedObject({
    certificate: base64Field,
    // What `parseBundle` judges, closed, is left as it is.
    transparency_entries: listOf(anyObject, { least: 1, most: 32 }),
  }),
  envelope: closedObject({ statement: base64Field, signature: base64Field }),
});

/** What an index says of its trusted publisher is of the index alone: nobody signed it, and nothing is read of it. */
const publisher: Reader<undefined> = (value, at) => {
  if (value === undefined) throw at.wrong(value);
};

const provenance = closedObject({
  version: oneOf(1),
  attestation_bundles: listOf(closedObject({ publisher, attestations: listOf(anyObject) }), { least: 1, most: 128 }),
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
  return attestations.map(bundleOf);
}

const NAMING = { code: "bundle-malformed", what: "the object of PEP 740" } as const;

function bundleOf(document: JsonObject): JsonValue {
  const { verification_material: material, envelope } = parseDocument(attestation, document, NAMING);
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      tlogEntries: material.transparency_entries,
    },
    dsseEnvelope: {
      payload: envelope.statement,
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: envelope.signature }],
    },
  };
}
