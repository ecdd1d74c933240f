import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { CollectedAsset, ExaminePorts } from "../order/seal-order.ts";
import { requireFacts } from "../source/read-source-facts.ts";
import { hashAsset, requireRoom } from "./collect-assets.ts";
import { FROM_RELEASE } from "./read-asset-lists.ts";
import type { FileInList } from "./require-as-listed.ts";
import { requireAsListed } from "./require-as-listed.ts";

/**
 * Takes the assets that another tool put on the release of the tag: each is downloaded into a private folder that is gone
 * at the end, hashed, and compared with the digest that GitHub states. A file of a name that was collected here already
 * is left out: publishing compares the two. One file at a time, so that the disk and not the memory holds them. Faults:
 * `usage`, `source-incomplete`, `assets-none`, `assets-too-many`, `checksums-disagree`, `release-conflict`.
 */
export async function receiveAssets(
  facts: SourceFacts,
  collected: readonly CollectedAsset[],
  ports: ExaminePorts,
): Promise<readonly CollectedAsset[]> {
  requireFacts(facts, ["tag", "repository"]);
  const source = ports.uploaded?.(facts);
  if (source === undefined || facts.tag === null) {
    throw new Fault("usage", "assets-from: release needs a token of GitHub", {
      hint: "run as an Action with github-token, or name the files with assets",
    });
  }
  ports.progress.step("looking for the release and its files");
  const known = new Set(collected.map(({ name }) => name));
  const found = (await source.list(facts.tag))?.filter(({ name }) => !known.has(name));
  if (found === undefined) throw none(`there is no release for the tag ${printable(facts.tag)}`);
  if (found.length === 0 && known.size === 0) throw none("the release holds no file of another tool");
  requireRoom(known.size + found.length);

  ports.progress.step(`taking ${counted(found.length, "file")} of the release`);
  const received: CollectedAsset[] = [];
  const stated: FileInList[] = [];
  for (const file of found) {
    const { name, sha256 } = file;
    const path = await source.download(file);
    received.push({ ...(await hashAsset(path, name, ports.files)), received: true });
    stated.push({ name, path, expected: sha256 === undefined ? {} : { sha256 }, list: FROM_RELEASE });
    ports.progress.advance(received.length, found.length);
  }
  requireAsListed(received, stated);
  return received;
}

function none(what: string): Fault {
  return new Fault("assets-none", what, {
    hint: "let the other tool upload its files to a draft of this tag before this step",
  });
}
