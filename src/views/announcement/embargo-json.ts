import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";

const orNull = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

/** What `capsule embargo --json` prints. */
export const embargoResultSchema = v.strictObject({
  schema: v.literal(schemaId("embargo-result")),
  action: v.picklist(["hand-over", "commit", "lift"]),
  dryRun: v.boolean(),
  /** Of the announcement. */
  id: v.string(),
  /** Name and version of the release with the fix. */
  release: v.string(),
  /** When it becomes public. */
  publish: v.string(),
  /** Why the stated time was not waited for; null if it was. */
  early: orNull(v.string()),
  /** What is late, by the rules of the response and by the clock. */
  late: v.array(v.string()),
  /** Of `hand-over` and `commit`: path of what was written. */
  file: orNull(v.string()),
  /** Of `hand-over`: names of the files in it. */
  files: v.array(v.string()),
  /** Of `commit`: hex, all that the log learns. */
  commitment: orNull(v.string()),
  /** Of `commit` and `lift`, in their order. */
  steps: v.array(
    v.strictObject({
      does: v.picklist(["commit", "publish", "opened", "published", "yanked"]),
      about: v.string(),
      status: v.picklist(["done", "already", "would"]),
      /** A web address, or a leaf of the log. */
      at: orNull(v.string()),
    }),
  ),
});

export type ShownEmbargo = Omit<v.InferOutput<typeof embargoResultSchema>, "schema">;

/** Nothing but what every action has. */
export function shownEmbargo(
  shown: Pick<ShownEmbargo, "action" | "id" | "release" | "publish"> & Partial<ShownEmbargo>,
): ShownEmbargo {
  return {
    ...{ dryRun: false, early: null, late: [], file: null, files: [], commitment: null, steps: [] },
    ...shown,
  };
}

export function embargoJson(shown: ShownEmbargo): v.InferOutput<typeof embargoResultSchema> {
  return { schema: schemaId("embargo-result"), ...shown };
}
