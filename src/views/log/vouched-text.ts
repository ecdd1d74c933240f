import { counted } from "../../kernel/counted.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";
import { type ShownVouch, voucherOf } from "./vouched-json.ts";

/** What was signed, by whom, and what to do with the file. */
export function vouchedText(vouched: ShownVouch, page: Page): string {
  const { file, root, result, notRebuilt } = vouched;
  const { name, version } = root.statement.predicate.release;
  const release = `${visible(name)} ${visible(version)}`;
  const rebuilt = result.rebuilt ?? [];
  return [
    result.kind === "rebuild"
      ? `${counted(rebuilt.length, "file")} of ${release} rebuilt, equal`
      : `${release} approved`,
    "",
    ...labelled("Signed by", visible(voucherOf(result).identity), page),
    ...(result.builder === undefined ? [] : labelled("Built", visible(result.builder), page)),
    ...(notRebuilt.length === 0 ? [] : labelled("Not rebuilt", notRebuilt.map(visible).join(", "), page)),
    ...labelled("Statement", visible(file), page),
    "",
    "Put it beside the capsule, where verifying finds it by its name.",
    "",
  ].join("\n");
}
