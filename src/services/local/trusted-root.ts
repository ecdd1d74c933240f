import { encodeBase64 } from "../../kernel/base64.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { SigningKey } from "./signing-key.ts";

/** Where the services of an instance are: web addresses without a slash at the end. */
export interface ServiceAddresses {
  readonly issuer: string;
  readonly authority: string;
  readonly ctLog: string;
  readonly log: string;
  /** With its whole path, as signing configs name it. */
  readonly timestamps: string;
}

/** What an instance is trusted by. Chains are DER, the end entity or lowest authority first, the root last. */
export interface InstanceAnchors {
  readonly organization: string;
  /** Seconds since 1970 from which all of it is valid. */
  readonly since: number;
  readonly addresses: ServiceAddresses;
  readonly authority: readonly Uint8Array[];
  readonly timestamps: readonly Uint8Array[];
  readonly log: SigningKey;
  readonly ctLog: SigningKey;
}

/** Writes the trusted root of an instance: JSON of `TrustedRoot` of Sigstore's protobuf specs. */
export function formatTrustedRoot(anchors: InstanceAnchors): Uint8Array {
  const { addresses, organization } = anchors;
  const validFor = { start: formatEpoch(anchors.since) };
  const authority = (uri: string, commonName: string, chain: readonly Uint8Array[]): JsonObject => ({
    subject: { organization, commonName },
    uri,
    certChain: { certificates: chain.map((der) => ({ rawBytes: encodeBase64(der) })) },
    validFor,
  });
  const log = (baseUrl: string, key: SigningKey): JsonObject => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: encodeBase64(key.publicKey), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: encodeBase64(key.id) },
  });
  return formatJson({
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [log(addresses.log, anchors.log)],
    certificateAuthorities: [authority(addresses.authority, "capsule", anchors.authority)],
    ctlogs: [log(addresses.ctLog, anchors.ctLog)],
    timestampAuthorities: [authority(addresses.timestamps, "capsule-tsa-root", anchors.timestamps)],
  });
}

/** Writes the signing config of an instance: JSON of `SigningConfig` v0.2. */
export function formatSigningConfig(
  anchors: Pick<InstanceAnchors, "organization" | "since" | "addresses">,
): Uint8Array {
  const { addresses, organization } = anchors;
  const validFor = { start: formatEpoch(anchors.since) };
  const service = (url: string): JsonObject[] => [{ url, majorApiVersion: 1, validFor, operator: organization }];
  return formatJson({
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: service(addresses.authority),
    oidcUrls: service(addresses.issuer),
    rekorTlogUrls: service(addresses.log),
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: service(addresses.timestamps),
    tsaConfig: { selector: "ANY" },
  });
}

/** Indented: people look at these files. */
function formatJson(value: JsonObject): Uint8Array {
  return encodeUtf8(jsonText(value));
}
