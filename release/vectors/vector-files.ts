import { schemaId } from "../../src/domain/home.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import { archiveVectors } from "./archive-vectors.ts";
import { goodVectors, rootVectors } from "./root-vectors.ts";
import type { Vector } from "./vector.ts";

/** Every file below docs/vectors/ by its path there: a pure function, the same on any machine. */
export function vectorFiles(): Map<string, Uint8Array> {
  const vectors = [...goodVectors(), ...archiveVectors(), ...rootVectors()];
  const index = { schema: schemaId("capsule-vectors"), vectors: vectors.map(describe) };
  return new Map([
    ["index.json", encodeUtf8(`${JSON.stringify(index, null, 2)}\n`)],
    ...vectors.map(({ file, bytes }) => [file, bytes] as const),
  ]);
}

function describe({ file, code, why }: Vector): object {
  return code === undefined ? { file, expect: "accept", why } : { file, expect: "refuse", code, why };
}
