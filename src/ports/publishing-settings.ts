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
}
