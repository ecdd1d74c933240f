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
  /** True where a tracked file differs from the commit or an untracked one is not ignored. */
  readonly dirty: boolean;
  /** URL of the remote `origin`, credentials removed, or undefined. */
  readonly origin: string | undefined;
}

/** Undefined where the folder is in no checkout, has no commit yet, or git is not installed. */
export interface Git {
  facts(folder: string): Promise<GitFacts | undefined>;
}
