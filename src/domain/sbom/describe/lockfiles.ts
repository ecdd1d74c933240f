import { goMod } from "../ecosystems/go/go-mod.ts";
import { bunLock } from "../ecosystems/npm/bun-lock.ts";
import { npmPackage } from "../ecosystems/npm/npm-package.ts";
import { npmPackageLock } from "../ecosystems/npm/npm-package-lock.ts";
import { pnpmLock } from "../ecosystems/npm/pnpm-lock.ts";
import { yarnLock } from "../ecosystems/npm/yarn-lock.ts";
import { actionsLock } from "../ecosystems/others/actions-lock.ts";
import { composerLock } from "../ecosystems/others/composer-lock.ts";
import { dotnetDeps } from "../ecosystems/others/dotnet-deps.ts";
import { gemMetadata } from "../ecosystems/others/gem-metadata.ts";
import { gemfileLock } from "../ecosystems/others/gemfile-lock.ts";
import { githubWorkflow } from "../ecosystems/others/github-workflow.ts";
import { gradleLockfile } from "../ecosystems/others/gradle-lockfile.ts";
import { javaManifest } from "../ecosystems/others/java-manifest.ts";
import { mixLock } from "../ecosystems/others/mix-lock.ts";
import { nugetLock } from "../ecosystems/others/nuget-lock.ts";
import { pomProperties } from "../ecosystems/others/pom-properties.ts";
import { pubLock } from "../ecosystems/others/pub-lock.ts";
import { swiftResolved } from "../ecosystems/others/swift-resolved.ts";
import { pdmLock } from "../ecosystems/python/pdm-lock.ts";
import { pipfileLock } from "../ecosystems/python/pipfile-lock.ts";
import { poetryLock } from "../ecosystems/python/poetry-lock.ts";
import { pylock } from "../ecosystems/python/pylock.ts";
import { pythonMetadata } from "../ecosystems/python/python-metadata.ts";
import { requirementsTxt } from "../ecosystems/python/requirements-txt.ts";
import { uvLock } from "../ecosystems/python/uv-lock.ts";
import { cargoLock } from "../ecosystems/rust/cargo-lock.ts";
import { cargoManifest } from "../ecosystems/rust/cargo-manifest.ts";
import { shippedSbom } from "../ecosystems/shipped-sbom.ts";
import { apkInstalled } from "../ecosystems/system/apk-installed.ts";
import { debControl } from "../ecosystems/system/deb-control.ts";
import { dpkgStatus } from "../ecosystems/system/dpkg-status.ts";
import { rpmDatabase } from "../ecosystems/system/rpm-database.ts";
import type { DocumentFormat } from "../model/catalogue.ts";

/** Every lockfile and manifest that is read, in the order in which they are asked. */
export const LOCKFILES: readonly DocumentFormat[] = [
  actionsLock,
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
  pylock,
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
  dotnetDeps,
  dpkgStatus,
  gemMetadata,
  javaManifest,
  npmPackage,
  pomProperties,
  pythonMetadata,
  rpmDatabase,
  shippedSbom,
];

/** What a workflow that lies in an archive uses made nothing of what is shipped in it. */
const WORKFLOWS: readonly DocumentFormat[] = [actionsLock, githubWorkflow];

const COMPANIONS = new Set([...LOCKFILES, ...SHIPPED].flatMap((format) => format.companions));

/** The formats that read a path; of `a.tar!b/c`, the path within the archive counts. */
export function formatsOf(path: string, bytes?: Uint8Array): DocumentFormat[] {
  const formats = path.includes("!") ? [...LOCKFILES.filter((one) => !WORKFLOWS.includes(one)), ...SHIPPED] : LOCKFILES;
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
