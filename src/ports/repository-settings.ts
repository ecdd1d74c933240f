/** Settings of a repository that whoever begins to publish should know. A fault of a service, or of a token without the right, is one. */
export interface SettingsHost {
  isPublic(): Promise<boolean>;
  /** Whether a release cannot be changed once it is public. */
  hasImmutableReleases(): Promise<boolean>;
}
