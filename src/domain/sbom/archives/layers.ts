import type { UntrustedEntry } from "../../../kernel/archives/untrusted-entry.ts";

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/**
 * What one archive says about the places in it, for the case that it is a layer of an image: its entries, and what it
 * takes away of the layers below (https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts).
 */
export class LayerEntries {
  /** Everything that is not a folder, and what a whiteout names: below such a place nothing older is left. */
  readonly #taken = new Set<string>();
  readonly #folders = new Set<string>();
  /** Folders whose older contents are gone. */
  readonly #emptied = new Set<string>();
  /** Lengths of the places above, so that a deep path is not cut at each of its folders in vain. */
  readonly #lengths = new Set<number>();

  /** True if it is held from now on. */
  add({ path, kind }: Pick<UntrustedEntry, "path" | "kind">): boolean {
    const place = plainPlace(path);
    const name = place.slice(place.lastIndexOf("/") + 1);
    const folder = place.slice(0, place.length - name.length);
    if (name === OPAQUE) this.#keep(this.#emptied, folder.replace(/\/$/, ""));
    else if (name.startsWith(WHITEOUT)) this.#keep(this.#taken, folder + name.slice(WHITEOUT.length));
    else if (kind === "directory") this.#folders.add(place);
    else this.#keep(this.#taken, place);
    return true;
  }

  #keep(places: Set<string>, place: string): void {
    places.add(place);
    this.#lengths.add(place.length);
  }

  /** True if something at this place in a layer below cannot be seen any more. */
  hides(place: string): boolean {
    if (this.#taken.has(place) || this.#folders.has(place) || this.#emptied.has("")) return true;
    for (let at = place.lastIndexOf("/"); at > 0; at = place.lastIndexOf("/", at - 1)) {
      if (!this.#lengths.has(at)) continue;
      const above = place.slice(0, at);
      if (this.#taken.has(above) || this.#emptied.has(above)) return true;
    }
    return false;
  }
}

/** True for the path of an archive that an image layout or a saved image may name as layer. */
export function mayBeLayer(path: string): boolean {
  return /!(?:blobs\/[^!]+|[^!]+\.tar(?:\.\w+)?)$/.test(path);
}

/** True for an entry that only takes away. */
export function isWhiteout(path: string): boolean {
  return plainPlace(path).split("/").at(-1)?.startsWith(WHITEOUT) === true;
}

/** A path in an archive without `./` or `/` in front and `/` at the end. */
export function plainPlace(path: string): string {
  return path.replace(/^(?:\.?\/)+/, "").replace(/(?<!\/)\/+$/, "");
}
