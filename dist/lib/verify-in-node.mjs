import { t as nodeCryptography } from "./part-node.mjs";
import { t as verifyWith } from "./part-verify-with.mjs";

// src/doors/library/verify-in-node.ts
function verify(order) {
	return verifyWith(nodeCryptography, order);
}

export { verify };