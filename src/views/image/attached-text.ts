import { counted } from "../../kernel/counted.ts";
import { labelled, type Page } from "../layout.ts";
import { recordLines } from "../release/record-lines.ts";
import { visible } from "../visible.ts";
import type { ShownAttachment } from "./attached-json.ts";

/** What was attached to which image, and by whom. */
export function attachedText(attached: ShownAttachment, page: Page): string {
  const { image, predicateType, subjects, identity } = attached;
  const platforms = subjects.length - 1;
  return [
    `${page.paint("bold", "SIGNED")}  ${visible(image)}`,
    "",
    ...labelled(
      "Signed by",
      "key" in identity
        ? `the key ${identity.key}`
        : `${visible(identity.identity)}\nas ${visible(identity.issuer)} says`,
      page,
    ),
    ...labelled("Statement", visible(predicateType), page),
    ...(platforms === 0
      ? []
      : labelled("Also about", counted(platforms, "image of a platform", "images of platforms"), page)),
    ...recordLines(attached.storageRecords, page),
    "",
  ].join("\n");
}
