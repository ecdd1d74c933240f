import fc from "fast-check";

/** A property gets half a second for each mutant: what it would find only later, an example of the same file should find. */
fc.configureGlobal({ numRuns: 25, interruptAfterTimeLimit: 500 });
