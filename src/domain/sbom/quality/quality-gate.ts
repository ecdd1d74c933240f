/**
 * The least that the SBOMs of a release must be. `warn`: none is empty although all that it is made of was read. `plausible`: nor is
 * there anything that could not be read. A score of 0 to 100 comes on top of that.
 */
export type QualityGate =
  | { readonly kind: "warn" }
  | { readonly kind: "plausible" }
  | { readonly kind: "score"; readonly least: number }
  | { readonly kind: "off" };
