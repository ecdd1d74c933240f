import type { JsonObject } from "../../src/kernel/json.ts";

/** A bundle over a statement in the words of PEP 740, as the library of PyPI writes it. */
export function pep740Attestation(bundle: Uint8Array): JsonObject {
  const { verificationMaterial: material, dsseEnvelope: envelope } = JSON.parse(Buffer.from(bundle).toString());
  return {
    version: 1,
    verification_material: {
      certificate: material.certificate.rawBytes,
      transparency_entries: material.tlogEntries,
    },
    envelope: { statement: envelope.payload, signature: envelope.signatures[0].sig },
  };
}

/** What PyPI answers for a file whose publisher it knows; nobody signs what it says of the publisher. */
export function pep740Provenance(
  attestations: readonly JsonObject[],
  publisher: JsonObject = {
    kind: "GitHub",
    repository: "octo-org/octo-tool",
    workflow: "release.yml",
    environment: "",
  },
): JsonObject {
  return { version: 1, attestation_bundles: [{ publisher, attestations: [...attestations] }] };
}
