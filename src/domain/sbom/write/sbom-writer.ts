import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { SbomFormat } from "../../capsule/published-names.ts";
import type { Inventory } from "../model/inventory.ts";
import type { SbomDocument } from "../model/sbom-document.ts";
import { type CycloneDxVersion, cycloneDxPieces, formatCycloneDx } from "./cyclonedx.ts";
import { largePieces } from "./json-pieces.ts";
import { formatSpdx23, spdx23Pieces } from "./spdx-2-3.ts";
import { spdx301Pieces } from "./spdx-3-0-1.ts";

/** The text of an SBOM, as `largePieces` gives it: what is large is written, never held. Fault: `utf8-malformed`. */
export type SbomWriter = (inventory: Inventory, document: SbomDocument) => Iterable<string>;

const cycloneDx =
  (version: CycloneDxVersion): SbomWriter =>
  (inventory, document) =>
    largePieces(cycloneDxPieces(inventory, document, version));
const spdx =
  (pieces: typeof spdx23Pieces): SbomWriter =>
  (inventory, document) =>
    largePieces(pieces(inventory, document));

/** By format and version; the first version of a format is the one that is written by default. */
const WRITERS: ReadonlyMap<string, ReadonlyMap<string, SbomWriter>> = new Map([
  [
    "cyclonedx",
    new Map([
      ["1.6", cycloneDx("1.6")],
      ["1.7", cycloneDx("1.7")],
    ]),
  ],
  [
    "spdx",
    new Map([
      ["2.3", spdx(spdx23Pieces)],
      ["3.0.1", spdx(spdx301Pieces)],
    ]),
  ],
]);

/** Writes SBOMs in a format, of its usual version if none is named. Fault: `usage`. */
export function sbomWriter(format: string, version: string | undefined): SbomWriter {
  const versions = WRITERS.get(format);
  const writer = version === undefined ? versions?.values().next().value : versions?.get(version);
  if (writer !== undefined) return writer;
  const asked = version === undefined ? format : `${format} ${version}`;
  throw new Fault("usage", `${printable(asked)} is not a format that is written`, {
    hint: `use table, or one of ${[...WRITERS].flatMap(([name, known]) => [...known.keys()].map((one) => `${name} in version ${one}`)).join(", ")}`,
  });
}

/** An SBOM as a release carries it, of the usual version of its format. Fault: `utf8-malformed`. */
export function sbomBytes(format: SbomFormat, inventory: Inventory, document: SbomDocument): Uint8Array {
  return format === "cdx" ? formatCycloneDx(inventory, document) : formatSpdx23(inventory, document);
}
