import * as v from "valibot";
import type { SecurityExpiry } from "../domain/announcement/security-expiry.ts";
import { schemaId } from "../domain/home.ts";
import { labelled, type Page } from "./layout.ts";
import { visible } from "./visible.ts";

/** What `capsule announce --json` prints for a file about a project's security. */
export const announcedSecuritySchema = v.strictObject({
  schema: v.literal(schemaId("announced-security")),
  project: v.string(),
  /** Path of the folder, and the names of its files. */
  folder: v.string(),
  files: v.array(v.string()),
  expiry: v.array(
    v.strictObject({ what: v.string(), until: v.string(), state: v.picklist(["good", "ends-soon", "ended"]) }),
  ),
});

export interface ShownSecurity {
  readonly project: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly expiry: readonly SecurityExpiry[];
}

export function announcedSecurityJson(shown: ShownSecurity): v.InferOutput<typeof announcedSecuritySchema> {
  const { project, folder, files, expiry } = shown;
  return { schema: schemaId("announced-security"), project, folder, files: [...files], expiry: [...expiry] };
}

/** What was written, and until when it holds. */
export function announcedSecurityText({ project, folder, files, expiry }: ShownSecurity, page: Page): string {
  return [
    `WRITTEN  the security of ${visible(project)}`,
    "",
    ...labelled("Folder", visible(folder), page),
    ...files.flatMap((name) => labelled("", visible(name), page)),
    ...expiry.flatMap(({ what, until, state }) =>
      labelled("Good until", `${until}: ${visible(what)}${state === "ends-soon" ? ", which is SOON" : ""}`, page),
    ),
    "",
  ].join("\n");
}
