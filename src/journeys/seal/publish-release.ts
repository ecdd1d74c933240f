import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Progress } from "../../ports/progress.ts";
import type { PublishedFile, ReleaseHost } from "../../ports/release-host.ts";

export interface FileToPublish {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Puts the evidence beside the assets, reads every file back, and makes the release public last. The capsule comes first:
 * a run that is cut off then leaves what a rerun can adopt. A file that was stored differently is `published-differs`.
 */
export async function publishRelease(
  files: readonly FileToPublish[],
  host: ReleaseHost,
  progress: Progress,
): Promise<{ readonly published: readonly PublishedFile[]; readonly location: string }> {
  progress.step(`publishing ${files.length} files`);
  const put: PublishedFile[] = [];
  for (const file of files) {
    put.push(await host.put(file.name, file.bytes));
    progress.advance(put.length, files.length);
  }
  const stored = new Map((await host.read()).map((file) => [file.name, file]));
  for (const file of put) {
    if (stored.get(file.name)?.sha256 !== file.sha256) throw differs(file.name);
  }
  const { location } = await host.publish();
  return { published: put, location };
}

function differs(name: string): Fault {
  return new Fault("published-differs", `the file ${printable(name)} was stored differently from how it was sent`, {
    hint: "remove it from the release and run again",
  });
}
