import { setFlagsFromString } from "node:v8";

/**
 * Keeps the part of memory where new values are made as small as it begins: left alone it grows threefold to 200 MiB, which Node 24
 * gives back to nobody. To be called before any work. It costs a tenth of the time of what makes many values, as an SBOM of 30,000
 * packages, and takes a third off its memory.
 */
export function keepMemoryLean(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
