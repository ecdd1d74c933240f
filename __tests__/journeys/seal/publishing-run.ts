import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { SealOrder, SealPorts, SealStage } from "../../../src/journeys/seal/order/seal-order.ts";
import { type Sealed, seal } from "../../../src/journeys/seal/seal.ts";
import type { Http } from "../../../src/ports/http.ts";
import type { PublishingSettings } from "../../../src/ports/publishing-settings.ts";
import { releaseDirectory } from "../../../src/services/directory/release-directory.ts";
import { gitHubAddress } from "../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../src/services/github/api/github-api.ts";
import { gitHubReleaseHost } from "../../../src/services/github/release/release-host.ts";
import { gitHubUploadedFiles } from "../../../src/services/github/release/uploaded-files.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { temporaryFolders } from "../../../src/world/files/temporary-folders.ts";
import { type GitHubRun, gitHubRun } from "../../github-sigstore/github-run.ts";
import { API, isVisible, type MemoryGitHub, memoryGitHub, TOKEN } from "../../services/github/memory-github.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

/** A tag's workflow run that may be started again and again against one repository in memory. */
export interface PublishingRun {
  readonly github: MemoryGitHub;
  readonly forge: TestForge;
  readonly folder: string;
  /** Signing sessions that were opened: what became public in a log. */
  opened(): number;
  /** `out` is a folder that receives the evidence beside GitHub. */
  seal(order?: Partial<SealOrder>, settings?: Partial<PublishingSettings> & { readonly out?: string }): Promise<Sealed>;
  /** The names on the one release, in their order. */
  names(): string[];
  warnings: string[];
  /** Stages that were reached, of all runs. */
  readonly stages: SealStage[];
}

export const COMMIT = gitHubRun().commit;
export const CAPSULE = "octo-tool-1.2.3.capsule";
export const EVIDENCE = [
  CAPSULE,
  "checksums.txt",
  "checksums.txt.sigstore.json",
  "octo-tool-1.2.3.intoto.jsonl",
  "octo-tool-1.2.3.cdx.json",
  "octo-tool-1.2.3.spdx.json",
  "VERIFY.md",
];

export const ASSETS: Readonly<Record<string, string>> = { "tool.bin": "a tool\n", "hello.txt": "hello\n" };

/** A GitHub that is reached by `http`, by default the one in memory. */
export interface ReachedGitHub {
  readonly http: Http;
  readonly url: string;
  readonly token: string;
}

export interface PublishingParts {
  readonly forge?: TestForge;
  readonly reached?: ReachedGitHub;
  /** The registries of images; by default none is asked. */
  readonly registry?: NonNullable<SealPorts["registry"]>;
  readonly notary?: NonNullable<SealPorts["notary"]>;
  readonly storageRecords?: NonNullable<SealPorts["storageRecords"]>;
}

export function publishingRun(
  assets = ASSETS,
  startedFor: Partial<GitHubRun> = {},
  { forge = createTestForge(), reached, registry, notary, storageRecords }: PublishingParts = {},
) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "dist"));
  for (const [name, text] of Object.entries(assets)) writeFileSync(join(folder, "dist", name), text);
  const github = memoryGitHub(COMMIT);
  const { http, url, token } = reached ?? { http: github, url: API, token: TOKEN };
  const run = gitHubRun(startedFor);
  let opened = 0;
  let attempt = 0;
  const warnings: string[] = [];
  const stages: SealStage[] = [];

  const order: SealOrder = {
    ...{ assets: ["dist"], folder, given: {}, local: false, sign: "each", publish: "standard" },
  };
  const made: PublishingRun = {
    ...{ github, forge, folder, warnings, stages },
    opened: () => opened,
    names: () => (github.releases[0]?.assets ?? []).map(({ name }) => name),
    seal(changes = {}, { out, ...settings } = {}) {
      attempt += 1;
      const runAttempt = String(attempt);
      const signer = forge.signer({ ...startedFor, runAttempt });
      const progress = {
        step: () => {},
        advance: () => {},
        warn: (text: string) => void warnings.push(text),
        done: () => {},
      };
      const { clock } = forge;
      const api = createGitHubApi(gitHubAddress(url, "https://github.com/octo-org/octo-tool"), token, { http, clock });
      const publishing = { keepDraft: false, replace: false, attestations: "auto" as const, ...settings };
      return seal(
        { ...order, ...changes },
        {
          reached: (stage) => void stages.push(stage),
          crypto: nodeCryptography,
          files: systemFiles,
          git: { open: async () => undefined },
          source: () => undefined,
          uploaded: () => gitHubUploadedFiles(api, systemFiles, temporaryFolders),
          env: () => undefined,
          clock,
          buildRun: async () => ({
            repository: `https://github.com/${run.repository}`,
            ...{ repositoryId: run.repositoryId, ownerId: run.ownerId, commit: run.commit, ref: run.ref },
            runUri: `https://github.com/${run.repository}/actions/runs/${run.runId}/attempts/${runAttempt}`,
          }),
          signer: {
            open: () => {
              opened += 1;
              return signer.open();
            },
            identify: signer.identify,
          },
          trust: { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test", dated: undefined }] },
          // As the doors compose it: what is not published has no forge.
          temporary: temporaryFolders,
          hosts: ({ repositoryId }) =>
            changes.publish === "none"
              ? []
              : [
                  ...(out === undefined ? [] : [releaseDirectory(systemFiles, out, join)]),
                  gitHubReleaseHost({ api, files: systemFiles, progress, settings: publishing, repositoryId }),
                ],
          ...(registry === undefined ? {} : { registry }),
          ...(notary === undefined ? {} : { notary }),
          storageRecords,
          progress,
        },
      );
    },
  };
  return made;
}

/** Kills the run after its `last` visible request took effect: that one gets no answer, and no further request is served. */
export function dieAfter(github: MemoryGitHub, last: number): void {
  let seen = 0;
  const dead = new Error("killed");
  github.afterwards = (request) => {
    if (isVisible(request)) seen += 1;
    if (seen >= last) throw dead;
    return undefined;
  };
  github.interfere = () => {
    if (seen >= last) throw dead;
    return undefined;
  };
}
