import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";

/** What `capsule vouch --json` prints of a statement for a log. */
export const saidSchema = v.strictObject({
  schema: v.literal(schemaId("said")),
  /** The effect, or the word for the predicate. */
  says: v.string(),
  /** Path of the signed statement. */
  file: v.string(),
  /** Hex SHA-256 of what it is about: the root of a release, or the policy of a log. */
  subject: v.string(),
  /** Hex SHA-256 by which other statements refer to it. */
  payload: v.string(),
  signer: v.strictObject({ identity: v.string(), issuer: v.nullable(v.string()) }),
});

export type ShownStatement = Omit<v.InferOutput<typeof saidSchema>, "schema">;

export function saidJson(shown: ShownStatement): v.InferOutput<typeof saidSchema> {
  return { schema: schemaId("said"), ...shown };
}

export function saidText({ says, file, payload, signer }: ShownStatement, page: Page): string {
  return [
    `Signed: ${visible(says)}`,
    "",
    ...labelled("Signed by", visible(signer.identity), page),
    ...labelled("Statement", visible(file), page),
    ...labelled("Digest", payload, page),
    "",
    "It says nothing to anybody until a log has it: capsule log append.",
    "",
  ].join("\n");
}
