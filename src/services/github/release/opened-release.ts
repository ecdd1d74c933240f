import { sha256Hex } from "../../../crypto/node-digest.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Files } from "../../../ports/files.ts";
import type { HttpStream } from "../../../ports/http.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { PublishingSettings } from "../../../ports/publishing-settings.ts";
import type {
  OpenedRelease,
  PublishedFile,
  ReadBack,
  ReleaseKey,
  ReleaseTarget,
  SignedStatement,
} from "../../../ports/release-host.ts";
import { bytesStream, fileStream } from "../api/body-streams.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { findEarlierRelease } from "./earlier-release.ts";
import type { LocatedRelease } from "./locate-release.ts";
import type { PreparedRelease } from "./prepare-release.ts";
import { publishDraft } from "./publish-draft.ts";
import { conflicting, contended, publicConflict, removedFile } from "./release-conflicts.ts";
import type { ReleaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import { digestOf, type ReleaseAsset } from "./release-schemas.ts";
import { storeAttestations } from "./store-attestations.ts";
import { REQUESTS_TO_PUBLISH } from "./upload-budget.ts";
import { uploadFile } from "./upload-file.ts";

export const GITHUB: ReleaseTarget = { kind: "github" };

/** Uploads on their way at a time: more and GitHub's secondary limit answers. */
const PARALLEL = 6;

/** An open release of GitHub, and what its calls work with. */
export interface OpenGitHubRelease {
  readonly key: ReleaseKey;
  readonly located: LocatedRelease;
  readonly prepared: PreparedRelease;
  /** By name, as of the last listing or upload. */
  readonly known: Map<string, ReleaseAsset>;
  /** Waits for limits; what may be slow. */
  readonly api: GitHubApi;
  /** Stops at a limit; what is asked before anything is signed. */
  readonly hasty: GitHubApi;
  readonly files: ReleaseFiles;
  /** Where the assets are read. */
  readonly source: Files;
  readonly settings: PublishingSettings;
  readonly progress: Progress;
  takeBack(): Promise<void>;
}

/** The calls of a release that was found or made and holds nothing that hinders. */
export function openedRelease(open: OpenGitHubRelease): OpenedRelease {
  const { key, located, known, files, settings, progress } = open;
  const { release } = located;
  /** By name, what the last listing had to read because GitHub said no digest. */
  const readBacks = new Map<string, ReadBack>();
  let hasPut = false;
  const send = (file: PublishedFile, body: HttpStream): Promise<PublishedFile> => {
    hasPut = true;
    return upload(open, file, body);
  };
  const { published_at: published } = release;
  return {
    target: GITHUB,
    isPublic: !release.draft,
    evidence: open.prepared.evidence,
    ...(typeof published === "string" ? { published } : {}),
    earlier: () => findEarlierRelease(open.hasty, key),
    remove: (names) => remove(open, names),

    async putAssets() {
      const missing = key.assets.filter(({ name }) => !known.has(name));
      const lost = missing.find(({ received }) => received === true);
      if (lost !== undefined) throw removedFile(lost.name);
      let done = 0;
      await mapBounded(missing, PARALLEL, async (asset) => {
        await send(asset, await fileStream(open.source, asset));
        progress.advance(++done, missing.length);
      });
    },

    async put(name, bytes) {
      const file = { name, size: bytes.length, sha256: sha256Hex(bytes) };
      const there = known.get(name);
      if (there !== undefined && (await files.describe(there)).sha256 === file.sha256) return file;
      return send(file, bytesStream(bytes));
    },

    async list() {
      const all = await files.all();
      known.clear();
      readBacks.clear();
      for (const asset of all) known.set(asset.name, asset);
      return mapBounded(all.filter(isWhole), PARALLEL, async (asset) => {
        const { name, size } = asset;
        const stated = digestOf(asset);
        if (stated !== undefined) return { name, size, sha256: stated, isStated: true };
        const found = await files.digest(asset);
        readBacks.set(name, found);
        return { name, size, sha256: found.sha256, isStated: false };
      });
    },

    read: (name, maxBytes) => files.read(find(known, name), maxBytes),
    digest: async (name) => readBacks.get(name) ?? files.digest(find(known, name)),
    spareReads() {
      const remaining = open.api.remaining();
      return remaining === undefined ? undefined : Math.max(0, Math.floor(remaining / 2) - REQUESTS_TO_PUBLISH);
    },

    ...(settings.attestations === "off" ? {} : { attest: (statements) => attest(open, statements) }),

    async publish(expected, footer) {
      const ids = new Map([...known.values()].map(({ name, id }) => [name, id]));
      const { unexpected } = open.prepared;
      const warn = (text: string): void => progress.warn(text);
      return publishDraft({ ...located, api: open.api, files, settings, ids, unexpected, warn }, expected, footer);
    },

    // An upload whose answer was lost may be on its way still: then the draft stays.
    leave: async () => (hasPut ? undefined : open.takeBack()),
  };
}

function find(known: ReadonlyMap<string, ReleaseAsset>, name: string): ReleaseAsset {
  const asset = known.get(name);
  if (asset === undefined) throw removedFile(name);
  return asset;
}

async function upload(open: OpenGitHubRelease, file: PublishedFile, body: HttpStream): Promise<PublishedFile> {
  const { api, files, key, located, known } = open;
  const conflict = (): Fault => (file.name === key.capsule ? contended(file.name) : conflicting(file.name));
  const isEvidence = key.planned.includes(file.name);
  const stored = await uploadFile({ api, files, release: located.release }, { file, body, isEvidence, conflict });
  known.set(stored.name, stored);
  return { name: file.name, size: file.size, sha256: file.sha256 };
}

async function remove({ located, files, known }: OpenGitHubRelease, names: readonly string[]): Promise<void> {
  if (names[0] === undefined) return;
  if (!located.release.draft) throw publicConflict(names[0]);
  for (const name of names) {
    const asset = known.get(name);
    if (asset !== undefined) await files.delete(asset);
    known.delete(name);
  }
}

/** Resolves to the web address of the last attestation, if GitHub says its id. */
async function attest(
  { api, located, settings, progress }: OpenGitHubRelease,
  statements: readonly SignedStatement[],
): Promise<string | undefined> {
  progress.step("storing attestations");
  const outcome = await storeAttestations(api, statements);
  if (outcome.stored) {
    const repository = located.release.html_url.replace(/\/releases\/.*$/s, "");
    return outcome.id === undefined ? undefined : `${repository}/attestations/${outcome.id}`;
  }
  const { message, hint } = outcome.reason;
  if (settings.attestations === "required") {
    throw new Fault("attestation-refused", message, hint === undefined ? {} : { hint });
  }
  progress.warn(`GitHub keeps no attestation of this release (${message}); its evidence is on the release`);
  return undefined;
}
