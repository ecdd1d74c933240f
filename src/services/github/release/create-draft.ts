import { Fault } from "../../../kernel/fault.ts";
import type { ReleaseText } from "../../../ports/publishing-settings.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import type { NewRelease } from "../api/request-bodies.ts";
import { releasesOf } from "./list-releases.ts";
import { firstNotes } from "./release-notes.ts";
import { type Release, releaseSchema } from "./release-schemas.ts";
import { waitAfter } from "./replica-lag.ts";

const PERMISSION = "contents: write";
const ATTEMPTS = 4;

export interface Draft {
  readonly tag: string;
  readonly prerelease: boolean;
  readonly text: ReleaseText;
}

/**
 * Creates the draft of a release with its title and notes; undefined if GitHub's answer got lost: then the list tells. No
 * target is named: the tag is there, and a target whose workflow files differ from those of the default branch is refused to
 * the token of a job.
 */
export async function createDraft(
  api: GitHubApi,
  { tag, prerelease, text }: Draft,
  warn: (text: string) => void,
): Promise<Release | undefined> {
  const purpose = { what: "make the draft of the release", permission: PERMISSION, hidesBy404: true };
  const request = { ...purpose, weighsWorkflows: true, method: "POST", path: "/releases" } as const;
  const notes = await firstNotes(api, { tag, text, warn });
  const body = { tag_name: tag, name: text.title ?? tag, draft: true, prerelease, body: notes } satisfies NewRelease;
  for (let n = 1; ; n++) {
    const response = await api
      .sendOnce({ ...request, body })
      .catch((fault: unknown) => (isLost(fault) && n < ATTEMPTS ? undefined : raise(fault)));
    if (response?.status === 201) return readAnswer(releaseSchema(api.address), response, request.what);
    // 422 is also the answer to a release that another run published meanwhile.
    if (response !== undefined && response.status < 500 && response.status !== 422) throw api.fault(response, request);
    if ((await releasesOf(api, tag)).length > 0) return undefined;
    if (response !== undefined && (response.status === 422 || n >= ATTEMPTS)) throw api.fault(response, request);
    await waitAfter(n, api.ports.clock);
  }
}

function isLost(fault: unknown): boolean {
  return fault instanceof Fault && (fault.code === "network-unreachable" || fault.code === "network-timeout");
}

function raise(fault: unknown): never {
  throw fault;
}
