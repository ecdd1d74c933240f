import type { ByteSource } from "../../../kernel/byte-source.ts";
import type { Part } from "./part.ts";
import type { WorkBudget } from "./work-budget.ts";

/** A lockfile or manifest, known by its name: small enough to be held whole. */
export interface DocumentFormat {
  readonly id: string;
  /** True for a path this format reads; `bytes`, where they are at hand, may tell what an unusual place does not. */
  recognises(path: string, bytes?: Uint8Array): boolean;
  /** Names, in the same folder, that `read` may ask for. */
  readonly companions: readonly string[];
  /** What one file may have; `MAX_SOURCE_BYTES` where it is left out. */
  readonly maxBytes?: number;
  /** What it is written in, if reading that costs more than lines or JSON do. */
  readonly notation?: "toml" | "yaml";
  /** Pure; `sbom-source-malformed` fault for bytes that are not this format. */
  read(document: SourceDocument): Part;
}

export interface SourceDocument {
  /** With `/`, relative to what is described. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The bytes of a companion in the same folder, or undefined. */
  beside(name: string): Uint8Array | undefined;
  /** Paths, within the same archive, of every document that was found there; empty outside archives. */
  readonly neighbours?: readonly string[];
  /** What may be spent on the asset that it lies in; one for this document alone where it is left out. */
  readonly budget?: WorkBudget;
}

/** A program or package in its place. */
export interface ShippedBytes {
  readonly path: string;
  readonly source: ByteSource;
  /** The first 512 bytes, or all if there are fewer. */
  readonly head: Uint8Array;
  readonly budget: WorkBudget;
}

/** Shipped bytes, known by how they begin: programs and packages, read in place whatever their size. */
export interface BinaryFormat {
  readonly id: string;
  recognises(path: string, head: Uint8Array): boolean;
  /** Undefined if the file is of this kind and carries nothing that can be read. */
  read(program: ShippedBytes): Promise<Part | undefined>;
}
