import { join } from "node:path";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { TemporaryFolders } from "../../../ports/temporary-folders.ts";
import type { UploadedFiles } from "../../../ports/uploaded-files.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { findRelease } from "./find-release.ts";
import { isOurs } from "./our-label.ts";
import { releaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import { digestOf, type Release, type ReleaseAsset } from "./release-schemas.ts";
import { lookAgain } from "./replica-lag.ts";

/** What other tools put on a release of GitHub. What bears the mark of our own uploads is left out, whole or not. */
export function gitHubUploadedFiles(api: GitHubApi, files: Files, folders: TemporaryFolders): UploadedFiles {
  let found = new Map<string, ReleaseAsset>();
  let releaseId: number | undefined;
  let folder: Promise<string> | undefined;
  return {
    async list(tag) {
      // Another step of the run may have made the draft a moment ago.
      const look = (): Promise<Release | undefined> => findRelease(api, tag);
      const release = await lookAgain(api.ports.clock, look, (found) => found === undefined);
      if (release === undefined) return undefined;
      releaseId = release.id;
      const foreign = (await releaseFiles(api, release.id).all()).filter((asset) => !isOurs(asset));
      const unfinished = foreign.find((asset) => !isWhole(asset));
      if (unfinished !== undefined) throw halfUploaded(unfinished.name);
      found = new Map(foreign.map((asset) => [asset.name, asset]));
      return foreign.map((asset) => ({ name: asset.name, size: asset.size, sha256: digestOf(asset) }));
    },
    async download({ name }) {
      const asset = found.get(name);
      if (asset === undefined || releaseId === undefined)
        throw new Fault("internal", "a file was taken before it was listed");
      folder ??= folders.make();
      const path = join(await folder, String(asset.id));
      await releaseFiles(api, releaseId).save(asset, () => files.create(path));
      return path;
    },
  };
}

function halfUploaded(name: string): Fault {
  return new Fault("release-conflict", `the file ${printable(name)} of the release is not uploaded whole`, {
    hint: "let the tool that uploads it finish, or delete it from the draft, before this step",
  });
}
