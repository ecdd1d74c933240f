import type { DocumentFormat } from "./catalogue.ts";
import { apkInstalled } from "./formats/apk-installed.ts";
import { bunLock } from "./formats/bun-lock.ts";
import { cargoLock } from "./formats/cargo-lock.ts";
import { cargoManifest } from "./formats/cargo-manifest.ts";
import { composerLock } from "./formats/composer-lock.ts";
import { debControl } from "./formats/deb-control.ts";
import { dpkgStatus } from "./formats/dpkg-status.ts";
import { gemMetadata } from "./formats/gem-metadata.ts";
import { gemfileLock } from "./formats/gemfile-lock.ts";
import { githubWorkflow } from "./formats/github-workflow.ts";
import { goMod } from "./formats/go-mod.ts";
import { gradleLockfile } from "./formats/gradle-lockfile.ts";
import { javaManifest } from "./formats/java-manifest.ts";
import { mixLock } from "./formats/mix-lock.ts";
import { npmPackage } from "./formats/npm-package.ts";
import { npmPackageLock } from "./formats/npm-package-lock.ts";
import { nugetLock } from "./formats/nuget-lock.ts";
import { pdmLock } from "./formats/pdm-lock.ts";
import { pipfileLock } from "./formats/pipfile-lock.ts";
import { pnpmLock } from "./formats/pnpm-lock.ts";
import { poetryLock } from "./formats/poetry-lock.ts";
import { pomProperties } from "./formats/pom-properties.ts";
import { pubLock } from "./formats/pub-lock.ts";
import { pythonMetadata } from "./formats/python-metadata.ts";
import { requirementsTxt } from "./formats/requirements-txt.ts";
import { rpmDatabase } from "./formats/rpm-database.ts";
import { swiftResolved } from "./formats/swift-resolved.ts";
import { uvLock } from "./formats/uv-lock.ts";
import { yarnLock } from "./formats/yarn-lock.ts";

/** Every lockfile and manifest that is read, in the order in which they are asked. */
export const LOCKFILES: readonly DocumentFormat[] = [
  bunLock,
  cargoLock,
  composerLock,
  gemfileLock,
  githubWorkflow,
  goMod,
  gradleLockfile,
  mixLock,
  npmPackageLock,
  nugetLock,
  pdmLock,
  pipfileLock,
  pnpmLock,
  poetryLock,
  pubLock,
  requirementsTxt,
  swiftResolved,
  uvLock,
  yarnLock,
];

/** What describes a package in the package itself, or in an installation: read within archives only. */
const SHIPPED: readonly DocumentFormat[] = [
  apkInstalled,
  cargoManifest,
  debControl,
  dpkgStatus,
  gemMetadata,
  javaManifest,
  npmPackage,
  pomProperties,
  pythonMetadata,
  rpmDatabase,
];

const COMPANIONS = new Set([...LOCKFILES, ...SHIPPED].flatMap((format) => format.companions));

/** The formats that read a path; of `a.tar!b/c`, the path within the archive counts. */
export function formatsOf(path: string, bytes?: Uint8Array): DocumentFormat[] {
  // A workflow that lies in an archive ran elsewhere, and made nothing of what is shipped in it.
  const formats = path.includes("!") ? [...LOCKFILES.filter((one) => one !== githubWorkflow), ...SHIPPED] : LOCKFILES;
  return formats.filter((format) => format.recognises(withinArchive(path), bytes));
}

function withinArchive(path: string): string {
  return path.slice(path.lastIndexOf("!") + 1);
}

/** The names, in the same folder, that the formats of a path ask for. */
export function companionsOf(path: string): string[] {
  return [...new Set(formatsOf(path).flatMap(({ companions }) => companions))];
}

/** True for a path that a format reads, or that one asks for beside its own. */
export function isDocument(path: string): boolean {
  const inner = withinArchive(path);
  return COMPANIONS.has(inner.slice(inner.lastIndexOf("/") + 1)) || formatsOf(path).length > 0;
}
