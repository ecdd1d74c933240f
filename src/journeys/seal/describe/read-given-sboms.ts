import { basename } from "node:path";
import { sha256Hex } from "../../../crypto/node-digest.ts";
import { bindSbom } from "../../../domain/sbom/merge/bind-sbom.ts";
import { type ReadSbom, readSbom } from "../../../domain/sbom/read/read-sbom.ts";
import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** SBOMs of other tools, by what they describe. */
export interface GivenSboms {
  /** By the asset's SHA-256, hex. */
  readonly ofAssets: ReadonlyMap<string, readonly ReadSbom[]>;
  /** Those that name no digest of what they describe. */
  readonly ofRelease: readonly ReadSbom[];
  /** What each describes, by the SHA-256 of its file, hex. */
  readonly described: ReadonlyMap<string, readonly CollectedAsset[]>;
}

/**
 * Reads SBOMs that other tools made. One whose subject has a SHA-256, SHA-384 or SHA-512 must be of one of the assets, by
 * each of its digests; any other is about the release. Faults: `sbom-subject`, those of `bindSbom`; each names the file.
 */
export async function readGivenSboms(
  paths: readonly string[],
  assets: readonly CollectedAsset[],
  files: Files,
): Promise<GivenSboms> {
  const ofAssets = new Map<string, ReadSbom[]>();
  const ofRelease: ReadSbom[] = [];
  const described = new Map<string, readonly CollectedAsset[]>();
  for (const path of paths) {
    const bytes = await files.read(path, MAX_SOURCE_BYTES);
    const { asset, sbom } = bind(path, bytes, assets);
    described.set(sha256Hex(bytes), asset === undefined ? assets : [asset]);
    if (asset === undefined) ofRelease.push(sbom);
    else ofAssets.set(asset.sha256, [...(ofAssets.get(asset.sha256) ?? []), sbom]);
  }
  return { ofAssets, ofRelease, described };
}

interface Bound {
  readonly asset: CollectedAsset | undefined;
  readonly sbom: ReadSbom;
}

function bind(path: string, bytes: Uint8Array, assets: readonly CollectedAsset[]): Bound {
  const name = basename(path);
  try {
    const said = readSbom(bytes).inventory.root.hashes.filter(({ algorithm }) =>
      /^SHA-(?:256|384|512)$/.test(algorithm),
    );
    const asset = assets.find(({ sha256, sha512 }) => said.some(({ hex }) => hex === sha256 || hex === sha512));
    if (said.length > 0 && asset === undefined) {
      throw new Fault("sbom-subject", "it describes none of the assets, by the digest that it names", {
        hint: "make the SBOM of the very file that is sealed",
      });
    }
    return { asset, sbom: bindSbom(bytes, asset ?? { name, sha256: "", sha512: "" }).sbom };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    throw new Fault(cause.code, `the SBOM ${printable(name)}: ${cause.message}`, { cause, ...hint });
  }
}
