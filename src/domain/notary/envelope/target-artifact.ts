import type { Fault } from "../../../kernel/fault.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../../kernel/json-object.ts";
import { requireFault } from "../../../kernel/require-fault.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { malformedEnvelope } from "./envelope.ts";

/** What a signature is of: a manifest in a registry, or a file. */
export interface TargetArtifact {
  readonly mediaType: string;
  /** `sha256:` and hex, or sha384 or sha512. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/**
 * Reads the payload (signature-specification.md, "Payload"): `{"targetArtifact": {"mediaType": …, "digest": …, "size": …}}`. Further
 * fields mean nothing here, as in the reference. Fault: `notary-malformed`.
 */
export function readTargetArtifact(payload: Uint8Array): TargetArtifact {
  const target = objectIn(payload)["targetArtifact"];
  const { mediaType, digest, size, annotations = null } = isJsonObject(target) ? target : ({} as JsonObject);
  if (typeof mediaType !== "string" || typeof digest !== "string" || !DIGEST.test(digest)) throw strange();
  if (typeof size !== "number") throw strange();
  if (!Number.isSafeInteger(size) || size < 0) throw strange();
  if (annotations === null) return { mediaType, digest, size };
  if (!isJsonObject(annotations) || !Object.values(annotations).every((one) => typeof one === "string"))
    throw strange();
  return { mediaType, digest, size, annotations: annotations as Readonly<Record<string, string>> };
}

function objectIn(payload: Uint8Array): JsonObject {
  try {
    return parseJsonObject(payload, { maxDepth: 16, maxValues: 10_000, what: "the payload" });
  } catch (error) {
    requireFault(error);
    throw malformedEnvelope(error.message, error);
  }
}

function strange(): Fault {
  return malformedEnvelope("it does not say what it is of");
}

/** The payload over a target, with the fields in the order of the reference. */
export function formatTargetArtifact({ mediaType, digest, size, annotations }: TargetArtifact): Uint8Array {
  return encodeUtf8(JSON.stringify({ targetArtifact: { mediaType, digest, size, annotations } }));
}
