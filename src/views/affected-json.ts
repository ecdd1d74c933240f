import * as v from "valibot";
import { EFFECTS } from "../domain/announcement/effect.ts";
import { type AffectedAnswer, worstState } from "../domain/announcement/judge-affected.ts";
import { schemaId } from "../domain/home.ts";

const state = v.picklist([...EFFECTS, "undecided", "not-named"]);

/** What `capsule affected --json` prints. */
export const affectedSchema = v.strictObject({
  schema: v.literal(schemaId("affected")),
  /** The worst of the answers. */
  state,
  answers: v.array(
    v.strictObject({
      product: v.string(),
      state,
      /** Names of the vulnerability. */
      ids: v.array(v.string()),
      /** Format and id of each document that says so. */
      documents: v.array(v.string()),
      /** Why it is undecided. */
      reason: v.nullable(v.string()),
    }),
  ),
  /** Those that were read. */
  documents: v.array(v.strictObject({ format: v.string(), id: v.string() })),
});

export interface AskedAdvisories {
  readonly answers: readonly AffectedAnswer[];
  readonly documents: readonly { readonly format: string; readonly id: string }[];
}

export function affectedJson({ answers, documents }: AskedAdvisories): v.InferOutput<typeof affectedSchema> {
  return {
    schema: schemaId("affected"),
    state: worstState(answers),
    answers: answers.map(({ ids, documents: where, reason, ...answer }) => ({
      ...answer,
      ids: [...ids],
      documents: [...where],
      reason: reason ?? null,
    })),
    documents: [...documents],
  };
}
