import * as v from "valibot";
import { schemaId } from "../../src/domain/home.ts";
import type { Vector } from "./vector.ts";

const about = { file: v.pipe(v.string(), v.regex(/^(accept|refuse)\/[a-z0-9-]+\.capsule$/)), why: v.string() };

/** docs/vectors/index.json: the verdict on each vector. */
export const vectorIndexSchema = v.strictObject({
  schema: v.literal(schemaId("capsule-vectors")),
  vectors: v.array(
    v.union([
      v.strictObject({ ...about, expect: v.literal("accept") }),
      v.strictObject({ ...about, expect: v.literal("refuse"), code: v.string() }),
    ]),
  ),
});

export function vectorIndex(vectors: readonly Vector[]): v.InferOutput<typeof vectorIndexSchema> {
  return { schema: schemaId("capsule-vectors"), vectors: vectors.map(describe) };
}

function describe({ file, code, why }: Vector): v.InferOutput<typeof vectorIndexSchema>["vectors"][number] {
  return code === undefined ? { file, expect: "accept", why } : { file, expect: "refuse", code, why };
}
