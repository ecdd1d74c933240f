declare module "spdx-expression-parse" {
  /** The tree of an SPDX expression; throws `Error` for anything else. */
  export default function parse(text: string): object;
}
