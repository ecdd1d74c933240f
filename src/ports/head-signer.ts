import type { NoteSignature } from "../domain/transparency/signed-note.ts";

/** Signs the heads of one log. */
export interface HeadSigner {
  /** The lines under a head. `text` ends with a newline. */
  sign(origin: string, text: string): Promise<readonly NoteSignature[]>;
}
