import { type ImageName, imagePath, parseImageName } from "../../domain/image/image-name.ts";
import { EMPTY_CONFIG } from "../../domain/image/referrer-manifest.ts";
import { formatKitArtifact, type KitLayer, readKitArtifact } from "../../domain/kit/kit-artifact.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY } from "../../domain/kit/kit-statement.ts";
import { blobPath, LAYOUT_FOLDER, type LayoutDescriptor } from "../../domain/kit/oci-layout.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_KIT_LIST_BYTES, MAX_KIT_STATEMENT_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { readArtifact } from "../verify/read-artifact.ts";
import type { KitPorts } from "./kit-ports.ts";
import { type StatedKit, statedKit } from "./read-earlier-kit.ts";
import { inFolder } from "./stage-kit.ts";
import { type WalkedImage, walkLayout } from "./walk-layout.ts";

export interface KitToPush {
  /** As a person writes the place: `registry.example/mirror`. */
  readonly to: string;
  /** Absolute path of the folder in which the kit lies, whole and verified. */
  readonly path: string;
  readonly kit: Pick<StatedKit, "files" | "predicate">;
  /** Why somebody overruled what forbids it. */
  readonly reason: string | undefined;
}

export interface PushedKit {
  /** Lets the names point to what was put; nothing can be seen before. Resolves to the names. */
  name(): Promise<readonly string[]>;
}

const MAX_MANIFEST_BYTES = 4 << 20;

/** The artifact of a line of kits. Fault: `usage` for what is not a place in a registry. */
export function kitImage(to: string, name: string): ImageName {
  return parseImageName(`${to}/kit:${name}`);
}

/** The kit that a registry has; undefined for none. It is as it says itself. */
export async function kitInRegistry(
  to: string,
  name: string,
  { crypto, registryOf }: Pick<KitPorts, "crypto" | "registryOf">,
): Promise<StatedKit | undefined> {
  const image = kitImage(to, name);
  const registry = await registryOf(image);
  const stored = await registry.manifest(image.tag ?? "");
  if (stored === undefined) return undefined;
  const { statement, list } = readKitArtifact(stored.bytes);
  const bundle = await registry.blob(statement, MAX_KIT_STATEMENT_BYTES);
  return statedKit(bundle, await registry.blob(list, MAX_KIT_LIST_BYTES), crypto);
}

/**
 * Puts a kit into a registry: each image under its own name below the place, and all other files as one artifact `kit:NAME`.
 *
 *   1. blobs      each layer, and each file that is not of an image
 *   2. manifests  by their digests
 *   3. names      once the caller says so, the kit itself last
 *
 * Faults: `kit-contents` for an image without a name, those of the registry.
 */
export async function pushKit(push: KitToPush, ports: KitPorts): Promise<PushedKit> {
  const { files, progress } = ports;
  const images = await walkLayout({
    size: async (path) => (await files.facts(inFolder(push.path, { path }, files)))?.size,
    read: (path) => files.read(inFolder(push.path, { path }, files), MAX_MANIFEST_BYTES),
  });
  const named = images.map((image) => ({ ...image, target: targetOf(image, push.to) }));
  progress.step(`putting ${counted(named.length, "image")} and the kit into ${printable(push.to)}`);
  const names: (() => Promise<string>)[] = [];
  for (const image of named) names.push(await pushImage(image, { push, ports }));
  names.push(await pushArtifact(push, ports));
  return {
    async name() {
      const done: string[] = [];
      for (const one of names) done.push(await one());
      return done;
    },
  };
}

/** `ghcr.io/acme/tool:1.2.3` becomes `registry.example/mirror/acme/tool:1.2.3`. */
function targetOf({ image }: WalkedImage, to: string): ImageName {
  const parts = image.name?.split("/") ?? [];
  const isRegistry = /[.:]/.test(parts[0] ?? "") || parts[0] === "localhost";
  const path = (isRegistry && parts.length > 1 ? parts.slice(1) : parts).join("/");
  // A tag alone names no repository.
  if (parts.length < 2 && !path.includes(":")) {
    throw new Fault("kit-contents", `the image ${image.digest} is not named, so that no registry can have it`, {
      hint: "give it a name such as acme/tool:1.2.3 in the annotation org.opencontainers.image.ref.name",
    });
  }
  return parseImageName(`${to}/${path.replace(/@sha256:[0-9a-f]{64}$/, "")}${/[:@]/.test(path) ? "" : ":latest"}`);
}

interface Pushing {
  readonly push: KitToPush;
  readonly ports: KitPorts;
}

async function pushImage(
  { image, manifests, blobs, target }: WalkedImage & { readonly target: ImageName },
  { push, ports }: Pushing,
): Promise<() => Promise<string>> {
  const { files } = ports;
  const registry = await ports.registryOf(target);
  const at = (descriptor: LayoutDescriptor) => inFolder(push.path, { path: blobPath(descriptor) }, files);
  for (const blob of blobs) await registry.putLargeBlob(blob, streamOf(at(blob), blob.size, files));
  for (const manifest of manifests) {
    await registry.place(await files.read(at(manifest), MAX_MANIFEST_BYTES), manifest.digest);
  }
  // The folder may be elsewhere when the image gets its name.
  const top = await files.read(at(image), MAX_MANIFEST_BYTES);
  return async () => {
    await registry.place(top, target.tag ?? image.digest);
    return `${imagePath(target)}:${target.tag ?? ""}`;
  };
}

async function pushArtifact(
  { to, path: folder, kit, reason }: KitToPush,
  ports: KitPorts,
): Promise<() => Promise<string>> {
  const { files } = ports;
  const image = kitImage(to, kit.predicate.name);
  const registry = await ports.registryOf(image);
  const config = await registry.putBlob(EMPTY_CONFIG);
  const paths = kit.files.map(({ path }) => path).filter((path) => !path.startsWith(LAYOUT_FOLDER));
  const layers: KitLayer[] = [];
  for (const path of [KIT_STATEMENT_ENTRY, KIT_LIST_ENTRY, ...paths]) {
    const at = inFolder(folder, { path }, files);
    const { digests, size } = await readArtifact({ path: at, algorithms: ["sha256"] }, ports);
    const digest = `sha256:${digests.sha256}`;
    await registry.putLargeBlob({ digest }, streamOf(at, size, files));
    layers.push({ path, digest, size });
  }
  const manifest = formatKitArtifact({ config, layers, reason });
  return async () => {
    await registry.place(manifest, image.tag ?? "");
    return `${imagePath(image)}:${image.tag ?? ""}`;
  };
}

function streamOf(path: string, size: number, files: Files) {
  return {
    size,
    async *chunks() {
      const file = await files.open(path);
      try {
        yield* sourceChunks(file);
      } finally {
        await file.close();
      }
    },
  };
}
