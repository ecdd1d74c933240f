import {
  closedObject,
  fieldOr,
  listOf,
  nonEmptyBytesField,
  oneOf,
  optionalField,
  type ReadBy,
  textField,
  textOf,
  timeField,
} from "./protojson.ts";

/** A closed interval; `start` is required, because without it a key would count as valid for all of the past. */
const validFor = closedObject({ start: timeField, end: optionalField(timeField) });

const keyId = closedObject({ keyId: nonEmptyBytesField });

const log = closedObject({
  baseUrl: fieldOr(textOf({ most: 2048 }), ""),
  hashAlgorithm: oneOf("SHA2_256"),
  publicKey: closedObject({ rawBytes: nonEmptyBytesField, keyDetails: textField, validFor }),
  logId: optionalField(keyId),
  checkpointKeyId: optionalField(keyId),
  operator: optionalField(textField),
});

const authority = closedObject({
  subject: optionalField(
    closedObject({ organization: optionalField(textField), commonName: optionalField(textField) }),
  ),
  uri: fieldOr(textField, ""),
  certChain: closedObject({
    certificates: listOf(closedObject({ rawBytes: nonEmptyBytesField }), { least: 1, most: 8 }),
  }),
  validFor,
  operator: optionalField(textField),
});

/** A trusted root, closed: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto. */
export const trustedRootDocument = closedObject({
  mediaType: oneOf(
    "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
    "application/vnd.dev.sigstore.trustedroot.v0.1+json",
    "application/vnd.dev.sigstore.trustedroot.v0.2+json",
  ),
  tlogs: fieldOr(listOf(log), []),
  certificateAuthorities: fieldOr(listOf(authority), []),
  ctlogs: fieldOr(listOf(log), []),
  timestampAuthorities: fieldOr(listOf(authority), []),
});

export type TrustedRootDocument = ReadBy<typeof trustedRootDocument>;
export type LogDocument = TrustedRootDocument["tlogs"][number];
export type AuthorityDocument = TrustedRootDocument["certificateAuthorities"][number];
