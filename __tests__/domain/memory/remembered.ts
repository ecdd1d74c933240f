import type { CapsuleLock, RememberedProject, RememberedRelease } from "../../../src/domain/memory/capsule-lock.ts";
import type { ObservedRelease, SeenProject } from "../../../src/domain/memory/seen-project.ts";

export const DAY = "2026-11-01";
export const ROOT = "a".repeat(64);

/** Version 1.2.3 of a program that was sealed, as the latest; and a memory of just that. */
export const RELEASE: ObservedRelease = {
  ...{ name: "tool", version: "1.2.3", versioning: "semver", tag: "v1.2.3" },
  rootSha256: ROOT,
  files: [{ name: "tool.bin", sha256: "b".repeat(64) }],
};

export const SEEN: SeenProject = {
  ...{ repository: "https://github.com/octo-org/tool", repositoryId: "74", ownerId: "65" },
  workflows: [".github/workflows/release.yml"],
  releases: [RELEASE],
  evidence: ["capsule", "published"],
  notLooked: [],
  choice: "latest",
};

export function remembered(
  release: Partial<RememberedRelease> = {},
  project: Partial<RememberedProject> = {},
): CapsuleLock {
  const { files: _, ...known } = RELEASE;
  return {
    schema: "https://release-capsule.github.io/release-capsule/schemas/capsule-lock/v1",
    projects: [
      {
        ...{ repository: SEEN.repository, repositoryId: SEEN.repositoryId, ownerId: SEEN.ownerId },
        workflows: [...SEEN.workflows],
        releases: [
          {
            ...known,
            ...{ files: [], evidence: ["capsule", "published"], latest: true, withdrawn: false, firstSeen: DAY },
            ...release,
          },
        ],
        ...{ firstSeen: DAY, lastSeen: DAY },
        ...project,
      },
    ],
  };
}

/** The same project with one other release, or with something else about it. */
export function seen(release: Partial<ObservedRelease> = {}, project: Partial<SeenProject> = {}): SeenProject {
  const version = release.version ?? RELEASE.version;
  const isSame = version === RELEASE.version;
  const root = isSame ? RELEASE.rootSha256 : "c".repeat(64);
  return {
    ...SEEN,
    releases: [{ ...RELEASE, tag: `v${version}`, rootSha256: root, ...(isSame ? {} : { files: [] }), ...release }],
    ...project,
  };
}
