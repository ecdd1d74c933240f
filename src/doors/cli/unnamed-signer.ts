import { identityFlags } from "../../domain/verification/identity/identity-flags.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { whoSigned } from "../../journeys/verify/who-signed.ts";
import { Fault } from "../../kernel/fault.ts";
import { quoted } from "../../views/verification/verification-page.ts";
import type { FilesToVerify } from "../requests/files-to-verify.ts";
import { noIdentity, type VerifyValues } from "../requests/verify-request.ts";
import { trustSettings } from "../settings/trust-settings.ts";
import { commandText } from "./command-text.ts";
import type { VerifyConsole } from "./console.ts";

/**
 * What to say to a person who did not say who must have signed: who did, if the signature is genuine, to be compared with
 * the place of the download. A program is never told, since it would take the answer for the question.
 */
export async function unnamedSigner(
  words: readonly string[],
  { values, files, io }: { readonly values: VerifyValues; readonly files: FilesToVerify; readonly io: VerifyConsole },
): Promise<Fault> {
  const plain = noIdentity(values.spelling);
  if (values.isOn("json")) return plain;
  const unsafeCapsuleRoot = values.isOn("unsafe-capsule-root");
  const progress = io.progress(true);
  const ports = await io.verifyPorts({ ...trustSettings(values, io.folder), progress });
  const root = await whoSigned({ ...files, unsafeCapsuleRoot }, ports);
  const signer = root === undefined ? undefined : signerOf(root);
  if (signer === undefined) return plain;
  const trust = (["sigstore", "trusted-root"] as const).flatMap((name) =>
    values.isGiven(name) ? [`--${name}`, values.text(name) ?? ""] : [],
  );
  const command = commandText([...io.program, "verify", ...signer.flags, ...trust, ...fileWords(words)]);
  return new Fault("usage", plain.message, {
    hint: [
      `the signature is genuine, and was made by ${signer.name}`,
      `Compare ${signer.name} with the place that you downloaded the file from. If it is the same, run`,
      command ?? plain.hint?.toString() ?? "",
    ].join("\n"),
  });
}

/** The repository, or the identity if there is none; what weakens the check is not offered. */
function signerOf({ statement, signer }: VerifiedRoot): { name: string; flags: readonly string[] } | undefined {
  if (signer.kind === "key") return undefined;
  const all = identityFlags(signer.certificate, statement.predicate.release.tag);
  const end = all.findIndex((word) => ["--signer-workflow", "--source-ref", "--unsafe-trigger"].includes(word));
  const flags = end < 0 ? all : all.slice(0, end);
  return { name: quoted(flags[1] ?? "nobody"), flags };
}

/** A name that begins with a dash is not a flag. */
function fileWords(words: readonly string[]): readonly string[] {
  return words.some((word) => word.startsWith("-")) ? ["--", ...words] : words;
}
