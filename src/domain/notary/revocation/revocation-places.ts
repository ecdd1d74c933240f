import { DER_TAGS, type DerNode, readDer } from "../../../kernel/der.ts";
import type { Extensions } from "../../x509/extensions.ts";

/** Where a certificate says that its state can be asked (RFC 5280 §4.2.1.13, §4.2.2.1). */
export interface RevocationPlaces {
  readonly lists: readonly string[];
  readonly responders: readonly string[];
}

interface Extended {
  readonly extensions: Extensions;
}

const CRL_DISTRIBUTION_POINTS = "2.5.29.31";
const FRESHEST_CRL = "2.5.29.46";
const AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
const OCSP = "1.3.6.1.5.5.7.48.1";
/** Of GeneralName: uniformResourceIdentifier. */
const ADDRESS_TAG = 0x86;

export function revocationPlaces({ extensions }: Extended): RevocationPlaces {
  const access = extensions.get(AUTHORITY_ACCESS);
  const descriptions =
    access === undefined
      ? []
      : readDer(access.value)
          .sequence()
          .map((one) => one.sequence());
  const responders = descriptions
    .filter(([method]) => method?.oid() === OCSP)
    .flatMap(([, place]) => (place ? addressesIn(place) : []));
  return { lists: addressesOf(extensions, CRL_DISTRIBUTION_POINTS), responders };
}

/** Where the changes to a list are (RFC 5280 §4.2.1.15, §5.2.6). */
export function freshestLists({ extensions }: Extended): readonly string[] {
  return addressesOf(extensions, FRESHEST_CRL);
}

/** The addresses in an extension, in their order. */
export function addressesOf(extensions: Extensions, id: string): readonly string[] {
  const extension = extensions.get(id);
  return extension === undefined ? [] : addressesIn(readDer(extension.value));
}

function addressesIn(node: DerNode): string[] {
  if (node.tag === ADDRESS_TAG) return [node.as(DER_TAGS.ia5String).string()];
  return node.constructed ? node.children().flatMap(addressesIn) : [];
}
