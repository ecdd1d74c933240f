import { join } from "node:path";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { NOTED } from "./annotate.ts";
import type { Runner } from "./runner.ts";

/** One absolute path a line; later steps of the job read it, as actions/attest writes it. */
const LIST = "created_attestation_paths.txt";
const MAX_LIST_BYTES = 1 << 20;

/** Adds a bundle to the runner's list of attestations. The release is sealed by then: that it cannot be added fails nothing. */
export async function noteAttestation(bundle: string | undefined, temporary: string, runner: Runner): Promise<void> {
  if (bundle === undefined) return;
  const list = join(temporary, LIST);
  try {
    const isThere = (await runner.files.facts(list)) !== undefined;
    const before = isThere ? decodeUtf8(await runner.files.read(list, MAX_LIST_BYTES)) : "";
    const end = before === "" || before.endsWith("\n") ? "" : "\n";
    await runner.files.write(list, encodeUtf8(`${before}${end}${bundle}\n`));
  } catch {
    runner.warning(`the provenance could not be added to ${LIST}`, NOTED);
  }
}
