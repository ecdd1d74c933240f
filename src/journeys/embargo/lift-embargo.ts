import type { Statement } from "../../domain/attestation/statement.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { releasePurl } from "../../domain/source/release-purl.ts";
import { type ReleaseState, releaseStateStatement } from "../../domain/statements/release-state.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { ReleaseHost } from "../../ports/release-host.ts";
import { findCommitment } from "./commit-release.ts";
import { readEmbargo } from "./private-file.ts";
import { publishSealed } from "./publish-sealed.ts";
import type { SealedFiles } from "./read-sealed.ts";
import { type LogToTell, readToldLog, sayInLog } from "./say-in-log.ts";

/** The root of a release, as much of it as is said in a log. */
export interface NamedRoot {
  readonly sha256: string;
  readonly statement: RootStatement;
}

export interface LiftOrder {
  readonly sealed: SealedFiles;
  readonly affected: readonly NamedRoot[];
  /** Of the announcement. */
  readonly id: string;
  /** Absolute path of the private file; it is not there if nothing was committed to before. */
  readonly secret: string;
  /** Hex SHA-256 of the OSV record, which the withdrawal rests on. */
  readonly restsOn: string;
  readonly dryRun: boolean;
}

export interface LiftPorts {
  /** Undefined if the release is published elsewhere, and public. */
  readonly host: ReleaseHost | undefined;
  /** Whether the release is public, without changing anything. */
  isPublic(): Promise<boolean>;
  /** Undefined for a project without a log. */
  readonly log: LogToTell | undefined;
  readonly files: Files;
  readonly progress: Progress;
}

/** One thing of the day. */
export interface LiftStep {
  readonly does: "publish" | "opened" | "published" | "yanked";
  /** Name and version of the release. */
  readonly about: string;
  readonly status: "done" | "already" | "would";
  /** A web address, or the number of the leaf. */
  readonly at: string | undefined;
}

/**
 * Ends an embargo. Each step looks at what is there, so that a run that was cut off is finished by the next one.
 *
 *   1. find     the commitment in the log, before anything is public
 *   2. publish  the fix first: until people can have it, nobody is told that they need it
 *   3. log      that it was committed to and is published, and that the affected releases are withdrawn, under one head:
 *               no reader sees one without the other
 *
 * Faults: `opening-refused`, those of `publishSealed` and `sayInLog`.
 */
export async function liftEmbargo(order: LiftOrder, ports: LiftPorts): Promise<LiftStep[]> {
  const { sealed, dryRun } = order;
  const { host, isPublic, log, progress } = ports;
  /* 1 */ const wanted = log === undefined ? [] : await statementsOf(order, log, ports);
  const steps: LiftStep[] = [];
  /* 2 */ if (host !== undefined) {
    const about = nameOf(sealed.root);
    if (dryRun) {
      const status = (await isPublic()) ? "already" : "would";
      steps.push({ does: "publish", about, status, at: undefined });
    } else {
      progress.step("publishing at GitHub");
      const { publication, isNew } = await publishSealed(sealed, host);
      steps.push({ does: "publish", about, status: isNew ? "done" : "already", at: publication.location });
    }
  }
  if (log === undefined) return steps;
  progress.step("telling the log");
  /* 3 */ const said = await sayInLog(
    wanted.map(({ statement }) => statement),
    log,
    { dryRun },
  );
  for (const [at, { does, about }] of wanted.entries()) {
    const one = said[at];
    if (one === undefined) throw new Fault("internal", "everything was said, or was there");
    const status = one.isNew ? (dryRun ? "would" : "done") : "already";
    steps.push({ does, about, status, at: one.index === undefined ? undefined : `leaf ${one.index}` });
  }
  return steps;
}

interface ToSay extends Pick<LiftStep, "about"> {
  readonly does: Exclude<LiftStep["does"], "publish">;
  readonly statement: Statement;
}

async function statementsOf(
  { sealed, affected, id, secret, restsOn }: LiftOrder,
  log: LogToTell,
  { files, progress }: LiftPorts,
): Promise<ToSay[]> {
  const { root } = sealed;
  const embargo = await readEmbargo(secret, { id, root: root.sha256 }, files);
  if (embargo === undefined) {
    progress.warn(`there is no ${printable(files.nameOf(secret))}: no commitment is opened`);
  }
  const wanted: ToSay[] = [];
  if (embargo !== undefined) {
    const { payload } = await findCommitment(embargo, await readToldLog(log), log);
    wanted.push(saying(root, { effect: "opened", reason: "none", refersTo: [payload], salt: embargo.salt }));
  }
  wanted.push(saying(root, { effect: "published", reason: "none" }));
  for (const one of affected) {
    wanted.push(saying(one, { effect: "yanked", reason: "vulnerability", evidence: [restsOn] }));
  }
  return wanted;
}

function saying(root: NamedRoot, state: ReleaseState & { readonly effect: ToSay["does"] }): ToSay {
  const release = releasePurl(root.statement.predicate.release);
  const about = nameOf(root);
  const subject = { name: about.replace(" ", "@"), sha256: root.sha256 };
  return { does: state.effect, about, statement: releaseStateStatement(subject, { ...state, release }) };
}

function nameOf({ statement }: NamedRoot): string {
  const { name, version } = statement.predicate.release;
  return `${name} ${version}`;
}
