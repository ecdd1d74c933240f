/** Issuer of every identity of the local instance; the name can belong to nobody (RFC 6761 §6.4). */
export const LOCAL_ISSUER = "https://capsule-local.invalid";
