declare module "spdx-expression-parse" {
  /** A licence, or two expressions that are joined. */
  export type Expression =
    | { readonly license: string; readonly plus?: true; readonly exception?: string }
    | { readonly conjunction: "and" | "or"; readonly left: Expression; readonly right: Expression };
  /** The tree of an SPDX expression; throws `Error` for anything else. */
  export default function parse(text: string): Expression;
}

declare module "spdx-exceptions/index.json" {
  /** Identifiers of the exceptions of the SPDX list. */
  const exceptions: readonly string[];
  export default exceptions;
}

declare module "spdx-license-ids/deprecated.json" {
  /** Identifiers that the SPDX list deprecates. */
  const deprecated: readonly string[];
  export default deprecated;
}
