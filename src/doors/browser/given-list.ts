import type { GivenFile } from "../library/given-files.ts";

/** A file that somebody chose or dropped, by itself or in a folder. */
export interface PageFile extends GivenFile {
  /** The path that it had, with the folder that was given. */
  readonly shown: string;
  /** True for what only lies in a folder that was given. */
  readonly isListed: boolean;
}

export interface GivenList {
  /** A file under the path that it had below a folder, or under its name alone. */
  take(path: string, file: File): void;
  all(): readonly PageFile[];
  clear(): void;
}

/**
 * Whatever folders files lie in, they are read as if they lay in one, beside the capsule. A second file of a name does not take the place
 * of the first: both are looked at, and a good one hides nothing.
 */
export function givenList(): GivenList {
  const given = new Map<string, PageFile>();
  /** By the paths that files had, those that they are read under. */
  const places = new Map<string, string>();
  return {
    take(path, file) {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const place = places.get(path) ?? (given.has(name) ? `${given.size}/${name}` : name);
      places.set(path, place);
      given.set(place, { path: place, shown: path, file, isListed: path !== name });
    },
    all: () => [...given.values()],
    clear: () => {
      given.clear();
      places.clear();
    },
  };
}
