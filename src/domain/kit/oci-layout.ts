import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";

/** Where the index of an OCI layout lies in a kit, and what it names. https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export const LAYOUT_INDEX = "images/index.json";
export const LAYOUT_FOLDER = "images/";

const MAX_MANIFEST_BYTES = 4 << 20;
const MAX_DESCRIPTORS = 10_000;

/** As much of a descriptor as leads to the bytes. */
export interface LayoutDescriptor {
  readonly mediaType: string;
  /** `sha256:` and hex. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** An image that the index of a layout names. */
export interface LayoutImage extends LayoutDescriptor {
  /** As whoever put it there calls it: `ghcr.io/acme/tool:1.2.3`, or only a tag. */
  readonly name: string | undefined;
}

const descriptor = once(() =>
  v.object({
    mediaType: v.pipe(v.string(), v.maxLength(255)),
    digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    annotations: v.nullish(v.record(v.string(), v.string())),
  }),
);
const list = once(() => v.pipe(v.array(descriptor()), v.maxLength(MAX_DESCRIPTORS)));
const index = once(() => v.object({ schemaVersion: v.literal(2), manifests: list() }));
const manifest = once(() =>
  v.object({ manifests: v.nullish(list()), config: v.nullish(descriptor()), layers: v.nullish(list()) }),
);

/** The path of a blob in a kit. */
export function blobPath({ digest }: Pick<LayoutDescriptor, "digest">): string {
  return `${LAYOUT_FOLDER}blobs/sha256/${digest.slice("sha256:".length)}`;
}

/** Fault: `kit-contents`. */
export function readLayoutIndex(bytes: Uint8Array): readonly LayoutImage[] {
  const { manifests } = parseSchema(index(), objectOf(bytes), malformed);
  return manifests.map(({ mediaType, digest, size, annotations }) => ({
    ...{ mediaType, digest, size },
    name: annotations?.["io.containerd.image.name"] ?? annotations?.["org.opencontainers.image.ref.name"],
  }));
}

/** What a manifest or an index names: further manifests, and blobs. Fault: `kit-contents`. */
export function readLayoutManifest(bytes: Uint8Array): {
  readonly manifests: readonly LayoutDescriptor[];
  readonly blobs: readonly LayoutDescriptor[];
} {
  const { manifests, config, layers } = parseSchema(manifest(), objectOf(bytes), malformed);
  if (manifests == null && config == null) throw malformed("is neither an image nor an index");
  return { manifests: manifests ?? [], blobs: [...(config == null ? [] : [config]), ...(layers ?? [])] };
}

function objectOf(bytes: Uint8Array): unknown {
  try {
    return parseJsonObject(bytes, { what: "the manifest", maxBytes: MAX_MANIFEST_BYTES });
  } catch (error) {
    if (error instanceof Fault) throw malformed(`cannot be read: ${error.message}`);
    throw error;
  }
}

function malformed(problem: string): Fault {
  return new Fault("kit-contents", `a manifest of the images ${problem}`);
}
