import { compareUtf8 } from "../../kernel/bytewise.ts";
import type { Asset } from "../asset/asset.ts";
import type { ImageReference } from "../asset/image-reference.ts";
import { CAPSULE_PREDICATE_TYPE } from "../home.ts";
import type { Backfill, Evidence, Previous, RootPredicate, RootStatement } from "./root-schema.ts";

/** One entry as the root will list it. */
export interface EvidenceEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Hex sha256 of the asset that it is about; absent if it is about the release. */
  readonly subject?: string;
  readonly predicateType?: string;
}

const FILE = { kind: "file" } as const;
const IMAGE = { kind: "image" } as const;

/** What a root is built of. */
export interface RootParts {
  readonly release: RootPredicate["release"];
  readonly assets: readonly Pick<Asset, "name" | "sha256" | "sha512">[];
  readonly images?: readonly ImageReference[];
  readonly entries: readonly EvidenceEntry[];
  readonly pins: RootPredicate["pins"];
  readonly previous: Previous;
  readonly backfill?: Backfill | undefined;
}

/** The root statement over these assets and images that closes over exactly these entries; both in bytewise order of names. */
export function buildRoot(content: RootParts, sha256Hex: (bytes: Uint8Array) => string): RootStatement {
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [
      ...content.assets.map(({ name, sha256, sha512 }) => ({ name, digest: { sha256, sha512 }, annotations: FILE })),
      ...(content.images ?? []).map(({ name, sha256 }) => ({ name, digest: { sha256 }, annotations: IMAGE })),
    ].sort(byName),
    predicateType: CAPSULE_PREDICATE_TYPE,
    predicate: {
      release: content.release,
      evidence: content.entries.map((entry) => describe(entry, sha256Hex(entry.bytes))).sort(byName),
      pins: content.pins,
      previous: content.previous,
      ...(content.backfill === undefined ? {} : { backfill: content.backfill }),
    },
  };
}

function describe({ name, bytes, mediaType, subject, predicateType }: EvidenceEntry, sha256: string): Evidence {
  return {
    name,
    digest: { sha256 },
    mediaType,
    annotations: {
      size: bytes.length,
      ...(subject === undefined ? {} : { subject }),
      ...(predicateType === undefined ? {} : { predicateType }),
    },
  };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareUtf8(a.name, b.name);
}
