import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublicRelease, PublicReleases, PublicRepository } from "../../ports/public-releases.ts";

/** A release as GitHub shows it, and what its tag leads to. */
export interface ShownRelease {
  readonly repository: PublicRepository;
  readonly release: PublicRelease;
  /** Undefined if there is no such tag any more, or it leads to no commit. */
  readonly tag: { readonly object: string; readonly commit: string } | undefined;
  readonly isLatest: boolean;
}

/** Reads what GitHub says of the release: three or four requests. Fault: `release-missing`, those of the port. */
export async function findShownRelease(releases: PublicReleases, tag: string | undefined): Promise<ShownRelease> {
  const repository = await releases.repository();
  if (repository === undefined) throw noRepository(releases);
  const release = await releases.release(tag === undefined ? "latest" : { tag });
  if (release === undefined || release.isDraft) throw noRelease(releases, tag);
  return { repository, release, tag: await releases.tag(release.tag), isLatest: tag === undefined };
}

function noRepository({ asked, hasToken }: PublicReleases): Fault {
  return new Fault("release-missing", `GitHub shows no repository ${printable(asked)}`, {
    hint: hasToken
      ? "check its name, and that the token may read it"
      : "check its name; a private repository is shown to a token that may read it: github-token, in a shell GITHUB_TOKEN",
  });
}

function noRelease({ asked }: PublicReleases, tag: string | undefined): Fault {
  if (tag === undefined) {
    return new Fault("release-missing", `${printable(asked)} has no release that GitHub calls the latest`, {
      hint: "name the tag of one, as in owner/name@v1.2.3: drafts are not shown, and prereleases only by their tag",
    });
  }
  return new Fault("release-missing", `${printable(asked)} has no release of the tag ${printable(tag)}`, {
    hint: "leave out the tag for the latest release",
  });
}
