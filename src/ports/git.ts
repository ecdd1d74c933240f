import type { JudgedTag } from "../domain/release/checks/check-tag-signature.ts";
import type { GitHistory, HistoryQuestion } from "./git-history.ts";
import type { TagQuestion } from "./git-tag.ts";

/** Facts of a checkout, read without hooks, config-driven programs or a shell. */
export interface GitFacts {
  /** Absolute path of the work tree's top. */
  readonly top: string;
  /** 40 or 64 hex characters. */
  readonly commit: string;
  /** Committer time, seconds since 1970. */
  readonly commitTime: number;
  /** Tags that point at the commit, annotated ones peeled, bytewise order. */
  readonly tags: readonly string[];
  /** URL of the remote `origin`, credentials removed, or undefined. */
  readonly origin: string | undefined;
  /** True in a shallow clone, where commits are missing: then nothing is known to be absent. */
  readonly isShallow: boolean;
  /** Tracked paths that differ from the commit, relative to the top. */
  readonly changed: readonly string[];
  /** Paths that are neither tracked nor ignored; a folder of nothing else ends in `/`. */
  readonly untracked: readonly string[];
}

/** A checkout as it was when it was opened. Fault of its methods: `program-failed`. */
export interface Checkout {
  readonly facts: GitFacts;
  history(question: HistoryQuestion): Promise<GitHistory>;
  /** What the tag is, and whether one of the keys signed it. */
  judgedTag(question: TagQuestion): Promise<JudgedTag>;
  /** What differs since it was opened, as a sentence; undefined if commit and tracked files are the same. */
  difference(): Promise<string | undefined>;
}

/** Undefined if the folder is in no checkout, has no commit yet, or git is not installed. Fault: `program-failed`. */
export interface Git {
  open(folder: string): Promise<Checkout | undefined>;
}
