import type { Purl } from "../../src/domain/sbom/model/purl.ts";

/** Packages as this program writes their URLs, and some that strain the rules of quoting. */
export const PURLS: readonly Purl[] = [
  { type: "npm", name: "debug", version: "4.4.1" },
  { type: "npm", namespace: "@types", name: "node", version: "22.10.0" },
  { type: "cargo", name: "regex", version: "1.11.1" },
  { type: "golang", namespace: "golang.org/x", name: "mod", version: "v0.28.0" },
  { type: "golang", namespace: "github.com/google", name: "go-cmp", version: "v0.7.0", subpath: "cmp" },
  { type: "pypi", name: "Jinja2", version: "3.1.6" },
  { type: "pypi", name: "typing_extensions", version: "4.15.0" },
  { type: "gem", name: "rack", version: "3.1.16", qualifiers: { platform: "ruby" } },
  { type: "composer", namespace: "Monolog", name: "Monolog", version: "3.9.0" },
  {
    type: "maven",
    namespace: "org.example",
    name: "tool",
    version: "1.0",
    qualifiers: { type: "pom", classifier: "x" },
  },
  { type: "nuget", name: "Newtonsoft.Json", version: "13.0.3" },
  { type: "github", namespace: "Octo-Org", name: "Octo-Tool", version: "v1.2.3" },
  { type: "deb", namespace: "debian", name: "libc6", version: "2.36-9+deb12u9", qualifiers: { arch: "amd64" } },
  { type: "deb", namespace: "debian", name: "vim", version: "2:9.0.1378-2", qualifiers: { distro: "bookworm" } },
  { type: "rpm", namespace: "fedora", name: "curl", version: "8.6.0-1.fc40", qualifiers: { epoch: "1", arch: "i386" } },
  { type: "apk", namespace: "alpine", name: "musl", version: "1.2.5-r0", qualifiers: { arch: "x86_64" } },
  { type: "oci", name: "app", version: `sha256:${"0".repeat(64)}`, qualifiers: { repository_url: "ghcr.io/octo/app" } },
  {
    type: "docker",
    namespace: "library",
    name: "alpine",
    version: "3.22",
    qualifiers: { repository_url: "docker.io" },
  },
  {
    type: "generic",
    name: "tool",
    version: "1.0+build.5",
    qualifiers: { download_url: "https://example.org/a?b=c&d" },
  },
  { type: "generic", name: "a b", version: "1 2" },
  { type: "generic", name: "größe", version: "1.0" },
  { type: "generic", name: "日本", version: "1.0", subpath: "a/b c" },
  { type: "generic", name: "100%", version: "~1" },
  { type: "generic", name: "a@b", version: "c@d" },
  { type: "generic", name: "a#b?c", version: "1" },
  { type: "hex", namespace: "acme", name: "Tool", version: "1.0.0" },
  { type: "pub", name: "characters", version: "1.2.0" },
  { type: "swift", namespace: "github.com/apple", name: "swift-argument-parser", version: "1.5.0" },
];

/** Texts that are not package URLs. */
export const UNSOUND_PURLS: readonly string[] = [
  ...[
    "",
    "npm/debug@1",
    "pkg:",
    "pkg:npm",
    "pkg:npm/",
    "pkg:/debug@1",
    "pkg:n&m/debug@1",
    "pkg:1npm/debug",
    "pkg:swift/a@1",
  ],
  ...["http://example.org/debug@1", "pkg:generic/a?1k=v"],
];
