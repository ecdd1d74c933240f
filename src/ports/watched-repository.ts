/** An issue that a watch opened. */
export interface KeptIssue {
  readonly number: number;
  readonly isOpen: boolean;
  /** As anybody with the right to may have changed it. */
  readonly body: string;
}

export interface IssueChange {
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
}

/** What a watch of a repository reads beside its releases, and the issues that it keeps there. Faults: those of the host. */
export interface WatchedRepository {
  /** Tags of the newest public releases, newest first. */
  newestTags(count: number): Promise<readonly string[]>;
  /** The newest issues of one author, 300 at most; what others opened is never among them. */
  issuesOf(author: string): Promise<readonly KeptIssue[]>;
  /** The number of the new one. */
  openIssue(issue: Omit<IssueChange, "isOpen">): Promise<number>;
  changeIssue(number: number, change: IssueChange): Promise<void>;
  comment(number: number, text: string): Promise<void>;
  /** Requests that the host counted so far. */
  requests(): number;
}
