import { resolve } from "node:path";
import { requireNotes } from "../../domain/release/release-notes.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { ReleaseText } from "../../ports/publishing-settings.ts";
import type { OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";

/** More than this in UTF-8 is more than a release can hold. */
const MAX_BYTES = 512 * 1024;

type TextOption = "title" | "notes" | "notes-file" | "generate-notes" | "notes-footer";
type TextValues = Pick<
  OptionValues<Pick<OptionsOf<"seal">, TextOption>>,
  "text" | "choice" | "isOn" | "isGiven" | "spelling"
>;

/** Title and notes as the inputs say them, or a file that they name. Faults: `usage`, `notes-malformed`, `utf8-malformed`, those of reading. */
export async function releaseText(
  values: TextValues,
  { folder, files }: Pick<Surroundings, "folder" | "files">,
): Promise<ReleaseText> {
  const [title, notes, path] = [values.text("title"), values.text("notes"), values.text("notes-file")];
  if (notes !== undefined && path !== undefined) {
    throw new Fault("usage", `${values.spelling("notes")} and ${values.spelling("notes-file")} are both given`, {
      hint: "give one of them",
    });
  }
  const said =
    path === undefined
      ? notes && requireNotes(notes, values.spelling("notes"))
      : requireNotes(decodeUtf8(await files.read(resolve(folder, path), MAX_BYTES)), values.spelling("notes-file"));
  const generate = values.choice("generate-notes");
  return {
    ...(title === undefined ? {} : { title }),
    ...(said === undefined ? {} : { notes: said }),
    ...(generate === "auto" ? {} : { generate: generate === "true" }),
    footer: values.isOn("notes-footer"),
  };
}
