import { join } from "node:path";
import { askedImages, verifyWords } from "../../../domain/guide/own-command.ts";
import type { WrittenRelease } from "../../../domain/release/sealed-release.ts";
import type { PublishedFile } from "../../../ports/release-host.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import { consumerFlags } from "../sign/certificate-of.ts";

export interface Written {
  /** Absolute; undefined for a dry run. */
  readonly folder: string | undefined;
  readonly published: readonly PublishedFile[];
  /** Path of the root that the user gave for an instance of their own. */
  readonly givenRoot: string | undefined;
}

/** A sealed release in its folder, with the arguments that verify it there; undefined if nothing was written. */
export function writtenRelease(
  sealed: SealedContent,
  { folder, published, givenRoot }: Written,
): WrittenRelease | undefined {
  if (folder === undefined || published.length === 0) return undefined;
  const path = (name: string): string => join(folder, name);
  const capsule = path(sealed.capsule.name);
  const trustedRoot = sealed.trustedRoot === undefined ? undefined : path(sealed.trustedRoot.name);
  return {
    folder,
    capsule,
    files: [...published, ...sealed.assets.filter(({ made }) => made === true)].map(({ name, size, sha256 }) => ({
      ...{ name, path: path(name), size, sha256 },
    })),
    trustedRoot,
    verifyArguments: [
      ...verifyWords({
        instance: sealed.identity.instance,
        identityFlags: consumerFlags(sealed.identity, sealed.facts.tag),
        trustedRoot: trustedRoot ?? givenRoot,
        release: sealed.facts,
      }),
      "--",
      capsule,
      // What was taken from the release lies in a folder that is gone when the program ends.
      ...askedImages(sealed),
      ...sealed.assets
        .filter(({ received }) => received !== true)
        .map((asset) => (asset.made === true ? path(asset.name) : asset.path)),
    ],
  };
}
