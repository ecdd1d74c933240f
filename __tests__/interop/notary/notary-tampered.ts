import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { NOTARY_ARTIFACT_TYPE } from "../../../src/domain/image/notary-manifest.ts";
import { ENVELOPE_MEDIA_TYPES, type EnvelopeFormat } from "../../../src/domain/notary/envelope/envelope.ts";
import { formatTargetArtifact } from "../../../src/domain/notary/envelope/target-artifact.ts";
import { attachReferrers } from "../../../src/journeys/image/attach-referrers.ts";
import { findImage } from "../../../src/journeys/image/find-image.ts";
import { CborTag, type CborValue, formatCbor, parseCbor } from "../../../src/kernel/cbor.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { writePlugin } from "../../keys/softhsm.ts";
import {
  INTERMEDIATE,
  notarySign,
  ROOT,
  type TestCertificateFacts,
  type TestIssuer,
  testAuthority,
  testEnvelope,
  testExtension,
  testKey,
  testNotaryCertificate,
} from "../../signing/test-notary.ts";
import { lastLine } from "../run-tool.ts";
import { notation, pushImage, registryOf, verifyOurs } from "./notary-matrix.ts";
import { chainOf, type NotaryPrograms, type NotaryWorld, nowSeconds } from "./notary-world.ts";

/** What is signed, and how it may be changed. */
interface Genuine {
  readonly target: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly now: number;
}

interface Tampering {
  readonly name: string;
  readonly code: FaultCode | "image-unsigned";
  readonly format?: EnvelopeFormat;
  readonly make?: (genuine: Genuine) => Uint8Array;
  /** Changes a copy of the configuration; the signature is a genuine one. */
  readonly config?: (own: string) => void;
  readonly stamped?: true;
  /** Verification plugins that ours is told to run. */
  readonly plugins?: readonly string[];
  /** Both must accept it. */
  readonly isSound?: true;
  /** Why notation accepts it. */
  readonly accepted?: string;
}

export interface TamperedJudgement {
  readonly name: string;
  readonly expected: string;
  readonly ours: string;
  readonly theirs: "refused" | "accepted";
  readonly explained: string | undefined;
  readonly isRight: boolean;
}

type Json = Record<string, unknown>;
const KEY = testKey("EC-256");
const SCHEME = "io.cncf.notary.signingScheme";
const TIME = "io.cncf.notary.signingTime";
const EXPIRY = "io.cncf.notary.expiry";

function genuineJws({ target, now }: Genuine, chain: readonly Uint8Array[] = chainOf("EC-256")): Uint8Array {
  return testEnvelope({ key: KEY, chain, payload: formatTargetArtifact(target), signingTime: now });
}

/** Other signed attributes, under a right signature. */
const jws = (edit: (headers: Json) => Json) => (genuine: Genuine) => {
  const own = JSON.parse(Buffer.from(genuineJws(genuine)).toString());
  const headers = edit(JSON.parse(Buffer.from(own.protected, "base64url").toString()));
  const text = Buffer.from(JSON.stringify(headers)).toString("base64url");
  const signature = Buffer.from(notarySign(KEY, Buffer.from(`${text}.${own.payload}`))).toString("base64url");
  return Buffer.from(JSON.stringify({ ...own, protected: text, signature }));
};

/** Another document around what was signed. */
const document = (edit: (own: Json) => Json | string) => (genuine: Genuine) => {
  const edited = edit(JSON.parse(Buffer.from(genuineJws(genuine)).toString()));
  return Buffer.from(typeof edited === "string" ? edited : JSON.stringify(edited));
};

const leaf = (facts: TestCertificateFacts) => (genuine: Genuine) => genuineJws(genuine, chainOf("EC-256", facts));

const cose =
  (edit: (parts: { headers: Map<number | string, CborValue>; unsigned: Map<number | string, CborValue> }) => void) =>
  (genuine: Genuine) => {
    const made = testEnvelope({
      format: "cose",
      key: KEY,
      chain: chainOf("EC-256"),
      payload: formatTargetArtifact(genuine.target),
      signingTime: genuine.now,
    });
    const [headerBytes, unsigned, payload] = (parseCbor(made) as CborTag).value as [
      Uint8Array,
      Map<number | string, CborValue>,
      Uint8Array,
    ];
    const headers = parseCbor(headerBytes) as Map<number | string, CborValue>;
    edit({ headers, unsigned });
    const protectedBytes = formatCbor(headers);
    const signature = notarySign(KEY, formatCbor(["Signature1", protectedBytes, new Uint8Array(0), payload]));
    return formatCbor(new CborTag(18, [protectedBytes, unsigned, payload, signature]));
  };

const coseBytes = (edit: (made: Uint8Array) => Uint8Array) => (genuine: Genuine) =>
  edit(cose(() => undefined)(genuine));

const other = (edit: Partial<Genuine["target"]>) => (genuine: Genuine) =>
  genuineJws({ ...genuine, target: { ...genuine.target, ...edit } });

const LONG = { notBefore: nowSeconds() - 3600, notAfter: nowSeconds() + 86_400 };
const OTHER: TestIssuer = { name: [["2.5.4.3", "other"]], key: testKey("EC-256", "other") };
const under = (edit: TestCertificateFacts) => (genuine: Genuine) => {
  const [own, , root] = chainOf("EC-256");
  return genuineJws(genuine, [own, testAuthority(INTERMEDIATE, ROOT, { ...LONG, ...edit }), root]);
};

/** Replaces a text in the trust policy. */
const policy = (from: string, to: string) => (own: string) => {
  const path = join(own, "trustpolicy.json");
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`the policy holds no ${from}`);
  writeFileSync(path, text.replace(from, to), { mode: 0o600 });
};
const STORE = "truststore/x509/ca/capsule";

const PLUGIN = "io.cncf.notary.verificationPlugin";
const IDENTITY = "SIGNATURE_VERIFIER.TRUSTED_IDENTITY";
const REVOCATION = "SIGNATURE_VERIFIER.REVOCATION_CHECK";

/** A signature that asks for the verification plugin `acme`, with further critical attributes. */
const asking = (more: Json = {}) =>
  jws((headers) => {
    const added: Json = { [PLUGIN]: "acme", ...more };
    return { ...headers, ...added, crit: [...(headers["crit"] as string[]), ...Object.keys(added)] };
  });

/** Puts that plugin into notation's folder, with one capability, and what it answers. */
const acme =
  (capability: string, success: boolean, processedAttributes: readonly string[] = []) =>
  (own: string): void => {
    const about = { name: "acme", description: "a", version: "1.0.0", url: "https://example.invalid" };
    const metadata = { ...about, supportedContractVersions: ["1.0"], capabilities: [capability] };
    const answer = { verificationResults: { [capability]: { success, reason: "because" } }, processedAttributes };
    const script = `const answer = process.argv[2] === "get-plugin-metadata" ? ${JSON.stringify(metadata)} : ${JSON.stringify(answer)};
process.stdin.resume().on("end", () => process.stdout.write(JSON.stringify(answer)));
`;
    writePlugin(join(own, "plugins", "acme"), "notation-acme", script);
  };
const ACME = { plugins: ["acme"] } as const;

const TAMPERINGS: readonly Tampering[] = [
  {
    name: "a bit of the signature",
    code: "signature-invalid",
    make: document((own) => ({
      ...own,
      signature: `${String(own["signature"]).startsWith("A") ? "B" : "A"}${String(own["signature"]).slice(1)}`,
    })),
  },
  {
    name: "another payload under the signature",
    code: "signature-invalid",
    make: document((own) => ({
      ...own,
      payload: Buffer.from(
        formatTargetArtifact({ mediaType: "a/b", digest: `sha256:${"0".repeat(64)}`, size: 1 }),
      ).toString("base64url"),
    })),
  },
  {
    name: "another expiry under the signature",
    code: "signature-invalid",
    make: document((own) => ({
      ...own,
      protected: Buffer.from(
        JSON.stringify({
          ...JSON.parse(Buffer.from(String(own["protected"]), "base64url").toString()),
          [TIME]: "2026-01-01T00:00:00Z",
        }),
      ).toString("base64url"),
    })),
  },
  { name: "another digest", code: "subject-mismatch", make: other({ digest: `sha256:${"1".repeat(64)}` }) },
  { name: "another size", code: "subject-mismatch", make: other({ size: 1 }) },
  {
    name: "another media type",
    code: "subject-mismatch",
    make: other({ mediaType: "application/vnd.oci.image.index.v1+json" }),
  },
  { name: "another payload type", code: "notary-malformed", make: jws((own) => ({ ...own, cty: "application/json" })) },
  { name: "no payload type", code: "notary-malformed", make: jws(({ cty: _, ...own }) => own) },
  { name: "another scheme", code: "notary-malformed", make: jws((own) => ({ ...own, [SCHEME]: "notary.x509.other" })) },
  { name: "no signing time", code: "notary-malformed", make: jws(({ [TIME]: _, ...own }) => own) },
  { name: "a signing time that is not one", code: "notary-malformed", make: jws((own) => ({ ...own, [TIME]: "now" })) },
  {
    name: "an expiry in the past",
    code: "notary-expired",
    make: jws((own) => ({
      ...own,
      [TIME]: "2026-01-01T00:00:00Z",
      [EXPIRY]: "2026-01-02T00:00:00Z",
      crit: [SCHEME, EXPIRY],
    })),
  },
  {
    name: "an expiry before the signing time",
    code: "notary-malformed",
    make: jws((own) => ({ ...own, [EXPIRY]: "2026-01-02T00:00:00Z", crit: [SCHEME, EXPIRY] })),
  },
  {
    name: "an expiry that is not critical",
    code: "notary-critical",
    make: jws((own) => ({ ...own, [EXPIRY]: "2099-01-02T00:00:00Z" })),
  },
  { name: "no critical attributes", code: "notary-critical", make: jws(({ crit: _, ...own }) => own) },
  {
    name: "a critical attribute that is absent",
    code: "notary-critical",
    make: jws((own) => ({ ...own, crit: [SCHEME, "absent"] })),
  },
  {
    name: "a critical attribute that nobody knows",
    code: "notary-critical",
    make: jws((own) => ({ ...own, crit: [SCHEME, "unknown"], unknown: 1 })),
    accepted: "notation looks at critical attributes only for a plugin",
  },
  {
    name: "a verification plugin that is not there",
    code: "notary-plugin",
    make: jws((own) => ({
      ...own,
      crit: [SCHEME, "io.cncf.notary.verificationPlugin"],
      "io.cncf.notary.verificationPlugin": "absent",
    })),
  },
  { name: "another algorithm", code: "notary-algorithm", make: jws((own) => ({ ...own, alg: "ES384" })) },
  { name: "no algorithm", code: "notary-algorithm", make: jws((own) => ({ ...own, alg: "none" })) },
  { name: "no certificates", code: "notary-malformed", make: document((own) => ({ ...own, header: {} })) },
  {
    name: "no root",
    code: "certificate-untrusted",
    make: (genuine) => genuineJws(genuine, chainOf("EC-256").slice(0, 2)),
  },
  {
    name: "certificates in another order",
    code: "certificate-name-chaining",
    make: (genuine) => {
      const [a, b, c] = chainOf("EC-256");
      return genuineJws(genuine, [a, c, b]);
    },
  },
  {
    name: "another signer's certificate",
    code: "signature-invalid",
    make: (genuine) => {
      const [, b, c] = chainOf("EC-256");
      return genuineJws(genuine, [testNotaryCertificate({ ...LONG, key: OTHER.key }, INTERMEDIATE), b, c]);
    },
  },
  {
    name: "a forged intermediate of the same name",
    code: "certificate-signature",
    make: (genuine) => {
      const [, , c] = chainOf("EC-256");
      const forged = { ...INTERMEDIATE, key: OTHER.key };
      return genuineJws(genuine, [
        testNotaryCertificate({ ...LONG, key: KEY }, forged),
        testAuthority(forged, { ...ROOT, key: OTHER.key }, LONG),
        c,
      ]);
    },
  },
  {
    name: "a whole other chain of the same names",
    code: "notary-untrusted",
    make: (genuine) => {
      const root = { ...ROOT, key: OTHER.key };
      return genuineJws(genuine, [
        testNotaryCertificate({ ...LONG, key: KEY }, INTERMEDIATE),
        testAuthority(INTERMEDIATE, root, LONG),
        testAuthority(root, root, LONG),
      ]);
    },
  },
  {
    name: "a signer that is an authority",
    code: "certificate-not-leaf",
    make: leaf({ authority: { isAuthority: true } }),
  },
  { name: "a signer for web servers", code: "certificate-purpose", make: leaf({ purposes: ["1.3.6.1.5.5.7.3.1"] }) },
  { name: "a signer for time stamps", code: "certificate-purpose", make: leaf({ purposes: ["1.3.6.1.5.5.7.3.8"] }) },
  { name: "a signer whose key says nothing", code: "certificate-key-usage", make: leaf({ usage: undefined }) },
  { name: "a signer whose key encrypts", code: "certificate-key-usage", make: leaf({ usage: [0xa0] }) },
  {
    name: "a signer whose key usage is not critical",
    code: "certificate-key-usage",
    make: leaf({ usageIsCritical: false }),
  },
  {
    name: "an expired signer",
    code: "certificate-expired",
    make: leaf({ notBefore: nowSeconds() - 7200, notAfter: nowSeconds() - 3600 }),
  },
  {
    name: "a signer of the future",
    code: "certificate-expired",
    make: leaf({ notBefore: nowSeconds() + 7200, notAfter: nowSeconds() + 9000 }),
  },
  {
    name: "an expired signer, and no time stamp where one is asked for",
    code: "signed-time-missing",
    stamped: true,
    make: leaf({ notBefore: nowSeconds() - 7200, notAfter: nowSeconds() - 3600 }),
  },
  {
    name: "a signer with a critical extension that nobody knows",
    code: "certificate-extension-critical",
    make: leaf({ extensions: [testExtension("1.2.3.4", Buffer.of(5, 0), true)] }),
    accepted: "notation-core-go does not look at critical extensions of a chain",
  },
  { name: "an issuer that is no authority", code: "certificate-not-authority", make: under({ authority: undefined }) },
  { name: "an issuer that may not issue", code: "certificate-key-usage", make: under({ usage: [0x80] }) },
  {
    name: "JSON with a key twice",
    code: "notary-malformed",
    make: document((own) => JSON.stringify(own).replace("{", '{"payload":"e30",')),
    accepted: "Go's JSON takes the last of two equal keys",
  },
  {
    name: "base64url with stray bits",
    code: "notary-malformed",
    make: document((own) => ({ ...own, signature: withStrayBits(String(own["signature"])) })),
    accepted: "Go's base64 does not look at the bits behind the last byte",
  },
  {
    name: "base64url with padding",
    code: "notary-malformed",
    make: document((own) => ({ ...own, signature: `${own["signature"]}==` })),
  },
  { name: "what is not JSON", code: "notary-malformed", make: () => Buffer.from("signature") },
  {
    name: "COSE: a bit of the signature",
    code: "signature-invalid",
    format: "cose",
    make: coseBytes((made) => made.with(made.length - 1, (made.at(-1) ?? 0) ^ 1)),
  },
  { name: "COSE: no tag", code: "notary-malformed", format: "cose", make: coseBytes((made) => made.subarray(1)) },
  {
    name: "COSE: an indefinite length",
    code: "cbor-malformed",
    format: "cose",
    make: coseBytes((made) => Buffer.concat([Buffer.of(0xd2, 0x9f), made.subarray(2), Buffer.of(0xff)])),
  },
  {
    name: "COSE: something behind it",
    code: "cbor-malformed",
    format: "cose",
    make: coseBytes((made) => Buffer.concat([made, Buffer.of(0)])),
  },
  {
    name: "COSE: a time without a tag",
    code: "notary-malformed",
    format: "cose",
    make: cose(({ headers }) => headers.set(TIME, nowSeconds())),
  },
  {
    name: "COSE: another algorithm",
    code: "notary-algorithm",
    format: "cose",
    make: cose(({ headers }) => headers.set(1, -35)),
  },
  {
    name: "COSE: no critical headers",
    code: "notary-critical",
    format: "cose",
    make: cose(({ headers }) => headers.delete(2)),
  },
  {
    name: "COSE: critical headers that are not signed",
    code: "notary-malformed",
    format: "cose",
    make: cose(({ unsigned }) => unsigned.set(2, ["x"])),
  },
  {
    name: "COSE: one certificate without a list",
    code: "notary-malformed",
    format: "cose",
    make: cose(({ unsigned }) => unsigned.set(33, chainOf("EC-256")[0])),
  },
  { name: "COSE under the type of JWS", code: "notary-malformed", make: coseBytes((made) => made) },
  {
    ...{ name: "a plugin that agrees, and processes what is critical", code: "image-unsigned", isSound: true, ...ACME },
    ...{ make: asking({ "acme.job": 7 }), config: acme(IDENTITY, true, ["acme.job"]) },
  },
  {
    ...{ name: "a plugin that looks at revocation, and agrees", code: "image-unsigned", isSound: true, ...ACME },
    ...{ make: asking(), config: acme(REVOCATION, true) },
  },
  {
    ...{ name: "a plugin that takes the signer for nobody who is trusted", code: "notary-identity", ...ACME },
    ...{ make: asking(), config: acme(IDENTITY, false) },
  },
  {
    ...{ name: "a plugin that says it is revoked", code: "certificate-revoked", ...ACME },
    ...{ make: asking(), config: acme(REVOCATION, false) },
  },
  {
    ...{ name: "a plugin that does not process what is critical", code: "notary-critical", ...ACME },
    ...{ make: asking({ "acme.job": 7 }), config: acme(IDENTITY, true) },
  },
  {
    ...{ name: "a plugin that is older than the signature wants", code: "notary-plugin", ...ACME },
    ...{ make: asking({ [`${PLUGIN}MinVersion`]: "1.0.1" }), config: acme(IDENTITY, true) },
  },
  {
    ...{ name: "a plugin that only signs", code: "notary-plugin", ...ACME },
    ...{ make: asking(), config: acme("SIGNATURE_GENERATOR.RAW", true) },
  },
  { name: "a plugin that is not installed", code: "plugin-missing", make: asking(), ...ACME },
  {
    ...{ name: "a plugin that nobody named", code: "notary-plugin" },
    ...{ make: asking(), config: acme(IDENTITY, true) },
    accepted: "notation runs whichever installed plugin a signature asks for",
  },
  {
    name: "store: another root",
    code: "notary-untrusted",
    config: (own) => writeFileSync(join(own, STORE, "root.crt"), formatPem(testAuthority(OTHER, OTHER, LONG))),
  },
  { name: "store: empty", code: "notary-store", config: (own) => rmSync(join(own, STORE, "root.crt")) },
  { name: "store: not there", code: "notary-store", config: (own) => rmSync(join(own, STORE), { recursive: true }) },
  {
    name: "store: a file that is not a certificate",
    code: "notary-store",
    config: (own) => writeFileSync(join(own, STORE, "note.txt"), "not a certificate"),
  },
  {
    name: "store: a certificate that is not an authority's",
    code: "notary-store",
    config: (own) => writeFileSync(join(own, STORE, "leaf.crt"), formatPem(chainOf("EC-256")[0])),
  },
  {
    name: "store: a link",
    code: "notary-store",
    config: (own) => symlinkSync(join(own, STORE, "root.crt"), join(own, STORE, "link.crt")),
  },
  { name: "store: a folder", code: "notary-store", config: (own) => mkdirSync(join(own, STORE, "more")) },
  { name: "policy: another signer", code: "notary-identity", config: policy("Capsule Test", "Somebody Else") },
  { name: "policy: another store", code: "notary-store", config: policy("ca:capsule", "ca:other") },
  {
    name: "policy: a store of signing authorities that is absent",
    code: "notary-store",
    config: policy("ca:capsule", "signingAuthority:capsule"),
  },
  { name: "policy: another repository", code: "notary-policy-none", config: policy('"*"', '"localhost:5000/other"') },
  { name: "policy: another version", code: "notary-policy-malformed", config: policy('"1.0"', '"2.0"') },
  { name: "policy: a level that nobody knows", code: "notary-policy-malformed", config: policy('"strict"', '"loose"') },
  { name: "policy: an identity without a country", code: "notary-policy-malformed", config: policy("C=US, ", "") },
  {
    name: "policy: not JSON",
    code: "notary-policy-malformed",
    config: (own) => writeFileSync(join(own, "trustpolicy.json"), "{", { mode: 0o600 }),
  },
  { name: "policy: not there", code: "notary-policy-none", config: (own) => rmSync(join(own, "trustpolicy.json")) },
];

/** A signature of 64 bytes ends with a letter of which four bits mean nothing. */
function withStrayBits(text: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = letters.indexOf(text.at(-1) ?? "");
  return `${text.slice(0, -1)}${letters[last ^ 1]}`;
}

/** Judges each tampered envelope and configuration by both programs; a genuine one beside them is accepted by both. */
export async function judgeTampered(programs: NotaryPrograms, world: NotaryWorld): Promise<TamperedJudgement[]> {
  const judged: TamperedJudgement[] = [];
  for (const [at, tampering] of [SOUND, ...TAMPERINGS].entries()) {
    const { name, code, format = "jws", make, config: edit, stamped, plugins, isSound, accepted } = tampering;
    const config = join(world.folder, `tampered${at}`);
    cpSync(stamped === true ? world.configs.stamped : world.configs.plain, config, { recursive: true });
    edit?.(join(config, "notation"));
    const image = await pushImage(`${world.registries.olareg}/tampered/case${at}`, at);
    const parsed = parseImageName(image);
    const registry = registryOf(parsed);
    const { subject } = await findImage(parsed, registry);
    const genuine = {
      target: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      now: nowSeconds(),
    };
    const bytes = (make ?? genuineJws)(genuine);
    const artifact = {
      artifactType: NOTARY_ARTIFACT_TYPE,
      mediaType: ENVELOPE_MEDIA_TYPES[format],
      bytes,
      annotations: { "io.cncf.notary.x509chain.thumbprint#S256": "[]" },
    };
    await attachReferrers([{ subject, artifacts: [artifact] }], registry);
    const ours = await verifyOurs(image, config, plugins);
    const theirs = await notation(programs, config, ["verify", "--insecure-registry", image]);
    const verdict = theirs.status === 0 ? "accepted" : "refused";
    const wanted = isSound ? "verified" : code;
    const isRight =
      ours.detail.split(" ")[0] === wanted && (verdict === "accepted") === (isSound === true || accepted !== undefined);
    judged.push({
      name,
      expected: wanted,
      ours: ours.detail,
      theirs: verdict,
      explained: accepted ?? (isRight ? undefined : lastLine(theirs.stderr)),
      isRight,
    });
  }
  return judged;
}

const SOUND: Tampering = { name: "nothing", code: "image-unsigned", isSound: true };
