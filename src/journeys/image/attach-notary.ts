import { sha256Hex } from "../../crypto/node-digest.ts";
import { NOTARY_ARTIFACT_TYPE, notaryAnnotations } from "../../domain/image/notary-manifest.ts";
import { ENVELOPE_MEDIA_TYPES, type EnvelopeFormat } from "../../domain/notary/envelope/envelope.ts";
import { readEnvelope } from "../../domain/notary/envelope/read-envelope.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import { attachReferrers } from "./attach-referrers.ts";
import { readNotarySignatures } from "./read-notary-signatures.ts";

export interface NotaryToAttach {
  readonly subject: Descriptor;
  readonly envelope: Uint8Array;
  readonly format: EnvelopeFormat;
}

/**
 * Attaches a Notary signature to an image, where notation looks for it.
 *
 *   1. look    whether this very envelope is there: an interrupted run may have attached it
 *   2. attach  it, by a manifest that refers to the image
 *   3. read    it back
 *
 * Resolves to the digest of the manifest that refers to the image. Faults: those of the registry, `self-verification`.
 */
export async function attachNotary({ subject, envelope, format }: NotaryToAttach, registry: Registry): Promise<string> {
  const find = async (): Promise<string | undefined> => {
    const there = await readNotarySignatures(subject.digest, registry);
    return there.find(({ bytes }) => equalBytes(bytes, envelope))?.place;
  };
  /* 1 */ const before = await find();
  if (before !== undefined) return before;
  const { certificates, signingTime } = readEnvelope(envelope, format);
  const artifact = {
    ...{ artifactType: NOTARY_ARTIFACT_TYPE, mediaType: ENVELOPE_MEDIA_TYPES[format], bytes: envelope },
    annotations: notaryAnnotations(certificates.map(sha256Hex), formatEpoch(Math.floor(signingTime / 1000))),
  };
  /* 2 */ await attachReferrers([{ subject, artifacts: [artifact] }], registry);
  /* 3 */ const after = await find();
  if (after !== undefined) return after;
  throw new Fault("self-verification", "the registry does not give back what was attached", { hint: "run it again" });
}
