import { createHash } from "node:crypto";
import { describeAsset } from "../../../src/domain/sbom/describe/describe-asset.ts";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { formatTar } from "../../../src/kernel/tar.ts";

export type Content = string | Uint8Array;

/** Describes bytes as the asset of that name. */
export function look(name: string, content: Content): Promise<Inventory> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return describeAsset({
    name,
    size: bytes.length,
    sha256: hash("sha256"),
    sha512: hash("sha512"),
    source: bytesSource(bytes),
  });
}

export function tar(files: Readonly<Record<string, Content>>): Uint8Array {
  return formatTar(
    Object.entries(files).map(([name, content]) => ({ name, bytes: new Uint8Array(Buffer.from(content)) })),
  );
}

export function purls({ components }: Inventory): string[] {
  return components.flatMap(({ purl }) => purl ?? []);
}

/** Without those of the asset itself. */
export function innerEdges({ edges, root }: Inventory): string[] {
  return edges.filter(({ from }) => from !== root.ref).map(({ from, to }) => `${from} -> ${to}`);
}

/** An image as `docker save` writes it, of layers from the lowest up. */
export function savedImage(...layers: readonly Uint8Array[]): Uint8Array {
  const names = layers.map((_, index) => `${index}/layer.tar`);
  const manifest = JSON.stringify([{ Config: "config.json", RepoTags: ["app:1"], Layers: names }]);
  const files = names.map((name, index): [string, Content] => [name, layers[index] as Uint8Array]);
  return tar(Object.fromEntries([...files, ["config.json", "{}"], ["manifest.json", manifest]]));
}
