/** What package.json of the repository says that matters to users of the package. */
export interface OwnManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly repository: unknown;
  readonly homepage: string;
  readonly engines: unknown;
}

/** Files and folders of the published package, and where in the repository each comes from. */
export const PUBLISHED_FILES: Readonly<Record<string, string>> = {
  "cli.js": "dist/cli.js",
  "cli.licenses.txt": "dist/cli.licenses.txt",
  "cli.cdx.json": "dist/cli.cdx.json",
  "verify.js": "dist/verify.js",
  "verify.licenses.txt": "dist/verify.licenses.txt",
  "verify.cdx.json": "dist/verify.cdx.json",
  "verify.html": "dist/verify.html",
  lib: "dist/lib",
  LICENSE: "LICENSE",
  "README.md": "README.md",
  "SECURITY.md": "SECURITY.md",
  "CHANGELOG.md": "CHANGELOG.md",
  schemas: "docs/schemas",
};

/**
 * What programs may import. Nothing of it runs by being imported, and everything else in the package is not there for them. Node has
 * faster cryptography than the Web platform, and the same types describe both.
 */
const EXPORTS = {
  "./verify": { types: "./lib/verify.d.mts", node: "./lib/verify-in-node.mjs", default: "./lib/verify.mjs" },
  "./sbom": { types: "./lib/sbom.d.mts", default: "./lib/sbom.mjs" },
  "./format": { types: "./lib/format.d.mts", default: "./lib/format.mjs" },
  "./schemas/*": "./schemas/*",
  "./package.json": "./package.json",
};

/** package.json of the published package: self-contained programs, so no dependencies and no scripts. */
export function publishedManifest(own: OwnManifest): string {
  const { name, version, description, license, repository, homepage, engines } = own;
  const manifest = {
    name,
    version,
    description,
    license,
    type: "commonjs",
    repository,
    homepage,
    bin: { capsule: "cli.js" },
    exports: EXPORTS,
    sideEffects: false,
    files: Object.keys(PUBLISHED_FILES),
    engines,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
