import { createHash } from "node:crypto";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { HttpResponse, HttpStream } from "../../../ports/http.ts";
import type { PublishedFile } from "../../../ports/release-host.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { isImmutable, isTaken, type Refusal, refusalIn } from "../api/refusal.ts";
import { ourLabel } from "./our-label.ts";
import { deleted, isPassing, type ReleaseFiles, transferTimeout } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import { assetSchema, digestOf, type Release, type ReleaseAsset } from "./release-schemas.ts";
import { LOOKS, waitAfter } from "./replica-lag.ts";

const ATTEMPTS = 4;

export interface Upload {
  readonly file: PublishedFile;
  /** Begins anew for each attempt. */
  readonly body: HttpStream;
  /** Evidence is marked by `ourLabel`. */
  readonly isEvidence: boolean;
  /** The fault if another file of that name is there already. */
  conflict(): Fault;
}

/**
 * Puts one file on a release and returns what GitHub stored. An upload is never repeated blindly: after a failure the
 * release is looked at, a whole file that is ours is kept, and a leftover is deleted before the next attempt (G06, G07).
 * Equal files that are there already are kept (G10). The bytes that went over the wire are hashed, and what is stored
 * under another name or digest is deleted again: `asset-changed` (D01), `asset-name-renamed` (N18), `published-differs`
 * (G09).
 */
export async function uploadFile(target: UploadTarget, upload: Upload): Promise<ReleaseAsset> {
  const { api, files } = target;
  for (let n = 1; ; n++) {
    const { sent, answer } = await sendOnce(target, upload);
    if (answer instanceof Fault && !isPassing(answer)) throw answer;
    if (!(answer instanceof Fault) && answer.status === 201) {
      const stored = await requireStored(files, upload.file, { sent, stored: storedIn(answer) });
      files.added(stored);
      return stored;
    }
    const there = (await files.all()).find(({ name }) => name === upload.file.name);
    if (there !== undefined && isWhole(there)) {
      if (await isSame(files, there, upload.file)) return there;
      throw upload.conflict();
    }
    if (there !== undefined) await files.delete(there);
    if (n >= attemptsFor(answer, there !== undefined)) {
      throw answer instanceof Fault ? answer : refused(api, answer, upload.file.name);
    }
    await waitAfter(n, api.ports.clock);
  }
}

/**
 * How many attempts an answer is worth. The release may not be known everywhere yet (404), or the name be taken by a
 * leftover that no list shows yet (422): both pass within a minute. 400 is what the upload host says under load, once.
 */
function attemptsFor(answer: HttpResponse | Fault, wasLeftover: boolean): number {
  if (answer instanceof Fault || answer.status >= 500 || answer.status === 408) return ATTEMPTS;
  if (answer.status === 404 || (answer.status === 422 && mayBeTaken(refusalIn(answer)))) return LOOKS;
  if (wasLeftover) return ATTEMPTS;
  return answer.status === 400 ? 2 : 1;
}

/** If GitHub gives no reason, too. */
function mayBeTaken(refusal: Refusal): boolean {
  return isTaken(refusal) || (refusal.message === "Validation Failed" && refusal.reasons.length === 0);
}

export interface UploadTarget {
  readonly api: GitHubApi;
  readonly files: ReleaseFiles;
  readonly release: Release;
}

const CONTENT_TYPE = "application/octet-stream";

/** The answer, or the fault of the network, and the digest of what was sent. */
async function sendOnce({ api, release }: UploadTarget, upload: Upload) {
  const { file, body } = upload;
  const place = release.upload_url.replace(/\{[^{}]*\}$/, "");
  let hash = createHash("sha256");
  const hashed: HttpStream = {
    size: body.size,
    async *chunks() {
      hash = createHash("sha256");
      for await (const chunk of body.chunks()) {
        hash.update(chunk);
        yield chunk;
      }
    },
  };
  const answer = await api
    .transfer({
      method: "POST",
      url: `${place}?${new URLSearchParams({ name: file.name, ...(upload.isEvidence ? { label: ourLabel(file.name) } : {}) })}`,
      headers: { accept: "application/vnd.github+json", "content-type": CONTENT_TYPE },
      body: hashed,
      timeoutMs: transferTimeout(file.size),
    })
    .catch((fault: unknown) => {
      if (fault instanceof Fault) return fault;
      throw fault;
    });
  return { answer, sent: hash.digest("hex") };
}

function storedIn(answer: HttpResponse): ReleaseAsset {
  return readAnswer(assetSchema, answer, "upload a file");
}

async function requireStored(
  files: ReleaseFiles,
  file: PublishedFile,
  { sent, stored }: { readonly sent: string; readonly stored: ReleaseAsset },
): Promise<ReleaseAsset> {
  const fault = whyWrong(file, sent, stored);
  if (fault === undefined) return stored;
  await files.delete(stored);
  throw fault;
}

function whyWrong(file: PublishedFile, sent: string, stored: ReleaseAsset): Fault | undefined {
  if (sent !== file.sha256) {
    return new Fault("asset-changed", `the file ${printable(file.name)} changed between being hashed and being sent`, {
      hint: "seal after the build has finished writing",
    });
  }
  if (stored.name !== file.name) {
    return new Fault("asset-name-renamed", `GitHub stored ${printable(file.name)} as ${printable(stored.name)}`, {
      hint: `rename the file to ${printable(stored.name)} before sealing`,
    });
  }
  const digest = digestOf(stored);
  if (stored.size === file.size && (digest === undefined || digest === file.sha256) && isWhole(stored))
    return undefined;
  return new Fault(
    "published-differs",
    `GitHub stored ${printable(file.name)} with ${stored.size} bytes and SHA-256 ${digest ?? "unknown"}, expected ${file.size} and ${file.sha256}`,
    { hint: "the file was removed from the draft; run again" },
  );
}

async function isSame(files: ReleaseFiles, there: ReleaseAsset, file: PublishedFile): Promise<boolean> {
  return there.size === file.size && (await files.describe(there)).sha256 === file.sha256;
}

/** 422 of an upload: the release is immutable (G11), or the name is taken by something that the list does not show. */
function refused(api: GitHubApi, answer: HttpResponse, name: string): Fault {
  if (answer.status === 422 && isImmutable(refusalIn(answer))) {
    return new Fault("release-immutable", `GitHub refused ${printable(name)}: the release is published and immutable`, {
      hint: "publish a new version; let this Action publish the draft itself",
    });
  }
  return api.fault(answer, { what: `upload ${printable(name)}`, permission: "contents: write", missing: deleted });
}
