import { createHash } from "node:crypto";
import { type Sample, vcs } from "./lockfile-samples.ts";

const SHA256 = createHash("sha256").update("x").digest("hex");
const SRI = `sha512-${createHash("sha512").update("x").digest("base64")}`;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** What formats allow and few lockfiles have: aliases, folders, addresses, overrides, workspaces, forks. */
export const UNUSUAL_SAMPLES: Readonly<Record<string, Sample>> = {
  "npm version 3 with a workspace, an alias, a repository, an archive and a link outside": {
    path: "package-lock.json",
    text: JSON.stringify({
      ...{ name: "app", lockfileVersion: 3 },
      packages: {
        "": { name: "app", workspaces: ["pkgs/*"], dependencies: { w: "*", alias: "npm:real@1", out: "file:../out" } },
        "../out": { name: "out", version: "0.1.0", dependencies: { real: "2" } },
        "pkgs/w": { name: "w", version: "1.0.0", dependencies: { real: "2" }, devDependencies: { tar: "file:t.tgz" } },
        "node_modules/w": { resolved: "pkgs/w", link: true },
        "node_modules/out": { resolved: "../out", link: true },
        "node_modules/alias": { name: "real", version: "1.0.0", integrity: SRI },
        "node_modules/real": { version: "2.0.0", resolved: `git+ssh://git@host.example/x/real.git#${COMMIT}` },
        "node_modules/tar": { version: "3.0.0", resolved: "file:t.tgz", integrity: SRI, dev: true },
      },
    }),
    purls: ["pkg:npm/real@1.0.0", `pkg:npm/real@2.0.0${vcs("git+ssh://host.example/x/real.git")}`, "pkg:npm/tar@3.0.0"],
    edges: [
      "app -> pkg:npm/out@0.1.0",
      "app -> pkg:npm/real@1.0.0",
      "app -> pkg:npm/w@1.0.0",
      `pkg:npm/out@0.1.0 -> pkg:npm/real@2.0.0${vcs("git+ssh://host.example/x/real.git")}`,
      `pkg:npm/w@1.0.0 -> pkg:npm/real@2.0.0${vcs("git+ssh://host.example/x/real.git")}`,
      "pkg:npm/w@1.0.0 -> pkg:npm/tar@3.0.0",
    ],
    hashed: ["pkg:npm/real@1.0.0", "pkg:npm/tar@3.0.0"],
  },
  "npm version 1 with a folder and an archive of the project": {
    path: "package-lock.json",
    text: JSON.stringify({
      ...{ name: "app", lockfileVersion: 1 },
      dependencies: {
        own: { version: "file:../own", requires: { a: "1" } },
        a: { version: "1.0.0" },
        t: { version: "file:t.tgz", integrity: SRI },
      },
    }),
    purls: ["pkg:npm/a@1.0.0", "pkg:npm/t"],
    edges: ["app -> own", "app -> pkg:npm/t", "own -> pkg:npm/a@1.0.0"],
    hashed: ["pkg:npm/t"],
  },
  "pnpm version 9 with aliases, patches, peers of peers, a repository and a workspace": {
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: { specifier: ^1.0.0, version: '1.0.0(patch_hash=abc)(b@2.0.0(c@3.0.0))' }
      alias: { specifier: 'npm:@s/real@4', version: '@s/real@4.0.0' }
      g: { specifier: 'github:x/g', version: 'https://codeload.example/x/g/tar.gz/${COMMIT}' }
  pkgs/w:
    dependencies: { root: { specifier: 'workspace:*', version: 'link:../..' } }
packages:
  a@1.0.0: { resolution: { integrity: ${SRI} }, peerDependencies: { b: '*' } }
  b@2.0.0: { resolution: { integrity: ${SRI} } }
  c@3.0.0: { resolution: { integrity: ${SRI} } }
  '@s/real@4.0.0': { resolution: { integrity: ${SRI} } }
  g@https://codeload.example/x/g/tar.gz/${COMMIT}: { resolution: { tarball: 'https://codeload.example/x/g/tar.gz/${COMMIT}' }, version: 0.9.0 }
snapshots:
  a@1.0.0(patch_hash=abc)(b@2.0.0(c@3.0.0)): { dependencies: { b: 2.0.0(c@3.0.0) } }
  b@2.0.0(c@3.0.0): { dependencies: { c: 3.0.0 } }
  c@3.0.0: {}
  '@s/real@4.0.0': {}
  g@https://codeload.example/x/g/tar.gz/${COMMIT}: { optionalDependencies: { c: 3.0.0 } }
`,
    purls: ["pkg:npm/%40s/real@4.0.0", "pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0", "pkg:npm/c@3.0.0", "pkg:npm/g@0.9.0"],
    edges: [
      "pkg:npm/a@1.0.0 -> pkg:npm/b@2.0.0",
      "pkg:npm/b@2.0.0 -> pkg:npm/c@3.0.0",
      "pkg:npm/g@0.9.0 -> pkg:npm/c@3.0.0",
      "pkgs/w -> project",
      "project -> pkg:npm/%40s/real@4.0.0",
      "project -> pkg:npm/a@1.0.0",
      "project -> pkg:npm/g@0.9.0",
    ],
    hashed: ["pkg:npm/%40s/real@4.0.0", "pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0", "pkg:npm/c@3.0.0"],
  },
  "yarn version 1 with an override and an alias beside its own name": {
    path: "yarn.lock",
    text: `# yarn lockfile v1


a@^1.0.0:
  version "1.0.0"
  integrity ${SRI}
  dependencies:
    b "^1.0.0"
    b-cjs "npm:b@^2.0.0"

"b-cjs@npm:b@^2.0.0", b@2.5.0:
  version "2.5.0"
  integrity ${SRI}
`,
    beside: {
      "package.json": JSON.stringify({ name: "app", dependencies: { a: "^1.0.0" }, resolutions: { b: "2.5.0" } }),
    },
    purls: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.5.0"],
    edges: ["app -> pkg:npm/a@1.0.0", "pkg:npm/a@1.0.0 -> pkg:npm/b@2.5.0"],
    hashed: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.5.0"],
  },
  "yarn since version 2 with peers, a repository, a folder and workspaces": {
    path: "yarn.lock",
    text: `__metadata: { version: 6 }

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies: { w: "workspace:^", own: "file:./own", g: "https://host.example/g.git" }
  linkType: soft

"w@workspace:^, w@workspace:pkgs/w":
  version: 0.0.0-use.local
  resolution: "w@workspace:pkgs/w"
  dependencies: { plugin: ^1.0.0, host: ^3.0.0 }
  linkType: soft

"own@file:./own::locator=app%40workspace%3A.":
  version: 0.0.0
  resolution: "own@file:./own#./own::hash=abc&locator=app%40workspace%3A."
  linkType: hard

"g@https://host.example/g.git":
  version: 1.0.0
  resolution: "g@https://host.example/g.git#commit=${COMMIT}"
  linkType: hard

"plugin@npm:^1.0.0":
  version: 1.2.0
  resolution: "plugin@npm:1.2.0"
  peerDependencies: { host: ">=2", nobody: "*" }
  linkType: hard

"host@npm:^3.0.0":
  version: 3.1.0
  resolution: "host@npm:3.1.0"
  linkType: hard
`,
    purls: [`pkg:npm/g@1.0.0${vcs("git+https://host.example/g.git")}`, "pkg:npm/host@3.1.0", "pkg:npm/plugin@1.2.0"],
    edges: [
      "app -> own",
      `app -> pkg:npm/g@1.0.0${vcs("git+https://host.example/g.git")}`,
      "app -> w",
      "pkg:npm/plugin@1.2.0 -> pkg:npm/host@3.1.0",
      "w -> pkg:npm/host@3.1.0",
      "w -> pkg:npm/plugin@1.2.0",
    ],
    hashed: [],
  },
  "bun with an alias, an archive in a folder and versions of one workspace": {
    path: "bun.lock",
    text: `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "app", "dependencies": { "alias": "npm:real@1", "t": "./t.tgz" } },
    "pkgs/w": { "name": "@s/w", "version": "1.0.0", "dependencies": { "real": "^2.0.0" } },
  },
  "packages": {
    "@s/w": ["@s/w@workspace:pkgs/w"],
    "@s/w/real": ["real@2.0.0", "", {}, "${SRI}"],
    "alias": ["real@1.0.0", "", {}, "${SRI}"],
    "t": ["t@./t.tgz", { "dependencies": { "alias": "*" } }, "${SRI}"],
  }
}`,
    purls: ["pkg:npm/real@1.0.0", "pkg:npm/real@2.0.0", "pkg:npm/t"],
    edges: [
      "@s/w -> pkg:npm/real@2.0.0",
      "app -> pkg:npm/real@1.0.0",
      "app -> pkg:npm/t",
      "pkg:npm/t -> pkg:npm/real@1.0.0",
    ],
    hashed: ["pkg:npm/real@1.0.0", "pkg:npm/real@2.0.0", "pkg:npm/t"],
  },
  "Cargo with workspace members and a member that a registry has too": {
    path: "Cargo.lock",
    text: `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = ["util 1.0.0", "web"]

[[package]]
name = "util"
version = "1.0.0"

[[package]]
name = "util"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "${SHA256}"

[[package]]
name = "web"
version = "0.5.0"
source = "git+https://host.example/web?branch=main#${COMMIT}"
dependencies = ["util 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)"]

[[patch.unused]]
name = "old"
version = "9.0.0"
`,
    purls: ["pkg:cargo/util@1.0.0", `pkg:cargo/web@0.5.0${vcs("git+https://host.example/web")}`],
    edges: [
      "app -> util",
      `app -> pkg:cargo/web@0.5.0${vcs("git+https://host.example/web")}`,
      `pkg:cargo/web@0.5.0${vcs("git+https://host.example/web")} -> pkg:cargo/util@1.0.0`,
    ],
    hashed: ["pkg:cargo/util@1.0.0"],
  },
  "go.mod in a workspace that replaces, with tools, retractions and a toolchain": {
    path: "go.mod",
    text: `module example.com/app

go 1.24.0

toolchain go1.24.3

require (
	example.com/a v1.0.0
	example.com/b/v2 v2.0.0+incompatible // indirect
	example.com/own v0.0.0-00010101000000-000000000000
)
tool example.com/a/cmd/x
retract v1.0.1 // published by mistake
exclude (
	example.com/a v0.9.0
)
replace example.com/a v1.0.0 => example.com/a v1.0.1
godebug default=go1.21
`,
    beside: {
      "go.sum": "example.com/a v1.0.1 h1:abc=\n",
      "go.work": "go 1.24\nuse (\n\t.\n\t./own\n)\nreplace example.com/own => ./own\n",
    },
    purls: ["pkg:golang/example.com/a@v1.0.1", "pkg:golang/example.com/b/v2@v2.0.0%2Bincompatible"],
    edges: ["example.com/app -> example.com/own", "example.com/app -> pkg:golang/example.com/a@v1.0.1"],
    hashed: [],
  },
  "Poetry version 2 with groups, a fork, a repository, a folder and an archive": {
    path: "poetry.lock",
    text: `[[package]]
name = "n"
version = "1.0"
optional = false
groups = ["main"]
markers = "python_version < '3.10'"
files = [{file = "n-1.0.tar.gz", hash = "sha256:${SHA256}"}]

[[package]]
name = "n"
version = "2.0"
optional = true
groups = ["main", "dev"]
files = [{file = "n-2.0.tar.gz", hash = "sha256:${SHA256}"}]

[[package]]
name = "g"
version = "0.1"
optional = false
groups = ["dev"]
files = []
[package.dependencies]
n = {version = ">=1", extras = ["x"]}
[package.source]
type = "git"
url = "https://host.example/g.git"
reference = "main"
resolved_reference = "${COMMIT}"

[[package]]
name = "own"
version = "0.2"
optional = false
groups = ["main"]
files = []
[package.source]
type = "directory"
url = "own"

[metadata]
lock-version = "2.1"
`,
    beside: {
      "pyproject.toml":
        '[project]\nname = "app"\ndependencies = ["n>=1 ; python_version < \'4\'", "own @ file:///x/own"]\n[tool.poetry.group.dev.dependencies]\ng = { git = "https://host.example/g.git" }\n',
    },
    purls: [`pkg:pypi/g@0.1${vcs("git+https://host.example/g.git")}`, "pkg:pypi/n@1.0", "pkg:pypi/n@2.0"],
    edges: [
      "app -> own",
      `app -> pkg:pypi/g@0.1${vcs("git+https://host.example/g.git")}`,
      "app -> pkg:pypi/n@1.0",
      "app -> pkg:pypi/n@2.0",
      `pkg:pypi/g@0.1${vcs("git+https://host.example/g.git")} -> pkg:pypi/n@1.0`,
      `pkg:pypi/g@0.1${vcs("git+https://host.example/g.git")} -> pkg:pypi/n@2.0`,
    ],
    hashed: ["pkg:pypi/n@1.0", "pkg:pypi/n@2.0"],
  },
  "uv with workspace members, forks by marker and an archive": {
    path: "uv.lock",
    text: `version = 1
revision = 3
resolution-markers = ["sys_platform == 'win32'", "sys_platform != 'win32'"]
[manifest]
members = ["app", "lib"]
[[package]]
name = "app"
version = "1.0"
source = { virtual = "." }
dependencies = [{ name = "lib" }, { name = "w", marker = "sys_platform == 'win32'" }]
[package.optional-dependencies]
fast = [{ name = "n", version = "2.0", source = { registry = "https://index.example/simple" }, extra = ["c"] }]
[[package]]
name = "lib"
version = "0.5"
source = { editable = "lib" }
dependencies = [{ name = "n", version = "1.0", source = { registry = "https://index.example/simple" } }]
[[package]]
name = "n"
version = "1.0"
source = { registry = "https://index.example/simple" }
resolution-markers = ["sys_platform == 'win32'"]
sdist = { url = "https://files.example/n-1.0.tar.gz", hash = "sha256:${SHA256}" }
[[package]]
name = "n"
version = "2.0"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.example/n-2.0.tar.gz", hash = "sha256:${SHA256}" }
[[package]]
name = "w"
version = "3.0"
source = { path = "w-3.0-py3-none-any.whl" }
wheels = [{ filename = "w-3.0-py3-none-any.whl", hash = "sha256:${SHA256}" }]
`,
    purls: ["pkg:pypi/n@1.0", "pkg:pypi/n@2.0", "pkg:pypi/w@3.0"],
    edges: ["app -> lib", "app -> pkg:pypi/n@2.0", "app -> pkg:pypi/w@3.0", "lib -> pkg:pypi/n@1.0"],
    hashed: ["pkg:pypi/n@1.0", "pkg:pypi/n@2.0", "pkg:pypi/w@3.0"],
  },
  "requirements with forks by marker, addresses and options": {
    path: "requirements.txt",
    text: `-r other.txt
-c constraints.txt
--find-links ./wheels
N==1.0 ; python_version < "3.10" --hash=sha256:${SHA256}
n==2.0 ; python_version >= "3.10"
x==1.5
    # via n
w @ https://files.example/w-3.0-py3-none-any.whl#sha256=${SHA256}
git+https://host.example/g.git@${COMMIT}#egg=g
-e git+https://host.example/h.git@main#egg=h_h&subdirectory=src
loose>=1.0
`,
    purls: [
      `pkg:pypi/g${vcs("git+https://host.example/g.git")}`,
      `pkg:pypi/h-h${vcs("git+https://host.example/h.git", "main")}`,
      "pkg:pypi/loose",
      "pkg:pypi/n@1.0",
      "pkg:pypi/n@2.0",
      "pkg:pypi/w@3.0",
      "pkg:pypi/x@1.5",
    ],
    edges: [
      "pkg:pypi/n@1.0 -> pkg:pypi/x@1.5",
      "pkg:pypi/n@2.0 -> pkg:pypi/x@1.5",
      `project -> pkg:pypi/g${vcs("git+https://host.example/g.git")}`,
      `project -> pkg:pypi/h-h${vcs("git+https://host.example/h.git", "main")}`,
      "project -> pkg:pypi/loose",
      "project -> pkg:pypi/n@1.0",
      "project -> pkg:pypi/n@2.0",
      "project -> pkg:pypi/w@3.0",
    ],
    hashed: ["pkg:pypi/n@1.0", "pkg:pypi/w@3.0"],
  },
  "NuGet with central versions and several frameworks": {
    path: "packages.lock.json",
    text: JSON.stringify({
      version: 2,
      dependencies: {
        "net8.0": {
          a: { type: "Direct", requested: "[1.0.0, )", resolved: "1.0.0", dependencies: { c: "2.0.0" } },
          c: { type: "CentralTransitive", requested: "[2.1.0, )", resolved: "2.1.0" },
          lib: { type: "Project", dependencies: { a: "[1.0.0, )" } },
        },
        ".NETFramework,Version=v4.8": {
          a: { type: "Direct", requested: "[1.0.0, )", resolved: "1.0.0", dependencies: { c: "2.0.0" } },
          c: { type: "CentralTransitive", requested: "[2.1.0, )", resolved: "2.0.5" },
        },
      },
    }),
    purls: ["pkg:nuget/a@1.0.0", "pkg:nuget/c@2.0.5", "pkg:nuget/c@2.1.0"],
    edges: [
      "lib -> pkg:nuget/a@1.0.0",
      "pkg:nuget/a@1.0.0 -> pkg:nuget/c@2.0.5",
      "pkg:nuget/a@1.0.0 -> pkg:nuget/c@2.1.0",
      "project -> lib",
      "project -> pkg:nuget/a@1.0.0",
    ],
    hashed: [],
  },
  "Gradle before version 7, a configuration a file": {
    path: "app/gradle/dependency-locks/runtimeClasspath.lockfile",
    text: "# comment\norg.a:b:1.0\norg.c:d:2.0-beta.1\n",
    purls: ["pkg:maven/org.a/b@1.0", "pkg:maven/org.c/d@2.0-beta.1"],
    edges: ["project -> pkg:maven/org.a/b@1.0", "project -> pkg:maven/org.c/d@2.0-beta.1"],
    hashed: [],
  },
  "Swift version 3": {
    path: "Package.resolved",
    text: JSON.stringify({
      originHash: SHA256,
      pins: [
        {
          ...{ identity: "yams", kind: "remoteSourceControl", location: "https://github.com/jpsim/Yams.git" },
          state: { revision: COMMIT, version: "5.0.1" },
        },
      ],
      version: 3,
    }),
    purls: ["pkg:swift/github.com/jpsim/Yams@5.0.1"],
    edges: ["project -> pkg:swift/github.com/jpsim/Yams@5.0.1"],
    hashed: [],
  },
  "pub with a repository and an override": {
    path: "pubspec.lock",
    text: `packages:
  g:
    dependency: "direct overridden"
    description: { path: pkgs/g, ref: HEAD, resolved-ref: "${COMMIT}", url: "https://host.example/g.git" }
    source: git
    version: "0.3.0"
`,
    purls: [`pkg:pub/g@0.3.0${vcs("git+https://host.example/g.git")}`],
    edges: [`project -> pkg:pub/g@0.3.0${vcs("git+https://host.example/g.git")}`],
    hashed: [],
  },
  "GitHub action of a container": {
    path: "action.yml",
    text: "runs:\n  using: docker\n  image: docker://ghcr.io/x/y:1.2\n",
    purls: ["pkg:docker/x/y@1.2?repository_url=ghcr.io"],
    edges: ["action.yml -> pkg:docker/x/y@1.2?repository_url=ghcr.io"],
    hashed: [],
  },
};
