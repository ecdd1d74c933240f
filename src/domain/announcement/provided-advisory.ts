import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";

/** What lists of a provider say of an advisory. */
export interface ProvidedAdvisory {
  readonly id: string;
  /** By its id, as §5.1 of CSAF 2.0 names files. */
  readonly fileName: string;
  readonly title: string;
  readonly summary: string | undefined;
  /** RFC 3339. */
  readonly published: string;
  readonly modified: string;
  readonly publisher: { readonly category: string; readonly name: string; readonly namespace: string };
}

export const MAX_PROVIDED_BYTES = 32 * 1024 * 1024;

const HINT = "a provider takes advisories of CSAF 2.0 that everybody may read, as `capsule announce` writes them";
const text = v.pipe(v.string(), v.regex(/\S/), v.maxLength(16_384));
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/));

const provided = once(() =>
  v.object({
    document: v.object({
      csaf_version: v.literal("2.0"),
      title: text,
      distribution: v.object({ tlp: v.object({ label: v.literal("WHITE") }) }),
      notes: v.optional(v.array(v.object({ category: text, text })), []),
      publisher: v.object({ category: text, name: text, namespace: text }),
      tracking: v.object({
        id: v.pipe(v.string(), v.regex(/^\S[^\r\n]*$/), v.maxLength(200)),
        status: v.picklist(["final", "interim"]),
        initial_release_date: instant,
        current_release_date: instant,
      }),
    }),
  }),
);

/** The name of the file of an advisory. https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html#51-filename */
export function csafNameOf(id: string): string {
  return `${id.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_")}.json`;
}

/** Reads what a provider has to know of an advisory. Fault: `advisory-malformed`, also for one that not everybody may read. */
export function readProvidedAdvisory(bytes: Uint8Array, name: string): ProvidedAdvisory {
  const malformed = (problem: string) =>
    new Fault("advisory-malformed", `${printable(name)} ${problem}`, { hint: HINT });
  const value = parseJsonObject(bytes, { maxBytes: MAX_PROVIDED_BYTES, what: "the advisory" });
  const { document } = parseSchema(provided(), value, malformed);
  const { id, initial_release_date: published, current_release_date: modified } = document.tracking;
  if (Number.isNaN(Date.parse(published)) || Number.isNaN(Date.parse(modified))) {
    throw malformed("has a time that no calendar has");
  }
  const { category, name: publisher, namespace } = document.publisher;
  return {
    ...{ id, fileName: csafNameOf(id), title: document.title },
    ...{ published, modified, publisher: { category, name: publisher, namespace } },
    summary: document.notes.find((note) => note.category === "summary")?.text,
  };
}

/** The year whose folder an advisory lies in: that of its first publication (§7.1.11). */
export function yearOf({ published }: ProvidedAdvisory): string {
  return String(new Date(published).getUTCFullYear()).padStart(4, "0");
}
