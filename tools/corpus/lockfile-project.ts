import type { Inventory } from "./inventories.ts";
import type { Workplace } from "./workplace.ts";

/** A small project of ours, whose lockfile the real program writes and then describes. */
export interface LockfileProject {
  /** A folder of the corpus. */
  readonly name: string;
  /** As `packageManager` has it. */
  readonly program: string;
  readonly files: Readonly<Record<string, string>>;
  /** Makes the packages that the project uses, if they are of a registry of ours and not of a public one. */
  readonly prepare?: (place: Workplace) => void;
  /** Arguments that make the lockfile. */
  readonly lock: readonly (readonly string[])[];
  readonly lockfile: string;
  /** Arguments whose outputs, one behind the other, say what is in it. */
  readonly describe: readonly (readonly string[])[];
  readonly read: (output: string, place: Workplace) => Inventory;
  /** Arguments that print the version; `--version` if it is not said. */
  readonly version?: readonly string[];
  /** How many packages the lockfile has a hash or a commit of, if not of all. */
  readonly withHash?: number;
  /** How many it has a licence of. */
  readonly withLicense?: number;
}
