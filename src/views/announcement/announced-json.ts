import * as v from "valibot";
import { type Announcement, idsOf } from "../../domain/announcement/announcement.ts";
import { schemaId } from "../../domain/home.ts";

/** What `capsule announce --json` prints. */
export const announcedSchema = v.strictObject({
  schema: v.literal(schemaId("announced")),
  /** Names of the vulnerability. */
  ids: v.array(v.string()),
  product: v.string(),
  affected: v.array(v.string()),
  fixed: v.array(v.string()),
  /** Path of the folder, and the names of its files. */
  folder: v.string(),
  files: v.array(v.string()),
  /** What the policy of the response says of its days. */
  late: v.array(v.string()),
  /** What the owner says in the log about each affected release. */
  states: v.array(
    v.strictObject({
      effect: v.literal("yanked"),
      reason: v.literal("vulnerability"),
      /** Path of the capsule. */
      capsule: v.string(),
      /** SHA-256 of the OSV record. */
      restsOn: v.string(),
    }),
  ),
});

export interface ShownAnnounced {
  readonly announcement: Announcement;
  readonly folder: string;
  readonly files: readonly string[];
  readonly late: readonly string[];
  readonly states: v.InferOutput<typeof announcedSchema>["states"];
  /** How each of them is said on a command line. */
  readonly commands: readonly string[];
}

export function announcedJson({
  announcement,
  folder,
  files,
  late,
  states,
}: ShownAnnounced): v.InferOutput<typeof announcedSchema> {
  return {
    schema: schemaId("announced"),
    ids: [...idsOf(announcement)],
    product: announcement.product,
    affected: announcement.affected.map(({ version }) => version),
    fixed: announcement.fixed.map(({ version }) => version),
    folder,
    files: [...files],
    late: [...late],
    states,
  };
}
