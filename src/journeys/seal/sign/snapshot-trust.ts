import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { TRUST_SNAPSHOT_ENTRY } from "../../../domain/capsule/entry-names.ts";
import { LOCAL_TRUSTED_ROOT } from "../../../domain/capsule/local-trusted-root.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Trust } from "../../../ports/trust.ts";

export interface TrustSnapshot {
  readonly entry: EvidenceEntry;
  /** Set for the local instance only: nobody else could verify otherwise. */
  readonly published: { readonly name: string; readonly bytes: Uint8Array } | undefined;
}

/** Keeps the trusted root of today in the capsule, for archives; a verifier never believes it because it is there. */
export async function snapshotTrust(trust: Trust, local: boolean): Promise<TrustSnapshot> {
  const [root, ...others] = await trust.trustedRoots();
  if (root === undefined || others.length > 0) {
    throw new Fault("internal", "sealing needs exactly one trusted root");
  }
  const { bytes } = root;
  return {
    entry: { name: TRUST_SNAPSHOT_ENTRY, bytes, mediaType: MEDIA_TYPES.trustedRoot },
    published: local ? { name: LOCAL_TRUSTED_ROOT, bytes } : undefined,
  };
}
