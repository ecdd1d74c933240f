/** How a draft is treated, and with which flags it becomes public. */
export interface PublishingSettings {
  /** Undefined: left as it is; on a draft that is made here, whether the version is a prerelease. */
  readonly prerelease?: boolean;
  /** Undefined: nothing is sent, and GitHub makes everything that is not a prerelease the latest one. */
  readonly latest?: boolean;
  /** Leave the release a draft. */
  readonly keepDraft: boolean;
  /** Files of the draft that differ from what is published may be replaced. */
  readonly replace: boolean;
  /** Whether GitHub keeps the statements, too: `auto` says so if it does not, `required` stops. */
  readonly attestations: "auto" | "required" | "off";
  /** Undefined: GitHub's list of changes for a release that is made here, and nothing else. */
  readonly text?: ReleaseText;
}

/** Title and notes of a release that is made here, and what is ours in those of any. */
export interface ReleaseText {
  readonly title?: string;
  /** Markdown. */
  readonly notes?: string;
  /** Whether GitHub's list of changes follows; undefined: where no notes are given. */
  readonly generate?: boolean;
  /** Whether the notes end with the command that a consumer runs. */
  readonly footer: boolean;
}
