import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { CarriedRoot } from "../../domain/sigstore/roots-file.ts";

const version = v.number();

/** What `capsule roots --json` prints. */
export const rootsSchema = v.strictObject({
  schema: v.literal(schemaId("roots")),
  action: v.picklist(["export", "import"]),
  /** Path of the file that was written, or of the store. */
  file: v.string(),
  roots: v.array(
    v.strictObject({
      instance: v.picklist(["public-good", "github", "staging"]),
      status: v.picklist(["exported", "imported", "not-newer"]),
      repository: v.string(),
      fetched: v.string(),
      versions: v.strictObject({ root: version, timestamp: version, snapshot: version, targets: version }),
      sha256: v.string(),
      /** Date of the root that is used instead; null if this one is. */
      notNewerThan: v.nullable(v.string()),
    }),
  ),
});

export type RootsJson = v.InferOutput<typeof rootsSchema>;

export interface ShownRoots {
  readonly action: "export" | "import";
  readonly file: string;
  readonly roots: readonly ShownCarriedRoot[];
}

export interface ShownCarriedRoot {
  readonly root: Pick<CarriedRoot, "instance" | "repository" | "fetched" | "versions" | "sha256">;
  readonly status: "exported" | "imported" | { readonly notNewerThan: string };
}

export function rootsJson({ action, file, roots }: ShownRoots): RootsJson {
  return {
    schema: schemaId("roots"),
    ...{ action, file },
    roots: roots.map(({ root, status }) => ({
      instance: root.instance,
      status: typeof status === "string" ? status : "not-newer",
      ...{ repository: root.repository, fetched: root.fetched, versions: root.versions, sha256: root.sha256 },
      notNewerThan: typeof status === "string" ? null : status.notNewerThan,
    })),
  };
}
