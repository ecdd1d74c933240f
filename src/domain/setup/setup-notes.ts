import { REPOSITORY } from "../home.ts";
import type { Project } from "./project.ts";

/** What GitHub says of the repository; each undefined if it is not known. */
export interface RepositorySettings {
  readonly isPublic: boolean | undefined;
  readonly immutableReleases: boolean | undefined;
}

const GUIDE = `${REPOSITORY}/blob/main/docs`;

/** What is left to do by hand, each a sentence or two, most important first. */
export function setupNotes(project: Project, { isPublic, immutableReleases }: RepositorySettings): string[] {
  const { kind, publishing, repository, versionTool } = project;
  return [
    ...publishing.map(
      ({ path, by }) =>
        `${path} publishes releases already, by ${by}, so no second workflow is written. How to seal what it makes: ${GUIDE}/migration.md`,
    ),
    ...(kind.kind === "unknown" && publishing.length === 0
      ? ["Nothing here says how it is built: replace the step of the workflow that stops it."]
      : []),
    ...(kind.kind === "goreleaser" && !kind.makesDraft
      ? [
          "In the configuration of GoReleaser set release.draft to true, so that the draft is sealed before it is public.",
        ]
      : []),
    ...(versionTool === "release-please"
      ? [
          'In release-please-config.json set "draft" and "force-tag-creation" to true, so that the draft is sealed before it is public.',
        ]
      : []),
    ...(versionTool === "changesets"
      ? [
          `Tags that changesets pushes with github.token start no workflow. Seal in the workflow that makes them: ${GUIDE}/guides/changesets.md`,
        ]
      : []),
    ...(versionTool === "semantic-release"
      ? [`semantic-release publishes by itself. How to seal what it makes: ${GUIDE}/guides/semantic-release.md`]
      : []),
    ...(repository === undefined
      ? ["No remote of this checkout is a repository on GitHub, so no policy and no SECURITY.md were written."]
      : []),
    ...(isPublic === false
      ? [`The repository is private: GitHub's own Sigstore signs for it where the plan has that: ${GUIDE}/publish.md`]
      : []),
    ...(immutableReleases === false
      ? ["Turn on immutable releases in the settings of the repository, so that nobody can change one later."]
      : []),
  ];
}
