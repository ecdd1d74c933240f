import type { Property } from "./inventory.ts";

/**
 * What an SBOM says of a file that is whole without a component: it is text that people read, and has no parts. A reader believes it of a file
 * alone whose name is of that kind, too (`isPlainName`).
 */
export const PLAIN_TEXT: Property = { name: "release-capsule:contents", value: "plain text" };
