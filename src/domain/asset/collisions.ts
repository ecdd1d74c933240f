import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { githubName } from "./github-name.ts";

/**
 * Refuses names that some consumer would store as one file: equal names, names that differ in letter case or Unicode
 * normalisation only (Windows, macOS), and names that GitHub renames to the same. Fault: `asset-name-collision`.
 */
export function refuseCollisions(
  names: readonly string[],
  placeOf: (index: number) => string | undefined = noPlace,
): void {
  const seen = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    for (const key of [`disk:${foldName(name)}`, `github:${foldName(githubName(name))}`]) {
      const other = seen.get(key);
      if (other !== undefined) {
        throw collision({ name: names[other] ?? "", place: placeOf(other) }, { name, place: placeOf(index) });
      }
      seen.set(key, index);
    }
  }
}

/** Equal for names that a case-insensitive, normalising file system takes for one. Upper case first: it folds ß and ſ. */
export function foldName(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

function noPlace(): undefined {
  return undefined;
}

interface Placed {
  readonly name: string;
  /** Where the file is, for messages. */
  readonly place: string | undefined;
}

function collision(one: Placed, other: Placed): Fault {
  const [first, second] = [one, other].map(({ name, place }) => printable(place ?? name));
  if (one.name === other.name && one.place !== undefined) {
    return new Fault("asset-name-collision", `${first} and ${second} would be one file of the release`, {
      hint: MATRIX,
    });
  }
  return new Fault(
    "asset-name-collision",
    `the assets ${first} and ${second} would be the same file for some consumers`,
    {
      hint: "rename one of them",
    },
  );
}

/** Jobs of a matrix build files of the same names in folders of their own. */
const MATRIX =
  "give each its own name where it is built, for example with system and architecture in it; actions/download-artifact with merge-multiple would keep only one of them";
