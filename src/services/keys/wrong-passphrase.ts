import { Fault } from "../../kernel/fault.ts";

/** Wrong, or the file was damaged: of an encrypted file nobody can tell. */
export function wrongPassphrase(): Fault {
  return new Fault("passphrase-wrong", "the passphrase does not open the key, or its file was damaged");
}
