import { Fault } from "./fault.ts";
import { escapeInvisible, printable } from "./printable.ts";

/** Words that no POSIX shell, nor zsh or fish, reads as anything but themselves. */
const PLAIN_SH = /^[A-Za-z0-9_./:@+-]+$/;

/** The same for PowerShell, where a comma, a colon, an at sign or a dot after a dash means something. */
const PLAIN_POWERSHELL = /^(?:[A-Za-z0-9_][A-Za-z0-9_./-]*|--?[A-Za-z][A-Za-z0-9-]*)$/;

/** PowerShell takes the typographic single quotes for the plain one. */
const POWERSHELL_QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/**
 * One word of a command for sh, dash, bash and zsh: itself if it is plain, else in single quotes. `text-unquotable`
 * for control, bidirectional and zero-width characters: a person could not see what they paste.
 */
export function quoteSh(text: string): string {
  refuseInvisible(text);
  return PLAIN_SH.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** One argument of a command for PowerShell, under the same rules as `quoteSh`. */
export function quotePowerShell(text: string): string {
  refuseInvisible(text);
  return PLAIN_POWERSHELL.test(text) ? text : `'${text.replace(POWERSHELL_QUOTES, "$&$&")}'`;
}

function refuseInvisible(text: string): void {
  for (const character of text) {
    if (escapeInvisible(character) !== character) {
      throw new Fault("text-unquotable", `${printable(text)} cannot be written into a command`);
    }
  }
}
