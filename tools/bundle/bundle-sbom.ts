import { createHash } from "node:crypto";
import type { Plugin } from "rolldown";
import { TOOL } from "../../src/domain/tool.ts";
import { type BundledPackage, bundledPackages } from "./bundled-packages.ts";

/** A file that holds the packages of a program: the program itself, or an archive with it. */
export interface SbomSubject {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Emits `fileName`: the packages whose code is in the program. The first plugin reads the bundler's graph while there are
 * chunks, the second names the program by the digest of its final bytes; what folds the chunks stands between them.
 */
export function bundleSbom(fileName: string): { readonly before: Plugin; readonly after: Plugin } {
  let packages: BundledPackage[] = [];
  return {
    before: {
      name: "bundle-sbom-packages",
      generateBundle(_options, bundle) {
        packages = bundledPackages(bundle);
      },
    },
    after: {
      name: "bundle-sbom",
      generateBundle: {
        order: "post",
        handler(_options, bundle) {
          const [program] = Object.values(bundle).filter((output) => output.type === "chunk");
          if (program === undefined) throw new Error("a program has an entry");
          const sha256 = createHash("sha256").update(program.code).digest("hex");
          const document = bundleSbomOf({ name: program.fileName, sha256 }, packages.map(componentOf));
          this.emitFile({ type: "asset", fileName, source: document });
        },
      },
    },
  };
}

/**
 * A CycloneDX 1.6 document (https://cyclonedx.org/docs/1.6/json/) whose subject is bound by its digest and which says that no
 * package is missing: the bundler has taken these and no others. A pure function, so it has neither time nor serial number.
 */
export function bundleSbomOf({ name, sha256 }: SbomSubject, components: readonly object[]): string {
  const ref = `pkg:npm/${TOOL.name}@${TOOL.version}#${name}`;
  const document = {
    ...{ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 },
    metadata: {
      component: {
        ...{ type: "application", "bom-ref": ref, name, version: TOOL.version },
        hashes: [{ alg: "SHA-256", content: sha256 }],
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components,
    compositions: [{ aggregate: "complete", assemblies: [ref] }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function componentOf({ name, version, license }: BundledPackage): object {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const licenses = license === undefined ? [] : [{ expression: license }];
  return { type: "library", "bom-ref": purl, name, version, purl, licenses };
}
