/** A repository before `capsule init`, and what its workflow makes of it. */
export interface TestProject {
  readonly files: Readonly<Record<string, string>>;
  /** Tags that it has, and the one that is pushed. */
  readonly tags?: readonly string[];
  readonly tag: string;
  /** What `capsule init` says that it is built with. */
  readonly kind: string;
  /** Programs that the build runs; one that is not there is stood in for if `standIn` has it, else the test is skipped. */
  readonly programs: readonly string[];
  /** Shell scripts by the name of the program that they stand in for: what needs a network, or is rarely there. */
  readonly standIn?: Readonly<Record<string, string>>;
  /** Shell script in place of the actions of others, which run between the steps. */
  readonly actions?: string;
  /** Names of the files that are released. */
  readonly made: readonly string[];
}

const LOCKFILE = JSON.stringify({
  name: "tool",
  lockfileVersion: 3,
  packages: { "": { name: "tool", version: "1.2.3" } },
});
const CARGO_LOCK = 'version = 4\n\n[[package]]\nname = "tool"\nversion = "1.2.3"\n';
const GO_PROGRAM = 'package main\n\nfunc main() { println("tool") }\n';
/** A build tool that leaves one file, after it was called as the workflow calls it. */
const making = (call: string, path: string) =>
  `#!/bin/sh\n[ "$*" = "${call}" ] || { echo "called with $*" >&2; exit 9; }\nmkdir -p "$(dirname "${path}")" && echo made > "${path}"\n`;

export const PROJECTS: Readonly<Record<string, TestProject>> = {
  "an npm package": {
    files: {
      "package.json": JSON.stringify({ name: "@acme/tool", version: "1.2.3", scripts: { build: "node build.js" } }),
      "package-lock.json": LOCKFILE,
      ".gitignore": "index.js\nnode_modules/\n",
      "build.js": 'require("node:fs").writeFileSync("index.js", "built");',
    },
    ...{ tag: "v1.2.3", kind: "npm", programs: ["npm"], made: ["acme-tool-1.2.3.tgz"] },
  },
  "an npm workspace with changesets": {
    files: {
      "package.json": JSON.stringify({ name: "root", private: true, workspaces: ["packages/*"] }),
      "package-lock.json": JSON.stringify({
        ...{ name: "root", lockfileVersion: 3 },
        packages: {
          "": { name: "root", workspaces: ["packages/*"] },
          "node_modules/@acme/ui": { resolved: "packages/ui", link: true },
          "node_modules/@acme/core": { resolved: "packages/core", link: true },
          "packages/core": { name: "@acme/core", version: "0.4.0" },
          "packages/ui": { name: "@acme/ui", version: "1.2.3" },
        },
      }),
      ".changeset/config.json": "{}",
      ".gitignore": "node_modules/\n",
      "packages/ui/package.json": '{ "name": "@acme/ui", "version": "1.2.3" }',
      "packages/core/package.json": '{ "name": "@acme/core", "version": "0.4.0" }',
    },
    ...{ tags: ["@acme/ui@1.2.2"], tag: "@acme/ui@1.2.3", kind: "npm", programs: ["npm"], made: ["acme-ui-1.2.3.tgz"] },
  },
  "a Python project": {
    files: { "pyproject.toml": '[project]\nname = "tool"\nversion = "1.2.3"\n' },
    ...{ tags: ["1.2.2"], tag: "1.2.3", kind: "python", programs: ["pipx"] },
    standIn: {
      pipx: making(
        "run --spec build==1.2.2 pyproject-build --outdir release-assets",
        "release-assets/tool-1.2.3-py3-none-any.whl",
      ),
    },
    made: ["tool-1.2.3-py3-none-any.whl"],
  },
  "a Rust program": {
    files: {
      "Cargo.toml": '[package]\nname = "tool"\nversion = "1.2.3"\nedition = "2021"\n',
      "Cargo.lock": CARGO_LOCK,
      "src/main.rs": 'fn main() { println!("tool") }\n',
      ".gitignore": "/target",
    },
    ...{ tag: "v1.2.3", kind: "cargo", programs: ["cargo"], made: ["tool-linux-x64.tar.gz"] },
  },
  "a Go program": {
    files: {
      "go.mod": "module example.com/tool\n\ngo 1.21\n",
      "main.go": GO_PROGRAM,
      "cmd/toolctl/main.go": GO_PROGRAM,
    },
    ...{ tag: "v1.2.3", kind: "go", programs: ["go"] },
    made: ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64.exe"].flatMap((platform) => [
      `tool-${platform}`,
      `toolctl-${platform}`,
    ]),
  },
  "a project of GoReleaser": {
    files: {
      "go.mod": "module example.com/tool\n\ngo 1.21\n",
      ".goreleaser.yaml": "version: 2\n",
      ".gitignore": "/dist\n",
    },
    ...{ tag: "v1.2.3", kind: "goreleaser", programs: [], made: ["tool.tar.gz"] },
    actions: `mkdir dist && echo made > dist/tool.tar.gz && printf '[{"name":"tool.tar.gz","path":"dist/tool.tar.gz","type":"Archive"}]' > dist/artifacts.json`,
  },
  "a project of dist": {
    files: {
      "Cargo.toml": '[package]\nname = "tool"\nversion = "1.2.3"\n',
      "dist-workspace.toml": '[dist]\ncargo-dist-version = "0.34.0"\n',
      ".gitignore": "/target\n",
    },
    ...{ tag: "v1.2.3", kind: "dist", programs: ["cargo", "dist"], made: ["dist-manifest.json", "tool.tar.gz"] },
    standIn: {
      cargo: '#!/bin/sh\n[ "$*" = "install --locked cargo-dist@0.34.0" ]\n',
      dist: `#!/bin/sh
[ "$*" = "build --tag=v1.2.3 --output-format=json" ] || exit 9
mkdir -p target/distrib && echo made > target/distrib/tool.tar.gz
sum=$(sha256sum target/distrib/tool.tar.gz | cut -d" " -f1)
printf '{"dist_version":"0.34.0","artifacts":{"tool.tar.gz":{"name":"tool.tar.gz","kind":"executable-zip","checksums":{"sha256":"%s"}}}}' "$sum"
`,
    },
  },
  "a Maven project": {
    files: { "pom.xml": "<project/>", ".gitignore": "/target\n" },
    ...{ tags: ["tool-1.2.2"], tag: "tool-1.2.3", kind: "maven", programs: ["mvn"], made: ["tool-1.2.3.jar"] },
    standIn: { mvn: making("--batch-mode --no-transfer-progress package", "target/tool-1.2.3.jar") },
  },
  "a Gradle project": {
    files: {
      "build.gradle.kts": "",
      gradlew: making("--no-daemon assemble", "build/libs/tool-1.2.3.jar"),
      ".gitignore": "/build",
    },
    ...{ tag: "v1.2.3", kind: "gradle", programs: [], made: ["tool-1.2.3.jar"] },
  },
  "a gem": {
    files: { "tool.gemspec": 'Gem::Specification.new { |s| s.name = "tool"; s.version = "1.2.3" }\n' },
    ...{ tag: "v1.2.3", kind: "gem", programs: ["gem"], made: ["tool-1.2.3.gem"] },
    standIn: { gem: making("build ./tool.gemspec", "./tool-1.2.3.gem") },
  },
  "a .NET project": {
    files: { "tool.csproj": "<Project/>" },
    ...{ tag: "v1.2.3", kind: "dotnet", programs: ["dotnet"], made: ["tool.1.2.3.nupkg"] },
    standIn: {
      dotnet: making("pack --configuration Release --output release-assets", "release-assets/tool.1.2.3.nupkg"),
    },
  },
  "a project with a Makefile": {
    files: { Makefile: "all:\n\ttrue\ndist:\n\tmkdir dist && echo made > dist/tool.bin\n", ".gitignore": "/dist" },
    ...{ tags: ["release-1.0.0"], tag: "release-1.2.3", kind: "make", programs: ["make"], made: ["tool.bin"] },
  },
  "a project that release-please versions": {
    files: {
      "package.json": '{ "name": "tool", "version": "1.2.3" }',
      "package-lock.json": LOCKFILE,
      "release-please-config.json": '{ "draft": true, "force-tag-creation": true }',
    },
    ...{ tag: "v1.2.3", kind: "npm", programs: ["npm"], made: ["tool-1.2.3.tgz"] },
  },
};
