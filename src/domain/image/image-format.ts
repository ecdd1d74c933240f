/**
 * In which forms signatures are put beside an image: `bundle` is what cosign 3 and gh read, `both` adds the signature as cosign 2 reads
 * it, `all` the other statements, too.
 */
export const IMAGE_FORMATS = ["both", "bundle", "all"] as const;

export type ImageFormat = (typeof IMAGE_FORMATS)[number];
