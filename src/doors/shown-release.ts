import { join } from "node:path";
import { verifyWords } from "../domain/guide/own-command.ts";
import { readCertificate } from "../domain/sigstore/certificate.ts";
import { identityFlags } from "../domain/verification/identity-flags.ts";
import type { Sealed } from "../journeys/seal/seal.ts";
import type { ShownRelease, WrittenRelease } from "../views/shown-release.ts";

/**
 * A sealed release as the views show it, with the arguments that verify it where it lies. `trustedRoot` is the path of
 * the root that the user gave for an instance of their own.
 */
export function shownRelease(sealed: Sealed, trustedRoot: string | undefined): ShownRelease {
  const { facts, assets, identity, rootSha256, claims, readBack, warnings } = sealed;
  const { logEntries, sbomDelta, qualityGate, publication } = sealed;
  return {
    ...{ facts, assets, identity, rootSha256, claims, readBack, warnings },
    ...{ logEntries, sbomDelta, qualityGate, publication, images: sealed.images },
    capsuleSha256: sealed.capsule.sha256,
    checks: sealed.examined.claims,
    values: sealed.examined.values,
    written: writtenRelease(sealed, trustedRoot),
  };
}

function writtenRelease(sealed: Sealed, givenRoot: string | undefined): WrittenRelease | undefined {
  const folder = sealed.location;
  if (folder === undefined || sealed.published.length === 0) return undefined;
  const path = (name: string): string => join(folder, name);
  const capsule = path(sealed.capsule.name);
  const trustedRoot = sealed.trustedRoot === undefined ? undefined : path(sealed.trustedRoot.name);
  return {
    folder,
    capsule,
    files: sealed.published.map(({ name, size, sha256 }) => ({ name, path: path(name), size, sha256 })),
    trustedRoot,
    verifyArguments: [
      ...verifyWords({
        instance: sealed.identity.instance,
        identityFlags: identityFlags(readCertificate(sealed.identity.certificate), sealed.facts.tag),
        trustedRoot: trustedRoot ?? givenRoot,
        release: sealed.facts,
      }),
      "--",
      capsule,
      // What was taken from the release lies in a folder that is gone when the program ends.
      ...sealed.assets.filter(({ received }) => received !== true).map(({ path }) => path),
    ],
  };
}
