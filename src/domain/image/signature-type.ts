/** The statement that cosign 3 makes of an image: nothing but its digest. cosign 2 has a form of its own for it. */
export const IMAGE_SIGNATURE_TYPE = "https://sigstore.dev/cosign/sign/v1";
