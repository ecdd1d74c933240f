import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { type KitPredicate, kitPredicateSchema } from "../../domain/kit/kit-statement.ts";
import type { DeeplyReadonly } from "../../kernel/deeply-readonly.ts";
import { once } from "../../kernel/once.ts";

const orNull = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `capsule kit --json` prints. */
export const kitSchema = once(() =>
  v.strictObject({
    schema: v.literal(schemaId("kit")),
    action: v.picklist(["make", "verify", "import", "status", "rollback"]),
    /** What came of it. */
    result: v.picklist([
      "made",
      "verified",
      "imported",
      "in-place",
      "would-import",
      "in-order",
      "stale",
      "rolled-back",
    ]),
    /** What is signed about the kit. */
    kit: kitPredicateSchema(),
    /** SHA-256 of it: the name of the kit in the next one. */
    sha256: v.string(),
    /** Who signed it; null if nobody was expected to have. */
    signer: orNull(v.string()),
    /** The files of the kit that was made, or the folder. */
    paths: v.array(v.string()),
    /** Of `import`: what has a name in the registry. */
    names: v.array(v.string()),
    /** Number of the kit that was in place before; null if none was, or for another action. */
    before: orNull(count),
    /** What somebody overruled, by code. */
    overruled: v.array(v.string()),
    /** Of `import`: folders of earlier kits that were removed. */
    removed: v.array(v.string()),
    /** What an earlier run had left that was killed. */
    recovered: v.picklist(["nothing", "finished", "taken-back"]),
    /** Of `status`. */
    status: orNull(
      v.strictObject({
        daysLeft: v.number(),
        feedDays: orNull(v.number()),
        stale: v.array(v.picklist(["kit", "feed"])),
        /** True if a run was cut off that the next one takes up. */
        interrupted: v.boolean(),
        everyFile: v.boolean(),
        kits: v.array(v.string()),
        quarantined: count,
        audit: v.strictObject({
          lines: count,
          head: orNull(v.string()),
          last: v.array(
            v.strictObject({
              time: v.string(),
              action: v.picklist(["imported", "rolled-back", "refused", "interrupted"]),
              /** Number of the kit; null for a file that did not say it. */
              sequence: orNull(count),
              codes: v.array(v.string()),
              reason: orNull(v.string()),
            }),
          ),
        }),
        retention: v.array(
          v.strictObject({
            kind: v.picklist(["ends-soon", "not-in-place"]),
            path: v.string(),
            until: v.string(),
            reason: v.string(),
            folders: v.array(v.string()),
          }),
        ),
      }),
    ),
  }),
);

type KitJson = v.InferOutput<ReturnType<typeof kitSchema>>;
/** What was done with a kit. */
export type ShownKit = Omit<DeeplyReadonly<KitJson>, "schema" | "kit"> & { readonly kit: KitPredicate };

/** Nothing but what every action has. */
export function shownKit(shown: Pick<ShownKit, "action" | "result" | "kit" | "sha256"> & Partial<ShownKit>): ShownKit {
  return {
    ...{
      signer: null,
      paths: [],
      names: [],
      before: null,
      overruled: [],
      removed: [],
      recovered: "nothing",
      status: null,
    },
    ...shown,
  };
}

export function kitJson(shown: ShownKit): DeeplyReadonly<KitJson> {
  return { schema: schemaId("kit"), ...shown };
}
