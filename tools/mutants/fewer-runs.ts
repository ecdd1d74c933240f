import fc from "fast-check";

/** A property gets three seconds for each mutant: what it would find only later, an example of the same file should find. */
fc.configureGlobal({ numRuns: 25, interruptAfterTimeLimit: 3000 });
