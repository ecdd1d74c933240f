import type { JsonObject } from "../../kernel/json.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import type { AffectedLine } from "./affected-line.ts";
import { lineInWords } from "./affected-line.ts";
import { type AnnouncedFile, type AnnouncedRelease, purlOfFile, purlOfVersion } from "./announced-release.ts";
import type { Announcement } from "./announcement.ts";

export type CsafVersion = "2.0" | "2.1";

/**
 * The product tree (§3.1.2 and §3.2.2 of CSAF 2.0): each file of each release, whose package URL holds its digest; and for each package, or
 * for the product where it is in no registry, the versions that have a capsule and the range of each line.
 */
export function csafProductTree(announcement: Announcement, version: CsafVersion): JsonObject {
  const { file, product, lines, affected, fixed } = announcement;
  const packages = [...new Set(lines.flatMap((line) => line.packages))];
  const ofProduct = lines.filter((line) => line.packages.length === 0).map((line) => rangeBranch(line, announcement));
  return {
    branches: [
      {
        ...{ category: "vendor", name: file.publisher.name },
        branches: [
          {
            ...{ category: "product_name", name: product },
            branches: [...[...affected, ...fixed].map((one) => releaseBranch(one, product, version)), ...ofProduct],
          },
          ...packages.map((purl) => packageBranch(purl, announcement, version)),
        ],
      },
    ],
  };
}

/** The ids of all products of a line that are affected, or fixed. */
export function csafProductIds(line: AffectedLine, status: "affected" | "fixed"): string[] {
  const releases = status === "affected" ? line.affected : line.fixed === undefined ? [] : [line.fixed];
  const ranges =
    line.packages.length === 0 ? [versOf(line, undefined)] : line.packages.map((purl) => rangeId(line, purl));
  return [
    ...releases.flatMap((release) => [
      ...release.files.map((file) => csafProductId(release, file)),
      ...line.packages.map((purl) => purlOfVersion(purl, release.version)),
    ]),
    ...(status === "affected" ? ranges : []),
  ];
}

/** The id of a product in the document; every file of every release has one of its own. */
function csafProductId(release: AnnouncedRelease, file: AnnouncedFile): string {
  return `${release.version}/${file.name}`;
}

function releaseBranch(release: AnnouncedRelease, product: string, version: CsafVersion): JsonObject {
  return {
    ...{ category: "product_version", name: release.version },
    branches: release.files.map((file) => ({
      ...{ category: "specification", name: file.name },
      product: {
        product_id: csafProductId(release, file),
        name: `${product} ${release.version}: ${file.name}`,
        product_identification_helper: helper(purlOfFile(release, file), version),
      },
    })),
  };
}

function packageBranch(purl: string, { lines }: Announcement, version: CsafVersion): JsonObject {
  const own = lines.filter((line) => line.packages.includes(purl));
  const releases = new Set(
    own.flatMap((line) => [...line.affected, ...(line.fixed === undefined ? [] : [line.fixed])]),
  );
  return {
    ...{ category: "product_name", name: purl },
    branches: [
      ...[...releases].map((release) => ({
        ...{ category: "product_version", name: release.version },
        product: {
          product_id: purlOfVersion(purl, release.version),
          name: `${purl} ${release.version}`,
          product_identification_helper: helper(purlOfVersion(purl, release.version), version),
        },
      })),
      ...own.map((line) => ({
        ...{ category: "product_version_range", name: versOf(line, purl) },
        product: {
          product_id: rangeId(line, purl),
          name: `${purl}: ${lineInWords(line)}`,
          product_identification_helper: helper(purl, version),
        },
      })),
    ],
  };
}

function rangeBranch(line: AffectedLine, { product }: Announcement): JsonObject {
  const name = versOf(line, undefined);
  return {
    ...{ category: "product_version_range", name },
    product: { product_id: name, name: `${product}: ${lineInWords(line)}` },
  };
}

/** §3.1.3.3.4 of 2.0; a list in 2.1. */
function helper(purl: string, version: CsafVersion): JsonObject {
  return version === "2.1" ? { purls: [purl] } : { purl };
}

function rangeId(line: AffectedLine, purl: string): string {
  return `${purl}?${versOf(line, purl)}`;
}

/** `vers:npm/>=1.2.0|<1.4.3` (https://github.com/package-url/vers-spec); of the product itself, the scheme is not said. */
function versOf({ introduced, fixed, last }: AffectedLine, purl: string | undefined): string {
  const scheme = purl === undefined ? "generic" : parsePurl(purl).type;
  const written = (version: string) => encodeURIComponent(scheme === "golang" ? `v${version}` : version);
  const constraints = [
    ...(introduced === undefined ? [] : [`>=${written(introduced)}`]),
    ...(fixed === undefined ? [] : [`<${written(fixed.version)}`]),
    ...(last === undefined ? [] : [`<=${written(last)}`]),
  ];
  return `vers:${scheme}/${constraints.length === 0 ? "*" : constraints.join("|")}`;
}
