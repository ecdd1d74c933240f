import { textAt } from "../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { parseJson } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";

/** A container image inside an archive. */
export interface ArchivedImage {
  /** Path of the archive. */
  readonly archive: string;
  /** `sha256:…` of its manifest; undefined in archives that keep none. */
  readonly digest: string | undefined;
  /** `registry/name:tag`, if the archive says one. */
  readonly name: string | undefined;
  readonly architecture: string | undefined;
  /** Paths of the layers as documents know them, the lowest first. */
  readonly layers: readonly string[];
}

const MAX_MANIFESTS = 256;
const MAX_NAME = 1024;
/** No container runtime mounts as many. */
const MAX_LAYERS = 1024;
const BLOB = /(?:^|[!/])blobs\/sha256\/[0-9a-f]{64}$/;

/** True for a blob of an image layout that is JSON: an index, a manifest or a configuration. */
export function isImageDocument(path: string, head: Uint8Array): boolean {
  return /(?:^|[!/])(?:index|manifest)\.json$/.test(path) ? path.includes("!") : BLOB.test(path) && head[0] === 0x7b;
}

/**
 * The images in OCI layouts (https://github.com/opencontainers/image-spec/blob/main/image-layout.md) and in what
 * `docker save` writes. What is not an image, or contradicts itself, or has more layers than could be run, gives none.
 */
export function findImages(documents: ReadonlyMap<string, Uint8Array>): ArchivedImage[] {
  const read = reader(documents);
  const found = [...documents.keys()].flatMap((path) => {
    const [, archive, file] = /^(.*)!(index|manifest)\.json$/.exec(path) ?? [];
    if (archive === undefined) return [];
    if (file === "index") return fromIndex(archive, read(path), read);
    return documents.has(`${archive}!index.json`) ? [] : fromSaved(archive, read(path), read);
  });
  return found.filter(({ layers }) => layers.length <= MAX_LAYERS);
}

type Read = (path: string) => JsonValue | undefined;

/** Parses each document once, however often it is named. */
function reader(documents: ReadonlyMap<string, Uint8Array>): Read {
  const known = new Map<string, JsonValue | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, parsed(documents.get(path)));
    return known.get(path);
  };
}

function parsed(bytes: Uint8Array | undefined): JsonValue | undefined {
  if (bytes === undefined) return undefined;
  try {
    return parseJson(bytes, { prototypeKeys: "keep" });
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function fromIndex(archive: string, index: JsonValue | undefined, read: Read): ArchivedImage[] {
  const waiting = objects(isJsonObject(index) ? index["manifests"] : undefined).map((entry) => ({
    entry,
    name: nameOf(entry),
  }));
  const images: ArchivedImage[] = [];
  for (let seen = 0; waiting.length > 0 && seen < MAX_MANIFESTS; seen++) {
    const { entry, name } = waiting.shift() ?? { entry: {}, name: undefined };
    const digest = text(entry["digest"]);
    const manifest = digest === undefined ? undefined : read(blobPath(archive, digest));
    if (!isJsonObject(manifest) || isAttestation(entry)) continue;
    for (const inner of objects(manifest["manifests"], MAX_MANIFESTS))
      waiting.push({ entry: inner, name: nameOf(inner) ?? name });
    if (manifest["layers"] === undefined || !isImage(manifest)) continue;
    const layers = objects(manifest["layers"], MAX_LAYERS + 1).flatMap((layer) => text(layer["digest"]) ?? []);
    images.push({
      archive,
      digest,
      name,
      architecture: architectureOf(entry, manifest, archive, read),
      layers: layers.map((layer) => blobPath(archive, layer)),
    });
  }
  return images;
}

function fromSaved(archive: string, manifest: JsonValue | undefined, read: Read): ArchivedImage[] {
  return objects(manifest).map((entry) => {
    const layers = (Array.isArray(entry["Layers"]) ? (entry["Layers"] as JsonValue[]) : []).filter(
      (layer) => typeof layer === "string",
    );
    const tags = Array.isArray(entry["RepoTags"]) ? (entry["RepoTags"] as JsonValue[]) : [];
    const config = read(`${archive}!${text(entry["Config"]) ?? ""}`);
    return {
      archive,
      digest: undefined,
      name: plainName(tags[0]),
      architecture: isJsonObject(config) ? text(config["architecture"]) : undefined,
      layers: layers.map((layer) => `${archive}!${layer}`),
    };
  });
}

function blobPath(archive: string, digest: string): string {
  return `${archive}!blobs/${digest.replace(":", "/")}`;
}

function nameOf(entry: JsonObject): string | undefined {
  const annotations = isJsonObject(entry["annotations"]) ? entry["annotations"] : {};
  return (
    plainName(annotations["io.containerd.image.name"]) ?? plainName(annotations["org.opencontainers.image.ref.name"])
  );
}

/** A name that is longer than any reference says nothing, and would be taken apart for long. */
function plainName(value: JsonValue | undefined): string | undefined {
  const name = text(value);
  return name !== undefined && name.length <= MAX_NAME ? name : undefined;
}

const IMAGE_CONFIG = /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\./;
const IMAGE_LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./;

/** A signature, chart or other artifact is packed as an image is, and has no file system; a type that is not said is that of one. */
function isImage(manifest: JsonObject): boolean {
  const config = isJsonObject(manifest["config"]) ? text(manifest["config"]["mediaType"]) : undefined;
  const layers = objects(manifest["layers"], MAX_LAYERS + 1).map((layer) => text(layer["mediaType"]));
  const isLayer = (type: string | undefined) => type === undefined || IMAGE_LAYER.test(type);
  return (config === undefined || IMAGE_CONFIG.test(config)) && (layers.length === 0 || layers.some(isLayer));
}

/** Build tools put what they attest beside the images, as if it were one. */
function isAttestation(entry: JsonObject): boolean {
  const annotations = isJsonObject(entry["annotations"]) ? entry["annotations"] : {};
  return annotations["vnd.docker.reference.type"] === "attestation-manifest";
}

function architectureOf(entry: JsonObject, manifest: JsonObject, archive: string, read: Read): string | undefined {
  const platform = isJsonObject(entry["platform"]) ? entry["platform"] : {};
  const config = isJsonObject(manifest["config"]) ? text(manifest["config"]["digest"]) : undefined;
  const settings = config === undefined ? undefined : read(blobPath(archive, config));
  return text(platform["architecture"]) ?? (isJsonObject(settings) ? textAt(settings, "architecture") : undefined);
}

function objects(value: JsonValue | undefined, most = Number.POSITIVE_INFINITY): JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).slice(0, most).filter((item) => isJsonObject(item)) : [];
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
