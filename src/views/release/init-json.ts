import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { Project } from "../../domain/setup/project.ts";
import type { SetupChange } from "../../domain/setup/setup-files.ts";

/** What `capsule init --json` prints. */
export const initSchema = v.strictObject({
  schema: v.literal(schemaId("setup")),
  name: v.string(),
  repository: v.nullable(v.string()),
  /** What it is built with. */
  kind: v.string(),
  /** The form of its tags. */
  tag: v.string(),
  components: v.array(v.string()),
  files: v.array(
    v.strictObject({
      path: v.string(),
      /** `keep`: another file is there, or the one that `instead` names, and nothing is written over it. */
      change: v.picklist(["create", "append", "same", "keep"]),
      instead: v.nullable(v.string()),
      /** What is written. */
      added: v.string(),
    }),
  ),
  /** What is left to do by hand. */
  notes: v.array(v.string()),
  /** Whether the files were written. */
  written: v.boolean(),
});

/** What a repository was prepared with. */
export interface ShownSetup {
  readonly project: Project;
  readonly changes: readonly SetupChange[];
  readonly notes: readonly string[];
  readonly isWritten: boolean;
}

export function initJson({ project, changes, notes, isWritten }: ShownSetup): v.InferOutput<typeof initSchema> {
  const { name, repository, kind, tag, members } = project;
  return {
    schema: schemaId("setup"),
    ...{ name, repository: repository ?? null, kind: kind.kind, tag },
    components: members.map((member) => member.package),
    files: changes.map(({ path, change, instead, added }) => ({ path, change, instead: instead ?? null, added })),
    ...{ notes: [...notes], written: isWritten },
  };
}
