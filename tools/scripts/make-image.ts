import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appendLayer } from "../image/append-layer.ts";

/**
 * Makes the container image of a release: a base, and one layer with the files of the release, byte for byte. Prints its digest.
 *
 *     node tools/scripts/make-image.ts BASE_LAYOUT BASE_NAME@DIGEST FILES VERSION CREATED OUT_LAYOUT
 */
const [base, name, files, version, created, out] = process.argv.slice(2);
if (base === undefined || name === undefined || files === undefined || version === undefined)
  throw new Error("see above");
if (created === undefined || out === undefined) throw new Error("see above");
const [, baseName = "", baseDigest = ""] = /^([^@]+)@(sha256:[0-9a-f]{64})$/.exec(name) ?? [];
if (baseDigest === "") throw new Error("name the base by its digest");

const NAMES = ["cli.js", "cli.licenses.txt", "verify.js", "verify.licenses.txt"];
const digest = appendLayer({
  ...{ base, out, created },
  files: NAMES.map((file) => ({ name: `opt/release-capsule/${file}`, bytes: readFileSync(join(files, file)) })),
  // Where the Node.js images of distroless have it.
  entrypoint: ["/nodejs/bin/node", "/opt/release-capsule/cli.js"],
  labels: {
    "org.opencontainers.image.title": "release-capsule",
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.licenses": "Apache-2.0",
    "org.opencontainers.image.source": "https://github.com/release-capsule/release-capsule",
    "org.opencontainers.image.base.name": baseName,
    "org.opencontainers.image.base.digest": baseDigest,
  },
});
process.stdout.write(`${digest}\n`);
