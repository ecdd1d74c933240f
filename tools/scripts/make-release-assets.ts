import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { plannedAssets } from "../../src/domain/release/checks/check-inventory.ts";
import { parseManifest } from "../../src/domain/release/manifest.ts";
import { bundleSbomOf } from "../bundle/bundle-sbom.ts";
import { packPackage } from "../package/pack-package.ts";

/**
 * Makes the files of our own release in an empty folder, and refuses to leave anything but what release/manifest.yaml
 * lists. What the bundler put into the program and the package stands in `sbom/`, for the input of that name. The bytes depend on
 * the checkout alone.
 *
 *     npm run release:assets -- FOLDER
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAMS = ["cli", "verify"] as const;
const given = process.argv[2];
if (given === undefined) throw new Error("name the folder to make");
const folder = resolve(given);

const own = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
mkdirSync(folder);
packPackage(folder);
for (const program of PROGRAMS) {
  for (const name of [`${program}.js`, `${program}.licenses.txt`])
    copyFileSync(join(ROOT, "dist", name), join(folder, name));
}
refuseOtherFiles();
writeSboms();

function refuseOtherFiles(): void {
  const [release] = parseManifest(readFileSync(join(ROOT, "release/manifest.yaml")), "manifest.yaml");
  const facts = { name: own.name, version: own.version, tag: `v${own.version}` };
  const expected = plannedAssets(release?.assets ?? [], facts).sort();
  const made = readdirSync(folder).sort();
  if (JSON.stringify(made) !== JSON.stringify(expected)) {
    throw new Error(`the release would hold ${made.join(", ")}, but the manifest lists ${expected.join(", ")}`);
  }
  console.log(made.map((name) => join(folder, name)).join("\n"));
}

/** The SBOM of a program names its digest; that of the package, which holds both, says the same of the archive. */
function writeSboms(): void {
  const sboms = PROGRAMS.map((program) => readFileSync(join(ROOT, `dist/${program}.cdx.json`), "utf8"));
  const archive = `${own.name}-${own.version}.tgz`;
  const sha256 = createHash("sha256")
    .update(readFileSync(join(folder, archive)))
    .digest("hex");
  mkdirSync(join(folder, "sbom"));
  for (const [at, sbom] of sboms.entries()) writeFileSync(join(folder, `sbom/${PROGRAMS[at]}.cdx.json`), sbom);
  const components = sboms.flatMap((sbom): readonly { readonly purl: string }[] => JSON.parse(sbom).components);
  const distinct = [...new Map(components.map((component) => [component.purl, component])).values()];
  writeFileSync(join(folder, "sbom/package.cdx.json"), bundleSbomOf({ name: archive, sha256 }, distinct));
}
