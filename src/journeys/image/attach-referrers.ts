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
  const blobs = new Map<Uint8Array, Promise<Descriptor>>();
  const stored = (bytes: Uint8Array): Promise<Descriptor> => {
    const there = blobs.get(bytes) ?? registry.putBlob(bytes);
    blobs.set(bytes, there);
    return there;
  };
  const wanted = new Set([
    EMPTY_CONFIG,
    ...attachments.flatMap(({ artifacts }) => artifacts.map(({ bytes }) => bytes)),
  ]);
  /* 1 */ await mapBounded([...wanted], AT_ONCE, stored);
  const config = await stored(EMPTY_CONFIG);
  /* 2 */ return mapBounded(attachments, AT_ONCE, async ({ subject, artifacts }) => {
    const manifests = artifacts.map(async ({ artifactType, mediaType, bytes, annotations }) =>
      referrerManifest({ subject, artifactType, layer: { ...(await stored(bytes)), mediaType }, config, annotations }),
    );
    return registry.putReferrers(await Promise.all(manifests), subject.digest);
  });
}
