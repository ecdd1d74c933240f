import { codeBlock } from "../../kernel/markdown.ts";
import { ownCommand } from "./first-steps.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { fold, step } from "./step.ts";

/** Container images, by digest; undefined if there are none. */
export function imagesFold(facts: GuideFacts): string | undefined {
  const [first, ...others] = facts.images ?? [];
  if (first === undefined) return undefined;
  const names = [first, ...others].map(({ name, sha256 }) => `${name}@sha256:${sha256}`);
  return fold(others.length === 0 ? "Container image" : "Container images", [
    `The release names ${others.length === 0 ? "one image" : `${names.length} images`} by digest. A tag can be moved; this cannot:`,
    codeBlock(names.join("\n")),
    "Ask whether such a digest belongs to the release:",
    step("sh", ownCommand(facts, undefined, [`sha256:${first.sha256}`]).sh, [
      `VERIFIED  ${facts.name} ${facts.version}`,
    ]),
    `Then pull by digest, not by tag. Nothing is stored in the registry beside the image, and what is in the image was not
looked at.`,
  ]);
}
