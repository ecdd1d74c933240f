import { parseReleaseAttestation } from "../../domain/attestation/release-attestation.ts";
import { decodeBase64 } from "../../kernel/base64.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { PublicRelease, PublicReleases } from "../../ports/public-releases.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";

export interface Publications {
  /** Asks for what GitHub says that it published, as verifying a capsule wants it. */
  readonly ask: NonNullable<VerifyPorts["publications"]>;
  /** The numbers of the releases that it says so of, read without verifying: to be believed after that alone. */
  readonly ids: () => string[];
}

/**
 * GitHub's own attestation of a release: by its tag and, where that leads elsewhere now, by a file that is on it. So it takes three
 * requests at most, that for the tag not counted.
 */
export function publicationsOf(release: PublicRelease, releases: PublicReleases): Publications {
  let bundles: readonly unknown[] = [];
  return {
    ask: () => ({
      tag: (tag) => releases.tag(tag),
      async releaseAttestation(tag) {
        const found = await releases.releaseAttestation(tag);
        const digest = release.assets.find(({ sha256 }) => sha256 !== undefined)?.sha256;
        const isElsewhere = found.bundles.length === 0 && found.unread === 0 && tag.object === tag.commit;
        const isMissed = isElsewhere && release.immutable === true && digest !== undefined;
        const all = isMissed ? await releases.attestations(`sha256:${digest}`, "release") : found;
        // A file can be on several releases.
        bundles = isMissed ? all.bundles.filter((bundle) => stated(bundle)?.tag === release.tag) : all.bundles;
        return { ...all, bundles };
      },
    }),
    ids: () => bundles.flatMap((bundle) => stated(bundle)?.databaseId ?? []),
  };
}

/** Undefined unless it is a bundle over GitHub's statement about a release. */
function stated(bundle: unknown): ReturnType<typeof parseReleaseAttestation> | undefined {
  const { payload = "" } = (bundle as { readonly dsseEnvelope?: { readonly payload?: string } }).dsseEnvelope ?? {};
  return unlessRefused(() => parseReleaseAttestation(decodeBase64(payload)), undefined);
}
