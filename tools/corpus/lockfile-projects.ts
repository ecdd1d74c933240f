import {
  annotatedRequirements,
  bunWhy,
  cargoMetadata,
  goModule,
  npmTree,
  pythonLines,
  pythonTree,
  yarnInfo,
  yarnList,
} from "./inventories.ts";
import type { LockfileProject } from "./lockfile-project.ts";

const PACKAGE = { name: "corpus-project", version: "1.0.0", private: true };
const JAVASCRIPT = {
  "package.json": json({
    ...PACKAGE,
    dependencies: { chalk: "4.1.2", debug: "4.4.1", "@types/node": "22.10.0" },
    devDependencies: { minimatch: "9.0.5" },
  }),
};
const PYTHON = `[project]
name = "corpus-project"
version = "1.0.0"
requires-python = ">=3.11,<3.13"
dependencies = ["jinja2==3.1.6", "requests==2.32.5"]
`;

export const LOCKFILE_PROJECTS: readonly LockfileProject[] = [
  {
    ...{ name: "npm", program: "npm", files: JAVASCRIPT, lockfile: "package-lock.json" },
    lock: [["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]],
    describe: [["ls", "--all", "--json", "--package-lock-only"]],
    read: (output) => npmTree(JSON.parse(output)),
  },
  {
    ...{ name: "pnpm", program: "pnpm", files: JAVASCRIPT, lockfile: "pnpm-lock.yaml" },
    lock: [["install", "--ignore-scripts"]],
    describe: [["list", "--json", "--depth", "Infinity"]],
    read: (output) => npmTree(JSON.parse(output)[0]),
  },
  {
    ...{ name: "yarn-1", program: "yarn1", files: JAVASCRIPT, lockfile: "yarn.lock" },
    lock: [["install", "--ignore-scripts", "--non-interactive"]],
    describe: [["list", "--no-progress"]],
    read: yarnList,
  },
  {
    ...{ name: "yarn-4", program: "yarn4", files: { ...JAVASCRIPT, "yarn.lock": "" }, lockfile: "yarn.lock" },
    read: yarnInfo,
    lock: [["install", "--mode=update-lockfile"]],
    describe: [["info", "--all", "--recursive", "--json"]],
  },
  {
    ...{ name: "bun", program: "bun", files: JAVASCRIPT, lockfile: "bun.lock", read: bunWhy },
    lock: [["install", "--ignore-scripts"]],
    describe: [["why", "*"]],
  },
  {
    ...{ name: "cargo", program: "cargo", lockfile: "Cargo.lock", read: cargoMetadata },
    files: {
      "Cargo.toml": `[package]
name = "corpus-project"
version = "1.0.0"
edition = "2021"

[dependencies]
itoa = "=1.0.15"
regex = "=1.11.1"
`,
      "src/lib.rs": "",
    },
    lock: [["generate-lockfile"]],
    describe: [["metadata", "--format-version", "1", "--locked"]],
  },
  {
    ...{ name: "go", program: "go", lockfile: "go.sum", read: goModule },
    files: {
      "go.mod": "module example.org/corpus-project\n\ngo 1.24\n",
      "main.go":
        'package main\n\nimport _ "golang.org/x/mod/sumdb/note"\nimport _ "github.com/google/go-cmp/cmp"\n\nfunc main() {}\n',
    },
    lock: [
      ["get", "golang.org/x/mod@v0.28.0", "github.com/google/go-cmp@v0.7.0"],
      ["mod", "tidy"],
    ],
    describe: [["mod", "edit", "-json"]],
  },
  {
    ...{ name: "poetry", program: "poetry", lockfile: "poetry.lock", read: pythonTree },
    // By the simple index: the other interface of PyPI, which Poetry would ask, is not everywhere where an index is.
    files: {
      "pyproject.toml": `${PYTHON}
[tool.poetry]
package-mode = false

[[tool.poetry.source]]
name = "pypi-simple"
url = "https://pypi.org/simple/"
priority = "primary"
`,
    },
    lock: [["lock"]],
    describe: [
      ["show", "--no-ansi"],
      ["show", "--tree", "--no-ansi"],
    ],
  },
  {
    ...{ name: "uv", program: "uv", files: { "pyproject.toml": PYTHON }, lockfile: "uv.lock" },
    lock: [["lock"]],
    describe: [["tree", "--frozen", "--no-dedupe", "--universal"]],
    read: pythonTree,
  },
  {
    ...{ name: "pdm", program: "pdm", files: { "pyproject.toml": PYTHON }, lockfile: "pdm.lock" },
    lock: [["lock"]],
    describe: [["list", "--resolve", "--tree"]],
    read: pythonTree,
  },
  {
    ...{ name: "pipenv", program: "pipenv", lockfile: "Pipfile.lock", read: pythonLines },
    files: {
      Pipfile: `[[source]]
url = "https://pypi.org/simple"
verify_ssl = true
name = "pypi"

[packages]
jinja2 = "==3.1.6"
requests = "==2.32.5"
`,
    },
    lock: [["lock"]],
    describe: [["requirements", "--exclude-markers"]],
  },
  {
    ...{ name: "requirements", program: "uv", lockfile: "requirements.txt", read: annotatedRequirements },
    files: { "requirements.in": "jinja2==3.1.6\nrequests==2.32.5\n" },
    lock: [["pip", "compile", "--generate-hashes", "--no-header", "-o", "requirements.txt", "requirements.in"]],
    describe: [["pip", "compile", "--no-header", "requirements.in"]],
  },
];

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
