import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type DigestSet, isStrong } from "../attestation/digest-set.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../attestation/dsse.ts";
import { parseEnvelope } from "../attestation/envelope.ts";
import { parseStatement } from "../attestation/statement.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import { bundlesInFile } from "../sigstore/bundles-in-file.ts";
import { isPep740 } from "../sigstore/pep740.ts";
import type { CarriedEvidence } from "./evidence-document.ts";
import { malformedEvidence } from "./evidence-fault.ts";

/** Whether a document is a DSSE envelope, a Sigstore bundle, an answer of an attestation API, or an object of PEP 740. */
export function isSigned(value: JsonObject): boolean {
  if (isPep740(value)) return true;
  return "payloadType" in value || "verificationMaterial" in value || Array.isArray(value["attestations"]);
}

/**
 * Reads what others have signed: a DSSE envelope of an in-toto statement, or Sigstore bundles, one or several in a file.
 * Nothing is verified: it is carried as it is. Faults: `evidence-malformed`, those of the parsers.
 */
export function readSigned(bytes: Uint8Array, value: JsonObject | undefined): CarriedEvidence {
  const carried = { kind: "carried", isExclusive: true } as const;
  if (value !== undefined && "payloadType" in value) {
    const { payloadType, payload } = parseEnvelope(value);
    return {
      ...carried,
      extension: "json",
      mediaType: MEDIA_TYPES.envelope,
      subjects: subjectsOf(payloadType, payload),
    };
  }
  const subjects = bundlesInFile(bytes).flatMap(({ content }): DigestSet[] => {
    if (content.kind === "message") return [{ [content.digest.algorithm]: content.digest.hex }];
    return subjectsOf(content.payloadType, content.payload);
  });
  if (value === undefined) return { ...carried, extension: "jsonl", mediaType: MEDIA_TYPES.jsonLines, subjects };
  const isBundle = "verificationMaterial" in value;
  return { ...carried, extension: "json", mediaType: isBundle ? MEDIA_TYPES.bundle : MEDIA_TYPES.json, subjects };
}

function subjectsOf(payloadType: string, payload: Uint8Array): DigestSet[] {
  if (payloadType !== IN_TOTO_PAYLOAD_TYPE) throw malformedEvidence("attestation", "it is not an in-toto statement");
  try {
    return parseStatement(payload)
      .subject.map(({ digest }) => digest)
      .filter(isStrong);
  } catch (error) {
    throw error instanceof Fault ? malformedEvidence("attestation", error.message) : error;
  }
}
