/** The library has no types of its own. */
declare module "@secvisogram/csaf-validator-lib/*" {
  const tests: Record<string, never>;
  export = tests;
}
