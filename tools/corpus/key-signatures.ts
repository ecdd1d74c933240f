import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleToJSON, type TransparencyLogEntry as LogEntry } from "@sigstore/bundle";
import { TransparencyLogEntry } from "@sigstore/protobuf-specs";
import {
  type BundleBuilder,
  DSSEBundleBuilder,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
  type Witness,
} from "@sigstore/sign";
import type { Claim } from "../../__tests__/interop/claim.ts";
import type { SigningPlace } from "../../__tests__/interop/seal-release.ts";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../src/domain/attestation/dsse.ts";
import type { SignedShape } from "./bundle-cases.ts";

/** A public key's PEM and what signs with its private half. */
interface Signer {
  readonly pem: string;
  readonly privateKey: KeyObject;
}

/**
 * What keys sign, put into bundles by sigstore-js and witnessed by the services of a place. sigstore-js writes entries of
 * version 2 for messages only.
 */
export async function keyShapes(place: SigningPlace, name: string, folder: string, otherTrustedRoot: string) {
  const witnesses = witnessesOf(place);
  const [own, other] = [newSigner(), newSigner()];
  const write = (file: string, content: string): string => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), content);
    return join(folder, file);
  };
  const keys = { own: write("own.pub.pem", own.pem), other: write("other.pub.pem", other.pem) };
  const shapes: SignedShape[] = [];
  for (const kind of place.log === "v2" ? (["message"] as const) : (["message", "statement"] as const)) {
    const claim = async (signer: Signer, about: string, label: string): Promise<Claim> => {
      const artifact = write(about, `${about}\n`);
      const data = kind === "message" ? readFileSync(artifact) : statementAbout(about, artifact);
      const options = { signer: signerOf(signer), witnesses };
      const builder: BundleBuilder =
        kind === "message" ? new MessageSignatureBundleBuilder(options) : new DSSEBundleBuilder(options);
      const made = await builder.create({ data, type: IN_TOTO_PAYLOAD_TYPE });
      const bundle = write(`${kind}-${label}.sigstore.json`, JSON.stringify(bundleToJSON(made)));
      const { log, identity, issuer, repository, trustedRootPath: trustedRoot } = place;
      const common = { shape: name, log, identity, issuer, repository, trustedRoot };
      return { ...common, label, kind, artifact, bundle, predicateType: kind === "message" ? "" : PREDICATE };
    };
    shapes.push({
      ...{ name, keys, otherTrustedRoot, forms: ["v0.3"] },
      harmless: place.log === "none" ? ["the timestamp taken out"] : [],
      claim: await claim(own, "tool", "sound"),
      sibling: await claim(own, "notes", "sibling"),
      stranger: await claim(other, "tool", "stranger"),
    });
  }
  return shapes;
}

const PREDICATE = "https://example.org/checked/v1";

function statementAbout(name: string, artifact: string): Buffer {
  const sha256 = sha256Hex(readFileSync(artifact));
  const subject = [{ name, digest: { sha256 } }];
  const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType: PREDICATE, predicate: {} };
  return Buffer.from(JSON.stringify(statement));
}

function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
}

function signerOf({ privateKey, pem }: Signer) {
  return {
    sign: async (data: Buffer) => ({
      signature: sign("sha256", data, privateKey),
      key: { $case: "publicKey" as const, publicKey: pem, hint: "a key of the corpus" },
    }),
  };
}

function witnessesOf(place: SigningPlace): Witness[] {
  const { rekorTlogUrls, tsaUrls } = JSON.parse(readFileSync(place.signingConfigPath, "utf8")) as Record<
    "rekorTlogUrls" | "tsaUrls",
    { url: string; majorApiVersion: number }[]
  >;
  return [
    ...rekorTlogUrls.map(({ url, majorApiVersion }) =>
      majorApiVersion === 2 ? rekorV2Witness(url) : new RekorWitness({ rekorBaseURL: url }),
    ),
    // It appends the path of the interface itself.
    ...tsaUrls.map(({ url }) => new TSAWitness({ tsaBaseURL: new URL(url).origin })),
  ];
}

/** sigstore-js names the key of a certificate alone to version 2 of Rekor (POST /api/v2/log/entries). */
function rekorV2Witness(url: string): Witness {
  return {
    async testify(content, publicKey) {
      if (content.$case !== "messageSignature") throw new Error("only messages are entered here");
      const rawBytes = createPublicKey(publicKey).export({ type: "spki", format: "der" }).toString("base64");
      const { messageDigest, signature } = content.messageSignature;
      const verifier = { publicKey: { rawBytes }, keyDetails: "PKIX_ECDSA_P256_SHA_256" };
      const entry = {
        digest: messageDigest?.digest.toString("base64"),
        signature: { content: signature.toString("base64"), verifier },
      };
      const response = await fetch(`${url}/api/v2/log/entries`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ hashedRekordRequestV002: entry }),
      });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`Rekor v2 answered ${response.status}: ${text}`);
      return { tlogEntries: [TransparencyLogEntry.fromJSON(JSON.parse(text)) as LogEntry] };
    },
  };
}
