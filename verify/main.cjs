// Made from src/doors/options/ by tools/scripts/make-action-yml.ts.
// The program is that of all actions; its first word says which one this is.
"use strict";
process.argv[2] = "verify";
require("../dist/action.js");
