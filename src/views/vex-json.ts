import * as v from "valibot";
import { schemaId } from "../domain/home.ts";

/** What `capsule vex --json` prints. */
export const vexSchema = v.strictObject({
  schema: v.literal(schemaId("vex-repository")),
  /** The folder that was written. */
  folder: v.string(),
  /** Relative to it. */
  files: v.array(v.string()),
  statements: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Decisions that do not hold today, and stand in no document. */
  leftOut: v.array(v.strictObject({ id: v.string(), component: v.string() })),
});

export interface ShownVexRepository {
  readonly folder: string;
  readonly files: readonly string[];
  readonly statements: number;
  readonly leftOut: readonly { readonly id: string; readonly component: string }[];
}

export function vexJson({ folder, files, statements, leftOut }: ShownVexRepository): v.InferOutput<typeof vexSchema> {
  return {
    schema: schemaId("vex-repository"),
    ...{ folder, files: [...files], statements },
    leftOut: leftOut.map(({ id, component }) => ({ id, component })),
  };
}
