import { t as webCryptography } from "./part-web.mjs";
import { t as verifyWith } from "./part-verify-with.mjs";

// src/doors/library/verify.ts
function verify(order) {
	return verifyWith(webCryptography, order);
}

export { verify };