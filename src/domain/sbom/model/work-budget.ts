import { Fault } from "../../../kernel/fault.ts";

/**
 * What one thing costs, in steps: about a nanosecond of a slow machine each, once and for all, so that the same input has the
 * same result everywhere. Nothing here looks at a clock or at memory.
 */
export const STEPS = {
  /** Of a byte that comes out of a packing. */
  unpackedByte: { gzip: 4, xz: 14, zstd: 20 },
  /** Of a byte of a member that is looked through: parsed as archive, hashed, copied. */
  memberByte: 3,
  archive: 250_000,
  member: { tar: 25_000, zip: 50_000, ar: 10_000 },
  document: 40_000,
  documentByte: 25,
  /** Of a comma, bracket or line, which are what documents are made of. */
  mark: { plain: 300, toml: 2_500, yaml: 6_000 },
  component: 40_000,
  edge: 4_000,
  remark: 2_000,
  /** One of the texts or numbers that the header of an RPM package holds, each time it is read. */
  item: 500,
  /** One document compared with one layer of one image. */
  glance: 200,
} as const;

/** What one thing holds until the SBOM is written, in bytes beside its texts. */
const HELD = { component: 2_000, edge: 250, remark: 200 } as const;
/** A text stands in the model, in what is made for writing, and in the bytes that are written. */
const COPIES = 4;

const LEAST_STEPS = 3_000_000_000;
const STEPS_OF_A_BYTE = 60;
const LEAST_HELD = 80 << 20;
const HELD_OF_A_BYTE = 5;
const MOST_HELD = 1 << 30;

/**
 * The work that is spent on describing one asset, and what may be held for it at once. Both grow with the size of the asset: who
 * ships a gigabyte may have it read. Fault, from the first step beyond: `sbom-limit`.
 */
export class WorkBudget {
  readonly #steps: number;
  readonly #most: number;
  #spent = 0;
  #held = 0;

  /** `mostHeld` is bytes. */
  constructor(assetBytes: number, mostHeld = MOST_HELD) {
    this.#steps = LEAST_STEPS + STEPS_OF_A_BYTE * assetBytes;
    this.#most = Math.min(mostHeld, LEAST_HELD + HELD_OF_A_BYTE * assetBytes);
  }

  get isSpent(): boolean {
    return this.#spent > this.#steps;
  }

  /** `what` names the work, for example `unpacking it`. */
  spend(steps: number, what: string): void {
    this.#spent += steps;
    if (this.isSpent) {
      const millions = Math.floor(this.#steps / 1_000_000);
      throw new Fault(
        "sbom-limit",
        `${what} takes more than the ${millions} million steps that a file of this size is given`,
      );
    }
  }

  /** Bytes that stay in memory until they are released, or until the SBOM is written. */
  hold(bytes: number, what: string): void {
    if (this.#held + bytes > this.#most) {
      throw new Fault(
        "sbom-limit",
        `${what} takes more than the ${this.#most >> 20} MiB that a file of this size is given`,
      );
    }
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  component(characters: number): void {
    this.spend(STEPS.component, "listing its packages");
    this.hold(HELD.component + COPIES * characters, "listing its packages");
  }

  edge(characters: number): void {
    this.spend(STEPS.edge, "listing who needs whom");
    this.hold(HELD.edge + COPIES * characters, "listing who needs whom");
  }

  remark(characters: number): void {
    this.spend(STEPS.remark, "listing what is remarkable");
    this.hold(HELD.remark + COPIES * characters, "listing what is remarkable");
  }
}
