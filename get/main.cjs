// Made from src/doors/options/ by tools/scripts/make-action-yml.ts.
// The program is that of all actions; this variable says which one it is.
"use strict";
process.env.INPUT_COMMAND = "get";
require("../dist/action.js");
