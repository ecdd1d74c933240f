/** Where the parts of a program lie in its file. */
export interface Executable {
  readonly kind: "elf" | "pe" | "mach-o";
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly sections: readonly Section[];
  /** What is loaded into memory, for turning addresses into file positions. */
  readonly segments: readonly Segment[];
}

export interface Section {
  /** `.go.buildinfo`, `.dep-v0`; for Mach-O `__DATA,__go_buildinfo`. */
  readonly name: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly size: number;
}

export interface Segment {
  readonly address: number;
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  readonly writable: boolean;
}
