import { mapBounded } from "../../kernel/bounded.ts";
import { sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpStream } from "../../ports/http.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Publication, PublishedFile, ReadBack, ReleaseHost, SignedStatement } from "../../ports/release-host.ts";
import { requireHeld } from "./backfilled-release.ts";
import { bytesStream, fileStream } from "./body-streams.ts";
import { findEarlierRelease } from "./earlier-release.ts";
import { deleteRelease } from "./find-release.ts";
import { publishDraft } from "./publish-draft.ts";
import { refuseUnfit } from "./refuse-unfit.ts";
import { absent, conflicting, contended, publicConflict } from "./release-conflicts.ts";
import { releaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import { findPlace, type GitHubHostOrder, type Place } from "./release-place.ts";
import { digestOf, type Release, type ReleaseAsset } from "./release-schemas.ts";
import { settlePlace } from "./settle-place.ts";
import { storeAttestations } from "./store-attestations.ts";
import { budgetWarnings, REQUESTS_TO_PUBLISH } from "./upload-budget.ts";
import { uploadFile } from "./upload-file.ts";

/** Uploads on their way at a time: more and GitHub's secondary limit answers. */
const PARALLEL = 6;

/**
 * A GitHub release as the place of a release. Nothing is public before the last call, unless the release was. Faults, all
 * of them before anything is signed: `tag-missing`, `tag-moved`, `release-conflict`, `release-immutable`,
 * `asset-name-renamed`, `asset-empty`, `asset-too-large`, `published-too-many`, `permission-missing`; later ones: those of `uploadFile`
 * and `publishDraft`.
 */
export function gitHubReleaseHost(order: GitHubHostOrder): ReleaseHost {
  const { settings, progress } = order;
  // Until the place is taken a limit stops the run at once; later it is worth waiting for.
  const patient = order.api.patiently(tellOfWaits(progress));
  let place: Place | undefined;
  let hasPut = false;
  let attestation: string | undefined;
  /** By name, as of the last listing or upload. */
  const known = new Map<string, ReleaseAsset>();
  /** By name, what the last listing had to read because GitHub said no digest. */
  const readBacks = new Map<string, ReadBack>();

  const at = (): Place => {
    if (place === undefined) throw new Fault("internal", "the release was used before it was adopted");
    return place;
  };
  const find = (name: string): ReleaseAsset => {
    const asset = known.get(name);
    if (asset === undefined) throw absent(name);
    return asset;
  };
  const upload = async (file: PublishedFile, body: HttpStream): Promise<PublishedFile> => {
    hasPut = true;
    const { release, files, key } = at();
    const conflict = (): Fault => (file.name === key.capsule ? contended(file.name) : conflicting(file.name));
    const stored = await uploadFile(
      { api: patient, files, release },
      { file, body, isEvidence: key.planned.includes(file.name), conflict },
    );
    known.set(stored.name, stored);
    return { name: file.name, size: file.size, sha256: file.sha256 };
  };

  async function attest(statements: readonly SignedStatement[]): Promise<void> {
    progress.step("storing attestations");
    const outcome = await storeAttestations(patient, statements);
    if (outcome.stored) {
      if (outcome.id !== undefined) attestation = `${webOf(at().release)}/attestations/${outcome.id}`;
      return;
    }
    const { message, hint } = outcome.reason;
    if (settings.attestations === "required") {
      throw new Fault("attestation-refused", message, hint === undefined ? {} : { hint });
    }
    progress.warn(`GitHub keeps no attestation of this release (${message}); its evidence is on the release`);
  }

  return {
    async adopt(key) {
      refuseUnfit(key);
      place = await findPlace(order, key);
      const { release, files } = place;
      for (const asset of await files.all()) known.set(asset.name, asset);
      if (key.backfill === true) requireHeld(key, known);
      const { evidence, strangers } = await settlePlace({ key, release, files, known, replace: settings.replace });
      for (const name of strangers) progress.warn(`the release holds ${printable(name)}, which is not sealed`);
      place = { ...place, strangers, files: releaseFiles(patient, release.id, place.memory) };
      const uploads = [...key.assets, ...key.planned.map((name) => ({ name }))].filter(({ name }) => !known.has(name));
      for (const warning of budgetWarnings(uploads.length, patient.remaining())) progress.warn(warning);
      const { published_at: published } = release;
      return { isPublic: !release.draft, evidence, ...(typeof published === "string" ? { published } : {}) };
    },

    async abandon() {
      if (place === undefined || !place.made || hasPut) return;
      try {
        const { id } = place.release;
        if ((await releaseFiles(order.api, id).all()).length === 0) await deleteRelease(order.api, id);
      } catch {
        // An empty draft stays; the next run adopts it.
      }
    },

    earlier: () => findEarlierRelease(order.api, at().key),

    async remove(names) {
      const { release, files } = at();
      if (names.length === 0) return;
      if (!release.draft) throw publicConflict(names[0] ?? "");
      for (const name of names) {
        const asset = known.get(name);
        if (asset !== undefined) await files.delete(asset);
        known.delete(name);
      }
    },

    async putAssets() {
      const missing = at().key.assets.filter(({ name }) => !known.has(name));
      const lost = missing.find(({ received }) => received === true);
      if (lost !== undefined) throw absent(lost.name);
      let done = 0;
      await mapBounded(missing, PARALLEL, async (asset) => {
        await upload(asset, await fileStream(order.files, asset));
        progress.advance(++done, missing.length);
      });
    },

    async put(name, bytes) {
      const file = { name, size: bytes.length, sha256: sha256Hex(bytes) };
      const there = known.get(name);
      if (there !== undefined && (await at().files.describe(there)).sha256 === file.sha256) return file;
      return upload(file, bytesStream(bytes));
    },

    async list() {
      const { files } = at();
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

    read: (name, maxBytes) => at().files.read(find(name), maxBytes),
    digest: async (name) => readBacks.get(name) ?? at().files.digest(find(name)),
    spareReads() {
      const remaining = patient.remaining();
      return remaining === undefined ? undefined : Math.max(0, Math.floor(remaining / 2) - REQUESTS_TO_PUBLISH);
    },

    ...(settings.attestations === "off" ? {} : { attest }),

    async publish(expected): Promise<Publication> {
      const ids = new Map([...known.values()].map(({ name, id }) => [name, id]));
      const warn = (text: string): void => progress.warn(text);
      const draft = { ...at(), api: patient, settings, ids, warn };
      return { ...(await publishDraft(draft, expected)), ...(attestation === undefined ? {} : { attestation }) };
    },
  };
}

function tellOfWaits(progress: Progress): (ms: number) => void {
  return (ms) => progress.step(`waiting ${Math.ceil(ms / 60_000)} minutes, as GitHub asks`);
}

/** Web address of the repository. */
function webOf({ html_url }: Release): string {
  return html_url.replace(/\/releases\/.*$/, "");
}
