import { EMPTY_CONFIG, referrerManifest } from "../../domain/image/referrer-manifest.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";

/** Bytes that refer to a manifest of a registry. */
export interface Artifact {
  readonly artifactType: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is to refer to one manifest. */
export interface Attachment {
  readonly subject: Descriptor;
  readonly artifacts: readonly Artifact[];
}

export const AT_ONCE = 16;

/**
 * Lets artifacts refer to manifests: Sigstore bundles, envelopes of the Notary Project, or anything else.
 *
 *   1. store  their bytes, equal ones once
 *   2. refer  by a manifest of OCI 1.1 with one layer for each
 *
 * Resolves to what was put, subject by subject. Faults: those of the registry.
 */
export async function attachReferrers(
  attachments: readonly Attachment[],
  registry: Registry,
): Promise<readonly (readonly Descriptor[])[]> {
  const blobs = attachments.flatMap(({ artifacts }) => artifacts.map(({ bytes }) => bytes));
  /* 1 */ await storeBlobs(blobs, registry);
  const config = await registry.putBlob(EMPTY_CONFIG);
  /* 2 */ return mapBounded(attachments, AT_ONCE, async ({ subject, artifacts }) => {
    const manifests = artifacts.map(async ({ artifactType, mediaType, bytes, annotations }) => {
      const layer = { ...(await registry.putBlob(bytes)), mediaType };
      return referrerManifest({ subject, artifactType, layer, config, annotations });
    });
    return registry.putReferrers(await Promise.all(manifests), subject.digest);
  });
}

/** What manifests with one layer are made of, all at once. Faults: those of the registry. */
export async function storeBlobs(blobs: readonly Uint8Array[], registry: Registry): Promise<void> {
  await mapBounded([...new Set([EMPTY_CONFIG, ...blobs])], AT_ONCE, (bytes) => registry.putBlob(bytes));
}
