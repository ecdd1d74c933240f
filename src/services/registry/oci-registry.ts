import type { ImageName } from "../../domain/image/image-name.ts";
import type { Registry } from "../../ports/registry.ts";
import { blobsOf, readBlob, requireWritable } from "./blobs.ts";
import { changeTag } from "./change-tag.ts";
import { fetchManifest, putManifest } from "./manifests.ts";
import { referrersOf } from "./referrers.ts";
import { openRegistrySession, type RegistrySettings } from "./registry-session.ts";
import { saveBlob } from "./save-blob.ts";

/**
 * The repository of an image, by the OCI Distribution Specification 1.1 over HTTP
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md). Faults: those of the port.
 */
export function ociRegistry(image: ImageName, settings: RegistrySettings): Registry {
  const session = openRegistrySession(image, settings);
  return {
    manifest: (reference) => fetchManifest(session, reference),
    blob: (descriptor, maxBytes) => readBlob(session, descriptor, maxBytes),
    save: (descriptor, create) => saveBlob(session, descriptor, create),
    requireWritable: () => requireWritable(session),
    ...blobsOf(session),
    ...referrersOf(session),
    place: async (manifest, reference) => void (await putManifest(session, manifest, reference)),
    changeTag: (tag, change) => changeTag(session, tag, change),
  };
}
