import { createHash } from "node:crypto";

const SHA512 = createHash("sha512").update("x").digest();
const SHA256 = createHash("sha256").update("x").digest("hex");
const SRI = `sha512-${SHA512.toString("base64")}`;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** What the package URL of a package of a repository says, beside name and version. */
export function vcs(address: string, revision = COMMIT): string {
  return `?vcs_url=${encodeURIComponent(`${address}@${revision}`).replaceAll("%3A", ":")}`;
}

export interface Sample {
  readonly path: string;
  readonly text: string;
  readonly beside?: Readonly<Record<string, string>>;
  /** Purls of everything that is not the project's own. */
  readonly purls: readonly string[];
  /** `a -> b`, with purls, or names for the project's own. */
  readonly edges: readonly string[];
  /** Purls that have a digest. */
  readonly hashed: readonly string[];
}

/** One small lockfile of every format and version, written by its specification. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  "npm package-lock version 1 with its manifest": {
    path: "package-lock.json",
    text: JSON.stringify({
      name: "app",
      lockfileVersion: 1,
      requires: true,
      dependencies: {
        a: {
          version: "1.0.0",
          integrity: SRI,
          requires: { b: "^1.0.0", c: "^1.0.0" },
          dependencies: { b: { version: "1.5.0" } },
        },
        b: { version: "2.0.0", dev: true },
        c: { version: "npm:@s/real@1.1.0", optional: true },
        d: { version: `git+ssh://git@host.example/x/d.git#${COMMIT}` },
      },
    }),
    beside: { "package.json": JSON.stringify({ dependencies: { a: "1", d: "*" }, devDependencies: { b: "2" } }) },
    purls: [
      "pkg:npm/%40s/real@1.1.0",
      "pkg:npm/a@1.0.0",
      "pkg:npm/b@1.5.0",
      "pkg:npm/b@2.0.0",
      `pkg:npm/d${vcs("git+ssh://host.example/x/d.git")}`,
    ],
    edges: [
      "app -> pkg:npm/a@1.0.0",
      "app -> pkg:npm/b@2.0.0",
      `app -> pkg:npm/d${vcs("git+ssh://host.example/x/d.git")}`,
      "pkg:npm/a@1.0.0 -> pkg:npm/%40s/real@1.1.0",
      "pkg:npm/a@1.0.0 -> pkg:npm/b@1.5.0",
    ],
    hashed: ["pkg:npm/a@1.0.0"],
  },
  "pnpm version 5": {
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: 5.4
specifiers: { a: ^1.0.0, alias: npm:@s/b@2.0.0 }
dependencies: { a: 1.0.0_b@2.0.0, alias: /@s/b/2.0.0 }
packages:
  /a/1.0.0_b@2.0.0:
    resolution: { integrity: ${SRI} }
    dependencies: { alias: /@s/b/2.0.0 }
    dev: false
  /@s/b/2.0.0: { resolution: { integrity: ${SRI} }, dev: false }
`,
    purls: ["pkg:npm/%40s/b@2.0.0", "pkg:npm/a@1.0.0"],
    edges: ["pkg:npm/a@1.0.0 -> pkg:npm/%40s/b@2.0.0", "project -> pkg:npm/%40s/b@2.0.0", "project -> pkg:npm/a@1.0.0"],
    hashed: ["pkg:npm/%40s/b@2.0.0", "pkg:npm/a@1.0.0"],
  },
  "pnpm version 6": {
    path: "pnpm-lock.yaml",
    text: `lockfileVersion: '6.0'
importers:
  .: { dependencies: { a: { specifier: ^1, version: 1.0.0(b@2.0.0) }, w: { specifier: 'workspace:*', version: link:pkg/w } } }
  pkg/w: { devDependencies: { b: { specifier: ^2, version: 2.0.0 } } }
packages:
  /a@1.0.0(b@2.0.0): { resolution: { integrity: ${SRI} }, dependencies: { b: 2.0.0 } }
  /b@2.0.0: { resolution: { integrity: ${SRI} } }
  file:local: { resolution: { directory: local, type: directory }, name: local }
  '@codeload.example/x/y/tar.gz/${COMMIT}': { resolution: { tarball: 'https://codeload.example/x/y/tar.gz/${COMMIT}' }, name: y, version: 3.0.0 }
`,
    purls: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0", "pkg:npm/y@3.0.0"],
    edges: [
      "pkg/w -> pkg:npm/b@2.0.0",
      "pkg:npm/a@1.0.0 -> pkg:npm/b@2.0.0",
      "project -> pkg/w",
      "project -> pkg:npm/a@1.0.0",
    ],
    hashed: ["pkg:npm/a@1.0.0", "pkg:npm/b@2.0.0"],
  },
  "yarn version 1 with aliases, a repository and a folder": {
    path: "yarn.lock",
    text: `# yarn lockfile v1


"@a/b@^1.0.0", "@a/b@^1.1.0":
  version "1.2.0"
  resolved "https://registry.example/@a/b/-/b-1.2.0.tgz#${COMMIT}"
  dependencies:
    c "1 || 2"
  optionalDependencies:
    alias "npm:real@^3.0.0"

"alias@npm:real@^3.0.0":
  version "3.0.0"
  integrity ${SRI}

"c@1 || 2", c@^1.0.0:
  version "1.9.0"

"d@git+https://host.example/d.git":
  version "4.0.0"
  resolved "git+https://host.example/d.git#${COMMIT}"

"local@file:../local":
  version "0.0.1"
`,
    beside: {
      "package.json": JSON.stringify({
        name: "app",
        dependencies: { "@a/b": "^1.1.0" },
        devDependencies: { c: "^1.0.0" },
      }),
    },
    purls: [
      "pkg:npm/%40a/b@1.2.0",
      "pkg:npm/c@1.9.0",
      `pkg:npm/d@4.0.0${vcs("git+https://host.example/d.git")}`,
      "pkg:npm/real@3.0.0",
    ],
    edges: [
      "app -> pkg:npm/%40a/b@1.2.0",
      "app -> pkg:npm/c@1.9.0",
      "pkg:npm/%40a/b@1.2.0 -> pkg:npm/c@1.9.0",
      "pkg:npm/%40a/b@1.2.0 -> pkg:npm/real@3.0.0",
    ],
    hashed: ["pkg:npm/%40a/b@1.2.0", "pkg:npm/real@3.0.0"],
  },
  "yarn since version 2": {
    path: "yarn.lock",
    text: `__metadata:
  version: 8
  cacheKey: 10c0

"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.10
  resolution: "a@npm:1.10"
  dependencies:
    b: "npm:^2.0.0"
    old: ^3.0.0
  dependenciesMeta:
    old: { optional: true }
  checksum: 10c0/${SHA512.toString("hex")}
  languageName: node
  linkType: hard

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    a: "npm:^1.1.0"
  languageName: unknown
  linkType: soft

"b@patch:b@npm%3A^2.0.0#~/.yarn/patches/b.patch":
  version: 2.0.0
  resolution: "b@patch:b@npm%3A2.0.0#~/.yarn/patches/b.patch::version=2.0.0&hash=abc"
  linkType: hard

"old@npm:^3.0.0":
  version: 3.0.0
  resolution: "old@npm:3.0.0"
  linkType: hard
`,
    purls: ["pkg:npm/a@1.10", "pkg:npm/b@2.0.0", "pkg:npm/old@3.0.0"],
    edges: ["app -> pkg:npm/a@1.10", "pkg:npm/a@1.10 -> pkg:npm/b@2.0.0", "pkg:npm/a@1.10 -> pkg:npm/old@3.0.0"],
    hashed: ["pkg:npm/a@1.10"],
  },
  bun: {
    path: "bun.lock",
    text: `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "app", "dependencies": { "@a/core": "^1.0.0", "w": "workspace:*", }, },
    "packages/w": { "name": "w", "devDependencies": { "f": "^1.0.0" } },
  },
  "packages": {
    "@a/core": ["@a/core@1.0.0", "", { "dependencies": { "f": "^2.0.0" }, "peerDependencies": { "p": "*" }, "optionalPeers": ["p"] }, "${SRI}"],
    "@a/core/f": ["f@2.0.7", "", {}, "${SRI}"],
    "f": ["f@1.0.7", "", {}, "${SRI}"],
    "w": ["w@workspace:packages/w"],
    "g": ["g@github:x/g#0123456", {}, "x-g-0123456"],
  }
}
`,
    purls: [
      "pkg:npm/%40a/core@1.0.0",
      "pkg:npm/f@1.0.7",
      "pkg:npm/f@2.0.7",
      `pkg:npm/g${vcs("git+https://github.com/x/g.git", "0123456")}`,
    ],
    edges: [
      "app -> pkg:npm/%40a/core@1.0.0",
      "app -> w",
      "pkg:npm/%40a/core@1.0.0 -> pkg:npm/f@2.0.7",
      "w -> pkg:npm/f@1.0.7",
    ],
    hashed: ["pkg:npm/%40a/core@1.0.0", "pkg:npm/f@1.0.7", "pkg:npm/f@2.0.7"],
  },
  "Cargo version 1, with one name in two versions": {
    path: "Cargo.lock",
    text: `[root]
name = "app"
version = "0.1.0"
dependencies = ["a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)", "a 2.0.0 (git+https://host.example/a)"]

[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "a"
version = "2.0.0"
source = "git+https://host.example/a#${COMMIT}"

[metadata]
"checksum a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)" = "${SHA256}"
`,
    purls: ["pkg:cargo/a@1.0.0", `pkg:cargo/a@2.0.0${vcs("git+https://host.example/a")}`],
    edges: ["app -> pkg:cargo/a@1.0.0", `app -> pkg:cargo/a@2.0.0${vcs("git+https://host.example/a")}`],
    hashed: ["pkg:cargo/a@1.0.0"],
  },
  "go.mod with replacements and go.sum": {
    path: "go.mod",
    text: `module example.com/App // comment

go 1.26

require example.com/a v1.0.0
require (
	example.com/b v1.2.3 // indirect
	"example.com/c" v0.0.0-20260101000000-0123456789ab
	example.com/local v0.0.0
)

exclude example.com/b v1.0.0

replace (
	example.com/c => example.com/fork/c v1.0.1
	example.com/local => ./local
)
`,
    beside: { "go.sum": "example.com/a v1.0.0 h1:abc=\nexample.com/a v1.0.0/go.mod h1:def=\n" },
    purls: [
      "pkg:golang/example.com/a@v1.0.0",
      "pkg:golang/example.com/b@v1.2.3",
      "pkg:golang/example.com/fork/c@v1.0.1",
    ],
    edges: [
      "example.com/App -> example.com/local",
      "example.com/App -> pkg:golang/example.com/a@v1.0.0",
      "example.com/App -> pkg:golang/example.com/fork/c@v1.0.1",
    ],
    hashed: [],
  },
  "Poetry version 1": {
    path: "poetry.lock",
    text: `[[package]]
name = "A_b.c"
version = "1.0"
category = "main"
optional = false
[package.dependencies]
d = [{version = ">=1", markers = "x"}, {version = ">=2", markers = "y"}]
missing = {version = "*", optional = true}

[[package]]
name = "d"
version = "2.0"
category = "dev"
optional = false

[metadata.files]
"A_b.c" = [{file = "a.whl", hash = "sha256:${SHA256}"}]
d = []
`,
    beside: {
      "pyproject.toml":
        '[tool.poetry]\nname = "App"\nversion = "3.0"\n[tool.poetry.dependencies]\npython = "^3.9"\na-B-C = "*"\n',
    },
    purls: ["pkg:pypi/a-b-c@1.0", "pkg:pypi/d@2.0"],
    edges: ["app -> pkg:pypi/a-b-c@1.0", "pkg:pypi/a-b-c@1.0 -> pkg:pypi/d@2.0"],
    hashed: ["pkg:pypi/a-b-c@1.0"],
  },
  "uv with two versions of one name": {
    path: "uv.lock",
    text: `version = 1
[[package]]
name = "app"
version = "1.0"
source = { editable = "." }
dependencies = [{ name = "n", version = "1.0", marker = "a" }, { name = "n", version = "2.0", marker = "b" }]
[package.dev-dependencies]
dev = [{ name = "t" }]
[[package]]
name = "n"
version = "1.0"
source = { registry = "https://index.example/simple" }
sdist = { url = "https://files.example/n-1.0.tar.gz", hash = "sha256:${SHA256}" }
[[package]]
name = "n"
version = "2.0"
source = { git = "https://host.example/n?rev=main#${COMMIT}" }
[[package]]
name = "t"
version = "3.0"
source = { registry = "https://index.example/simple" }
wheels = [{ url = "https://files.example/t-3.0-py3-none-any.whl", hash = "sha256:${SHA256}" }, { url = "https://files.example/t-3.0-cp39-abi3-win_amd64.whl", hash = "sha256:${SHA256.replace(/^./, "0")}" }]
`,
    purls: ["pkg:pypi/n@1.0", `pkg:pypi/n@2.0${vcs("git+https://host.example/n")}`, "pkg:pypi/t@3.0"],
    edges: [
      "app -> pkg:pypi/n@1.0",
      `app -> pkg:pypi/n@2.0${vcs("git+https://host.example/n")}`,
      "app -> pkg:pypi/t@3.0",
    ],
    hashed: ["pkg:pypi/n@1.0", "pkg:pypi/t@3.0"],
  },
  "PDM with extras and the old table of files": {
    path: "pdm.lock",
    text: `[[package]]
name = "a"
version = "1.0"
dependencies = ["B_c>=1; python_version < '4'"]
[[package]]
name = "a"
version = "1.0"
extras = ["x"]
dependencies = ["a==1.0", "d"]
[[package]]
name = "b-c"
version = "2.0"
groups = ["dev"]
[[package]]
name = "d"
version = "3.0"
[metadata.files]
"a 1.0" = [{url = "https://files.example/a-1.0.whl", hash = "sha256:${SHA256}"}]
`,
    beside: { "pyproject.toml": '[project]\nname = "app"\ndependencies = ["a[x]>=1"]\n' },
    purls: ["pkg:pypi/a@1.0", "pkg:pypi/b-c@2.0", "pkg:pypi/d@3.0"],
    edges: ["app -> pkg:pypi/a@1.0", "pkg:pypi/a@1.0 -> pkg:pypi/b-c@2.0", "pkg:pypi/a@1.0 -> pkg:pypi/d@3.0"],
    hashed: ["pkg:pypi/a@1.0"],
  },
  Pipenv: {
    path: "Pipfile.lock",
    text: JSON.stringify({
      _meta: { hash: {} },
      default: {
        A_b: { version: "==1.0", hashes: [`sha256:${SHA256}`] },
        c: { git: "https://host.example/c", ref: COMMIT },
      },
      develop: { t: { version: "==2.0" } },
    }),
    beside: { Pipfile: "[packages]\na-b = '*'\n[dev-packages]\nt = '*'\n" },
    purls: ["pkg:pypi/a-b@1.0", `pkg:pypi/c${vcs("git+https://host.example/c")}`, "pkg:pypi/t@2.0"],
    edges: ["project -> pkg:pypi/a-b@1.0", "project -> pkg:pypi/t@2.0"],
    hashed: ["pkg:pypi/a-b@1.0"],
  },
  "pinned requirements with the names of who asked": {
    path: "requirements.txt",
    text: `--index-url https://user:secret@index.example/simple
A_b[extra]==1.0 ; python_version >= "3.9" \\
    --hash=sha256:${SHA256} \\
    --hash=sha256:${SHA256.replace(/^./, "0")}
    # via -r requirements.in
c==2.0    # via a-b
d @ https://files.example/d-3.0.tar.gz
    # via
    #   a-b
    #   c
-e ./local
`,
    purls: ["pkg:pypi/a-b@1.0", "pkg:pypi/c@2.0", "pkg:pypi/d@3.0"],
    edges: [
      "pkg:pypi/a-b@1.0 -> pkg:pypi/c@2.0",
      "pkg:pypi/a-b@1.0 -> pkg:pypi/d@3.0",
      "pkg:pypi/c@2.0 -> pkg:pypi/d@3.0",
      "project -> pkg:pypi/a-b@1.0",
    ],
    hashed: ["pkg:pypi/a-b@1.0"],
  },
  "Bundler with a folder, a repository and platforms": {
    path: "Gemfile.lock",
    text: `GIT
  remote: https://host.example/g.git
  revision: ${COMMIT}
  specs:
    g (0.1.0)

PATH
  remote: .
  specs:
    own (1.0.0)
      n (>= 1)

GEM
  remote: https://gems.example/
  specs:
    n (1.5.0)
    n (1.5.0-x86_64-linux)
      r (~> 2)
    r (2.0)

PLATFORMS
  ruby

DEPENDENCIES
  g!
  own!

CHECKSUMS
  n (1.5.0-x86_64-linux) sha256=${SHA256}

BUNDLED WITH
   2.5
`,
    purls: [
      `pkg:gem/g@0.1.0${vcs("git+https://host.example/g.git")}`,
      "pkg:gem/n@1.5.0",
      "pkg:gem/n@1.5.0?platform=x86_64-linux",
      "pkg:gem/r@2.0",
    ],
    edges: [
      "own -> pkg:gem/n@1.5.0",
      "own -> pkg:gem/n@1.5.0?platform=x86_64-linux",
      "pkg:gem/n@1.5.0?platform=x86_64-linux -> pkg:gem/r@2.0",
      "project -> own",
      `project -> pkg:gem/g@0.1.0${vcs("git+https://host.example/g.git")}`,
    ],
    hashed: ["pkg:gem/n@1.5.0?platform=x86_64-linux"],
  },
  "Composer with a package that replaces another": {
    path: "composer.lock",
    text: JSON.stringify({
      packages: [
        { name: "A/b", version: "v1.0", require: { php: ">=8", "x/old": "*" }, license: ["MIT", "GPL-2.0-only"] },
        { name: "x/new", version: "2.0", replace: { "x/old": "self.version" }, dist: { shasum: COMMIT } },
      ],
      "packages-dev": [],
      platform: [],
    }),
    beside: { "composer.json": JSON.stringify({ name: "app/app", require: { "a/b": "*" } }) },
    purls: ["pkg:composer/a/b@v1.0", "pkg:composer/x/new@2.0"],
    edges: ["app/app -> pkg:composer/a/b@v1.0", "pkg:composer/a/b@v1.0 -> pkg:composer/x/new@2.0"],
    hashed: ["pkg:composer/x/new@2.0"],
  },
  "NuGet with a runtime that differs": {
    path: "packages.lock.json",
    text: `\uFEFF${JSON.stringify({
      version: 1,
      dependencies: {
        "net8.0": {
          A: {
            type: "Direct",
            resolved: "1.0.0",
            contentHash: SHA512.toString("base64"),
            dependencies: { b: "1.0.0" },
          },
          B: { type: "Transitive", resolved: "1.0.0" },
          own: { type: "Project", dependencies: { A: "1.0.0" } },
        },
        "net8.0/linux-x64": { C: { type: "Transitive", resolved: "3.0.0", dependencies: { B: "1.0.0" } } },
      },
    })}`,
    purls: ["pkg:nuget/A@1.0.0", "pkg:nuget/B@1.0.0", "pkg:nuget/C@3.0.0"],
    edges: [
      "own -> pkg:nuget/A@1.0.0",
      "pkg:nuget/A@1.0.0 -> pkg:nuget/B@1.0.0",
      "pkg:nuget/C@3.0.0 -> pkg:nuget/B@1.0.0",
      "project -> own",
      "project -> pkg:nuget/A@1.0.0",
    ],
    hashed: ["pkg:nuget/A@1.0.0"],
  },
  Gradle: {
    path: "gradle.lockfile",
    text: "# comment\r\norg.a:b:1.0=runtimeClasspath,testRuntimeClasspath\r\norg.c:d:2.0=testCompileClasspath\r\nempty=x\r\n",
    purls: ["pkg:maven/org.a/b@1.0", "pkg:maven/org.c/d@2.0"],
    edges: ["project -> pkg:maven/org.a/b@1.0", "project -> pkg:maven/org.c/d@2.0"],
    hashed: [],
  },
  pylock: {
    path: "pylock.toml",
    text: `lock-version = "1.0"
[[packages]]
name = "Some_App"
version = "1.0.0"
index = "https://index.example/simple"
dependencies = [{ name = "b" }]
wheels = [{ name = "some_app-1.0.0-py3-none-any.whl", hashes = { sha256 = "${SHA256}" } }]
[[packages]]
name = "b"
version = "2.0"
`,
    purls: ["pkg:pypi/b@2.0", "pkg:pypi/some-app@1.0.0"],
    edges: ["pkg:pypi/some-app@1.0.0 -> pkg:pypi/b@2.0", "project -> pkg:pypi/some-app@1.0.0"],
    hashed: ["pkg:pypi/some-app@1.0.0"],
  },
  Mix: {
    path: "mix.lock",
    text: `%{
  "a": {:hex, :a_real, "1.0.0", "${SHA256}", [:mix], [{:b, "~> 1.0", [hex: :b, repo: "hexpm", optional: true]}], "hexpm", "${SHA256}"},
  "b": {:hex, :b, "1.1.0"},
  # a comment
  "c": {:git, "https://host.example/c.git", "${COMMIT}", [branch: "main"]},
}
`,
    purls: [
      "pkg:hex/a_real@1.0.0",
      "pkg:hex/b@1.1.0",
      `pkg:generic/c@${COMMIT}?vcs_url=git%2Bhttps:%2F%2Fhost.example%2Fc.git%40${COMMIT}`,
    ],
    edges: [
      "pkg:hex/a_real@1.0.0 -> pkg:hex/b@1.1.0",
      "project -> pkg:hex/a_real@1.0.0",
      `project -> pkg:generic/c@${COMMIT}?vcs_url=git%2Bhttps:%2F%2Fhost.example%2Fc.git%40${COMMIT}`,
    ],
    hashed: ["pkg:hex/a_real@1.0.0"],
  },
  "Swift version 1": {
    path: "Package.resolved",
    text: JSON.stringify({
      object: {
        pins: [
          {
            package: "Yams",
            repositoryURL: "git@github.com:jpsim/Yams.git",
            state: { branch: null, revision: COMMIT, version: "5.0.1" },
          },
          {
            package: "X",
            repositoryURL: "https://github.com/x/X",
            state: { branch: "main", revision: COMMIT, version: null },
          },
        ],
      },
      version: 1,
    }),
    purls: [`pkg:swift/github.com/jpsim/Yams@5.0.1`, `pkg:swift/github.com/x/X@${COMMIT}`],
    edges: ["project -> pkg:swift/github.com/jpsim/Yams@5.0.1", `project -> pkg:swift/github.com/x/X@${COMMIT}`],
    hashed: [],
  },
  pub: {
    path: "pubspec.lock",
    text: `packages:
  args: { dependency: "direct main", description: { name: args, sha256: "${SHA256}", url: "https://pub.example" }, source: hosted, version: "2.4.2" }
  flutter: { dependency: "direct main", description: flutter, source: sdk, version: "0.0.0" }
  local: { dependency: "direct dev", description: { path: "../local", relative: true }, source: path, version: "1.0.0" }
  meta: { dependency: transitive, description: { name: meta, url: "https://pub.example" }, source: hosted, version: "1.10" }
sdks: { dart: ">=3.0.0" }
`,
    purls: ["pkg:pub/args@2.4.2", "pkg:pub/meta@1.10"],
    edges: ["project -> local", "project -> pkg:pub/args@2.4.2", "project -> flutter"],
    hashed: ["pkg:pub/args@2.4.2"],
  },
  "lockfile of GitHub workflows": {
    path: ".github/workflows/actions.lock",
    text: `version: 'v0.0.2'
workflows:
    '.github/workflows/ci.yml':
        - 'actions/checkout@v4'
dependencies:
    'actions/checkout@v4': { ref: 'v4', commit: 'sha1-${COMMIT}', owner_id: 1, repo_id: 2, uses: ['x/y@main'] }
    'x/y@main': { ref: 'main', commit: 'sha1-${COMMIT}', owner_id: 3, repo_id: 4 }
`,
    purls: [`pkg:github/actions/checkout@${COMMIT}`, `pkg:github/x/y@${COMMIT}`],
    edges: [
      `actions.lock -> pkg:github/actions/checkout@${COMMIT}`,
      `pkg:github/actions/checkout@${COMMIT} -> pkg:github/x/y@${COMMIT}`,
    ],
    hashed: [],
  },
  "GitHub workflow": {
    path: ".github/workflows/ci.yml",
    text: `on: push
jobs:
  build:
    steps:
      - uses: Actions/Checkout@${COMMIT} # v4
      - uses: github/codeql-action/init@v3
      - uses: ./local
      - uses: docker://ghcr.io/x/y:1.2
      - run: 'echo uses: not/this@v1'
  call:
    uses: x/y/.github/workflows/z.yml@main
`,
    purls: [
      "pkg:docker/x/y@1.2?repository_url=ghcr.io",
      `pkg:github/actions/checkout@${COMMIT}`,
      "pkg:github/github/codeql-action@v3#init",
      "pkg:github/x/y@main#.github/workflows/z.yml",
    ],
    edges: [
      "ci.yml -> pkg:docker/x/y@1.2?repository_url=ghcr.io",
      `ci.yml -> pkg:github/actions/checkout@${COMMIT}`,
      "ci.yml -> pkg:github/github/codeql-action@v3#init",
      "ci.yml -> pkg:github/x/y@main#.github/workflows/z.yml",
    ],
    hashed: [],
  },
};
