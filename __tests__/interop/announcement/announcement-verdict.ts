/** What another program makes of a document of an announcement. */
export interface AnnouncementVerdict {
  readonly question: string;
  readonly isRight: boolean;
  readonly reason: string;
}
