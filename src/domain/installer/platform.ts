/** The systems that installers are written for, as the scripts name them. */
export type System = "linux" | "darwin" | "freebsd" | "windows";
export type Processor = "x86_64" | "aarch64" | "armv7" | "armv6" | "i686" | "riscv64" | "ppc64le" | "s390x";
/** The C library of a file for Linux, or the toolchain of one for Windows; `any` where its name says nothing. */
export type Library = "any" | "gnu" | "musl" | "msvc";

/** What one word of a file name says of the machine that the file is for. */
export interface PlatformWord {
  readonly system?: System;
  /** Several for a file that runs on each of them. */
  readonly processors?: readonly Processor[];
  readonly library?: Library;
}

const ALL_MACS = ["x86_64", "aarch64"] as const;

/** As GoReleaser, Rust's target triples, Node, Debian and people write them; in lower case. */
const WORDS: ReadonlyMap<string, PlatformWord> = new Map<string, PlatformWord>([
  ...named(["linux"], { system: "linux" }),
  ...named(["darwin", "macos", "osx", "mac", "apple"], { system: "darwin" }),
  ...named(["freebsd"], { system: "freebsd" }),
  ...named(["windows", "win", "win32"], { system: "windows" }),
  ...named(["linux64"], { system: "linux", processors: ["x86_64"] }),
  ...named(["win64"], { system: "windows", processors: ["x86_64"] }),
  ...named(["x86_64", "x86-64", "amd64", "x64"], { processors: ["x86_64"] }),
  ...named(["aarch64", "arm64", "armv8"], { processors: ["aarch64"] }),
  ...named(["armv7", "armv7l", "armv7hf", "armhf"], { processors: ["armv7"] }),
  // Rust's `arm` and GoReleaser's are for version 6.
  ...named(["armv6", "armv6l", "armv6hf", "arm"], { processors: ["armv6"] }),
  ...named(["i386", "i586", "i686", "386", "x86", "ia32"], { processors: ["i686"] }),
  ...named(["riscv64", "riscv64gc"], { processors: ["riscv64"] }),
  ...named(["ppc64le", "powerpc64le"], { processors: ["ppc64le"] }),
  ...named(["s390x"], { processors: ["s390x"] }),
  ...named(["universal", "universal2", "all"], { processors: ALL_MACS }),
  ...named(["gnu", "glibc", "gnueabi", "gnueabihf"], { library: "gnu" }),
  // What is linked statically runs on either.
  ...named(["musl", "musleabi", "musleabihf", "static"], { library: "musl" }),
  ...named(["msvc"], { library: "msvc" }),
  ...named(["unknown", "pc", "none"], {}),
]);

/** Undefined for a word that is of no platform. */
export function platformWord(word: string): PlatformWord | undefined {
  return WORDS.get(word.toLowerCase());
}

function named(words: readonly string[], means: PlatformWord): [string, PlatformWord][] {
  return words.map((word) => [word, means]);
}
