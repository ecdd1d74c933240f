import type { ByteSource } from "../../../../kernel/byte-source.ts";
import { readAt } from "../../../../kernel/read-at.ts";
import type { BinaryFormat, ShippedBytes } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import type { WorkBudget } from "../../model/work-budget.ts";
import type { Distro } from "./os-release.ts";
import { type RpmHeader, readRpmHeader } from "./rpm-header.ts";

const LEAD_BYTES = 96;
const INTRO_BYTES = 16;
const MAX_HEADER_BYTES = 64 * 1024 * 1024;

/**
 * An RPM package (https://rpm-software-management.github.io/rpm/manual/format_v4.html): a lead of 96 bytes, a header of
 * signatures padded to eight bytes, and the header that describes the package. What it requires are capabilities, which
 * name no packages.
 */
export const rpmPackage: BinaryFormat = {
  id: "rpm-package",
  recognises: (_path, head) => head[0] === 0xed && head[1] === 0xab && head[2] === 0xee && head[3] === 0xdb,
  async read({ path, source, budget }) {
    const signatures = await headerAt(source, LEAD_BYTES, budget);
    const main =
      signatures === undefined
        ? undefined
        : await headerAt(source, signatures.end + ((8 - (signatures.end % 8)) % 8), budget);
    return main === undefined ? undefined : describe({ path, budget }, main.header);
  },
};

async function headerAt(
  source: ByteSource,
  at: number,
  budget: WorkBudget,
): Promise<{ header: RpmHeader; end: number } | undefined> {
  const intro = await readAt(source, at, INTRO_BYTES);
  if (intro.length < INTRO_BYTES) return undefined;
  const view = new DataView(intro.buffer, intro.byteOffset);
  const size = view.getUint32(8, false) * 16 + view.getUint32(12, false);
  if (size > MAX_HEADER_BYTES) return undefined;
  const header = readRpmHeader(await readAt(source, at, INTRO_BYTES + size), budget);
  return header === undefined ? undefined : { header, end: at + INTRO_BYTES + size };
}

function describe({ path, budget }: Pick<ShippedBytes, "path" | "budget">, header: RpmHeader): Part | undefined {
  const part = new PartBuilder("rpm-package", { path, budget });
  const ref = addRpm(part, header);
  if (ref === undefined) return undefined;
  part.top(ref);
  part.declare("incomplete", "an RPM package requires capabilities, which name no packages");
  return part.build();
}

/** Adds the package that a header describes; undefined if it has no name. Used for the database of images, too. */
export function addRpm(part: PartBuilder, header: RpmHeader, distro?: Distro): string | undefined {
  const [name, version, release] = [header.text(1000), header.text(1001), header.text(1002)];
  if (name === undefined || version === undefined || name === "gpg-pubkey") return undefined;
  const epoch = header.integer(1003);
  const arch = header.text(1044) === undefined ? "src" : header.text(1022);
  const vendor = header.text(1011) ?? "";
  const license = header.text(1014);
  const payload = parseHexHash(header.text(5092));
  const qualifiers = {
    ...(arch === undefined ? {} : { arch }),
    ...(epoch === undefined ? {} : { epoch: String(epoch) }),
    ...(distro?.distro === undefined ? {} : { distro: distro.distro }),
  };
  return part.package({
    type: "rpm",
    namespace: NAMESPACES.find(([word]) => vendor.toLowerCase().includes(word))?.[1] ?? distro?.id,
    name,
    version: release === undefined ? version : `${version}-${release}`,
    qualifiers,
    found: {
      licenses: license === undefined ? [] : [license],
      properties: [
        ...(header.text(1044) === undefined
          ? []
          : [{ name: "release-capsule:rpm:source", value: header.text(1044) ?? "" }]),
        ...(payload === undefined ? [] : [{ name: "release-capsule:rpm:payload-sha256", value: payload.hex }]),
      ],
    },
  });
}

const NAMESPACES: readonly (readonly [string, string])[] = [
  ["fedora", "fedora"],
  ["red hat", "redhat"],
  ["centos", "centos"],
  ["almalinux", "almalinux"],
  ["rocky", "rocky-linux"],
  ["suse", "opensuse"],
  ["amazon", "amzn"],
  ["oracle", "oracle"],
];
