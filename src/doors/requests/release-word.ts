import { parseRepository } from "../../domain/source/repository.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { withoutLogin } from "../../kernel/web-address.ts";

/** A release as people name it. */
export interface ReleaseWord {
  /** `owner/name` or a web address. */
  readonly repository: string;
  /** Undefined for the latest. */
  readonly tag: string | undefined;
}

/** The tag is all that follows the first `@` behind the repository: tags hold slashes, and more of them. */
const NAME = /^((?:https?:\/\/[^/@\s]+\/)?[^/@\s]+\/[^/@\s]+?)(?:@(\S+))?$/;

/** Reads `owner/name[@tag]`, or a web address with a tag. Faults: `usage`, `repository-invalid`. */
export function parseReleaseWord(text: string): ReleaseWord {
  const found = NAME.exec(text);
  const [, repository, tag] = found ?? [];
  if (repository === undefined) {
    throw new Fault("usage", `${printable(withoutLogin(text))} is not the name of a release`, {
      hint: "write it as owner/name@tag, or owner/name for the latest one",
    });
  }
  parseRepository(repository);
  return { repository, tag };
}

/** Whether a word names a release on GitHub, and no file could be meant: it has a tag, or is a web address. */
export function meansRelease(text: string): boolean {
  const found = NAME.exec(text);
  return found !== null && (found[2] !== undefined || /^https?:\/\//.test(text));
}
