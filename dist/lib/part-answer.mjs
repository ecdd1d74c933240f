// src/kernel/bytewise.ts
function compareUtf8(a, b) {
	const end = Math.min(a.length, b.length);
	for (let at = 0; at < end; at++) {
		const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
		if (left !== right) return rank(left) - rank(right);
	}
	return a.length - b.length;
}
function rank(unit) {
	if (unit < 55296) return unit;
	return unit < 57344 ? unit + 8192 : unit - 2048;
}
function equalBytes(a, b) {
	if (a.length !== b.length) return false;
	for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
	return true;
}
function concatBytes(...parts) {
	return joinBytes(parts);
}
function joinBytes(parts) {
	const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

// src/kernel/fault.ts
var Fault = class extends Error {
	name = "Fault";
	code;
	hint;
	at;
	problem;
	brief;
	constructor(code, problem, options = {}) {
		const { hint, cause, at, brief } = options;
		super(at === void 0 ? problem : `${problem} ${wordsOf(at)}`, cause === void 0 ? void 0 : { cause });
		this.code = code;
		this.hint = hint;
		this.at = at;
		this.problem = problem;
		this.brief = brief;
	}
};
function wordsOf(at) {
	if ("line" in at) return `at line ${at.line}`;
	return "offset" in at ? `at character ${at.offset}` : `in ${at.of} ${at.item}`;
}

// src/kernel/once.ts
function once(make) {
	let made;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

// src/kernel/unicode-pattern.ts
function unicodePattern(source, flags = "u") {
	return once(() => new RegExp(source, flags));
}
function isPlainAscii(text) {
	return !/[^ -~]/.test(text);
}

// src/kernel/printable.ts
const invisible$1 = unicodePattern(String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}`);
const SHORT_ESCAPES = /* @__PURE__ */ new Map([
	["\n", "\\n"],
	["\r", "\\r"],
	["	", "\\t"],
	["\0", "\\0"]
]);
const PLAIN = /^[ !#-[\]-~]*$/;
function printable(text, maxLength = 200) {
	if (text.length <= maxLength && PLAIN.test(text)) return `"${text}"`;
	let shown = "";
	for (const character of text) {
		const piece = character === "\"" || character === "\\" ? `\\${character}` : escapeInvisible(character);
		if (shown.length + piece.length > maxLength) return `"${shown}"…`;
		shown += piece;
	}
	return `"${shown}"`;
}
function escapeInvisible(character) {
	if (character >= " " && character <= "~") return character;
	if (!invisible$1().test(character)) return character;
	return SHORT_ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

// src/kernel/hex.ts
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function encodeHex(bytes) {
	let text = "";
	for (const byte of bytes) text += PAIRS[byte];
	return text;
}
function decodeHex(text) {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) throw new Fault("hex-malformed", `${printable(text, 80)} is not lower-case hexadecimal`);
	return Uint8Array.from({ length: text.length / 2 }, (_, at) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

// src/kernel/utf8.ts
function encodeUtf8(text) {
	if (!text.isWellFormed()) throw new Fault("utf8-malformed", "the text holds a lone surrogate");
	return new TextEncoder().encode(text);
}
function decodeUtf8(bytes, what = "text") {
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch (cause) {
		throw new Fault("utf8-malformed", `${what} is not valid UTF-8`, {
			cause,
			at: { line: firstBrokenLine(bytes) }
		});
	}
}
function firstBrokenLine(bytes) {
	for (let line = 1, start = 0;; line += 1) {
		const end = bytes.indexOf(10, start);
		if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
		start = end + 1;
	}
}
function isUtf8(bytes) {
	try {
		new TextDecoder("utf-8", { fatal: true }).decode(bytes);
		return true;
	} catch {
		return false;
	}
}

// src/kernel/der.ts
const DER_TAGS = {
	boolean: 1,
	integer: 2,
	bitString: 3,
	octetString: 4,
	nullValue: 5,
	oid: 6,
	utf8String: 12,
	printableString: 19,
	ia5String: 22,
	utcTime: 23,
	generalizedTime: 24,
	sequence: 48,
	set: 49
};
const MAX_DEPTH$1 = 32;
const MAX_INTEGER_BYTES = 2049;
const MAX_OID_BYTES = 128;
const MAX_TIME_BYTES = 64;
function readDer(bytes) {
	const node = readNode({
		bytes,
		end: bytes.length,
		depth: MAX_DEPTH$1
	}, 0);
	if (node.end !== bytes.length) throw malformed$4("something follows the value");
	return node;
}
var DerNode = class DerNode {
	tag;
	start;
	begin;
	end;
	bytes;
	depth;
	contentView;
	members;
	constructor(tag, { bytes, end, depth }, { start, begin }) {
		this.tag = tag;
		this.start = start;
		this.begin = begin;
		this.end = end;
		this.bytes = bytes;
		this.depth = depth;
		this.contentView = void 0;
		this.members = void 0;
	}
	get content() {
		this.contentView ??= this.bytes.subarray(this.begin, this.end);
		return this.contentView;
	}
	get raw() {
		return this.bytes.subarray(this.start, this.end);
	}
	get constructed() {
		return isConstructed(this.tag);
	}
	children() {
		if (this.members !== void 0) return this.members;
		if (!this.constructed) throw malformed$4("a primitive value has no members");
		const nodes = [];
		const place = {
			bytes: this.bytes,
			end: this.end,
			depth: this.depth - 1
		};
		for (let at = this.begin; at < this.end;) {
			const node = readNode(place, at);
			nodes.push(node);
			at = node.end;
		}
		this.members = nodes;
		return nodes;
	}
	as(tag) {
		if ((tag & 32) !== (this.tag & 32)) throw malformed$4("a value has the wrong form");
		const { bytes, end, depth, start, begin } = this;
		return new DerNode(tag, {
			bytes,
			end,
			depth
		}, {
			start,
			begin
		});
	}
	sequence() {
		this.require(DER_TAGS.sequence);
		return this.children();
	}
	set() {
		this.require(DER_TAGS.set);
		return this.children();
	}
	octetString() {
		this.require(DER_TAGS.octetString);
		return this.content;
	}
	boolean() {
		this.require(DER_TAGS.boolean);
		const [byte] = this.content;
		if (this.content.length !== 1 || byte !== 0 && byte !== 255) throw malformed$4("a boolean is not 00 or FF");
		return byte === 255;
	}
	integer() {
		this.require(DER_TAGS.integer);
		const [first, second = 0] = this.content;
		const padded = this.content.length > 1 && first === (second < 128 ? 0 : 255);
		if (first === void 0 || padded || this.content.length > MAX_INTEGER_BYTES) throw malformed$4("an integer is not in its shortest form");
		const unsigned = BigInt(`0x${encodeHex(this.content)}`);
		return BigInt.asIntN(this.content.length * 8, unsigned);
	}
	oid() {
		this.require(DER_TAGS.oid);
		const { content } = this;
		const last = content.at(-1);
		if (last === void 0 || last >= 128 || content.length > MAX_OID_BYTES) throw malformed$4("an object identifier is incomplete");
		const [first = 0, ...rest] = readArcs(content);
		const top = first < 80 ? Math.floor(Number(first) / 40) : 2;
		return [
			top,
			typeof first === "bigint" ? first - BigInt(top * 40) : first - top * 40,
			...rest
		].join(".");
	}
	string() {
		const text = decodeText$1(this.content);
		if (this.tag === DER_TAGS.utf8String) return text;
		if (this.tag === DER_TAGS.printableString && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) return text;
		if (this.tag === DER_TAGS.ia5String && /^[\x00-\x7f]*$/.test(text)) return text;
		throw malformed$4("a value is not a string of its type");
	}
	time() {
		if (this.tag !== DER_TAGS.utcTime && this.tag !== DER_TAGS.generalizedTime) throw malformed$4("a value is not a time");
		return parseTime(String.fromCharCode(...this.content.subarray(0, 65)), this.tag === DER_TAGS.utcTime);
	}
	bitString() {
		this.require(DER_TAGS.bitString);
		const unusedBits = this.content[0] ?? 8;
		const bytes = this.content.subarray(1);
		const last = bytes.at(-1) ?? 0;
		if (unusedBits > 7 || bytes.length === 0 && unusedBits > 0 || (last & (1 << unusedBits) - 1) !== 0) throw malformed$4("a bit string has wrong unused bits");
		return {
			bytes,
			unusedBits
		};
	}
	require(tag) {
		if (this.tag !== tag) throw malformed$4(`a value has the tag ${this.tag} where ${tag} is expected`);
	}
};
function readNode({ bytes, end: limit, depth }, start) {
	if (depth === 0) throw malformed$4(`nesting is deeper than ${MAX_DEPTH$1} levels`);
	const tag = start < limit ? bytes[start] ?? 0 : 0;
	const first = start + 1 < limit ? bytes[start + 1] ?? 0 : 0;
	if ((tag & 31) === 31 || (tag & -33) === 0) throw malformed$4("a tag number is not in use");
	if ((tag & 192) === 0 && isConstructed(tag) !== COMPOSED.has(tag | 32)) throw malformed$4("a type has the wrong form");
	const long = first >= 128;
	const begin = start + (long ? 2 + (first & 127) : 2);
	const end = begin + (long ? readLongLength(bytes.subarray(start + 2, Math.min(begin, limit))) : first);
	if (end > limit) throw malformed$4("a value ends too early");
	return new DerNode(tag, {
		bytes,
		end,
		depth
	}, {
		start,
		begin
	});
}
function isConstructed(tag) {
	return (tag & 32) !== 0;
}
const COMPOSED = /* @__PURE__ */ new Set([DER_TAGS.sequence, DER_TAGS.set]);
function readLongLength(octets) {
	const length = octets.reduce((total, byte) => total * 256 + byte, 0);
	if (octets[0] === 0 || length < 128) throw malformed$4("a length is indefinite or not in its shortest form");
	return length;
}
function readArcs(content) {
	const arcs = [];
	let arc = 0;
	let begins = true;
	for (const byte of content) {
		if (begins && byte === 128) throw malformed$4("an object identifier is not in its shortest form");
		if (typeof arc === "number" && arc >= LARGE_ARC) arc = BigInt(arc);
		arc = typeof arc === "bigint" ? arc * 128n + BigInt(byte & 127) : arc * 128 + (byte & 127);
		begins = byte < 128;
		if (begins) {
			arcs.push(arc);
			arc = 0;
		}
	}
	return arcs;
}
const LARGE_ARC = 2 ** 46;
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;
function parseTime(text, short) {
	const found = (short ? UTC_TIME : GENERALIZED_TIME).exec(text);
	if (found === null || text.length > MAX_TIME_BYTES) throw malformed$4(`${printable(text, 40)} is not a time`);
	const [, digits, month, day, hour, minute, second, fraction = ""] = found;
	const iso = `${short ? `${Number(digits) < 50 ? 20 : 19}${digits}` : digits}-${month}-${day}T${hour}:${minute}:${second}`;
	const epoch = Date.parse(`${iso}Z`);
	if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 19) !== iso) throw malformed$4(`${printable(text, 40)} is not a time`);
	return epoch + Number(fraction.slice(0, 3).padEnd(3, "0"));
}
function decodeText$1(content) {
	try {
		return decodeUtf8(content);
	} catch (cause) {
		throw new Fault("der-malformed", "a string is not valid UTF-8", { cause });
	}
}
function malformed$4(problem) {
	return new Fault("der-malformed", `the DER is not valid: ${problem}`);
}

// src/kernel/iso-time.ts
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const FIRST = -62167219200;
const MAX_EPOCH = 253402300799;
function formatEpoch(seconds) {
	if (!Number.isInteger(seconds) || seconds < FIRST || seconds > 253402300799) throw new Fault("time-malformed", `${seconds} is not a time in whole seconds since 1970`);
	return `${(/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().slice(0, 19)}Z`;
}
const ANY_ZONE = /^(\d{4}-\d{2}-(\d{2}))[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?([Zz]|[+-]\d{2}:\d{2})$/;
function parseInstant(text) {
	const [, date, day, time, fraction = "", zone] = ANY_ZONE.exec(text ?? "") ?? [];
	if (zone === void 0 || (/* @__PURE__ */ new Date(`${date}T00:00:00Z`)).getUTCDate() !== Number(day)) return void 0;
	const at = Date.parse(`${date}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone.toUpperCase()}`);
	return Number.isNaN(at) ? void 0 : at;
}

// src/kernel/der-writer.ts
function sequence(...items) {
	return formatDer(DER_TAGS.sequence, ...items);
}
function oid(text) {
	if (!/^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/.test(text)) throw new Fault("der-malformed", `${printable(text, 40)} is not an object identifier`);
	const [top = 0n, second = 0n, ...rest] = text.split(".").map(BigInt);
	return formatDer(DER_TAGS.oid, ...[top * 40n + second, ...rest].map(formatArc));
}
function bitString(bytes, unusedBits = 0) {
	return formatDer(DER_TAGS.bitString, Uint8Array.of(unusedBits), bytes);
}
function explicit(number, ...items) {
	return formatDer(160 | number, ...items);
}
function nullValue() {
	return formatDer(DER_TAGS.nullValue);
}
function formatDer(tag, ...parts) {
	const length = parts.reduce((total, part) => total + part.length, 0);
	return joinBytes([
		Uint8Array.of(tag),
		formatLength(length),
		...parts
	]);
}
function formatLength(length) {
	if (length < 128) return Uint8Array.of(length);
	const digits = length.toString(16);
	const octets = decodeHex(digits.padStart(digits.length + digits.length % 2, "0"));
	return joinBytes([Uint8Array.of(128 | octets.length), octets]);
}
function formatArc(arc) {
	const groups = [Number(arc & 127n)];
	for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 127n) | 128);
	return Uint8Array.from(groups);
}

// src/crypto/ecdsa-signature.ts
function toFixedLength(signature, size) {
	try {
		const [r, s, ...beyond] = readDer(signature).sequence();
		if (r === void 0 || s === void 0 || beyond.length > 0) return void 0;
		if (r.integer() <= 0n || s.integer() <= 0n) return void 0;
		const numbers = [r, s].map(({ content }) => content[0] === 0 ? content.subarray(1) : content);
		if (numbers.some(({ length }) => length > size)) return void 0;
		return concatBytes(...numbers.flatMap((number) => [new Uint8Array(size - number.length), number]));
	} catch {
		return;
	}
}

// src/crypto/public-key.ts
const COORDINATE_BYTES = {
	"P-256": 32,
	"P-384": 48,
	"P-521": 66
};
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const ED25519 = "1.3.101.112";
const CURVES = /* @__PURE__ */ new Map([
	["1.2.840.10045.3.1.7", "P-256"],
	["1.3.132.0.34", "P-384"],
	["1.3.132.0.35", "P-521"]
]);
const RSA_BITS = {
	least: 2048,
	most: 8192
};
const MAX_EXPONENT_BITS = 33;
function readPublicKey(spki) {
	const [algorithm, bits, ...beyond] = readDer(spki).sequence();
	const [id, parameters, ...further] = algorithm?.sequence() ?? [];
	if (id === void 0 || bits === void 0 || beyond.length > 0 || further.length > 0) throw malformed$3("its fields are not those of a public key");
	const { bytes, unusedBits } = bits.bitString();
	if (unusedBits !== 0) throw malformed$3("it does not end with a whole byte");
	switch (id.oid()) {
		case EC_PUBLIC_KEY: return {
			kind: "ec",
			spki,
			...readPoint(bytes, parameters)
		};
		case RSA_ENCRYPTION: return {
			kind: "rsa",
			spki,
			...readRsa(bytes, parameters)
		};
		case ED25519:
			requireEd25519(bytes, parameters);
			return {
				kind: "ed25519",
				spki
			};
		default: throw malformed$3("its algorithm is not EC, RSA or Ed25519");
	}
}
function wrapRsaPublicKey(pkcs1) {
	return sequence(sequence(oid(RSA_ENCRYPTION), nullValue()), bitString(pkcs1));
}
function readPoint(point, parameters) {
	if (parameters?.tag !== DER_TAGS.oid) throw malformed$3("its curve is not named");
	const curve = CURVES.get(parameters.oid());
	if (curve === void 0) throw malformed$3("its curve is not P-256, P-384 or P-521");
	if (point[0] !== 4 || point.length !== 1 + 2 * COORDINATE_BYTES[curve]) throw malformed$3("its point is not an uncompressed one of its curve");
	return {
		curve,
		point
	};
}
function readRsa(bytes, parameters) {
	if (parameters?.tag !== DER_TAGS.nullValue || parameters.content.length > 0) throw malformed$3("its RSA parameters are not NULL");
	const [first, second, ...beyond] = readDer(bytes).sequence();
	const [modulus = 0n, exponent = 0n] = [first?.integer(), second?.integer()];
	const bits = modulus > 0n ? modulus.toString(2).length : 0;
	if (beyond.length > 0 || bits < RSA_BITS.least || bits > RSA_BITS.most || modulus % 2n === 0n) throw malformed$3(`its modulus is not an odd number of ${RSA_BITS.least} to ${RSA_BITS.most} bits`);
	if (exponent < 3n || exponent % 2n === 0n || exponent >> BigInt(MAX_EXPONENT_BITS) !== 0n) throw malformed$3("its exponent is not a small odd number");
	return {
		modulus,
		exponent,
		bits
	};
}
function requireEd25519(bytes, parameters) {
	if (parameters !== void 0 || bytes.length !== 32) throw malformed$3("it is not 32 bytes without parameters");
}
function malformed$3(problem) {
	return new Fault("key-malformed", `the public key is not one that is understood: ${problem}`);
}

// src/domain/source/github-issuer.ts
const GITHUB_WEB = "https://github.com";
const COMMON = "https://token.actions.githubusercontent.com";
const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const TENANT = new RegExp(`^https://token\\.actions\\.(${LABEL})\\.ghe\\.com$`);
const TENANT_WEB = new RegExp(`^https://(${LABEL})\\.ghe\\.com$`);
const SERVER = new RegExp(`^https://((?:${LABEL}\\.)+${LABEL})/_services/token$`);
const OWN_DOMAIN = /(?:^|\.)(?:github\.com|githubusercontent\.com|githubapp\.com|ghe\.com)$/;
const MAX_HOST_CHARACTERS = 253;
function gitHubIssuer(issuer) {
	if (issuer === void 0) return void 0;
	if (issuer === COMMON) return {
		kind: "common",
		web: GITHUB_WEB
	};
	if (issuer.startsWith(`${COMMON}/`) && SLUG.test(issuer.slice(44))) return {
		kind: "enterprise",
		web: GITHUB_WEB
	};
	const subdomain = TENANT.exec(issuer)?.[1];
	if (subdomain !== void 0 && isPlain(subdomain)) return {
		kind: "tenant",
		web: `https://${subdomain}.ghe.com`
	};
	const host = SERVER.exec(issuer)?.[1];
	return host !== void 0 && isServer(host) ? {
		kind: "server",
		web: `https://${host}`
	} : void 0;
}
function issuerOfGitHub(web) {
	if (web === "https://github.com") return COMMON;
	const subdomain = TENANT_WEB.exec(web)?.[1];
	return subdomain === void 0 ? `${web}/_services/token` : `https://token.actions.${subdomain}.ghe.com`;
}
function isServer(host) {
	if (host.length > MAX_HOST_CHARACTERS || OWN_DOMAIN.test(host) || !isPlain(host)) return false;
	return !/(?:^|\.)\d+$/.test(host);
}
function isPlain(host) {
	return host.split(".").every((label) => label.slice(2, 4) !== "--");
}

// src/domain/source/repository.ts
const SEGMENT = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/;
const SHORT = /^[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9_.-]+$/;
const SCP = /^[A-Za-z0-9_.-]+@([A-Za-z0-9.-]+):(?!\/\/)(.+)$/;
const MAX_CHARACTERS$1 = 512;
function parseRepository(text, server = GITHUB_WEB) {
	if (text.length > MAX_CHARACTERS$1 || !/^[\x21-\x7e]*$/.test(text)) throw invalid$1(text);
	if (SHORT.test(text)) return repository(new URL(server).host, text, text);
	const scp = SCP.exec(text);
	if (scp?.[1] !== void 0 && scp[2] !== void 0) return repository(scp[1], scp[2], text);
	const address = text.replace(/^git\+/, "");
	const url = URL.canParse(address) ? new URL(address) : void 0;
	if (url === void 0 || ![
		"https:",
		"ssh:",
		"http:",
		"git:"
	].includes(url.protocol)) throw invalid$1(text);
	if (url.search !== "" || url.hash !== "") throw invalid$1(text);
	return repository(url.protocol === "https:" ? url.host : url.hostname, url.pathname, text);
}
function isSameRepository(one, other) {
	return foldRepository(one) === foldRepository(other);
}
function foldRepository(address) {
	const [, web = "", path = address] = /^(https?:\/\/[^/]*\/)(.*)$/s.exec(address) ?? [];
	return web + path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function repository(host, path, text) {
	const segments = path.replace(/^\//, "").replace(/\/$/, "").replace(/\.git$/, "").split("/");
	const name = segments.at(-1) ?? "";
	const owner = segments.slice(0, -1).join("/");
	if (!(segments.length >= 2 && segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) || !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) throw invalid$1(text);
	const lowerHost = host.toLowerCase();
	return {
		host: lowerHost,
		owner,
		name,
		url: `https://${lowerHost}/${owner}/${name}`
	};
}
function invalid$1(text) {
	const shown = printable(text.replace(/^.*@/s, "…@"));
	return new Fault("repository-invalid", `${shown} is not a repository`, { hint: "give owner/name, or an address such as https://github.com/owner/name" });
}

// src/kernel/fault-codes.ts
const FAULT_CODES = {
	"address-refused": { exit: 2 },
	"advisories-none": { exit: 2 },
	"advisory-malformed": { exit: 1 },
	"announcement-contradicts": { exit: 1 },
	"announcement-malformed": { exit: 2 },
	"approval-expired": { exit: 1 },
	"approval-malformed": { exit: 1 },
	"approval-other-release": { exit: 1 },
	"approval-own-run": { exit: 1 },
	"approval-repeated": { exit: 1 },
	"archive-bomb": { exit: 1 },
	"archive-duplicate": { exit: 1 },
	"archive-entry-name": { exit: 1 },
	"archive-entry-type": { exit: 1 },
	"archive-header": { exit: 1 },
	"archive-limit": { exit: 1 },
	"archive-trailing-data": { exit: 1 },
	"archive-truncated": { exit: 1 },
	"artifact-required": { exit: 2 },
	"asset-changed": { exit: 1 },
	"asset-empty": { exit: 1 },
	"asset-list-escapes": { exit: 1 },
	"asset-list-malformed": { exit: 1 },
	"asset-name-bidi": { exit: 1 },
	"asset-name-collision": { exit: 1 },
	"asset-name-control": { exit: 1 },
	"asset-name-invalid": { exit: 1 },
	"asset-name-length": { exit: 1 },
	"asset-name-renamed": { exit: 1 },
	"asset-name-reserved": { exit: 1 },
	"asset-too-large": { exit: 1 },
	"assets-none": { exit: 2 },
	"assets-too-many": { exit: 1 },
	"attestation-refused": { exit: 4 },
	"base64-malformed": { exit: 1 },
	"audit-record-malformed": { exit: 2 },
	"authority-unknown": { exit: 1 },
	"bundle-elsewhere": { exit: 2 },
	"bundle-malformed": { exit: 1 },
	"capsule-entry-name": { exit: 1 },
	"capsule-entry-order": { exit: 1 },
	"capsule-entry-reserved": { exit: 1 },
	"capsule-limit": { exit: 1 },
	"capsule-not-closed": { exit: 1 },
	"capsule-root-missing": { exit: 1 },
	"cbor-malformed": { exit: 1 },
	"certificate-algorithm": { exit: 1 },
	"certificate-chain-unfit": { exit: 2 },
	"certificate-expired": { exit: 1 },
	"certificate-extension-critical": { exit: 1 },
	"certificate-extension-repeated": { exit: 1 },
	"certificate-key-usage": { exit: 1 },
	"certificate-log-unknown": { exit: 1 },
	"certificate-malformed": { exit: 1 },
	"certificate-name-chaining": { exit: 1 },
	"certificate-not-authority": { exit: 1 },
	"certificate-not-leaf": { exit: 1 },
	"certificate-path-length": { exit: 1 },
	"certificate-purpose": { exit: 1 },
	"certificate-refused": { exit: 4 },
	"certificate-revoked": { exit: 1 },
	"certificate-serial": { exit: 1 },
	"certificate-signature": { exit: 1 },
	"certificate-transparency": { exit: 1 },
	"certificate-unexpected": { exit: 1 },
	"certificate-untrusted": { exit: 1 },
	"certificate-version": { exit: 1 },
	"checkout-changed": { exit: 1 },
	"checksums-conflict": { exit: 1 },
	"checksums-disagree": { exit: 1 },
	"checksums-empty": { exit: 1 },
	"checksums-malformed": { exit: 1 },
	"checksums-too-large": { exit: 1 },
	"clock-behind": { exit: 3 },
	"commit-invalid": { exit: 2 },
	"configuration-invalid": { exit: 2 },
	"crl-malformed": { exit: 1 },
	"crl-unfit": { exit: 1 },
	"database-malformed": { exit: 4 },
	"der-malformed": { exit: 1 },
	"digest-mismatch": { exit: 1 },
	"download-differs": { exit: 1 },
	"embargo-refused": { exit: 2 },
	"envelope-malformed": { exit: 1 },
	"erasure-refused": { exit: 1 },
	"evidence-differs": { exit: 1 },
	"evidence-lost": { exit: 1 },
	"evidence-malformed": { exit: 1 },
	"evidence-subject": { exit: 1 },
	"evidence-unknown": { exit: 1 },
	"file-exists": { exit: 2 },
	"file-missing": { exit: 4 },
	"file-unreadable": { exit: 4 },
	"file-unwritable": { exit: 4 },
	"git-ref-invalid": { exit: 2 },
	"github-refused": { exit: 4 },
	"gzip-malformed": { exit: 1 },
	"hex-malformed": { exit: 1 },
	"identity-mismatch": { exit: 1 },
	"identity-token-malformed": { exit: 2 },
	"identity-token-missing": { exit: 2 },
	"identity-token-refused": { exit: 4 },
	"identity-token-unfit": { exit: 2 },
	"image-missing": { exit: 4 },
	"image-unsigned": { exit: 3 },
	"installer-ambiguous": { exit: 1 },
	"installer-name": { exit: 1 },
	"installer-none": { exit: 1 },
	"installer-place": { exit: 1 },
	internal: { exit: 4 },
	"json-malformed": { exit: 1 },
	"json-too-large": { exit: 1 },
	"key-expired": { exit: 1 },
	"key-malformed": { exit: 2 },
	"key-revoked": { exit: 1 },
	"key-unfit": { exit: 2 },
	"keys-malformed": { exit: 2 },
	"kit-audit-broken": { exit: 1 },
	"kit-base-missing": { exit: 1 },
	"kit-contents": { exit: 1 },
	"kit-expired": { exit: 1 },
	"kit-feed-older": { exit: 1 },
	"kit-forked": { exit: 1 },
	"kit-from-future": { exit: 1 },
	"kit-incomplete": { exit: 1 },
	"kit-malformed": { exit: 1 },
	"kit-member-differs": { exit: 1 },
	"kit-missing": { exit: 2 },
	"kit-other-name": { exit: 1 },
	"kit-path": { exit: 1 },
	"kit-replayed": { exit: 1 },
	"kit-space": { exit: 4 },
	"lineage-broken": { exit: 1 },
	"local-service-refused": { exit: 4 },
	"lock-malformed": { exit: 2 },
	"log-checkpoint-invalid": { exit: 1 },
	"log-contended": { exit: 4 },
	"log-entry-mismatch": { exit: 1 },
	"log-entry-missing": { exit: 1 },
	"log-exists": { exit: 2 },
	"log-forked": { exit: 1 },
	"log-inclusion-invalid": { exit: 1 },
	"log-leaf-malformed": { exit: 1 },
	"log-leaves-differ": { exit: 1 },
	"log-missing": { exit: 2 },
	"log-origin": { exit: 1 },
	"log-policy-malformed": { exit: 1 },
	"log-promise-invalid": { exit: 1 },
	"log-proof-invalid": { exit: 1 },
	"log-refused": { exit: 4 },
	"log-rewound": { exit: 1 },
	"log-unexpected": { exit: 1 },
	"log-unknown": { exit: 1 },
	"log-unsigned": { exit: 1 },
	"log-unwitnessed": { exit: 1 },
	"manifest-malformed": { exit: 1 },
	"network-timeout": { exit: 4 },
	"network-unreachable": { exit: 4 },
	"notary-algorithm": { exit: 1 },
	"notary-critical": { exit: 1 },
	"notary-expired": { exit: 1 },
	"notary-identity": { exit: 1 },
	"notary-malformed": { exit: 1 },
	"notary-plugin": { exit: 1 },
	"notary-policy-malformed": { exit: 2 },
	"notary-policy-none": { exit: 2 },
	"notary-store": { exit: 2 },
	"notary-untrusted": { exit: 1 },
	"note-key-malformed": { exit: 2 },
	"notes-malformed": { exit: 2 },
	"ocsp-malformed": { exit: 1 },
	"ocsp-unfit": { exit: 1 },
	"opening-refused": { exit: 1 },
	"out-not-empty": { exit: 2 },
	"out-overlaps": { exit: 2 },
	"owner-changed": { exit: 1 },
	"passphrase-missing": { exit: 2 },
	"passphrase-wrong": { exit: 2 },
	"payload-mismatch": { exit: 1 },
	"pem-malformed": { exit: 1 },
	"permission-missing": { exit: 2 },
	"plugin-failed": { exit: 4 },
	"plugin-malformed": { exit: 4 },
	"plugin-missing": { exit: 4 },
	"plugin-unfit": { exit: 2 },
	"policy-malformed": { exit: 2 },
	"policy-unmet": { exit: 1 },
	"program-failed": { exit: 4 },
	"provenance-contradiction": { exit: 1 },
	"provenance-malformed": { exit: 1 },
	"public-log-refused": { exit: 2 },
	"published-differs": { exit: 1 },
	"published-mismatch": { exit: 1 },
	"published-too-many": { exit: 1 },
	"purl-malformed": { exit: 1 },
	"rebuild-differs": { exit: 1 },
	"registry-refused": { exit: 4 },
	"release-changed": { exit: 1 },
	"release-conflict": { exit: 1 },
	"release-contended": { exit: 1 },
	"release-immutable": { exit: 1 },
	"release-mismatch": { exit: 1 },
	"release-missing": { exit: 2 },
	"release-name-invalid": { exit: 2 },
	"release-not-admitted": { exit: 1 },
	"release-rollback": { exit: 1 },
	"release-state-malformed": { exit: 1 },
	"repository-invalid": { exit: 2 },
	"response-malformed": { exit: 4 },
	"response-too-large": { exit: 4 },
	"root-malformed": { exit: 1 },
	"root-not-canonical": { exit: 1 },
	"risk-malformed": { exit: 2 },
	"sbom-too-large": { exit: 1 },
	"scan-failed": { exit: 1 },
	"scan-stale": { exit: 1 },
	"scan-undated": { exit: 1 },
	"sbom-diff": { exit: 1 },
	"sbom-empty": { exit: 1 },
	"sbom-limit": { exit: 1 },
	"sbom-malformed": { exit: 1 },
	"sbom-quality": { exit: 1 },
	"sbom-source-malformed": { exit: 1 },
	"sbom-subject": { exit: 1 },
	"self-verification": { exit: 1 },
	"service-busy": { exit: 4 },
	"signature-invalid": { exit: 1 },
	"signature-unexpected": { exit: 1 },
	"signed-later": { exit: 1 },
	"signed-time-missing": { exit: 1 },
	"signing-config-malformed": { exit: 2 },
	"signing-config-unusable": { exit: 2 },
	"snappy-malformed": { exit: 1 },
	"source-contradiction": { exit: 1 },
	"source-incomplete": { exit: 2 },
	"source-truncated": { exit: 1 },
	"statement-malformed": { exit: 1 },
	"statements-too-many": { exit: 1 },
	"statement-taken-back": { exit: 1 },
	"statement-unauthorised": { exit: 1 },
	"subject-mismatch": { exit: 1 },
	"summary-impossible": { exit: 3 },
	"tag-missing": { exit: 1 },
	"tag-moved": { exit: 1 },
	"tag-not-understood": { exit: 2 },
	"text-unquotable": { exit: 1 },
	"time-malformed": { exit: 1 },
	"timestamp-attributes": { exit: 1 },
	"timestamp-authority-unknown": { exit: 1 },
	"timestamp-certificate-id": { exit: 1 },
	"timestamp-content-type": { exit: 1 },
	"timestamp-digest": { exit: 1 },
	"timestamp-imprint": { exit: 1 },
	"timestamp-invalid": { exit: 1 },
	"timestamp-refused": { exit: 4 },
	"timestamp-signature": { exit: 1 },
	"timestamp-unexpected": { exit: 1 },
	"token-refused": { exit: 2 },
	"too-fresh": { exit: 3 },
	"trust-update-refused": { exit: 4 },
	"trusted-root-archival": { exit: 2 },
	"trusted-root-malformed": { exit: 2 },
	"trusted-root-outdated": { exit: 4 },
	usage: { exit: 2 },
	"utf8-malformed": { exit: 1 },
	"validation-failed": { exit: 1 },
	"validation-incomplete": { exit: 3 },
	"version-invalid": { exit: 2 },
	"version-reused": { exit: 1 },
	"workflow-changed": { exit: 1 },
	"xml-malformed": { exit: 1 },
	"xml-too-large": { exit: 1 },
	"zip-malformed": { exit: 1 }
};

// src/kernel/is-refusal.ts
function isRefusal(error) {
	return error instanceof Fault && FAULT_CODES[error.code].exit === 1;
}

// src/kernel/advice.ts
var Advice = class {
	pieces;
	constructor(pieces) {
		this.pieces = pieces;
	}
	toString() {
		return spelled(this, plainly);
	}
};
function option(name, value) {
	return value === void 0 ? { option: name } : {
		option: name,
		value
	};
}
function advice(texts, ...values) {
	return new Advice(texts.flatMap((text, index) => [text, ...values.slice(index, index + 1)].flatMap(piecesOf)));
}
function joined(hints, separator) {
	const pieces = hints.flatMap((hint, index) => [...index === 0 ? [] : [separator], ...piecesOf(hint)]);
	const texts = pieces.filter((piece) => typeof piece === "string");
	return texts.length === pieces.length ? texts.join("") : new Advice(pieces);
}
function piecesOf(hint) {
	if (hint === "") return [];
	return hint instanceof Advice ? hint.pieces : [hint];
}
function spelled(hint, spelling = plainly) {
	if (typeof hint === "string") return hint;
	return hint.pieces.map((piece) => typeof piece === "string" ? piece : spelling(piece)).join("");
}
function plainly({ option: name, value }) {
	return value === void 0 ? name : `${name}: ${value}`;
}

// node_modules/valibot/dist/index.mjs
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
let store$3;
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
let store$2;
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
let store$1;
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}
const ABORT_EARLY_CONFIG = { abortEarly: true };
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function strictTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

// src/kernel/limits.ts
const MAX_JSON_BYTES = 33554432;
const MAX_JSON_LINES = 1e4;
const MAX_CAPSULE_ENTRIES = 8192;
const MAX_CAPSULE_ENTRY_BYTES = 67108864;
const MAX_CAPSULE_ROOT_BYTES = 8388608;
const MAX_UNVERIFIED_BYTES = 16777216;
const MAX_CAPSULE_BYTES = 536870912;
const MAX_APPROVAL_BYTES = 2097152;
const MAX_SCAN_BYTES = 16777216;
const RATIO_FLOOR_BYTES = 1048576;
const MAX_UNTRUSTED_ENTRIES = 2e5;
const MAX_UNTRUSTED_ENTRY_BYTES = 4294967296;
const MAX_UNTRUSTED_BYTES = 17179869184;
const MAX_UNTRUSTED_NAME_BYTES = 4096;
const UNTRUSTED_RATIO_FLOOR_BYTES = 67108864;

// src/kernel/plain-json.ts
const MAX_CHARACTERS = 4 << 20;
const PECULIAR = /\\u|__proto__|constructor|prototype/;
function parsePlainJson(text, { maxDepth, maxValues }) {
	if (text.length > MAX_CHARACTERS || PECULIAR.test(text)) return void 0;
	const value = parsed(text);
	if (value === void 0 || !isKept(value, maxDepth, { values: maxValues })) return void 0;
	const body = text.endsWith("\n") ? text.slice(0, -1) : text;
	return JSON.stringify(value, void 0, body[1] === "\n" ? 2 : 0) === body ? value : void 0;
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
function isKept(value, depth, left) {
	left.values -= 1;
	if (left.values < 0) return false;
	if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
	if (typeof value !== "object" || value === null) return true;
	if (depth === 0) return false;
	for (const member of Object.values(value)) if (typeof member === "string") left.values -= 1;
	else if (!isKept(member, depth - 1, left)) return false;
	return left.values >= 0;
}

// src/kernel/json.ts
function parseJson(bytes, options = {}) {
	const what = options.what ?? "document";
	const maxBytes = options.maxBytes ?? 33554432;
	if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
	const text = decodeText(bytes, what);
	const limits = {
		maxDepth: options.maxDepth ?? 64,
		maxValues: options.maxValues ?? Number.POSITIVE_INFINITY,
		keep: options.prototypeKeys === "keep"
	};
	const plain = limits.keep ? void 0 : parsePlainJson(text, limits);
	return plain === void 0 ? new JsonReader(text, {
		...limits,
		what
	}).readDocument() : plain;
}
function decodeText(bytes, what) {
	try {
		return decodeUtf8(bytes, what);
	} catch (cause) {
		const { problem, at } = cause;
		throw new Fault("json-malformed", problem, {
			cause,
			...at && { at }
		});
	}
}
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const UNUSUAL = /[\x00-\x1f\\]/;
const MAX_PIECES = 4096;
const HEX4 = /[0-9A-Fa-f]{4}/;
const PROTOTYPE_KEYS = /* @__PURE__ */ new Set([
	"__proto__",
	"constructor",
	"prototype"
]);
const ESCAPES = /* @__PURE__ */ new Map([
	["\"", "\""],
	["\\", "\\"],
	["/", "/"],
	["b", "\b"],
	["f", "\f"],
	["n", "\n"],
	["r", "\r"],
	["t", "	"]
]);
var JsonReader = class {
	at = 0;
	depth = 0;
	values = 0;
	text;
	what;
	maxDepth;
	maxValues;
	keep;
	constructor(text, limits) {
		this.text = text;
		this.what = limits.what;
		this.maxDepth = limits.maxDepth;
		this.maxValues = limits.maxValues;
		this.keep = limits.keep;
	}
	readDocument() {
		if (this.text.charCodeAt(0) === 65279) throw this.malformed("a byte order mark");
		this.skipSpace();
		const value = this.readValue();
		this.skipSpace();
		if (this.at < this.text.length) throw this.malformed("something after the document");
		return value;
	}
	readValue() {
		if (++this.values > this.maxValues) throw new Fault("json-too-large", `${this.what} holds more than ${this.maxValues} values`);
		switch (this.text.charCodeAt(this.at)) {
			case QUOTE: return this.readString();
			case 123: return this.readObject();
			case 91: return this.readArray();
			case 116: return this.readWord("true", true);
			case 102: return this.readWord("false", false);
			case 110: return this.readWord("null", null);
			default: return this.readNumber();
		}
	}
	readObject() {
		this.enter();
		const object = this.keep ? Object.create(null) : {};
		if (!this.closes(125)) do {
			this.skipSpace();
			const key = this.readKey(object);
			this.skipSpace();
			if (this.text.charCodeAt(this.at) !== COLON) throw this.malformed("no colon after a key");
			this.at++;
			this.skipSpace();
			object[key] = this.readValue();
		} while (this.continues(125));
		this.depth--;
		return object;
	}
	readKey(object) {
		const start = this.at;
		if (this.text.charCodeAt(start) !== QUOTE) throw this.malformed("no quoted key");
		const key = this.readString();
		if (!this.keep && PROTOTYPE_KEYS.has(key)) throw this.malformed(`the key ${printable(key)}`, start);
		if (Object.hasOwn(object, key)) throw this.malformed(`the key ${printable(key, 80)} a second time`, start);
		return key;
	}
	readArray() {
		this.enter();
		const array = [];
		if (!this.closes(93)) do {
			this.skipSpace();
			array.push(this.readValue());
		} while (this.continues(93));
		this.depth--;
		return array;
	}
	enter() {
		if (++this.depth > this.maxDepth) throw new Fault("json-too-large", `${this.what} is nested deeper than ${this.maxDepth} levels`);
		this.at++;
	}
	closes(end) {
		this.skipSpace();
		if (this.text.charCodeAt(this.at) !== end) return false;
		this.at++;
		return true;
	}
	continues(end) {
		this.skipSpace();
		const code = this.text.charCodeAt(this.at);
		if (code !== COMMA && code !== end) throw this.malformed("neither a comma nor the end of the list");
		this.at++;
		return code === COMMA;
	}
	readString() {
		const start = ++this.at;
		const end = this.text.indexOf("\"", start);
		const plain = this.text.slice(start, end);
		if (end >= 0 && !UNUSUAL.test(plain)) {
			this.at = end + 1;
			return plain;
		}
		for (;; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code === QUOTE) return this.text.slice(start, this.at++);
			if (code === BACKSLASH) return this.readEscapedString(start);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
		}
	}
	readEscapedString(start) {
		let before = "";
		let pieces = [];
		let from = start;
		for (;;) {
			const code = this.text.charCodeAt(this.at);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
			if (code === QUOTE) break;
			if (code === BACKSLASH) {
				pieces.push(this.text.slice(from, this.at), this.readEscape());
				from = this.at;
				if (pieces.length >= MAX_PIECES) {
					before += pieces.join("");
					pieces = [];
				}
			} else this.at++;
		}
		pieces.push(this.text.slice(from, this.at++));
		const value = before + pieces.join("");
		if (!value.isWellFormed()) throw this.malformed("a lone surrogate", start);
		return value;
	}
	readEscape() {
		const letter = this.text.charAt(this.at + 1);
		const short = ESCAPES.get(letter);
		if (short !== void 0) {
			this.at += 2;
			return short;
		}
		const digits = this.text.slice(this.at + 2, this.at + 6);
		if (letter !== "u" || !HEX4.test(digits)) throw this.malformed("an unknown escape");
		this.at += 6;
		return String.fromCharCode(Number.parseInt(digits, 16));
	}
	readNumber() {
		NUMBER.lastIndex = this.at;
		if (!NUMBER.test(this.text)) throw this.malformed("no value");
		const digits = this.text.slice(this.at, NUMBER.lastIndex);
		const value = Number(digits);
		if (Number.isInteger(value) && !Number.isSafeInteger(value) || !Number.isFinite(value) || Object.is(value, -0)) throw this.malformed(`the number ${printable(digits, 40)}, which is not kept exactly`);
		this.at = NUMBER.lastIndex;
		return value;
	}
	readWord(word, value) {
		if (!this.text.startsWith(word, this.at)) throw this.malformed("no value");
		this.at += word.length;
		return value;
	}
	skipSpace() {
		for (;; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
		}
	}
	malformed(problem, at = this.at) {
		return new Fault("json-malformed", `${this.what} is not strict JSON: ${problem}`, { at: { offset: at } });
	}
};

// src/kernel/json-object.ts
function parseJsonObject(bytes, options = {}) {
	const value = parseJson(bytes, options);
	if (!isJsonObject(value)) throw new Fault("json-malformed", `${options.what ?? "document"} is not a JSON object`);
	return value;
}
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/domain/home.ts
const HOME = "https://release-capsule.github.io/release-capsule";
const CAPSULE_PREDICATE_TYPE = `${HOME}/capsule/v1`;
function schemaId(name) {
	return `${HOME}/schemas/${name}/v1`;
}

// src/domain/source/version-scheme.ts
const VERSION_SCHEMES = [
	"semver",
	"calver",
	"pep440",
	"none"
];
const MAX_VERSION_CHARACTERS = 128;
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const CALVER = /^(?:\d{4}|\d{2})(?:[.-]\d{1,4}){1,3}(?:[.-]?[A-Za-z]+[.-]?\d*)?$/;
const PEP440 = /^(?:[1-9]\d*!)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$/;
const NAME$1 = /^[A-Za-z0-9][A-Za-z0-9.+~_-]*$/;
function isVersionOf(scheme, text) {
	if (text.length > MAX_VERSION_CHARACTERS) return false;
	switch (scheme) {
		case "semver": return isSemver(text);
		case "calver": return CALVER.test(text);
		case "pep440": return PEP440.test(text);
		case "none": return NAME$1.test(text);
	}
}
function isSemver(text) {
	if (text.length > MAX_VERSION_CHARACTERS) return false;
	const [, ...numbers] = SEMVER.exec(text) ?? [];
	return numbers.length > 0 && numbers.every((one) => Number.isSafeInteger(Number(one)));
}
const YEAR = /^(?:19|20|21)\d\d[.-]/;
function schemeOf(version) {
	if (isVersionOf("semver", version)) return "semver";
	return YEAR.test(version) && isVersionOf("calver", version) ? "calver" : void 0;
}

// src/crypto/digest-hex.ts
async function digestHex(algorithm, bytes, crypto) {
	return encodeHex(await crypto.digest(algorithm, bytes));
}

// src/kernel/byte-reader.ts
var ByteReader = class {
	chunks;
	rest = /* @__PURE__ */ new Uint8Array(0);
	constructor(source) {
		this.chunks = source[Symbol.asyncIterator]();
	}
	async next() {
		if (this.rest.length > 0) {
			const chunk = this.rest;
			this.rest = /* @__PURE__ */ new Uint8Array(0);
			return chunk;
		}
		for (;;) {
			const step = await this.chunks.next();
			if (step.done === true) return void 0;
			if (step.value.length > 0) return step.value;
		}
	}
	giveBack(bytes) {
		this.rest = bytes;
	}
	takeNow(count) {
		if (this.rest.length < count) return void 0;
		const bytes = this.rest.subarray(0, count);
		this.rest = this.rest.subarray(count);
		return bytes;
	}
	async takeSome(count) {
		const chunk = await this.next();
		if (chunk !== void 0 && chunk.length > count) {
			this.giveBack(chunk.subarray(count));
			return chunk.subarray(0, count);
		}
		return chunk;
	}
	async take(count) {
		const parts = [];
		for (let missing = count; missing > 0;) {
			const piece = await this.takeSome(missing);
			if (piece === void 0) break;
			parts.push(piece);
			missing -= piece.length;
		}
		return joinBytes(parts);
	}
	async close() {
		await this.chunks.return?.();
	}
};

// src/kernel/gunzip.ts
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
const PIECE_BYTES = 65536;
async function* gunzipOneMember(source, limits, platform) {
	const reader = new ByteReader(source);
	try {
		requireHeader(await reader.take(HEADER_BYTES));
		const body = {
			handed: 0,
			trailer: /* @__PURE__ */ new Uint8Array(0)
		};
		const sums = {
			crc: 0,
			length: 0
		};
		for await (const bytes of platform.inflateRaw(allButTrailer(reader, body))) {
			sums.crc = platform.crc32(bytes, sums.crc);
			sums.length += bytes.length;
			requireLimits$1(sums.length, body.handed, limits);
			yield bytes;
		}
		requireTrailer(body.trailer, sums);
	} finally {
		await reader.close();
	}
}
function requireHeader(header) {
	const [magic1, magic2, method, flags, ...time] = header.subarray(0, 8);
	if (header.length > 1 && (magic1 !== 31 || magic2 !== 139)) throw new Fault("gzip-malformed", "the file is not a gzip stream");
	if (header.length < HEADER_BYTES) throw new Fault("archive-truncated", "the gzip stream ends too early");
	if (method !== 8 || flags !== 0 || time.some((byte) => byte !== 0)) throw new Fault("gzip-malformed", "the gzip header carries more than the fixed one");
}
async function* allButTrailer(reader, body) {
	for (let chunk = await reader.next(); chunk !== void 0; chunk = await reader.next()) {
		const known = concatBytes(body.trailer, chunk);
		const end = Math.max(0, known.length - TRAILER_BYTES);
		body.trailer = known.subarray(end);
		for (let at = 0; at < end; at += PIECE_BYTES) {
			const piece = known.subarray(at, Math.min(at + PIECE_BYTES, end));
			body.handed += piece.length;
			yield piece;
		}
	}
}
function requireTrailer(trailer, sums) {
	const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
	if (view.getUint32(0, true) !== sums.crc || view.getUint32(4, true) !== sums.length % 2 ** 32) throw new Fault("gzip-malformed", "the gzip checksum does not match");
}
function requireLimits$1(count, handed, limits) {
	if (count > limits.maxBytes) throw new Fault("archive-limit", `the archive holds more than ${limits.maxBytes} bytes`);
	if (count > 1048576 && count > handed * limits.maxRatio) throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
}

// src/kernel/portable-names.ts
const MAX_NAME_BYTES$2 = 100;
var PortableNames = class {
	files = /* @__PURE__ */ new Set();
	folders = /* @__PURE__ */ new Set();
	add(name) {
		if (!isPortable(name)) throw new Fault("archive-entry-name", `the entry name ${printable(name)} is not a plain relative path`);
		const folded = name.toLowerCase();
		const parents = foldersOf(folded);
		if (this.files.has(folded) || this.folders.has(folded) || parents.some((parent) => this.files.has(parent))) throw new Fault("archive-duplicate", `the entry ${printable(name)} takes the place of another one`);
		this.files.add(folded);
		for (const parent of parents) this.folders.add(parent);
	}
};
function isPortable(name) {
	if (name.length > MAX_NAME_BYTES$2 || !/^[\x20-\x7e]+$/.test(name) || name.includes("\\")) return false;
	if (/^[A-Za-z]:/.test(name)) return false;
	return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
function foldersOf(name) {
	const folders = [];
	for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) folders.push(name.slice(0, at));
	return folders;
}

// src/kernel/tar.ts
const BLOCK = 512;
const MAX_SIZE = 8 ** 11 - 1;
const MAGIC = 257;
const TYPE = 156;
const REGULAR_FILE = 48;
async function* walkTar(chunks, limits) {
	const reader = new ByteReader(chunks);
	const names = new PortableNames();
	try {
		let total = 2 * BLOCK;
		for (let entries = 0;; entries++) {
			const header = reader.takeNow(BLOCK) ?? await takeAll(reader, BLOCK);
			if (isZero(header)) break;
			const { name, size } = parseHeader(header);
			names.add(name);
			total += BLOCK + size + paddingOf(size);
			requireLimits({
				entries: entries + 1,
				size,
				total
			}, limits);
			const content = new Content(reader, size);
			yield {
				name,
				size,
				bytes: () => content.bytes(),
				pieces: () => content.pieces()
			};
			await content.pass();
			if (!isZero(reader.takeNow(paddingOf(size)) ?? await takeAll(reader, paddingOf(size)))) throw headerFault(name, "has padding that is not zero");
		}
		await readEnd(reader);
	} finally {
		await reader.close();
	}
}
var Content = class {
	reader;
	missing;
	constructor(reader, size) {
		this.reader = reader;
		this.missing = size;
	}
	async bytes() {
		const now = this.reader.takeNow(this.missing);
		if (now !== void 0) {
			this.missing = 0;
			return new Uint8Array(now);
		}
		const bytes = new Uint8Array(this.missing);
		let taken = 0;
		for await (const piece of this.pieces()) {
			bytes.set(piece, taken);
			taken += piece.length;
		}
		return bytes;
	}
	async pass() {
		if (this.missing > 0) for await (const _ of this.pieces());
	}
	async *pieces() {
		while (this.missing > 0) {
			const piece = await this.reader.takeSome(this.missing);
			if (piece === void 0) throw truncated();
			this.missing -= piece.length;
			yield piece;
		}
	}
};
async function readEnd(reader) {
	if (!isZero(await takeAll(reader, BLOCK)) || await reader.next() !== void 0) throw new Fault("archive-trailing-data", "something follows the end of the archive");
}
function parseHeader(header) {
	const name = textIn(header.subarray(0, 100));
	if (textIn(header.subarray(MAGIC, 262)) !== "ustar") throw headerFault(name, "has no ustar header");
	if (header[TYPE] !== REGULAR_FILE) throw new Fault("archive-entry-type", `the entry ${printable(name)} is not a regular file`);
	const size = Number.parseInt(textIn(header.subarray(124, 135)), 8);
	if (!equalBytes(formatHeader(name, size), header)) throw headerFault(name, "has a header that is not canonical");
	return {
		name,
		size
	};
}
function textIn(field) {
	const end = field.indexOf(0);
	const codes = end < 0 ? field : field.subarray(0, end);
	return String.fromCharCode.apply(void 0, codes);
}
function formatHeader(name, size) {
	if (size > MAX_SIZE) throw new Fault("archive-limit", `the entry ${printable(name)} is larger than an archive can say`);
	const header = EMPTY.header.slice();
	const field = name.slice(0, 100);
	const digits = size.toString(8).padStart(11, "0");
	write$1(header, 0, field);
	write$1(header, 124, digits);
	write$1(header, 148, `${(EMPTY.sum + sumOf(field) + sumOf(digits)).toString(8).padStart(6, "0")}\0 `);
	return header;
}
const EMPTY = (() => {
	const header = new Uint8Array(BLOCK);
	write$1(header, 100, "0000644\x000000000\x000000000\0");
	write$1(header, 136, "00000000000\0");
	write$1(header, 148, "        0");
	write$1(header, MAGIC, "ustar\x0000");
	write$1(header, 329, "0000000\x000000000\0");
	return {
		header,
		sum: header.reduce((total, byte) => total + byte, 0)
	};
})();
function write$1(header, at, text) {
	for (let index = 0; index < text.length; index++) header[at + index] = text.charCodeAt(index);
}
function sumOf(text) {
	let sum = 0;
	for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index) & 255;
	return sum;
}
function requireLimits(seen, limits) {
	if (seen.entries > limits.maxEntries) throw new Fault("archive-limit", `the archive has more than ${limits.maxEntries} entries`);
	if (seen.size > limits.maxEntryBytes) throw new Fault("archive-limit", `an entry of the archive has more than ${limits.maxEntryBytes} bytes`);
	if (seen.total > limits.maxBytes) throw new Fault("archive-limit", `the archive has more than ${limits.maxBytes} bytes`);
}
async function takeAll(reader, count) {
	const bytes = await reader.take(count);
	if (bytes.length < count) throw truncated();
	return bytes;
}
function truncated() {
	return new Fault("archive-truncated", "the archive ends too early");
}
function paddingOf(size) {
	return (BLOCK - size % BLOCK) % BLOCK;
}
function isZero(bytes) {
	for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
	return true;
}
function headerFault(name, problem) {
	return new Fault("archive-header", `the entry ${printable(name)} ${problem}`);
}

// src/domain/capsule/entry-names.ts
const ROOT_ENTRY = "capsule.sigstore.json";
const PROVENANCE_ENTRY = "provenance.sigstore.json";
const CHECKSUMS_ENTRY = "checksums.txt";
const CHECKSUMS_SHA512_ENTRY = "checksums.sha512.txt";
const GUIDE_ENTRY = "VERIFY.md";
const TRUST_SNAPSHOT_ENTRY = "trust/snapshot.trusted_root.json";
const SINGLE_ENTRIES = /* @__PURE__ */ new Set([
	PROVENANCE_ENTRY,
	CHECKSUMS_ENTRY,
	signatureEntry(CHECKSUMS_ENTRY),
	CHECKSUMS_SHA512_ENTRY,
	signatureEntry(CHECKSUMS_SHA512_ENTRY),
	GUIDE_ENTRY,
	TRUST_SNAPSHOT_ENTRY
]);
const FAMILIES = [
	/^assets\/[0-9a-f]{64}\.sigstore\.json$/,
	/^sbom\/([0-9a-f]{64}|release)\.(cdx|spdx)\.json$/,
	/^evidence\/[0-9a-f]{64}\.(json|jsonl|bin)$/,
	/^images\/[0-9a-f]{64}\/(?:(?:manifest|simple|buildkit-\d{1,3})\.json|(?:signature|provenance|cdx|spdx|simple)\.sigstore\.json)$/,
	/^notary\/[0-9a-f]{64}\.(jws|cose)\.sig$/,
	/^log\/(?:checkpoint|tile\/entries\/(?:x\d{3}\/){0,4}\d{3}(?:\.p\/\d{1,3})?|payloads\/(?:policy|[0-9a-f]{64}\.sigstore)\.json|proofs\/[0-9a-f]{64}\.tlog-proof)$/
];
const RESERVED = /^(?:approvals|images|log|notary|published|source)\/[\x21-\x7e]+$/;
const MAX_NAME_BYTES$1 = 100;
function signatureEntry(name) {
	return `${name}.sigstore.json`;
}
function assetSignatureEntry(sha256) {
	return `assets/${sha256}.sigstore.json`;
}
function sbomEntry(subject, format) {
	return `sbom/${subject}.${format}.json`;
}
function imageEntry(sha256, part) {
	return `images/${sha256}/${part}.json`;
}
function isImageEntry(name) {
	return name.startsWith("images/");
}
function isSbomEntry(name) {
	return name.startsWith("sbom/");
}
const LOG_FOLDER = "log/";
function isEvidenceEntry(name) {
	return name.startsWith("evidence/");
}
function placeOf(name) {
	if (name.length > MAX_NAME_BYTES$1) return "none";
	if (SINGLE_ENTRIES.has(name) || FAMILIES.some((family) => family.test(name))) return "known";
	return RESERVED.test(name) ? "reserved" : "none";
}
function requirePlace(name) {
	const place = placeOf(name);
	if (place === "known") return;
	if (place === "none") throw new Fault("capsule-entry-name", `the capsule format has no entry ${printable(name)}`);
	throw new Fault("capsule-entry-reserved", `the entry ${printable(name)} is not understood by this version`, { hint: "the capsule was made by a newer version: use that one" });
}

// src/domain/capsule/read-capsule.ts
const FORMAT_LIMITS = {
	maxEntries: MAX_CAPSULE_ENTRIES,
	maxEntryBytes: MAX_CAPSULE_ENTRY_BYTES,
	maxBytes: MAX_CAPSULE_BYTES,
	maxRatio: 100
};
async function readChosen(chunks, choose, crypto) {
	let begun;
	const entries = /* @__PURE__ */ new Map();
	const digests = /* @__PURE__ */ new Map();
	for await (const member of walkCapsule(chunks, crypto)) {
		const { name, size } = member;
		if (begun === void 0) {
			const root = await member.bytes();
			begun = {
				root,
				chosen: await choose(root)
			};
		} else if (begun.chosen.holds?.(name, size) === true) {
			const bytes = await member.bytes();
			entries.set(name, bytes);
			digests.set(name, {
				size,
				sha256: await digestHex("sha256", bytes, crypto)
			});
		} else if (begun.chosen.holds !== void 0) digests.set(name, {
			size,
			sha256: await digestOf(member, crypto)
		});
	}
	if (begun === void 0) throw rootMissing("is empty");
	return {
		...begun,
		entries,
		digests
	};
}
async function digestOf(member, crypto) {
	let hash;
	for await (const piece of member.pieces()) {
		if (piece.length === member.size) return digestHex("sha256", piece, crypto);
		hash ??= crypto.streamHash("sha256");
		hash.update(piece);
	}
	return encodeHex((hash ?? crypto.streamHash("sha256")).digest());
}
async function* walkCapsule(chunks, crypto, limits = FORMAT_LIMITS) {
	let previous;
	for await (const member of walkTar(gunzipOneMember(chunks, limits, crypto), limits)) {
		const { name } = member;
		if (previous === void 0) requireRoot(member);
		else {
			requirePlace(name);
			if (previous !== "capsule.sigstore.json" && compareUtf8(previous, name) >= 0) throw disorder(previous, name);
		}
		previous = name;
		yield member;
	}
}
function requireRoot({ name, size }) {
	if (name !== "capsule.sigstore.json") throw rootMissing(`begins with ${printable(name)}`);
	if (size <= 8388608) return;
	throw new Fault("archive-limit", `the root of the capsule has more than ${MAX_CAPSULE_ROOT_BYTES} bytes`);
}
async function beginsAsCapsule(chunks, crypto) {
	try {
		for await (const { name } of walkTar(gunzipOneMember(chunks, FORMAT_LIMITS, crypto), FORMAT_LIMITS)) return name === ROOT_ENTRY;
	} catch (error) {
		if (!isRefusal(error)) throw error;
	}
	return false;
}
function rootMissing(what) {
	return new Fault("capsule-root-missing", `the capsule ${what} instead of ${printable(ROOT_ENTRY)}`);
}
function disorder(first, second) {
	return new Fault("capsule-entry-order", `the entry ${printable(second)} comes after ${printable(first)}`);
}

// src/kernel/base64.ts
function encodeBase64(bytes) {
	let binary = "";
	for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK));
	return btoa(binary);
}
const CHUNK = 8192;
function decodeBase64(text) {
	const binary = decodedBy(text);
	if (binary === void 0 || btoa(binary) !== text) throw malformed$2(text, "base64");
	return bytesOf(binary);
}
function decodedBy(digits) {
	try {
		return atob(digits);
	} catch {
		return;
	}
}
function bytesOf(binary) {
	const bytes = new Uint8Array(binary.length);
	for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
	return bytes;
}
function malformed$2(text, name) {
	return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}

// src/kernel/parse-schema.ts
function parseSchema(schema, value, malformed) {
	const parsed = safeParse(schema, value);
	if (parsed.success) return parsed.output;
	throw malformed(problemOf$1(parsed.issues.find(isUnknownField) ?? parsed.issues[0]));
}
function isUnknownField(issue) {
	return issue.kind === "schema" && issue.expected === "never";
}
function problemOf$1(issue) {
	const place = printable(getDotPath(issue) ?? "its top");
	if (isUnknownField(issue)) return `has a field at ${place} that is not known`;
	if (issue.kind === "schema" && issue.received === "undefined") return `lacks a value at ${place}`;
	if (issue.type !== "picklist" && issue.type !== "literal") return `is wrong at ${place}`;
	const choices = (issue.expected ?? "").replace(/[()"]/g, "").split(" | ");
	const last = choices.pop() ?? "";
	return `is wrong at ${place}, which ${choices.length === 0 ? `must be ${last}` : `may be ${choices.join(", ")} or ${last}`}`;
}

// src/kernel/canonical-json.ts
const MAX_DEPTH = 512;
function canonicalJson(value) {
	return write(value, MAX_DEPTH);
}
function isCanonicalJson(text, value) {
	if (hasOrderedKeys(value, MAX_DEPTH) && JSON.stringify(value) === text) return true;
	return canonicalJson(value) === text;
}
function hasOrderedKeys(value, depth) {
	if (typeof value !== "object" || value === null) return true;
	if (depth === 0) return false;
	if (!Array.isArray(value)) {
		let before;
		for (const key of Object.keys(value)) {
			if (before !== void 0 && key <= before) return false;
			before = key;
		}
	}
	for (const member of Object.values(value)) if (typeof member === "object" && !hasOrderedKeys(member, depth - 1)) return false;
	return true;
}
function write(value, depth) {
	if (depth === 0) throw unwritable(`nesting deeper than ${MAX_DEPTH} levels`);
	switch (typeof value) {
		case "string": return writeString(value);
		case "number":
			if (!Number.isFinite(value)) throw unwritable(`the number ${value}`);
			return String(value);
		case "boolean": return String(value);
		case "object": return value === null ? "null" : writeNested(value, depth);
		default: throw unwritable(`a value of type ${typeof value}`);
	}
}
function writeNested(value, depth) {
	if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth - 1)).join(",")}]`;
	const object = value;
	return `{${Object.keys(object).sort().map((key) => `${writeString(key)}:${write(object[key], depth - 1)}`).join(",")}}`;
}
function writeString(text) {
	if (!text.isWellFormed()) throw unwritable("a lone surrogate");
	return JSON.stringify(text);
}
function unwritable(problem) {
	return new Fault("json-malformed", `${problem} has no canonical JSON`);
}

// src/domain/sigstore/protojson.ts
var DocumentPlace = class {
	path = [];
	naming;
	constructor(naming) {
		this.naming = naming;
	}
	read(name, value, reader) {
		this.path.push(name);
		const read = reader(value, this);
		this.path.pop();
		return read;
	}
	wrong(value) {
		return this.fault(value === void 0 ? "missing" : "wrong");
	}
	unknown(name) {
		this.path.push(name);
		return this.fault("unknown field");
	}
	fault(problem) {
		const { code, what } = this.naming;
		const where = this.path.length === 0 ? "" : `: ${printable(this.path.join("."), 120)}`;
		return new Fault(code, `${what} is malformed${where} is ${problem}`);
	}
};
function parseDocument(reader, document, naming) {
	return reader(document, new DocumentPlace(naming));
}
const textField = (value, at) => {
	if (typeof value !== "string") throw at.wrong(value);
	return value;
};
const bytesField = (value, at) => decodeBase64(textField(value, at));
const nonEmptyBytesField = (value, at) => {
	const bytes = bytesField(value, at);
	if (bytes.length === 0) throw at.wrong(value);
	return bytes;
};
const MAX_INT64 = 2n ** 63n - 1n;
const countField = (value, at) => {
	const number = value ?? 0;
	if (!(typeof number === "string" || typeof number === "number") || !/^(0|[1-9][0-9]{0,18})$/.test(String(number))) throw at.wrong(number);
	const count = BigInt(number);
	if (count > MAX_INT64) throw at.wrong(number);
	return count;
};
const RFC_3339 = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/;
const timeField = (value, at) => {
	const date = new Date(RFC_3339.test(textField(value, at)) ? String(value) : NaN);
	if (Number.isNaN(date.getTime())) throw at.wrong(value);
	return date;
};
function textOf({ least = 0, most }) {
	return (value, at) => {
		const text = textField(value, at);
		if (text.length < least || text.length > most) throw at.wrong(value);
		return text;
	};
}
function oneOf(...choices) {
	return (value, at) => {
		const found = choices.find((choice) => choice === value);
		if (found === void 0) throw at.wrong(value);
		return found;
	};
}
function optionalField(reader) {
	return (value, at) => value === void 0 || value === null ? void 0 : reader(value, at);
}
function fieldOr(reader, missing) {
	return (value, at) => value === void 0 || value === null ? missing : reader(value, at);
}
function listOf(reader, { least = 0, most = Number.POSITIVE_INFINITY } = {}) {
	return (value, at) => {
		if (!Array.isArray(value)) throw at.wrong(value);
		const read = value.map((member, index) => at.read(String(index), member, reader));
		if (read.length < least || read.length > most) throw at.wrong(value);
		return read;
	};
}
function closedObject(fields) {
	const open = openObject(fields);
	return (value, at) => {
		const read = open(value, at);
		for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) throw at.unknown(name);
		return read;
	};
}
function openObject(fields) {
	const named = Object.entries(fields);
	return (value, at) => {
		if (!isJsonObject(value)) throw at.wrong(value);
		const read = {};
		for (const [name, reader] of named) read[name] = at.read(name, Object.hasOwn(value, name) ? value[name] : void 0, reader);
		return read;
	};
}
const anyObject = (value, at) => {
	if (!isJsonObject(value)) throw at.wrong(value);
	return value;
};

// src/domain/sigstore/bundle-document.ts
const certificate = closedObject({ rawBytes: nonEmptyBytesField });
const inclusionProof = closedObject({
	logIndex: countField,
	rootHash: nonEmptyBytesField,
	treeSize: countField,
	hashes: fieldOr(listOf(nonEmptyBytesField, { most: 64 }), []),
	checkpoint: optionalField(closedObject({ envelope: textOf({
		least: 1,
		most: 65536
	}) }))
});
const logEntry = closedObject({
	logIndex: countField,
	logId: closedObject({ keyId: nonEmptyBytesField }),
	kindVersion: closedObject({
		kind: textField,
		version: textField
	}),
	integratedTime: countField,
	inclusionPromise: optionalField(closedObject({ signedEntryTimestamp: nonEmptyBytesField })),
	inclusionProof: optionalField(inclusionProof),
	canonicalizedBody: nonEmptyBytesField
});
const timestamps = closedObject({ rfc3161Timestamps: fieldOr(listOf(closedObject({ signedTimestamp: nonEmptyBytesField }), { most: 32 }), []) });
const verificationMaterial = closedObject({
	publicKey: optionalField(closedObject({ hint: fieldOr(textField, "") })),
	x509CertificateChain: optionalField(closedObject({ certificates: listOf(certificate, {
		least: 1,
		most: 8
	}) })),
	certificate: optionalField(certificate),
	tlogEntries: fieldOr(listOf(logEntry, { most: 32 }), []),
	timestampVerificationData: optionalField(timestamps)
});
const messageSignature = closedObject({
	messageDigest: closedObject({
		algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"),
		digest: nonEmptyBytesField
	}),
	signature: nonEmptyBytesField
});
const dsseEnvelope = closedObject({
	payload: bytesField,
	payloadType: textOf({
		least: 1,
		most: 256
	}),
	signatures: listOf(closedObject({
		sig: nonEmptyBytesField,
		keyid: fieldOr(textField, "")
	}), {
		least: 1,
		most: 1
	})
});
const bundleDocument = closedObject({
	mediaType: textField,
	verificationMaterial,
	messageSignature: optionalField(messageSignature),
	dsseEnvelope: optionalField(dsseEnvelope)
});

// src/domain/sigstore/bundle.ts
const MAX_BUNDLE_BYTES = 16777216;
const MAX_BUNDLE_VALUES = 1e4;
const VERSIONS = /* @__PURE__ */ new Map([
	["application/vnd.dev.sigstore.bundle+json;version=0.1", "0.1"],
	["application/vnd.dev.sigstore.bundle+json;version=0.2", "0.2"],
	["application/vnd.dev.sigstore.bundle+json;version=0.3", "0.3"],
	["application/vnd.dev.sigstore.bundle.v0.3+json", "0.3"]
]);
const DIGESTS = {
	SHA2_256: {
		algorithm: "sha256",
		length: 32
	},
	SHA2_384: {
		algorithm: "sha384",
		length: 48
	},
	SHA2_512: {
		algorithm: "sha512",
		length: 64
	}
};
function parseBundle(bytes) {
	return readBundle(parseJsonObject(bytes, {
		maxBytes: MAX_BUNDLE_BYTES,
		maxValues: MAX_BUNDLE_VALUES,
		what: "the bundle"
	}));
}
function readBundle(json) {
	const document = parseDocument(bundleDocument, json, {
		code: "bundle-malformed",
		what: "the bundle"
	});
	const version = VERSIONS.get(document.mediaType);
	if (version === void 0) throw malformed$1(`its media type ${printable(document.mediaType, 80)} is not known`);
	return {
		version,
		content: readContent(document),
		material: readMaterial(document.verificationMaterial, version),
		logEntries: document.verificationMaterial.tlogEntries.map((entry) => readLogEntry(entry, version)),
		timestamps: document.verificationMaterial.timestampVerificationData?.rfc3161Timestamps.map((one) => one.signedTimestamp) ?? []
	};
}
function readContent(document) {
	const { messageSignature: message, dsseEnvelope: envelope } = document;
	if (message && envelope) throw malformed$1("it has both a message signature and an envelope");
	if (message) return {
		kind: "message",
		digest: readDigest(message.messageDigest),
		signature: message.signature
	};
	if (!envelope) throw malformed$1("it has neither a message signature nor an envelope");
	if (envelope.payload.length === 0) throw malformed$1("the payload of its envelope is empty");
	const [signature] = envelope.signatures;
	if (signature === void 0) throw malformed$1("its envelope has no signature");
	return {
		kind: "dsse",
		payloadType: envelope.payloadType,
		payload: envelope.payload,
		signature: signature.sig
	};
}
function readDigest(digest) {
	const expected = DIGESTS[digest.algorithm];
	if (digest.digest.length !== expected.length) throw malformed$1("its message digest has not the length of its algorithm");
	return {
		algorithm: expected.algorithm,
		hex: encodeHex(digest.digest)
	};
}
function readMaterial(material, version) {
	const { publicKey, certificate, x509CertificateChain: chain } = material;
	if ([
		publicKey,
		certificate,
		chain
	].filter(Boolean).length !== 1) throw malformed$1("it names its signer not exactly once");
	if (publicKey) return {
		kind: "key",
		hint: publicKey.hint
	};
	if (version === "0.3" ? chain : certificate) throw malformed$1(`a bundle of version ${version} holds its certificate in another field`);
	if (certificate) return {
		kind: "certificate",
		certificates: [certificate.rawBytes]
	};
	const [first, ...others] = chain?.certificates.map((one) => one.rawBytes) ?? [];
	if (first === void 0) throw malformed$1("its certificate chain is empty");
	return {
		kind: "certificate",
		certificates: [first, ...others]
	};
}
function readLogEntry(entry, version) {
	const promise = entry.inclusionPromise?.signedEntryTimestamp;
	const proof = readProof(entry);
	if (version === "0.1" && promise === void 0) throw malformed$1("a log entry lacks the inclusion promise of v0.1");
	if (version !== "0.1" && proof === void 0) throw malformed$1("a log entry lacks an inclusion proof with checkpoint");
	return {
		logId: entry.logId.keyId,
		index: entry.logIndex,
		kind: entry.kindVersion.kind,
		version: entry.kindVersion.version,
		integratedSeconds: entry.integratedTime,
		promise,
		proof,
		body: entry.canonicalizedBody
	};
}
function readProof(entry) {
	const { inclusionProof: proof } = entry;
	if (!proof) return void 0;
	if (!proof.checkpoint) throw malformed$1("an inclusion proof has no checkpoint");
	return {
		index: proof.logIndex,
		treeSize: proof.treeSize,
		rootHash: proof.rootHash,
		hashes: proof.hashes,
		checkpoint: proof.checkpoint.envelope
	};
}
function malformed$1(problem) {
	return new Fault("bundle-malformed", `the bundle is malformed: ${problem}`);
}

// src/kernel/byte-source.ts
function bytesSource(bytes) {
	return {
		size: bytes.length,
		async read(into, position) {
			const part = bytes.subarray(position, position + into.length);
			into.set(part);
			return part.length;
		}
	};
}
async function* sourceChunks(source, chunkSize = 262144) {
	for (let position = 0;;) {
		const chunk = new Uint8Array(Math.min(chunkSize, Math.max(source.size - position, 1)));
		const count = await source.read(chunk, position);
		if (count === 0) return;
		position += count;
		yield chunk.subarray(0, count);
	}
}

// src/kernel/read-at.ts
async function readAt(source, position, length) {
	const room = Math.max(0, Math.min(length, source.size - position));
	const bytes = new Uint8Array(room);
	let count = 0;
	while (count < room) {
		const got = await source.read(bytes.subarray(count), position + count);
		if (got === 0) break;
		count += got;
	}
	return bytes.subarray(0, count);
}
async function viewAt(source, position, length) {
	if (!Number.isSafeInteger(position) || position < 0) return void 0;
	const bytes = await readAt(source, position, length);
	return bytes.length === length ? new DataView(bytes.buffer, bytes.byteOffset, length) : void 0;
}

// src/domain/asset/asset-name.ts
const MAX_NAME_BYTES = 255;
const CONTROL = /[^ -~\u00a0-\u2027\u202a-\uffff]/;
const invisible = unicodePattern(String.raw`[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]`);
function requireAssetName(name) {
	if (!name.isWellFormed()) throw invalid(name, "is not valid Unicode");
	if (encodeUtf8(name).length > MAX_NAME_BYTES) throw new Fault("asset-name-length", `the asset name ${printable(name)} is longer than ${MAX_NAME_BYTES} bytes`, { hint: "shorten the file name" });
	if (CONTROL.test(name)) throw hidden("asset-name-control", name, "control characters");
	if (!isPlainAscii(name) && invisible().test(name)) throw hidden("asset-name-bidi", name, "bidirectional or invisible characters");
	const reason = whyNotPlain(name);
	if (reason !== void 0) throw invalid(name, reason);
}
function whyNotPlain(name) {
	if (name === "") return "is empty";
	if (/[/\\]/.test(name)) return "is a path, not a file name";
	if (/^[A-Za-z]:/.test(name)) return "begins with a Windows drive";
	if (/^\.+$/.test(name)) return "consists of dots";
	if (name === "-") return "means standard input to checksum tools";
	if (name.trim() !== name) return "begins or ends with a space";
	if (name.endsWith(".")) return "ends with a dot";
}
function invalid(name, reason) {
	return new Fault("asset-name-invalid", `the asset name ${printable(name)} ${reason}`, { hint: "rename the file" });
}
function hidden(code, name, what) {
	return new Fault(code, `the asset name ${printable(name)} contains ${what}`, { hint: "rename the file" });
}

// src/domain/asset/github-name.ts
const accents = unicodePattern(String.raw`\p{Mn}+`, "gu");
function githubName(name) {
	const plain = withoutAccents(name);
	const dotted = (plain.startsWith(".") ? `default${plain}` : plain).replace(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\.|\.$/g, "");
	if (dotted === "") return "default";
	return dotted !== name && !dotted.includes(".") ? `default.${dotted}` : dotted;
}
function withoutAccents(text) {
	return isPlainAscii(text) ? text : text.normalize("NFD").replace(accents(), "");
}

// src/domain/asset/collisions.ts
function refuseCollisions(names, placeOf = noPlace) {
	const seen = /* @__PURE__ */ new Map();
	for (const [index, name] of names.entries()) for (const key of [`disk:${foldName(name)}`, `github:${foldName(githubName(name))}`]) {
		const other = seen.get(key);
		if (other !== void 0) throw collision({
			name: names[other] ?? "",
			place: placeOf(other)
		}, {
			name,
			place: placeOf(index)
		});
		seen.set(key, index);
	}
}
function foldName(name) {
	return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
function noPlace() {}
function collision(one, other) {
	const [first, second] = [one, other].map(({ name, place }) => printable(place ?? name));
	if (one.name === other.name && one.place !== void 0) return new Fault("asset-name-collision", `${first} and ${second} would be one file of the release`, { hint: MATRIX });
	return new Fault("asset-name-collision", `the assets ${first} and ${second} would be the same file for some consumers`, { hint: "rename one of them" });
}
const MATRIX = "give each its own name where it is built, for example with system and architecture in it; actions/download-artifact with merge-multiple would keep only one of them";

// src/domain/asset/image-reference.ts
const NAME = new RegExp(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)+$`);
const REGISTRY = /^(?:localhost\/|[^/]*[.:])/;
const MAX_NAME = 255;
function requireImageName(name) {
	if (isImageName(name)) return;
	throw new Fault("asset-name-invalid", `${printable(name)} has no SHA-512, and is not the name of an image`);
}
function isImageName(name) {
	return name.length <= MAX_NAME && NAME.test(name) && REGISTRY.test(name);
}

// src/domain/source/release-purl.ts
function releasePurl(release) {
	const source = release.repository === null ? void 0 : parseRepository(release.repository);
	if (source?.host === "github.com" && release.tag !== null) return `pkg:github/${`${source.owner}/${source.name}`.toLowerCase()}@${encodeVersion(release.tag)}`;
	return `pkg:generic/${encodeURIComponent(release.name)}@${encodeVersion(release.version)}`;
}
function encodeVersion(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":");
}

// src/domain/source/tag-template.ts
const PLACEHOLDER = "{version}";
function tagOf(template, version) {
	return template.replace(PLACEHOLDER, () => version);
}
function partsOf(template) {
	const at = template.indexOf(PLACEHOLDER);
	return [template.slice(0, at), template.slice(at + 9)];
}
function isTemplateOf(template, tag, { version, versioning }) {
	const [before, after] = partsOf(template);
	if (template.split(PLACEHOLDER).length !== 2 || tagOf(template, version) !== tag) return false;
	if (/[0-9.+~]$/.test(before) || /^[A-Za-z0-9.+~_-]/.test(after)) return false;
	if (versioning === "none") return true;
	return !Array.from(before.matchAll(/(?<![A-Za-z0-9.])[vV]?(?=\d)/g), ({ index, 0: v }) => index + v.length).some((start) => isVersionOf(versioning, before.slice(start) + version));
}

// src/domain/capsule/root-schema.ts
const schemas = once(() => {
	const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
	const sha512 = pipe(string(), regex(/^[0-9a-f]{128}$/));
	const text = pipe(string(), minLength(1), maxLength(2048));
	const releaseName = pipe(string(), regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
	const file = strictObject({
		name: text,
		digest: strictObject({
			sha256,
			sha512
		}),
		annotations: strictObject({ kind: literal("file") })
	});
	const image = strictObject({
		name: text,
		digest: strictObject({ sha256 }),
		annotations: strictObject({ kind: literal("image") })
	});
	const evidence = strictObject({
		name: pipe(string(), regex(/^[\x21-\x7e]{1,100}$/)),
		digest: strictObject({ sha256 }),
		mediaType: text,
		annotations: strictObject({
			size: pipe(number(), safeInteger(), minValue(0)),
			subject: optional(sha256),
			predicateType: optional(text)
		})
	});
	const previous = union([strictObject({
		name: releaseName,
		version: text,
		tag: nullable(text),
		rootDigest: strictObject({ sha256 })
	}), strictObject({
		none: picklist([
			"first-release",
			"first-capsule",
			"unavailable"
		]),
		reason: text
	})]);
	const release = strictObject({
		purl: text,
		name: releaseName,
		version: pipe(string(), minLength(1), maxLength(128)),
		versioning: picklist(VERSION_SCHEMES),
		tag: nullable(text),
		tagTemplate: nullable(text),
		commit: nullable(pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))),
		repository: nullable(text),
		repositoryId: nullable(text),
		ownerId: nullable(text),
		runUri: nullable(text)
	});
	const time = pipe(string(), regex(INSTANT));
	const backfill = strictObject({
		published: time,
		sealed: time,
		commit: pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))
	});
	const pin = strictObject({
		uri: text,
		digest: record(text, text)
	});
	const predicate = strictObject({
		release,
		evidence: pipe(array(evidence), maxLength(MAX_CAPSULE_ENTRIES)),
		pins: pipe(array(pin), maxLength(1024)),
		previous,
		backfill: optional(backfill)
	});
	return {
		file,
		backfill,
		statement: strictObject({
			_type: literal("https://in-toto.io/Statement/v1"),
			subject: pipe(array(union([file, image])), minLength(1), maxLength(1024)),
			predicateType: literal(CAPSULE_PREDICATE_TYPE),
			predicate
		})
	};
});
const rootStatementSchema = () => schemas().statement;
function isFile(subject) {
	return subject.annotations.kind === "file";
}

// src/domain/capsule/root-consistency.ts
const OWN_DIGEST = /^(?:evidence\/([0-9a-f]{64})\.|images\/([0-9a-f]{64})\/manifest\.json$)/;
const SUBJECT_DIGEST = /^(?:assets|notary|sbom)\/([0-9a-f]{64})[./]/;
function whyInconsistent(root) {
	return whySubjects(root.subject) ?? whyRelease(root.predicate.release) ?? whyEvidence(root);
}
function whySubjects(subjects) {
	const files = subjects.filter(isFile).map(({ name }) => name);
	try {
		for (const subject of subjects) if (!isFile(subject)) requireImageName(subject.name);
		for (const name of files) requireAssetName(name);
		refuseCollisions(files);
	} catch (error) {
		if (error instanceof Fault) return `has unsafe subjects: ${error.message}`;
		throw error;
	}
	return whyUnordered(subjects.map(({ name }) => name));
}
function whyRelease(release) {
	const { version, versioning, tag, tagTemplate, purl } = release;
	if (!isVersionOf(versioning, version)) return `has ${printable(version)}, which is not a version of ${versioning}`;
	if (tagTemplate !== null && (tag === null || !isTemplateOf(tagTemplate, tag, {
		version,
		versioning
	}))) return `has the tag ${printable(tag ?? "none")}, which ${printable(tagTemplate)} does not make of its version`;
	return purl === purlOf(release) ? void 0 : `has ${printable(purl)}, which is not the package URL of its repository, name, version and tag`;
}
function purlOf(release) {
	try {
		return releasePurl(release);
	} catch (error) {
		if (error instanceof Fault && error.code === "repository-invalid") return void 0;
		throw error;
	}
}
function whyEvidence({ subject, predicate }) {
	if (predicate.backfill !== void 0 && predicate.evidence.some(({ name }) => name === "provenance.sigstore.json")) return "lists provenance of a release that was sealed after it was public";
	const digests = new Set(subject.map(({ digest }) => digest.sha256));
	const images = new Set(subject.flatMap((one) => isFile(one) ? [] : [one.digest.sha256]));
	for (const entry of predicate.evidence) {
		if (placeOf(entry.name) !== "known") return `lists ${printable(entry.name)}, which the format does not know`;
		const about = entry.annotations.subject;
		if (about !== void 0 && !digests.has(about)) return `lists ${printable(entry.name)} about an unknown subject`;
		const reason = whyMisfiled(entry) ?? (isImageEntry(entry.name) && !images.has(about) ? whyNoImage(entry) : void 0);
		if (reason !== void 0) return reason;
	}
	return whyUnordered(predicate.evidence.map(({ name }) => name));
}
function whyNoImage({ name }) {
	return `lists ${printable(name)}, which is about no image of the release`;
}
function whyMisfiled({ name, digest, annotations }) {
	const [, evidence, own = evidence] = OWN_DIGEST.exec(name) ?? [];
	const about = SUBJECT_DIGEST.exec(name)?.[1];
	if (own !== void 0 && own !== digest.sha256) return `lists ${printable(name)} with another digest`;
	if (about !== void 0 && about !== annotations.subject) return `lists ${printable(name)} about another subject`;
}
function whyUnordered(names) {
	const at = names.findIndex((name, index) => index > 0 && compareUtf8(names[index - 1], name) >= 0);
	return at === -1 ? void 0 : `has ${printable(names[at])} twice or out of order`;
}

// src/domain/capsule/root-statement.ts
function parseRootStatement(payload) {
	const value = parseJson(payload, { what: "the root statement" });
	const statement = parseSchema(rootStatementSchema(), value, malformed);
	for (const { name } of statement.predicate.evidence) if (placeOf(name) === "reserved") requirePlace(name);
	const reason = whyInconsistent(statement);
	if (reason !== void 0) throw malformed(reason);
	if (!isCanonicalJson(decodeUtf8(payload), value)) throw new Fault("root-not-canonical", "the root statement is not in the canonical form of its content");
	return statement;
}
function malformed(reason) {
	return new Fault("root-malformed", `the root statement ${reason}`);
}

// src/domain/capsule/not-a-capsule.ts
const TELLING_BYTES = 1024;
const AGAIN = "download it again, from an address with /releases/download/ in it";
function refusedFile(fault, start) {
	if (start.length === 0) return told("the file is empty, not a capsule", fault);
	if (fault.code === "archive-truncated" && isGzip(start)) return told("the download is cut short", fault);
	if (isGzip(start)) return fault;
	const { name, isText } = kindOf(start);
	const words = `${name}, not a capsule`;
	if (!isText) return told(words, fault);
	return told(words, fault, printable(new TextDecoder().decode(start.subarray(0, 64))));
}
function isWebPage(start) {
	return kindOf(start).name === WEB_PAGE;
}
const WEB_PAGE = "a web page";
function told(words, { code, cause }, begins) {
	const problem = begins === void 0 ? words : `${words}: it begins with ${begins}`;
	return new Fault(code, problem, {
		hint: AGAIN,
		cause,
		brief: {
			words,
			sides: begins === void 0 ? [] : [["Begins with", begins]]
		}
	});
}
function isGzip(start) {
	return start[0] === 31 && (start.length < 2 || start[1] === 139);
}
function kindOf(start) {
	const has = (...bytes) => bytes.every((byte, index) => start[index] === byte);
	if (has(80, 75)) return {
		name: "a zip archive",
		isText: false
	};
	if (has(127, 69, 76, 70) || has(77, 90) || has(207, 250, 237, 254)) return {
		name: "a program",
		isText: false
	};
	if (start.some((byte) => byte < 9)) return {
		name: "another kind of file",
		isText: false
	};
	const text = new TextDecoder().decode(start).trimStart();
	if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(text)) return {
		name: WEB_PAGE,
		isText: true
	};
	if (text.startsWith("<")) return {
		name: "a document in XML",
		isText: true
	};
	return {
		name: text.startsWith("{") || text.startsWith("[") ? "a document in JSON" : "a text",
		isText: true
	};
}

// src/crypto/hashed-chunks.ts
function hashedChunks(source, crypto) {
	const hash = crypto.streamHash("sha256");
	const iterator = source[Symbol.asyncIterator]();
	const next = async () => {
		const step = await iterator.next();
		if (step.done !== true) hash.update(step.value);
		return step;
	};
	return {
		chunks: { [Symbol.asyncIterator]: () => ({ next }) },
		async finish() {
			for (let step = await next(); step.done !== true;) step = await next();
			return encodeHex(hash.digest());
		}
	};
}

// src/journeys/verify/open-capsule.ts
async function openCapsule(capsule, choose, { files, crypto }) {
	if ("bytes" in capsule) return {
		fileName: capsule.fileName,
		...await read(capsule.bytes, (root) => choose(root, void 0), crypto)
	};
	const file = await files.open(capsule.path);
	try {
		const folder = files.folderOf(capsule.path);
		return {
			fileName: files.nameOf(capsule.path),
			...await read(file, (root) => choose(root, folder), crypto)
		};
	} finally {
		await file.close();
	}
}
async function read(source, choose, crypto) {
	const { chunks, finish } = hashedChunks(sourceChunks(source), crypto);
	try {
		const content = await readChosen(chunks, choose, crypto);
		return {
			sha256: await finish(),
			content
		};
	} catch (error) {
		if (isRefusal(error)) {
			const start = await readAt(source, 0, TELLING_BYTES);
			return {
				sha256: await finish(),
				content: refusedFile(error, start)
			};
		}
		throw error;
	}
}

// src/views/fault/fault-json.ts
function faultJson(fault, spelling) {
	return {
		schema: schemaId("fault"),
		code: fault.code,
		message: fault.message,
		hint: fault.hint === void 0 ? null : spelled(fault.hint, spelling),
		exitCode: FAULT_CODES[fault.code].exit
	};
}

// src/doors/library/answer.ts
async function answer(ask) {
	try {
		return {
			ok: true,
			...await ask()
		};
	} catch (error) {
		return {
			ok: false,
			problem: problemOf(error)
		};
	}
}
function problemOf(error) {
	if (!(error instanceof Fault)) throw error;
	const { code, message, hint, exitCode } = faultJson(error, asField);
	return {
		code,
		message,
		hint,
		exitCode
	};
}
const asField = ({ option, value }) => {
	const name = option.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
	return value === void 0 ? name : `${name}: ${value}`;
};

export { isVersionOf as $, isSameRepository as $t, timeField as A, nullish as At, PROVENANCE_ENTRY as B, strictObject as Bt, nonEmptyBytesField as C, Fault as Cn, looseObject as Ct, parseDocument as D, joinBytes as Dn, minValue as Dt, optionalField as E, equalBytes as En, minLength as Et, beginsAsCapsule as F, pipe as Ft, isEvidenceEntry as G, unknown as Gt, TRUST_SNAPSHOT_ENTRY as H, string as Ht, CHECKSUMS_ENTRY as I, record as It, sbomEntry as J, option as Jt, isImageEntry as K, advice as Kt, CHECKSUMS_SHA512_ENTRY as L, regex as Lt, parseSchema as M, object as Mt, decodeBase64 as N, optional as Nt, textField as O, nonEmpty as Ot, encodeBase64 as P, picklist as Pt, VERSION_SCHEMES as Q, foldRepository as Qt, GUIDE_ENTRY as R, safeInteger as Rt, listOf as S, once as Sn, literal as St, openObject as T, concatBytes as Tn, maxValue as Tt, assetSignatureEntry as U, transform as Ut, ROOT_ENTRY as V, strictTuple as Vt, imageEntry as W, union as Wt, ByteReader as X, isRefusal as Xt, signatureEntry as Y, spelled as Yt, digestHex as Z, FAULT_CODES as Zt, parseBundle as _, encodeUtf8 as _n, array as _t, openCapsule as a, readPublicKey as an, parseJsonObject as at, closedObject as b, printable as bn, fallback as bt, parseRootStatement as c, explicit as cn, MAX_JSON_BYTES as ct, githubName as d, MAX_EPOCH as dn, MAX_UNTRUSTED_BYTES as dt, parseRepository as en, schemeOf as et, readAt as f, formatEpoch as fn, MAX_UNTRUSTED_ENTRIES as ft, MAX_BUNDLE_VALUES as g, decodeUtf8 as gn, UNTRUSTED_RATIO_FLOOR_BYTES as gt, sourceChunks as h, readDer as hn, MAX_UNVERIFIED_BYTES as ht, faultJson as i, COORDINATE_BYTES as in, isJsonObject as it, canonicalJson as j, number as jt, textOf as k, nullable as kt, isFile as l, sequence as ln, MAX_JSON_LINES as lt, bytesSource as m, DER_TAGS as mn, MAX_UNTRUSTED_NAME_BYTES as mt, asField as n, gitHubIssuer as nn, HOME as nt, TELLING_BYTES as o, wrapRsaPublicKey as on, parseJson as ot, viewAt as p, parseInstant as pn, MAX_UNTRUSTED_ENTRY_BYTES as pt, isSbomEntry as q, joined as qt, problemOf as r, issuerOfGitHub as rn, schemaId as rt, isWebPage as s, toFixedLength as sn, MAX_APPROVAL_BYTES as st, answer as t, GITHUB_WEB as tn, CAPSULE_PREDICATE_TYPE as tt, foldName as u, INSTANT as un, MAX_SCAN_BYTES as ut, readBundle as v, decodeHex as vn, boolean as vt, oneOf as w, compareUtf8 as wn, maxLength as wt, fieldOr as x, unicodePattern as xn, is as xt, anyObject as y, encodeHex as yn, custom as yt, LOG_FOLDER as z, safeParse as zt };