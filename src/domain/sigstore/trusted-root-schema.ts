import * as v from "valibot";
import { nonEmptyBytesField, optionalField, timeField } from "./protojson.ts";

/** A closed interval; `start` is required, because without it a key would count as valid for all of the past. */
const validFor = v.strictObject({ start: timeField, end: optionalField(timeField) });

const keyId = v.strictObject({ keyId: nonEmptyBytesField });

const log = v.strictObject({
  baseUrl: v.nullish(v.pipe(v.string(), v.maxLength(2048)), ""),
  hashAlgorithm: v.literal("SHA2_256"),
  publicKey: v.strictObject({ rawBytes: nonEmptyBytesField, keyDetails: v.string(), validFor }),
  logId: optionalField(keyId),
  checkpointKeyId: optionalField(keyId),
  operator: optionalField(v.string()),
});

const authority = v.strictObject({
  subject: optionalField(v.strictObject({ organization: v.nullish(v.string()), commonName: v.nullish(v.string()) })),
  uri: v.nullish(v.string(), ""),
  certChain: v.strictObject({
    certificates: v.pipe(v.array(v.strictObject({ rawBytes: nonEmptyBytesField })), v.minLength(1), v.maxLength(8)),
  }),
  validFor,
  operator: optionalField(v.string()),
});

/** A trusted root, closed: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto. */
export const trustedRootSchema = v.strictObject({
  mediaType: v.picklist([
    "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
    "application/vnd.dev.sigstore.trustedroot.v0.1+json",
    "application/vnd.dev.sigstore.trustedroot.v0.2+json",
  ]),
  tlogs: v.nullish(v.array(log), []),
  certificateAuthorities: v.nullish(v.array(authority), []),
  ctlogs: v.nullish(v.array(log), []),
  timestampAuthorities: v.nullish(v.array(authority), []),
});

export type TrustedRootDocument = v.InferOutput<typeof trustedRootSchema>;
export type LogDocument = TrustedRootDocument["tlogs"][number];
export type AuthorityDocument = TrustedRootDocument["certificateAuthorities"][number];
