import { signatureIn } from "../../domain/image/notary-manifest.ts";
import { MAX_ENVELOPE_BYTES } from "../../domain/notary/envelope/envelope.ts";
import type { GivenSignature } from "../../domain/notary/judge-signatures.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Registry } from "../../ports/registry.ts";

const MAX_REFERRERS = 1000;
const AT_ONCE = 8;

/**
 * The Notary signatures that refer to a manifest.
 *
 *   1. list  what refers to it
 *   2. read  each by its own manifest, whatever type the registry says it has
 *
 * What is not one is left out: anyone may let something refer to an image. Faults: `registry-refused`, those of the registry.
 */
export async function readNotarySignatures(subject: string, registry: Registry): Promise<GivenSignature[]> {
  /* 1 */ const referrers = await registry.referrers(subject);
  if (referrers.length > MAX_REFERRERS)
    throw new Fault("registry-refused", "more refers to the image than is read here");
  const digests = [...new Set(referrers.map(({ digest }) => digest))];
  /* 2 */ const found = await mapBounded(digests, AT_ONCE, async (digest) => {
    const manifest = await registry.manifest(digest);
    const signature = manifest && signatureIn(manifest.bytes, subject);
    if (signature === undefined || signature.layer.size > MAX_ENVELOPE_BYTES) return undefined;
    const bytes = await registry.blob(signature.layer, MAX_ENVELOPE_BYTES);
    return { bytes, format: signature.format, place: digest };
  });
  return found.flatMap((one) => one ?? []);
}
