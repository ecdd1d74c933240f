import type { Cryptography } from "../../crypto/cryptography.ts";
import {
  ENVELOPE_MEDIA_TYPES,
  type EnvelopeFormat,
  PAYLOAD_MEDIA_TYPE,
} from "../../domain/notary/envelope/envelope.ts";
import { readEnvelope } from "../../domain/notary/envelope/read-envelope.ts";
import {
  formatTargetArtifact,
  readTargetArtifact,
  type TargetArtifact,
} from "../../domain/notary/envelope/target-artifact.ts";
import { verifyIntegrity } from "../../domain/notary/verify-integrity.ts";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import type { NotarySigner } from "../../ports/notary-signer.ts";
import { callPlugin, type EnvelopeKey } from "./plugin-calls.ts";

export interface EnvelopePluginOrder {
  readonly key: EnvelopeKey;
  readonly format: EnvelopeFormat;
  readonly fileHash: NotarySigner["fileHash"];
  readonly expirySeconds: number | undefined;
  readonly crypto: Cryptography;
}

/**
 * A plugin that makes whole envelopes (`SIGNATURE_GENERATOR.ENVELOPE`); of files only if it says of which kind its key is, whose hash names them. What it
 * makes verifies by itself and is of the target, or is not taken. Faults: `plugin-failed`, `plugin-malformed`, `signature-unexpected`.
 */
export function envelopePluginSigner({
  key,
  format,
  fileHash,
  expirySeconds,
  crypto,
}: EnvelopePluginOrder): NotarySigner {
  const mediaType = ENVELOPE_MEDIA_TYPES[format];
  return {
    ...{ format, fileHash },
    async sign(target) {
      const made = await callPlugin("generate-envelope", key, {
        ...{ payload: encodeBase64(formatTargetArtifact(target)), payloadType: PAYLOAD_MEDIA_TYPE },
        signatureEnvelopeType: mediaType,
        ...(expirySeconds === undefined ? {} : { expiryDurationInSeconds: expirySeconds }),
      });
      const bytes = decodeBase64(made.signatureEnvelope);
      try {
        const envelope = readEnvelope(bytes, format);
        await verifyIntegrity(envelope, crypto);
        if (made.signatureEnvelopeType === mediaType && isOf(readTargetArtifact(envelope.payload), target)) {
          const { certificates, signingTime } = envelope;
          return { envelope: bytes, certificates, signingTime: Math.floor(signingTime / 1000) };
        }
      } catch (error) {
        requireFault(error);
      }
      throw new Fault(
        "signature-unexpected",
        `the envelope that the plugin ${printable(key.name)} made is not one over what it was given`,
        {
          hint: "nothing was published; report this to whoever wrote the plugin",
        },
      );
    },
  };
}

function isOf(found: TargetArtifact, { mediaType, digest, size }: TargetArtifact): boolean {
  return found.mediaType === mediaType && found.digest === digest && found.size === size;
}
