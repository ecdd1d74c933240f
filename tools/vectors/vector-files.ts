import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { archiveVectors } from "./archive-vectors.ts";
import { goodVectors, rootVectors } from "./root-vectors.ts";
import { vectorIndex } from "./vector-index.ts";

/** Every file below docs/vectors/ by its path there: a pure function, the same on any machine. */
export function vectorFiles(): Map<string, Uint8Array> {
  const vectors = [...goodVectors(), ...archiveVectors(), ...rootVectors()];
  return new Map([
    ["index.json", encodeUtf8(`${JSON.stringify(vectorIndex(vectors), null, 2)}\n`)],
    ...vectors.map(({ file, bytes }) => [file, bytes] as const),
  ]);
}
