import type { Project } from "../../domain/setup/project.ts";
import { recogniseProject } from "../../domain/setup/recognise-project.ts";
import { type SetupChange, setupChanges, setupFiles } from "../../domain/setup/setup-files.ts";
import { type RepositorySettings, setupNotes } from "../../domain/setup/setup-notes.ts";
import type { ActionPin } from "../../domain/setup/workflow-text.ts";
import { parseRepository, type Repository } from "../../domain/source/repository.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { Files } from "../../ports/files.ts";
import type { Checkout, Git } from "../../ports/git.ts";
import type { SettingsHost } from "../../ports/repository-settings.ts";
import { lookAtProject } from "./look-at-project.ts";
import { writeChanges } from "./write-changes.ts";

export interface InitOrder {
  /** Absolute; somewhere in the checkout. */
  readonly folder: string;
  readonly pin: ActionPin;
  /** Whether the changes that are shown may be made. */
  agree(planned: PlannedSetup): Promise<boolean>;
}

export interface InitPorts {
  readonly files: Files;
  readonly git: Git;
  /** Asks GitHub about the repository; undefined not to ask. */
  readonly settings?: ((repository: string) => SettingsHost) | undefined;
}

export interface PlannedSetup {
  readonly project: Project;
  /** In the order in which they are written. */
  readonly changes: readonly SetupChange[];
  /** What is left to do by hand. */
  readonly notes: readonly string[];
}

export interface DoneSetup extends PlannedSetup {
  /** Whether everything is there that was planned; false if it was not agreed to. */
  readonly isWritten: boolean;
}

/**
 * Prepares a repository for sealed releases.
 *
 *   1. look    at the checkout: its tags, its files, its workflows
 *   2. ask     GitHub whether it is public, and whether releases are immutable, where that may be asked
 *   3. plan    the files that it needs
 *   4. agree   with whoever runs it, who sees each change first
 *   5. write   what is missing; nothing that is there is replaced
 *
 * Faults: `configuration-invalid` outside of a checkout; those of `Files` and `Git`.
 */
export async function init(order: InitOrder, ports: InitPorts): Promise<DoneSetup> {
  const { files, git, settings } = ports;
  const checkout = await git.open(order.folder);
  if (checkout === undefined) {
    throw new Fault("configuration-invalid", `${printable(order.folder)} is in no git checkout with a commit`, {
      hint: "begin in the repository that shall be released, after its first commit",
    });
  }
  const { top } = checkout.facts;
  /* 1 */ const [place, found] = await Promise.all([placeOf(checkout, files), lookAtProject(top, files)]);
  const project = recogniseProject(place, found.files, found.members);
  /* 2 */ const known = await askSettings(project.repository, settings);
  /* 3 */ const changes = setupChanges(setupFiles(project, order.pin), found.files);
  const planned = { project, changes, notes: setupNotes(project, known) };
  /* 4 */ if (!(await order.agree(planned))) return { ...planned, isWritten: false };
  /* 5 */ await writeChanges(top, changes, files);
  return { ...planned, isWritten: true };
}

async function placeOf({ facts, history }: Checkout, files: Files) {
  const known = await history({ tag: null, commit: facts.commit, branch: undefined });
  const repository = facts.origin === undefined ? undefined : onGitHub(facts.origin);
  const name = repository?.name ?? files.nameOf(facts.top);
  return { name, repository: repository?.url, branch: known.branch?.name ?? "main", tags: known.tags };
}

/** A repository elsewhere has no workflows of GitHub. */
function onGitHub(origin: string): Repository | undefined {
  const repository = unlessRefused(() => parseRepository(origin), undefined);
  return repository !== undefined && /(?:^|\.)github\.|\.ghe\.com$/.test(repository.host) ? repository : undefined;
}

/** What cannot be asked is not known. */
async function askSettings(
  repository: string | undefined,
  settings: InitPorts["settings"],
): Promise<RepositorySettings> {
  if (repository === undefined || settings === undefined) return { isPublic: undefined, immutableReleases: undefined };
  const host = settings(repository);
  const [isPublic, immutableReleases] = await Promise.all([
    unlessUnknown(host.isPublic()),
    unlessUnknown(host.hasImmutableReleases()),
  ]);
  return { isPublic, immutableReleases };
}

async function unlessUnknown(asked: Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
