import { Cn as Fault, Dn as joinBytes, in as COORDINATE_BYTES, sn as toFixedLength } from "./part-answer.mjs";
import { constants, createHash, createPublicKey, hash, verify } from "node:crypto";
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";

// src/kernel/archives/zlib-fault.ts
function zlibFault(error) {
	const code = error?.code;
	if (code === "Z_BUF_ERROR") return new Fault("archive-truncated", "the gzip stream ends too early", { cause: error });
	if (typeof code !== "string" || !code.startsWith("Z_")) return error;
	return new Fault("gzip-malformed", "the gzip stream is damaged", { cause: error });
}

// src/crypto/node-inflate.ts
const AT_ONCE = {
	deflated: 131072,
	inflated: 4194304
};
async function* inflateByZlib(deflated) {
	const source = deflated[Symbol.asyncIterator]();
	const start = [];
	try {
		let [length, isWhole] = [0, false];
		while (!isWhole && length <= AT_ONCE.deflated) {
			const step = await source.next();
			isWhole = step.done === true;
			if (step.done !== true) length += start[start.push(step.value) - 1].length;
		}
		const inflated = isWhole ? inflateAtOnce(joinBytes(start)) : void 0;
		if (inflated !== void 0) yield inflated;
		else yield* inflateAsStream(goOn(start, source));
	} finally {
		await source.return?.();
	}
}
async function* goOn(start, rest) {
	yield* start;
	for (let step = await rest.next(); step.done !== true; step = await rest.next()) yield step.value;
}
function inflateAtOnce(deflated) {
	try {
		const options = {
			info: true,
			chunkSize: 65536,
			maxOutputLength: AT_ONCE.inflated
		};
		const { buffer, engine } = inflateRawSync(deflated, options);
		return engine.bytesWritten === deflated.length ? plainBytes(buffer) : void 0;
	} catch {
		return;
	}
}
async function* inflateAsStream(deflated) {
	const engine = createInflateRaw();
	const fed = {
		given: 0,
		failed: void 0
	};
	const feeding = feed(deflated, engine, fed);
	try {
		for await (const chunk of engine) yield plainBytes(chunk);
	} catch (error) {
		throw fed.failed === void 0 ? zlibFault(error) : fed.failed.error;
	} finally {
		await feeding;
	}
	if (engine.bytesWritten !== fed.given) throw new Fault("archive-trailing-data", "something follows the compressed data");
}
function plainBytes({ buffer, byteOffset, length }) {
	return new Uint8Array(buffer, byteOffset, length);
}
async function feed(source, engine, fed) {
	const write = writerOf(engine);
	try {
		for await (const chunk of source) {
			fed.given += chunk.length;
			if (!await write(chunk)) return;
			if (engine.bytesWritten !== fed.given) return;
		}
		engine.end();
	} catch (error) {
		fed.failed = { error };
		engine.destroy(/* @__PURE__ */ new Error("reading failed"));
	}
}
function writerOf(engine) {
	let settle = () => void 0;
	engine.once("close", () => settle(false));
	return (chunk) => new Promise((resolve) => {
		settle = resolve;
		engine.write(chunk, (error) => resolve(!error));
	});
}

// src/crypto/node.ts
const nodeCryptography = {
	async digest(algorithm, bytes) {
		return hash(algorithm, bytes, "buffer");
	},
	async verify(signed) {
		return verifyNow(signed);
	},
	async verifyDigest(signed) {
		const { verifyDigest } = await import("./part-verify-digest.mjs");
		return verifyDigest(signed);
	},
	streamHash(algorithm) {
		const hash = createHash(algorithm);
		return {
			update: (chunk) => void hash.update(chunk),
			digest: () => hash.digest()
		};
	},
	inflateRaw: inflateByZlib,
	crc32: (bytes, previous) => crc32(bytes, previous)
};
const KEYS = /* @__PURE__ */ new WeakMap();
const PADDINGS = {
	pkcs1: { padding: constants.RSA_PKCS1_PADDING },
	pss: {
		padding: constants.RSA_PKCS1_PSS_PADDING,
		saltLength: constants.RSA_PSS_SALTLEN_DIGEST
	}
};
function verifyNow({ key, hash: algorithm, bytes, signature, rsa }) {
	try {
		const object = KEYS.get(key) ?? createPublicKey({
			key: Buffer.from(key.spki),
			format: "der",
			type: "spki"
		});
		KEYS.set(key, object);
		switch (key.kind) {
			case "ec": return toFixedLength(signature, COORDINATE_BYTES[key.curve]) !== void 0 && verify(algorithm, bytes, object, signature);
			case "rsa": return verify(algorithm, bytes, {
				key: object,
				...PADDINGS[rsa ?? "pkcs1"]
			}, signature);
			case "ed25519": return verify(null, bytes, object, signature);
		}
	} catch {
		return false;
	}
}

export { zlibFault as n, nodeCryptography as t };