import { En as equalBytes, Tn as concatBytes, in as COORDINATE_BYTES, sn as toFixedLength, vn as decodeHex, yn as encodeHex } from "./part-answer.mjs";

// src/crypto/nist-curves.ts
const CURVES = {
	"P-256": {
		p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
		n: 115792089210356248762697446949407573529996955224135760342422259061068512044369n,
		b: 41058363725152142129326129780047268409114441015993725554835256314039467401291n,
		x: 48439561293906451759052585252797914202762949526041747995844080717082404635286n,
		y: 36134250956749795798585127919587881956611106672985015071877198253568414405109n
	},
	"P-384": {
		p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
		n: 39402006196394479212279040100143613805079739270465446667946905279627659399113263569398956308152294913554433653942643n,
		b: 27580193559959705877849011840389048093056905856361568521428707301988689241309860865136260764883745107765439761230575n,
		x: 26247035095799689268623156744566981891852923491109213387815615900925518854738050089022388053975719786650872476732087n,
		y: 8325710961489029985546751289520108179287853048861315594709205902480503199884419224438643760392947333078086511627871n
	},
	"P-521": {
		p: 2n ** 521n - 1n,
		n: 6864797660130609714981900799081393217269435300143305409394463459185543183397655394245057746333217197532963996371363321113864768612440380340372808892707005449n,
		b: 1093849038073734274511112390766805569936207598951683748994586394495953116150735016013708737573759623248592132296706313309438452531591012912142327488478985984n,
		x: 2661740802050217063228768716723360960729859168756973147706671368418802944996427808491545080627771902352094241225065558662157113545570916814161637315895999846n,
		y: 3757180025770020463545507224491183603594455134769762486694567779615544477440556316691234405012945539562144444537289428522585666729196580810124344277578376784n
	}
};
function isEcdsaSignature(name, { x, y, e, r, s }) {
	const curve = CURVES[name];
	const { p, n } = curve;
	if (r < 1n || s < 1n || r >= n || s >= n || !isOnCurve(curve, x, y)) return false;
	const inverse = inverseOf(s, n);
	const [u1, u2] = [e * inverse % n, r * inverse % n];
	const sum = sumOfMultiples(curve, [[{
		x: curve.x,
		y: curve.y,
		z: 1n
	}, u1], [{
		x,
		y,
		z: 1n
	}, u2]]);
	if (sum.z === 0n) return false;
	const reciprocal = inverseOf(sum.z, p);
	return sum.x * reciprocal * reciprocal % p % n === r;
}
function isOnCurve({ p, b }, x, y) {
	return x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n;
}
function sumOfMultiples(curve, multiples) {
	const walks = multiples.map(([point, factor]) => ({
		table: tableOf(curve, point),
		digits: factor.toString(16)
	}));
	const length = walks.reduce((most, { digits }) => Math.max(most, digits.length), 0);
	let sum = INFINITY;
	for (let place = length; place > 0; place--) {
		for (let bit = 0; bit < 4; bit++) sum = double(curve, sum);
		for (const { table, digits } of walks) {
			const digit = Number.parseInt(digits[digits.length - place] ?? "0", 16);
			sum = add(curve, sum, table[digit] ?? INFINITY);
		}
	}
	return sum;
}
const INFINITY = {
	x: 1n,
	y: 1n,
	z: 0n
};
function tableOf(curve, point) {
	const table = [INFINITY];
	for (let at = 1; at < 16; at++) table.push(add(curve, table[at - 1] ?? INFINITY, point));
	return table;
}
function double({ p }, { x, y, z }) {
	const delta = z * z % p;
	const gamma = y * y % p;
	const beta = x * gamma % p;
	const alpha = 3n * (x - delta) * (x + delta) % p;
	const x3 = modulo(alpha * alpha - 8n * beta, p);
	const sum = y + z;
	return {
		x: x3,
		y: modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma, p),
		z: modulo(sum * sum - gamma - delta, p)
	};
}
function add(curve, one, other) {
	if (one.z === 0n) return other;
	if (other.z === 0n) return one;
	const { p } = curve;
	const [z1z1, z2z2] = [one.z * one.z % p, other.z * other.z % p];
	const [u1, u2] = [one.x * z2z2 % p, other.x * z1z1 % p];
	const s1 = one.y * other.z % p * z2z2 % p;
	const s2 = other.y * one.z % p * z1z1 % p;
	if (u1 === u2) return s1 === s2 ? double(curve, one) : INFINITY;
	const [h, r] = [u2 - u1, s2 - s1];
	const hh = h * h % p;
	const hhh = h * hh % p;
	const v = u1 * hh % p;
	const x = modulo(r * r - hhh - 2n * v, p);
	return {
		x,
		y: modulo(r * (v - x) - s1 * hhh, p),
		z: modulo(one.z * other.z % p * h, p)
	};
}
function modulo(number, p) {
	const rest = number % p;
	return rest < 0n ? rest + p : rest;
}
function inverseOf(number, prime) {
	let [last, present] = [prime, modulo(number, prime)];
	let [lastFactor, factor] = [0n, 1n];
	while (present !== 0n) {
		const quotient = last / present;
		[last, present] = [present, last - quotient * present];
		[lastFactor, factor] = [factor, lastFactor - quotient * factor];
	}
	return modulo(lastFactor, prime);
}

// src/crypto/verify-digest.ts
function verifyDigest(signed) {
	const { key } = signed;
	switch (key.kind) {
		case "ec": return verifyEcdsa(signed, key);
		case "rsa": return verifyRsa(signed, key);
		case "ed25519": return false;
	}
}
function verifyEcdsa({ signature, digest }, key) {
	const size = COORDINATE_BYTES[key.curve];
	const fixed = toFixedLength(signature, size);
	if (fixed === void 0) return false;
	return isEcdsaSignature(key.curve, {
		x: toNumber(key.point.subarray(1, 1 + size)),
		y: toNumber(key.point.subarray(1 + size)),
		e: toNumber(leftmost(digest, size)),
		r: toNumber(fixed.subarray(0, size)),
		s: toNumber(fixed.subarray(size))
	});
}
function leftmost(digest, size) {
	return digest.subarray(0, size);
}
const DIGEST_INFO = {
	sha256: "3031300d060960864801650304020105000420",
	sha384: "3041300d060960864801650304020205000430",
	sha512: "3051300d060960864801650304020305000440"
};
function verifyRsa({ signature, digest, hash }, key) {
	const length = Math.ceil(key.bits / 8);
	const signed = toNumber(signature);
	if (signature.length !== length || signed >= key.modulus) return false;
	const info = concatBytes(decodeHex(DIGEST_INFO[hash]), digest);
	const padding = new Uint8Array(length - info.length - 3).fill(255);
	const expected = concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
	return equalBytes(toBytes(power(signed, key), length), expected);
}
function power(base, { exponent, modulus }) {
	let [result, square] = [1n, base];
	for (let rest = exponent; rest > 0n; rest >>= 1n) {
		if (rest & 1n) result = result * square % modulus;
		square = square * square % modulus;
	}
	return result;
}
function toNumber(bytes) {
	return BigInt(`0x0${encodeHex(bytes)}`);
}
function toBytes(number, length) {
	return decodeHex(number.toString(16).padStart(length * 2, "0"));
}

export { verifyDigest };