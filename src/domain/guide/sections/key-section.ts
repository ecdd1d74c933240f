import { codeBlock, codeSpan, escapeMarkdown, table } from "../../../kernel/markdown.ts";
import { KEY_FILE } from "../../verification/identity/identity-flags.ts";
import { command } from "../command.ts";
import type { GuideFacts, GuideSigner } from "../guide-facts.ts";
import { fold, silentStep, step } from "../step.ts";

type KeySigner = Extract<GuideSigner, { kind: "key" }>;

/** The key itself, how to keep it, and where it is published; undefined if a certificate says who signed. */
export function keyFold({ signer }: GuideFacts): string | undefined {
  if (signer.kind !== "key") return undefined;
  return fold(
    "The public key",
    [
      `Save these lines as ${codeSpan(KEY_FILE)}, beside your downloads:`,
      codeBlock(signer.pem.trimEnd()),
      `They came with the release, so they prove nothing until you compare them. This prints the fingerprint of what you saved:`,
      step("sh", fingerprintCommand(), [signer.fingerprint]),
      places(signer),
      signer.others.length === 0
        ? undefined
        : `Other keys of the project:\n\n${table(["Fingerprint", "Purpose", "Valid", "Published"], signer.others.map(row))}`,
    ],
    "the-key",
  );
}

/** Of the DER of the public key, as every program of the field names a key. */
function fingerprintCommand(): string {
  return `openssl pkey -pubin -in ${KEY_FILE} -outform DER | openssl dgst -sha256 -r | cut -d ' ' -f 1`;
}

function places({ published, validity }: KeySigner): string {
  const valid = validity === undefined ? "" : ` It is valid ${validity}.`;
  if (published.length === 0) {
    return `The project did not say where it publishes this fingerprint. Ask for it on another way than this release.${valid}`;
  }
  return `The same fingerprint must stand in one of these places, which are not this release:${valid}

${published.map((place) => `- ${codeSpan(place)}`).join("\n")}`;
}

function row({ fingerprint, purpose, validity, published }: KeySigner["others"][number]): string[] {
  return [
    codeSpan(fingerprint),
    escapeMarkdown(purpose),
    validity,
    published.map((place) => codeSpan(place)).join(" "),
  ];
}

/** The checksum list by OpenSSL alone, if its signature is one that OpenSSL reads. */
export function opensslFold(
  facts: GuideFacts,
  files: { readonly checksums: string; readonly checksumsBundle: string },
) {
  const { signer } = facts;
  if (signer.kind !== "key" || !signer.signsFiles) return undefined;
  const taken = `node -p "JSON.parse(fs.readFileSync('${files.checksumsBundle}')).messageSignature.signature"`;
  const verify = command([
    "openssl",
    "dgst",
    "-sha256",
    "-verify",
    KEY_FILE,
    "-signature",
    "checksums.sig",
    files.checksums,
  ]);
  return fold("With OpenSSL alone", [
    "The signature of the checksum list is inside of its bundle, in base64. Any program that reads JSON takes it out:",
    silentStep("sh", `${taken} | base64 -d > checksums.sig`),
    step("sh", verify.sh, ["Verified OK"]),
    "This says who signed the list, and nothing of when.",
  ]);
}
