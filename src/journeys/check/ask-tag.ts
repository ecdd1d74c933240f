import { join } from "node:path";
import type { TagKeys } from "../../domain/release/checks/check-tag-signature.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { TagKeyFile } from "../../ports/git-tag.ts";
import { ask } from "./ask.ts";
import type { AskedAnswers } from "./asked-answers.ts";
import type { CheckOrder, CheckPorts } from "./check-order.ts";

const SOURCE = "git, in the checkout";
const MAX_KEY_BYTES = 1 << 20;

/** Step 3: whether a key that the manifest names signed the tag; undefined if it names none. */
export async function askTag(
  { checkout, facts, manifest }: CheckOrder,
  { hosted }: Pick<AskedAnswers, "hosted">,
  { files, clock }: CheckPorts,
): Promise<TagKeys | undefined> {
  const paths = manifest?.release.policy["tag-keys"];
  if (paths === undefined) return undefined;
  const there = hosted.tag.known ? hosted.tag.value : undefined;
  const isAnnotatedThere = there !== undefined && there.kind !== "lightweight";
  const { tag } = facts;
  if (checkout === undefined || tag === null) {
    const answer = { known: false, source: SOURCE, reason: "there is no git checkout" } as const;
    return { paths, isAnnotatedThere, answer };
  }
  const answer = await ask(SOURCE, async () => {
    const keys: TagKeyFile[] = [];
    for (const path of paths) keys.push({ path, bytes: await readKey(checkout.facts.top, path, files) });
    return checkout.judgedTag({ tag, keys, now: clock.now() });
  });
  return { paths, isAnnotatedThere, answer };
}

async function readKey(top: string, path: string, files: CheckPorts["files"]): Promise<Uint8Array> {
  const place = join(top, path);
  if ((await files.facts(place))?.kind === "file") return files.read(place, MAX_KEY_BYTES);
  throw new Fault("file-unreadable", `there is no file ${printable(path)} with keys of tags in the checkout`);
}
