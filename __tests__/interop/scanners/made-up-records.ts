import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { osvArchive } from "../../domain/vulnerability/osv-archive.ts";

/** `id`, ecosystem of OSV, package, first version without it, severity, and further names. */
type MadeUp = readonly [id: string, ecosystem: string, name: string, fixed: string, severity: string, aliases?: string];

/** One vulnerability for each ecosystem, made up; its package is made up, too. */
const RECORDS: readonly MadeUp[] = [
  ["GHSA-aaaa-aaaa-0001", "npm", "octo-tar", "7.6.0", "high", "CVE-2026-0001"],
  ["GHSA-aaaa-aaaa-0002", "npm", "@octo/left", "2.0.0", "critical"],
  ["GHSA-aaaa-aaaa-0003", "PyPI", "octo-demo", "1.0", "medium", "CVE-2026-0003"],
  ["GHSA-aaaa-aaaa-0004", "Go", "example.org/mod", "1.5.0", "low"],
  ["GHSA-aaaa-aaaa-0005", "crates.io", "octo-bytes", "1.11.1", "high"],
  ["GHSA-aaaa-aaaa-0006", "Maven", "org.octo:core", "2.0", "high"],
  ["GHSA-aaaa-aaaa-0007", "RubyGems", "octo-rack", "3.1.0", "high"],
  ["GHSA-aaaa-aaaa-0008", "Packagist", "octo/tool", "2.0.0", "high"],
  ["GHSA-aaaa-aaaa-0009", "NuGet", "Octo.Tool", "2.0.0", "high"],
];

/** The same for distributions, with the release that each is of. */
const OF_DISTRIBUTIONS: readonly MadeUp[] = [
  ["DEBIAN-CVE-2026-0010", "Debian:12", "octo-libc", "2.36-9+deb12u4", "high"],
  ["UBUNTU-CVE-2026-0011", "Ubuntu:22.04:LTS", "octo-libc", "2.35-0ubuntu3.4", "high"],
  ["ALPINE-CVE-2026-0012", "Alpine:v3.18", "octo-ssl", "3.1.4-r0", "high"],
  ["ALSA-2026:0013", "AlmaLinux:9", "octo-curl", "7.76.1-26.el9_3.2", "high"],
  ["RLSA-2026:0014", "Rocky Linux:9", "octo-curl", "7.76.1-26.el9_3.2", "high"],
];

/** Versions below, at and above the first one without it, and such as have an order of their own. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "npm/octo-tar": ["7.5.23", "7.6.0", "7.6.0-rc.1", "7.6.1", "8.0.0-0"],
  "npm/%40octo/left": ["1.9.9", "2.0.0-beta", "2.0.0", "2.0.1", "0.0.1+build.7"],
  "pypi/octo-demo": ["0.9", "1.0rc1", "1.0.dev1", "1.0", "1.0.post1", "1%210.1", "1.0.0"],
  "golang/example.org/mod": [
    "v1.4.9",
    "v1.5.0",
    "v1.5.0-rc.1",
    "v1.5.0-0.20260101000000-abcdefabcdef",
    "v2.0.0+incompatible",
  ],
  "cargo/octo-bytes": ["1.11.0", "1.11.1", "1.11.1-alpha", "1.12.0"],
  "maven/org.octo/core": ["1.9", "2.0-SNAPSHOT", "2.0-rc1", "2.0", "2.0.0", "2.0.1", "2.0-1"],
  "gem/octo-rack": ["3.0.9", "3.1.0.pre1", "3.1.0", "3.1.0.1"],
  "composer/octo/tool": ["1.9.0", "2.0.0-beta1", "2.0.0", "v2.0.0", "2.1.0"],
  "nuget/Octo.Tool": ["1.0.0", "2.0.0-preview", "2.0.0", "2.0.0.1"],
};

const PACKAGES_OF_DISTRIBUTIONS: Readonly<Record<string, readonly string[]>> = {
  "deb/debian/octo-libc?distro=debian-12": ["2.36-9", "2.36-9+deb12u4", "2.36-9+deb12u4~bpo1", "1:2.36-1", "2.36-10"],
  "deb/debian/octo-libc?distro=debian-11": ["2.36-8"],
  "deb/ubuntu/octo-libc?distro=ubuntu-22.04": ["2.35-0ubuntu3.1", "2.35-0ubuntu3.4", "2.35-0ubuntu3.10"],
  "apk/alpine/octo-ssl?distro=alpine-3.18.4": ["3.1.3-r5", "3.1.4-r0", "3.1.4_rc1-r0", "3.1.4_p1-r0"],
  "rpm/almalinux/octo-curl?distro=almalinux-9.3": ["7.76.1-26.el9_3.1", "7.76.1-26.el9_3.2"],
  "rpm/rocky/octo-curl?distro=rocky-9.3": ["7.76.1-26.el9_3.1", "7.76.1-26.el9_3.10"],
};

/** How Grype calls the packages and orders of an ecosystem. */
const GRYPE: Readonly<Record<string, readonly [ecosystem: string, order: string]>> = {
  ...{ npm: ["npm", "semver"], PyPI: ["python", "python"], Go: ["go-module", "go"] },
  ...{ "crates.io": ["rust-crate", "semver"], Maven: ["java-archive", "maven"], RubyGems: ["gem", "gem"] },
  ...{ Packagist: ["php-composer", "semver"], NuGet: ["dotnet", "semver"] },
};

export const PURLS: readonly string[] = purlsOf(PACKAGES);
export const PURLS_OF_DISTRIBUTIONS: readonly string[] = purlsOf(PACKAGES_OF_DISTRIBUTIONS);

function purlsOf(packages: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(packages).flatMap(([named, versions]) => {
    const [name, qualifiers] = named.split("?");
    const end = qualifiers === undefined ? "" : `?${qualifiers}`;
    return versions.map((version) => `pkg:${name}@${version.replaceAll("+", "%2B").replace(/^1:/, "1%3A")}${end}`);
  });
}

/** CycloneDX 1.6 of packages. */
export function madeUpSbom(purls: readonly string[]): object {
  const components = purls.map((purl) => {
    const [, type, path = "", version = ""] = /^pkg:(\w+)\/(.+)@([^@?]+)/.exec(purl) ?? [];
    const at = path.lastIndexOf("/");
    const [group, name] = at < 0 ? [undefined, path] : [decodeURIComponent(path.slice(0, at)), path.slice(at + 1)];
    const whole = type === "golang" ? { name: path } : { ...(group === undefined ? {} : { group }), name };
    return { type: "library", "bom-ref": purl, ...whole, version: decodeURIComponent(version), purl };
  });
  const metadata = { component: { type: "application", name: "app", "bom-ref": "app" } };
  const compositions = [{ aggregate: "complete", dependencies: ["app"] }];
  return { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components, compositions };
}

/** The records as osv.dev publishes them: `FOLDER/npm/all.zip` for each ecosystem. */
export function writeOsvArchives(folder: string): void {
  const modified = new Date().toISOString();
  const all = [...RECORDS, ...OF_DISTRIBUTIONS];
  const archiveOf = (ecosystem: string) => ecosystem.split(":")[0] ?? ecosystem;
  for (const archive of new Set(all.map(([, one]) => archiveOf(one)))) {
    const own = all.filter(([, one]) => archiveOf(one) === archive);
    const records = own.map(([id, ecosystem, name, fixed, severity, alias]) => ({
      ...{ schema_version: "1.7.5", id, modified, published: "2026-11-01T00:00:00Z", summary: "made up" },
      aliases: alias === undefined ? [] : [alias],
      affected: [
        {
          package: { ecosystem, name },
          ranges: [
            {
              type: /^(?:npm|Go|crates\.io)$/.test(ecosystem) ? "SEMVER" : "ECOSYSTEM",
              events: [{ introduced: "0" }, { fixed }],
            },
          ],
        },
      ],
      database_specific: { severity: severity.toUpperCase() },
    }));
    mkdirSync(join(folder, archive), { recursive: true });
    writeFileSync(join(folder, archive, "all.zip"), osvArchive(...records));
  }
}

/** The same for `grype-db`. */
export function grypeRecords(): object[] {
  return RECORDS.map(([id, ecosystem, name, fixed, severity, alias]) => {
    const [called = "", type = ""] = GRYPE[ecosystem] ?? [];
    const aliases = alias === undefined ? [] : [alias];
    return { id, aliases, severity, ecosystem: called, name, type, constraint: `<${fixed}`, fixed };
  });
}
