#!/usr/bin/env node
// Release Capsule, Apache-2.0, and packages of others: verify.licenses.txt has their names and licences, and lies beside
// this file in https://github.com/release-capsule/release-capsule/tree/main/dist.
"use strict";
var nodeVersion = process.versions.node.split(".").map(Number);
if (nodeVersion[0] < 20 || (nodeVersion[0] === 20 && nodeVersion[1] < 19)) {
  console.error("release-capsule needs Node.js 20.19 or later; this is " + process.versions.node + ".");
  process.exitCode = 2;
  return;
}

// The parts of this program, each run when it is first asked for.
var partExports = { "verify.js": exports };
function requirePart(name) {
  if (!partExports[name]) {
    partExports[name] = {};
    parts[name](partExports[name]);
  }
  return partExports[name];
}
var parts = {
"_used_yocto-spinner.js": function (exports) {
const require_defineProperty = requirePart("defineProperty.js");
const require_verify = requirePart("verify.js");

// \0builtin:node:process
var require__builtin_node_process = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:process");
}));

// \0builtin:node:tty
var require__builtin_node_tty = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:tty");
}));

// node_modules/yoctocolors/base.js
var base_exports = /* @__PURE__ */ require_defineProperty.__exportAll({
	bgBlack: () => bgBlack,
	bgBlue: () => bgBlue,
	bgBlueBright: () => bgBlueBright,
	bgCyan: () => bgCyan,
	bgCyanBright: () => bgCyanBright,
	bgGray: () => bgGray,
	bgGreen: () => bgGreen,
	bgGreenBright: () => bgGreenBright,
	bgMagenta: () => bgMagenta,
	bgMagentaBright: () => bgMagentaBright,
	bgRed: () => bgRed,
	bgRedBright: () => bgRedBright,
	bgWhite: () => bgWhite,
	bgWhiteBright: () => bgWhiteBright,
	bgYellow: () => bgYellow,
	bgYellowBright: () => bgYellowBright,
	black: () => black,
	blue: () => blue,
	blueBright: () => blueBright,
	bold: () => bold,
	cyan: () => cyan,
	cyanBright: () => cyanBright,
	dim: () => dim,
	gray: () => gray,
	green: () => green,
	greenBright: () => greenBright,
	hidden: () => hidden,
	inverse: () => inverse,
	italic: () => italic,
	magenta: () => magenta,
	magentaBright: () => magentaBright,
	overline: () => overline,
	red: () => red,
	redBright: () => redBright,
	reset: () => reset,
	strikethrough: () => strikethrough,
	underline: () => underline,
	underlineBlack: () => underlineBlack,
	underlineBlue: () => underlineBlue,
	underlineBlueBright: () => underlineBlueBright,
	underlineCurly: () => underlineCurly,
	underlineCyan: () => underlineCyan,
	underlineCyanBright: () => underlineCyanBright,
	underlineDashed: () => underlineDashed,
	underlineDotted: () => underlineDotted,
	underlineDouble: () => underlineDouble,
	underlineGray: () => underlineGray,
	underlineGreen: () => underlineGreen,
	underlineGreenBright: () => underlineGreenBright,
	underlineMagenta: () => underlineMagenta,
	underlineMagentaBright: () => underlineMagentaBright,
	underlineRed: () => underlineRed,
	underlineRedBright: () => underlineRedBright,
	underlineWhite: () => underlineWhite,
	underlineWhiteBright: () => underlineWhiteBright,
	underlineYellow: () => underlineYellow,
	underlineYellowBright: () => underlineYellowBright,
	white: () => white,
	whiteBright: () => whiteBright,
	yellow: () => yellow,
	yellowBright: () => yellowBright
});
var import__builtin_node_tty, _tty$WriteStream$prot, _tty$WriteStream, _tty$WriteStream$hasC, hasColors, format, reset, bold, dim, italic, underline, underlineDouble, underlineCurly, underlineDotted, underlineDashed, overline, inverse, hidden, strikethrough, black, red, green, yellow, blue, magenta, cyan, white, gray, bgBlack, bgRed, bgGreen, bgYellow, bgBlue, bgMagenta, bgCyan, bgWhite, bgGray, redBright, greenBright, yellowBright, blueBright, magentaBright, cyanBright, whiteBright, bgRedBright, bgGreenBright, bgYellowBright, bgBlueBright, bgMagentaBright, bgCyanBright, bgWhiteBright, underlineBlack, underlineRed, underlineGreen, underlineYellow, underlineBlue, underlineMagenta, underlineCyan, underlineWhite, underlineGray, underlineRedBright, underlineGreenBright, underlineYellowBright, underlineBlueBright, underlineMagentaBright, underlineCyanBright, underlineWhiteBright;
var init_base = require_defineProperty.__esmMin(() => {
	import__builtin_node_tty = /* @__PURE__ */ require_defineProperty.__toESM(require__builtin_node_tty(), 1);
	;
	;
	;
	hasColors = (_tty$WriteStream$prot = import__builtin_node_tty.default === null || import__builtin_node_tty.default === void 0 || (_tty$WriteStream = import__builtin_node_tty.default.WriteStream) === null || _tty$WriteStream === void 0 || (_tty$WriteStream = _tty$WriteStream.prototype) === null || _tty$WriteStream === void 0 || (_tty$WriteStream$hasC = _tty$WriteStream.hasColors) === null || _tty$WriteStream$hasC === void 0 ? void 0 : _tty$WriteStream$hasC.call(_tty$WriteStream)) !== null && _tty$WriteStream$prot !== void 0 ? _tty$WriteStream$prot : false;
	format = (open, close) => {
		if (!hasColors) return (input) => input;
		const openCode = `\u001B[${open}m`;
		const closeCode = `\u001B[${close}m`;
		return (input) => {
			const string = input + "";
			let index = string.indexOf(closeCode);
			if (index === -1) return openCode + string + closeCode;
			let result = openCode;
			let lastIndex = 0;
			const replaceCode = (close === 22 ? closeCode : "") + openCode;
			while (index !== -1) {
				result += string.slice(lastIndex, index) + replaceCode;
				lastIndex = index + closeCode.length;
				index = string.indexOf(closeCode, lastIndex);
			}
			result += string.slice(lastIndex) + closeCode;
			return result;
		};
	};
	reset = format(0, 0);
	bold = format(1, 22);
	dim = format(2, 22);
	italic = format(3, 23);
	underline = format(4, 24);
	underlineDouble = format("4:2", 24);
	underlineCurly = format("4:3", 24);
	underlineDotted = format("4:4", 24);
	underlineDashed = format("4:5", 24);
	overline = format(53, 55);
	inverse = format(7, 27);
	hidden = format(8, 28);
	strikethrough = format(9, 29);
	black = format(30, 39);
	red = format(31, 39);
	green = format(32, 39);
	yellow = format(33, 39);
	blue = format(34, 39);
	magenta = format(35, 39);
	cyan = format(36, 39);
	white = format(37, 39);
	gray = format(90, 39);
	bgBlack = format(40, 49);
	bgRed = format(41, 49);
	bgGreen = format(42, 49);
	bgYellow = format(43, 49);
	bgBlue = format(44, 49);
	bgMagenta = format(45, 49);
	bgCyan = format(46, 49);
	bgWhite = format(47, 49);
	bgGray = format(100, 49);
	redBright = format(91, 39);
	greenBright = format(92, 39);
	yellowBright = format(93, 39);
	blueBright = format(94, 39);
	magentaBright = format(95, 39);
	cyanBright = format(96, 39);
	whiteBright = format(97, 39);
	bgRedBright = format(101, 49);
	bgGreenBright = format(102, 49);
	bgYellowBright = format(103, 49);
	bgBlueBright = format(104, 49);
	bgMagentaBright = format(105, 49);
	bgCyanBright = format(106, 49);
	bgWhiteBright = format(107, 49);
	underlineBlack = format("58;5;0", 59);
	underlineRed = format("58;5;1", 59);
	underlineGreen = format("58;5;2", 59);
	underlineYellow = format("58;5;3", 59);
	underlineBlue = format("58;5;4", 59);
	underlineMagenta = format("58;5;5", 59);
	underlineCyan = format("58;5;6", 59);
	underlineWhite = format("58;5;7", 59);
	underlineGray = format("58;5;8", 59);
	underlineRedBright = format("58;5;9", 59);
	underlineGreenBright = format("58;5;10", 59);
	underlineYellowBright = format("58;5;11", 59);
	underlineBlueBright = format("58;5;12", 59);
	underlineMagentaBright = format("58;5;13", 59);
	underlineCyanBright = format("58;5;14", 59);
	underlineWhiteBright = format("58;5;15", 59);
});

// node_modules/yoctocolors/index.js
var init_yoctocolors = require_defineProperty.__esmMin(() => {
	init_base();
	init_base();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/checkPrivateRedeclaration.js
function _checkPrivateRedeclaration(e, t) {
	if (t.has(e)) throw new TypeError("Cannot initialize the same private elements twice on an object");
}
var init_checkPrivateRedeclaration = require_defineProperty.__esmMin(() => {});

// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateMethodInitSpec.js
function _classPrivateMethodInitSpec(e, a) {
	_checkPrivateRedeclaration(e, a), a.add(e);
}
var init_classPrivateMethodInitSpec = require_defineProperty.__esmMin(() => {
	init_checkPrivateRedeclaration();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldInitSpec.js
function _classPrivateFieldInitSpec(e, t, a) {
	_checkPrivateRedeclaration(e, t), t.set(e, a);
}
var init_classPrivateFieldInitSpec = require_defineProperty.__esmMin(() => {
	init_checkPrivateRedeclaration();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/assertClassBrand.js
function _assertClassBrand(e, t, n) {
	if ("function" == typeof e ? e === t : e.has(t)) return arguments.length < 3 ? t : n;
	throw new TypeError("Private element is not present on this object");
}
var init_assertClassBrand = require_defineProperty.__esmMin(() => {});

// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldSet2.js
function _classPrivateFieldSet2(s, a, r) {
	return s.set(_assertClassBrand(s, a), r), r;
}
var init_classPrivateFieldSet2 = require_defineProperty.__esmMin(() => {
	init_assertClassBrand();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/classPrivateFieldGet2.js
function _classPrivateFieldGet2(s, a) {
	return s.get(_assertClassBrand(s, a));
}
var init_classPrivateFieldGet2 = require_defineProperty.__esmMin(() => {
	init_assertClassBrand();
});

// node_modules/yocto-spinner/index.js
function _internalWrite(action) {
	_classPrivateFieldSet2(_isInternalWrite, this, true);
	try {
		return action();
	} finally {
		_classPrivateFieldSet2(_isInternalWrite, this, false);
	}
}
function _stringifyChunk(chunk, encoding) {
	if (chunk === void 0 || chunk === null) return "";
	if (typeof chunk === "string") return chunk;
	if (Buffer.isBuffer(chunk) || ArrayBuffer.isView(chunk)) {
		const normalizedEncoding = typeof encoding === "string" && encoding !== "" && encoding !== "buffer" ? encoding : "utf8";
		return Buffer.from(chunk).toString(normalizedEncoding);
	}
	return String(chunk);
}
function _withSynchronizedOutput(action) {
	if (!_classPrivateFieldGet2(_isInteractive, this)) return action();
	try {
		_assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, SYNCHRONIZED_OUTPUT_ENABLE);
		return action();
	} finally {
		_assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, SYNCHRONIZED_OUTPUT_DISABLE);
	}
}
function _hookStream(stream) {
	if (!stream || _classPrivateFieldGet2(_hookedStreams, this).has(stream) || typeof stream.write !== "function") return;
	if (activeHooksPerStream.has(stream)) return;
	const originalWrite = stream.write;
	const hookedWrite = (...writeArguments) => _assertClassBrand(_YoctoSpinner_brand, this, _hookedWrite).call(this, stream, originalWrite, writeArguments);
	_classPrivateFieldGet2(_hookedStreams, this).set(stream, {
		originalWrite,
		hookedWrite
	});
	activeHooksPerStream.add(stream);
	stream.write = hookedWrite;
}
function _installHook() {
	if (!_classPrivateFieldGet2(_isInteractive, this) || _classPrivateFieldGet2(_hookedStreams, this).size > 0) return;
	const streamsToHook = /* @__PURE__ */ new Set([_classPrivateFieldGet2(_stream, this)]);
	if (_classPrivateFieldGet2(_stream, this) === import__builtin_node_process.default.stdout || _classPrivateFieldGet2(_stream, this) === import__builtin_node_process.default.stderr) {
		if (isInteractive(import__builtin_node_process.default.stdout)) streamsToHook.add(import__builtin_node_process.default.stdout);
		if (isInteractive(import__builtin_node_process.default.stderr)) streamsToHook.add(import__builtin_node_process.default.stderr);
	}
	for (const stream of streamsToHook) _assertClassBrand(_YoctoSpinner_brand, this, _hookStream).call(this, stream);
}
function _uninstallHook() {
	for (const [stream, hookInfo] of _classPrivateFieldGet2(_hookedStreams, this)) {
		if (stream.write === hookInfo.hookedWrite) stream.write = hookInfo.originalWrite;
		activeHooksPerStream.delete(stream);
	}
	_classPrivateFieldGet2(_hookedStreams, this).clear();
}
function _hookedWrite(stream, originalWrite, writeArguments) {
	const [chunk, encoding, callback] = writeArguments;
	let resolvedEncoding = encoding;
	let resolvedCallback = callback;
	if (typeof resolvedEncoding === "function") {
		resolvedCallback = resolvedEncoding;
		resolvedEncoding = void 0;
	}
	if (_classPrivateFieldGet2(_isInternalWrite, this) || !this.isSpinning) return originalWrite.call(stream, chunk, resolvedEncoding, resolvedCallback);
	if (_classPrivateFieldGet2(_lines, this) > 0) this.clear();
	const chunkString = _assertClassBrand(_YoctoSpinner_brand, this, _stringifyChunk).call(this, chunk, resolvedEncoding);
	const chunkTerminatesLine = chunkString.at(-1) === "\n";
	const writeResult = originalWrite.call(stream, chunk, resolvedEncoding, resolvedCallback);
	if (chunkTerminatesLine) _classPrivateFieldSet2(_isDeferringRender, this, false);
	else if (chunkString !== "") _classPrivateFieldSet2(_isDeferringRender, this, true);
	if (this.isSpinning && !_classPrivateFieldGet2(_isDeferringRender, this)) _assertClassBrand(_YoctoSpinner_brand, this, _render).call(this);
	return writeResult;
}
function _symbolStop(symbol, text) {
	return this.stop(`${symbol} ${text !== null && text !== void 0 ? text : _classPrivateFieldGet2(_text, this)}`);
}
function _render() {
	var _yoctocolors$this$col;
	if (_classPrivateFieldGet2(_isDeferringRender, this)) return;
	const useSynchronizedOutput = _classPrivateFieldGet2(_isInteractive, this);
	const now = Date.now();
	if (_classPrivateFieldGet2(_currentFrame, this) === -1 || now - _classPrivateFieldGet2(_lastSpinnerFrameTime, this) >= _classPrivateFieldGet2(_interval, this)) {
		var _this$currentFrame;
		_classPrivateFieldSet2(_currentFrame, this, _classPrivateFieldSet2(_currentFrame, this, (_this$currentFrame = _classPrivateFieldGet2(_currentFrame, this), ++_this$currentFrame)) % _classPrivateFieldGet2(_frames, this).length);
		_classPrivateFieldSet2(_lastSpinnerFrameTime, this, now);
	}
	const applyColor = (_yoctocolors$this$col = base_exports[_classPrivateFieldGet2(_color, this)]) !== null && _yoctocolors$this$col !== void 0 ? _yoctocolors$this$col : cyan;
	const frame = _classPrivateFieldGet2(_frames, this)[_classPrivateFieldGet2(_currentFrame, this)];
	let string = `${applyColor(frame)} ${_classPrivateFieldGet2(_text, this)}`;
	if (!_classPrivateFieldGet2(_isInteractive, this)) string += "\n";
	if (useSynchronizedOutput) _assertClassBrand(_YoctoSpinner_brand, this, _withSynchronizedOutput).call(this, () => {
		this.clear();
		_assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, string);
	});
	else _assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, string);
	if (_classPrivateFieldGet2(_isInteractive, this)) _classPrivateFieldSet2(_lines, this, _assertClassBrand(_YoctoSpinner_brand, this, _lineCount).call(this, string));
}
function _write(text) {
	_assertClassBrand(_YoctoSpinner_brand, this, _internalWrite).call(this, () => {
		_classPrivateFieldGet2(_stream, this).write(text);
	});
}
function _lineCount(text) {
	const width = _classPrivateFieldGet2(_stream, this).columns || 80;
	const lines = (0, import__builtin_node_util.stripVTControlCharacters)(text.replaceAll(oscSequenceRegex, "")).split("\n");
	let lineCount = 0;
	for (const line of lines) lineCount += Math.max(1, Math.ceil(line.length / width));
	return lineCount;
}
function _hideCursor() {
	if (_classPrivateFieldGet2(_isInteractive, this)) _assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, "\x1B[?25l");
}
function _showCursor() {
	if (_classPrivateFieldGet2(_isInteractive, this)) _assertClassBrand(_YoctoSpinner_brand, this, _write).call(this, "\x1B[?25h");
}
function _subscribeToProcessEvents() {
	if (!_classPrivateFieldGet2(_handleSignals, this)) return;
	import__builtin_node_process.default.once("SIGINT", _classPrivateFieldGet2(_exitHandlerBound, this));
	import__builtin_node_process.default.once("SIGTERM", _classPrivateFieldGet2(_exitHandlerBound, this));
}
function _unsubscribeFromProcessEvents() {
	if (!_classPrivateFieldGet2(_handleSignals, this)) return;
	import__builtin_node_process.default.off("SIGINT", _classPrivateFieldGet2(_exitHandlerBound, this));
	import__builtin_node_process.default.off("SIGTERM", _classPrivateFieldGet2(_exitHandlerBound, this));
}
function _exitHandler(signal) {
	if (this.isSpinning) this.stop();
	const exitCode = signal === "SIGINT" ? 130 : signal === "SIGTERM" ? 143 : 1;
	import__builtin_node_process.default.exit(exitCode);
}
function yoctoSpinner(options) {
	return new YoctoSpinner(options);
}
var import__builtin_node_process, import__builtin_node_util, isUnicodeSupported, isInteractive, infoSymbol, successSymbol, warningSymbol, errorSymbol, defaultSpinner, SYNCHRONIZED_OUTPUT_ENABLE, SYNCHRONIZED_OUTPUT_DISABLE, oscSequenceRegex, activeHooksPerStream, _frames, _interval, _currentFrame, _timer, _handleSignals, _text, _stream, _color, _lines, _exitHandlerBound, _isInteractive, _lastSpinnerFrameTime, _isSpinning, _hookedStreams, _isInternalWrite, _isDeferringRender, _YoctoSpinner_brand, YoctoSpinner;
var init_yocto_spinner = require_defineProperty.__esmMin(() => {
	import__builtin_node_process = /* @__PURE__ */ require_defineProperty.__toESM(require__builtin_node_process(), 1);
	import__builtin_node_util = require_verify.require__builtin_node_util();
	init_yoctocolors();
	init_classPrivateMethodInitSpec();
	init_classPrivateFieldInitSpec();
	init_classPrivateFieldSet2();
	init_classPrivateFieldGet2();
	init_assertClassBrand();
	isUnicodeSupported = import__builtin_node_process.default.platform !== "win32" || Boolean(import__builtin_node_process.default.env.WT_SESSION) || import__builtin_node_process.default.env.TERM_PROGRAM === "vscode";
	isInteractive = (stream) => Boolean(stream.isTTY && import__builtin_node_process.default.env.TERM !== "dumb" && !("CI" in import__builtin_node_process.default.env));
	infoSymbol = blue(isUnicodeSupported ? "\u2139" : "i");
	successSymbol = green(isUnicodeSupported ? "\u2714" : "\u221A");
	warningSymbol = yellow(isUnicodeSupported ? "\u26A0" : "\u203C");
	errorSymbol = red(isUnicodeSupported ? "\u2716" : "\u00D7");
	defaultSpinner = {
		frames: isUnicodeSupported ? [
			"\u280B",
			"\u2819",
			"\u2839",
			"\u2838",
			"\u283C",
			"\u2834",
			"\u2826",
			"\u2827",
			"\u2807",
			"\u280F"
		] : [
			"-",
			"\\",
			"|",
			"/"
		],
		interval: 80
	};
	SYNCHRONIZED_OUTPUT_ENABLE = "\x1B[?2026h";
	SYNCHRONIZED_OUTPUT_DISABLE = "\x1B[?2026l";
	oscSequenceRegex = /][\s\S]*?(?:|\\)/g;
	activeHooksPerStream = /* @__PURE__ */ new Set();
	_frames = /* @__PURE__ */ new WeakMap();
	_interval = /* @__PURE__ */ new WeakMap();
	_currentFrame = /* @__PURE__ */ new WeakMap();
	_timer = /* @__PURE__ */ new WeakMap();
	_handleSignals = /* @__PURE__ */ new WeakMap();
	_text = /* @__PURE__ */ new WeakMap();
	_stream = /* @__PURE__ */ new WeakMap();
	_color = /* @__PURE__ */ new WeakMap();
	_lines = /* @__PURE__ */ new WeakMap();
	_exitHandlerBound = /* @__PURE__ */ new WeakMap();
	_isInteractive = /* @__PURE__ */ new WeakMap();
	_lastSpinnerFrameTime = /* @__PURE__ */ new WeakMap();
	_isSpinning = /* @__PURE__ */ new WeakMap();
	_hookedStreams = /* @__PURE__ */ new WeakMap();
	_isInternalWrite = /* @__PURE__ */ new WeakMap();
	_isDeferringRender = /* @__PURE__ */ new WeakMap();
	_YoctoSpinner_brand = /* @__PURE__ */ new WeakSet();
	YoctoSpinner = class {
		constructor(options = {}) {
			var _options$spinner, _spinner$interval, _options$handleSignal, _options$text, _options$stream, _options$color;
			_classPrivateMethodInitSpec(this, _YoctoSpinner_brand);
			_classPrivateFieldInitSpec(this, _frames, void 0);
			_classPrivateFieldInitSpec(this, _interval, void 0);
			_classPrivateFieldInitSpec(this, _currentFrame, -1);
			_classPrivateFieldInitSpec(this, _timer, void 0);
			_classPrivateFieldInitSpec(this, _handleSignals, void 0);
			_classPrivateFieldInitSpec(this, _text, void 0);
			_classPrivateFieldInitSpec(this, _stream, void 0);
			_classPrivateFieldInitSpec(this, _color, void 0);
			_classPrivateFieldInitSpec(this, _lines, 0);
			_classPrivateFieldInitSpec(this, _exitHandlerBound, void 0);
			_classPrivateFieldInitSpec(this, _isInteractive, void 0);
			_classPrivateFieldInitSpec(this, _lastSpinnerFrameTime, 0);
			_classPrivateFieldInitSpec(this, _isSpinning, false);
			_classPrivateFieldInitSpec(this, _hookedStreams, /* @__PURE__ */ new Map());
			_classPrivateFieldInitSpec(this, _isInternalWrite, false);
			_classPrivateFieldInitSpec(this, _isDeferringRender, false);
			const spinner = (_options$spinner = options.spinner) !== null && _options$spinner !== void 0 ? _options$spinner : defaultSpinner;
			if (!Array.isArray(spinner.frames) || spinner.frames.length === 0 || spinner.frames.some((frame) => typeof frame !== "string")) throw new Error("The `spinner.frames` option must be a non-empty array of strings");
			if (spinner.interval !== void 0 && !(Number.isInteger(spinner.interval) && spinner.interval > 0)) throw new Error("The `spinner.interval` option must be a positive integer");
			_classPrivateFieldSet2(_frames, this, spinner.frames);
			_classPrivateFieldSet2(_interval, this, (_spinner$interval = spinner.interval) !== null && _spinner$interval !== void 0 ? _spinner$interval : defaultSpinner.interval);
			_classPrivateFieldSet2(_handleSignals, this, (_options$handleSignal = options.handleSignals) !== null && _options$handleSignal !== void 0 ? _options$handleSignal : true);
			_classPrivateFieldSet2(_text, this, (_options$text = options.text) !== null && _options$text !== void 0 ? _options$text : "");
			_classPrivateFieldSet2(_stream, this, (_options$stream = options.stream) !== null && _options$stream !== void 0 ? _options$stream : import__builtin_node_process.default.stderr);
			_classPrivateFieldSet2(_color, this, (_options$color = options.color) !== null && _options$color !== void 0 ? _options$color : "cyan");
			_classPrivateFieldSet2(_isInteractive, this, isInteractive(_classPrivateFieldGet2(_stream, this)));
			_classPrivateFieldSet2(_exitHandlerBound, this, _assertClassBrand(_YoctoSpinner_brand, this, _exitHandler).bind(this));
		}
		start(text) {
			if (text) _classPrivateFieldSet2(_text, this, text);
			if (this.isSpinning) return this;
			_classPrivateFieldSet2(_isSpinning, this, true);
			_assertClassBrand(_YoctoSpinner_brand, this, _hideCursor).call(this);
			_assertClassBrand(_YoctoSpinner_brand, this, _installHook).call(this);
			_assertClassBrand(_YoctoSpinner_brand, this, _render).call(this);
			_assertClassBrand(_YoctoSpinner_brand, this, _subscribeToProcessEvents).call(this);
			if (_classPrivateFieldGet2(_isInteractive, this)) _classPrivateFieldSet2(_timer, this, setInterval(() => {
				_assertClassBrand(_YoctoSpinner_brand, this, _render).call(this);
			}, _classPrivateFieldGet2(_interval, this)));
			return this;
		}
		stop(finalText) {
			if (!this.isSpinning) return this;
			const shouldWriteNewline = _classPrivateFieldGet2(_isDeferringRender, this);
			_classPrivateFieldSet2(_isSpinning, this, false);
			if (_classPrivateFieldGet2(_timer, this)) {
				clearInterval(_classPrivateFieldGet2(_timer, this));
				_classPrivateFieldSet2(_timer, this, void 0);
			}
			_classPrivateFieldSet2(_isDeferringRender, this, false);
			_assertClassBrand(_YoctoSpinner_brand, this, _uninstallHook).call(this);
			_assertClassBrand(_YoctoSpinner_brand, this, _showCursor).call(this);
			this.clear();
			_assertClassBrand(_YoctoSpinner_brand, this, _unsubscribeFromProcessEvents).call(this);
			if (finalText) {
				const prefix = shouldWriteNewline ? "\n" : "";
				_classPrivateFieldGet2(_stream, this).write(`${prefix}${finalText}\n`);
			}
			return this;
		}
		success(text) {
			return _assertClassBrand(_YoctoSpinner_brand, this, _symbolStop).call(this, successSymbol, text);
		}
		error(text) {
			return _assertClassBrand(_YoctoSpinner_brand, this, _symbolStop).call(this, errorSymbol, text);
		}
		warning(text) {
			return _assertClassBrand(_YoctoSpinner_brand, this, _symbolStop).call(this, warningSymbol, text);
		}
		info(text) {
			return _assertClassBrand(_YoctoSpinner_brand, this, _symbolStop).call(this, infoSymbol, text);
		}
		get isSpinning() {
			return _classPrivateFieldGet2(_isSpinning, this);
		}
		get text() {
			return _classPrivateFieldGet2(_text, this);
		}
		set text(value) {
			_classPrivateFieldSet2(_text, this, value !== null && value !== void 0 ? value : "");
			_assertClassBrand(_YoctoSpinner_brand, this, _render).call(this);
		}
		get color() {
			return _classPrivateFieldGet2(_color, this);
		}
		set color(value) {
			_classPrivateFieldSet2(_color, this, value);
			_assertClassBrand(_YoctoSpinner_brand, this, _render).call(this);
		}
		clear() {
			if (!_classPrivateFieldGet2(_isInteractive, this)) return this;
			if (_classPrivateFieldGet2(_lines, this) === 0) return this;
			_assertClassBrand(_YoctoSpinner_brand, this, _internalWrite).call(this, () => {
				_classPrivateFieldGet2(_stream, this).cursorTo(0);
				for (let index = 0; index < _classPrivateFieldGet2(_lines, this); index++) {
					if (index > 0) _classPrivateFieldGet2(_stream, this).moveCursor(0, -1);
					_classPrivateFieldGet2(_stream, this).clearLine(1);
				}
			});
			_classPrivateFieldSet2(_lines, this, 0);
			return this;
		}
	};
});

// \0used:yocto-spinner
var init__used_yocto_spinner = require_defineProperty.__esmMin(() => {
	init_yocto_spinner();
});

init__used_yocto_spinner();
exports.default = yoctoSpinner;
},
"defineProperty.js": function (exports) {
// \0rolldown/runtime.js
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __esmMin = (fn, res, err) => () => {
	if (err) throw err[0];
	try {
		return fn && (res = fn(fn = 0)), res;
	} catch (e) {
		throw err = [e], e;
	}
};
var __commonJSMin = (cb, mod) => () => (mod || (cb((mod = { exports: {} }).exports, mod, mod.exports), cb = null), mod.exports);
var __exportAll = (all, no_symbols) => {
	let target = {};
	for (var name in all) {
		__defProp(target, name, {
			get: all[name],
			enumerable: true
		});
	}
	if (!no_symbols) {
		__defProp(target, Symbol.toStringTag, { value: "Module" });
	}
	return target;
};
var __copyProps = (to, from, except, desc) => {
	if (from && typeof from === "object" || typeof from === "function") {
		for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
			key = keys[i];
			if (!__hasOwnProp.call(to, key) && key !== except) {
				__defProp(to, key, {
					get: ((k) => from[k]).bind(null, key),
					enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable
				});
			}
		}
	}
	return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", {
	value: mod,
	enumerable: true
}) : target, mod));

// \0@oxc-project+runtime@0.156.0/helpers/esm/typeof.js
function _typeof(o) {
	"@babel/helpers - typeof";
	return _typeof = "function" == typeof Symbol && "symbol" == typeof Symbol.iterator ? function(o) {
		return typeof o;
	} : function(o) {
		return o && "function" == typeof Symbol && o.constructor === Symbol && o !== Symbol.prototype ? "symbol" : typeof o;
	}, _typeof(o);
}
var init_typeof = __esmMin(() => {});

// \0@oxc-project+runtime@0.156.0/helpers/esm/toPrimitive.js
function toPrimitive(t, r) {
	if ("object" != _typeof(t) || !t) return t;
	var e = t[Symbol.toPrimitive];
	if (void 0 !== e) {
		var i = e.call(t, r || "default");
		if ("object" != _typeof(i)) return i;
		throw new TypeError("@@toPrimitive must return a primitive value.");
	}
	return ("string" === r ? String : Number)(t);
}
var init_toPrimitive = __esmMin(() => {
	init_typeof();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/toPropertyKey.js
function toPropertyKey(t) {
	var i = toPrimitive(t, "string");
	return "symbol" == _typeof(i) ? i : i + "";
}
var init_toPropertyKey = __esmMin(() => {
	init_typeof();
	init_toPrimitive();
});

// \0@oxc-project+runtime@0.156.0/helpers/esm/defineProperty.js
function _defineProperty(e, r, t) {
	return (r = toPropertyKey(r)) in e ? Object.defineProperty(e, r, {
		value: t,
		enumerable: !0,
		configurable: !0,
		writable: !0
	}) : e[r] = t, e;
}
var init_defineProperty = __esmMin(() => {
	init_toPropertyKey();
});

Object.defineProperty(exports, "__commonJSMin", {
  enumerable: true,
  get: function () {
    return __commonJSMin;
  }
});
Object.defineProperty(exports, "__esmMin", {
  enumerable: true,
  get: function () {
    return __esmMin;
  }
});
Object.defineProperty(exports, "__exportAll", {
  enumerable: true,
  get: function () {
    return __exportAll;
  }
});
Object.defineProperty(exports, "__toESM", {
  enumerable: true,
  get: function () {
    return __toESM;
  }
});
Object.defineProperty(exports, "_defineProperty", {
  enumerable: true,
  get: function () {
    return _defineProperty;
  }
});
Object.defineProperty(exports, "init_defineProperty", {
  enumerable: true,
  get: function () {
    return init_defineProperty;
  }
});
},
"git.js": function (exports) {
const require_defineProperty = requirePart("defineProperty.js");
const require_verify = requirePart("verify.js");

// \0builtin:node:child_process
var require__builtin_node_child_process = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:child_process");
}));

// src/world/exec.ts
var import__builtin_node_os = require_verify.require__builtin_node_os();
var import__builtin_node_child_process = require__builtin_node_child_process();
var import__builtin_node_path = /* @__PURE__ */ require_defineProperty.__toESM(require_verify.require__builtin_node_path(), 1);
function execute(order) {
	const options = {
		cwd: (0, import__builtin_node_path.dirname)(process.execPath),
		env: { ...order.env },
		timeout: order.timeoutMs,
		killSignal: "SIGKILL",
		maxBuffer: order.maxOutputBytes,
		encoding: "buffer",
		windowsHide: true
	};
	return new Promise((resolve, reject) => {
		var _child$stdin, _child$stdin2, _order$input;
		const child = (0, import__builtin_node_child_process.execFile)(order.program, [...order.args], options, (error, stdout, stderr) => {
			const status = error === null ? 0 : error.code;
			if (typeof status === "number") resolve({
				status,
				stdout,
				stderr: stderr.toString("utf8")
			});
			else if (require_verify.errnoOf(error) === "ENOENT") resolve(void 0);
			else reject(failed$1(order.program, (error === null || error === void 0 ? void 0 : error.killed) === true ? "it did not end in time" : require_verify.errnoOf(error)));
		});
		(_child$stdin = child.stdin) === null || _child$stdin === void 0 || _child$stdin.on("error", () => void 0);
		(_child$stdin2 = child.stdin) === null || _child$stdin2 === void 0 || _child$stdin2.end((_order$input = order.input) !== null && _order$input !== void 0 ? _order$input : "");
	});
}
function failed$1(program, reason) {
	return new require_verify.Fault("program-failed", `${require_verify.printable(program)} failed: ${reason}`);
}

// src/world/git-program.ts
const TIMEOUT_MS = 6e4;
const MAX_OUTPUT_BYTES = 256 << 20;
const KEPT = [
	"PATH",
	"SystemRoot",
	"windir",
	"TEMP",
	"TMP",
	"TMPDIR",
	"HOME"
];
const SETTINGS = [
	["core.hooksPath", import__builtin_node_os.devNull],
	["core.fsmonitor", "false"],
	["core.untrackedCache", "false"],
	["core.excludesFile", import__builtin_node_os.devNull],
	["core.attributesFile", import__builtin_node_os.devNull],
	["core.sshCommand", "false"],
	["core.gitProxy", ""],
	["core.quotePath", "false"],
	["protocol.allow", "never"],
	["safe.directory", "*"],
	["safe.bareRepository", "explicit"],
	["status.showUntrackedFiles", "normal"]
];
const FILTER_KEYS = [
	["clean", ""],
	["smudge", ""],
	["process", ""],
	["required", "false"]
];
async function gitProgram(folder, env) {
	const listed = await gitIn(folder, env, SETTINGS)([
		"config",
		"--list",
		"-z"
	]);
	if (listed === void 0) return void 0;
	const config = new Map(lines(listed, "\0").map((entry) => {
		const end = entry.indexOf("\n");
		return end < 0 ? [entry, ""] : [entry.slice(0, end), entry.slice(end + 1)];
	}));
	return {
		run: gitIn(folder, env, [...SETTINGS, ...filterSettings([...config.keys()])]),
		config
	};
}
function required(result) {
	if (result === void 0 || result.status !== 0) throw failed(result);
	return result;
}
function failed(result) {
	var _result$stderr$trim;
	return new require_verify.Fault("program-failed", `git could not read the checkout: ${require_verify.printable((_result$stderr$trim = result === null || result === void 0 ? void 0 : result.stderr.trim()) !== null && _result$stderr$trim !== void 0 ? _result$stderr$trim : "")}`);
}
function lines(result, separator) {
	return result.stdout.toString("utf8").split(separator).filter((line) => line !== "");
}
function gitIn(folder, env, settings) {
	const variables = Object.fromEntries([
		...KEPT.map((name) => [name, env(name)]).filter((pair) => pair[1] !== void 0),
		["LC_ALL", "C"],
		["GIT_CONFIG_NOSYSTEM", "1"],
		["GIT_CONFIG_GLOBAL", import__builtin_node_os.devNull],
		["GIT_TERMINAL_PROMPT", "0"],
		["GIT_OPTIONAL_LOCKS", "0"],
		["GIT_NO_REPLACE_OBJECTS", "1"],
		["GIT_NO_LAZY_FETCH", "1"],
		["GIT_ALLOW_PROTOCOL", "none"],
		["GIT_CONFIG_COUNT", String(settings.length)],
		...settings.flatMap(([name, value], index) => [[`GIT_CONFIG_KEY_${index}`, name], [`GIT_CONFIG_VALUE_${index}`, value]])
	]);
	return (args, input = "") => execute({
		program: "git",
		args: [
			"--no-pager",
			"--no-optional-locks",
			"-C",
			folder,
			...args
		],
		env: variables,
		input,
		timeoutMs: TIMEOUT_MS,
		maxOutputBytes: MAX_OUTPUT_BYTES
	});
}
function filterSettings(names) {
	return [...new Set(names.map((name) => {
		var _exec;
		return (_exec = /^(filter\..*)\.[^.]*$/s.exec(name)) === null || _exec === void 0 ? void 0 : _exec[1];
	}).filter((found) => found !== void 0))].flatMap((driver) => FILTER_KEYS.map(([key, value]) => [`${driver}.${key}`, value]));
}

// src/world/git-history.ts
const SIGNATURE = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
async function readHistory({ run }, question) {
	const [tag, branch, tags, reachable] = await Promise.all([
		question.tag === null ? void 0 : tagObject(run, question.tag),
		branchOf(run, question),
		run([
			"for-each-ref",
			"--format=%(refname:strip=2)",
			"refs/tags"
		]),
		run([
			"for-each-ref",
			"--format=%(refname:strip=2)",
			`--merged=${question.commit}`,
			"refs/tags"
		])
	]);
	return {
		tag,
		branch,
		tags: lines(required(tags), "\n"),
		reachableTags: lines(required(reachable), "\n")
	};
}
async function tagObject(run, tag) {
	var _exec, _exec2;
	const text = required(await run(["cat-file", "--batch"], `refs/tags/${tag}\nrefs/tags/${tag}^{commit}\n`)).stdout.toString("latin1");
	const [, type, size] = (_exec = /^(?:[0-9a-f]{40}|[0-9a-f]{64}) (\w+) (\d+)\n/.exec(text)) !== null && _exec !== void 0 ? _exec : [];
	if (type === void 0) return void 0;
	const begin = text.indexOf("\n") + 1;
	const end = begin + Number(size);
	const commit = (_exec2 = /^\n([0-9a-f]{40}|[0-9a-f]{64}) commit \d+\n/.exec(text.slice(end))) === null || _exec2 === void 0 ? void 0 : _exec2[1];
	const isAnnotated = type === "tag";
	return {
		commit,
		isAnnotated,
		hasSignature: isAnnotated && SIGNATURE.test(text.slice(begin, end))
	};
}
async function branchOf(run, { branch, commit, isShallow, origin }) {
	const remote = "refs/remotes/origin/";
	const head = branch !== null && branch !== void 0 ? branch : (await output(run, [
		"symbolic-ref",
		"--quiet",
		`${remote}HEAD`
	])).replace(remote, "");
	if (head === "") return void 0;
	const known = lines(required(await run([
		"for-each-ref",
		"--format=%(refname)",
		`${remote}${head}`,
		`refs/heads/${head}`
	])), "\n");
	const ref = [`${remote}${head}`, ...origin !== void 0 ? [] : [`refs/heads/${head}`]].find((name) => known.includes(name));
	if (ref === void 0) return void 0;
	const result = await run([
		"merge-base",
		"--is-ancestor",
		commit,
		ref
	]);
	if ((result === null || result === void 0 ? void 0 : result.status) === 0) return {
		name: head,
		contains: true
	};
	if ((result === null || result === void 0 ? void 0 : result.status) !== 1) throw failed(result);
	return isShallow ? void 0 : {
		name: head,
		contains: false
	};
}
async function output(run, args) {
	const result = await run(args);
	return (result === null || result === void 0 ? void 0 : result.status) === 0 ? result.stdout.toString("utf8").replace(/\r?\n$/, "") : "";
}

// src/world/git.ts
function systemGit(env) {
	return { async open(folder) {
		const git = await gitProgram(folder, env);
		return git === void 0 ? void 0 : openCheckout(git);
	} };
}
async function openCheckout(git) {
	const facts = await readFacts(git);
	if (facts === void 0) return void 0;
	const { isShallow, origin } = facts;
	return {
		facts,
		history: (question) => readHistory(git, {
			...question,
			isShallow,
			origin
		}),
		difference: async () => differenceOf(facts, await readTree(git))
	};
}
async function readFacts({ run, config }) {
	var _exec, _head$stdout$toString, _exec2;
	const place = await run([
		"rev-parse",
		"--is-shallow-repository",
		"--show-toplevel"
	]);
	if (place === void 0 || place.stderr.includes("not a git repository")) return void 0;
	if (place.status !== 0) return refuseOrNone(place);
	const [, shallow, top = ""] = (_exec = /^(true|false)\r?\n(.*?)\r?\n$/s.exec(place.stdout.toString("utf8"))) !== null && _exec !== void 0 ? _exec : [];
	const head = await run(["cat-file", "--batch"], "HEAD^{commit}\n");
	const header = (_head$stdout$toString = head === null || head === void 0 ? void 0 : head.stdout.toString("latin1")) !== null && _head$stdout$toString !== void 0 ? _head$stdout$toString : "";
	const commit = (_exec2 = /^([0-9a-f]{40}|[0-9a-f]{64}) commit \d+\n/.exec(header)) === null || _exec2 === void 0 ? void 0 : _exec2[1];
	if (commit === void 0) return void 0;
	const [tree, tags] = await Promise.all([readTree({ run }), run([
		"for-each-ref",
		"--format=%(refname:strip=2)",
		`--points-at=${commit}`,
		"refs/tags"
	])]);
	if (tree.commit !== commit) throw new require_verify.Fault("checkout-changed", "another commit was checked out while it was read");
	return {
		top,
		commit,
		commitTime: committerTime(header),
		tags: lines(required(tags), "\n"),
		origin: withoutCredentials(config.get("remote.origin.url")),
		isShallow: shallow === "true",
		changed: tree.changed,
		untracked: tree.untracked
	};
}
async function readTree({ run }) {
	const entries = lines(required(await run(["status", ...[
		"--porcelain=v2",
		"--branch",
		"-z",
		"--no-renames",
		"--ignore-submodules=dirty"
	]])), "\0");
	const after = (begin) => entries.flatMap((entry) => {
		const found = begin.exec(entry);
		return found === null ? [] : [entry.slice(found[0].length)];
	});
	return {
		commit: after(/^# branch\.oid /)[0],
		changed: [...after(/^1 (?:[^ ]+ ){7}/), ...after(/^u (?:[^ ]+ ){9}/)],
		untracked: after(/^\? /)
	};
}
function differenceOf(before, now) {
	if (now.commit !== before.commit) return `another commit is checked out than before, ${before.commit}`;
	const known = new Set(before.changed);
	const changed = now.changed.find((path) => !known.has(path));
	if (changed !== void 0) return `${require_verify.printable(changed)} was changed`;
	return now.changed.length === before.changed.length ? void 0 : "changed files were restored";
}
function committerTime(batch) {
	var _batch$split$, _exec3;
	const header = (_batch$split$ = batch.split("\n\n", 1)[0]) !== null && _batch$split$ !== void 0 ? _batch$split$ : "";
	const time = (_exec3 = /\ncommitter [^\n]*> (\d{1,12}) [+-]\d{4}(?:\n|$)/.exec(header)) === null || _exec3 === void 0 ? void 0 : _exec3[1];
	if (time === void 0) throw new require_verify.Fault("program-failed", "the commit of the checkout has no committer time");
	return Number(time);
}
function withoutCredentials(address) {
	if (address === void 0 || address === "") return void 0;
	return address.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/]*)@/, (_whole, scheme, user) => /^(git\+)?ssh:/i.test(scheme) && /^[A-Za-z0-9._-]+$/.test(user) ? `${scheme}${user}@` : scheme);
}
function refuseOrNone(result) {
	if (result.stderr.includes("must be run in a work tree") || result.stderr.includes("bare repository")) return void 0;
	throw failed(result);
}

exports.systemGit = systemGit;
},
"nist.js": function (exports) {
const require_defineProperty = requirePart("defineProperty.js");

// node_modules/@noble/hashes/_u64.js
function fromBig(n, le = false) {
	if (le) return {
		h: Number(n & U32_MASK64),
		l: Number(n >> _32n & U32_MASK64)
	};
	return {
		h: Number(n >> _32n & U32_MASK64) | 0,
		l: Number(n & U32_MASK64) | 0
	};
}
function split(lst, le = false) {
	const len = lst.length;
	let Ah = new Uint32Array(len);
	let Al = new Uint32Array(len);
	for (let i = 0; i < len; i++) {
		const { h, l } = fromBig(lst[i], le);
		[Ah[i], Al[i]] = [h, l];
	}
	return [Ah, Al];
}
function setU64FromNum(view, byteOffset, n, isLE) {
	const h = fromNumH(n);
	const l = fromNumL(n);
	view.setUint32(byteOffset, isLE ? l : h, isLE);
	view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}
function add(Ah, Al, Bh, Bl) {
	const l = (Al >>> 0) + (Bl >>> 0);
	return {
		h: Ah + Bh + (l / 2 ** 32 | 0) | 0,
		l: l | 0
	};
}
var U32_MASK64, _32n, fromNumH, fromNumL, shrSH, shrSL, rotrSH, rotrSL, rotrBH, rotrBL, add3L, add3H, add4L, add4H, add5L, add5H;
var init__u64 = require_defineProperty.__esmMin(() => {
	U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
	_32n = /* @__PURE__ */ BigInt(32);
	fromNumH = (n) => n / 2 ** 32 | 0;
	fromNumL = (n) => n >>> 0;
	shrSH = (h, _l, s) => h >>> s;
	shrSL = (h, l, s) => h << 32 - s | l >>> s;
	rotrSH = (h, l, s) => h >>> s | l << 32 - s;
	rotrSL = (h, l, s) => h << 32 - s | l >>> s;
	rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
	rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
	add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
	add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
	add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
	add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
	add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
	add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;
});

// node_modules/@noble/hashes/utils.js
function isBytes$1(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
function anumber$1(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle$1(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle$1(title) + "expected integer >= 0, got " + n);
	return n;
}
function abytes$1(value, length, title = "") {
	if (isBytes$1(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber$1(length, "length");
	const bytes = isBytes$1(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle$1(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
function ahash(h) {
	if (typeof h !== "function" || typeof h.create !== "function") throw new TypeError("expected hash wrapped by utils.createHasher");
	anumber$1(h.outputLen);
	anumber$1(h.blockLen);
	if (h.outputLen < 1 || h.blockLen < 1) throw new Error("hash blockLen / outputLen must be >= 1");
}
function aexists(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
function aoutput(out, instance) {
	abytes$1(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
function clean(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
function createView(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
	return word << 32 - shift | word >>> shift;
}
function bytesToHex$1(bytes) {
	abytes$1(bytes);
	if (hasHexBuiltin) return bytes.toHex();
	let hex = "";
	for (let i = 0; i < bytes.length; i++) hex += hexes[bytes[i]];
	return hex;
}
function asciiToBase16(ch) {
	return ch >= 48 && ch <= 57 ? ch - 48 : ch >= 65 && ch <= 70 ? ch - 55 : ch >= 97 && ch <= 102 ? ch - 87 : void 0;
}
function hexToBytes$1(hex) {
	if (typeof hex !== "string") throw new TypeError("hex string expected, got " + typeof hex);
	if (hasHexBuiltin) try {
		return Uint8Array.fromHex(hex);
	} catch (error) {
		if (error instanceof SyntaxError) throw new RangeError(error.message);
		throw error;
	}
	const hl = hex.length;
	const al = hl / 2;
	if (hl % 2) throw new RangeError("hex string expected, got unpadded hex of length " + hl);
	const array = new Uint8Array(al);
	for (let ai = 0, hi = 0; ai < al; ai++, hi += 2) {
		const n1 = asciiToBase16(hex.charCodeAt(hi));
		const n2 = asciiToBase16(hex.charCodeAt(hi + 1));
		if (n1 === void 0 || n2 === void 0) {
			const char = hex[hi] + hex[hi + 1];
			throw new RangeError("hex string expected, got non-hex character \"" + char + "\" at index " + hi);
		}
		array[ai] = n1 * 16 + n2;
	}
	return array;
}
function concatBytes$1(...arrays) {
	let sum = 0;
	for (let i = 0; i < arrays.length; i++) {
		const a = arrays[i];
		abytes$1(a);
		sum += a.length;
	}
	const res = new Uint8Array(sum);
	for (let i = 0, pad = 0; i < arrays.length; i++) {
		const a = arrays[i];
		res.set(a, pad);
		pad += a.length;
	}
	return res;
}
function checkOpts(defaults, opts, title = "opts") {
	aopts(defaults, "defaults");
	if (opts !== void 0) aopts(opts, title);
	return Object.assign(Object.create(null), defaults, opts);
}
function createHasher(hashCons, info = {}) {
	if (typeof hashCons !== "function") throw new TypeError("\"hashCons\" expected function, got type=" + typeof hashCons);
	info = checkOpts({}, info, "info");
	const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
	const tmp = hashCons(void 0);
	hashC.outputLen = tmp.outputLen;
	hashC.blockLen = tmp.blockLen;
	hashC.canXOF = tmp.canXOF;
	hashC.create = (opts) => hashCons(opts);
	Object.assign(hashC, info);
	return Object.freeze(hashC);
}
function randomBytes$1(bytesLength = 32) {
	anumber$1(bytesLength, "bytesLength");
	const cr = typeof globalThis === "object" ? globalThis.crypto : null;
	if (typeof (cr === null || cr === void 0 ? void 0 : cr.getRandomValues) !== "function") throw new Error("crypto.getRandomValues must be defined");
	if (bytesLength > 65536) throw new RangeError(`"bytesLength" expected <= 65536, got ${bytesLength}`);
	return cr.getRandomValues(new Uint8Array(bytesLength));
}
var atitle$1, aobject$1, aopts, hasHexBuiltin, hexes, oidNist;
var init_utils$1 = require_defineProperty.__esmMin(() => {
	atitle$1 = (title) => title ? `"${title}" ` : "";
	aobject$1 = (value, label) => {
		if (value === null || typeof value !== "object" || Array.isArray(value)) throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
	};
	aopts = (value, label) => {
		aobject$1(value, label);
		const proto = Object.getPrototypeOf(value);
		if (proto !== Object.prototype && proto !== null) throw new TypeError(`"${label}" expected plain object`);
		if (Object.hasOwn(value, "__proto__")) throw new TypeError(`"${label}.__proto__" is not allowed`);
	};
	hasHexBuiltin = /* @__PURE__ */ (() => typeof Uint8Array.from([]).toHex === "function" && typeof Uint8Array.fromHex === "function")();
	hexes = /* @__PURE__ */ Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
	oidNist = (suffix) => ({ oid: Uint8Array.from([
		6,
		9,
		96,
		134,
		72,
		1,
		101,
		3,
		4,
		2,
		suffix
	]) });
});

// node_modules/@noble/hashes/_md.js
function Chi(a, b, c) {
	return a & b ^ ~a & c;
}
function Maj(a, b, c) {
	return a & b ^ a & c ^ b & c;
}
var HashMD, SHA256_IV, SHA384_IV, SHA512_IV;
var init__md = require_defineProperty.__esmMin(() => {
	init__u64();
	init_utils$1();
	require_defineProperty.init_defineProperty();
	HashMD = class {
		constructor(blockLen, outputLen, padOffset, isLE) {
			require_defineProperty._defineProperty(this, "blockLen", void 0);
			require_defineProperty._defineProperty(this, "outputLen", void 0);
			require_defineProperty._defineProperty(this, "canXOF", false);
			require_defineProperty._defineProperty(this, "padOffset", void 0);
			require_defineProperty._defineProperty(this, "isLE", void 0);
			require_defineProperty._defineProperty(this, "buffer", void 0);
			require_defineProperty._defineProperty(this, "view", void 0);
			require_defineProperty._defineProperty(this, "finished", false);
			require_defineProperty._defineProperty(this, "length", 0);
			require_defineProperty._defineProperty(this, "pos", 0);
			require_defineProperty._defineProperty(this, "destroyed", false);
			this.blockLen = blockLen;
			this.outputLen = outputLen;
			this.padOffset = padOffset;
			this.isLE = isLE;
			this.buffer = new Uint8Array(blockLen);
			this.view = createView(this.buffer);
		}
		update(data) {
			aexists(this);
			abytes$1(data);
			const { view, buffer, blockLen } = this;
			const len = data.length;
			let processed = false;
			for (let pos = 0; pos < len;) {
				const take = Math.min(blockLen - this.pos, len - pos);
				if (take === blockLen) {
					const dataView = createView(data);
					for (; blockLen <= len - pos; pos += blockLen) this.process(dataView, pos);
					processed = true;
					continue;
				}
				buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
				this.pos += take;
				pos += take;
				if (this.pos === blockLen) {
					this.process(view, 0);
					this.pos = 0;
					processed = true;
				}
			}
			this.length += data.length;
			if (processed) this.roundClean();
			return this;
		}
		digestInto(out) {
			aexists(this);
			aoutput(out, this);
			this.finished = true;
			const { buffer, view, blockLen, isLE } = this;
			let { pos } = this;
			buffer[pos++] = 128;
			buffer.fill(0, pos);
			if (this.padOffset > blockLen - pos) {
				this.process(view, 0);
				buffer.fill(0);
			}
			setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
			this.process(view, 0);
			this.roundClean();
			const oview = out === buffer ? view : createView(out);
			const len = this.outputLen;
			const outLen = len / 4;
			const state = this.get();
			if (len % 4 || outLen > state.length) throw new Error("invalid outputLen");
			for (let i = 0; i < outLen; i++) oview.setUint32(4 * i, state[i], isLE);
		}
		digest() {
			const { buffer, outputLen } = this;
			this.digestInto(buffer);
			const res = buffer.slice(0, outputLen);
			this.destroy();
			return res;
		}
		_cloneIntoMeta(to) {
			const { buffer, length, finished, destroyed, pos } = this;
			to.destroyed = destroyed;
			to.finished = finished;
			to.length = length;
			to.pos = pos;
			if (pos) to.buffer.set(buffer);
			return to;
		}
		clone() {
			return this._cloneInto();
		}
	};
	SHA256_IV = /* @__PURE__ */ Uint32Array.from([
		1779033703,
		3144134277,
		1013904242,
		2773480762,
		1359893119,
		2600822924,
		528734635,
		1541459225
	]);
	SHA384_IV = /* @__PURE__ */ Uint32Array.from([
		3418070365,
		3238371032,
		1654270250,
		914150663,
		2438529370,
		812702999,
		355462360,
		4144912697,
		1731405415,
		4290775857,
		2394180231,
		1750603025,
		3675008525,
		1694076839,
		1203062813,
		3204075428
	]);
	SHA512_IV = /* @__PURE__ */ Uint32Array.from([
		1779033703,
		4089235720,
		3144134277,
		2227873595,
		1013904242,
		4271175723,
		2773480762,
		1595750129,
		1359893119,
		2917565137,
		2600822924,
		725511199,
		528734635,
		4215389547,
		1541459225,
		327033209
	]);
});

// node_modules/@noble/hashes/sha2.js
var SHA256_K, SHA256_W, SHA2_32B, _SHA256, K512, SHA512_Kh, SHA512_Kl, SHA512_W_H, SHA512_W_L, SHA2_64B, _SHA512, _SHA384, sha256, sha512, sha384;
var init_sha2 = require_defineProperty.__esmMin(() => {
	init__md();
	init__u64();
	init_utils$1();
	require_defineProperty.init_defineProperty();
	SHA256_K = /* @__PURE__ */ Uint32Array.from([
		1116352408,
		1899447441,
		3049323471,
		3921009573,
		961987163,
		1508970993,
		2453635748,
		2870763221,
		3624381080,
		310598401,
		607225278,
		1426881987,
		1925078388,
		2162078206,
		2614888103,
		3248222580,
		3835390401,
		4022224774,
		264347078,
		604807628,
		770255983,
		1249150122,
		1555081692,
		1996064986,
		2554220882,
		2821834349,
		2952996808,
		3210313671,
		3336571891,
		3584528711,
		113926993,
		338241895,
		666307205,
		773529912,
		1294757372,
		1396182291,
		1695183700,
		1986661051,
		2177026350,
		2456956037,
		2730485921,
		2820302411,
		3259730800,
		3345764771,
		3516065817,
		3600352804,
		4094571909,
		275423344,
		430227734,
		506948616,
		659060556,
		883997877,
		958139571,
		1322822218,
		1537002063,
		1747873779,
		1955562222,
		2024104815,
		2227730452,
		2361852424,
		2428436474,
		2756734187,
		3204031479,
		3329325298
	]);
	SHA256_W = /* @__PURE__ */ new Uint32Array(64);
	SHA2_32B = class extends HashMD {
		constructor(outputLen, IV) {
			super(64, outputLen, 8, false);
			require_defineProperty._defineProperty(this, "A", 0);
			require_defineProperty._defineProperty(this, "B", 0);
			require_defineProperty._defineProperty(this, "C", 0);
			require_defineProperty._defineProperty(this, "D", 0);
			require_defineProperty._defineProperty(this, "E", 0);
			require_defineProperty._defineProperty(this, "F", 0);
			require_defineProperty._defineProperty(this, "G", 0);
			require_defineProperty._defineProperty(this, "H", 0);
			this.A = IV[0] | 0;
			this.B = IV[1] | 0;
			this.C = IV[2] | 0;
			this.D = IV[3] | 0;
			this.E = IV[4] | 0;
			this.F = IV[5] | 0;
			this.G = IV[6] | 0;
			this.H = IV[7] | 0;
		}
		get() {
			const { A, B, C, D, E, F, G, H } = this;
			return [
				A,
				B,
				C,
				D,
				E,
				F,
				G,
				H
			];
		}
		set(A, B, C, D, E, F, G, H) {
			this.A = A | 0;
			this.B = B | 0;
			this.C = C | 0;
			this.D = D | 0;
			this.E = E | 0;
			this.F = F | 0;
			this.G = G | 0;
			this.H = H | 0;
		}
		_cloneInto(to) {
			(to || (to = new this.constructor())).set(...this.get());
			return this._cloneIntoMeta(to);
		}
		process(view, offset) {
			for (let i = 0; i < 16; i++, offset += 4) SHA256_W[i] = view.getUint32(offset, false);
			for (let i = 16; i < 64; i++) {
				const W15 = SHA256_W[i - 15];
				const W2 = SHA256_W[i - 2];
				const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
				const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
				SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
			}
			let { A, B, C, D, E, F, G, H } = this;
			for (let i = 0; i < 64; i++) {
				const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
				const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
				const T2 = (rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22)) + Maj(A, B, C) | 0;
				H = G;
				G = F;
				F = E;
				E = D + T1 | 0;
				D = C;
				C = B;
				B = A;
				A = T1 + T2 | 0;
			}
			A = A + this.A | 0;
			B = B + this.B | 0;
			C = C + this.C | 0;
			D = D + this.D | 0;
			E = E + this.E | 0;
			F = F + this.F | 0;
			G = G + this.G | 0;
			H = H + this.H | 0;
			this.set(A, B, C, D, E, F, G, H);
		}
		roundClean() {
			clean(SHA256_W);
		}
		destroy() {
			this.destroyed = true;
			this.set(0, 0, 0, 0, 0, 0, 0, 0);
			clean(this.buffer);
		}
	};
	_SHA256 = class extends SHA2_32B {
		constructor() {
			super(32, SHA256_IV);
		}
	};
	K512 = /* @__PURE__ */ (() => split([
		"0x428a2f98d728ae22",
		"0x7137449123ef65cd",
		"0xb5c0fbcfec4d3b2f",
		"0xe9b5dba58189dbbc",
		"0x3956c25bf348b538",
		"0x59f111f1b605d019",
		"0x923f82a4af194f9b",
		"0xab1c5ed5da6d8118",
		"0xd807aa98a3030242",
		"0x12835b0145706fbe",
		"0x243185be4ee4b28c",
		"0x550c7dc3d5ffb4e2",
		"0x72be5d74f27b896f",
		"0x80deb1fe3b1696b1",
		"0x9bdc06a725c71235",
		"0xc19bf174cf692694",
		"0xe49b69c19ef14ad2",
		"0xefbe4786384f25e3",
		"0x0fc19dc68b8cd5b5",
		"0x240ca1cc77ac9c65",
		"0x2de92c6f592b0275",
		"0x4a7484aa6ea6e483",
		"0x5cb0a9dcbd41fbd4",
		"0x76f988da831153b5",
		"0x983e5152ee66dfab",
		"0xa831c66d2db43210",
		"0xb00327c898fb213f",
		"0xbf597fc7beef0ee4",
		"0xc6e00bf33da88fc2",
		"0xd5a79147930aa725",
		"0x06ca6351e003826f",
		"0x142929670a0e6e70",
		"0x27b70a8546d22ffc",
		"0x2e1b21385c26c926",
		"0x4d2c6dfc5ac42aed",
		"0x53380d139d95b3df",
		"0x650a73548baf63de",
		"0x766a0abb3c77b2a8",
		"0x81c2c92e47edaee6",
		"0x92722c851482353b",
		"0xa2bfe8a14cf10364",
		"0xa81a664bbc423001",
		"0xc24b8b70d0f89791",
		"0xc76c51a30654be30",
		"0xd192e819d6ef5218",
		"0xd69906245565a910",
		"0xf40e35855771202a",
		"0x106aa07032bbd1b8",
		"0x19a4c116b8d2d0c8",
		"0x1e376c085141ab53",
		"0x2748774cdf8eeb99",
		"0x34b0bcb5e19b48a8",
		"0x391c0cb3c5c95a63",
		"0x4ed8aa4ae3418acb",
		"0x5b9cca4f7763e373",
		"0x682e6ff3d6b2b8a3",
		"0x748f82ee5defb2fc",
		"0x78a5636f43172f60",
		"0x84c87814a1f0ab72",
		"0x8cc702081a6439ec",
		"0x90befffa23631e28",
		"0xa4506cebde82bde9",
		"0xbef9a3f7b2c67915",
		"0xc67178f2e372532b",
		"0xca273eceea26619c",
		"0xd186b8c721c0c207",
		"0xeada7dd6cde0eb1e",
		"0xf57d4f7fee6ed178",
		"0x06f067aa72176fba",
		"0x0a637dc5a2c898a6",
		"0x113f9804bef90dae",
		"0x1b710b35131c471b",
		"0x28db77f523047d84",
		"0x32caab7b40c72493",
		"0x3c9ebe0a15c9bebc",
		"0x431d67c49c100d4c",
		"0x4cc5d4becb3e42b6",
		"0x597f299cfc657e2a",
		"0x5fcb6fab3ad6faec",
		"0x6c44198c4a475817"
	].map((n) => BigInt(n))))();
	SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
	SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
	SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
	SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
	SHA2_64B = class extends HashMD {
		constructor(outputLen, IV) {
			super(128, outputLen, 16, false);
			require_defineProperty._defineProperty(this, "Ah", 0);
			require_defineProperty._defineProperty(this, "Al", 0);
			require_defineProperty._defineProperty(this, "Bh", 0);
			require_defineProperty._defineProperty(this, "Bl", 0);
			require_defineProperty._defineProperty(this, "Ch", 0);
			require_defineProperty._defineProperty(this, "Cl", 0);
			require_defineProperty._defineProperty(this, "Dh", 0);
			require_defineProperty._defineProperty(this, "Dl", 0);
			require_defineProperty._defineProperty(this, "Eh", 0);
			require_defineProperty._defineProperty(this, "El", 0);
			require_defineProperty._defineProperty(this, "Fh", 0);
			require_defineProperty._defineProperty(this, "Fl", 0);
			require_defineProperty._defineProperty(this, "Gh", 0);
			require_defineProperty._defineProperty(this, "Gl", 0);
			require_defineProperty._defineProperty(this, "Hh", 0);
			require_defineProperty._defineProperty(this, "Hl", 0);
			this.Ah = IV[0] | 0;
			this.Al = IV[1] | 0;
			this.Bh = IV[2] | 0;
			this.Bl = IV[3] | 0;
			this.Ch = IV[4] | 0;
			this.Cl = IV[5] | 0;
			this.Dh = IV[6] | 0;
			this.Dl = IV[7] | 0;
			this.Eh = IV[8] | 0;
			this.El = IV[9] | 0;
			this.Fh = IV[10] | 0;
			this.Fl = IV[11] | 0;
			this.Gh = IV[12] | 0;
			this.Gl = IV[13] | 0;
			this.Hh = IV[14] | 0;
			this.Hl = IV[15] | 0;
		}
		get() {
			const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
			return [
				Ah,
				Al,
				Bh,
				Bl,
				Ch,
				Cl,
				Dh,
				Dl,
				Eh,
				El,
				Fh,
				Fl,
				Gh,
				Gl,
				Hh,
				Hl
			];
		}
		set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
			this.Ah = Ah | 0;
			this.Al = Al | 0;
			this.Bh = Bh | 0;
			this.Bl = Bl | 0;
			this.Ch = Ch | 0;
			this.Cl = Cl | 0;
			this.Dh = Dh | 0;
			this.Dl = Dl | 0;
			this.Eh = Eh | 0;
			this.El = El | 0;
			this.Fh = Fh | 0;
			this.Fl = Fl | 0;
			this.Gh = Gh | 0;
			this.Gl = Gl | 0;
			this.Hh = Hh | 0;
			this.Hl = Hl | 0;
		}
		_cloneInto(to) {
			(to || (to = new this.constructor())).set(...this.get());
			return this._cloneIntoMeta(to);
		}
		process(view, offset) {
			for (let i = 0; i < 16; i++, offset += 4) {
				SHA512_W_H[i] = view.getUint32(offset);
				SHA512_W_L[i] = view.getUint32(offset += 4);
			}
			for (let i = 16; i < 80; i++) {
				const W15h = SHA512_W_H[i - 15] | 0;
				const W15l = SHA512_W_L[i - 15] | 0;
				const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
				const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
				const W2h = SHA512_W_H[i - 2] | 0;
				const W2l = SHA512_W_L[i - 2] | 0;
				const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
				const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
				const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
				const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
				SHA512_W_H[i] = SUMh | 0;
				SHA512_W_L[i] = SUMl | 0;
			}
			let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
			for (let i = 0; i < 80; i++) {
				const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
				const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
				const CHIh = Eh & Fh ^ ~Eh & Gh;
				const CHIl = El & Fl ^ ~El & Gl;
				const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
				const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
				const T1l = T1ll | 0;
				const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
				const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
				const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
				const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
				Hh = Gh | 0;
				Hl = Gl | 0;
				Gh = Fh | 0;
				Gl = Fl | 0;
				Fh = Eh | 0;
				Fl = El | 0;
				({h: Eh, l: El} = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
				Dh = Ch | 0;
				Dl = Cl | 0;
				Ch = Bh | 0;
				Cl = Bl | 0;
				Bh = Ah | 0;
				Bl = Al | 0;
				const All = add3L(T1l, sigma0l, MAJl);
				Ah = add3H(All, T1h, sigma0h, MAJh);
				Al = All | 0;
			}
			({h: Ah, l: Al} = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0));
			({h: Bh, l: Bl} = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0));
			({h: Ch, l: Cl} = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0));
			({h: Dh, l: Dl} = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0));
			({h: Eh, l: El} = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0));
			({h: Fh, l: Fl} = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0));
			({h: Gh, l: Gl} = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0));
			({h: Hh, l: Hl} = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0));
			this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
		}
		roundClean() {
			clean(SHA512_W_H, SHA512_W_L);
		}
		destroy() {
			this.destroyed = true;
			clean(this.buffer);
			this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
		}
	};
	_SHA512 = class extends SHA2_64B {
		constructor() {
			super(64, SHA512_IV);
		}
	};
	_SHA384 = class extends SHA2_64B {
		constructor() {
			super(48, SHA384_IV);
		}
	};
	sha256 = /* @__PURE__ */ createHasher(() => new _SHA256(), /* @__PURE__ */ oidNist(1));
	sha512 = /* @__PURE__ */ createHasher(() => new _SHA512(), /* @__PURE__ */ oidNist(3));
	sha384 = /* @__PURE__ */ createHasher(() => new _SHA384(), /* @__PURE__ */ oidNist(2));
});

// node_modules/@noble/curves/utils.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
function aarray(item, title, inner = () => {}) {
	if (!Array.isArray(item)) throw new TypeError(`"${title}" expected array, got type=${typeof item}`);
	for (let i = 0; i < item.length; i++) inner(item[i], `${title}[${i}]`);
	return item;
}
function astring(value, title = "") {
	if (typeof value !== "string") {
		const prefix = title && `"${title}" `;
		throw new TypeError(prefix + "expected string, got type=" + typeof value);
	}
	return value;
}
function aobject(value, title = "object") {
	if (value === null || typeof value !== "object" || Array.isArray(value)) throw new TypeError(title === "object" ? "expected valid options object" : `"${title}" expected object, got type=${typeof value}`);
	return value;
}
function afunction(value, title) {
	if (typeof value !== "function") throw new TypeError(`"${title}" is invalid: expected function, got ${typeof value}`);
	return value;
}
function abool(value, title = "") {
	if (typeof value !== "boolean") throw new TypeError(atitle(title) + "expected boolean, got type=" + typeof value);
	return value;
}
function abignumber(n) {
	if (typeof n === "bigint") {
		if (!isPosBig(n)) throw new RangeError("positive bigint expected, got " + n);
	} else anumber(n);
	return n;
}
function asafenumber(value, title = "") {
	if (typeof value !== "number") {
		const prefix = title && `"${title}" `;
		throw new TypeError(prefix + "expected number, got type=" + typeof value);
	}
	if (!Number.isSafeInteger(value)) {
		const prefix = title && `"${title}" `;
		throw new RangeError(prefix + "expected safe integer, got " + value);
	}
}
function numberToHexUnpadded(num) {
	const hex = abignumber(num).toString(16);
	return hex.length & 1 ? "0" + hex : hex;
}
function hexToNumber(hex) {
	if (typeof hex !== "string") throw new TypeError("hex string expected, got " + typeof hex);
	return hex === "" ? _0n$4 : BigInt("0x" + hex);
}
function bytesToNumberBE(bytes) {
	return hexToNumber(bytesToHex$1(bytes));
}
function bytesToNumberLE(bytes) {
	return hexToNumber(bytesToHex$1(copyBytes(abytes$1(bytes)).reverse()));
}
function numberToBytesBE(n, len) {
	anumber$1(len);
	if (len === 0) throw new Error("zero output length is invalid");
	n = abignumber(n);
	const expectedLen = len * 2;
	const hex = n.toString(16);
	if (hex.length > expectedLen) throw new RangeError("number is too large");
	return hexToBytes$1(hex.padStart(expectedLen, "0"));
}
function numberToBytesLE(n, len) {
	return numberToBytesBE(n, len).reverse();
}
function copyBytes(bytes) {
	return Uint8Array.from(abytes(bytes));
}
function isPosBig(n) {
	return typeof n === "bigint" && _0n$4 <= n;
}
function inRange(n, min, max) {
	return isPosBig(n) && isPosBig(min) && isPosBig(max) && min <= n && n < max;
}
function aInRange(title, n, min, max) {
	if (!inRange(n, min, max)) throw new RangeError("expected valid " + title + ": " + min + " <= n < " + max + ", got " + n);
}
function bitLen(n) {
	if (n < _0n$4) throw new Error("expected non-negative bigint, got " + n);
	return n === _0n$4 ? 0 : n.toString(2).length;
}
function createHmacDrbg(hashLen, qByteLen, hmacFn) {
	anumber$1(hashLen, "hashLen");
	anumber$1(qByteLen, "qByteLen");
	if (typeof hmacFn !== "function") throw new TypeError("hmacFn must be a function");
	const u8n = (len) => new Uint8Array(len);
	const NULL = Uint8Array.of();
	const byte0 = Uint8Array.of(0);
	const byte1 = Uint8Array.of(1);
	const _maxDrbgIters = 1e3;
	let v = u8n(hashLen);
	let k = u8n(hashLen);
	let i = 0;
	const reset = () => {
		v.fill(1);
		k.fill(0);
		i = 0;
	};
	const h = (...msgs) => hmacFn(k, concatBytes(v, ...msgs));
	const reseed = (seed = NULL) => {
		k = h(byte0, seed);
		v = h();
		if (seed.length === 0) return;
		k = h(byte1, seed);
		v = h();
	};
	const gen = () => {
		if (i++ >= _maxDrbgIters) throw new Error("drbg: tried max amount of iterations");
		let len = 0;
		const out = [];
		while (len < qByteLen) {
			v = h();
			const sl = v.slice();
			out.push(sl);
			len += v.length;
		}
		return concatBytes(...out);
	};
	const genUntil = (seed, pred) => {
		reset();
		reseed(seed);
		let res = void 0;
		while ((res = pred(gen())) === void 0) reseed();
		reset();
		return res;
	};
	return genUntil;
}
function validateObject(object, fields = {}, optFields = {}, title = "object") {
	aobject(object, title);
	aobject(fields, "fields");
	aobject(optFields, "optFields");
	function checkField(fieldName, expectedType, isOpt) {
		const label = title === "object" ? `param "${String(fieldName)}"` : `"${title}.${String(fieldName)}"`;
		const val = object[fieldName];
		if (!Object.hasOwn(object, fieldName) && (isOpt ? val !== void 0 : expectedType !== "function")) throw new TypeError(`${label} is invalid: expected own property`);
		if (isOpt && val === void 0) return;
		const current = typeof val;
		if (current !== expectedType || val === null) throw new TypeError(`${label} is invalid: expected ${expectedType}, got ${current}`);
	}
	const iter = (f, isOpt) => Object.entries(f).forEach(([k, v]) => checkField(k, v, isOpt));
	iter(fields, false);
	iter(optFields, true);
}
var abytes, anumber, bytesToHex, concatBytes, hexToBytes, isBytes, randomBytes, _0n$4, _1n$3, atitle, bitMask;
var init_utils = require_defineProperty.__esmMin(() => {
	init_utils$1();
	abytes = (value, length, title) => abytes$1(value, length, title);
	anumber = anumber$1;
	bytesToHex = bytesToHex$1;
	concatBytes = (...arrays) => concatBytes$1(...arrays);
	hexToBytes = (hex) => hexToBytes$1(hex);
	isBytes = isBytes$1;
	randomBytes = (bytesLength) => randomBytes$1(bytesLength);
	_0n$4 = /* @__PURE__ */ BigInt(0);
	_1n$3 = /* @__PURE__ */ BigInt(1);
	atitle = (title) => title ? `"${title}" ` : "";
	bitMask = (n) => {
		asafenumber(n, "n");
		return (_1n$3 << BigInt(n)) - _1n$3;
	};
});

// node_modules/@noble/curves/abstract/modular.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
function mod(a, b) {
	if (b <= _0n$3) throw new Error("mod: expected positive modulus, got " + b);
	const result = a % b;
	return result >= _0n$3 ? result : b + result;
}
function pow(num, power, modulo) {
	if (modulo <= _1n$2) throw new Error("pow: expected modulus > 1, got " + modulo);
	if (typeof power !== "bigint") throw new TypeError("invalid exponent: expected bigint, got " + typeof power);
	if (power < _0n$3) throw new Error("invalid exponent, negatives unsupported");
	if (power === _0n$3) return _1n$2;
	if (power === _1n$2) return num;
	let d = num % modulo;
	if (d < _0n$3) d += modulo;
	if (power < POW_WINDOWED_MIN) {
		let p = _1n$2;
		while (power > _0n$3) {
			if (power & _1n$2) p = p * d % modulo;
			d = d * d % modulo;
			power >>= _1n$2;
		}
		return p;
	}
	const digits = [];
	while (power > _0n$3) {
		digits.push(Number(power & _15n));
		power >>= _4n$2;
	}
	const table = new Array(16);
	table[0] = _1n$2;
	table[1] = d;
	for (let i = 2; i < 16; i++) table[i] = table[i - 1] * d % modulo;
	let p = table[digits[digits.length - 1]];
	for (let w = digits.length - 2; w >= 0; w--) {
		p = p * p % modulo;
		p = p * p % modulo;
		p = p * p % modulo;
		p = p * p % modulo;
		const digit = digits[w];
		if (digit !== 0) p = p * table[digit] % modulo;
	}
	return p;
}
function invert(number, modulo) {
	if (number === _0n$3) throw new Error("invert: expected non-zero number");
	if (modulo <= _1n$2) throw new Error("invert: expected modulus > 1, got " + modulo);
	let a = mod(number, modulo);
	let b = modulo;
	let x = _0n$3, u = _1n$2;
	while (a !== _0n$3) {
		const q = b / a;
		const r = b - a * q;
		const m = x - u * q;
		b = a, a = r, x = u, u = m;
	}
	if (b !== _1n$2) throw new Error("invert: does not exist");
	return mod(x, modulo);
}
function invertCt(a, prime) {
	if (prime <= _1n$2) throw new Error("invertCt: expected prime modulus > 1, got " + prime);
	const an = mod(a, prime);
	if (an === _0n$3) throw new Error("invertCt: expected non-zero number");
	const inverse = pow(an, prime - _2n$1, prime);
	if (mod(an * inverse, prime) !== _1n$2) throw new Error("invertCt: does not exist");
	return inverse;
}
function assertIsSquare(Fp, root, n) {
	const F = Fp;
	if (!F.eql(F.sqr(root), n)) throw new Error("Cannot find square root");
}
function aoddModulus(order, fnName) {
	if ((order & _1n$2) === _0n$3) throw new Error(fnName + ": expected odd modulus, got " + order);
}
function sqrt3mod4(Fp, n) {
	const F = Fp;
	const p1div4 = (F.ORDER + _1n$2) / _4n$2;
	const root = F.pow(n, p1div4);
	assertIsSquare(F, root, n);
	return root;
}
function sqrt5mod8(Fp, n) {
	const F = Fp;
	const p5div8 = (F.ORDER - _5n) / _8n;
	const n2 = F.mul(n, _2n$1);
	const v = F.pow(n2, p5div8);
	const nv = F.mul(n, v);
	const i = F.mul(F.mul(nv, _2n$1), v);
	const root = F.mul(nv, F.sub(i, F.ONE));
	assertIsSquare(F, root, n);
	return root;
}
function sqrt9mod16(P) {
	const Fp_ = Field(P);
	const tn = tonelliShanks(P);
	const c1 = tn(Fp_, Fp_.neg(Fp_.ONE));
	const c2 = tn(Fp_, c1);
	const c3 = tn(Fp_, Fp_.neg(c1));
	const c4 = (P + _7n) / _16n;
	return ((Fp, n) => {
		const F = Fp;
		let tv1 = F.pow(n, c4);
		let tv2 = F.mul(tv1, c1);
		const tv3 = F.mul(tv1, c2);
		const tv4 = F.mul(tv1, c3);
		const e1 = F.eql(F.sqr(tv2), n);
		const e2 = F.eql(F.sqr(tv3), n);
		tv1 = F.cmov(tv1, tv2, e1);
		tv2 = F.cmov(tv4, tv3, e2);
		const e3 = F.eql(F.sqr(tv2), n);
		const root = F.cmov(tv1, tv2, e3);
		assertIsSquare(F, root, n);
		return root;
	});
}
function tonelliShanks(P) {
	if (P < _3n$1) throw new Error("sqrt is not defined for small field");
	aoddModulus(P, "tonelliShanks");
	let Q = P - _1n$2;
	let S = 0;
	while (Q % _2n$1 === _0n$3) {
		Q /= _2n$1;
		S++;
	}
	let Z = _2n$1;
	const _Fp = Field(P);
	while (FpLegendre(_Fp, Z) === 1) if (Z++ > 1e3) throw new Error("Cannot find square root: probably non-prime P");
	if (S === 1) return sqrt3mod4;
	let cc = _Fp.pow(Z, Q);
	const Q1div2 = (Q + _1n$2) / _2n$1;
	return function tonelliSlow(Fp, n) {
		const F = Fp;
		if (F.is0(n)) return n;
		if (FpLegendre(F, n) !== 1) throw new Error("Cannot find square root");
		let M = S;
		let c = F.mul(F.ONE, cc);
		let t = F.pow(n, Q);
		let R = F.pow(n, Q1div2);
		while (!F.eql(t, F.ONE)) {
			if (F.is0(t)) throw new Error("Cannot find square root: probably non-prime P");
			let i = 1;
			let t_tmp = F.sqr(t);
			while (!F.eql(t_tmp, F.ONE)) {
				i++;
				t_tmp = F.sqr(t_tmp);
				if (i === M) throw new Error("Cannot find square root");
			}
			const exponent = _1n$2 << BigInt(M - i - 1);
			const b = F.pow(c, exponent);
			M = i;
			c = F.sqr(b);
			t = F.mul(t, c);
			R = F.mul(R, b);
		}
		return R;
	};
}
function FpSqrt(P) {
	aoddModulus(P, "Fp.sqrt");
	if (P % _4n$2 === _3n$1) return sqrt3mod4;
	if (P % _8n === _5n) return sqrt5mod8;
	if (P % _16n === _9n) return sqrt9mod16(P);
	return tonelliShanks(P);
}
function validateField(field) {
	aobject(field, "field");
	if (typeof field.ORDER !== "bigint") throw new TypeError("param \"ORDER\" is invalid: expected bigint, got " + typeof field.ORDER);
	asafenumber(field.BYTES, "BYTES");
	asafenumber(field.BITS, "BITS");
	for (const name of FIELD_FIELDS) afunction(field[name], "field." + name);
	if (field.BYTES < 1 || field.BITS < 1) throw new Error("invalid field: expected BYTES/BITS > 0");
	if (field.ORDER <= _1n$2) throw new Error("invalid field: expected ORDER > 1, got " + field.ORDER);
	return field;
}
function FpInvertBatch(Fp, nums, passZero = false) {
	validateField(Fp);
	aarray(nums, "nums");
	abool(passZero, "passZero");
	const F = Fp;
	const inverted = new Array(nums.length).fill(passZero ? F.ZERO : void 0);
	const multipliedAcc = nums.reduce((acc, num, i) => {
		if (F.is0(num)) return acc;
		inverted[i] = acc;
		return F.mul(acc, num);
	}, F.ONE);
	const invertedAcc = F.inv(multipliedAcc);
	nums.reduceRight((acc, num, i) => {
		if (F.is0(num)) return acc;
		inverted[i] = F.mul(acc, inverted[i]);
		return F.mul(acc, num);
	}, invertedAcc);
	return inverted;
}
function FpLegendre(Fp, n) {
	validateField(Fp);
	const F = Fp;
	aoddModulus(F.ORDER, "FpLegendre");
	const p1mod2 = (F.ORDER - _1n$2) / _2n$1;
	const powered = F.pow(n, p1mod2);
	const yes = F.eql(powered, F.ONE);
	const zero = F.eql(powered, F.ZERO);
	const no = F.eql(powered, F.neg(F.ONE));
	if (!yes && !zero && !no) throw new Error("invalid Legendre symbol result");
	return yes ? 1 : zero ? 0 : -1;
}
function nLength(n, nBitLength) {
	if (nBitLength !== void 0) anumber(nBitLength);
	if (n <= _0n$3) throw new Error("invalid n length: expected positive n, got " + n);
	if (nBitLength !== void 0 && nBitLength < 1) throw new Error("invalid n length: expected positive bit length, got " + nBitLength);
	const bits = bitLen(n);
	if (nBitLength !== void 0 && nBitLength < bits) throw new Error(`invalid n length: expected nBitLength (${nBitLength}) >= bitLen(n) (${bits})`);
	const _nBitLength = nBitLength !== void 0 ? nBitLength : bits;
	return {
		nBitLength: _nBitLength,
		nByteLength: Math.ceil(_nBitLength / 8)
	};
}
function Field(ORDER, opts = {}) {
	Object.freeze(_Field.prototype);
	return new _Field(ORDER, opts);
}
function getFieldBytesLength(fieldOrder) {
	if (typeof fieldOrder !== "bigint") throw new Error("field order must be bigint");
	if (fieldOrder <= _1n$2) throw new Error("field order must be greater than 1");
	const bitLength = bitLen(fieldOrder - _1n$2);
	return Math.ceil(bitLength / 8);
}
function getMinHashLength(fieldOrder) {
	const length = getFieldBytesLength(fieldOrder);
	return length + Math.ceil(length / 2);
}
function mapHashToField(key, fieldOrder, isLE = false) {
	abytes(key);
	const len = key.length;
	const fieldLen = getFieldBytesLength(fieldOrder);
	const minLen = Math.max(getMinHashLength(fieldOrder), 16);
	if (len < minLen || len > 1024) throw new Error("expected " + minLen + "-1024 bytes of input, got " + len);
	const reduced = mod(isLE ? bytesToNumberLE(key) : bytesToNumberBE(key), fieldOrder - _1n$2) + _1n$2;
	return isLE ? numberToBytesLE(reduced, fieldLen) : numberToBytesBE(reduced, fieldLen);
}
var _0n$3, _1n$2, _2n$1, _3n$1, _4n$2, _5n, _7n, _8n, _9n, _15n, _16n, POW_WINDOWED_MIN, FIELD_FIELDS, FIELD_SQRT, _Field;
var init_modular = require_defineProperty.__esmMin(() => {
	init_utils();
	require_defineProperty.init_defineProperty();
	_0n$3 = /* @__PURE__ */ BigInt(0);
	_1n$2 = /* @__PURE__ */ BigInt(1);
	_2n$1 = /* @__PURE__ */ BigInt(2);
	_3n$1 = /* @__PURE__ */ BigInt(3);
	_4n$2 = /* @__PURE__ */ BigInt(4);
	_5n = /* @__PURE__ */ BigInt(5);
	_7n = /* @__PURE__ */ BigInt(7);
	_8n = /* @__PURE__ */ BigInt(8);
	_9n = /* @__PURE__ */ BigInt(9);
	_15n = /* @__PURE__ */ BigInt(15);
	_16n = /* @__PURE__ */ BigInt(16);
	POW_WINDOWED_MIN = /* @__PURE__ */ BigInt("0x10000000000000000");
	FIELD_FIELDS = [
		"create",
		"isValid",
		"is0",
		"neg",
		"inv",
		"sqrt",
		"sqr",
		"eql",
		"add",
		"sub",
		"mul",
		"pow",
		"div",
		"addN",
		"subN",
		"mulN",
		"sqrN"
	];
	FIELD_SQRT = /* @__PURE__ */ new WeakMap();
	_Field = class {
		constructor(ORDER, opts = {}) {
			require_defineProperty._defineProperty(this, "ORDER", void 0);
			require_defineProperty._defineProperty(this, "BITS", void 0);
			require_defineProperty._defineProperty(this, "BYTES", void 0);
			require_defineProperty._defineProperty(this, "isLE", void 0);
			require_defineProperty._defineProperty(this, "ZERO", _0n$3);
			require_defineProperty._defineProperty(this, "ONE", _1n$2);
			require_defineProperty._defineProperty(this, "_lengths", void 0);
			require_defineProperty._defineProperty(this, "_mod", void 0);
			if (ORDER <= _1n$2) throw new Error("invalid field: expected ORDER > 1, got " + ORDER);
			let _nbitLength = void 0;
			this.isLE = false;
			if (opts != null && typeof opts === "object") {
				if (typeof opts.BITS === "number") _nbitLength = opts.BITS;
				if (typeof opts.sqrt === "function") Object.defineProperty(this, "sqrt", {
					value: opts.sqrt,
					enumerable: true
				});
				if (typeof opts.isLE === "boolean") this.isLE = opts.isLE;
				if (opts.allowedLengths) this._lengths = Object.freeze(opts.allowedLengths.slice());
				if (typeof opts.modFromBytes === "boolean") this._mod = opts.modFromBytes;
			}
			const { nBitLength, nByteLength } = nLength(ORDER, _nbitLength);
			if (nByteLength > 2048) throw new Error("invalid field: expected ORDER of <= 2048 bytes");
			this.ORDER = ORDER;
			this.BITS = nBitLength;
			this.BYTES = nByteLength;
			Object.freeze(this);
		}
		create(num) {
			return mod(num, this.ORDER);
		}
		isValid(num) {
			if (typeof num !== "bigint") throw new TypeError("invalid field element: expected bigint, got " + typeof num);
			return _0n$3 <= num && num < this.ORDER;
		}
		is0(num) {
			return num === _0n$3;
		}
		isValidNot0(num) {
			return !this.is0(num) && this.isValid(num);
		}
		isOdd(num) {
			return (num & _1n$2) === _1n$2;
		}
		neg(num) {
			return mod(-num, this.ORDER);
		}
		eql(lhs, rhs) {
			return lhs === rhs;
		}
		sqr(num) {
			return mod(num * num, this.ORDER);
		}
		add(lhs, rhs) {
			return mod(lhs + rhs, this.ORDER);
		}
		sub(lhs, rhs) {
			return mod(lhs - rhs, this.ORDER);
		}
		mul(lhs, rhs) {
			return mod(lhs * rhs, this.ORDER);
		}
		pow(num, power) {
			return pow(num, power, this.ORDER);
		}
		div(lhs, rhs) {
			return mod(lhs * invert(rhs, this.ORDER), this.ORDER);
		}
		sqrN(num) {
			return num * num;
		}
		addN(lhs, rhs) {
			return lhs + rhs;
		}
		subN(lhs, rhs) {
			return lhs - rhs;
		}
		mulN(lhs, rhs) {
			return lhs * rhs;
		}
		inv(num) {
			return invert(num, this.ORDER);
		}
		sqrt(num) {
			let sqrt = FIELD_SQRT.get(this);
			if (!sqrt) FIELD_SQRT.set(this, sqrt = FpSqrt(this.ORDER));
			return sqrt(this, num);
		}
		toBytes(num) {
			return this.isLE ? numberToBytesLE(num, this.BYTES) : numberToBytesBE(num, this.BYTES);
		}
		fromBytes(bytes, skipValidation = false) {
			abytes(bytes);
			const { _lengths: allowedLengths, BYTES, isLE, ORDER, _mod: modFromBytes } = this;
			if (allowedLengths) {
				if (bytes.length < 1 || !allowedLengths.includes(bytes.length) || bytes.length > BYTES) throw new Error("Field.fromBytes: expected " + allowedLengths + " bytes, got " + bytes.length);
				const padded = new Uint8Array(BYTES);
				padded.set(bytes, isLE ? 0 : padded.length - bytes.length);
				bytes = padded;
			}
			if (bytes.length !== BYTES) throw new Error("Field.fromBytes: expected " + BYTES + " bytes, got " + bytes.length);
			let scalar = isLE ? bytesToNumberLE(bytes) : bytesToNumberBE(bytes);
			if (modFromBytes) scalar = mod(scalar, ORDER);
			if (!skipValidation) {
				if (!this.isValid(scalar)) throw new Error("invalid field element: outside of range 0..ORDER");
			}
			return scalar;
		}
		invertBatch(lst) {
			return FpInvertBatch(this, lst, true);
		}
		cmov(a, b, condition) {
			abool(condition, "condition");
			return condition ? b : a;
		}
	};
});

// node_modules/@noble/curves/abstract/curve.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
function validatePointCons(Point) {
	const pc = Point;
	if (typeof pc !== "function") throw new TypeError("\"Point\" expected constructor, got type=" + typeof Point);
	afunction(pc.fromAffine, "Point.fromAffine");
	afunction(pc.fromBytes, "Point.fromBytes");
	afunction(pc.fromHex, "Point.fromHex");
	aobject(pc.BASE, "Point.BASE");
	aobject(pc.ZERO, "Point.ZERO");
	validateField(pc.Fp);
	validateField(pc.Fn);
}
function normalizeZ(c, points) {
	validatePointCons(c);
	validateMSMPoints(points, c);
	const invertedZs = FpInvertBatch(c.Fp, points.map((p) => p.Z));
	return points.map((p, i) => c.fromAffine(p.toAffine(invertedZs[i])));
}
function validateW(W, bits, min = 1) {
	if (!Number.isSafeInteger(W) || W < min || W > bits) throw new Error("invalid window size, expected [" + min + ".." + bits + "], got W=" + W);
}
function validateTableBytes(numPoints, fpBytes) {
	const bytes = numPoints * (4 * fpBytes + 128);
	if (bytes > TABLE_BYTES_MAX) throw new Error("invalid window size: table would need ~" + Math.ceil(bytes / 2 ** 20) + " MiB, max " + TABLE_BYTES_MAX / 2 ** 20 + " MiB");
}
function probeRandomBytes(randomBytes, length) {
	if (randomBytes === void 0) return void 0;
	afunction(randomBytes, "randomBytes");
	try {
		const probe = randomBytes(length);
		if (!isBytes(probe) || probe.length !== length) return void 0;
	} catch {
		return;
	}
	return randomBytes;
}
function validateMSMPoints(points, c) {
	aarray(points, "points");
	points.forEach((p, i) => {
		if (!(p instanceof c)) throw new Error("invalid point at index " + i);
	});
}
function validateMSMScalars(scalars, field, maxScalar) {
	if (!Array.isArray(scalars)) throw new Error("array of scalars expected");
	scalars.forEach((s, i) => {
		if (!(maxScalar === void 0 ? field.isValid(s) : isPosBig(s) && s < maxScalar)) throw new Error("invalid scalar at index " + i);
	});
}
function getWindowSize(P) {
	return pointWindowSizes.get(P) || 1;
}
function oddMultiples(p, size) {
	const dbl = p.double();
	const t = [p];
	for (let j = 1; j < size; j++) t.push(t[j - 1].add(dbl));
	return t;
}
function wnafDigits(n, W) {
	const size = 2 ** W;
	const half = size / 2;
	const mask = BigInt(size - 1);
	const d = [];
	while (n > _0n$2) {
		let w = 0;
		if (n & _1n$1) {
			w = Number(n & mask);
			if (w >= half) w -= size;
			n -= BigInt(w);
		}
		d.push(w);
		n >>= _1n$1;
	}
	return d;
}
function signedWindowDigits(n, W, windows) {
	const size = 2 ** W;
	const half = size / 2;
	const mask = BigInt(size - 1);
	const shiftBy = BigInt(W);
	const d = [];
	for (let w = 0; w < windows; w++) {
		let v = Number(n & mask);
		n >>= shiftBy;
		if (v > half) {
			v -= size;
			n += _1n$1;
		}
		d.push(v);
	}
	if (n !== _0n$2) throw new Error("invalid wnaf");
	return d;
}
function wnafWalk(zero, tables, digits) {
	let max = 0;
	for (const d of digits) max = Math.max(max, d.length);
	let acc = zero;
	for (let bit = max - 1; bit >= 0; bit--) {
		if (bit !== max - 1) acc = acc.double();
		for (let i = 0; i < digits.length; i++) {
			const w = digits[i][bit];
			if (w) {
				const item = tables[i][Math.abs(w) - 1 >> 1];
				acc = acc.add(w < 0 ? item.negate() : item);
			}
		}
	}
	return acc;
}
function mulAddUnsafe(c, points, scalars, allowOversized = false) {
	validatePointCons(c);
	validateMSMPoints(points, c);
	abool(allowOversized, "allowOversized");
	validateMSMScalars(scalars, c.Fn, allowOversized ? c.Fn.ORDER ** _4n$1 : void 0);
	if (points.length !== scalars.length) throw new Error("arrays of points and scalars must have equal length");
	const tables = points.map((p) => oddMultiples(p, 4));
	const digits = scalars.map((n) => wnafDigits(n, 4));
	return wnafWalk(c.ZERO, tables, digits);
}
function createField(order, field, isLE) {
	if (field) {
		if (field.ORDER !== order) throw new Error("Field.ORDER must match order: Fp == p, Fn == n");
		validateField(field);
		return field;
	} else return Field(order, { isLE });
}
function createCurveFields(type, CURVE, curveOpts = {}, FpFnLE) {
	if (type !== "weierstrass" && type !== "edwards") throw new Error("expected curve type \"weierstrass\" or \"edwards\"");
	if (FpFnLE === void 0) FpFnLE = type === "edwards";
	if (!CURVE || typeof CURVE !== "object") throw new Error(`expected valid ${type} CURVE object`);
	validateObject(curveOpts);
	for (const p of [
		"p",
		"n",
		"h"
	]) {
		const val = CURVE[p];
		if (!(isPosBig(val) && val !== _0n$2)) throw new Error(`CURVE.${p} must be positive bigint`);
	}
	const Fp = createField(CURVE.p, curveOpts.Fp, FpFnLE);
	const Fn = createField(CURVE.n, curveOpts.Fn, FpFnLE);
	const params = [
		"Gx",
		"Gy",
		"a",
		type === "weierstrass" ? "b" : "d"
	];
	for (const p of params) if (!Fp.isValid(CURVE[p])) throw new Error(`CURVE.${p} must be valid field element of CURVE.Fp`);
	CURVE = Object.freeze(Object.assign({}, CURVE));
	return {
		CURVE,
		Fp,
		Fn
	};
}
function createKeygen(randomSecretKey, getPublicKey) {
	return function keygen(seed) {
		const secretKey = randomSecretKey(seed);
		return {
			secretKey,
			publicKey: getPublicKey(secretKey)
		};
	};
}
var _0n$2, _1n$1, _4n$1, BLIND_BYTES, BLIND_BITS, FW_WINDOW, TABLE_BYTES_MAX, pointWindowSizes, ScalarMultiplier;
var init_curve = require_defineProperty.__esmMin(() => {
	init_utils();
	init_modular();
	require_defineProperty.init_defineProperty();
	_0n$2 = /* @__PURE__ */ BigInt(0);
	_1n$1 = /* @__PURE__ */ BigInt(1);
	_4n$1 = /* @__PURE__ */ BigInt(4);
	BLIND_BYTES = 16;
	BLIND_BITS = 128;
	FW_WINDOW = 5;
	TABLE_BYTES_MAX = /* @__PURE__ */ (() => 2 ** 31)();
	pointWindowSizes = /* @__PURE__ */ new WeakMap();
	ScalarMultiplier = class {
		constructor(Point, randomBytes) {
			require_defineProperty._defineProperty(this, "Point", void 0);
			require_defineProperty._defineProperty(this, "BASE", void 0);
			require_defineProperty._defineProperty(this, "ZERO", void 0);
			require_defineProperty._defineProperty(this, "randomBytes", void 0);
			require_defineProperty._defineProperty(this, "wnafPrecomputes", /* @__PURE__ */ new WeakMap());
			require_defineProperty._defineProperty(this, "baseCanBeBlinded", void 0);
			require_defineProperty._defineProperty(this, "bits", void 0);
			validatePointCons(Point);
			this.randomBytes = probeRandomBytes(randomBytes, BLIND_BYTES);
			this.Point = Point;
			this.BASE = Point.BASE;
			this.ZERO = Point.ZERO;
			this.bits = Point.Fn.BITS;
		}
		buildWnafTable(point, W, bits) {
			const windows = Math.ceil(bits / W) + 1;
			const half = 2 ** (W - 1);
			const comp = [];
			let base = point;
			for (let w = 0; w < windows; w++) {
				let acc = base;
				for (let i = 0; i < half; i++) {
					comp.push(acc);
					acc = acc.add(base);
				}
				base = comp[comp.length - 1].double();
			}
			return {
				W,
				bits,
				windows,
				comp
			};
		}
		wnafCachedCT(precomputes, n) {
			const { W, windows, comp } = precomputes;
			const half = 2 ** (W - 1);
			const digits = signedWindowDigits(n, W, windows);
			let p = this.ZERO;
			let f = this.BASE;
			for (let w = 0; w < windows; w++) {
				const digit = digits[w];
				const start = w * half;
				const idx = Math.abs(digit) - 1;
				let sel = comp[start];
				for (let i = 1; i < half; i++) sel = i === idx ? comp[start + i] : sel;
				const neg = sel.negate();
				if (digit === 0) f = f.add(comp[start]);
				else p = p.add(digit < 0 ? neg : sel);
			}
			return {
				p,
				f
			};
		}
		getWnafPrecomputes(W, point, bits, transform) {
			let entries = this.wnafPrecomputes.get(point);
			let comp = entries === null || entries === void 0 ? void 0 : entries.find((entry) => entry.W === W && entry.bits === bits);
			if (!comp) {
				comp = this.buildWnafTable(point, W, bits);
				if (typeof transform === "function") comp = {
					...comp,
					comp: transform(comp.comp)
				};
				if (!entries) {
					entries = [];
					this.wnafPrecomputes.set(point, entries);
				}
				entries.push(comp);
			}
			return comp;
		}
		assertPoint(point) {
			if (!(point instanceof this.Point)) throw new TypeError("\"point\" expected Point instance, got type=" + typeof point);
		}
		validateMulInput(point, scalar) {
			this.assertPoint(point);
			if (!inRange(scalar, _1n$1, this.Point.Fn.ORDER)) throw new Error("invalid scalar");
		}
		runCT(point, n, bits, transform) {
			const W = getWindowSize(point);
			if (W === 1) return this.fixedWindowCT(point, n, bits);
			return this.wnafCachedCT(this.getWnafPrecomputes(W, point, bits, transform), n);
		}
		mulCT(point, scalar, transform) {
			this.validateMulInput(point, scalar);
			return this.runCT(point, scalar, this.bits, transform);
		}
		mulCTBlinded(point, scalar, transform) {
			this.validateMulInput(point, scalar);
			if (this.randomBytes === void 0) throw new Error("randomBytes is required for scalar blinding");
			const bits = this.Point.Fn.BITS + BLIND_BITS;
			const blind = this.randomBytes(BLIND_BYTES);
			if (!isBytes(blind) || blind.length !== BLIND_BYTES) throw new Error("randomBytes returned invalid byte array");
			blind[0] = blind[0] & 63 | 128;
			const n = scalar + bytesToNumberBE(blind) * this.Point.Fn.ORDER;
			return this.runCT(point, n, bits, transform);
		}
		fixedWindowCT(point, n, bits) {
			const W = FW_WINDOW;
			const size = 32;
			const mask = bitMask(W);
			const table = new Array(size);
			table[0] = this.ZERO;
			for (let i = 1; i < size; i++) table[i] = table[i - 1].add(point);
			const windows = Math.ceil(bits / W);
			let acc = this.ZERO;
			for (let window = windows - 1; window >= 0; window--) {
				if (window !== windows - 1) for (let d = 0; d < W; d++) acc = acc.double();
				const digit = Number(n >> BigInt(window * W) & mask);
				let sel = table[0];
				for (let i = 1; i < size; i++) sel = i === digit ? table[i] : sel;
				acc = acc.add(sel);
			}
			return {
				p: acc,
				f: acc
			};
		}
		shouldBlind(point, cofactor) {
			if (this.randomBytes === void 0) return false;
			if (cofactor === _1n$1) return true;
			if (point !== this.BASE) return false;
			if (this.baseCanBeBlinded === void 0) this.baseCanBeBlinded = this.mulUnsafe(this.BASE, this.Point.Fn.ORDER).is0();
			return this.baseCanBeBlinded;
		}
		mulSecret(point, scalar, cofactor, transform) {
			return this.shouldBlind(point, cofactor) ? this.mulCTBlinded(point, scalar, transform) : this.mulCT(point, scalar, transform);
		}
		mulUnsafe(point, scalar, transform) {
			this.assertPoint(point);
			if (!isPosBig(scalar)) throw new Error("invalid scalar");
			const W = getWindowSize(point);
			if (W === 1 || scalar >= this.Point.Fn.ORDER) return mulAddUnsafe(this.Point, [point], [scalar], true);
			const precomputes = this.getWnafPrecomputes(W, point, this.bits, transform);
			return this.wnafCachedCT(precomputes, scalar).p;
		}
		setWindowSize(point, W) {
			this.assertPoint(point);
			validateW(W, this.bits);
			validateTableBytes((Math.ceil((this.bits + BLIND_BITS) / W) + 1) * 2 ** (W - 1), this.Point.Fp.BYTES);
			pointWindowSizes.set(point, W);
			this.wnafPrecomputes.delete(point);
		}
		hasWindowSize(point) {
			return getWindowSize(point) !== 1;
		}
	};
});

// node_modules/@noble/hashes/hmac.js
var _HMAC, hmac;
var init_hmac = require_defineProperty.__esmMin(() => {
	init_utils$1();
	require_defineProperty.init_defineProperty();
	_HMAC = class {
		constructor(hash, key) {
			require_defineProperty._defineProperty(this, "oHash", void 0);
			require_defineProperty._defineProperty(this, "iHash", void 0);
			require_defineProperty._defineProperty(this, "blockLen", void 0);
			require_defineProperty._defineProperty(this, "outputLen", void 0);
			require_defineProperty._defineProperty(this, "canXOF", false);
			require_defineProperty._defineProperty(this, "finished", false);
			require_defineProperty._defineProperty(this, "destroyed", false);
			ahash(hash);
			abytes$1(key, void 0, "key");
			this.iHash = hash.create();
			if (typeof this.iHash.update !== "function") throw new Error("expected Hash instance");
			this.blockLen = this.iHash.blockLen;
			this.outputLen = this.iHash.outputLen;
			const blockLen = this.blockLen;
			const pad = new Uint8Array(blockLen);
			pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
			for (let i = 0; i < pad.length; i++) pad[i] ^= 54;
			this.iHash.update(pad);
			this.oHash = hash.create();
			for (let i = 0; i < pad.length; i++) pad[i] ^= 106;
			this.oHash.update(pad);
			clean(pad);
		}
		update(buf) {
			aexists(this);
			this.iHash.update(buf);
			return this;
		}
		digestInto(out) {
			aexists(this);
			aoutput(out, this);
			this.finished = true;
			const buf = out.subarray(0, this.outputLen);
			this.iHash.digestInto(buf);
			this.oHash.update(buf);
			this.oHash.digestInto(buf);
			this.destroy();
		}
		digest() {
			const out = new Uint8Array(this.oHash.outputLen);
			this.digestInto(out);
			return out;
		}
		_cloneInto(to) {
			to || (to = Object.create(Object.getPrototypeOf(this), {}));
			const { oHash, iHash, finished, destroyed, blockLen, outputLen, canXOF } = this;
			to = to;
			to.finished = finished;
			to.destroyed = destroyed;
			to.blockLen = blockLen;
			to.outputLen = outputLen;
			to.canXOF = canXOF;
			to.oHash = oHash._cloneInto(to.oHash);
			to.iHash = iHash._cloneInto(to.iHash);
			return to;
		}
		clone() {
			return this._cloneInto();
		}
		destroy() {
			this.destroyed = true;
			this.oHash.destroy();
			this.iHash.destroy();
		}
	};
	hmac = /* @__PURE__ */ (() => {
		const hmac_ = ((hash, key, message) => new _HMAC(hash, key).update(message).digest());
		hmac_.create = (hash, key) => new _HMAC(hash, key);
		return hmac_;
	})();
});

// node_modules/@noble/curves/abstract/der.js
var _0n$1, DERErr, _DER, DER;
var init_der = require_defineProperty.__esmMin(() => {
	init_utils();
	_0n$1 = /* @__PURE__ */ BigInt(0);
	DERErr = class extends Error {
		constructor(m = "") {
			/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
			super(m);
		}
	};
	_DER = {
		Err: DERErr,
		_tlv: {
			encode: (tag, data) => {
				const { Err: E } = _DER;
				asafenumber(tag, "tag");
				if (tag < 0 || tag > 255) throw new E("tlv.encode: wrong tag");
				astring(data, "data");
				if (data.length & 1) throw new E("tlv.encode: unpadded data");
				const dataLen = data.length / 2;
				const len = numberToHexUnpadded(dataLen);
				if (len.length / 2 & 128) throw new E("tlv.encode: long form length too big");
				const lenLen = dataLen > 127 ? numberToHexUnpadded(len.length / 2 | 128) : "";
				return numberToHexUnpadded(tag) + lenLen + len + data;
			},
			decode(tag, data) {
				const { Err: E } = _DER;
				data = abytes(data, void 0, "DER data");
				let pos = 0;
				if (tag < 0 || tag > 255) throw new E("tlv.decode: wrong tag");
				if (data.length < 2 || data[pos++] !== tag) throw new E("tlv.decode: wrong tlv");
				const first = data[pos++];
				const isLong = !!(first & 128);
				let length = 0;
				if (!isLong) length = first;
				else {
					const lenLen = first & 127;
					if (!lenLen) throw new E("tlv.decode(long): indefinite length not supported");
					if (lenLen > 4) throw new E("tlv.decode(long): byte length is too big");
					const lengthBytes = data.subarray(pos, pos + lenLen);
					if (lengthBytes.length !== lenLen) throw new E("tlv.decode: length bytes not complete");
					if (lengthBytes[0] === 0) throw new E("tlv.decode(long): zero leftmost byte");
					for (const b of lengthBytes) length = length << 8 | b;
					pos += lenLen;
					if (length < 128) throw new E("tlv.decode(long): not minimal encoding");
				}
				const v = data.subarray(pos, pos + length);
				if (v.length !== length) throw new E("tlv.decode: wrong value length");
				return {
					v,
					l: data.subarray(pos + length)
				};
			}
		},
		_int: {
			encode(num) {
				const { Err: E } = _DER;
				abignumber(num);
				if (num < _0n$1) throw new E("integer: negative integers are not allowed");
				let hex = numberToHexUnpadded(num);
				if (Number.parseInt(hex[0], 16) & 8) hex = "00" + hex;
				if (hex.length & 1) throw new E("unexpected DER parsing assertion: unpadded hex");
				return hex;
			},
			decode(data) {
				const { Err: E } = _DER;
				if (data.length < 1) throw new E("invalid signature integer: empty");
				if (data[0] & 128) throw new E("invalid signature integer: negative");
				if (data.length > 1 && data[0] === 0 && !(data[1] & 128)) throw new E("invalid signature integer: unnecessary leading zero");
				return bytesToNumberBE(data);
			}
		},
		toSig(bytes, maxScalarBytes) {
			const { Err: E, _int: int, _tlv: tlv } = _DER;
			if (maxScalarBytes !== void 0) {
				asafenumber(maxScalarBytes, "maxScalarBytes");
				if (maxScalarBytes < 1) throw new E("invalid signature: maxScalarBytes must be positive");
			}
			const data = abytes(bytes, void 0, "signature");
			const { v: seqBytes, l: seqLeftBytes } = tlv.decode(48, data);
			if (seqLeftBytes.length) throw new E("invalid signature: left bytes after parsing");
			const { v: rBytes, l: rLeftBytes } = tlv.decode(2, seqBytes);
			const { v: sBytes, l: sLeftBytes } = tlv.decode(2, rLeftBytes);
			if (sLeftBytes.length) throw new E("invalid signature: left bytes after parsing");
			if (maxScalarBytes !== void 0 && (rBytes.length > maxScalarBytes || sBytes.length > maxScalarBytes)) throw new E("invalid signature: integer too large");
			return {
				r: int.decode(rBytes),
				s: int.decode(sBytes)
			};
		},
		hexFromSig(sig) {
			const { _tlv: tlv, _int: int } = _DER;
			validateObject(sig, {
				r: "bigint",
				s: "bigint"
			}, {}, "sig");
			const seq = tlv.encode(2, int.encode(sig.r)) + tlv.encode(2, int.encode(sig.s));
			return tlv.encode(48, seq);
		}
	};
	DER = /* @__PURE__ */ (() => {
		Object.freeze(_DER._tlv);
		Object.freeze(_DER._int);
		return Object.freeze(_DER);
	})();
});

// node_modules/@noble/curves/abstract/weierstrass.js
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
function _splitEndoScalar(k, basis, n) {
	aInRange("scalar", k, _0n, n);
	const [[a1, b1], [a2, b2]] = basis;
	const c1 = divNearest(b2 * k, n);
	const c2 = divNearest(-b1 * k, n);
	let k1 = k - c1 * a1 - c2 * a2;
	let k2 = -c1 * b1 - c2 * b2;
	const k1neg = k1 < _0n;
	const k2neg = k2 < _0n;
	if (k1neg) k1 = -k1;
	if (k2neg) k2 = -k2;
	const MAX_NUM = bitMask(Math.ceil(bitLen(n) / 2)) + _1n;
	if (k1 < _0n || k1 >= MAX_NUM || k2 < _0n || k2 >= MAX_NUM) throw new Error("splitScalar (endomorphism): failed for k");
	return {
		k1neg,
		k1,
		k2neg,
		k2
	};
}
function validateSigFormat(format) {
	if (![
		"compact",
		"recovered",
		"der"
	].includes(format)) throw new Error("Signature format must be \"compact\", \"recovered\", or \"der\"");
	return format;
}
function validateSigOpts(opts, def) {
	validateObject(opts);
	const optsn = {};
	for (let optName of Object.keys(def)) optsn[optName] = opts[optName] === void 0 ? def[optName] : opts[optName];
	abool(optsn.lowS, "lowS");
	abool(optsn.prehash, "prehash");
	if (optsn.format !== void 0) validateSigFormat(optsn.format);
	return optsn;
}
function weierstrass(params, extraOpts = {}) {
	var _Point;
	const validated = createCurveFields("weierstrass", params, extraOpts);
	const Fp = validated.Fp;
	const Fn = validated.Fn;
	let CURVE = validated.CURVE;
	const { h: cofactor, n: CURVE_ORDER } = CURVE;
	validateObject(extraOpts, {}, {
		allowInfinityPoint: "boolean",
		clearCofactor: "function",
		isTorsionFree: "function",
		fromBytes: "function",
		toBytes: "function",
		endo: "object",
		randomBytes: "function"
	});
	const { endo: endoOpts, allowInfinityPoint, clearCofactor, isTorsionFree, fromBytes, toBytes } = extraOpts;
	const randomBytes$2 = extraOpts.randomBytes === void 0 ? randomBytes : extraOpts.randomBytes;
	if (endoOpts) {
		if (!Fp.is0(CURVE.a) || typeof endoOpts.beta !== "bigint" || !Array.isArray(endoOpts.basises)) throw new Error("invalid endo: expected \"beta\": bigint and \"basises\": array");
	}
	const endo = endoOpts ? {
		beta: endoOpts.beta,
		basises: endoOpts.basises.map((basis) => [...basis])
	} : void 0;
	const lengths = getWLengths(Fp, Fn);
	function assertCompressionIsSupported() {
		if (!Fp.isOdd) throw new Error("compression is not supported: Field does not have .isOdd()");
	}
	function pointToBytes(_c, point, isCompressed) {
		if (point.is0()) {
			if (!allowInfinityPoint) throw new Error("bad point: ZERO");
			return Uint8Array.of(0);
		}
		const { x, y } = point.toAffine();
		const bx = Fp.toBytes(x);
		abool(isCompressed, "isCompressed");
		if (isCompressed) {
			assertCompressionIsSupported();
			const hasEvenY = !Fp.isOdd(y);
			return concatBytes(pprefix(hasEvenY), bx);
		} else return concatBytes(Uint8Array.of(4), bx, Fp.toBytes(y));
	}
	function pointFromBytes(bytes) {
		abytes(bytes, void 0, "Point");
		const { publicKey: comp, publicKeyUncompressed: uncomp } = lengths;
		const length = bytes.length;
		const head = bytes[0];
		const tail = bytes.subarray(1);
		if (allowInfinityPoint && length === 1 && head === 0) return {
			x: Fp.ZERO,
			y: Fp.ZERO
		};
		if (length === comp && (head === 2 || head === 3)) {
			const x = Fp.fromBytes(tail);
			if (!Fp.isValid(x)) throw new Error("bad point: is not on curve, wrong x");
			const y2 = weierstrassEquation(x);
			let y;
			try {
				y = Fp.sqrt(y2);
			} catch (sqrtError) {
				const err = sqrtError instanceof Error ? ": " + sqrtError.message : "";
				throw new Error("bad point: is not on curve, sqrt error" + err);
			}
			assertCompressionIsSupported();
			const evenY = Fp.isOdd(y);
			if ((head & 1) === 1 !== evenY) y = Fp.neg(y);
			return {
				x,
				y
			};
		} else if (length === uncomp && head === 4) {
			const L = Fp.BYTES;
			const x = Fp.fromBytes(tail.subarray(0, L));
			const y = Fp.fromBytes(tail.subarray(L, L * 2));
			if (!isValidXY(x, y)) throw new Error("bad point: is not on curve");
			return {
				x,
				y
			};
		} else throw new Error(`bad point: got length ${length}, expected compressed=${comp} or uncompressed=${uncomp}`);
	}
	const encodePoint = toBytes === void 0 ? pointToBytes : toBytes;
	const decodePoint = fromBytes === void 0 ? pointFromBytes : fromBytes;
	const b3 = Fp.mul(CURVE.b, _3n);
	const mulA = Fp.is0(CURVE.a) ? (_) => Fp.ZERO : (x) => Fp.mul(CURVE.a, x);
	function weierstrassEquation(x) {
		const x2 = Fp.sqr(x);
		const x3 = Fp.mul(x2, x);
		return Fp.add(Fp.add(x3, Fp.mul(x, CURVE.a)), CURVE.b);
	}
	function isValidXY(x, y) {
		const left = Fp.sqr(y);
		const right = weierstrassEquation(x);
		return Fp.eql(left, right);
	}
	if (!isValidXY(CURVE.Gx, CURVE.Gy)) throw new Error("bad curve params: generator point");
	const _4a3 = Fp.mul(Fp.pow(CURVE.a, _3n), _4n);
	const _27b2 = Fp.mul(Fp.sqr(CURVE.b), BigInt(27));
	if (Fp.is0(Fp.add(_4a3, _27b2))) throw new Error("bad curve params: a or b");
	function acoord(title, n, banZero = false) {
		if (!Fp.isValid(n) || banZero && Fp.is0(n)) throw new Error(`bad point coordinate ${title}`);
		return typeof n === "object" && n !== null ? Fp.create(n) : n;
	}
	function aprjpoint(other) {
		if (!(other instanceof Point)) throw new Error("Weierstrass Point expected");
	}
	function splitEndoScalarN(k) {
		if (!endo || !endo.basises) throw new Error("no endo");
		return _splitEndoScalar(k, endo.basises, Fn.ORDER);
	}
	function pushWnafPair(points, scalars, p, k) {
		if (!Fn.isValid(k)) throw new RangeError("invalid scalar: out of range");
		if (endo) {
			const { k1neg, k1, k2neg, k2 } = splitEndoScalarN(k);
			const psi = new Point(Fp.mul(p.X, endo.beta), p.Y, p.Z);
			points.push(k1neg ? p.negate() : p, k2neg ? psi.negate() : psi);
			scalars.push(k1, k2);
		} else {
			points.push(p);
			scalars.push(k);
		}
	}
	const validityCache = /* @__PURE__ */ new WeakSet();
	class Point {
		constructor(X, Y, Z) {
			require_defineProperty._defineProperty(this, "X", void 0);
			require_defineProperty._defineProperty(this, "Y", void 0);
			require_defineProperty._defineProperty(this, "Z", void 0);
			this.X = acoord("x", X);
			this.Y = acoord("y", Y, true);
			this.Z = acoord("z", Z);
			Object.freeze(this);
		}
		static CURVE() {
			return CURVE;
		}
		static fromAffine(p) {
			const { x, y } = p || {};
			if (!p || !Fp.isValid(x) || !Fp.isValid(y)) throw new Error("invalid affine point");
			if (p instanceof Point) throw new Error("projective point not allowed");
			if (Fp.is0(x) && Fp.is0(y)) return Point.ZERO;
			return new Point(x, y, Fp.ONE);
		}
		static fromBytes(bytes) {
			const P = Point.fromAffine(decodePoint(abytes(bytes, void 0, "point")));
			P.assertValidity();
			return P;
		}
		static fromHex(hex) {
			return Point.fromBytes(hexToBytes(hex));
		}
		get x() {
			return this.toAffine().x;
		}
		get y() {
			return this.toAffine().y;
		}
		precompute(windowSize = 6, isLazy = true) {
			wnaf.setWindowSize(this, windowSize);
			if (!isLazy) this.multiply(_3n);
			return this;
		}
		assertValidity() {
			const p = this;
			if (p.is0()) {
				if (allowInfinityPoint && Fp.is0(p.X) && Fp.eql(p.Y, Fp.ONE) && Fp.is0(p.Z)) return;
				throw new Error("bad point: ZERO");
			}
			if (validityCache.has(p)) return;
			const { x, y } = p.toAffine();
			if (!Fp.isValid(x) || !Fp.isValid(y)) throw new Error("bad point: x or y not field elements");
			if (!isValidXY(x, y)) throw new Error("bad point: equation left != right");
			if (!p.isTorsionFree()) throw new Error("bad point: not in prime-order subgroup");
			validityCache.add(p);
		}
		hasEvenY() {
			const { y } = this.toAffine();
			if (!Fp.isOdd) throw new Error("Field doesn't support isOdd");
			return !Fp.isOdd(y);
		}
		equals(other) {
			aprjpoint(other);
			const { X: X1, Y: Y1, Z: Z1 } = this;
			const { X: X2, Y: Y2, Z: Z2 } = other;
			const U1 = Fp.eql(Fp.mul(X1, Z2), Fp.mul(X2, Z1));
			const U2 = Fp.eql(Fp.mul(Y1, Z2), Fp.mul(Y2, Z1));
			return U1 && U2;
		}
		negate() {
			return new Point(this.X, Fp.neg(this.Y), this.Z);
		}
		double() {
			const { X: X1, Y: Y1, Z: Z1 } = this;
			let X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO;
			let t0 = Fp.mul(X1, X1);
			let t1 = Fp.mul(Y1, Y1);
			let t2 = Fp.mul(Z1, Z1);
			let t3 = Fp.mul(X1, Y1);
			t3 = Fp.add(t3, t3);
			Z3 = Fp.mul(X1, Z1);
			Z3 = Fp.add(Z3, Z3);
			X3 = mulA(Z3);
			Y3 = Fp.mul(b3, t2);
			Y3 = Fp.add(X3, Y3);
			X3 = Fp.sub(t1, Y3);
			Y3 = Fp.add(t1, Y3);
			Y3 = Fp.mul(X3, Y3);
			X3 = Fp.mul(t3, X3);
			Z3 = Fp.mul(b3, Z3);
			t2 = mulA(t2);
			t3 = Fp.sub(t0, t2);
			t3 = mulA(t3);
			t3 = Fp.add(t3, Z3);
			Z3 = Fp.add(t0, t0);
			t0 = Fp.add(Z3, t0);
			t0 = Fp.add(t0, t2);
			t0 = Fp.mul(t0, t3);
			Y3 = Fp.add(Y3, t0);
			t2 = Fp.mul(Y1, Z1);
			t2 = Fp.add(t2, t2);
			t0 = Fp.mul(t2, t3);
			X3 = Fp.sub(X3, t0);
			Z3 = Fp.mul(t2, t1);
			Z3 = Fp.add(Z3, Z3);
			Z3 = Fp.add(Z3, Z3);
			return new Point(X3, Y3, Z3);
		}
		add(other) {
			aprjpoint(other);
			const { X: X1, Y: Y1, Z: Z1 } = this;
			const { X: X2, Y: Y2, Z: Z2 } = other;
			let X3 = Fp.ZERO, Y3 = Fp.ZERO, Z3 = Fp.ZERO;
			let t0 = Fp.mul(X1, X2);
			let t1 = Fp.mul(Y1, Y2);
			let t2 = Fp.mul(Z1, Z2);
			let t3 = Fp.add(X1, Y1);
			let t4 = Fp.add(X2, Y2);
			t3 = Fp.mul(t3, t4);
			t4 = Fp.add(t0, t1);
			t3 = Fp.sub(t3, t4);
			t4 = Fp.add(X1, Z1);
			let t5 = Fp.add(X2, Z2);
			t4 = Fp.mul(t4, t5);
			t5 = Fp.add(t0, t2);
			t4 = Fp.sub(t4, t5);
			t5 = Fp.add(Y1, Z1);
			X3 = Fp.add(Y2, Z2);
			t5 = Fp.mul(t5, X3);
			X3 = Fp.add(t1, t2);
			t5 = Fp.sub(t5, X3);
			Z3 = mulA(t4);
			X3 = Fp.mul(b3, t2);
			Z3 = Fp.add(X3, Z3);
			X3 = Fp.sub(t1, Z3);
			Z3 = Fp.add(t1, Z3);
			Y3 = Fp.mul(X3, Z3);
			t1 = Fp.add(t0, t0);
			t1 = Fp.add(t1, t0);
			t2 = mulA(t2);
			t4 = Fp.mul(b3, t4);
			t1 = Fp.add(t1, t2);
			t2 = Fp.sub(t0, t2);
			t2 = mulA(t2);
			t4 = Fp.add(t4, t2);
			t0 = Fp.mul(t1, t4);
			Y3 = Fp.add(Y3, t0);
			t0 = Fp.mul(t5, t4);
			X3 = Fp.mul(t3, X3);
			X3 = Fp.sub(X3, t0);
			t0 = Fp.mul(t3, t1);
			Z3 = Fp.mul(t5, Z3);
			Z3 = Fp.add(Z3, t0);
			return new Point(X3, Y3, Z3);
		}
		subtract(other) {
			aprjpoint(other);
			return this.add(other.negate());
		}
		is0() {
			return this.equals(Point.ZERO);
		}
		multiply(scalar) {
			if (!Fn.isValidNot0(scalar)) throw new RangeError("invalid scalar: out of range");
			const { p, f } = wnaf.mulSecret(this, scalar, cofactor, normalize);
			return normalize([p, f])[0];
		}
		multiplyUnsafe(scalar) {
			const p = this;
			const sc = scalar;
			if (!Fn.isValid(sc)) throw new RangeError("invalid scalar: out of range");
			if (sc === _0n || p.is0()) return Point.ZERO;
			if (sc === _1n) return p;
			if (wnaf.hasWindowSize(this)) return wnaf.mulUnsafe(p, sc, normalize);
			const points = [];
			const scalars = [];
			pushWnafPair(points, scalars, p, sc);
			return mulAddUnsafe(Point, points, scalars);
		}
		mulAddUnsafe(a, other, b) {
			aprjpoint(other);
			const points = [];
			const scalars = [];
			pushWnafPair(points, scalars, this, a);
			pushWnafPair(points, scalars, other, b);
			return mulAddUnsafe(Point, points, scalars);
		}
		toAffine(invertedZ) {
			const p = this;
			let iz = invertedZ;
			if (iz != null && !Fp.isValid(iz)) throw new RangeError("\"invertedZ\" expected valid field element");
			const { X, Y, Z } = p;
			if (Fp.eql(Z, Fp.ONE)) return {
				x: X,
				y: Y
			};
			const is0 = p.is0();
			if (iz == null) iz = is0 ? Fp.ONE : Fp.inv(Z);
			const x = Fp.mul(X, iz);
			const y = Fp.mul(Y, iz);
			const zz = Fp.mul(Z, iz);
			if (is0) return {
				x: Fp.ZERO,
				y: Fp.ZERO
			};
			if (!Fp.eql(zz, Fp.ONE)) throw new Error("invZ was invalid");
			return {
				x,
				y
			};
		}
		isTorsionFree() {
			if (cofactor === _1n) return true;
			if (isTorsionFree) return isTorsionFree(Point, this);
			return wnaf.mulUnsafe(this, CURVE_ORDER).is0();
		}
		clearCofactor() {
			if (cofactor === _1n) return this;
			if (clearCofactor) return clearCofactor(Point, this);
			return this.multiplyUnsafe(cofactor);
		}
		isSmallOrder() {
			if (cofactor === _1n) return this.is0();
			return this.clearCofactor().is0();
		}
		toBytes(isCompressed = true) {
			abool(isCompressed, "isCompressed");
			this.assertValidity();
			return encodePoint(Point, this, isCompressed);
		}
		toHex(isCompressed = true) {
			return bytesToHex(this.toBytes(isCompressed));
		}
		toString() {
			return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
		}
	}
	_Point = Point;
	require_defineProperty._defineProperty(Point, "BASE", new _Point(CURVE.Gx, CURVE.Gy, Fp.ONE));
	require_defineProperty._defineProperty(Point, "ZERO", new _Point(Fp.ZERO, Fp.ONE, Fp.ZERO));
	require_defineProperty._defineProperty(Point, "Fp", Fp);
	require_defineProperty._defineProperty(Point, "Fn", Fn);
	const normalize = (points) => normalizeZ(Point, points);
	const wnaf = new ScalarMultiplier(Point, randomBytes$2);
	if (wnaf.bits >= 6) Point.BASE.precompute(6);
	Object.freeze(Point.prototype);
	Object.freeze(Point);
	return Point;
}
function pprefix(hasEvenY) {
	return Uint8Array.of(hasEvenY ? 2 : 3);
}
function getWLengths(Fp, Fn) {
	return {
		secretKey: Fn.BYTES,
		publicKey: 1 + Fp.BYTES,
		publicKeyUncompressed: 1 + 2 * Fp.BYTES,
		publicKeyHasPrefix: true,
		signature: 2 * Fn.BYTES
	};
}
function ecdh(Point, ecdhOpts = {}) {
	validatePointCons(Point);
	const { Fn } = Point;
	const randomBytes_ = ecdhOpts.randomBytes === void 0 ? randomBytes : ecdhOpts.randomBytes;
	const lengths = Object.assign(getWLengths(Point.Fp, Fn), { seed: Math.max(getMinHashLength(Fn.ORDER), 16) });
	function isValidSecretKey(secretKey) {
		try {
			const num = Fn.fromBytes(secretKey);
			return Fn.isValidNot0(num);
		} catch (error) {
			return false;
		}
	}
	function isValidPublicKey(publicKey, isCompressed) {
		const { publicKey: comp, publicKeyUncompressed } = lengths;
		try {
			const l = publicKey.length;
			if (isCompressed === true && l !== comp) return false;
			if (isCompressed === false && l !== publicKeyUncompressed) return false;
			return !Point.fromBytes(publicKey).is0();
		} catch (error) {
			return false;
		}
	}
	function randomSecretKey(seed) {
		seed = seed === void 0 ? randomBytes_(lengths.seed) : seed;
		return mapHashToField(abytes(seed, lengths.seed, "seed"), Fn.ORDER);
	}
	function getPublicKey(secretKey, isCompressed = true) {
		return Point.BASE.multiply(Fn.fromBytes(secretKey)).toBytes(isCompressed);
	}
	function isProbPub(item) {
		const { secretKey, publicKey, publicKeyUncompressed } = lengths;
		const allowedLengths = Fn._lengths;
		if (!isBytes(item)) return void 0;
		const l = abytes(item, void 0, "key").length;
		const isPub = l === publicKey || l === publicKeyUncompressed;
		const isSec = l === secretKey || !!(allowedLengths === null || allowedLengths === void 0 ? void 0 : allowedLengths.includes(l));
		if (isPub && isSec) return void 0;
		return isPub;
	}
	function getSharedSecret(secretKeyA, publicKeyB, isCompressed = true) {
		if (isProbPub(secretKeyA) === true) throw new Error("first arg must be private key");
		if (isProbPub(publicKeyB) === false) throw new Error("second arg must be public key");
		const s = Fn.fromBytes(secretKeyA);
		const b = Point.fromBytes(publicKeyB);
		if (b.is0()) throw new Error("invalid public key: point at infinity");
		return b.multiply(s).toBytes(isCompressed);
	}
	const utils = {
		isValidSecretKey,
		isValidPublicKey,
		randomSecretKey
	};
	const keygen = createKeygen(randomSecretKey, getPublicKey);
	Object.freeze(utils);
	Object.freeze(lengths);
	return Object.freeze({
		getPublicKey,
		getSharedSecret,
		keygen,
		Point,
		utils,
		lengths
	});
}
function ecdsa(Point, hash, ecdsaOpts = {}) {
	validatePointCons(Point);
	const hash_ = hash;
	ahash(hash_);
	validateObject(ecdsaOpts, {}, {
		hmac: "function",
		lowS: "boolean",
		randomBytes: "function",
		bits2int: "function",
		bits2int_modN: "function"
	});
	const opts = Object.assign({}, ecdsaOpts);
	const randomBytes$3 = opts.randomBytes === void 0 ? randomBytes : opts.randomBytes;
	const hmac$1 = opts.hmac === void 0 ? (key, msg) => hmac(hash_, key, msg) : opts.hmac;
	const { Fp, Fn } = Point;
	const { ORDER: CURVE_ORDER, BITS: fnBits } = Fn;
	const blindLength = getMinHashLength(CURVE_ORDER);
	const csprng = probeRandomBytes(randomBytes$3, blindLength);
	const { keygen, getPublicKey, getSharedSecret, utils, lengths } = ecdh(Point, opts);
	const defaultSigOpts = {
		prehash: true,
		lowS: typeof opts.lowS === "boolean" ? opts.lowS : true,
		format: "compact",
		extraEntropy: false
	};
	const hasLargeRecoveryLifts = CURVE_ORDER * _2n + _1n < Fp.ORDER;
	function isBiggerThanHalfOrder(number) {
		return number > CURVE_ORDER >> _1n;
	}
	function validateRS(title, num) {
		if (!Fn.isValidNot0(num)) throw new Error(`invalid signature ${title}: out of range 1..Point.Fn.ORDER`);
		return num;
	}
	function assertFieldSignIsSupported() {
		if (!Fp.isOdd) throw new Error("Field doesn't support isOdd");
	}
	function getRecoveryBit(x, y, r) {
		assertFieldSignIsSupported();
		return (x === r ? 0 : 2) | Number(Fp.isOdd(y));
	}
	function assertRecoverableCurve() {
		if (hasLargeRecoveryLifts) throw new Error("\"recovered\" sig type is not supported for cofactor >2 curves");
	}
	function validateSigLength(bytes, format) {
		validateSigFormat(format);
		const size = lengths.signature;
		const sizer = format === "compact" ? size : format === "recovered" ? size + 1 : void 0;
		return abytes(bytes, sizer);
	}
	class Signature {
		constructor(r, s, recovery) {
			require_defineProperty._defineProperty(this, "r", void 0);
			require_defineProperty._defineProperty(this, "s", void 0);
			require_defineProperty._defineProperty(this, "recovery", void 0);
			this.r = validateRS("r", r);
			this.s = validateRS("s", s);
			if (recovery != null) {
				assertRecoverableCurve();
				if (![
					0,
					1,
					2,
					3
				].includes(recovery)) throw new Error("invalid recovery id");
				this.recovery = recovery;
			}
			Object.freeze(this);
		}
		static fromBytes(bytes, format = defaultSigOpts.format) {
			validateSigLength(bytes, format);
			let recid;
			if (format === "der") {
				if (bytes.length > 2 * Fn.BYTES + 16) throw new DER.Err("invalid signature: DER signature too long");
				const { r, s } = DER.toSig(abytes(bytes), Fn.BYTES + 1);
				return new Signature(r, s);
			}
			if (format === "recovered") {
				recid = bytes[0];
				format = "compact";
				bytes = bytes.subarray(1);
			}
			const L = lengths.signature / 2;
			const r = bytes.subarray(0, L);
			const s = bytes.subarray(L, L * 2);
			return new Signature(Fn.fromBytes(r), Fn.fromBytes(s), recid);
		}
		static fromHex(hex, format) {
			return this.fromBytes(hexToBytes(hex), format);
		}
		assertRecovery() {
			const { recovery } = this;
			if (recovery == null) throw new Error("invalid recovery id: must be present");
			return recovery;
		}
		addRecoveryBit(recovery) {
			return new Signature(this.r, this.s, recovery);
		}
		recoverPublicKey(messageHash) {
			const { r, s } = this;
			const recovery = this.assertRecovery();
			const radj = recovery === 2 || recovery === 3 ? r + CURVE_ORDER : r;
			if (!Fp.isValid(radj)) throw new Error("invalid recovery id: sig.r+curve.n != R.x");
			const x = Fp.toBytes(radj);
			const R = Point.fromBytes(concatBytes(pprefix((recovery & 1) === 0), x));
			const ir = Fn.inv(radj);
			const h = bits2int_modN(abytes(messageHash, void 0, "msgHash"));
			const u1 = Fn.create(-h * ir);
			const u2 = Fn.create(s * ir);
			const Q = Point.BASE.mulAddUnsafe(u1, R, u2);
			if (Q.is0()) throw new Error("invalid recovery: point at infinify");
			Q.assertValidity();
			return Q;
		}
		hasHighS() {
			return isBiggerThanHalfOrder(this.s);
		}
		toBytes(format = defaultSigOpts.format) {
			validateSigFormat(format);
			if (format === "der") return hexToBytes(DER.hexFromSig(this));
			const { r, s } = this;
			const rb = Fn.toBytes(r);
			const sb = Fn.toBytes(s);
			if (format === "recovered") {
				assertRecoverableCurve();
				return concatBytes(Uint8Array.of(this.assertRecovery()), rb, sb);
			}
			return concatBytes(rb, sb);
		}
		toHex(format) {
			return bytesToHex(this.toBytes(format));
		}
	}
	Object.freeze(Signature.prototype);
	Object.freeze(Signature);
	const bits2int = opts.bits2int === void 0 ? function bits2int_def(bytes) {
		if (bytes.length > 8192) throw new Error("input is too large");
		const num = bytesToNumberBE(bytes);
		const delta = bytes.length * 8 - fnBits;
		return delta > 0 ? num >> BigInt(delta) : num;
	} : opts.bits2int;
	const bits2int_modN = opts.bits2int_modN === void 0 ? function bits2int_modN_def(bytes) {
		return Fn.create(bits2int(bytes));
	} : opts.bits2int_modN;
	const ORDER_MASK = bitMask(fnBits);
	function int2octets(num) {
		aInRange("num < 2^" + fnBits, num, _0n, ORDER_MASK);
		return Fn.toBytes(num);
	}
	function validateMsgAndHash(message, prehash) {
		abytes(message, void 0, "message");
		return prehash ? abytes(hash_(message), void 0, "prehashed message") : message;
	}
	function prepSig(message, secretKey, opts) {
		const { lowS, prehash, extraEntropy } = validateSigOpts(opts, defaultSigOpts);
		message = validateMsgAndHash(message, prehash);
		const h1int = bits2int_modN(message);
		const d = Fn.fromBytes(secretKey);
		if (!Fn.isValidNot0(d)) throw new Error("invalid private key");
		const seedArgs = [int2octets(d), int2octets(h1int)];
		if (extraEntropy != null && extraEntropy !== false) {
			const e = extraEntropy === true ? randomBytes$3(lengths.secretKey) : extraEntropy;
			seedArgs.push(abytes(e, void 0, "extraEntropy"));
		}
		const seed = concatBytes(...seedArgs);
		const m = h1int;
		function k2sig(kBytes) {
			const k = bits2int(kBytes);
			if (!Fn.isValidNot0(k)) return;
			const q = Point.BASE.multiply(k).toAffine();
			const r = Fn.create(q.x);
			if (r === _0n) return;
			let s;
			if (csprng !== void 0) {
				const b = bytesToNumberBE(mapHashToField(csprng(blindLength), CURVE_ORDER));
				const ibk = Fn.inv(Fn.mul(b, k));
				const bm = Fn.mul(b, m);
				const bd = Fn.mul(b, d);
				s = Fn.create(ibk * Fn.create(bm + bd * r));
			} else {
				const ik = invertCt(k, CURVE_ORDER);
				s = Fn.create(ik * Fn.create(m + r * d));
			}
			if (s === _0n) return;
			let recovery = getRecoveryBit(q.x, q.y, r);
			let normS = s;
			if (lowS && isBiggerThanHalfOrder(s)) {
				normS = Fn.neg(s);
				recovery ^= 1;
			}
			return new Signature(r, normS, hasLargeRecoveryLifts ? void 0 : recovery);
		}
		return {
			seed,
			k2sig
		};
	}
	function sign(message, secretKey, opts = {}) {
		const { seed, k2sig } = prepSig(message, secretKey, opts);
		return createHmacDrbg(hash_.outputLen, Fn.BYTES, hmac$1)(seed, k2sig).toBytes(opts.format);
	}
	function verify(signature, message, publicKey, opts = {}) {
		const { lowS, prehash, format } = validateSigOpts(opts, defaultSigOpts);
		publicKey = abytes(publicKey, void 0, "publicKey");
		message = validateMsgAndHash(message, prehash);
		if (!isBytes(signature)) {
			const end = signature instanceof Signature ? ", use sig.toBytes()" : "";
			throw new Error("verify expects Uint8Array signature" + end);
		}
		validateSigLength(signature, format);
		try {
			const sig = Signature.fromBytes(signature, format);
			const P = Point.fromBytes(publicKey);
			if (P.is0()) return false;
			if (lowS && sig.hasHighS()) return false;
			const { r, s } = sig;
			const h = bits2int_modN(message);
			const is = Fn.inv(s);
			const u1 = Fn.create(h * is);
			const u2 = Fn.create(r * is);
			const R = Point.BASE.mulAddUnsafe(u1, P, u2);
			if (R.is0()) return false;
			const q = R.toAffine();
			if (Fn.create(q.x) !== r) return false;
			if (format === "recovered" && sig.recovery !== getRecoveryBit(q.x, q.y, r)) return false;
			return true;
		} catch (e) {
			return false;
		}
	}
	function recoverPublicKey(signature, message, opts = {}) {
		const { prehash } = validateSigOpts(opts, defaultSigOpts);
		message = validateMsgAndHash(message, prehash);
		return Signature.fromBytes(signature, "recovered").recoverPublicKey(message).toBytes();
	}
	return Object.freeze({
		keygen,
		getPublicKey,
		getSharedSecret,
		utils,
		lengths,
		Point,
		sign,
		verify,
		recoverPublicKey,
		Signature,
		hash: hash_
	});
}
var divNearest, _0n, _1n, _2n, _3n, _4n;
var init_weierstrass = require_defineProperty.__esmMin(() => {
	init_hmac();
	init_utils$1();
	init_utils();
	init_curve();
	init_der();
	init_modular();
	require_defineProperty.init_defineProperty();
	divNearest = (num, den) => (num + (num >= 0 ? den : -den) / _2n) / den;
	_0n = /* @__PURE__ */ BigInt(0);
	_1n = /* @__PURE__ */ BigInt(1);
	_2n = /* @__PURE__ */ BigInt(2);
	_3n = /* @__PURE__ */ BigInt(3);
	_4n = /* @__PURE__ */ BigInt(4);
});

// node_modules/@noble/curves/nist.js
var p256_CURVE, p384_CURVE, p521_CURVE, p256_Point, p256, p384_Point, p384, p521_Point, p521;
var init_nist$1 = require_defineProperty.__esmMin(() => {
	init_sha2();
	init_weierstrass();
	p256_CURVE = /* @__PURE__ */ (() => ({
		p: BigInt("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
		n: BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
		h: BigInt(1),
		a: BigInt("0xffffffff00000001000000000000000000000000fffffffffffffffffffffffc"),
		b: BigInt("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
		Gx: BigInt("0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
		Gy: BigInt("0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
	}))();
	p384_CURVE = /* @__PURE__ */ (() => ({
		p: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff"),
		n: BigInt("0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"),
		h: BigInt(1),
		a: BigInt("0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc"),
		b: BigInt("0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef"),
		Gx: BigInt("0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
		Gy: BigInt("0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f")
	}))();
	p521_CURVE = /* @__PURE__ */ (() => ({
		p: BigInt("0x1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
		n: BigInt("0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"),
		h: BigInt(1),
		a: BigInt("0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc"),
		b: BigInt("0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00"),
		Gx: BigInt("0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"),
		Gy: BigInt("0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650")
	}))();
	p256_Point = /* @__PURE__ */ weierstrass(p256_CURVE);
	p256 = /* @__PURE__ */ ecdsa(p256_Point, sha256);
	p384_Point = /* @__PURE__ */ weierstrass(p384_CURVE);
	p384 = /* @__PURE__ */ ecdsa(p384_Point, sha384);
	p521_Point = /* @__PURE__ */ weierstrass(p521_CURVE);
	p521 = /* @__PURE__ */ ecdsa(p521_Point, sha512);
});
/*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */

// \0used:@noble/curves/nist.js
var init_nist = require_defineProperty.__esmMin(() => {
	init_nist$1();
});

init_nist();
exports.p256 = p256;
exports.p384 = p384;
exports.p521 = p521;
},
"verify-digest.js": function (exports) {
const require_defineProperty = requirePart("defineProperty.js");
const require_verify = requirePart("verify.js");

// \0late:@noble/curves/nist.js
var require_nist = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	let loaded;
	function load() {
		var _loaded;
		return (_loaded = loaded) !== null && _loaded !== void 0 ? _loaded : loaded = requirePart("nist.js");
	}
	Object.defineProperties(module.exports, {
		p256: {
			enumerable: true,
			get: () => load().p256
		},
		p384: {
			enumerable: true,
			get: () => load().p384
		},
		p521: {
			enumerable: true,
			get: () => load().p521
		}
	});
}));

// src/crypto/verify-digest.ts
var import_nist = require_nist();
function verifyDigest(signed) {
	const { key } = signed;
	switch (key.kind) {
		case "ec": return verifyEcdsa(signed, key);
		case "rsa": return verifyRsa(signed, key);
		case "ed25519": return false;
	}
}
function verifyEcdsa({ signature, digest }, key) {
	const size = require_verify.COORDINATE_BYTES[key.curve];
	const fixed = require_verify.toFixedLength(signature, size);
	if (fixed === void 0) return false;
	const { Fn, BASE } = curveOf(key).Point;
	try {
		const [r, s] = [toNumber(fixed.subarray(0, size)), toNumber(fixed.subarray(size))];
		if (r >= Fn.ORDER || s >= Fn.ORDER) return false;
		const inverse = Fn.inv(s);
		const [u1, u2] = [Fn.mul(Fn.create(toNumber(leftmost(digest, size))), inverse), Fn.mul(r, inverse)];
		const { point, hasTable } = publicPoint(key);
		const sum = hasTable ? BASE.multiplyUnsafe(u1).add(point.multiplyUnsafe(u2)) : BASE.mulAddUnsafe(u1, point, u2);
		return !sum.is0() && Fn.create(sum.x) === r;
	} catch {
		return false;
	}
}
function leftmost(digest, size) {
	return digest.subarray(0, size);
}
function curveOf({ curve }) {
	switch (curve) {
		case "P-256": return import_nist.p256;
		case "P-384": return import_nist.p384;
		case "P-521": return import_nist.p521;
	}
}
let latest;
const USES_BEFORE_TABLE = 4;
function publicPoint(key) {
	const hex = require_verify.encodeHex(key.point);
	if ((latest === null || latest === void 0 ? void 0 : latest.hex) !== hex) latest = {
		hex,
		point: curveOf(key).Point.fromHex(hex),
		uses: 0,
		hasTable: false
	};
	latest.uses += 1;
	if (latest.uses === USES_BEFORE_TABLE) {
		latest.point.precompute(8, false);
		latest.hasTable = true;
	}
	return latest;
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
	const info = require_verify.concatBytes(require_verify.decodeHex(DIGEST_INFO[hash]), digest);
	const padding = new Uint8Array(length - info.length - 3).fill(255);
	const expected = require_verify.concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
	return require_verify.equalBytes(toBytes(power(signed, key), length), expected);
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
	return BigInt(`0x0${require_verify.encodeHex(bytes)}`);
}
function toBytes(number, length) {
	return require_verify.decodeHex(number.toString(16).padStart(length * 2, "0"));
}

exports.verifyDigest = verifyDigest;
},
};
Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
const require_defineProperty = requirePart("defineProperty.js");

// \0builtin:node:path
var require__builtin_node_path = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:path");
}));

// \0builtin:node:util
var require__builtin_node_util = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:util");
}));

// src/kernel/advice.ts
var import__builtin_node_path = /* @__PURE__ */ require_defineProperty.__toESM(require__builtin_node_path(), 1);
var import__builtin_node_util = require__builtin_node_util();
require_defineProperty.init_defineProperty();
var Advice = class {
	constructor(pieces) {
		require_defineProperty._defineProperty(this, "pieces", void 0);
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

// src/kernel/printable.ts
const INVISIBLE$2 = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;
const SHORT_ESCAPES = /* @__PURE__ */ new Map([
	["\n", "\\n"],
	["\r", "\\r"],
	["	", "\\t"],
	["\0", "\\0"]
]);
function printable(text, maxLength = 200) {
	let shown = "";
	for (const character of text) {
		const piece = character === "\"" || character === "\\" ? `\\${character}` : escapeInvisible(character);
		if (shown.length + piece.length > maxLength) return `"${shown}"\u2026`;
		shown += piece;
	}
	return `"${shown}"`;
}
function escapeInvisible(character) {
	var _SHORT_ESCAPES$get, _character$codePointA;
	if (!INVISIBLE$2.test(character)) return character;
	return (_SHORT_ESCAPES$get = SHORT_ESCAPES.get(character)) !== null && _SHORT_ESCAPES$get !== void 0 ? _SHORT_ESCAPES$get : `\\u{${((_character$codePointA = character.codePointAt(0)) !== null && _character$codePointA !== void 0 ? _character$codePointA : 0).toString(16)}}`;
}

// src/views/visible.ts
function visible$1(text) {
	return Array.from(text, escapeInvisible).join("");
}

// src/views/fault-text.ts
function faultText(fault, spelling) {
	return `error: ${annotationText(fault, spelling)}`;
}
function annotationText(fault, spelling) {
	const message = visible$1(fault.message);
	return fault.hint === void 0 ? message : `${message}\nhint: ${spelled(fault.hint, spelling).split("\n").map(visible$1).join("\n      ")}`;
}

// src/kernel/fault-codes.ts
const FAULT_CODES = {
	"address-refused": {
		exit: 2,
		sentence: "an address is not https, not on this machine, or contains credentials"
	},
	"archive-bomb": {
		exit: 1,
		sentence: "an archive grows far beyond its compressed size"
	},
	"archive-duplicate": {
		exit: 1,
		sentence: "an archive holds two entries that some systems take for one"
	},
	"archive-entry-name": {
		exit: 1,
		sentence: "an archive entry has a name that is not a plain relative path"
	},
	"archive-entry-type": {
		exit: 1,
		sentence: "an archive holds something other than a regular file"
	},
	"archive-header": {
		exit: 1,
		sentence: "an archive header is not in canonical form"
	},
	"archive-limit": {
		exit: 1,
		sentence: "an archive exceeds a limit of entries, size, name length or depth"
	},
	"archive-trailing-data": {
		exit: 1,
		sentence: "bytes follow the end of an archive"
	},
	"archive-truncated": {
		exit: 1,
		sentence: "an archive ends too early"
	},
	"artifact-required": {
		exit: 2,
		sentence: "a signature of a file cannot be verified without the file or its digest"
	},
	"asset-changed": {
		exit: 1,
		sentence: "an asset changed between being hashed and being used"
	},
	"asset-empty": {
		exit: 1,
		sentence: "an asset is an empty file, which GitHub does not store"
	},
	"asset-list-escapes": {
		exit: 1,
		sentence: "a list of assets names a file outside its folder"
	},
	"asset-list-malformed": {
		exit: 1,
		sentence: "a list of assets that another tool made could not be understood"
	},
	"asset-name-bidi": {
		exit: 1,
		sentence: "an asset name contains bidirectional or invisible control characters"
	},
	"asset-name-collision": {
		exit: 1,
		sentence: "two asset names would be the same file on some systems"
	},
	"asset-name-control": {
		exit: 1,
		sentence: "an asset name contains control characters"
	},
	"asset-name-invalid": {
		exit: 1,
		sentence: "an asset name is not a plain, portable file name"
	},
	"asset-name-length": {
		exit: 1,
		sentence: "an asset name is longer than 255 bytes"
	},
	"asset-name-renamed": {
		exit: 1,
		sentence: "GitHub would store an asset under another name"
	},
	"asset-name-reserved": {
		exit: 1,
		sentence: "an asset has the name of a file that sealing writes"
	},
	"asset-too-large": {
		exit: 1,
		sentence: "an asset is larger than a release can hold"
	},
	"assets-none": {
		exit: 2,
		sentence: "no asset was named or found"
	},
	"assets-too-many": {
		exit: 1,
		sentence: "more assets than one release can hold"
	},
	"attestation-refused": {
		exit: 4,
		sentence: "GitHub did not store an attestation that is required"
	},
	"base64-malformed": {
		exit: 1,
		sentence: "a value is not strict base64"
	},
	"authority-unknown": {
		exit: 1,
		sentence: "a certificate comes from an authority that the trusted root does not know"
	},
	"bundle-elsewhere": {
		exit: 2,
		sentence: "a file only links to its bundles and does not hold them"
	},
	"bundle-malformed": {
		exit: 1,
		sentence: "a file is not a Sigstore bundle that this program understands"
	},
	"capsule-entry-name": {
		exit: 1,
		sentence: "a capsule holds an entry that its format does not know"
	},
	"capsule-entry-order": {
		exit: 1,
		sentence: "the entries of a capsule are not in the order of the format"
	},
	"capsule-entry-reserved": {
		exit: 1,
		sentence: "a capsule holds an entry that only a newer version understands"
	},
	"capsule-limit": {
		exit: 1,
		sentence: "a capsule exceeds a limit of its format"
	},
	"capsule-not-closed": {
		exit: 1,
		sentence: "the entries of a capsule are not the ones that its root lists"
	},
	"capsule-root-missing": {
		exit: 1,
		sentence: "a capsule does not begin with its root"
	},
	"certificate-algorithm": {
		exit: 1,
		sentence: "a certificate names a signature algorithm that is not in use, or two different ones"
	},
	"certificate-expired": {
		exit: 1,
		sentence: "a certificate was not valid when it was used"
	},
	"certificate-extension-critical": {
		exit: 1,
		sentence: "a certificate has a critical extension that is not known"
	},
	"certificate-extension-repeated": {
		exit: 1,
		sentence: "a certificate has an extension twice"
	},
	"certificate-key-usage": {
		exit: 1,
		sentence: "the key of a certificate was used for something that it does not allow"
	},
	"certificate-log-unknown": {
		exit: 1,
		sentence: "a certificate was logged in a log that the trusted root does not know"
	},
	"certificate-malformed": {
		exit: 1,
		sentence: "a certificate is not one that a Sigstore authority issues"
	},
	"certificate-name-chaining": {
		exit: 1,
		sentence: "a certificate names another issuer than the authority above it"
	},
	"certificate-not-authority": {
		exit: 1,
		sentence: "a certificate was issued with a certificate that is not an authority's"
	},
	"certificate-not-leaf": {
		exit: 1,
		sentence: "something was signed with the certificate of an authority"
	},
	"certificate-path-length": {
		exit: 1,
		sentence: "more authorities follow an authority than its certificate allows"
	},
	"certificate-purpose": {
		exit: 1,
		sentence: "a certificate was used for a purpose that it does not allow"
	},
	"certificate-refused": {
		exit: 4,
		sentence: "the certificate authority did not issue a certificate"
	},
	"certificate-serial": {
		exit: 1,
		sentence: "the serial number of a certificate is not a positive number of up to 20 bytes"
	},
	"certificate-signature": {
		exit: 1,
		sentence: "a certificate is not signed by the authority that it names"
	},
	"certificate-transparency": {
		exit: 1,
		sentence: "a certificate lacks the proof that it was publicly logged"
	},
	"certificate-unexpected": {
		exit: 1,
		sentence: "the certificate authority issued a certificate for another key or identity"
	},
	"certificate-untrusted": {
		exit: 1,
		sentence: "no authority of the trusted root issued a certificate for that time"
	},
	"certificate-version": {
		exit: 1,
		sentence: "a certificate is not of X.509 version 3"
	},
	"checkout-changed": {
		exit: 1,
		sentence: "the checkout changed while the release was being sealed"
	},
	"checksums-conflict": {
		exit: 1,
		sentence: "a checksum list has two digests for one name"
	},
	"checksums-disagree": {
		exit: 1,
		sentence: "a list of checksums does not agree with the assets"
	},
	"checksums-empty": {
		exit: 1,
		sentence: "a checksum list is empty"
	},
	"checksums-malformed": {
		exit: 1,
		sentence: "a checksum list has a line that is not a checksum"
	},
	"checksums-too-large": {
		exit: 1,
		sentence: "a checksum list is longer than allowed"
	},
	"clock-behind": {
		exit: 3,
		sentence: "something was signed later than it is by the clock of this machine"
	},
	"commit-invalid": {
		exit: 2,
		sentence: "a commit is not named by its full hash in lower-case hex"
	},
	"configuration-invalid": {
		exit: 2,
		sentence: "a configuration value is missing or malformed"
	},
	"der-malformed": {
		exit: 1,
		sentence: "a value is not strict DER"
	},
	"digest-mismatch": {
		exit: 1,
		sentence: "a file is not the one that was signed"
	},
	"envelope-malformed": {
		exit: 1,
		sentence: "a DSSE envelope is not well-formed"
	},
	"evidence-differs": {
		exit: 1,
		sentence: "an entry of a capsule is not the one that its root lists"
	},
	"evidence-malformed": {
		exit: 1,
		sentence: "a file of evidence does not have the form of its kind"
	},
	"evidence-subject": {
		exit: 1,
		sentence: "evidence is not about the assets, or does not say what it is about"
	},
	"evidence-unknown": {
		exit: 1,
		sentence: "a file of evidence is not of a known kind"
	},
	"file-missing": {
		exit: 4,
		sentence: "a file that was named does not exist"
	},
	"file-unreadable": {
		exit: 4,
		sentence: "a file could not be read"
	},
	"file-unwritable": {
		exit: 4,
		sentence: "a file could not be written"
	},
	"git-ref-invalid": {
		exit: 2,
		sentence: "a git ref is one that git itself refuses"
	},
	"github-refused": {
		exit: 4,
		sentence: "GitHub did not accept a request"
	},
	"gzip-malformed": {
		exit: 1,
		sentence: "a file is not a gzip stream of one plain member"
	},
	"hex-malformed": {
		exit: 1,
		sentence: "a value is not lower-case hexadecimal"
	},
	"identity-mismatch": {
		exit: 1,
		sentence: "something was not signed by the expected signer"
	},
	"identity-token-malformed": {
		exit: 2,
		sentence: "an identity token is not a well-formed JSON Web Token"
	},
	"identity-token-missing": {
		exit: 2,
		sentence: "this machine or job gives no identity token"
	},
	"identity-token-refused": {
		exit: 4,
		sentence: "the token service did not give an identity token"
	},
	"identity-token-unfit": {
		exit: 2,
		sentence: "an identity token is for another audience, from another GitHub, or has expired"
	},
	internal: {
		exit: 4,
		sentence: "a defect of this program"
	},
	"json-malformed": {
		exit: 1,
		sentence: "a document is not strict JSON"
	},
	"json-too-large": {
		exit: 1,
		sentence: "a JSON document exceeds a limit of bytes, lines or depth"
	},
	"key-expired": {
		exit: 1,
		sentence: "a public key was not valid when it was used to sign"
	},
	"key-malformed": {
		exit: 2,
		sentence: "a public key could not be understood"
	},
	"lineage-broken": {
		exit: 1,
		sentence: "a capsule is not the one before the release that names it"
	},
	"local-service-refused": {
		exit: 4,
		sentence: "a service of the local Sigstore did not accept a request"
	},
	"log-checkpoint-invalid": {
		exit: 1,
		sentence: "a checkpoint is not one that its log signed for the tree of an entry"
	},
	"log-entry-mismatch": {
		exit: 1,
		sentence: "a log entry does not belong to the bundle that carries it"
	},
	"log-entry-missing": {
		exit: 1,
		sentence: "a bundle lacks an entry in a transparency log that the trusted root requires"
	},
	"log-inclusion-invalid": {
		exit: 1,
		sentence: "a log entry is not in the tree that its log signed"
	},
	"log-promise-invalid": {
		exit: 1,
		sentence: "the promise of a log about an entry does not hold"
	},
	"log-proof-invalid": {
		exit: 1,
		sentence: "a log entry is not proven to be in a log of the trusted root"
	},
	"log-refused": {
		exit: 4,
		sentence: "the transparency log did not accept an entry"
	},
	"log-unexpected": {
		exit: 1,
		sentence: "the transparency log answered with an entry that is not ours"
	},
	"log-unknown": {
		exit: 1,
		sentence: "a log entry is of a log that the trusted root does not know"
	},
	"manifest-malformed": {
		exit: 1,
		sentence: "a release manifest does not follow its schema"
	},
	"network-timeout": {
		exit: 4,
		sentence: "a service did not answer in time"
	},
	"network-unreachable": {
		exit: 4,
		sentence: "a service could not be reached"
	},
	"out-not-empty": {
		exit: 2,
		sentence: "the output folder holds other files"
	},
	"out-overlaps": {
		exit: 2,
		sentence: "the output folder holds an asset or lies inside a folder of assets"
	},
	"pem-malformed": {
		exit: 1,
		sentence: "a text is not one PEM certificate"
	},
	"permission-missing": {
		exit: 2,
		sentence: "the token lacks a permission that publishing needs"
	},
	"pin-changed": {
		exit: 1,
		sentence: "a repository or its owner is not the same as at first use"
	},
	"pin-malformed": {
		exit: 2,
		sentence: "a pin file is not valid"
	},
	"policy-malformed": {
		exit: 2,
		sentence: "a policy is not valid"
	},
	"policy-unmet": {
		exit: 1,
		sentence: "a release does not meet the policy"
	},
	"program-failed": {
		exit: 4,
		sentence: "another program that was run to read facts failed"
	},
	"provenance-contradiction": {
		exit: 1,
		sentence: "a provenance contradicts its certificate or the release"
	},
	"provenance-malformed": {
		exit: 1,
		sentence: "a provenance does not follow its specification"
	},
	"public-log-refused": {
		exit: 2,
		sentence: "signing would show the name of a private repository in a public log"
	},
	"published-differs": {
		exit: 1,
		sentence: "what was read back from the release is not what was uploaded"
	},
	"published-too-many": {
		exit: 1,
		sentence: "more files would be published than one release can hold"
	},
	"purl-malformed": {
		exit: 1,
		sentence: "a package URL is malformed"
	},
	"release-changed": {
		exit: 1,
		sentence: "the release changed while it was being published"
	},
	"release-conflict": {
		exit: 1,
		sentence: "the release holds a file that is not the one to publish"
	},
	"release-contended": {
		exit: 1,
		sentence: "another run is publishing the same release"
	},
	"release-immutable": {
		exit: 1,
		sentence: "a published release can no longer be changed"
	},
	"release-mismatch": {
		exit: 1,
		sentence: "a capsule is of another release than expected"
	},
	"release-name-invalid": {
		exit: 2,
		sentence: "the name of the release is not made of letters, digits, dots, dashes and underscores"
	},
	"repository-invalid": {
		exit: 2,
		sentence: "a repository is neither owner/name nor a web or git address"
	},
	"response-malformed": {
		exit: 4,
		sentence: "a service gave an answer that cannot be understood"
	},
	"response-too-large": {
		exit: 4,
		sentence: "a service gave an answer longer than allowed"
	},
	"root-malformed": {
		exit: 1,
		sentence: "the root statement of a capsule does not follow its schema"
	},
	"root-not-canonical": {
		exit: 1,
		sentence: "the root statement of a capsule is not in canonical form"
	},
	"sbom-diff": {
		exit: 1,
		sentence: "an SBOM changed since the previous release in a way that the rules forbid"
	},
	"sbom-empty": {
		exit: 1,
		sentence: "an SBOM is implausibly empty"
	},
	"sbom-limit": {
		exit: 1,
		sentence: "describing a file takes more work than is spent on one of its size"
	},
	"sbom-malformed": {
		exit: 1,
		sentence: "an SBOM is not a document of its format"
	},
	"sbom-quality": {
		exit: 1,
		sentence: "an SBOM scores less than required"
	},
	"sbom-source-malformed": {
		exit: 1,
		sentence: "a lockfile or package inside the release is not what it claims to be"
	},
	"sbom-subject": {
		exit: 1,
		sentence: "an SBOM does not describe the asset that it is filed under"
	},
	"self-verification": {
		exit: 1,
		sentence: "what was sealed did not verify as a consumer would verify it"
	},
	"service-busy": {
		exit: 4,
		sentence: "a service asks for a longer wait than a run allows"
	},
	"signature-invalid": {
		exit: 1,
		sentence: "a signature does not match its key and content"
	},
	"signed-later": {
		exit: 1,
		sentence: "something was signed after the time at which it was to count"
	},
	"signed-time-missing": {
		exit: 1,
		sentence: "no trusted time says when something was signed"
	},
	"signing-config-malformed": {
		exit: 2,
		sentence: "a signing config is not valid"
	},
	"signing-config-unusable": {
		exit: 2,
		sentence: "a signing config does not name a service that can be used now"
	},
	"snappy-malformed": {
		exit: 1,
		sentence: "a block of Snappy data is damaged"
	},
	"source-contradiction": {
		exit: 1,
		sentence: "two sources disagree about the origin of the release"
	},
	"source-incomplete": {
		exit: 2,
		sentence: "a fact about the source of the release is missing"
	},
	"source-truncated": {
		exit: 1,
		sentence: "a file was shorter or longer than its stated size"
	},
	"statement-malformed": {
		exit: 1,
		sentence: "an in-toto statement is not well-formed"
	},
	"subject-mismatch": {
		exit: 1,
		sentence: "a statement is not about this file"
	},
	"summary-impossible": {
		exit: 3,
		sentence: "a verification verified nothing that a summary could state"
	},
	"tag-missing": {
		exit: 1,
		sentence: "the tag of the release does not exist"
	},
	"tag-moved": {
		exit: 1,
		sentence: "the tag of the release points to another commit"
	},
	"tag-not-understood": {
		exit: 2,
		sentence: "a tag does not say which version of the release it is"
	},
	"text-unquotable": {
		exit: 1,
		sentence: "a text cannot be written safely into a command"
	},
	"time-malformed": {
		exit: 1,
		sentence: "a time is not a whole second in the years 0 to 9999"
	},
	"timestamp-attributes": {
		exit: 1,
		sentence: "a timestamp does not have each signed attribute once"
	},
	"timestamp-authority-unknown": {
		exit: 1,
		sentence: "the timestamps come from authorities that the trusted root does not know"
	},
	"timestamp-certificate-id": {
		exit: 1,
		sentence: "a timestamp does not name the certificate of its authority"
	},
	"timestamp-content-type": {
		exit: 1,
		sentence: "what a timestamp authority signed is not about a time"
	},
	"timestamp-digest": {
		exit: 1,
		sentence: "a timestamp holds a statement that its authority did not sign"
	},
	"timestamp-imprint": {
		exit: 1,
		sentence: "a timestamp belongs to another signature"
	},
	"timestamp-invalid": {
		exit: 1,
		sentence: "a signed time could not be verified under the trusted root"
	},
	"timestamp-refused": {
		exit: 4,
		sentence: "the timestamp authority did not give a timestamp"
	},
	"timestamp-signature": {
		exit: 1,
		sentence: "a timestamp is not signed by the authority that it names"
	},
	"timestamp-unexpected": {
		exit: 1,
		sentence: "the timestamp authority gave a timestamp for other content or for another time"
	},
	"token-refused": {
		exit: 2,
		sentence: "GitHub did not accept the token"
	},
	"trust-update-refused": {
		exit: 4,
		sentence: "an update repository did not prove which trusted root is the newest"
	},
	"trusted-root-archival": {
		exit: 2,
		sentence: "a trusted root that came with a capsule was named as the trusted root"
	},
	"trusted-root-malformed": {
		exit: 2,
		sentence: "a trusted root is not valid"
	},
	"trusted-root-outdated": {
		exit: 4,
		sentence: "the trusted root does not know an authority or a log that is in use; when verifying, the verdict is incomplete (3)"
	},
	usage: {
		exit: 2,
		sentence: "the command was not understood"
	},
	"utf8-malformed": {
		exit: 1,
		sentence: "a text is not valid UTF-8"
	},
	"validation-failed": {
		exit: 1,
		sentence: "the release contradicts its manifest, git or GitHub"
	},
	"validation-incomplete": {
		exit: 3,
		sentence: "a check that the release requires could not be done"
	},
	"version-invalid": {
		exit: 2,
		sentence: "a version does not follow the version scheme of the release"
	},
	"xml-malformed": {
		exit: 1,
		sentence: "a document is not well-formed XML, or declares a document type"
	},
	"xml-too-large": {
		exit: 1,
		sentence: "an XML document exceeds a limit of bytes, elements or depth"
	},
	"zip-malformed": {
		exit: 1,
		sentence: "a zip archive contradicts itself or is damaged"
	}
};

// src/domain/home.ts
const REPOSITORY = "https://github.com/release-capsule/release-capsule";
const HOME = "https://release-capsule.github.io/release-capsule";
const CAPSULE_PREDICATE_TYPE = `${HOME}/capsule/v1`;
function schemaId(name) {
	return `${HOME}/schemas/${name}/v1`;
}

// src/kernel/fault.ts
require_defineProperty.init_defineProperty();
var Fault = class extends Error {
	constructor(code, problem, options = {}) {
		const { hint, cause, at } = options;
		super(at === void 0 ? problem : `${problem} ${wordsOf(at)}`, cause === void 0 ? void 0 : { cause });
		require_defineProperty._defineProperty(this, "name", "Fault");
		require_defineProperty._defineProperty(this, "code", void 0);
		require_defineProperty._defineProperty(this, "hint", void 0);
		require_defineProperty._defineProperty(this, "at", void 0);
		require_defineProperty._defineProperty(this, "problem", void 0);
		this.code = code;
		this.hint = hint;
		this.at = at;
		this.problem = problem;
	}
};
function wordsOf(at) {
	if ("line" in at) return `at line ${at.line}`;
	return "offset" in at ? `at character ${at.offset}` : `in ${at.of} ${at.item}`;
}

// src/doors/as-fault.ts
function asFault(error) {
	if (error instanceof Fault) return error;
	const kind = error instanceof Error ? error.name : typeof error;
	return new Fault("internal", `the program has a defect (${kind})`, {
		cause: error,
		hint: `run again with CAPSULE_DEBUG=1, read what it shows, and report it at ${REPOSITORY}/issues`
	});
}

// src/doors/end-process.ts
const LOST = FAULT_CODES.internal.exit;
function endProcessWith(door, report) {
	let decided = false;
	const endLost = (error) => {
		decided = true;
		report(asFault(error));
		process.exit(LOST);
	};
	process.exitCode = LOST;
	process.on("uncaughtException", endLost);
	process.on("unhandledRejection", endLost);
	process.on("exit", () => {
		if (!decided) report(asFault(/* @__PURE__ */ new Error("lost")));
	});
	door().then((exitCode) => {
		decided = true;
		process.exitCode = exitCode;
	}, endLost);
}

// src/doors/options/option.ts
const REFUSED = [1, "something was read and refused"];
const USAGE = [2, "the command line is wrong"];
const ENVIRONMENT = [4, "a file could not be read or written, or a service failed"];

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
	/^evidence\/[0-9a-f]{64}\.(json|jsonl|bin)$/
];
const RESERVED = /^(?:approvals|images|log|notary|published|source)\/[\x21-\x7e]+$/;
const MAX_NAME_BYTES$2 = 100;
function signatureEntry(name) {
	return `${name}.sigstore.json`;
}
function assetSignatureEntry(sha256) {
	return `assets/${sha256}.sigstore.json`;
}
function isSbomEntry(name) {
	return name.startsWith("sbom/");
}
function isEvidenceEntry(name) {
	return name.startsWith("evidence/");
}
function placeOf(name) {
	if (name.length > MAX_NAME_BYTES$2) return "none";
	if (SINGLE_ENTRIES.has(name) || FAMILIES.some((family) => family.test(name))) return "known";
	return RESERVED.test(name) ? "reserved" : "none";
}
function requirePlace(name) {
	const place = placeOf(name);
	if (place === "known") return;
	if (place === "none") throw new Fault("capsule-entry-name", `the capsule format has no entry ${printable(name)}`);
	throw new Fault("capsule-entry-reserved", `the entry ${printable(name)} is not understood by this version`, { hint: "the capsule was made by a newer version: use that one" });
}

// src/doors/options/shared.ts
const assetsFrom = {
	kind: "lines",
	placeholder: "LIST",
	description: "what another tool made: a checksum list, artifacts.json of GoReleaser, dist-manifest.json of dist, `artifacts-list` for what the runner was told of, or `release` for the files of the draft"
};
const images = {
	kind: "lines",
	placeholder: "IMAGE",
	description: "container images of the release as registry/repository@sha256:\u2026: sealed by digest alone, nothing is fetched from or attached in a registry"
};
const name = {
	kind: "text",
	placeholder: "NAME",
	description: "name of the release; by default the last segment of the repository, else of the folder"
};
const version = {
	kind: "text",
	placeholder: "VERSION",
	description: "version of the release; by default that of the tag"
};
const tag = {
	kind: "text",
	placeholder: "TAG",
	description: "tag of the release; by default the one that the run was started for, or that points at the commit"
};
const repository$1 = {
	kind: "text",
	placeholder: "OWNER/NAME",
	description: "where the source is; by default that of the run or the remote `origin`"
};
const commit = {
	kind: "text",
	placeholder: "HEX",
	description: "commit that was built; by default that of the run or the checkout",
	only: "flag"
};
const manifest = {
	kind: "text",
	placeholder: "FILE",
	description: "the release manifest; by default release/manifest.yaml or .json of the checkout, if there is one"
};
const trustedRoot = {
	kind: "text",
	placeholder: "FILE",
	description: "the trusted root to verify under, instead of those built in"
};
const sign = {
	kind: "choice",
	values: [
		"auto",
		"each",
		"once"
	],
	default: "auto",
	description: "a signature for each asset, or only for the checksum list and the statements; auto is each up to 100 assets, and once above"
};
const publish = {
	kind: "choice",
	values: [
		"standard",
		"full",
		"capsule",
		"none"
	],
	default: "standard",
	description: "what is put beside the assets: standard is seven files, full adds two for each asset, capsule is the capsule and VERIFY.md, none touches no release and leaves these two in the output folder"
};
const backfill$1 = {
	kind: "switch",
	description: "seal a release that is public already, from its own files: claims no provenance; needs tag, and a checkout of it",
	only: "input"
};
const unsafeTrigger = {
	kind: "lines",
	placeholder: "EVENT",
	description: "another event than push, release and workflow_dispatch that may start the run that seals, for example schedule; consumers must allow it, too"
};
const verbose = {
	kind: "switch",
	description: "list every check and every value, not only what does not hold",
	only: "flag"
};
const checksumsName = {
	kind: "text",
	placeholder: "NAME",
	default: CHECKSUMS_ENTRY,
	description: "name of the published checksum list, if that of another tool has to stay beside it"
};
const githubToken = {
	kind: "text",
	runnerDefault: "${{ github.token }}",
	description: "token that publishes the release; needs contents: write",
	only: "input"
};
const json = {
	kind: "switch",
	description: "print the result as one JSON object on standard output",
	only: "flag"
};
const quiet = {
	kind: "switch",
	description: "show no progress",
	only: "flag"
};
const identity = {
	kind: "text",
	placeholder: "TEXT",
	description: "exact subject alternative name of the certificate; needs issuer",
	aliases: ["cert-identity", "certificate-identity"]
};
const issuer = {
	kind: "text",
	placeholder: "URL",
	description: "exact issuer of the signer's identity",
	aliases: ["cert-oidc-issuer", "certificate-oidc-issuer"]
};
const bundle = {
	kind: "text",
	placeholder: "FILE",
	description: "the Sigstore bundle"
};
const staging$1 = {
	kind: "switch",
	description: "use the staging instance"
};

// src/doors/options/check.ts
const check$1 = {
	arguments: "[assets...]",
	summary: "check a release against its manifest, git and GitHub, without signing or writing anything",
	examples: ["check dist/*", "check --manifest release/manifest.yaml --tag v1.2.3 dist/*"],
	exits: [
		[0, "READY: the release may be sealed"],
		[1, "a required check failed"],
		USAGE,
		[3, "a required check is open"],
		ENVIRONMENT
	],
	options: {
		"assets-from": assetsFrom,
		images,
		name,
		version,
		tag,
		repository: repository$1,
		commit,
		manifest,
		sign,
		publish,
		backfill: backfill$1,
		"unsafe-trigger": unsafeTrigger,
		"checksums-name": checksumsName,
		"github-token": githubToken,
		json,
		quiet,
		verbose
	}
};

// src/doors/options/completion.ts
const completion = {
	arguments: "<shell>",
	summary: "print what bash, zsh, fish or powershell reads to complete these commands",
	examples: [
		"completion bash > ~/.local/share/bash-completion/completions/capsule",
		"completion zsh > ~/.zsh/completions/_capsule",
		"completion fish > ~/.config/fish/completions/capsule.fish",
		"completion powershell | Out-String | Invoke-Expression"
	],
	exits: [[0, "printed"], USAGE],
	options: {}
};

// src/doors/options/diff.ts
const diff = {
	arguments: "<old> <new>",
	summary: "tell what changed between two capsules, releases, SBOMs, files or folders",
	examples: ["diff --format markdown tool-1.2.2.capsule tool-1.2.3.capsule", "diff --strict old.cdx.json new.cdx.json"],
	exits: [
		[0, "compared"],
		[1, "something was refused, or with strict a change breaks a rule"],
		USAGE,
		ENVIRONMENT
	],
	options: {
		format: {
			kind: "text",
			placeholder: "FORMAT",
			description: "text, markdown, or statement, an in-toto statement to sign; by default text"
		},
		strict: {
			kind: "switch",
			description: "exit with 1 if a change breaks a rule: other bytes in one version, a lost digest, another class of licence"
		},
		json
	}
};

// src/doors/options/guide.ts
const guide = {
	arguments: "<capsule>",
	summary: "print the VERIFY.md of a capsule, without verifying it",
	examples: ["guide tool-1.2.3.capsule > VERIFY.md"],
	exits: [
		[0, "printed"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: {}
};

// src/doors/options/roots.ts
const roots = {
	arguments: "<action> <file>",
	summary: "carry newer trusted roots to a machine without a network: export fetches and verifies them into a file, import puts them where verify finds them ($CAPSULE_ROOTS, else release-capsule/roots.json in $XDG_DATA_HOME, %LOCALAPPDATA% or ~/.local/share)",
	examples: [
		"roots export roots.json",
		"roots export --sigstore staging roots.json",
		"roots import roots.json"
	],
	exits: [
		[0, "exported, or imported if newer than what is here"],
		USAGE,
		ENVIRONMENT
	],
	options: {
		sigstore: {
			kind: "choice",
			values: [
				"auto",
				"public-good",
				"github",
				"staging"
			],
			default: "auto",
			description: "with export: whose trusted roots; auto is public-good and github"
		},
		json
	}
};

// src/doors/options/sbom.ts
const sbom = {
	arguments: "<path>",
	summary: "describe what a file or folder is made of, or score an SBOM",
	examples: [
		"sbom dist/tool-1.2.3.tar.gz",
		"sbom --format spdx . > tool.spdx.json",
		"sbom --check tool.cdx.json"
	],
	exits: [
		[0, "written, or checked and sound"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: {
		format: {
			kind: "text",
			placeholder: "FORMAT",
			description: "cyclonedx or spdx; by default cyclonedx"
		},
		"spec-version": {
			kind: "text",
			placeholder: "VERSION",
			description: "of CycloneDX 1.6 or 1.7, of SPDX 2.3 or 3.0.1; by default the first of each"
		},
		with: {
			kind: "lines",
			placeholder: "FILE",
			description: "merge the SBOM that another tool made of the same file; it must be sound, and of these bytes"
		},
		check: {
			kind: "switch",
			description: "score an SBOM, or the one that would be written, instead of printing it"
		},
		json
	}
};

// src/doors/options/seal.ts
const seal = {
	arguments: "[assets...]",
	summary: "sign assets, describe them, and pack the evidence into one capsule",
	examples: ["seal --sigstore local dist/*", "seal --name tool --version 1.2.3 --out evidence dist/tool.tar.gz"],
	exits: [
		[0, "sealed, and verified as a consumer would"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: {
		"assets-from": assetsFrom,
		images,
		evidence: {
			kind: "lines",
			placeholder: "FILE[=ASSET]",
			description: "test results, scan reports, VEX and attestations of others, with `=ASSET` or `=*` where the file does not say which asset it is about"
		},
		name,
		version,
		tag,
		repository: repository$1,
		commit,
		manifest,
		sigstore: {
			kind: "text",
			placeholder: "INSTANCE",
			default: "auto",
			description: "who signs: auto, public-good, public-good-rekor-v2 (its newer log), github, staging, local (proves nothing, for trying) or the path of a signing config"
		},
		"trusted-root": trustedRoot,
		sign,
		sbom: {
			kind: "lines",
			placeholder: "FILE",
			description: "files with SBOMs that other tools made: merged into that of the asset whose digest they name, else into the release's"
		},
		"sbom-quality": {
			kind: "text",
			placeholder: "GATE",
			default: "warn",
			description: "what SBOMs must be: warn (none is empty although all contents were read; what cannot be read is a warning), plausible (all can be read), a least score of 0 to 100, or off"
		},
		"sbom-diff": {
			kind: "choice",
			values: [
				"warn",
				"fail",
				"off"
			],
			default: "warn",
			description: "what to do where the SBOM breaks a rule since the release before: other bytes in one version, a lost digest, another class of licence"
		},
		publish,
		draft: {
			kind: "choice",
			values: ["keep", "publish"],
			default: "publish",
			description: "whether the draft of the release stays one or becomes public once all of it was read back and verified",
			only: "input"
		},
		prerelease: {
			kind: "choice",
			values: [
				"auto",
				"true",
				"false"
			],
			default: "auto",
			description: "whether the release is a prerelease; auto leaves a draft as it is, and a new one is what its version says",
			only: "input"
		},
		latest: {
			kind: "choice",
			values: [
				"auto",
				"true",
				"false"
			],
			default: "auto",
			description: "whether the release becomes the latest one; auto sends nothing, and GitHub then takes any release that is no prerelease, even a patch of an older line",
			only: "input"
		},
		replace: {
			kind: "switch",
			description: "replace files of the draft that differ; a published file is never replaced",
			only: "input"
		},
		backfill: backfill$1,
		"unsafe-public-log": {
			kind: "switch",
			description: "let the name of a private repository enter a public log"
		},
		attestations: {
			kind: "choice",
			values: [
				"auto",
				"required",
				"off"
			],
			default: "auto",
			description: "whether GitHub keeps provenance and root statement for gh attestation verify; needs attestations: write",
			only: "input"
		},
		"unsafe-trigger": unsafeTrigger,
		"checksums-name": checksumsName,
		out: {
			kind: "text",
			placeholder: "DIR",
			description: "where the evidence is written; by default ./<name>-<version>.release/, which git ignores, in the Action below the runner's temporary folder"
		},
		"dry-run": {
			kind: "switch",
			description: "do everything with a local signer in memory, and write nothing"
		},
		"github-token": githubToken,
		json,
		quiet,
		verbose
	}
};

// src/doors/options/show.ts
const show = {
	arguments: "<capsule>",
	summary: "list what a capsule holds, without verifying it",
	examples: ["show tool-1.2.3.capsule"],
	exits: [
		[0, "shown"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: { json }
};

// src/doors/options/sign-bundle.ts
const signBundle = {
	arguments: "<file>",
	summary: "sign one file or statement with a given token, as sigstore-conformance asks",
	examples: ["sign-bundle --identity-token JWT --bundle a.sigstore.json a.txt"],
	exits: [
		[0, "signed"],
		REFUSED,
		USAGE,
		ENVIRONMENT
	],
	options: {
		"trusted-root": trustedRoot,
		bundle,
		"identity-token": {
			kind: "text",
			placeholder: "JWT",
			description: "the identity token to sign with"
		},
		"signing-config": {
			kind: "text",
			placeholder: "FILE",
			description: "the services to sign with"
		},
		"in-toto": {
			kind: "switch",
			description: "the file is an in-toto statement, which is signed as such"
		},
		staging: staging$1
	}
};

// src/doors/options/verify.ts
const verify$1 = {
	arguments: "<capsule> [assets...]",
	summary: "verify a release from its capsule, offline",
	examples: [
		"verify --repository owner/tool tool-1.2.3.capsule",
		"verify --repository owner/tool tool-1.2.3.capsule tool.tar.gz",
		"verify --identity someone@example.com --issuer https://accounts.google.com tool-1.2.3.capsule"
	],
	exits: [
		[0, "verified"],
		[1, "rejected: something was read and refused"],
		USAGE,
		[3, "incomplete: nothing is false, but something required is missing or was not checked"],
		[4, "a file could not be read"]
	],
	options: {
		repository: {
			kind: "text",
			placeholder: "OWNER/NAME",
			description: "the GitHub repository whose workflow must have signed; beyond github.com https://HOST/OWNER/NAME"
		},
		policy: {
			kind: "text",
			placeholder: "FILE",
			description: "a file that says who must have signed and what is required, instead of an identity"
		},
		sigstore: {
			kind: "text",
			placeholder: "INSTANCE",
			default: "auto",
			description: "whose built-in trusted root counts: auto is public-good and github, or staging"
		},
		"trusted-root": trustedRoot,
		"unsafe-capsule-root": {
			kind: "switch",
			description: "accept as trusted root a file that a capsule carried"
		},
		identity,
		issuer: {
			...issuer,
			description: `${issuer.description}; with repository: the one that its enterprise has for itself`
		},
		"source-ref": {
			kind: "text",
			placeholder: "REF",
			description: "with repository: the git ref that was built, instead of the release's tag"
		},
		"signer-workflow": {
			kind: "text",
			placeholder: "OWNER/REPO/PATH[@REF]",
			description: "with repository: the reusable workflow that may sign for it"
		},
		"unsafe-trigger": {
			kind: "lines",
			placeholder: "EVENT",
			description: "with repository: another event than push, release and workflow_dispatch that may start the run"
		},
		"unsafe-identity-pattern": {
			kind: "text",
			placeholder: "REGEX",
			description: "regular expression for the whole subject alternative name; needs unsafe-issuer-pattern"
		},
		"unsafe-issuer-pattern": {
			kind: "text",
			placeholder: "REGEX",
			description: "regular expression for the whole issuer"
		},
		release: {
			kind: "text",
			placeholder: "NAME@VERSION",
			description: "the release that the capsule must be of; by default its file name says it",
			input: "expect-release"
		},
		all: {
			kind: "switch",
			description: "every asset of the release must be there"
		},
		"evidence-only": {
			kind: "switch",
			description: "it is enough that the evidence is sound, without any asset"
		},
		online: {
			kind: "switch",
			description: "fetch the newest trusted root from the instance's update repository; otherwise no socket is opened"
		},
		"effective-time": {
			kind: "text",
			placeholder: "TIME",
			description: "with policy: the time at which it must hold; by default now"
		},
		pin: {
			kind: "text",
			placeholder: "FILE",
			description: "record the ids of repository and owner at first use, and refuse a change"
		},
		vsa: {
			kind: "text",
			placeholder: "FILE",
			description: "write a SLSA Verification Summary, unsigned"
		},
		previous: {
			kind: "text",
			placeholder: "FILE",
			description: "the capsule of the release before, which this one must name and which must verify"
		},
		json,
		quiet
	}
};

// src/doors/options/verify-bundle.ts
const verifyBundle$1 = {
	arguments: "<file-or-digest>",
	summary: "verify one Sigstore bundle for one file, as sigstore-conformance asks",
	examples: ["verify-bundle --bundle a.sigstore.json --identity ID --issuer URL a.txt"],
	exits: [
		[0, "verified"],
		REFUSED,
		USAGE,
		[3, "signed by somebody that the built-in trusted root does not know, and may be too old to know"],
		ENVIRONMENT
	],
	options: {
		"trusted-root": trustedRoot,
		identity,
		issuer,
		bundle,
		key: {
			kind: "text",
			placeholder: "FILE",
			description: "the public key that must have signed, instead of an identity"
		},
		staging: staging$1
	}
};

// src/doors/options/commands.ts
const COMMANDS = {
	seal,
	check: check$1,
	verify: verify$1,
	show,
	guide,
	sbom,
	diff,
	roots,
	completion,
	"sign-bundle": signBundle,
	"verify-bundle": verifyBundle$1
};
const COMMAND_NAMES = Object.keys(COMMANDS);

// src/doors/options/inputs.ts
const ACTION_COMMANDS = [
	"seal",
	"check",
	"verify"
];
const ACTION_OPTIONS = {
	command: {
		kind: "choice",
		values: ACTION_COMMANDS,
		default: "seal",
		description: "what to do",
		only: "input"
	},
	assets: {
		kind: "lines",
		description: "files, folders and patterns to seal; with `command: verify`, the capsule and then its assets",
		only: "input"
	},
	summary: {
		kind: "switch",
		default: "true",
		description: "write a summary of the result to the page of the run",
		only: "input"
	}
};
const INPUTS = [...inputsByName().values()];
function inputsByName() {
	const found = /* @__PURE__ */ new Map();
	const tables = [ACTION_OPTIONS, ...ACTION_COMMANDS.map((command) => COMMANDS[command].options)];
	for (const [name, option] of tables.flatMap((options) => Object.entries(options))) {
		var _option$input;
		const input = (_option$input = option.input) !== null && _option$input !== void 0 ? _option$input : name;
		if (option.only !== "flag" && !found.has(input)) found.set(input, {
			...option,
			name: input
		});
	}
	return found;
}

// src/doors/options/spell-option.ts
const asFlag = ({ option, value }) => value === void 0 ? `--${option}` : `--${option} ${value}`;

// \0builtin:node:crypto
var require__builtin_node_crypto = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:crypto");
}));

// \0builtin:node:zlib
var require__builtin_node_zlib = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:zlib");
}));

// src/kernel/bytewise.ts
var import__builtin_node_crypto = require__builtin_node_crypto();
var import__builtin_node_zlib = require__builtin_node_zlib();
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
	const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
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
require_defineProperty.init_defineProperty();
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
	const node = readNode(bytes, MAX_DEPTH$1);
	if (node.raw.length !== bytes.length) throw malformed$18("something follows the value");
	return node;
}
var DerNode = class DerNode {
	constructor(tag, content, place) {
		require_defineProperty._defineProperty(this, "tag", void 0);
		require_defineProperty._defineProperty(this, "content", void 0);
		require_defineProperty._defineProperty(this, "raw", void 0);
		require_defineProperty._defineProperty(this, "depth", void 0);
		this.tag = tag;
		this.content = content;
		this.raw = place.raw;
		this.depth = place.depth;
	}
	get constructed() {
		return isConstructed(this.tag);
	}
	children() {
		if (!this.constructed) throw malformed$18("a primitive value has no members");
		const nodes = [];
		for (let at = 0; at < this.content.length;) {
			const node = readNode(this.content.subarray(at), this.depth - 1);
			nodes.push(node);
			at += node.raw.length;
		}
		return nodes;
	}
	as(tag) {
		if ((tag & 32) !== (this.tag & 32)) throw malformed$18("a value has the wrong form");
		return new DerNode(tag, this.content, {
			raw: this.raw,
			depth: this.depth
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
		if (this.content.length !== 1 || byte !== 0 && byte !== 255) throw malformed$18("a boolean is not 00 or FF");
		return byte === 255;
	}
	integer() {
		this.require(DER_TAGS.integer);
		const [first, second = 0] = this.content;
		const padded = this.content.length > 1 && first === (second < 128 ? 0 : 255);
		if (first === void 0 || padded || this.content.length > MAX_INTEGER_BYTES) throw malformed$18("an integer is not in its shortest form");
		const unsigned = BigInt(`0x${encodeHex(this.content)}`);
		return BigInt.asIntN(this.content.length * 8, unsigned);
	}
	oid() {
		this.require(DER_TAGS.oid);
		const { content } = this;
		const last = content.at(-1);
		if (last === void 0 || last >= 128 || content.length > MAX_OID_BYTES) throw malformed$18("an object identifier is incomplete");
		const [first = 0n, ...rest] = readArcs(content);
		const top = first < 80n ? first / 40n : 2n;
		return [
			top,
			first - top * 40n,
			...rest
		].join(".");
	}
	string() {
		const text = decodeText$1(this.content);
		if (this.tag === DER_TAGS.utf8String) return text;
		if (this.tag === DER_TAGS.printableString && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) return text;
		if (this.tag === DER_TAGS.ia5String && /^[\x00-\x7f]*$/.test(text)) return text;
		throw malformed$18("a value is not a string of its type");
	}
	time() {
		if (this.tag !== DER_TAGS.utcTime && this.tag !== DER_TAGS.generalizedTime) throw malformed$18("a value is not a time");
		return parseTime(String.fromCharCode(...this.content.subarray(0, 65)), this.tag === DER_TAGS.utcTime);
	}
	bitString() {
		var _this$content$, _bytes$at;
		this.require(DER_TAGS.bitString);
		const unusedBits = (_this$content$ = this.content[0]) !== null && _this$content$ !== void 0 ? _this$content$ : 8;
		const bytes = this.content.subarray(1);
		const last = (_bytes$at = bytes.at(-1)) !== null && _bytes$at !== void 0 ? _bytes$at : 0;
		if (unusedBits > 7 || bytes.length === 0 && unusedBits > 0 || (last & (1 << unusedBits) - 1) !== 0) throw malformed$18("a bit string has wrong unused bits");
		return {
			bytes,
			unusedBits
		};
	}
	require(tag) {
		if (this.tag !== tag) throw malformed$18(`a value has the tag ${this.tag} where ${tag} is expected`);
	}
};
function readNode(bytes, depth) {
	if (depth === 0) throw malformed$18(`nesting is deeper than ${MAX_DEPTH$1} levels`);
	const [tag = 0, first = 0] = bytes;
	if ((tag & 31) === 31 || (tag & -33) === 0) throw malformed$18("a tag number is not in use");
	if ((tag & 192) === 0 && isConstructed(tag) !== COMPOSED.has(tag | 32)) throw malformed$18("a type has the wrong form");
	const long = first >= 128;
	const begin = long ? 2 + (first & 127) : 2;
	const end = begin + (long ? readLongLength(bytes.subarray(2, begin)) : first);
	if (end > bytes.length) throw malformed$18("a value ends too early");
	return new DerNode(tag, bytes.subarray(begin, end), {
		raw: bytes.subarray(0, end),
		depth
	});
}
function isConstructed(tag) {
	return (tag & 32) !== 0;
}
const COMPOSED = /* @__PURE__ */ new Set([DER_TAGS.sequence, DER_TAGS.set]);
function readLongLength(octets) {
	const length = octets.reduce((total, byte) => total * 256 + byte, 0);
	if (octets[0] === 0 || length < 128) throw malformed$18("a length is indefinite or not in its shortest form");
	return length;
}
function readArcs(content) {
	const arcs = [];
	let arc = 0n;
	let begins = true;
	for (const byte of content) {
		if (begins && byte === 128) throw malformed$18("an object identifier is not in its shortest form");
		arc = arc * 128n + BigInt(byte & 127);
		begins = byte < 128;
		if (begins) {
			arcs.push(arc);
			arc = 0n;
		}
	}
	return arcs;
}
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;
function parseTime(text, short) {
	const found = (short ? UTC_TIME : GENERALIZED_TIME).exec(text);
	if (found === null || text.length > MAX_TIME_BYTES) throw malformed$18(`${printable(text, 40)} is not a time`);
	const [, digits, month, day, hour, minute, second, fraction = ""] = found;
	const iso = `${short ? `${Number(digits) < 50 ? 20 : 19}${digits}` : digits}-${month}-${day}T${hour}:${minute}:${second}`;
	const epoch = Date.parse(`${iso}Z`);
	if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 19) !== iso) throw malformed$18(`${printable(text, 40)} is not a time`);
	return epoch + Number(fraction.slice(0, 3).padEnd(3, "0"));
}
function decodeText$1(content) {
	try {
		return decodeUtf8(content);
	} catch (cause) {
		throw new Fault("der-malformed", "a string is not valid UTF-8", { cause });
	}
}
function malformed$18(problem) {
	return new Fault("der-malformed", `the DER is not valid: ${problem}`);
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

// src/kernel/iso-time.ts
const FIRST = -62167219200;
const MAX_EPOCH = 253402300799;
function formatEpoch(seconds) {
	if (!Number.isInteger(seconds) || seconds < FIRST || seconds > 253402300799) throw new Fault("time-malformed", `${seconds} is not a time in whole seconds since 1970`);
	return `${(/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().slice(0, 19)}Z`;
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
	return concatBytes(Uint8Array.of(tag), formatLength(length), ...parts);
}
function formatLength(length) {
	if (length < 128) return Uint8Array.of(length);
	const digits = length.toString(16);
	const octets = decodeHex(digits.padStart(digits.length + digits.length % 2, "0"));
	return concatBytes(Uint8Array.of(128 | octets.length), octets);
}
function formatArc(arc) {
	const groups = [Number(arc & 127n)];
	for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 127n) | 128);
	return Uint8Array.from(groups);
}

// src/crypto/public-key.ts
const COORDINATE_BYTES = {
	"P-256": 32,
	"P-384": 48,
	"P-521": 66
};
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSA_ENCRYPTION$1 = "1.2.840.113549.1.1.1";
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
	var _algorithm$sequence;
	const [algorithm, bits, ...beyond] = readDer(spki).sequence();
	const [id, parameters, ...further] = (_algorithm$sequence = algorithm === null || algorithm === void 0 ? void 0 : algorithm.sequence()) !== null && _algorithm$sequence !== void 0 ? _algorithm$sequence : [];
	if (id === void 0 || bits === void 0 || beyond.length > 0 || further.length > 0) throw malformed$17("its fields are not those of a public key");
	const { bytes, unusedBits } = bits.bitString();
	if (unusedBits !== 0) throw malformed$17("it does not end with a whole byte");
	switch (id.oid()) {
		case EC_PUBLIC_KEY: return {
			kind: "ec",
			spki,
			...readPoint(bytes, parameters)
		};
		case RSA_ENCRYPTION$1: return {
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
		default: throw malformed$17("its algorithm is not EC, RSA or Ed25519");
	}
}
function wrapRsaPublicKey(pkcs1) {
	return sequence(sequence(oid(RSA_ENCRYPTION$1), nullValue()), bitString(pkcs1));
}
function readPoint(point, parameters) {
	if ((parameters === null || parameters === void 0 ? void 0 : parameters.tag) !== DER_TAGS.oid) throw malformed$17("its curve is not named");
	const curve = CURVES.get(parameters.oid());
	if (curve === void 0) throw malformed$17("its curve is not P-256, P-384 or P-521");
	if (point[0] !== 4 || point.length !== 1 + 2 * COORDINATE_BYTES[curve]) throw malformed$17("its point is not an uncompressed one of its curve");
	return {
		curve,
		point
	};
}
function readRsa(bytes, parameters) {
	if ((parameters === null || parameters === void 0 ? void 0 : parameters.tag) !== DER_TAGS.nullValue || parameters.content.length > 0) throw malformed$17("its RSA parameters are not NULL");
	const [first, second, ...beyond] = readDer(bytes).sequence();
	const [modulus = 0n, exponent = 0n] = [first === null || first === void 0 ? void 0 : first.integer(), second === null || second === void 0 ? void 0 : second.integer()];
	const bits = modulus > 0n ? modulus.toString(2).length : 0;
	if (beyond.length > 0 || bits < RSA_BITS.least || bits > RSA_BITS.most || modulus % 2n === 0n) throw malformed$17(`its modulus is not an odd number of ${RSA_BITS.least} to ${RSA_BITS.most} bits`);
	if (exponent < 3n || exponent % 2n === 0n || exponent >> BigInt(MAX_EXPONENT_BITS) !== 0n) throw malformed$17("its exponent is not a small odd number");
	return {
		modulus,
		exponent,
		bits
	};
}
function requireEd25519(bytes, parameters) {
	if (parameters !== void 0 || bytes.length !== 32) throw malformed$17("it is not 32 bytes without parameters");
}
function malformed$17(problem) {
	return new Fault("key-malformed", `the public key is not one that is understood: ${problem}`);
}

// src/crypto/node.ts
const nodeCryptography = {
	async digest(algorithm, bytes) {
		return (0, import__builtin_node_crypto.createHash)(algorithm).update(bytes).digest();
	},
	async verify(signed) {
		return verifyNow(signed);
	},
	async verifyDigest(signed) {
		const { verifyDigest } = await Promise.resolve().then(() => requirePart("verify-digest.js"));
		return verifyDigest(signed);
	},
	streamHash(algorithm) {
		const hash = (0, import__builtin_node_crypto.createHash)(algorithm);
		return {
			update: (chunk) => void hash.update(chunk),
			digest: () => hash.digest()
		};
	},
	inflateRaw
};
const KEYS$1 = /* @__PURE__ */ new WeakMap();
function verifyNow({ key, hash, bytes, signature }) {
	try {
		var _KEYS$get;
		const object = (_KEYS$get = KEYS$1.get(key)) !== null && _KEYS$get !== void 0 ? _KEYS$get : (0, import__builtin_node_crypto.createPublicKey)({
			key: Buffer.from(key.spki),
			format: "der",
			type: "spki"
		});
		KEYS$1.set(key, object);
		switch (key.kind) {
			case "ec": {
				const fixed = toFixedLength(signature, COORDINATE_BYTES[key.curve]);
				return fixed !== void 0 && (0, import__builtin_node_crypto.verify)(hash, bytes, {
					key: object,
					dsaEncoding: "ieee-p1363"
				}, fixed);
			}
			case "rsa": return (0, import__builtin_node_crypto.verify)(hash, bytes, {
				key: object,
				padding: import__builtin_node_crypto.constants.RSA_PKCS1_PADDING
			}, signature);
			case "ed25519": return (0, import__builtin_node_crypto.verify)(null, bytes, object, signature);
		}
	} catch {
		return false;
	}
}
async function* inflateRaw(deflated) {
	const engine = (0, import__builtin_node_zlib.createInflateRaw)();
	const sums = { given: 0 };
	const feeding = feed$1(deflated, engine, sums);
	feeding.catch(() => void 0);
	try {
		for await (const chunk of engine) yield chunk;
		await feeding;
	} catch (cause) {
		if (cause instanceof Fault) throw cause;
		throw new Fault("gzip-malformed", "the compressed data is damaged", { cause });
	}
	if (engine.bytesWritten !== sums.given) throw new Fault("gzip-malformed", "something follows the compressed data");
}
async function feed$1(source, engine, sums) {
	try {
		for await (const chunk of source) {
			sums.given += chunk.length;
			await new Promise((resolve) => {
				engine.once("close", resolve);
				engine.write(chunk, () => {
					engine.off("close", resolve);
					resolve();
				});
			});
		}
		engine.end();
	} catch (error) {
		engine.destroy(error instanceof Error ? error : new Error("reading failed", { cause: error }));
		throw error;
	}
}

// src/domain/sigstore/trusted-roots/github.json
var github_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	certificateAuthorities: [
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUW3TJVeOvr+NSvJXdOw8nEEn7HhQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTIzMDkxMjE0MDY1NFoXDTI0MDkxMTE0MDY1NFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEsosodObhuHG6Pr5vp5y+pmnKawS1h2hwv3r3hBwqh3ZHJAw64mhDnDs9fw4jKkZEBYRSVyOHyZppz4day8hgpTIDwdj44Oan4RDb+wmj04jfhVLjLsQ4Q/X4K/ynRgNXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUm0vkDkQZ29hutYdayJobIRmf/iMwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIwIBl93E7vkWTvdeIm1WSIM4qNsj0ApE8LCj3k1vrY5x6/7yhAZs7QlO3/FBCoEeaZAjEAlJcNr37uZq9BYHODHBeO/gP+6EfbzsNaLV22ASBlhF/a9y83ESLuqCNN7IxGxmWT" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2023-10-27T16:30:00Z",
				"end": "2024-05-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKzCCAbCgAwIBAgIUOpyw2HaZefsj/4SPXutGof8E2CkwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEJNJWvW8fckfk/oQmh+qCeIlFXl9YLEkKSjZCgcVB92Fi1HQnvmpCiyqpvP91SmT1/G6QbrmTGV7MmIQlDnBWHNUT+jwZ3elGu/yfr/v8U0uhZTIli/BMj5Y4ICHK/j4do3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUD0fF3cs+ldPyiWohHJ3JmO91V7gwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAO7BRC9i7oGUHjjlcHU/bfqk2NLy7t6wm3K5W+jBLFbAj6sVjYcY+rrYhop/OjclbQIxALafBKLPIPjoCI29BUHwLBFP6e92ZlyaoFtoqccceXAevRaDjXFvb5+M7wnD6AuAJw==" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-05-13T00:00:00Z",
				"end": "2024-10-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKzCCAbCgAwIBAgIUQeyd9UH06yZ63pDuqjgUZ58CnpMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MTAwMzEyMDAwMFoXDTI1MTAwMzEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEwvbET2w+j9j9j50iTInH1gb9GSXkpsCvWz5orX1zgme+/Qh/5gMkpfmgfOSLV2ZRgT1hzujYmnKQvP2mCxYnbwQELAkAf+VhEY/7Uw3zZvguGQSdF1cxzRHiMTOha5eFo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUMib9z4ZYBcQANTVvVCa3KoTGbBUwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAPIU/zlJiJrxn6oTWNdEAD/YBSnhyxcvpq1D2DzFy8E8hbkEfMZPErYL7HyoL/BkdwIxAN9KDEKyktEUBrfHehfcLAzI2kERJx+8DSslXswOIbLaeqYfWsmrQAt5C0X/nOWxXA==" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-10-07T00:00:00Z",
				"end": "2025-06-19T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKTCCAbCgAwIBAgIUU7Y2PESb8FK88XCRQvI2rKDB5skwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEevMuOTGccTTXLu65xinRJP4gxkOemyAPCmUXEvhXKtLd+aDgN87PI0QxutOmPuQD2dLZVfxQmt5lvwJpUDIVYkKpH3mDxYbF6MJPMbq+A/EhkMaOS2+mcJRJdY2uam0Vo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU8tE1L3b7FV3qJKzSqy1w97vPt6AwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDZwAwZAIwSIsnfcDIvp+9SGBe9Es4xLDgZ6/B3wtODu+jtNUznQFPw1/WHa3iBMp3vYPkIqZDAjBBD4AKu166Hg7tDd5E8ckSCNNDkXD0Q7Xdl4yujgqv0goVMeOgRA1pKDGszhunjAQ=" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-05-27T00:00:00Z",
				"end": "2025-12-09T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUNansGfOzaol+jXgh/wsz0X36zTMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE24Un0srydTqXkWtrVrNdgPRNa1cCZqBRpFImYqItuVs/mszkn+RSlwcMzg/LwphU84qwA8Xv2z8ZaIETHspoQgMO4dP5zhJ5W8M+9crL1kR4Co2vS3TJZF9Qpsg+HiTro3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUGO6KtZB8c9gbXS2uNF3tXCtFNhEwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIxALmOdTRy/SiOc+QSf+eAPz24xWGhMryvNpyNvBZDeyqthC9KaMKmX+kHwJ0A6/bTXQIwE1mPbkH6tBXuWxlR/2Bj7UZ3MADlHSYGQUjpHMdQqJk17UVBywad5U6uA/f0pFdU" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-11-13T00:00:00Z",
				"end": "2026-07-13T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "fulcio.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICKjCCAbCgAwIBAgIUCZdc6761A2K2ny11d+8tvDIlBuAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8K+awztD1Q48OQsI2PzffEwHJxdHoKneYSSRgnG6VCk0RlZWeVHM7EwpsDMgMMz98IrRqVBAjxSt7fs39rz6NUKG3T26Khv0gmzuJ1xG0j0BmK0j0kkfRvzYpQKv108to3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUgeNOwb9e7ggupu+PZL6nr0Wgm88wHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIweEGv0C3qXaA2+oPahLsBzRA2C5+oWNE5Jq1Qpqrn0QeDCSY5eCKzwFjVa5eICks5AjEAsifahLxtAiHc0I2SWHYX3s3sfOLPArgK6oBM0hKbIMCOokEUhss67N06KOuV2rqQ" },
				{ "rawBytes": "MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": { "start": "2026-06-12T00:00:00Z" }
		}
	],
	timestampAuthorities: [
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICHDCCAaGgAwIBAgIUNDVlmtZuvoujn4KwiC/oxIr8hxAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTIzMDgzMTEyMDAwMFoXDTI0MDgzMDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEV/zJhNTdu0Fa9hGCUih/JvqEoE81tEWrAVwUXXhdRgIY9hIFErLhNo6sSOpV9d7Zuy0KWMHhcimCUr41a1732ByVRy3f+Z4QhqpsgFMh5b5J90HJLK7HOyUZjehAnvSno3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUGwE6T5ZIh6lY9wP6vt42UHyVMewwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaQAwZgIxAJo48LtrSsn0UmLtqGiUKg2EUvso+aDN5EyjpvMmobZ/Oq9zjnR7Of369hoABW4/1gIxANg5ZW4FqijhsXnA3md6jM9yLrLCI9QL+KnuZnXq6WgAcNQaAN7PNNjVDKV3iJEklw==" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2023-10-27T16:30:00Z",
				"end": "2024-05-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUPPgn6ner1PU/75CQ+62fdBuazaAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEA0pG1mAC4qafk1JJuOoIvhnMME9XmBDxjGFreDLnyzaexIzRw+UHUFy8C2gE6Me+0tIGQt4Ftbu66NGmfvBkR6boPMYQSU2O5X5ykZBm/9LR/Aqz0lgmBy/OlXvTJjglo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUDa4GVhd97Z2V8kiVl9DB0kC53CMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwEQHd++b7IBAAuqT2/1i/wXf1WM2XrkFF6qd1c3kFcBVvdLQyJ5KoyNUHnfCCVJROAjEA+FoASOEcARlU6RqVcif9JthHwzh6nNwz0AfAHvO8xantN/7HjiLmFrFEGR/g0kN/" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-05-13T00:00:00Z",
				"end": "2024-10-25T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUH7swiMTn+svhcDh80OeZccDTj7AwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MTAwNDEyMDAwMFoXDTI1MTAwNDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEM7jdYNBTeD6hjym2/y73b50u2AFQsf8305Sr1NleOqamH9aWt6obhJQH3NoNUw9iFzHcDvafYWQFMu7SmOxS5n3aqwwfR8oJxKnEl36uCmGB+8TXS3B76SVTHEhG5rzOo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUQvz9YbWX3S6a+jruBkhRBiE2RCkwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxAI4dhu5iyx/g+z1vKAAWvHtebl1ZwsC+Vwgjm6Ttlq5yLNHHvYEnJ/h15Qv2IuXvdgIwZ8H/iy4lXsFJdFYSsB1/zavl24EgxSzxK/pCpihXMetYYDA/lX3xMyquisMx45rN" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2024-10-07T00:00:00Z",
				"end": "2025-06-19T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUaaAaeAO3NzYXR/muq5YMnGY34IUwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEAjyAb+jWITMjkgbjWC02N05Zf5/kPs73ICf5/8lHSyHnoqqItP2z3fkMpWiRpelX8eIjzCjZ0Zht+DpGxtJUNh5jMa+fFv2qoDLGbnQ17DXKXCr9nWHF4vCMflHZK5JHo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUyvAcv8s1s37A/IWZAwdEptzjfWIwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwMnoHA4qDtR3eRohUIhvHGG70xT9XMfEnuj0kRvi9wu9VumL4pXqz1ktJgTBm6DrYAjEA5SYnRfUm2yAYmGEkJr9RvSCV9O7X+fL8KqfM4TOPrXJLMERQjhRXbWZ4DjxvifnF" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-05-27T00:00:00Z",
				"end": "2025-12-09T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUHiljSG9Nx/Qf/gPpl7V1kyRh/jYwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEG1ZUJgbtNpInC7jR9hi4OMWK5yF5VeRpmCs6ADS5lx23MEHo3ek32O123e3YwH+J3F9Vbpd7ePQHnpdc6tsBcQ/y/NPw2Vf+VwMI/E35C5/3Y9A5kRXq9CFXC1bU6Fj6o3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUXa9JaNrcN+1Je5aHEemVnH2XXtMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwJyVOay8lriDg4Up0VFWc/o19mzuQeoEItzM2dG50eXF4KbPo9zfdviS3D6StPFRGAjEA5IHCXJ8qP8CsAsQmT3IPimUTAvDNJZI4GFIxs+od/R/EUHGu4NxuwPX3A1ZnJP7z" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": {
				"start": "2025-11-13T00:00:00Z",
				"end": "2026-07-13T00:00:00Z"
			}
		},
		{
			"subject": {
				"organization": "GitHub, Inc.",
				"commonName": "Internal Services Root"
			},
			"uri": "timestamp.githubapp.com",
			"certChain": { "certificates": [
				{ "rawBytes": "MIICGzCCAaGgAwIBAgIUFzPb1un+DvofqFPzAXiB5slHM1IwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAETpok7Tndv57l0YnFjKL+VpcusM8A2xgbTdV353wW8IynvsLTGAjF1BNS4x80TDKHbXxN3jSoSId1u1c3sCWpuEqHB1bbBqCfrlslNn6hyWzhwtiqRLE4LM0T+RPclKQCo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUu/GnSzNLJ4IjG9elW5L5a/W61JMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxANGz5WZBgyZqGnuhr0gDhUW2s4ZXkJ1CMUaFzynjsQ0/8WZghN7Jh04vmT4Vl8y9zgIwJeBHIZNDZtjzDQB0UC+7im4snua3zsBrRbsEtWnqQhDzyT580H/uF4EVQN2kUUtZ" },
				{ "rawBytes": "MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH" },
				{ "rawBytes": "MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ==" }
			] },
			"validFor": { "start": "2026-06-12T00:00:00Z" }
		}
	]
};

// src/domain/sigstore/trusted-roots/public-good.json
var public_good_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	tlogs: [{
		"baseUrl": "https://rekor.sigstore.dev",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": { "start": "2021-01-12T11:53:27Z" }
		},
		"logId": { "keyId": "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=" }
	}, {
		"baseUrl": "https://log2025-1.rekor.sigstore.dev",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=",
			"keyDetails": "PKIX_ED25519",
			"validFor": { "start": "2025-09-23T00:00:00Z" }
		},
		"logId": { "keyId": "zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A=" }
	}],
	certificateAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstore.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ==" }] },
		"validFor": {
			"start": "2021-03-07T03:20:29Z",
			"end": "2022-12-31T23:59:59.999Z"
		}
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstore.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow=" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ" }] },
		"validFor": { "start": "2022-04-13T20:06:15Z" }
	}],
	ctlogs: [{
		"baseUrl": "https://ctfe.sigstore.dev/test",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": {
				"start": "2021-03-14T00:00:00Z",
				"end": "2022-10-31T23:59:59.999Z"
			}
		},
		"logId": { "keyId": "CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I=" }
	}, {
		"baseUrl": "https://ctfe.sigstore.dev/2022",
		"hashAlgorithm": "SHA2_256",
		"publicKey": {
			"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==",
			"keyDetails": "PKIX_ECDSA_P256_SHA_256",
			"validFor": { "start": "2022-10-20T00:00:00Z" }
		},
		"logId": { "keyId": "3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4=" }
	}],
	timestampAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstore.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw==" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E" }] },
		"validFor": { "start": "2025-07-04T00:00:00Z" }
	}]
};

// src/domain/sigstore/trusted-roots/staging.json
var staging_default = {
	mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	tlogs: [
		{
			"baseUrl": "https://rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDODRU688UYGuy54mNUlaEBiQdTE9nYLr0lg6RXowI/QV/RE1azBn4Eg5/2uTOMbhB1/gfcHzijzFi9Tk+g1Prg==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2021-01-12T11:53:27Z" }
			},
			"logId": { "keyId": "0y8wo8MtY5wrdiIFohx7sHeI5oKDpK5vQhGHI6G+pJY=" }
		},
		{
			"baseUrl": "https://log2025-alpha1.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAPn+AREHoBaZ7wgS1zBqpxmLSGnyhxXj4lFxSdWVB8o8=",
				"keyDetails": "PKIX_ED25519",
				"validFor": {
					"start": "2025-04-16T00:00:00Z",
					"end": "2025-09-04T00:00:00Z"
				}
			},
			"logId": { "keyId": "8w1amZ2S5mJIQkQmPxdMuOrL/oJkvFg9MnQXmeOCXck=" }
		},
		{
			"baseUrl": "https://log2025-alpha2.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAkrA8Ou2FtN7kYXCP/lpvF8vQrvh4nj+91+PWOGGzfGc=",
				"keyDetails": "PKIX_ED25519",
				"validFor": {
					"start": "2025-08-08T00:00:00Z",
					"end": "2025-09-28T00:00:00Z"
				}
			},
			"logId": { "keyId": "KfSiSX2iRLyhK62SUVL47vVcqqRx/RAewpKJm8IdZTo=" }
		},
		{
			"baseUrl": "https://log2025-alpha3.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAlD3dVc8yaP25mPtT/sJ59D3LLxGBgW/qYrM6x6KmOqk=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2025-09-22T00:00:00Z" }
			},
			"logId": { "keyId": "09OnDKEw7/hpZiYVPoTRzRbglHk0sylsUovegnRUlJY=" }
		},
		{
			"baseUrl": "https://log2026-1.us-east4.rekor.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAuAPzR9GRUMkt6Lcg7dcpy7C4Ys++gxQ2FFTPVBUhGfM=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2026-06-12T00:00:00Z" }
			},
			"logId": { "keyId": "OnJxR1KbhM5Z+X3E97YQ4EV8/8t4W3TvgehmZLwxAkY=" }
		}
	],
	certificateAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstage.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGTCCAaCgAwIBAgITJta/okfgHvjabGm1BOzuhrwA1TAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIyMDQxNDIxMzg0MFoXDTMyMDMyMjE2NTA0NVowNzEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MR4wHAYDVQQDExVzaWdzdG9yZS1pbnRlcm1lZGlhdGUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAASosAySWJQ/tK5r8T5aHqavk0oI+BKQbnLLdmOMRXHQF/4Hx9KtNfpcdjH9hNKQSBxSlLFFN3tvFCco0qFBzWYwZtsYsBe1l91qYn/9VHFTaEVwYQWIJEEvrs0fvPuAqjajezB5MA4GA1UdDwEB/wQEAwIBBjATBgNVHSUEDDAKBggrBgEFBQcDAzASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBRxhjCmFHxib/n31vQFGn9f/+tvrDAfBgNVHSMEGDAWgBT/QjK6aH2rOnCv3AzUGuI+h49mZTAKBggqhkjOPQQDAwNnADBkAjAM1lbKkcqQlE/UspMTbWNo1y2TaJ44tx3l/FJFceTSdDZ+0W1OHHeU4twie/lq8XgCMHQxgEv26xNNiAGyPXbkYgrDPvbOqp0UeWX4mJnLSrBr3aN/KX1SBrKQu220FmVL0Q==" }, { "rawBytes": "MIIB9jCCAXugAwIBAgITDdEJvluliE0AzYaIE4jTMdnFTzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIyMDMyNTE2NTA0NloXDTMyMDMyMjE2NTA0NVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABMo9BUNk9QIYisYysC24+2OytoV72YiLonYcqR3yeVnYziPt7Xv++CYE8yoCTiwedUECCWKOcvQKRCJZb9ht4Hzy+VvBx36hK+C6sECCSR0x6pPSiz+cTk1f788ZjBlUZaNjMGEwDgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFP9CMrpofas6cK/cDNQa4j6Hj2ZlMB8GA1UdIwQYMBaAFP9CMrpofas6cK/cDNQa4j6Hj2ZlMAoGCCqGSM49BAMDA2kAMGYCMQD+kojuzMwztNay9Ibzjuk//ZL5m6T2OCsm45l1lY004pcb984L926BowodoirFMcMCMQDIJtFHhP/1D3a+M3dAGomOb6O4CmTry3TTPbPsAFnv22YA0Y+P21NVoxKDjdu0tkw=" }] },
		"validFor": { "start": "2022-04-14T21:38:40Z" }
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore"
		},
		"uri": "https://fulcio.sigstage.dev",
		"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUAJxUwId8GBqrRo1fYxV7X3GxXWEwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yNjA2MDgxNjIxMjJaFw0zNjA2MDIyMzAwMTJaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE17eNOb3OjmDd+AOWdLQ8GZAQsvrrgFUkG9fz3JNgfPq2NHCExwbvSWvVIUOiRWv5Gwe70sFpTUkwGUF5KkqdINpvyEQULJJcg/7wTYcJ3vq2ap32Cy1LoJ76yFQkEkvXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUSGEgQZugsJS0mdkcD89aLneT/FIwHwYDVR0jBBgwFoAUl0I/kqYsi0cMo1OMh1dK81MUUgwwCgYIKoZIzj0EAwMDZwAwZAIwDhfCK6mUzvCQ+WuLhA8X8iJLUPmau9Umeq+XL8QAdv3gk51XZCX2BGAf8CWSygirAjANhWtDdg0OVVgh6B+pSkMmQhpJOJXJgkuS0o6AsKj7jjktb5EzMD0L8HlXiMs4Ltc=" }, { "rawBytes": "MIIB9DCCAXugAwIBAgITbIr/zWYbKyBevxdtAtTHwrupazAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTI2MDYwNTIzMDAxM1oXDTM2MDYwMjIzMDAxMlowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABC4MTU8uc1T9v3PMC/H/mKBRZhj/oId9psZB9MJMzpWq8/teYBjLujkZfyyrZAqbYAzC6EkGfXCEV3/BPzUJA//Y0QVSxAWR5kcyqMsJ4cgPQLwV99CLa+oMwtXhvfeXJ6NjMGEwDgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFJdCP5KmLItHDKNTjIdXSvNTFFIMMB8GA1UdIwQYMBaAFJdCP5KmLItHDKNTjIdXSvNTFFIMMAoGCCqGSM49BAMDA2cAMGQCMEpK1ZJGE/v7C1dle2l6dUaS7fMGCRPyrvGoxGV1jgYCmt7WVQf/9G0xHDaKERokkwIwRo1cPfW9uEt9z4ZFSoEnjOCTp8SOw5APRvJSMx0GMeWfk57q0Dp7ovU0g8Gsp0iF" }] },
		"validFor": { "start": "2026-06-12T00:00:00Z" }
	}],
	ctlogs: [
		{
			"baseUrl": "https://ctfe.sigstage.dev/test",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MIICCgKCAgEA27A2MPQXm0I0v7/Ly5BIauDjRZF5Jor9vU+QheoE2UIIsZHcyYq3slHzSSHy2lLj1ZD2d91CtJ492ZXqnBmsr4TwZ9jQ05tW2mGIRI8u2DqN8LpuNYZGz/f9SZrjhQQmUttqWmtu3UoLfKz6NbNXUnoo+NhZFcFRLXJ8VporVhuiAmL7zqT53cXR3yQfFPCUDeGnRksnlhVIAJc3AHZZSHQJ8DEXMhh35TVv2nYhTI3rID7GwjXXw4ocz7RGDD37ky6p39Tl5NB71gT1eSqhZhGHEYHIPXraEBd5+3w9qIuLWlp5Ej/K6Mu4ELioXKCUimCbwy+Cs8UhHFlqcyg4AysOHJwIadXIa8LsY51jnVSGrGOEBZevopmQPNPtyfFY3dmXSS+6Z3RD2Gd6oDnNGJzpSyEk410Ag5uvNDfYzJLCWX9tU8lIxNwdFYmIwpd89HijyRyoGnoJ3entd63cvKfuuix5r+GHyKp1Xm1L5j5AWM6P+z0xigwkiXnt+adexAl1J9wdDxv/pUFEESRF4DG8DFGVtbdH6aR1A5/vD4krO4tC1QYUSeyL5Mvsw8WRqIFHcXtgybtxylljvNcGMV1KXQC8UFDmpGZVDSHx6v3e/BHMrZ7gjoCCfVMZ/cFcQi0W2AIHPYEMH/C95J2r4XbHMRdYXpovpOoT5Ca78gsCAwEAAQ==",
				"keyDetails": "PKCS1_RSA_PKCS1V5",
				"validFor": {
					"start": "2021-03-14T00:00:00Z",
					"end": "2022-07-31T00:00:00Z"
				}
			},
			"logId": { "keyId": "G3wUKk6ZK6ffHh/FdCRUE2wVekyzHEEIpSG4savnv0w=" }
		},
		{
			"baseUrl": "https://ctfe.sigstage.dev/2022",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEh99xuRi6slBFd8VUJoK/rLigy4bYeSYWO/fE6Br7r0D8NpMI94+A63LR/WvLxpUUGBpY8IJA3iU2telag5CRpA==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": {
					"start": "2022-07-01T00:00:00Z",
					"end": "2022-07-31T00:00:00Z"
				}
			},
			"logId": { "keyId": "++JKOMQt7SJ3ynUHnCfnDhcKP8/58J4TueMqXuk3HmA=" }
		},
		{
			"baseUrl": "https://ctfe.sigstage.dev/2022-2",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8gEDKNme8AnXuPBgHjrtXdS6miHqc24CRblNEOFpiJRngeq8Ko73Y+K18yRYVf1DXD4AVLwvKyzdNdl5n0jUSQ==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2022-07-01T00:00:00Z" }
			},
			"logId": { "keyId": "KzC83GiIyeLh2CYpXnQfSDkxlgLynDPLXkNA/rKshno=" }
		},
		{
			"baseUrl": "https://log2026-1.ctfe.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv8+Fp+klTMlOd0FU+eekotPzlaF9orvv9ZgdLXq5+MmoGThLNigXIapXjW0lujsU6+ZHKZ6UPzSuz+V8YxLoQw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2026-01-14T00:00:00Z" }
			},
			"logId": { "keyId": "PmBxU3RuGJLgkLI2sUl2Jy9ntE1vks5vdxFKtyKgprY=" }
		},
		{
			"baseUrl": "https://log2026-1.us-east4.ctfe.sigstage.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEa5Gw4tcbYtTUdKWLy6ovCgWUb0ggekCaMyVpw5RCxBKKbJpahWdRX4ArH3N/wtakd2qDmtjsFVV1jMw5cHbmGw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2026-06-12T00:00:00Z" }
			},
			"logId": { "keyId": "Fjj7Zk5I004nmb83WUyHasaCMoUO4fuTnFybtSxevIc=" }
		}
	],
	timestampAuthorities: [{
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstage.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIICDzCCAZagAwIBAgIUCjWhBmHV4kFzxomWp/J98n4DfKcwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTAzMjgwOTE0MDZaFw0zNTAzMjYwODE0MDZaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEx1v5F3HpD9egHuknpBFlRz7QBRDJu4aeVzt9zJLRY0lvmx1lF7WBM2c9AN8ZGPQsmDqHlJN2R/7+RxLkvlLzkc19IOx38t7mGGEcB7agUDdCF/Ky3RTLSK0Xo/0AgHQdo2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFKj8ZPYo3i7mO3NPVIxSxOGc3VOlMB8GA1UdIwQYMBaAFDsgRlletTJNRzDObmPuc3RH8gR9MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2cAMGQCMESvVS6GGtF33+J19TfwENWJXjRv4i0/HQFwLUSkX6TfV7g0nG8VnqNHJLvEpAtOjQIwUD3uywTXorQP1DgbV09rF9Yen+CEqs/iEpieJWPst280SSOZ5Na+dyPVk9/8SFk6" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUCPExEFKiQh0dP4sp5ltmSYSSkFUwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTAzMjgwOTE0MDZaFw0zNTAzMjYwODE0MDZaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAATt0tIDWyo4ARfL9BaSo0W5bJQEbKJTU/u7llvdjSI5aTkOAJa8tixn2+LEfPG4dMFdsMPtsIuU1qn2OqFiuMk6vHv/c+az25RQVY1oo50iMb0jIL3N4FgwhPFpZnCbQPOjRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBQ7IEZZXrUyTUcwzm5j7nN0R/IEfTAKBggqhkjOPQQDAwNpADBmAjEA2MI1VXgbf3dUOSc95hSRypBKOab18eh2xzQtxUsHvWeY+1iFgyMluUuNR6taoSmFAjEA31m2czguZhKYX+4JSKu5pRYhBTXAd8KKQ3xdPRX/qCaLvT2qJAEQ1YQM3EJRrtI7" }] },
		"validFor": { "start": "2025-04-09T00:00:00Z" }
	}, {
		"subject": {
			"organization": "sigstore.dev",
			"commonName": "sigstore-tsa-selfsigned"
		},
		"uri": "https://timestamp.sigstage.dev/api/v1/timestamp",
		"certChain": { "certificates": [{ "rawBytes": "MIIB9jCCAX2gAwIBAgITTP0hkp+x1+/mmEBLWOiqeGypHzAKBggqhkjOPQQDAzAtMQkwBwYDVQQKEwAxIDAeBgNVBAMTF3NpZ3N0b3JlLXRzYS1zZWxmc2lnbmVkMB4XDTI2MDYwOTIzMjAzOFoXDTI3MDYwOTIzMjAzOFowIjEJMAcGA1UEChMAMRUwEwYDVQQDEwxzaWdzdG9yZS10c2EwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAATpQMZ7nRZEFEdgNpbnTkzJLZYTEK/mfcaK2Z599gAKxUA491TclvFOFbdAd2J9Fje9ltnaC3vUteFKRD+Distjv3wRQkML6Egd1QW5yliklOOyfsPOPH3hhzn3MTrsrWijajBoMA4GA1UdDwEB/wQEAwIHgDAdBgNVHQ4EFgQULgCD26lmo5+zJfBBhU0sASIjtiIwHwYDVR0jBBgwFoAUI6cr8xtGSBYaQD42ecwOGAiM4EIwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDZwAwZAIwYubMlZ3LLoXXRjBEv+D7GNbMVk7VBaQm30h9kdSXImuI5pRSttP35WLCYhTH5izIAjBX8qB8fdjKyGOewkeBap6aObAh//sAuUxbcoeG06U1f4Q4noS7wr1xktAp8rA64A4=" }, { "rawBytes": "MIIB3TCCAWSgAwIBAgIUeuz1txaqKQugtvTpF2igNs/fkw8wCgYIKoZIzj0EAwMwLTEJMAcGA1UEChMAMSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNjA2MDkyMzIwMzhaFw0yNzA2MDkyMzIwMzhaMC0xCTAHBgNVBAoTADEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAASSwC2l89yeW+qpxMXmDu9gvtyutJrIsoUxRDm17leybov+t352Lxu6htNotY2rYFDUwNWQUtargkNQpLK+z3LQHCghERPmdhuUDiYt2B5yEJB9lZ+m2ws+ZWeoFS68QS+jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBQjpyvzG0ZIFhpAPjZ5zA4YCIzgQjAKBggqhkjOPQQDAwNnADBkAjBPd9pAsZ/TBvuhunrL9g9kBTuDqkwh0SGem6S1GYHnIA9xFkCvMG5Z2SeplW866FoCMBXLO3NmXYhfsZLD2E2sAG/tDwee8OadoW2QpJMD8Q5qAXjEnCjPVUIlQuiq2FNFtg==" }] },
		"validFor": { "start": "2026-06-12T00:00:00Z" }
	}]
};

// src/domain/sigstore/trusted-roots/taken.json
var public_good = {
	"source": "sigstore/root-signing@60cf2ce8b2e45d600dc17c4421e8c751e75772be:targets/trusted_root.json",
	"dated": "2026-08-21",
	"sha256": "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66"
};
var github = {
	"source": "sigstore/sigstore-rust@948c31788666372867657203618d84848443eb7d:crates/sigstore-trust-root/src/trusted_root_github.json",
	"dated": "2026-08-21",
	"sha256": "484cdfe1a7c65479c5ba2a22193d1be90f0020db1997de696ab207434c62fbb7"
};
var staging = {
	"source": "sigstore/root-signing-staging@ed88d5dc6c56bfdbf1a78219364e6d3e4ecfe0c9:targets/trusted_root.json",
	"dated": "2026-08-21",
	"sha256": "44deb991d4bbf2150751ccee235d9810bce4434383c26d8898c1bcadbace6ed8"
};

// src/domain/sigstore/embedded-roots.ts
const EMBEDDED_ROOTS = {
	"public-good": {
		...public_good,
		bytes: () => encodeUtf8(JSON.stringify(public_good_default))
	},
	github: {
		...github,
		bytes: () => encodeUtf8(JSON.stringify(github_default))
	},
	staging: {
		...staging,
		bytes: () => encodeUtf8(JSON.stringify(staging_default))
	}
};

// \0builtin:node:fs/promises
var require_promises = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:fs/promises");
}));

// \0builtin:node:fs
var require__builtin_node_fs = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:fs");
}));

// src/world/errno.ts
var import_promises = require_promises();
var import__builtin_node_fs = require__builtin_node_fs();
function errnoOf(error) {
	const code = error instanceof Error && "code" in error ? error.code : void 0;
	return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "unknown";
}

// src/world/file-faults.ts
const REASONS = /* @__PURE__ */ new Map([
	["EACCES", "permission denied"],
	["EPERM", "permission denied"],
	["EISDIR", "it is a directory"],
	["ENOTDIR", "part of its path is not a directory"],
	["ENAMETOOLONG", "the name is too long"],
	["EMFILE", "too many files are open"],
	["ENFILE", "too many files are open"],
	["ENOSPC", "no space is left"],
	["EDQUOT", "no space is left"],
	["EROFS", "the file system is read-only"],
	["ELOOP", "it is a symbolic link"],
	["EMLINK", "it is a symbolic link"],
	["ERR_INVALID_ARG_VALUE", "the path is not one"]
]);
const CHECK_PATH = "check the path, and the folder that you are in";
function unreadable(path, error) {
	if (error instanceof Fault) return error;
	const errno = errnoOf(error);
	if (errno === "ENOENT") return new Fault("file-missing", `there is no file ${printable(path)}`, { hint: CHECK_PATH });
	return new Fault("file-unreadable", `${printable(path)} cannot be read: ${reason(errno)}`);
}
function unwritable$1(path, error) {
	if (error instanceof Fault) return error;
	return new Fault("file-unwritable", `${printable(path)} cannot be written: ${reason(errnoOf(error))}`);
}
function irregular(path, what) {
	return new Fault("file-unreadable", `${printable(path)} cannot be read: it is a ${what}`, { hint: "name a regular file; links are not followed" });
}
function tooLarge$1(path, maxBytes) {
	return new Fault("file-unreadable", `${printable(path)} has more than the ${maxBytes} bytes that are read of it`);
}
function reason(errno) {
	var _REASONS$get;
	return (_REASONS$get = REASONS.get(errno)) !== null && _REASONS$get !== void 0 ? _REASONS$get : errno;
}

// src/world/create-file.ts
const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = import__builtin_node_fs.constants;
function createFile(path) {
	let descriptor = attempt$1(path, () => (0, import__builtin_node_fs.openSync)(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 384));
	return {
		write(chunk) {
			for (let written = 0; written < chunk.length;) {
				var _descriptor;
				const [open, from] = [(_descriptor = descriptor) !== null && _descriptor !== void 0 ? _descriptor : -1, written];
				written += attempt$1(path, () => (0, import__builtin_node_fs.writeSync)(open, chunk, from));
			}
		},
		close() {
			const open = descriptor;
			descriptor = void 0;
			if (open !== void 0) attempt$1(path, () => (0, import__builtin_node_fs.closeSync)(open));
		}
	};
}
function attempt$1(path, operation) {
	try {
		return operation();
	} catch (error) {
		throw unwritable$1(path, error);
	}
}

// src/world/file-facts.ts
function fileFacts(stats) {
	const { dev, ino, size, mtimeNs, ctimeNs } = stats;
	return {
		kind: kindOf$1(stats),
		size: Number(size),
		revision: [
			dev,
			ino,
			size,
			mtimeNs,
			ctimeNs
		].join(":")
	};
}
function kindOf$1(found) {
	if (found.isFile()) return "file";
	if (found.isDirectory()) return "directory";
	return found.isSymbolicLink() ? "symlink" : "other";
}

// src/world/open-regular-file.ts
var _constants$O_NOFOLLOW;
var _constants$O_NONBLOCK;
const FLAGS$1 = import__builtin_node_fs.constants.O_RDONLY | ((_constants$O_NOFOLLOW = import__builtin_node_fs.constants.O_NOFOLLOW) !== null && _constants$O_NOFOLLOW !== void 0 ? _constants$O_NOFOLLOW : 0) | ((_constants$O_NONBLOCK = import__builtin_node_fs.constants.O_NONBLOCK) !== null && _constants$O_NONBLOCK !== void 0 ? _constants$O_NONBLOCK : 0);
const WORDS = {
	directory: "directory",
	symlink: "symbolic link",
	other: "device, socket or named pipe"
};
async function openRegularFile(path) {
	const handle = await openHandle(path);
	try {
		const facts = fileFacts(await handle.stat({ bigint: true }));
		requireRegular(path, facts);
		return openFile(path, handle, facts);
	} catch (error) {
		await handle.close();
		throw unreadable(path, error);
	}
}
async function openHandle(path) {
	try {
		requireRegular(path, fileFacts(await (0, import_promises.lstat)(path, { bigint: true })));
		return await (0, import_promises.open)(path, FLAGS$1);
	} catch (error) {
		throw unreadable(path, error);
	}
}
function requireRegular(path, facts) {
	if (facts.kind !== "file") throw irregular(path, WORDS[facts.kind]);
}
function openFile(path, handle, facts) {
	return {
		facts,
		size: facts.size,
		async read(into, position) {
			if (into.length === 0) return 0;
			try {
				return (await handle.read(into, 0, into.length, position)).bytesRead;
			} catch (error) {
				throw unreadable(path, error);
			}
		},
		async factsNow() {
			try {
				return fileFacts(await handle.stat({ bigint: true }));
			} catch (error) {
				throw unreadable(path, error);
			}
		},
		close: () => handle.close()
	};
}

// src/world/at-end.ts
const cleanups = /* @__PURE__ */ new Set();
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
let listening = false;
function atEnd(cleanup) {
	listen();
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}
function listen() {
	if (listening) return;
	listening = true;
	process.once("exit", runAll);
	for (const signal of SIGNALS) process.once(signal, () => {
		runAll();
		process.kill(process.pid, signal);
	});
}
function runAll() {
	for (const cleanup of [...cleanups].reverse()) {
		cleanups.delete(cleanup);
		try {
			cleanup();
		} catch {}
	}
}

// src/world/write-atomically.ts
const FLAGS = import__builtin_node_fs.constants.O_WRONLY | import__builtin_node_fs.constants.O_CREAT | import__builtin_node_fs.constants.O_EXCL;
const MODE = 420;
async function writeAtomically(path, bytes) {
	const temporary = (0, import__builtin_node_path.join)((0, import__builtin_node_path.dirname)(path), `.capsule-${(0, import__builtin_node_crypto.randomBytes)(8).toString("hex")}.tmp`);
	const forget = atEnd(() => (0, import__builtin_node_fs.rmSync)(temporary, { force: true }));
	try {
		await writeNew(temporary, bytes);
		await (0, import_promises.rename)(temporary, path);
	} catch (error) {
		await (0, import_promises.rm)(temporary, { force: true }).catch(() => void 0);
		throw unwritable$1(path, error);
	} finally {
		forget();
	}
}
async function writeNew(path, bytes) {
	const descriptor = (0, import__builtin_node_fs.openSync)(path, FLAGS, MODE);
	try {
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.writeFile)(descriptor, bytes);
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.fchmod)(descriptor, MODE);
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.fsync)(descriptor);
	} finally {
		await (0, import__builtin_node_util.promisify)(import__builtin_node_fs.close)(descriptor);
	}
}

// src/world/files.ts
const systemFiles = {
	facts: async (path) => {
		try {
			return fileFacts(await (0, import_promises.lstat)(path, { bigint: true }));
		} catch (error) {
			if (isAbsent(error)) return void 0;
			throw unreadable(path, error);
		}
	},
	list: async (directory) => {
		try {
			return (await (0, import_promises.readdir)(directory, {
				encoding: "buffer",
				withFileTypes: true
			})).sort((a, b) => Buffer.compare(a.name, b.name)).map(directoryEntry);
		} catch (error) {
			throw unreadable(directory, error);
		}
	},
	open: openRegularFile,
	read: readWhole,
	write: writeAtomically,
	create: createFile,
	makeFolder: async (path) => {
		try {
			await (0, import_promises.mkdir)(path, { recursive: true });
		} catch (error) {
			throw unwritable$1(path, error);
		}
	},
	remove,
	realPath: async (path) => {
		try {
			return await (0, import_promises.realpath)(path);
		} catch (error) {
			throw unreadable(path, error);
		}
	}
};
function directoryEntry(found) {
	const text = found.name.toString("utf8");
	return {
		name: Buffer.from(text).equals(found.name) ? text : void 0,
		hex: encodeHex(found.name),
		kind: kindOf$1(found)
	};
}
async function readWhole(path, maxBytes) {
	const file = await openRegularFile(path);
	try {
		if (file.size > maxBytes) throw tooLarge$1(path, maxBytes);
		let bytes = new Uint8Array(Math.max(file.size, 4095) + 1);
		let length = 0;
		for (let count = -1; count !== 0; length += count) {
			if (length > maxBytes) throw tooLarge$1(path, maxBytes);
			if (length === bytes.length) bytes = grown(bytes);
			count = await file.read(bytes.subarray(length), length);
		}
		return bytes.slice(0, length);
	} finally {
		await file.close();
	}
}
function grown(bytes) {
	const larger = new Uint8Array(bytes.length * 2);
	larger.set(bytes);
	return larger;
}
async function remove(path) {
	try {
		await (kindOf$1(await (0, import_promises.lstat)(path)) === "directory" ? (0, import_promises.rmdir)(path) : (0, import_promises.unlink)(path));
	} catch (error) {
		if (!isAbsent(error)) throw unwritable$1(path, error);
	}
}
function isAbsent(error) {
	const errno = errnoOf(error);
	return errno === "ENOENT" || errno === "ENOTDIR";
}

// src/doors/wire/offline.ts
const MAX_CONFIG_BYTES = 4 << 20;
const offlinePorts = async ({ trustedRoot, instances, online, progress }) => {
	if (online === true) throw new Fault("usage", "this program opens no socket", { hint: "fetch roots with the whole program, dist/cli.js, or name one with --trusted-root" });
	const trust = trustedRoot === void 0 ? { trustedRoots: async () => instances.map(embeddedRoot) } : fileTrust(trustedRoot);
	return {
		crypto: nodeCryptography,
		files: systemFiles,
		trust,
		progress
	};
};
function embeddedRoot(instance) {
	const { bytes, dated } = EMBEDDED_ROOTS[instance];
	return {
		bytes: bytes(),
		origin: `built-in ${instance} root`,
		dated,
		mayBeOutdated: true
	};
}
function fileTrust(path) {
	return only(async () => ({
		bytes: await systemFiles.read(path, MAX_CONFIG_BYTES),
		origin: path,
		dated: void 0
	}));
}
function only(root) {
	return { trustedRoots: async () => [await root()] };
}

// \0builtin:node:os
var require__builtin_node_os = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	module.exports = require("node:os");
}));

// src/world/env.ts
var import__builtin_node_os = require__builtin_node_os();
const processEnv = (name) => {
	const value = process.env[name];
	return value === "" ? void 0 : value;
};

// \0late:yocto-spinner
var require__late_yocto_spinner = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	let loaded;
	function load() {
		var _loaded;
		return (_loaded = loaded) !== null && _loaded !== void 0 ? _loaded : loaded = requirePart("_used_yocto-spinner.js");
	}
	module.exports = (...given) => load().default(...given);
	Object.defineProperties(module.exports, {});
}));

// src/world/terminal.ts
var import__late_yocto_spinner = /* @__PURE__ */ require_defineProperty.__toESM(require__late_yocto_spinner(), 1);
function terminalProgress(stream) {
	return stream.isTTY === true ? spinningProgress(stream) : plainProgress((line) => stream.write(`${line}\n`));
}
function plainProgress(writeLine) {
	return {
		step: (text) => writeLine(visible(text)),
		advance: () => void 0,
		warn: (text) => writeLine(`warning: ${visible(text)}`),
		done: () => void 0
	};
}
function quietProgress(writeLine) {
	return {
		...plainProgress(writeLine),
		step: () => void 0
	};
}
function tolerateClosedPipes(streams) {
	for (const stream of streams) stream.on("error", (error) => {
		if (error.code !== "EPIPE" && error.code !== "EOF" && error.code !== "ERR_STREAM_DESTROYED") throw error;
	});
}
function spinningProgress(stream) {
	const spinner = (0, import__late_yocto_spinner.default)({
		stream,
		handleSignals: false
	});
	atEnd(() => spinner.stop());
	let current = "";
	return {
		step(text) {
			current = visible(text);
			spinner.text = current;
			spinner.start();
		},
		advance(done, total) {
			spinner.text = `${current} (${done} of ${total})`;
		},
		warn(text) {
			spinner.stop();
			stream.write(`warning: ${visible(text)}\n`);
			if (current !== "") spinner.start();
		},
		done() {
			current = "";
			spinner.stop();
		}
	};
}
function visible(text) {
	return Array.from(text, escapeInvisible).join("");
}

// src/doors/wire/read.ts
function reading(folder, log) {
	const writeLine = typeof log === "function" ? log : (line) => log.write(`${line}\n`);
	return {
		folder,
		env: processEnv,
		files: systemFiles,
		git: async () => (await Promise.resolve().then(() => requirePart("git.js"))).systemGit(processEnv),
		progress: (quiet) => {
			if (quiet) return quietProgress(writeLine);
			return typeof log === "function" ? plainProgress(log) : terminalProgress(log);
		}
	};
}

// src/domain/tool.ts
const TOOL = {
	name: "release-capsule",
	version: "0.1.0"
};

// src/kernel/json-text.ts
function jsonText(value) {
	return `${JSON.stringify(value, void 0, 2).replace(INVISIBLE$1, escaped)}\n`;
}
const INVISIBLE$1 = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
function escaped(character) {
	return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
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
	var _config$1$lang, _config$1$abortEarly, _config$1$abortPipeEa;
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: (_config$1$lang = config$1 === null || config$1 === void 0 ? void 0 : config$1.lang) !== null && _config$1$lang !== void 0 ? _config$1$lang : store$4 === null || store$4 === void 0 ? void 0 : store$4.lang,
		message: config$1 === null || config$1 === void 0 ? void 0 : config$1.message,
		abortEarly: (_config$1$abortEarly = config$1 === null || config$1 === void 0 ? void 0 : config$1.abortEarly) !== null && _config$1$abortEarly !== void 0 ? _config$1$abortEarly : store$4 === null || store$4 === void 0 ? void 0 : store$4.abortEarly,
		abortPipeEarly: (_config$1$abortPipeEa = config$1 === null || config$1 === void 0 ? void 0 : config$1.abortPipeEarly) !== null && _config$1$abortPipeEa !== void 0 ? _config$1$abortPipeEa : store$4 === null || store$4 === void 0 ? void 0 : store$4.abortPipeEarly
	};
}
let store$3;
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3 === null || store$3 === void 0 ? void 0 : store$3.get(lang);
}
let store$2;
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2 === null || store$2 === void 0 ? void 0 : store$2.get(lang);
}
let store$1;
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	var _store$1$get;
	return store$1 === null || store$1 === void 0 || (_store$1$get = store$1.get(reference)) === null || _store$1$get === void 0 ? void 0 : _store$1$get.get(lang);
}
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	var _ref, _Object$getPrototypeO;
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (_ref = input && ((_Object$getPrototypeO = Object.getPrototypeOf(input)) === null || _Object$getPrototypeO === void 0 || (_Object$getPrototypeO = _Object$getPrototypeO.constructor) === null || _Object$getPrototypeO === void 0 ? void 0 : _Object$getPrototypeO.name)) !== null && _ref !== void 0 ? _ref : "null";
	return type;
}
function _addIssue(context, label, dataset, config$1, other) {
	var _ref2, _other$expected, _other$received, _ref3, _ref4, _ref5, _ref6, _other$message;
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = (_ref2 = (_other$expected = other === null || other === void 0 ? void 0 : other.expected) !== null && _other$expected !== void 0 ? _other$expected : context.expects) !== null && _ref2 !== void 0 ? _ref2 : null;
	const received = (_other$received = other === null || other === void 0 ? void 0 : other.received) !== null && _other$received !== void 0 ? _other$received : /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other === null || other === void 0 ? void 0 : other.path,
		issues: other === null || other === void 0 ? void 0 : other.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = (_ref3 = (_ref4 = (_ref5 = (_ref6 = (_other$message = other === null || other === void 0 ? void 0 : other.message) !== null && _other$message !== void 0 ? _other$message : context.message) !== null && _ref6 !== void 0 ? _ref6 : /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang)) !== null && _ref5 !== void 0 ? _ref5 : isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) !== null && _ref4 !== void 0 ? _ref4 : config$1.message) !== null && _ref3 !== void 0 ? _ref3 : /* @__PURE__ */ getGlobalMessage(issue.lang);
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
	var _list$;
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return (_list$ = list[0]) !== null && _list$ !== void 0 ? _list$ : "never";
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
function check$2(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: check$2,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}
/* @__NO_SIDE_EFFECTS__ */
function length(requirement, message$1) {
	return {
		kind: "validation",
		type: "length",
		reference: length,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length !== this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
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
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
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
							var _dataset$issues2;
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							(_dataset$issues2 = dataset.issues) === null || _dataset$issues2 === void 0 || _dataset$issues2.push(issue);
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
								var _dataset$issues12;
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								(_dataset$issues12 = dataset.issues) === null || _dataset$issues12 === void 0 || _dataset$issues12.push(issue);
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
							var _dataset$issues18;
							issue.path = [pathItem];
							(_dataset$issues18 = dataset.issues) === null || _dataset$issues18 === void 0 || _dataset$issues18.push(issue);
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
							var _dataset$issues19;
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							(_dataset$issues19 = dataset.issues) === null || _dataset$issues19 === void 0 || _dataset$issues19.push(issue);
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
								var _dataset$issues24;
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								(_dataset$issues24 = dataset.issues) === null || _dataset$issues24 === void 0 || _dataset$issues24.push(issue);
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
			} else if ((untypedDatasets === null || untypedDatasets === void 0 ? void 0 : untypedDatasets.length) === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}
/* @__NO_SIDE_EFFECTS__ */
function unknown$1() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown$1,
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

// src/views/fault-json.ts
const faultSchema = strictObject({
	schema: literal(schemaId("fault")),
	code: string(),
	message: string(),
	hint: nullable(string()),
	exitCode: picklist([
		1,
		2,
		3,
		4
	])
});
function faultJson(fault, spelling) {
	return {
		schema: schemaId("fault"),
		code: fault.code,
		message: fault.message,
		hint: fault.hint === void 0 ? null : spelled(fault.hint, spelling),
		exitCode: FAULT_CODES[fault.code].exit
	};
}

// src/kernel/archives/zlib-fault.ts
function zlibFault(error) {
	const code = error === null || error === void 0 ? void 0 : error.code;
	if (code === "Z_BUF_ERROR") return new Fault("archive-truncated", "the gzip stream ends too early", { cause: error });
	if (typeof code !== "string" || !code.startsWith("Z_")) return error;
	return new Fault("gzip-malformed", "the gzip stream is damaged", { cause: error });
}

// src/kernel/byte-reader.ts
require_defineProperty.init_defineProperty();
var ByteReader = class {
	constructor(source) {
		require_defineProperty._defineProperty(this, "chunks", void 0);
		require_defineProperty._defineProperty(this, "rest", /* @__PURE__ */ new Uint8Array(0));
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
	async take(count) {
		const parts = [];
		let missing = count;
		while (missing > 0) {
			const chunk = await this.next();
			if (chunk === void 0) break;
			parts.push(chunk.subarray(0, missing));
			this.giveBack(chunk.subarray(missing));
			missing -= Math.min(missing, chunk.length);
		}
		return concatBytes(...parts);
	}
	async close() {
		var _this$chunks$return, _this$chunks;
		await ((_this$chunks$return = (_this$chunks = this.chunks).return) === null || _this$chunks$return === void 0 ? void 0 : _this$chunks$return.call(_this$chunks));
	}
};

// src/kernel/limits.ts
const MAX_JSON_BYTES = 33554432;
const MAX_JSON_LINES = 1e4;
const MAX_CAPSULE_ENTRIES = 8192;
const MAX_CAPSULE_ENTRY_BYTES = 67108864;
const MAX_CAPSULE_BYTES = 536870912;
const RATIO_FLOOR_BYTES = 1048576;

// src/kernel/gunzip.ts
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
async function* gunzipOneMember(source, limits) {
	const reader = new ByteReader(source);
	try {
		requireHeader(await reader.take(HEADER_BYTES));
		const sums = {
			crc: 0,
			length: 0
		};
		for await (const bytes of inflate(reader, limits)) {
			sums.crc = (0, import__builtin_node_zlib.crc32)(bytes, sums.crc);
			sums.length += bytes.length;
			yield bytes;
		}
		requireTrailer(await reader.take(TRAILER_BYTES), sums);
		if (await reader.next() !== void 0) throw new Fault("archive-trailing-data", "something follows the gzip member");
	} finally {
		await reader.close();
	}
}
function requireHeader(header) {
	const [magic1, magic2, method, flags, ...time] = header.subarray(0, 8);
	if (header.length > 1 && (magic1 !== 31 || magic2 !== 139)) throw new Fault("gzip-malformed", "the file is not a gzip stream");
	if (header.length < HEADER_BYTES) throw truncated();
	if (method !== 8 || flags !== 0 || time.some((byte) => byte !== 0)) throw new Fault("gzip-malformed", "the gzip header carries more than the fixed one");
}
function requireTrailer(trailer, sums) {
	if (trailer.length < TRAILER_BYTES) throw truncated();
	const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
	if (view.getUint32(0, true) !== sums.crc || view.getUint32(4, true) !== sums.length % 2 ** 32) throw new Fault("gzip-malformed", "the gzip checksum does not match");
}
async function* inflate(reader, limits) {
	const engine = (0, import__builtin_node_zlib.createInflateRaw)();
	const feeding = feed(reader, engine);
	let count = 0;
	try {
		for await (const bytes of engine) {
			count += bytes.length;
			requireLimits$1(count, engine.bytesWritten, limits);
			yield bytes;
		}
		await feeding;
	} catch (error) {
		throw zlibFault(error);
	} finally {
		await feeding.catch(() => void 0);
	}
}
async function feed(reader, engine) {
	const write = writerOf(engine);
	let fed = 0;
	try {
		for (let chunk = await reader.next(); chunk !== void 0; chunk = await reader.next()) {
			fed += chunk.length;
			if (!await write(chunk)) return;
			const unused = fed - engine.bytesWritten;
			if (unused > 0) return reader.giveBack(chunk.subarray(chunk.length - unused));
		}
		engine.end();
	} catch (error) {
		engine.destroy(error instanceof Error ? error : new Error("reading failed", { cause: error }));
		throw error;
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
function requireLimits$1(count, consumed, limits) {
	if (count > limits.maxBytes) throw new Fault("archive-limit", `the archive holds more than ${limits.maxBytes} bytes`);
	if (count > 1048576 && count > consumed * limits.maxRatio) throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
}
function truncated() {
	return new Fault("archive-truncated", "the gzip stream ends too early");
}

// src/kernel/portable-names.ts
require_defineProperty.init_defineProperty();
const MAX_NAME_BYTES$1 = 100;
var PortableNames = class {
	constructor() {
		require_defineProperty._defineProperty(this, "files", /* @__PURE__ */ new Set());
		require_defineProperty._defineProperty(this, "folders", /* @__PURE__ */ new Set());
	}
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
	if (name.length > MAX_NAME_BYTES$1 || !/^[\x20-\x7e]+$/.test(name) || name.includes("\\")) return false;
	if (/^[A-Za-z]:/.test(name)) return false;
	return name.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
function foldersOf(name) {
	return Array.from(name.matchAll(/\//g), (slash) => name.slice(0, slash.index));
}

// src/kernel/tar.ts
const BLOCK = 512;
const MAX_SIZE = 8 ** 11 - 1;
const MAGIC = 257;
const TYPE = 156;
async function* readTar(chunks, limits) {
	const reader = new ByteReader(chunks);
	const names = new PortableNames();
	try {
		let total = 2 * BLOCK;
		for (let entries = 0;; entries++) {
			const header = await takeAll(reader, BLOCK);
			if (isZero(header)) break;
			const { name, size } = parseHeader(header);
			names.add(name);
			total += BLOCK + size + paddingOf(size);
			requireLimits({
				entries: entries + 1,
				size,
				total
			}, limits);
			const bytes = await takeAll(reader, size);
			if (!isZero(await takeAll(reader, paddingOf(size)))) throw headerFault(name, "has padding that is not zero");
			yield {
				name,
				bytes
			};
		}
		await readEnd(reader);
	} finally {
		await reader.close();
	}
}
async function readEnd(reader) {
	if (!isZero(await takeAll(reader, BLOCK)) || await reader.next() !== void 0) throw new Fault("archive-trailing-data", "something follows the end of the archive");
}
function parseHeader(header) {
	const text = Buffer.from(header).toString("latin1");
	const [name = ""] = text.slice(0, 100).split("\0");
	if (!text.startsWith("ustar", MAGIC)) throw headerFault(name, "has no ustar header");
	if (text[TYPE] !== "0") throw new Fault("archive-entry-type", `the entry ${printable(name)} is not a regular file`);
	const size = Number.parseInt(text.slice(124, 135), 8);
	if (Buffer.compare(formatHeader(name, size), header) !== 0) throw headerFault(name, "has a header that is not canonical");
	return {
		name,
		size
	};
}
function formatHeader(name, size) {
	if (size > MAX_SIZE) throw new Fault("archive-limit", `the entry ${printable(name)} is larger than an archive can say`);
	const header = Buffer.alloc(BLOCK);
	header.write(name, 0, 100, "latin1");
	header.write("0000644\x000000000\x000000000\0", 100);
	header.write(`${size.toString(8).padStart(11, "0")}\x0000000000000\0`, 124);
	header.write("        0", 148);
	header.write("ustar\x0000", MAGIC);
	header.write("0000000\x000000000\0", 329);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
	return header;
}
function requireLimits(seen, limits) {
	if (seen.entries > limits.maxEntries) throw new Fault("archive-limit", `the archive has more than ${limits.maxEntries} entries`);
	if (seen.size > limits.maxEntryBytes) throw new Fault("archive-limit", `an entry of the archive has more than ${limits.maxEntryBytes} bytes`);
	if (seen.total > limits.maxBytes) throw new Fault("archive-limit", `the archive has more than ${limits.maxBytes} bytes`);
}
async function takeAll(reader, count) {
	const bytes = await reader.take(count);
	if (bytes.length < count) throw new Fault("archive-truncated", "the archive ends too early");
	return bytes;
}
function paddingOf(size) {
	return (BLOCK - size % BLOCK) % BLOCK;
}
function isZero(bytes) {
	return bytes.every((byte) => byte === 0);
}
function headerFault(name, problem) {
	return new Fault("archive-header", `the entry ${printable(name)} ${problem}`);
}

// src/domain/capsule/read-capsule.ts
const FORMAT_LIMITS = {
	maxEntries: MAX_CAPSULE_ENTRIES,
	maxEntryBytes: MAX_CAPSULE_ENTRY_BYTES,
	maxBytes: MAX_CAPSULE_BYTES,
	maxRatio: 100
};
async function readCapsule(chunks, limits = FORMAT_LIMITS) {
	let root;
	let previous = "";
	const entries = /* @__PURE__ */ new Map();
	for await (const { name, bytes } of readTar(gunzipOneMember(chunks, limits), limits)) {
		if (root === void 0) {
			if (name !== "capsule.sigstore.json") throw rootMissing(`begins with ${printable(name)}`);
			root = bytes;
			continue;
		}
		requirePlace(name);
		if (compareUtf8(previous, name) >= 0) throw disorder(previous, name);
		previous = name;
		entries.set(name, bytes);
	}
	if (root === void 0) throw rootMissing("is empty");
	return {
		root,
		entries
	};
}
function rootMissing(what) {
	return new Fault("capsule-root-missing", `the capsule ${what} instead of ${printable(ROOT_ENTRY)}`);
}
function disorder(first, second) {
	return new Fault("capsule-entry-order", `the entry ${printable(second)} comes after ${printable(first)}`);
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

// src/journeys/show/read-capsule-at.ts
async function readCapsuleAt(path, files) {
	const file = await files.open(path);
	try {
		return await readCapsule(sourceChunks(file));
	} finally {
		await file.close();
	}
}

// src/journeys/guide/guide.ts
async function readGuide(path, files) {
	const { entries } = await readCapsuleAt(path, files);
	const guide = entries.get(GUIDE_ENTRY);
	if (guide === void 0) throw new Fault("capsule-not-closed", "the capsule holds no VERIFY.md");
	return decodeUtf8(guide, GUIDE_ENTRY);
}

// src/doors/cli/guide.ts
const guideCommand = async ([path = ""], _values, io) => {
	const guide = await readGuide((0, import__builtin_node_path.resolve)(io.folder, path), io.files);
	io.err("unverified: this is what the capsule says of itself\n");
	io.out(guide.split("\n").map(visible$1).join("\n"));
	return 0;
};

// src/kernel/canonical-json.ts
const MAX_DEPTH = 512;
function canonicalJson(value) {
	return write(value, MAX_DEPTH);
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

// src/kernel/json.ts
require_defineProperty.init_defineProperty();
function parseJson(bytes, options = {}) {
	var _options$what, _options$maxBytes;
	const what = (_options$what = options.what) !== null && _options$what !== void 0 ? _options$what : "document";
	const maxBytes = (_options$maxBytes = options.maxBytes) !== null && _options$maxBytes !== void 0 ? _options$maxBytes : MAX_JSON_BYTES;
	if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
	const text = decodeText(bytes, what);
	return new JsonReader(text, {
		...options,
		what
	}).readDocument();
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
	constructor(text, options) {
		var _options$maxDepth;
		require_defineProperty._defineProperty(this, "at", 0);
		require_defineProperty._defineProperty(this, "depth", 0);
		require_defineProperty._defineProperty(this, "text", void 0);
		require_defineProperty._defineProperty(this, "what", void 0);
		require_defineProperty._defineProperty(this, "maxDepth", void 0);
		require_defineProperty._defineProperty(this, "keep", void 0);
		this.text = text;
		this.what = options.what;
		this.maxDepth = (_options$maxDepth = options.maxDepth) !== null && _options$maxDepth !== void 0 ? _options$maxDepth : 64;
		this.keep = options.prototypeKeys === "keep";
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
		for (;; this.at++) {
			const code = this.text.charCodeAt(this.at);
			if (code === QUOTE) return this.text.slice(start, this.at++);
			if (code === BACKSLASH) return this.readEscapedString(start);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
		}
	}
	readEscapedString(start) {
		const pieces = [];
		let from = start;
		for (;;) {
			const code = this.text.charCodeAt(this.at);
			if (!(code >= 32)) throw this.malformed("an unfinished string or a control character in one");
			if (code === QUOTE) break;
			if (code === BACKSLASH) {
				pieces.push(this.text.slice(from, this.at), this.readEscape());
				from = this.at;
			} else this.at++;
		}
		pieces.push(this.text.slice(from, this.at++));
		const value = pieces.join("");
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

// src/domain/asset/asset-name.ts
const MAX_NAME_BYTES = 255;
const CONTROL$1 = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
function requireAssetName(name) {
	if (!name.isWellFormed()) throw invalid$4(name, "is not valid Unicode");
	if (encodeUtf8(name).length > MAX_NAME_BYTES) throw new Fault("asset-name-length", `the asset name ${printable(name)} is longer than ${MAX_NAME_BYTES} bytes`, { hint: "shorten the file name" });
	if (CONTROL$1.test(name)) throw hidden("asset-name-control", name, "control characters");
	if (INVISIBLE.test(name)) throw hidden("asset-name-bidi", name, "bidirectional or invisible characters");
	const reason = whyNotPlain(name);
	if (reason !== void 0) throw invalid$4(name, reason);
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
function invalid$4(name, reason) {
	return new Fault("asset-name-invalid", `the asset name ${printable(name)} ${reason}`, { hint: "rename the file" });
}
function hidden(code, name, what) {
	return new Fault(code, `the asset name ${printable(name)} contains ${what}`, { hint: "rename the file" });
}

// src/domain/asset/github-name.ts
function githubName(name) {
	const plain = name.normalize("NFD").replace(/\p{Mn}+/gu, "");
	const dotted = (plain.startsWith(".") ? `default${plain}` : plain).replace(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\.|\.$/g, "");
	if (dotted === "") return "default";
	return dotted !== name && !dotted.includes(".") ? `default.${dotted}` : dotted;
}

// src/domain/asset/collisions.ts
function refuseCollisions(names, placeOf = noPlace) {
	const seen = /* @__PURE__ */ new Map();
	for (const [index, name] of names.entries()) for (const key of [`disk:${foldName(name)}`, `github:${foldName(githubName(name))}`]) {
		const other = seen.get(key);
		if (other !== void 0) {
			var _names$other;
			throw collision({
				name: (_names$other = names[other]) !== null && _names$other !== void 0 ? _names$other : "",
				place: placeOf(other)
			}, {
				name,
				place: placeOf(index)
			});
		}
		seen.set(key, index);
	}
}
function foldName(name) {
	return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}
function noPlace() {}
function collision(one, other) {
	const [first, second] = [one, other].map(({ name, place }) => printable(place !== null && place !== void 0 ? place : name));
	if (one.name === other.name && one.place !== void 0) return new Fault("asset-name-collision", `${first} and ${second} would be one file of the release`, { hint: MATRIX });
	return new Fault("asset-name-collision", `the assets ${first} and ${second} would be the same file for some consumers`, { hint: "rename one of them" });
}
const MATRIX = "give each its own name where it is built, for example with system and architecture in it; actions/download-artifact with merge-multiple would keep only one of them";

// src/domain/asset/image-reference.ts
const NAME$1 = new RegExp(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)+$`);
const REGISTRY = /^(?:localhost\/|[^/]*[.:])/;
const MAX_NAME = 255;
function requireImageName(name) {
	if (isImageName(name)) return;
	throw new Fault("asset-name-invalid", `${printable(name)} has no SHA-512, and names no image`);
}
function isImageName(name) {
	return name.length <= MAX_NAME && NAME$1.test(name) && REGISTRY.test(name);
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
	var _TENANT$exec, _SERVER$exec;
	if (issuer === void 0) return void 0;
	if (issuer === COMMON) return {
		kind: "common",
		web: GITHUB_WEB
	};
	if (issuer.startsWith(`${COMMON}/`) && SLUG.test(issuer.slice(44))) return {
		kind: "enterprise",
		web: GITHUB_WEB
	};
	const subdomain = (_TENANT$exec = TENANT.exec(issuer)) === null || _TENANT$exec === void 0 ? void 0 : _TENANT$exec[1];
	if (subdomain !== void 0 && isPlain(subdomain)) return {
		kind: "tenant",
		web: `https://${subdomain}.ghe.com`
	};
	const host = (_SERVER$exec = SERVER.exec(issuer)) === null || _SERVER$exec === void 0 ? void 0 : _SERVER$exec[1];
	return host !== void 0 && isServer(host) ? {
		kind: "server",
		web: `https://${host}`
	} : void 0;
}
function issuerOfGitHub(web) {
	var _TENANT_WEB$exec;
	if (web === "https://github.com") return COMMON;
	const subdomain = (_TENANT_WEB$exec = TENANT_WEB.exec(web)) === null || _TENANT_WEB$exec === void 0 ? void 0 : _TENANT_WEB$exec[1];
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
const MAX_CHARACTERS$2 = 512;
function parseRepository(text, server = GITHUB_WEB) {
	if (text.length > MAX_CHARACTERS$2 || !/^[\x21-\x7e]*$/.test(text)) throw invalid$3(text);
	if (SHORT.test(text)) return repository(new URL(server).host, text, text);
	const scp = SCP.exec(text);
	if ((scp === null || scp === void 0 ? void 0 : scp[1]) !== void 0 && scp[2] !== void 0) return repository(scp[1], scp[2], text);
	const address = text.replace(/^git\+/, "");
	const url = URL.canParse(address) ? new URL(address) : void 0;
	if (url === void 0 || ![
		"https:",
		"ssh:",
		"http:",
		"git:"
	].includes(url.protocol)) throw invalid$3(text);
	if (url.search !== "" || url.hash !== "") throw invalid$3(text);
	return repository(url.protocol === "https:" ? url.host : url.hostname, url.pathname, text);
}
function isSameRepository(one, other) {
	return foldRepository(one) === foldRepository(other);
}
function foldRepository(address) {
	var _exec;
	const [, web = "", path = address] = (_exec = /^(https?:\/\/[^/]*\/)(.*)$/s.exec(address)) !== null && _exec !== void 0 ? _exec : [];
	return web + path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
function repository(host, path, text) {
	var _segments$at;
	const segments = path.replace(/^\//, "").replace(/\/$/, "").replace(/\.git$/, "").split("/");
	const name = (_segments$at = segments.at(-1)) !== null && _segments$at !== void 0 ? _segments$at : "";
	const owner = segments.slice(0, -1).join("/");
	if (!(segments.length >= 2 && segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) || !/^[A-Za-z0-9.-]+(:\d+)?$/.test(host)) throw invalid$3(text);
	const lowerHost = host.toLowerCase();
	return {
		host: lowerHost,
		owner,
		name,
		url: `https://${lowerHost}/${owner}/${name}`
	};
}
function invalid$3(text) {
	const shown = printable(text.replace(/^.*@/s, "\u2026@"));
	return new Fault("repository-invalid", `${shown} is no repository`, { hint: "give owner/name, or an address such as https://github.com/owner/name" });
}

// src/domain/source/release-purl.ts
function releasePurl(release) {
	const source = release.repository === null ? void 0 : parseRepository(release.repository);
	if ((source === null || source === void 0 ? void 0 : source.host) === "github.com" && release.tag !== null) return `pkg:github/${`${source.owner}/${source.name}`.toLowerCase()}@${encodeVersion(release.tag)}`;
	return `pkg:generic/${encodeURIComponent(release.name)}@${encodeVersion(release.version)}`;
}
function encodeVersion(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":");
}

// node_modules/semver/internal/debug.js
var require_debug = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {};
	module.exports = debug;
}));

// node_modules/semver/internal/constants.js
var require_constants$1 = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const SEMVER_SPEC_VERSION = "2.0.0";
	const MAX_LENGTH = 256;
	const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || 
	/* istanbul ignore next */ 9007199254740991;
	const MAX_SAFE_COMPONENT_LENGTH = 16;
	const MAX_SAFE_BUILD_LENGTH = 250;
	const WHITESPACE_CHARACTERS = [
		"	",
		"\n",
		"\v",
		"\f",
		"\r",
		" ",
		"\u00A0",
		"\u1680",
		"\u2000",
		"\u2001",
		"\u2002",
		"\u2003",
		"\u2004",
		"\u2005",
		"\u2006",
		"\u2007",
		"\u2008",
		"\u2009",
		"\u200A",
		"\u2028",
		"\u2029",
		"\u202F",
		"\u205F",
		"\u3000",
		"\uFEFF"
	];
	const RELEASE_TYPES = [
		"major",
		"premajor",
		"minor",
		"preminor",
		"patch",
		"prepatch",
		"prerelease"
	];
	module.exports = {
		MAX_LENGTH,
		MAX_SAFE_COMPONENT_LENGTH,
		MAX_SAFE_BUILD_LENGTH,
		MAX_SAFE_INTEGER,
		WHITESPACE_CHARACTERS,
		RELEASE_TYPES,
		SEMVER_SPEC_VERSION,
		FLAG_INCLUDE_PRERELEASE: 1,
		FLAG_LOOSE: 2
	};
}));

// node_modules/semver/internal/re.js
var require_re = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const { MAX_SAFE_COMPONENT_LENGTH, MAX_SAFE_BUILD_LENGTH, MAX_LENGTH } = require_constants$1();
	const debug = require_debug();
	exports = module.exports = {};
	const re = exports.re = [];
	const safeRe = exports.safeRe = [];
	const src = exports.src = [];
	const safeSrc = exports.safeSrc = [];
	const t = exports.t = {};
	let R = 0;
	const LETTERDASHNUMBER = "[a-zA-Z0-9-]";
	const safeRegexReplacements = [
		["\\s", 1],
		["\\d", MAX_LENGTH],
		[LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
	];
	const makeSafeRegex = (value) => {
		for (const [token, max] of safeRegexReplacements) value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
		return value;
	};
	const createToken = (name, value, isGlobal) => {
		const safe = makeSafeRegex(value);
		const index = R++;
		debug(name, index, value);
		t[name] = index;
		src[index] = value;
		safeSrc[index] = safe;
		re[index] = new RegExp(value, isGlobal ? "g" : void 0);
		safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
	};
	createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
	createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
	createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
	createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
	createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
	createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
	createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
	createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
	createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
	createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
	createToken("FULL", `^${src[t.FULLPLAIN]}$`);
	createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
	createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
	createToken("GTLT", "((?:<|>)?=?)");
	createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
	createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
	createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
	createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COERCEPLAIN", `(^|[^\\d])(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
	createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
	createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
	createToken("COERCERTL", src[t.COERCE], true);
	createToken("COERCERTLFULL", src[t.COERCEFULL], true);
	createToken("LONETILDE", "(?:~>?)");
	createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
	exports.tildeTrimReplace = "$1~";
	createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
	createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("LONECARET", "(?:\\^)");
	createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
	exports.caretTrimReplace = "$1^";
	createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
	createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
	createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
	createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
	exports.comparatorTrimReplace = "$1$2$3";
	createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
	createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
	createToken("STAR", "(<|>)?=?\\s*\\*");
	createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
	createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
}));

// node_modules/semver/internal/parse-options.js
var require_parse_options = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const looseOption = Object.freeze({ loose: true });
	const emptyOpts = Object.freeze({});
	const parseOptions = (options) => {
		if (!options) return emptyOpts;
		if (typeof options !== "object") return looseOption;
		return options;
	};
	module.exports = parseOptions;
}));

// node_modules/semver/internal/identifiers.js
var require_identifiers = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const numeric = /^[0-9]+$/;
	const compareIdentifiers = (a, b) => {
		if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a < b ? -1 : 1;
		const anum = numeric.test(a);
		const bnum = numeric.test(b);
		if (anum && bnum) {
			a = +a;
			b = +b;
		}
		return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
	};
	const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
	module.exports = {
		compareIdentifiers,
		rcompareIdentifiers
	};
}));

// node_modules/semver/classes/semver.js
var require_semver = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const debug = require_debug();
	const { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants$1();
	const { safeRe: re, t } = require_re();
	const parseOptions = require_parse_options();
	const { compareIdentifiers } = require_identifiers();
	const isPrereleaseIdentifier = (prerelease, identifier) => {
		const identifiers = identifier.split(".");
		if (identifiers.length > prerelease.length) return false;
		for (let i = 0; i < identifiers.length; i++) if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) return false;
		return true;
	};
	var SemVer = class SemVer {
		constructor(version, options) {
			options = parseOptions(options);
			if (version instanceof SemVer) {
				if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) return version;
				else version = version.version;
			} else if (typeof version !== "string") throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
			if (version.length > MAX_LENGTH) throw new TypeError(`version is longer than ${MAX_LENGTH} characters`);
			debug("SemVer", version, options);
			this.options = options;
			this.loose = !!options.loose;
			this.includePrerelease = !!options.includePrerelease;
			const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
			if (!m) throw new TypeError(`Invalid Version: ${version}`);
			this.raw = version;
			this.major = +m[1];
			this.minor = +m[2];
			this.patch = +m[3];
			if (this.major > MAX_SAFE_INTEGER || this.major < 0) throw new TypeError("Invalid major version");
			if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) throw new TypeError("Invalid minor version");
			if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) throw new TypeError("Invalid patch version");
			if (!m[4]) this.prerelease = [];
			else this.prerelease = m[4].split(".").map((id) => {
				if (/^[0-9]+$/.test(id)) {
					const num = +id;
					if (num >= 0 && num < MAX_SAFE_INTEGER) return num;
				}
				return id;
			});
			this.build = m[5] ? m[5].split(".") : [];
			this.format();
		}
		format() {
			this.version = `${this.major}.${this.minor}.${this.patch}`;
			if (this.prerelease.length) this.version += `-${this.prerelease.join(".")}`;
			return this.version;
		}
		toString() {
			return this.version;
		}
		compare(other) {
			debug("SemVer.compare", this.version, this.options, other);
			if (!(other instanceof SemVer)) {
				if (typeof other === "string" && other === this.version) return 0;
				other = new SemVer(other, this.options);
			}
			if (other.version === this.version) return 0;
			return this.compareMain(other) || this.comparePre(other);
		}
		compareMain(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.major < other.major) return -1;
			if (this.major > other.major) return 1;
			if (this.minor < other.minor) return -1;
			if (this.minor > other.minor) return 1;
			if (this.patch < other.patch) return -1;
			if (this.patch > other.patch) return 1;
			return 0;
		}
		comparePre(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.prerelease.length && !other.prerelease.length) return -1;
			else if (!this.prerelease.length && other.prerelease.length) return 1;
			else if (!this.prerelease.length && !other.prerelease.length) return 0;
			let i = 0;
			do {
				const a = this.prerelease[i];
				const b = other.prerelease[i];
				debug("prerelease compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		compareBuild(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			let i = 0;
			do {
				const a = this.build[i];
				const b = other.build[i];
				debug("build compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		inc(release, identifier, identifierBase) {
			if (release.startsWith("pre")) {
				if (!identifier && identifierBase === false) throw new Error("invalid increment argument: identifier is empty");
				if (identifier) {
					const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
					if (!match || match[1] !== identifier) throw new Error(`invalid identifier: ${identifier}`);
				}
			}
			switch (release) {
				case "premajor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor = 0;
					this.major++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "preminor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "prepatch":
					this.prerelease.length = 0;
					this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "prerelease":
					if (this.prerelease.length === 0) this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "release":
					if (this.prerelease.length === 0) throw new Error(`version ${this.raw} is not a prerelease`);
					this.prerelease.length = 0;
					break;
				case "major":
					if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) this.major++;
					this.minor = 0;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "minor":
					if (this.patch !== 0 || this.prerelease.length === 0) this.minor++;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "patch":
					if (this.prerelease.length === 0) this.patch++;
					this.prerelease = [];
					break;
				case "pre": {
					const base = Number(identifierBase) ? 1 : 0;
					if (this.prerelease.length === 0) this.prerelease = [base];
					else {
						let i = this.prerelease.length;
						while (--i >= 0) if (typeof this.prerelease[i] === "number") {
							this.prerelease[i]++;
							i = -2;
						}
						if (i === -1) {
							if (identifier === this.prerelease.join(".") && identifierBase === false) throw new Error("invalid increment argument: identifier already exists");
							this.prerelease.push(base);
						}
					}
					if (identifier) {
						let prerelease = [identifier, base];
						if (identifierBase === false) prerelease = [identifier];
						if (isPrereleaseIdentifier(this.prerelease, identifier)) {
							const prereleaseBase = this.prerelease[identifier.split(".").length];
							if (isNaN(prereleaseBase)) this.prerelease = prerelease;
						} else this.prerelease = prerelease;
					}
					break;
				}
				default: throw new Error(`invalid increment argument: ${release}`);
			}
			this.raw = this.format();
			if (this.build.length) this.raw += `+${this.build.join(".")}`;
			return this;
		}
	};
	module.exports = SemVer;
}));

// node_modules/semver/functions/parse.js
var require_parse$1 = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const SemVer = require_semver();
	const parse = (version, options, throwErrors = false) => {
		if (version instanceof SemVer) return version;
		try {
			return new SemVer(version, options);
		} catch (er) {
			if (!throwErrors) return null;
			throw er;
		}
	};
	module.exports = parse;
}));

// src/domain/source/version.ts
var import_parse = /* @__PURE__ */ require_defineProperty.__toESM(require_parse$1(), 1);
const MAX_VERSION_CHARACTERS$1 = 128;
function isSemver(text) {
	if (text.length > MAX_VERSION_CHARACTERS$1) return false;
	const parsed = (0, import_parse.default)(text);
	if (parsed === null) return false;
	const build = parsed.build.length === 0 ? "" : `+${parsed.build.join(".")}`;
	return text === parsed.version + build;
}

// src/domain/source/version-scheme.ts
const VERSION_SCHEMES = [
	"semver",
	"calver",
	"pep440",
	"none"
];
const MAX_VERSION_CHARACTERS = 128;
const CALVER = /^(?:\d{4}|\d{2})(?:[.-]\d{1,4}){1,3}(?:[.-]?[A-Za-z]+[.-]?\d*)?$/;
const PEP440 = /^(?:[1-9]\d*!)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.+~_-]*$/;
function isVersionOf(scheme, text) {
	if (text.length > MAX_VERSION_CHARACTERS) return false;
	switch (scheme) {
		case "semver": return isSemver(text);
		case "calver": return CALVER.test(text);
		case "pep440": return PEP440.test(text);
		case "none": return NAME.test(text);
	}
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
const sha256$2 = pipe(string(), regex(/^[0-9a-f]{64}$/));
const sha512 = pipe(string(), regex(/^[0-9a-f]{128}$/));
const text$6 = pipe(string(), minLength(1), maxLength(2048));
const releaseName = pipe(string(), regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
const file = strictObject({
	name: text$6,
	digest: strictObject({
		sha256: sha256$2,
		sha512
	}),
	annotations: strictObject({ kind: literal("file") })
});
const image = strictObject({
	name: text$6,
	digest: strictObject({ sha256: sha256$2 }),
	annotations: strictObject({ kind: literal("image") })
});
const evidence = strictObject({
	name: pipe(string(), regex(/^[\x21-\x7e]{1,100}$/)),
	digest: strictObject({ sha256: sha256$2 }),
	mediaType: text$6,
	annotations: strictObject({
		size: pipe(number(), safeInteger(), minValue(0)),
		subject: optional(sha256$2),
		predicateType: optional(text$6)
	})
});
const previous = union([strictObject({
	name: releaseName,
	version: text$6,
	tag: nullable(text$6),
	rootDigest: strictObject({ sha256: sha256$2 })
}), strictObject({
	none: picklist([
		"first-release",
		"first-capsule",
		"unavailable"
	]),
	reason: text$6
})]);
const release = strictObject({
	purl: text$6,
	name: releaseName,
	version: pipe(string(), minLength(1), maxLength(128)),
	versioning: picklist(VERSION_SCHEMES),
	tag: nullable(text$6),
	tagTemplate: nullable(text$6),
	commit: nullable(pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))),
	repository: nullable(text$6),
	repositoryId: nullable(text$6),
	ownerId: nullable(text$6),
	runUri: nullable(text$6)
});
const time = pipe(string(), regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/));
const backfill = strictObject({
	published: time,
	sealed: time,
	commit: pipe(string(), regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))
});
const pin = strictObject({
	uri: text$6,
	digest: record(text$6, text$6)
});
const rootPredicateSchema = strictObject({
	release,
	evidence: pipe(array(evidence), maxLength(MAX_CAPSULE_ENTRIES)),
	pins: pipe(array(pin), maxLength(1024)),
	previous,
	backfill: optional(backfill)
});
const rootStatementSchema = strictObject({
	_type: literal("https://in-toto.io/Statement/v1"),
	subject: pipe(array(union([file, image])), minLength(1), maxLength(1024)),
	predicateType: literal(CAPSULE_PREDICATE_TYPE),
	predicate: rootPredicateSchema
});
function isFile(subject) {
	return subject.annotations.kind === "file";
}

// src/domain/capsule/root-consistency.ts
const OWN_DIGEST = /^evidence\/([0-9a-f]{64})\./;
const SUBJECT_DIGEST = /^(?:assets|sbom)\/([0-9a-f]{64})[./]/;
function whyInconsistent(root) {
	var _ref, _whySubjects;
	return (_ref = (_whySubjects = whySubjects(root.subject)) !== null && _whySubjects !== void 0 ? _whySubjects : whyRelease(root.predicate.release)) !== null && _ref !== void 0 ? _ref : whyEvidence(root);
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
	}))) return `has the tag ${printable(tag !== null && tag !== void 0 ? tag : "none")}, which ${printable(tagTemplate)} does not make of its version`;
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
	for (const entry of predicate.evidence) {
		if (placeOf(entry.name) !== "known") return `lists ${printable(entry.name)}, which the format does not know`;
		const about = entry.annotations.subject;
		if (about !== void 0 && !digests.has(about)) return `lists ${printable(entry.name)} about an unknown subject`;
		const reason = whyMisfiled(entry);
		if (reason !== void 0) return reason;
	}
	return whyUnordered(predicate.evidence.map(({ name }) => name));
}
function whyMisfiled({ name, digest, annotations }) {
	var _OWN_DIGEST$exec, _SUBJECT_DIGEST$exec;
	const own = (_OWN_DIGEST$exec = OWN_DIGEST.exec(name)) === null || _OWN_DIGEST$exec === void 0 ? void 0 : _OWN_DIGEST$exec[1];
	const about = (_SUBJECT_DIGEST$exec = SUBJECT_DIGEST.exec(name)) === null || _SUBJECT_DIGEST$exec === void 0 ? void 0 : _SUBJECT_DIGEST$exec[1];
	if (own !== void 0 && own !== digest.sha256) return `lists ${printable(name)} with another digest`;
	if (about !== void 0 && about !== annotations.subject) return `lists ${printable(name)} about another subject`;
}
function whyUnordered(names) {
	const at = names.findIndex((name, index) => index > 0 && compareUtf8(names[index - 1], name) >= 0);
	return at === -1 ? void 0 : `has ${printable(names[at])} twice or out of order`;
}

// src/domain/capsule/root-statement.ts
function parseRootStatement(payload) {
	var _v$getDotPath;
	const value = parseJson(payload, { what: "the root statement" });
	const parsed = safeParse(rootStatementSchema, value);
	if (!parsed.success) throw malformed$16(`is wrong at ${printable((_v$getDotPath = getDotPath(parsed.issues[0])) !== null && _v$getDotPath !== void 0 ? _v$getDotPath : "its top")}`);
	for (const { name } of parsed.output.predicate.evidence) if (placeOf(name) === "reserved") requirePlace(name);
	const reason = whyInconsistent(parsed.output);
	if (reason !== void 0) throw malformed$16(reason);
	if (!equalBytes(encodeUtf8(canonicalJson(value)), payload)) throw new Fault("root-not-canonical", "the root statement is not in the canonical form of its content");
	return parsed.output;
}
function malformed$16(reason) {
	return new Fault("root-malformed", `the root statement ${reason}`);
}

// src/kernel/json-object.ts
function parseJsonObject(bytes, options = {}) {
	var _options$what;
	const value = parseJson(bytes, options);
	if (!isJsonObject(value)) throw new Fault("json-malformed", `${(_options$what = options.what) !== null && _options$what !== void 0 ? _options$what : "document"} is not a JSON object`);
	return value;
}
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

// src/kernel/base64.ts
const NONE = 64;
const BASE64 = alphabet("base64", "+/", true);
const BASE64URL = alphabet("base64url", "-_", false);
function encodeBase64(bytes) {
	return encode(bytes, BASE64);
}
function decodeBase64(text) {
	return decode$3(text, BASE64);
}
function alphabet(name, last, padded) {
	const digits = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${last}`;
	const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
	const values = (/* @__PURE__ */ new Uint8Array(128)).fill(NONE);
	for (const [value, code] of codes.entries()) values[code] = value;
	return {
		name,
		padded,
		codes,
		values
	};
}
function encode(bytes, { codes, padded }) {
	const text = new Uint8Array(Math.ceil(bytes.length * 4 / 3));
	let place = 0;
	for (let at = 0; at < bytes.length; at += 3) {
		var _bytes$at, _bytes, _bytes2, _codes, _codes2, _codes3, _codes4;
		const group = ((_bytes$at = bytes[at]) !== null && _bytes$at !== void 0 ? _bytes$at : 0) << 16 | ((_bytes = bytes[at + 1]) !== null && _bytes !== void 0 ? _bytes : 0) << 8 | ((_bytes2 = bytes[at + 2]) !== null && _bytes2 !== void 0 ? _bytes2 : 0);
		text[place++] = (_codes = codes[group >> 18]) !== null && _codes !== void 0 ? _codes : 0;
		text[place++] = (_codes2 = codes[group >> 12 & 63]) !== null && _codes2 !== void 0 ? _codes2 : 0;
		text[place++] = (_codes3 = codes[group >> 6 & 63]) !== null && _codes3 !== void 0 ? _codes3 : 0;
		text[place++] = (_codes4 = codes[group & 63]) !== null && _codes4 !== void 0 ? _codes4 : 0;
	}
	const digits = new TextDecoder().decode(text);
	return padded ? digits.padEnd(Math.ceil(digits.length / 4) * 4, "=") : digits;
}
function decode$3(text, alphabet) {
	const { values, padded } = alphabet;
	const filled = padded && text.endsWith("=") ? text.endsWith("==") ? 2 : 1 : 0;
	const count = text.length - filled;
	if (count % 4 === 1 || padded && text.length % 4 !== 0) throw malformed$15(text, alphabet);
	const bytes = new Uint8Array(Math.floor(count * 3 / 4));
	let place = 0;
	for (let at = 0; at < count; at += 4) {
		var _values$text$charCode, _values$text$charCode2, _values$text$charCode3, _values$text$charCode4;
		const a = (_values$text$charCode = values[text.charCodeAt(at)]) !== null && _values$text$charCode !== void 0 ? _values$text$charCode : NONE;
		const b = (_values$text$charCode2 = values[text.charCodeAt(at + 1)]) !== null && _values$text$charCode2 !== void 0 ? _values$text$charCode2 : NONE;
		const c = at + 2 < count ? (_values$text$charCode3 = values[text.charCodeAt(at + 2)]) !== null && _values$text$charCode3 !== void 0 ? _values$text$charCode3 : NONE : 0;
		const d = at + 3 < count ? (_values$text$charCode4 = values[text.charCodeAt(at + 3)]) !== null && _values$text$charCode4 !== void 0 ? _values$text$charCode4 : NONE : 0;
		if ((a | b | c | d) >= NONE) throw malformed$15(text, alphabet);
		const group = a << 18 | b << 12 | c << 6 | d;
		bytes[place++] = group >> 16;
		bytes[place++] = group >> 8;
		bytes[place++] = group;
		if (place > bytes.length && (group & 2 ** (8 * (place - bytes.length)) - 1) !== 0) throw malformed$15(text, alphabet);
	}
	return bytes;
}
function malformed$15(text, { name }) {
	return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}

// src/domain/sigstore/protojson.ts
const bytesField = pipe(string(), transform(decodeBase64));
const nonEmptyBytesField = pipe(bytesField, check$2((bytes) => bytes.length > 0, "empty"));
const MAX_INT64 = 2n ** 63n - 1n;
const countField = pipe(nullish(union([string(), number()]), 0), transform((value) => /^(0|[1-9][0-9]{0,18})$/.test(String(value)) ? BigInt(value) : -1n), check$2((value) => value >= 0n && value <= MAX_INT64, "no integer from 0 to 2^63-1"));
const timeField = pipe(string(), regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$/), transform((text) => new Date(text)), check$2((date) => !Number.isNaN(date.getTime()), "no time"));
function absent(schema) {
	return nullish(schema);
}
function parseDocument$1(schema, document, naming) {
	const result = safeParse(schema, document, { abortEarly: true });
	if (result.success) return result.output;
	const issue = result.issues[0];
	const path = getDotPath(issue);
	const where = path === null ? "" : `: ${printable(path, 120)}`;
	const problem = issue.expected === "never" ? "unknown field" : issue.received === "undefined" ? "missing" : "wrong";
	throw new Fault(naming.code, `${naming.what} is malformed${where} is ${problem}`);
}

// src/domain/sigstore/bundle-schema.ts
const certificate = strictObject({ rawBytes: nonEmptyBytesField });
const inclusionProof = strictObject({
	logIndex: countField,
	rootHash: nonEmptyBytesField,
	treeSize: countField,
	hashes: pipe(nullish(array(nonEmptyBytesField), []), maxLength(64)),
	checkpoint: absent(strictObject({ envelope: pipe(string(), minLength(1), maxLength(65536)) }))
});
const logEntry = strictObject({
	logIndex: countField,
	logId: strictObject({ keyId: nonEmptyBytesField }),
	kindVersion: strictObject({
		kind: string(),
		version: string()
	}),
	integratedTime: countField,
	inclusionPromise: absent(strictObject({ signedEntryTimestamp: nonEmptyBytesField })),
	inclusionProof: absent(inclusionProof),
	canonicalizedBody: nonEmptyBytesField
});
const timestamps = strictObject({ rfc3161Timestamps: pipe(nullish(array(strictObject({ signedTimestamp: nonEmptyBytesField })), []), maxLength(32)) });
const verificationMaterial = strictObject({
	publicKey: absent(strictObject({ hint: nullish(string(), "") })),
	x509CertificateChain: absent(strictObject({ certificates: pipe(array(certificate), minLength(1), maxLength(8)) })),
	certificate: absent(certificate),
	tlogEntries: pipe(nullish(array(logEntry), []), maxLength(32)),
	timestampVerificationData: absent(timestamps)
});
const messageSignature = strictObject({
	messageDigest: strictObject({
		algorithm: picklist([
			"SHA2_256",
			"SHA2_384",
			"SHA2_512"
		]),
		digest: nonEmptyBytesField
	}),
	signature: nonEmptyBytesField
});
const dsseEnvelope = strictObject({
	payload: bytesField,
	payloadType: pipe(string(), minLength(1), maxLength(256)),
	signatures: pipe(array(strictObject({
		sig: nonEmptyBytesField,
		keyid: nullish(string(), "")
	})), length(1))
});
const bundleSchema = strictObject({
	mediaType: string(),
	verificationMaterial,
	messageSignature: absent(messageSignature),
	dsseEnvelope: absent(dsseEnvelope)
});

// src/domain/sigstore/bundle.ts
const MAX_BUNDLE_BYTES = 16777216;
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
	var _document$verificatio, _document$verificatio2;
	const json = parseJsonObject(bytes, {
		maxBytes: MAX_BUNDLE_BYTES,
		what: "the bundle"
	});
	const document = parseDocument$1(bundleSchema, json, {
		code: "bundle-malformed",
		what: "the bundle"
	});
	const version = VERSIONS.get(document.mediaType);
	if (version === void 0) throw malformed$14(`its media type ${printable(document.mediaType, 80)} is not known`);
	return {
		version,
		content: readContent(document),
		material: readMaterial(document.verificationMaterial, version),
		logEntries: document.verificationMaterial.tlogEntries.map((entry) => readLogEntry(entry, version)),
		timestamps: (_document$verificatio = (_document$verificatio2 = document.verificationMaterial.timestampVerificationData) === null || _document$verificatio2 === void 0 ? void 0 : _document$verificatio2.rfc3161Timestamps.map((one) => one.signedTimestamp)) !== null && _document$verificatio !== void 0 ? _document$verificatio : []
	};
}
function readContent(document) {
	const { messageSignature: message, dsseEnvelope: envelope } = document;
	if (message && envelope) throw malformed$14("it has both a message signature and an envelope");
	if (message) return {
		kind: "message",
		digest: readDigest(message.messageDigest),
		signature: message.signature
	};
	if (!envelope) throw malformed$14("it has neither a message signature nor an envelope");
	if (envelope.payload.length === 0) throw malformed$14("the payload of its envelope is empty");
	const [signature] = envelope.signatures;
	if (signature === void 0) throw malformed$14("its envelope has no signature");
	return {
		kind: "dsse",
		payloadType: envelope.payloadType,
		payload: envelope.payload,
		signature: signature.sig
	};
}
function readDigest(digest) {
	const expected = DIGESTS[digest.algorithm];
	if (digest.digest.length !== expected.length) throw malformed$14("its message digest has not the length of its algorithm");
	return {
		algorithm: expected.algorithm,
		hex: encodeHex(digest.digest)
	};
}
function readMaterial(material, version) {
	var _chain$certificates$m;
	const { publicKey, certificate, x509CertificateChain: chain } = material;
	if ([
		publicKey,
		certificate,
		chain
	].filter(Boolean).length !== 1) throw malformed$14("it names its signer not exactly once");
	if (publicKey) return {
		kind: "key",
		hint: publicKey.hint
	};
	if (version === "0.3" ? chain : certificate) throw malformed$14(`a bundle of version ${version} holds its certificate in another field`);
	if (certificate) return {
		kind: "certificate",
		certificates: [certificate.rawBytes]
	};
	const [first, ...others] = (_chain$certificates$m = chain === null || chain === void 0 ? void 0 : chain.certificates.map((one) => one.rawBytes)) !== null && _chain$certificates$m !== void 0 ? _chain$certificates$m : [];
	if (first === void 0) throw malformed$14("its certificate chain is empty");
	return {
		kind: "certificate",
		certificates: [first, ...others]
	};
}
function readLogEntry(entry, version) {
	var _entry$inclusionPromi;
	const promise = (_entry$inclusionPromi = entry.inclusionPromise) === null || _entry$inclusionPromi === void 0 ? void 0 : _entry$inclusionPromi.signedEntryTimestamp;
	const proof = readProof(entry);
	if (version === "0.1" && promise === void 0) throw malformed$14("a log entry lacks the inclusion promise of v0.1");
	if (version !== "0.1" && proof === void 0) throw malformed$14("a log entry lacks an inclusion proof with checkpoint");
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
	if (!proof.checkpoint) throw malformed$14("an inclusion proof has no checkpoint");
	return {
		index: proof.logIndex,
		treeSize: proof.treeSize,
		rootHash: proof.rootHash,
		hashes: proof.hashes,
		checkpoint: proof.checkpoint.envelope
	};
}
function malformed$14(problem) {
	return new Fault("bundle-malformed", `the bundle is malformed: ${problem}`);
}

// src/domain/sigstore/certificate.ts
const BASIC_CONSTRAINTS = "2.5.29.19";
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
const ORGANIZATION = "2.5.4.10";
const CODE_SIGNING$1 = "1.3.6.1.5.5.7.3.3";
const FULCIO = "1.3.6.1.4.1.57264.1";
const FULCIO_OTHER_NAME = `${FULCIO}.7`;
function readCertificate(der) {
	var _derText;
	const [tbs, , , ...beyond] = readDer(der).sequence();
	if (tbs === void 0 || beyond.length > 0) throw malformed$13("it has not three parts");
	const [version, serial, , issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
	if (!version || !serial || !issuer || !validity || !subject || !publicKey || version.tag !== 160) throw malformed$13("a field is missing");
	const extensions = readExtensions$1(rest.find((node) => node.tag === 163));
	const [notBefore, notAfter] = validity.sequence().map((node) => Math.floor(node.time() / 1e3));
	if (notBefore === void 0 || notAfter === void 0) throw malformed$13("its validity is incomplete");
	return {
		der,
		publicKey: publicKey.raw,
		notBefore,
		notAfter,
		subjectAlternativeName: readAlternativeName(extensions.get(SUBJECT_ALTERNATIVE_NAME)),
		issuer: (_derText = derText(extensions, 8)) !== null && _derText !== void 0 ? _derText : rawText(extensions, 1),
		authorityOrganizations: readOrganizations(issuer),
		extensions: readFulcioExtensions(extensions),
		selfIssued: equalBytes(issuer.raw, subject.raw),
		isAuthority: readIsAuthority(extensions.get(BASIC_CONSTRAINTS)),
		maySignCode: readMaySignCode(extensions)
	};
}
function readExtensions$1(node) {
	var _node$children, _list$sequence;
	const extensions = /* @__PURE__ */ new Map();
	const [list] = (_node$children = node === null || node === void 0 ? void 0 : node.children()) !== null && _node$children !== void 0 ? _node$children : [];
	for (const extension of (_list$sequence = list === null || list === void 0 ? void 0 : list.sequence()) !== null && _list$sequence !== void 0 ? _list$sequence : []) {
		var _fields$;
		const [id, ...fields] = extension.sequence();
		const value = fields.at(-1);
		if (id === void 0 || value === void 0 || fields.length > 2) throw malformed$13("an extension is incomplete");
		if (fields.length === 2) (_fields$ = fields[0]) === null || _fields$ === void 0 || _fields$.boolean();
		if (extensions.has(id.oid())) throw malformed$13("an extension stands in it twice");
		extensions.set(id.oid(), value.octetString());
	}
	return extensions;
}
function readAlternativeName(value) {
	if (value === void 0) throw malformed$13("it has no subject alternative name");
	const [name, ...others] = readDer(value).sequence();
	if (name === void 0 || others.length > 0) throw malformed$13("it has not exactly one subject alternative name");
	if (name.tag === 134) return {
		kind: "uri",
		value: ascii(name)
	};
	if (name.tag === 129) return {
		kind: "email",
		value: ascii(name)
	};
	if (name.tag === 160) return {
		kind: "other-name",
		value: readOtherName(name)
	};
	throw malformed$13("its subject alternative name is of another kind");
}
function readOtherName(name) {
	var _wrapped$children;
	const [type, wrapped] = name.children();
	const [text] = (_wrapped$children = wrapped === null || wrapped === void 0 ? void 0 : wrapped.children()) !== null && _wrapped$children !== void 0 ? _wrapped$children : [];
	if ((type === null || type === void 0 ? void 0 : type.oid()) !== FULCIO_OTHER_NAME || text === void 0) throw malformed$13("its user name is of another kind");
	return text.string();
}
function ascii(name) {
	const { content } = name;
	if (content.length === 0) throw malformed$13("its subject alternative name is empty");
	if (content.some((byte) => byte < 32 || byte > 126)) throw malformed$13("a name is not printable ASCII");
	return decodeUtf8(content, "a name");
}
function readOrganizations(name) {
	return name.sequence().flatMap((relative) => relative.set().map((attribute) => attribute.sequence())).flatMap(([type, value]) => (type === null || type === void 0 ? void 0 : type.oid()) === ORGANIZATION && value ? [value.string()] : []);
}
function readIsAuthority(value) {
	const [flag] = value === void 0 ? [] : readDer(value).sequence();
	return (flag === null || flag === void 0 ? void 0 : flag.tag) === DER_TAGS.boolean && flag.boolean();
}
function readMaySignCode(extensions) {
	var _readDer$bitString$by;
	const usage = extensions.get(KEY_USAGE);
	const extended = extensions.get(EXTENDED_KEY_USAGE);
	if (usage === void 0 || extended === void 0) return false;
	const digitalSignature = (((_readDer$bitString$by = readDer(usage).bitString().bytes[0]) !== null && _readDer$bitString$by !== void 0 ? _readDer$bitString$by : 0) & 128) !== 0;
	const purposes = readDer(extended).sequence();
	return digitalSignature && purposes.some((purpose) => purpose.oid() === CODE_SIGNING$1);
}
function readFulcioExtensions(extensions) {
	return {
		buildSignerUri: derText(extensions, 9),
		buildSignerDigest: derText(extensions, 10),
		runnerEnvironment: derText(extensions, 11),
		sourceRepositoryUri: derText(extensions, 12),
		sourceRepositoryDigest: derText(extensions, 13),
		sourceRepositoryRef: derText(extensions, 14),
		sourceRepositoryIdentifier: derText(extensions, 15),
		sourceRepositoryOwnerUri: derText(extensions, 16),
		sourceRepositoryOwnerIdentifier: derText(extensions, 17),
		buildConfigUri: derText(extensions, 18),
		buildConfigDigest: derText(extensions, 19),
		buildTrigger: derText(extensions, 20),
		runInvocationUri: derText(extensions, 21),
		sourceRepositoryVisibility: derText(extensions, 22),
		deploymentEnvironment: derText(extensions, 23),
		tokenSubject: derText(extensions, 24)
	};
}
function derText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : readDer(value).string();
}
function rawText(extensions, number) {
	const value = extensions.get(`${FULCIO}.${number}`);
	return value === void 0 ? void 0 : decodeUtf8(value, "a certificate extension");
}
function malformed$13(problem) {
	return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}

// src/kernel/digest.ts
const BUFFER_BYTES = 1048576;
function sha256Hex(bytes) {
	return (0, import__builtin_node_crypto.createHash)("sha256").update(bytes).digest("hex");
}
async function hashSource(source, algorithms, onBytes) {
	const hashes = algorithms.map((algorithm) => [algorithm, (0, import__builtin_node_crypto.createHash)(algorithm)]);
	const room = Math.min(BUFFER_BYTES, Math.max(source.size, 1));
	let [present, next] = [new Uint8Array(room), new Uint8Array(room)];
	let count = 0;
	let length = await source.read(present, 0);
	while (length > 0) {
		count += length;
		if (count > source.size) break;
		const reading = source.read(next, count);
		reading.catch(() => void 0);
		const part = present.subarray(0, length);
		for (const [, hash] of hashes) hash.update(part);
		onBytes === null || onBytes === void 0 || onBytes(count);
		length = await reading;
		[present, next] = [next, present];
	}
	if (count !== source.size) throw new Fault("source-truncated", `the file does not hold the ${source.size} bytes that its size says`);
	return Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")]));
}
function hashedChunks(source) {
	const hash = (0, import__builtin_node_crypto.createHash)("sha256");
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
			return hash.digest("hex");
		}
	};
}

// src/journeys/show/show.ts
async function showCapsule(path, files) {
	const file = await files.open(path);
	try {
		const { sha256 } = await hashSource(file, ["sha256"]);
		return {
			sha256,
			...describe(await readCapsule(sourceChunks(file)))
		};
	} finally {
		await file.close();
	}
}
function describe({ root: rootBytes, entries }) {
	const { content, material } = parseBundle(rootBytes);
	if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
	const root = parseRootStatement(content.payload);
	const listed = new Map(root.predicate.evidence.map((entry) => [entry.name, entry]));
	const described = Array.from(entries, ([name, bytes]) => {
		const sha256 = sha256Hex(bytes);
		const known = listed.get(name);
		return {
			name,
			size: bytes.length,
			sha256,
			mediaType: known === null || known === void 0 ? void 0 : known.mediaType,
			listed: (known === null || known === void 0 ? void 0 : known.digest.sha256) === sha256
		};
	});
	const first = {
		name: ROOT_ENTRY,
		size: rootBytes.length,
		sha256: sha256Hex(rootBytes),
		mediaType: void 0
	};
	return {
		root,
		rootSha256: sha256Hex(content.payload),
		certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : void 0,
		entries: [{
			...first,
			listed: void 0
		}, ...described]
	};
}

// src/views/capsule-json.ts
const textOrNull$2 = nullable(string());
const sha256$1 = pipe(string(), regex(/^[0-9a-f]{64}$/));
const capsuleSchema = strictObject({
	schema: literal(schemaId("capsule-content")),
	verified: literal(false),
	capsuleSha256: sha256$1,
	rootSha256: sha256$1,
	signer: nullable(strictObject({
		identity: string(),
		issuer: textOrNull$2
	})),
	root: rootStatementSchema,
	entries: array(strictObject({
		name: string(),
		size: pipe(number(), safeInteger(), minValue(0)),
		sha256: sha256$1,
		mediaType: textOrNull$2,
		listed: nullable(boolean())
	}))
});
function capsuleJson({ sha256, root, rootSha256, certificate, entries }) {
	var _certificate$issuer;
	return {
		schema: schemaId("capsule-content"),
		verified: false,
		capsuleSha256: sha256,
		rootSha256,
		signer: certificate === void 0 ? null : {
			identity: certificate.subjectAlternativeName.value,
			issuer: (_certificate$issuer = certificate.issuer) !== null && _certificate$issuer !== void 0 ? _certificate$issuer : null
		},
		root,
		entries: entries.map(({ name, size, sha256, mediaType, listed }) => ({
			name,
			size,
			sha256,
			mediaType: mediaType !== null && mediaType !== void 0 ? mediaType : null,
			listed: listed !== null && listed !== void 0 ? listed : null
		}))
	};
}

// src/views/columns.ts
function columns(rows) {
	var _rows$;
	const widths = ((_rows$ = rows[0]) !== null && _rows$ !== void 0 ? _rows$ : []).map((_cell, index) => Math.max(...rows.map((row) => {
		var _row$index;
		return ((_row$index = row[index]) !== null && _row$index !== void 0 ? _row$index : "").length;
	})));
	return rows.map((row) => {
		return `  ${row.map((cell, index) => {
			var _widths$index;
			return index === row.length - 1 ? cell : cell.padEnd((_widths$index = widths[index]) !== null && _widths$index !== void 0 ? _widths$index : 0);
		}).join("  ")}`.trimEnd();
	});
}

// src/views/capsule-text.ts
function capsuleText(capsule, paint) {
	const mark = paint("bold", paint("yellow", "UNVERIFIED"));
	const { release } = capsule.root.predicate;
	return [
		`${mark} ${visible$1(release.name)} ${visible$1(release.version)}: this is what the capsule says of itself`,
		"",
		...columns(factRows(capsule)),
		"",
		`Assets (${capsule.root.subject.length}):`,
		...columns(capsule.root.subject.map(({ name, digest }) => [digest.sha256, visible$1(name)])),
		"",
		`Entries (${capsule.entries.length}):`,
		...columns(capsule.entries.map((entry) => [
			String(entry.size),
			visible$1(entry.name),
			remark(entry)
		])),
		"",
		`${mark}: run capsule verify before you believe any of it`,
		""
	].join("\n");
}
function factRows({ root, rootSha256, sha256, certificate }) {
	const { tag, commit, repository, runUri } = root.predicate.release;
	return [
		["signer", certificate === null || certificate === void 0 ? void 0 : certificate.subjectAlternativeName.value],
		["issuer", certificate === null || certificate === void 0 ? void 0 : certificate.issuer],
		["repository", repository],
		["tag", tag],
		["commit", commit],
		["run", runUri],
		["root", `sha256:${rootSha256}`],
		["capsule", `sha256:${sha256}`]
	].flatMap(([name, value]) => typeof value === "string" ? [[name, visible$1(value)]] : []);
}
function remark({ listed, mediaType }) {
	if (listed === false) return "not what the root lists";
	return visible$1(mediaType !== null && mediaType !== void 0 ? mediaType : "");
}

// src/doors/cli/show.ts
const showCommand = async ([path = ""], values, io) => {
	const capsule = await showCapsule((0, import__builtin_node_path.resolve)(io.folder, path), io.files);
	if (values.isOn("json")) io.out(jsonText(capsuleJson(capsule)));
	else io.out(capsuleText(capsule, io.paint));
	return 0;
};

// node_modules/picomatch/lib/constants.js
var require_constants = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const WIN_SLASH = "\\\\/";
	const WIN_NO_SLASH = `[^${WIN_SLASH}]`;
	const DEFAULT_MAX_EXTGLOB_RECURSION = 0;
	const DOT_LITERAL = "\\.";
	const PLUS_LITERAL = "\\+";
	const QMARK_LITERAL = "\\?";
	const SLASH_LITERAL = "\\/";
	const ONE_CHAR = "(?=.)";
	const QMARK = "[^/]";
	const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
	const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
	const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
	const POSIX_CHARS = {
		DOT_LITERAL,
		PLUS_LITERAL,
		QMARK_LITERAL,
		SLASH_LITERAL,
		ONE_CHAR,
		QMARK,
		END_ANCHOR,
		DOTS_SLASH,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!${START_ANCHOR}${DOTS_SLASH})`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`,
		NO_DOTS_SLASH: `(?!${DOTS_SLASH})`,
		QMARK_NO_DOT: `[^.${SLASH_LITERAL}]`,
		STAR: `${QMARK}*?`,
		START_ANCHOR,
		SEP: "/"
	};
	const WINDOWS_CHARS = {
		...POSIX_CHARS,
		SLASH_LITERAL: `[${WIN_SLASH}]`,
		QMARK: WIN_NO_SLASH,
		STAR: `${WIN_NO_SLASH}*?`,
		DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
		NO_DOT: `(?!${DOT_LITERAL})`,
		NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
		NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
		QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
		START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
		END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
		SEP: "\\"
	};
	const POSIX_REGEX_SOURCE = {
		__proto__: null,
		alnum: "a-zA-Z0-9",
		alpha: "a-zA-Z",
		ascii: "\\x00-\\x7F",
		blank: " \\t",
		cntrl: "\\x00-\\x1F\\x7F",
		digit: "0-9",
		graph: "\\x21-\\x7E",
		lower: "a-z",
		print: "\\x20-\\x7E ",
		punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
		space: " \\t\\r\\n\\v\\f",
		upper: "A-Z",
		word: "A-Za-z0-9_",
		xdigit: "A-Fa-f0-9"
	};
	module.exports = {
		DEFAULT_MAX_EXTGLOB_RECURSION,
		MAX_LENGTH: 65536,
		POSIX_REGEX_SOURCE,
		REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
		REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
		REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
		REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
		REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
		REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
		REPLACEMENTS: {
			__proto__: null,
			"***": "*",
			"**/**": "**",
			"**/**/**": "**"
		},
		CHAR_0: 48,
		CHAR_9: 57,
		CHAR_UPPERCASE_A: 65,
		CHAR_LOWERCASE_A: 97,
		CHAR_UPPERCASE_Z: 90,
		CHAR_LOWERCASE_Z: 122,
		CHAR_LEFT_PARENTHESES: 40,
		CHAR_RIGHT_PARENTHESES: 41,
		CHAR_ASTERISK: 42,
		CHAR_AMPERSAND: 38,
		CHAR_AT: 64,
		CHAR_BACKWARD_SLASH: 92,
		CHAR_CARRIAGE_RETURN: 13,
		CHAR_CIRCUMFLEX_ACCENT: 94,
		CHAR_COLON: 58,
		CHAR_COMMA: 44,
		CHAR_DOT: 46,
		CHAR_DOUBLE_QUOTE: 34,
		CHAR_EQUAL: 61,
		CHAR_EXCLAMATION_MARK: 33,
		CHAR_FORM_FEED: 12,
		CHAR_FORWARD_SLASH: 47,
		CHAR_GRAVE_ACCENT: 96,
		CHAR_HASH: 35,
		CHAR_HYPHEN_MINUS: 45,
		CHAR_LEFT_ANGLE_BRACKET: 60,
		CHAR_LEFT_CURLY_BRACE: 123,
		CHAR_LEFT_SQUARE_BRACKET: 91,
		CHAR_LINE_FEED: 10,
		CHAR_NO_BREAK_SPACE: 160,
		CHAR_PERCENT: 37,
		CHAR_PLUS: 43,
		CHAR_QUESTION_MARK: 63,
		CHAR_RIGHT_ANGLE_BRACKET: 62,
		CHAR_RIGHT_CURLY_BRACE: 125,
		CHAR_RIGHT_SQUARE_BRACKET: 93,
		CHAR_SEMICOLON: 59,
		CHAR_SINGLE_QUOTE: 39,
		CHAR_SPACE: 32,
		CHAR_TAB: 9,
		CHAR_UNDERSCORE: 95,
		CHAR_VERTICAL_LINE: 124,
		CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
		extglobChars(chars) {
			return {
				"!": {
					type: "negate",
					open: "(?:(?!(?:",
					close: `))${chars.STAR})`
				},
				"?": {
					type: "qmark",
					open: "(?:",
					close: ")?"
				},
				"+": {
					type: "plus",
					open: "(?:",
					close: ")+"
				},
				"*": {
					type: "star",
					open: "(?:",
					close: ")*"
				},
				"@": {
					type: "at",
					open: "(?:",
					close: ")"
				}
			};
		},
		globChars(win32) {
			return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
		}
	};
}));

// node_modules/picomatch/lib/utils.js
var require_utils = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports) => {
	const { REGEX_BACKSLASH, REGEX_REMOVE_BACKSLASH, REGEX_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_GLOBAL } = require_constants();
	exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
	exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
	exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
	exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
	exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
	exports.isWindows = () => {
		if (typeof navigator !== "undefined" && navigator.platform) {
			const platform = navigator.platform.toLowerCase();
			return platform === "win32" || platform === "windows";
		}
		if (typeof process !== "undefined" && process.platform) return process.platform === "win32";
		return false;
	};
	exports.removeBackslashes = (str) => {
		return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
			return match === "\\" ? "" : match;
		});
	};
	exports.escapeLast = (input, char, lastIdx) => {
		const idx = input.lastIndexOf(char, lastIdx);
		if (idx === -1) return input;
		if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
		return `${input.slice(0, idx)}\\${input.slice(idx)}`;
	};
	exports.removePrefix = (input, state = {}) => {
		let output = input;
		if (output.startsWith("./")) {
			output = output.slice(2);
			state.prefix = "./";
		}
		return output;
	};
	exports.wrapOutput = (input, state = {}, options = {}) => {
		let output = `${options.contains ? "" : "^"}(?:${input})${options.contains ? "" : "$"}`;
		if (state.negated === true) output = `(?:^(?!${output}).*$)`;
		return output;
	};
	exports.basename = (path, { windows } = {}) => {
		const segs = path.split(windows ? /[\\/]/ : "/");
		const last = segs[segs.length - 1];
		if (last === "") return segs[segs.length - 2];
		return last;
	};
}));

// node_modules/picomatch/lib/scan.js
var require_scan = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const utils = require_utils();
	const { CHAR_ASTERISK, CHAR_AT, CHAR_BACKWARD_SLASH, CHAR_COMMA, CHAR_DOT, CHAR_EXCLAMATION_MARK, CHAR_FORWARD_SLASH, CHAR_LEFT_CURLY_BRACE, CHAR_LEFT_PARENTHESES, CHAR_LEFT_SQUARE_BRACKET, CHAR_PLUS, CHAR_QUESTION_MARK, CHAR_RIGHT_CURLY_BRACE, CHAR_RIGHT_PARENTHESES, CHAR_RIGHT_SQUARE_BRACKET } = require_constants();
	const isPathSeparator = (code) => {
		return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
	};
	const depth = (token) => {
		if (token.isPrefix !== true) token.depth = token.isGlobstar ? Infinity : 1;
	};
	const scan = (input, options) => {
		const opts = options || {};
		const length = input.length - 1;
		const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
		const slashes = [];
		const tokens = [];
		const parts = [];
		let str = input;
		let index = -1;
		let start = 0;
		let lastIndex = 0;
		let isBrace = false;
		let isBracket = false;
		let isGlob = false;
		let isExtglob = false;
		let isGlobstar = false;
		let braceEscaped = false;
		let backslashes = false;
		let negated = false;
		let negatedExtglob = false;
		let finished = false;
		let braces = 0;
		let prev;
		let code;
		let token = {
			value: "",
			depth: 0,
			isGlob: false
		};
		const eos = () => index >= length;
		const peek = () => str.charCodeAt(index + 1);
		const advance = () => {
			prev = code;
			return str.charCodeAt(++index);
		};
		while (index < length) {
			code = advance();
			let next;
			if (code === CHAR_BACKWARD_SLASH) {
				backslashes = token.backslashes = true;
				code = advance();
				if (code === CHAR_LEFT_CURLY_BRACE) braceEscaped = true;
				continue;
			}
			if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
				braces++;
				while (eos() !== true && (code = advance())) {
					if (code === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (code === CHAR_LEFT_CURLY_BRACE) {
						braces++;
						continue;
					}
					if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (braceEscaped !== true && code === CHAR_COMMA) {
						isBrace = token.isBrace = true;
						isGlob = token.isGlob = true;
						finished = true;
						if (scanToEnd === true) continue;
						break;
					}
					if (code === CHAR_RIGHT_CURLY_BRACE) {
						braces--;
						if (braces === 0) {
							braceEscaped = false;
							isBrace = token.isBrace = true;
							finished = true;
							break;
						}
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_FORWARD_SLASH) {
				slashes.push(index);
				tokens.push(token);
				token = {
					value: "",
					depth: 0,
					isGlob: false
				};
				if (finished === true) continue;
				if (prev === CHAR_DOT && index === start + 1) {
					start += 2;
					continue;
				}
				lastIndex = index + 1;
				continue;
			}
			if (opts.noext !== true) {
				if ((code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK) === true && peek() === CHAR_LEFT_PARENTHESES) {
					isGlob = token.isGlob = true;
					isExtglob = token.isExtglob = true;
					finished = true;
					if (code === CHAR_EXCLAMATION_MARK && index === start) negatedExtglob = true;
					if (scanToEnd === true) {
						let parens = 0;
						while (eos() !== true && (code = advance())) {
							if (code === CHAR_BACKWARD_SLASH) {
								backslashes = token.backslashes = true;
								advance();
								continue;
							}
							if (code === CHAR_LEFT_PARENTHESES) {
								parens++;
								continue;
							}
							if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
								finished = true;
								break;
							}
						}
						continue;
					}
					break;
				}
			}
			if (code === CHAR_ASTERISK) {
				if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_QUESTION_MARK) {
				isGlob = token.isGlob = true;
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
			if (code === CHAR_LEFT_SQUARE_BRACKET) {
				while (eos() !== true && (next = advance())) {
					if (next === CHAR_BACKWARD_SLASH) {
						backslashes = token.backslashes = true;
						advance();
						continue;
					}
					if (next === CHAR_RIGHT_SQUARE_BRACKET) {
						isBracket = token.isBracket = true;
						isGlob = token.isGlob = true;
						finished = true;
						break;
					}
				}
				if (scanToEnd === true) continue;
				break;
			}
			if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
				negated = token.negated = true;
				start++;
				continue;
			}
			if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
				isGlob = token.isGlob = true;
				if (scanToEnd === true) {
					let parens = 1;
					while (eos() !== true && (code = advance())) {
						if (code === CHAR_BACKWARD_SLASH) {
							backslashes = token.backslashes = true;
							advance();
							continue;
						}
						if (code === CHAR_LEFT_PARENTHESES) {
							parens++;
							continue;
						}
						if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
							finished = true;
							break;
						}
					}
					continue;
				}
				break;
			}
			if (isGlob === true) {
				finished = true;
				if (scanToEnd === true) continue;
				break;
			}
		}
		if (opts.noext === true) {
			isExtglob = false;
			isGlob = false;
		}
		let base = str;
		let prefix = "";
		let glob = "";
		if (start > 0) {
			prefix = str.slice(0, start);
			str = str.slice(start);
			lastIndex -= start;
		}
		if (base && isGlob === true && lastIndex > 0) {
			base = str.slice(0, lastIndex);
			glob = str.slice(lastIndex);
		} else if (isGlob === true) {
			base = "";
			glob = str;
		} else base = str;
		if (base && base !== "" && base !== "/" && base !== str) {
			if (isPathSeparator(base.charCodeAt(base.length - 1))) base = base.slice(0, -1);
		}
		if (opts.unescape === true) {
			if (glob) glob = utils.removeBackslashes(glob);
			if (base && backslashes === true) base = utils.removeBackslashes(base);
		}
		const state = {
			prefix,
			input,
			start,
			base,
			glob,
			isBrace,
			isBracket,
			isGlob,
			isExtglob,
			isGlobstar,
			negated,
			negatedExtglob
		};
		if (opts.tokens === true) {
			state.maxDepth = 0;
			if (!isPathSeparator(code)) tokens.push(token);
			state.tokens = tokens;
		}
		if (opts.parts === true || opts.tokens === true) {
			let prevIndex;
			for (let idx = 0; idx < slashes.length; idx++) {
				const n = prevIndex !== void 0 ? prevIndex + 1 : start;
				const i = slashes[idx];
				const value = input.slice(n, i);
				if (opts.tokens) {
					if (idx === 0 && start !== 0) {
						tokens[idx].isPrefix = true;
						tokens[idx].value = prefix;
					} else tokens[idx].value = value;
					depth(tokens[idx]);
					state.maxDepth += tokens[idx].depth;
				}
				if (i >= start) {
					parts.push(value);
					prevIndex = i;
				}
			}
			const n = prevIndex !== void 0 ? prevIndex + 1 : start;
			const value = input.slice(n);
			parts.push(value);
			if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
				tokens[tokens.length - 1].value = value;
				depth(tokens[tokens.length - 1]);
				state.maxDepth += tokens[tokens.length - 1].depth;
			}
			state.slashes = slashes;
			state.parts = parts;
		}
		return state;
	};
	module.exports = scan;
}));

// node_modules/picomatch/lib/parse.js
var require_parse = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const constants = require_constants();
	const utils = require_utils();
	const { MAX_LENGTH, POSIX_REGEX_SOURCE, REGEX_NON_SPECIAL_CHARS, REGEX_SPECIAL_CHARS_BACKREF, REPLACEMENTS } = constants;
	const expandRange = (args, options) => {
		if (typeof options.expandRange === "function") return options.expandRange(...args, options);
		args.sort();
		const value = `[${args.join("-")}]`;
		try {
			new RegExp(value);
		} catch (ex) {
			return args.map((v) => utils.escapeRegex(v)).join("..");
		}
		return value;
	};
	const syntaxError = (type, char) => {
		return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
	};
	const splitTopLevel = (input) => {
		const parts = [];
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let value = "";
		let escaped = false;
		for (const ch of input) {
			if (escaped === true) {
				value += ch;
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				value += ch;
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				value += ch;
				continue;
			}
			if (quote === 0) {
				if (ch === "[") bracket++;
				else if (ch === "]" && bracket > 0) bracket--;
				else if (bracket === 0) {
					if (ch === "(") paren++;
					else if (ch === ")" && paren > 0) paren--;
					else if (ch === "|" && paren === 0) {
						parts.push(value);
						value = "";
						continue;
					}
				}
			}
			value += ch;
		}
		parts.push(value);
		return parts;
	};
	const isPlainBranch = (branch) => {
		let escaped = false;
		for (const ch of branch) {
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (/[?*+@!()[\]{}]/.test(ch)) return false;
		}
		return true;
	};
	const normalizeSimpleBranch = (branch) => {
		let value = branch.trim();
		let changed = true;
		while (changed === true) {
			changed = false;
			if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
				value = value.slice(2, -1);
				changed = true;
			}
		}
		if (!isPlainBranch(value)) return;
		return value.replace(/\\(.)/g, "$1");
	};
	const hasRepeatedCharPrefixOverlap = (branches) => {
		const values = branches.map(normalizeSimpleBranch).filter(Boolean);
		for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) {
			const a = values[i];
			const b = values[j];
			const char = a[0];
			if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) continue;
			if (a === b || a.startsWith(b) || b.startsWith(a)) return true;
		}
		return false;
	};
	const parseRepeatedExtglob = (pattern, requireEnd = true) => {
		if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") return;
		let bracket = 0;
		let paren = 0;
		let quote = 0;
		let escaped = false;
		for (let i = 1; i < pattern.length; i++) {
			const ch = pattern[i];
			if (escaped === true) {
				escaped = false;
				continue;
			}
			if (ch === "\\") {
				escaped = true;
				continue;
			}
			if (ch === "\"") {
				quote = quote === 1 ? 0 : 1;
				continue;
			}
			if (quote === 1) continue;
			if (ch === "[") {
				bracket++;
				continue;
			}
			if (ch === "]" && bracket > 0) {
				bracket--;
				continue;
			}
			if (bracket > 0) continue;
			if (ch === "(") {
				paren++;
				continue;
			}
			if (ch === ")") {
				paren--;
				if (paren === 0) {
					if (requireEnd === true && i !== pattern.length - 1) return;
					return {
						type: pattern[0],
						body: pattern.slice(2, i),
						end: i
					};
				}
			}
		}
	};
	const buildCharClassStar = (chars) => {
		return `${chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`}*`;
	};
	const getStarExtglobSequenceChars = (pattern) => {
		let index = 0;
		const chars = [];
		while (index < pattern.length) {
			const match = parseRepeatedExtglob(pattern.slice(index), false);
			if (!match || match.type !== "*") return;
			const branches = splitTopLevel(match.body).map((branch) => branch.trim());
			if (branches.length !== 1) return;
			const branch = normalizeSimpleBranch(branches[0]);
			if (!branch || branch.length !== 1) return;
			chars.push(branch);
			index += match.end + 1;
		}
		if (chars.length < 1) return;
		return chars;
	};
	const repeatedExtglobRecursion = (pattern) => {
		let depth = 0;
		let value = pattern.trim();
		let match = parseRepeatedExtglob(value);
		while (match) {
			depth++;
			value = match.body.trim();
			match = parseRepeatedExtglob(value);
		}
		return depth;
	};
	const analyzeRepeatedExtglob = (body, options) => {
		if (options.maxExtglobRecursion === false) return { risky: false };
		const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
		const branches = splitTopLevel(body).map((branch) => branch.trim());
		if (branches.length > 1) {
			if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) return { risky: true };
		}
		const safeChars = [];
		let sawStarSequence = false;
		let combinable = true;
		for (const branch of branches) {
			const chars = getStarExtglobSequenceChars(branch);
			if (chars) {
				sawStarSequence = true;
				safeChars.push(...chars);
				continue;
			}
			const literal = normalizeSimpleBranch(branch);
			if (literal && literal.length === 1) {
				safeChars.push(literal);
				continue;
			}
			combinable = false;
			if (repeatedExtglobRecursion(branch) > max) return { risky: true };
		}
		if (sawStarSequence) return combinable ? {
			risky: true,
			safeOutput: buildCharClassStar([...new Set(safeChars)])
		} : { risky: true };
		return { risky: false };
	};
	const parse = (input, options) => {
		if (typeof input !== "string") throw new TypeError("Expected a string");
		input = REPLACEMENTS[input] || input;
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		let len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		const bos = {
			type: "bos",
			value: "",
			output: opts.prepend || ""
		};
		const tokens = [bos];
		const capture = opts.capture ? "" : "?:";
		const PLATFORM_CHARS = constants.globChars(opts.windows);
		const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
		const { DOT_LITERAL, PLUS_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOT_SLASH, NO_DOTS_SLASH, QMARK, QMARK_NO_DOT, STAR, START_ANCHOR } = PLATFORM_CHARS;
		const globstar = (opts) => {
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const nodot = opts.dot ? "" : NO_DOT;
		const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
		let star = opts.bash === true ? globstar(opts) : STAR;
		if (opts.capture) star = `(${star})`;
		if (typeof opts.noext === "boolean") opts.noextglob = opts.noext;
		const state = {
			input,
			index: -1,
			start: 0,
			dot: opts.dot === true,
			consumed: "",
			output: "",
			prefix: "",
			backtrack: false,
			negated: false,
			brackets: 0,
			braces: 0,
			parens: 0,
			quotes: 0,
			globstar: false,
			tokens
		};
		input = utils.removePrefix(input, state);
		len = input.length;
		const extglobs = [];
		const braces = [];
		const stack = [];
		let prev = bos;
		let value;
		const eos = () => state.index === len - 1;
		const peek = state.peek = (n = 1) => input[state.index + n];
		const advance = state.advance = () => input[++state.index] || "";
		const remaining = () => input.slice(state.index + 1);
		const consume = (value = "", num = 0) => {
			state.consumed += value;
			state.index += num;
		};
		const append = (token) => {
			state.output += token.output != null ? token.output : token.value;
			consume(token.value);
		};
		const negate = () => {
			let count = 1;
			while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
				advance();
				state.start++;
				count++;
			}
			if (count % 2 === 0) return false;
			state.negated = true;
			state.start++;
			return true;
		};
		const increment = (type) => {
			state[type]++;
			stack.push(type);
		};
		const decrement = (type) => {
			state[type]--;
			stack.pop();
		};
		const push = (tok) => {
			if (prev.type === "globstar") {
				const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
				const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
				if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
					state.output = state.output.slice(0, -prev.output.length);
					prev.type = "star";
					prev.value = "*";
					prev.output = star;
					state.output += prev.output;
				}
			}
			if (extglobs.length && tok.type !== "paren") extglobs[extglobs.length - 1].inner += tok.value;
			if (tok.value || tok.output) append(tok);
			if (prev && prev.type === "text" && tok.type === "text") {
				prev.output = (prev.output || prev.value) + tok.value;
				prev.value += tok.value;
				return;
			}
			tok.prev = prev;
			tokens.push(tok);
			prev = tok;
		};
		const extglobOpen = (type, value) => {
			const token = {
				...EXTGLOB_CHARS[value],
				conditions: 1,
				inner: ""
			};
			token.prev = prev;
			token.parens = state.parens;
			token.output = state.output;
			token.startIndex = state.index;
			token.tokensIndex = tokens.length;
			const output = (opts.capture ? "(" : "") + token.open;
			increment("parens");
			push({
				type,
				value,
				output: state.output ? "" : ONE_CHAR
			});
			push({
				type: "paren",
				extglob: true,
				value: advance(),
				output
			});
			extglobs.push(token);
		};
		const extglobClose = (token) => {
			const literal = input.slice(token.startIndex, state.index + 1);
			const body = input.slice(token.startIndex + 2, state.index);
			const analysis = analyzeRepeatedExtglob(body, opts);
			if ((token.type === "plus" || token.type === "star") && analysis.risky) {
				const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
				const open = tokens[token.tokensIndex];
				open.type = "text";
				open.value = literal;
				open.output = safeOutput || utils.escapeRegex(literal);
				for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
					tokens[i].value = "";
					tokens[i].output = "";
					delete tokens[i].suffix;
				}
				state.output = token.output + open.output;
				state.backtrack = true;
				push({
					type: "paren",
					extglob: true,
					value,
					output: ""
				});
				decrement("parens");
				return;
			}
			let output = token.close + (opts.capture ? ")" : "");
			let rest;
			if (token.type === "negate") {
				let extglobStar = star;
				if (token.inner && token.inner.length > 1 && token.inner.includes("/")) extglobStar = globstar(opts);
				if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) output = token.close = `)$))${extglobStar}`;
				if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) output = token.close = `)${parse(rest, {
					...options,
					fastpaths: false
				}).output})${extglobStar})`;
				if (token.prev.type === "bos") state.negatedExtglob = true;
			}
			push({
				type: "paren",
				extglob: true,
				value,
				output
			});
			decrement("parens");
		};
		if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
			let backslashes = false;
			let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
				if (first === "\\") {
					backslashes = true;
					return m;
				}
				if (first === "?") {
					if (esc) return esc + first + (rest ? QMARK.repeat(rest.length) : "");
					if (index === 0) return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
					return QMARK.repeat(chars.length);
				}
				if (first === ".") return DOT_LITERAL.repeat(chars.length);
				if (first === "*") {
					if (esc) return esc + first + (rest ? star : "");
					return star;
				}
				return esc ? m : `\\${m}`;
			});
			if (backslashes === true) {
				if (opts.unescape === true) output = output.replace(/\\/g, "");
				else output = output.replace(/\\+/g, (m) => {
					return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
				});
			}
			if (output === input && opts.contains === true) {
				state.output = input;
				return state;
			}
			state.output = utils.wrapOutput(output, state, options);
			return state;
		}
		while (!eos()) {
			value = advance();
			if (value === "\0") continue;
			if (value === "\\") {
				const next = peek();
				if (next === "/" && opts.bash !== true) continue;
				if (next === "." || next === ";") continue;
				if (!next) {
					value += "\\";
					push({
						type: "text",
						value
					});
					continue;
				}
				const match = /^\\+/.exec(remaining());
				let slashes = 0;
				if (match && match[0].length > 2) {
					slashes = match[0].length;
					state.index += slashes;
					if (slashes % 2 !== 0) value += "\\";
				}
				if (opts.unescape === true) value = advance();
				else value += advance();
				if (state.brackets === 0) {
					push({
						type: "text",
						value
					});
					continue;
				}
			}
			if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
				if (opts.posix !== false && value === ":") {
					const inner = prev.value.slice(1);
					if (inner.includes("[")) {
						prev.posix = true;
						if (inner.includes(":")) {
							const idx = prev.value.lastIndexOf("[");
							const pre = prev.value.slice(0, idx);
							const rest = prev.value.slice(idx + 2);
							const posix = POSIX_REGEX_SOURCE[rest];
							if (posix) {
								prev.value = pre + posix;
								state.backtrack = true;
								advance();
								if (!bos.output && tokens.indexOf(prev) === 1) bos.output = ONE_CHAR;
								continue;
							}
						}
					}
				}
				if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") value = `\\${value}`;
				if (value === "]" && (prev.value === "[" || prev.value === "[^")) value = `\\${value}`;
				if (opts.posix === true && value === "!" && prev.value === "[") value = "^";
				prev.value += value;
				append({ value });
				continue;
			}
			if (state.quotes === 1 && value !== "\"") {
				value = utils.escapeRegex(value);
				prev.value += value;
				append({ value });
				continue;
			}
			if (value === "\"") {
				state.quotes = state.quotes === 1 ? 0 : 1;
				if (opts.keepQuotes === true) push({
					type: "text",
					value
				});
				continue;
			}
			if (value === "(") {
				increment("parens");
				push({
					type: "paren",
					value
				});
				continue;
			}
			if (value === ")") {
				if (state.parens === 0 && opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "("));
				const extglob = extglobs[extglobs.length - 1];
				if (extglob && state.parens === extglob.parens + 1) {
					extglobClose(extglobs.pop());
					continue;
				}
				push({
					type: "paren",
					value,
					output: state.parens ? ")" : "\\)"
				});
				decrement("parens");
				continue;
			}
			if (value === "[") {
				if (opts.nobracket === true || !remaining().includes("]")) {
					if (opts.nobracket !== true && opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
					value = `\\${value}`;
				} else increment("brackets");
				push({
					type: "bracket",
					value
				});
				continue;
			}
			if (value === "]") {
				if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				if (state.brackets === 0) {
					if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("opening", "["));
					push({
						type: "text",
						value,
						output: `\\${value}`
					});
					continue;
				}
				decrement("brackets");
				const prevValue = prev.value.slice(1);
				if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) value = `/${value}`;
				prev.value += value;
				append({ value });
				if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) continue;
				const escaped = utils.escapeRegex(prev.value);
				state.output = state.output.slice(0, -prev.value.length);
				if (opts.literalBrackets === true) {
					state.output += escaped;
					prev.value = escaped;
					continue;
				}
				prev.value = `(${capture}${escaped}|${prev.value})`;
				state.output += prev.value;
				continue;
			}
			if (value === "{" && opts.nobrace !== true) {
				increment("braces");
				const open = {
					type: "brace",
					value,
					output: "(",
					outputIndex: state.output.length,
					tokensIndex: state.tokens.length
				};
				braces.push(open);
				push(open);
				continue;
			}
			if (value === "}") {
				const brace = braces[braces.length - 1];
				if (opts.nobrace === true || !brace) {
					push({
						type: "text",
						value,
						output: value
					});
					continue;
				}
				let output = ")";
				if (brace.dots === true) {
					const arr = tokens.slice();
					const range = [];
					for (let i = arr.length - 1; i >= 0; i--) {
						tokens.pop();
						if (arr[i].type === "brace") break;
						if (arr[i].type !== "dots") range.unshift(arr[i].value);
					}
					output = expandRange(range, opts);
					state.backtrack = true;
				}
				if (brace.comma !== true && brace.dots !== true) {
					const out = state.output.slice(0, brace.outputIndex);
					const toks = state.tokens.slice(brace.tokensIndex);
					brace.value = brace.output = "\\{";
					value = output = "\\}";
					state.output = out;
					for (const t of toks) state.output += t.output || t.value;
				}
				push({
					type: "brace",
					value,
					output
				});
				decrement("braces");
				braces.pop();
				continue;
			}
			if (value === "|") {
				if (extglobs.length > 0) extglobs[extglobs.length - 1].conditions++;
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value === ",") {
				let output = value;
				const brace = braces[braces.length - 1];
				if (brace && stack[stack.length - 1] === "braces") {
					brace.comma = true;
					output = "|";
				}
				push({
					type: "comma",
					value,
					output
				});
				continue;
			}
			if (value === "/") {
				if (prev.type === "dot" && state.index === state.start + 1) {
					state.start = state.index + 1;
					state.consumed = "";
					state.output = "";
					tokens.pop();
					prev = bos;
					continue;
				}
				push({
					type: "slash",
					value,
					output: SLASH_LITERAL
				});
				continue;
			}
			if (value === ".") {
				if (state.braces > 0 && prev.type === "dot") {
					if (prev.value === ".") prev.output = DOT_LITERAL;
					const brace = braces[braces.length - 1];
					prev.type = "dots";
					prev.output += value;
					prev.value += value;
					brace.dots = true;
					continue;
				}
				if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
					push({
						type: "text",
						value,
						output: DOT_LITERAL
					});
					continue;
				}
				push({
					type: "dot",
					value,
					output: DOT_LITERAL
				});
				continue;
			}
			if (value === "?") {
				if (!(prev && prev.value === "(") && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("qmark", value);
					continue;
				}
				if (prev && prev.type === "paren") {
					const next = peek();
					let output = value;
					if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) output = `\\${value}`;
					push({
						type: "text",
						value,
						output
					});
					continue;
				}
				if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
					push({
						type: "qmark",
						value,
						output: QMARK_NO_DOT
					});
					continue;
				}
				push({
					type: "qmark",
					value,
					output: QMARK
				});
				continue;
			}
			if (value === "!") {
				if (opts.noextglob !== true && peek() === "(") {
					if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
						extglobOpen("negate", value);
						continue;
					}
				}
				if (opts.nonegate !== true && state.index === 0) {
					negate();
					continue;
				}
			}
			if (value === "+") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					extglobOpen("plus", value);
					continue;
				}
				if (prev && prev.value === "(" || opts.regex === false) {
					push({
						type: "plus",
						value,
						output: PLUS_LITERAL
					});
					continue;
				}
				if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
					push({
						type: "plus",
						value
					});
					continue;
				}
				push({
					type: "plus",
					value: PLUS_LITERAL
				});
				continue;
			}
			if (value === "@") {
				if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
					push({
						type: "at",
						extglob: true,
						value,
						output: ""
					});
					continue;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (value !== "*") {
				if (value === "$" || value === "^") value = `\\${value}`;
				const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
				if (match) {
					value += match[0];
					state.index += match[0].length;
				}
				push({
					type: "text",
					value
				});
				continue;
			}
			if (prev && (prev.type === "globstar" || prev.star === true)) {
				prev.type = "star";
				prev.star = true;
				prev.value += value;
				prev.output = star;
				state.backtrack = true;
				state.globstar = true;
				consume(value);
				continue;
			}
			let rest = remaining();
			if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
				extglobOpen("star", value);
				continue;
			}
			if (prev.type === "star") {
				if (opts.noglobstar === true) {
					consume(value);
					continue;
				}
				const prior = prev.prev;
				const before = prior.prev;
				const isStart = prior.type === "slash" || prior.type === "bos";
				const afterStar = before && (before.type === "star" || before.type === "globstar");
				if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
				const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
				if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
					push({
						type: "star",
						value,
						output: ""
					});
					continue;
				}
				while (rest.slice(0, 3) === "/**") {
					const after = input[state.index + 4];
					if (after && after !== "/") break;
					rest = rest.slice(3);
					consume("/**", 3);
				}
				const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
				if (prior.type === "bos" && eos()) {
					prev.type = "globstar";
					prev.value += value;
					prev.output = globstar(opts);
					state.output = prev.output;
					state.globstar = true;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
					prev.value += value;
					state.globstar = true;
					state.output += prior.output + prev.output;
					consume(value);
					continue;
				}
				if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
					const end = rest[1] !== void 0 ? "|$" : "";
					state.output = state.output.slice(0, -(prior.output + prev.output).length);
					prior.output = `(?:${prior.output}`;
					prev.type = "globstar";
					prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
					prev.value += value;
					state.output += prior.output + prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				if (prior.type === "bos" && rest[0] === "/") {
					prev.type = "globstar";
					prev.value += value;
					prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
					state.output = prev.output;
					state.globstar = true;
					consume(value + advance());
					push({
						type: "slash",
						value: "/",
						output: ""
					});
					continue;
				}
				state.output = state.output.slice(0, -prev.output.length);
				prev.type = "globstar";
				prev.output = globstar(opts);
				prev.value += value;
				state.output += prev.output;
				state.globstar = true;
				consume(value);
				continue;
			}
			const token = {
				type: "star",
				value,
				output: star
			};
			if (opts.bash === true) {
				token.output = ".*?";
				if (prev.type === "bos" || prev.type === "slash") token.output = nodot + token.output;
				push(token);
				continue;
			}
			if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
				token.output = value;
				push(token);
				continue;
			}
			if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
				if (prev.type === "dot") {
					state.output += NO_DOT_SLASH;
					prev.output += NO_DOT_SLASH;
				} else if (opts.dot === true) {
					state.output += NO_DOTS_SLASH;
					prev.output += NO_DOTS_SLASH;
				} else {
					state.output += nodot;
					prev.output += nodot;
				}
				if (peek() !== "*") {
					state.output += ONE_CHAR;
					prev.output += ONE_CHAR;
				}
			}
			push(token);
		}
		while (state.brackets > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
			state.output = utils.escapeLast(state.output, "[");
			decrement("brackets");
		}
		while (state.parens > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
			state.output = utils.escapeLast(state.output, "(");
			decrement("parens");
		}
		while (state.braces > 0) {
			if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
			state.output = utils.escapeLast(state.output, "{");
			decrement("braces");
		}
		if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) push({
			type: "maybe_slash",
			value: "",
			output: `${SLASH_LITERAL}?`
		});
		if (state.backtrack === true) {
			state.output = "";
			for (const token of state.tokens) {
				state.output += token.output != null ? token.output : token.value;
				if (token.suffix) state.output += token.suffix;
			}
		}
		return state;
	};
	parse.fastpaths = (input, options) => {
		const opts = { ...options };
		const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
		const len = input.length;
		if (len > max) throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
		input = REPLACEMENTS[input] || input;
		const { DOT_LITERAL, SLASH_LITERAL, ONE_CHAR, DOTS_SLASH, NO_DOT, NO_DOTS, NO_DOTS_SLASH, STAR, START_ANCHOR } = constants.globChars(opts.windows);
		const nodot = opts.dot ? NO_DOTS : NO_DOT;
		const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
		const capture = opts.capture ? "" : "?:";
		const state = {
			negated: false,
			prefix: ""
		};
		let star = opts.bash === true ? ".*?" : STAR;
		if (opts.capture) star = `(${star})`;
		const globstar = (opts) => {
			if (opts.noglobstar === true) return star;
			return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
		};
		const create = (str) => {
			switch (str) {
				case "*": return `${nodot}${ONE_CHAR}${star}`;
				case ".*": return `${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*.*": return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "*/*": return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
				case "**": return nodot + globstar(opts);
				case "**/*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
				case "**/*.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
				case "**/.*": return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
				default: {
					const match = /^(.*?)\.(\w+)$/.exec(str);
					if (!match) return;
					const source = create(match[1]);
					if (!source) return;
					return source + DOT_LITERAL + match[2];
				}
			}
		};
		let source = create(utils.removePrefix(input, state));
		if (source && opts.strictSlashes !== true) source += `${SLASH_LITERAL}?`;
		return source;
	};
	module.exports = parse;
}));

// node_modules/picomatch/lib/picomatch.js
var require_picomatch$1 = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const scan = require_scan();
	const parse = require_parse();
	const utils = require_utils();
	const constants = require_constants();
	const isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
	const picomatch = (glob, options, returnState = false) => {
		if (Array.isArray(glob)) {
			const fns = glob.map((input) => picomatch(input, options, returnState));
			const arrayMatcher = (str) => {
				for (const isMatch of fns) {
					const state = isMatch(str);
					if (state) return state;
				}
				return false;
			};
			return arrayMatcher;
		}
		const isState = isObject(glob) && glob.tokens && glob.input;
		if (glob === "" || typeof glob !== "string" && !isState) throw new TypeError("Expected pattern to be a non-empty string");
		const opts = options || {};
		const posix = opts.windows;
		const regex = isState ? picomatch.compileRe(glob, options) : picomatch.makeRe(glob, options, false, true);
		const state = regex.state;
		delete regex.state;
		let isIgnored = () => false;
		if (opts.ignore) {
			const ignoreOpts = {
				...options,
				ignore: null,
				onMatch: null,
				onResult: null
			};
			isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
		}
		const matcher = (input, returnObject = false) => {
			const { isMatch, match, output } = picomatch.test(input, regex, options, {
				glob,
				posix
			});
			const result = {
				glob,
				state,
				regex,
				posix,
				input,
				output,
				match,
				isMatch
			};
			if (typeof opts.onResult === "function") opts.onResult(result);
			if (isMatch === false) {
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (isIgnored(input)) {
				if (typeof opts.onIgnore === "function") opts.onIgnore(result);
				result.isMatch = false;
				return returnObject ? result : false;
			}
			if (typeof opts.onMatch === "function") opts.onMatch(result);
			return returnObject ? result : true;
		};
		if (returnState) matcher.state = state;
		return matcher;
	};
	picomatch.test = (input, regex, options, { glob, posix } = {}) => {
		if (typeof input !== "string") throw new TypeError("Expected input to be a string");
		if (input === "") return {
			isMatch: false,
			output: ""
		};
		const opts = options || {};
		const format = opts.format || (posix ? utils.toPosixSlashes : null);
		let match = input === glob;
		let output = match && format ? format(input) : input;
		if (match === false) {
			output = format ? format(input) : input;
			match = output === glob;
		}
		if (match === false || opts.capture === true) {
			if (opts.matchBase === true || opts.basename === true) match = picomatch.matchBase(input, regex, options, posix);
			else match = regex.exec(output);
		}
		return {
			isMatch: Boolean(match),
			match,
			output
		};
	};
	picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
		return (glob instanceof RegExp ? glob : picomatch.makeRe(glob, options)).test(utils.basename(input, { windows: posix }));
	};
	picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);
	picomatch.parse = (pattern, options) => {
		if (Array.isArray(pattern)) return pattern.map((p) => picomatch.parse(p, options));
		return parse(pattern, {
			...options,
			fastpaths: false
		});
	};
	picomatch.scan = (input, options) => scan(input, options);
	picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
		if (returnOutput === true) return state.output;
		const opts = options || {};
		const prepend = opts.contains ? "" : "^";
		const append = opts.contains ? "" : "$";
		let source = `${prepend}(?:${state.output})${append}`;
		if (state && state.negated === true) source = `^(?!${source}).*$`;
		const regex = picomatch.toRegex(source, options);
		if (returnState === true) regex.state = state;
		return regex;
	};
	picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
		if (!input || typeof input !== "string") throw new TypeError("Expected a non-empty string");
		let parsed = {
			negated: false,
			fastpaths: true
		};
		if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) parsed.output = parse.fastpaths(input, options);
		if (!parsed.output) parsed = parse(input, options);
		return picomatch.compileRe(parsed, options, returnOutput, returnState);
	};
	picomatch.toRegex = (source, options) => {
		try {
			const opts = options || {};
			return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
		} catch (err) {
			if (options && options.debug === true) throw err;
			return /$^/;
		}
	};
	picomatch.constants = constants;
	module.exports = picomatch;
}));

// node_modules/picomatch/index.js
var require_picomatch = /* @__PURE__ */ require_defineProperty.__commonJSMin(((exports, module) => {
	const pico = require_picomatch$1();
	const utils = require_utils();
	function picomatch(glob, options, returnState = false) {
		if (options && (options.windows === null || options.windows === void 0)) options = {
			...options,
			windows: utils.isWindows()
		};
		return pico(glob, options, returnState);
	}
	Object.assign(picomatch, pico);
	module.exports = picomatch;
}));

// src/journeys/seal/assets/plan-pattern.ts
var import_picomatch = /* @__PURE__ */ require_defineProperty.__toESM(require_picomatch(), 1);
function planPattern(pattern, folder, path) {
	const unified = path.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
	const { base, glob, isGlob, negated } = import_picomatch.default.scan(unified);
	if (!isGlob || negated) return void 0;
	return {
		base: path.resolve(folder, base),
		glob,
		deep: glob.includes("/") || glob.includes("**")
	};
}

// src/journeys/seal/assets/expand-patterns.ts
async function expandWords(words, folder, files) {
	const expanded = [];
	const excludes = [];
	for (const word of words) {
		var _ref;
		const isThere = await files.facts(import__builtin_node_path.default.resolve(folder, word)) !== void 0;
		if (word.startsWith("!") && !isThere) excludes.push(exclusion(word.slice(1), folder));
		else expanded.push(...(_ref = isThere ? void 0 : await matching(word, folder, files)) !== null && _ref !== void 0 ? _ref : [word]);
	}
	const kept = expanded.filter((word) => !excludes.some((isExcluded) => isExcluded(import__builtin_node_path.default.resolve(folder, word))));
	return [...new Set(kept)];
}
async function matching(pattern, folder, files) {
	var _await$files$facts;
	const plan = planPattern(pattern, folder, import__builtin_node_path.default);
	if (plan === void 0 || ((_await$files$facts = await files.facts(plan.base)) === null || _await$files$facts === void 0 ? void 0 : _await$files$facts.kind) !== "directory") return void 0;
	const matches = (0, import_picomatch.default)(plan.glob);
	const found = (await walk(plan.base, files, {
		deep: plan.deep,
		hidden: true
	})).filter((path) => matches(path));
	return found.length === 0 ? void 0 : found.map((path) => import__builtin_node_path.default.join(plan.base, path));
}
function exclusion(pattern, folder) {
	const unified = import__builtin_node_path.default.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
	if (!unified.includes("/")) {
		const matches = (0, import_picomatch.default)(unified, { dot: true });
		return (path) => import__builtin_node_path.default.basename(path) === pattern || matches(import__builtin_node_path.default.basename(path));
	}
	const plan = planPattern(pattern, folder, import__builtin_node_path.default);
	if (plan === void 0) {
		const place = import__builtin_node_path.default.resolve(folder, pattern);
		return (path) => path === place || path.startsWith(place + import__builtin_node_path.default.sep);
	}
	const matches = (0, import_picomatch.default)(plan.glob, { dot: true });
	return (path) => matches(import__builtin_node_path.default.relative(plan.base, path).replaceAll(import__builtin_node_path.default.sep, "/"));
}
async function walk(base, files, how, prefix = "") {
	const found = [];
	for (const entry of await files.list(import__builtin_node_path.default.join(base, prefix))) {
		if (entry.name === void 0) throw notUtf8(entry.hex);
		if (!how.hidden && entry.name.startsWith(".")) continue;
		const path = `${prefix}${entry.name}`;
		if (entry.kind !== "directory") found.push(path);
		else if (how.deep) found.push(...await walk(base, files, how, `${path}/`));
	}
	return found;
}
function notUtf8(hex) {
	return new Fault("asset-name-invalid", `a file name is not UTF-8 (its bytes are ${printable(hex)})`, { hint: "rename the file" });
}

// src/domain/verification/effective-time.ts
const MAX_CLOCK_ERROR_SECONDS = 300;
function requireSignedBy$1(times, { time, isExact }) {
	const newest = newestTime(times);
	if (newest - time.getTime() / 1e3 <= (isExact ? 0 : MAX_CLOCK_ERROR_SECONDS)) return;
	const [signed, then] = [formatEpoch(newest), formatEpoch(Math.floor(time.getTime() / 1e3))];
	if (isExact) throw new Fault("signed-later", `it was signed at ${signed}, after the effective time ${then}`);
	throw new Fault("clock-behind", `it was signed at ${signed}, and your clock says ${then}`, { hint: advice`set the clock of this machine; with a policy ${option("effective-time")} names the time that counts` });
}
function newestTime(times) {
	return times.reduce((newest, { seconds }) => Math.max(newest, seconds), Number.NEGATIVE_INFINITY);
}
function signedBy(verify, effective) {
	if (effective === void 0) return verify;
	const timely = (one) => {
		return async (order) => {
			const bundle = await one(order);
			requireSignedBy$1(bundle.times, effective);
			return bundle;
		};
	};
	return async (order) => {
		const first = await verify(order);
		requireSignedBy$1(first.bundle.times, effective);
		return {
			...first,
			verify: timely(first.verify)
		};
	};
}

// src/kernel/is-refusal.ts
function isRefusal(error) {
	return error instanceof Fault && FAULT_CODES[error.code].exit === 1;
}

// src/domain/verification/state-claim.ts
function openClaim(id, status, { reason, required = false, hint }) {
	return hint === void 0 ? {
		id,
		status,
		reason,
		required
	} : {
		id,
		status,
		reason,
		required,
		hint
	};
}
function verifiedClaim(id, reason) {
	return {
		id,
		status: "verified",
		reason,
		required: true
	};
}
function isFinding(error) {
	return isRefusal(error) || error instanceof Fault && error.code === "clock-behind";
}
function foundClaim(id, fault) {
	return isRefusal(fault) ? failedClaim(id, fault) : outdatedClaim(id, fault);
}
function outdatedClaim(id, { code, message, hint }) {
	const claim = {
		id,
		status: "not-checked",
		reason: message,
		code,
		required: true
	};
	return hint === void 0 ? claim : {
		...claim,
		hint
	};
}
function failedClaim(id, { code, message, hint }) {
	const claim = {
		id,
		status: "failed",
		reason: message,
		code,
		required: true
	};
	return hint === void 0 ? claim : {
		...claim,
		hint
	};
}

// src/domain/attestation/dsse.ts
const IN_TOTO_PAYLOAD_TYPE = "application/vnd.in-toto+json";
function preAuthEncoding(payloadType, payload) {
	const type = encodeUtf8(payloadType);
	const head = encodeUtf8(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
	const encoded = new Uint8Array(head.length + payload.length);
	encoded.set(head);
	encoded.set(payload, head.length);
	return encoded;
}

// src/domain/attestation/digest-set.ts
const STRONG_DIGESTS = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
function isStrong(digest) {
	return Object.keys(STRONG_DIGESTS).some((algorithm) => Object.hasOwn(digest, algorithm));
}
function whyBroken(digest) {
	for (const [algorithm, length] of Object.entries(STRONG_DIGESTS)) {
		var _digest$algorithm;
		if (!Object.hasOwn(digest, algorithm)) continue;
		const value = (_digest$algorithm = digest[algorithm]) !== null && _digest$algorithm !== void 0 ? _digest$algorithm : "";
		if (value.length !== length || !/^[0-9a-f]+$/.test(value)) return `whose ${algorithm} digest is ${printable(value, 140)}`;
	}
}

// src/domain/attestation/statement.ts
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPE_V0_1 = "https://in-toto.io/Statement/v0.1";
const MAX_SUBJECTS = 1024;
const text$5 = pipe(string(), nonEmpty(), maxLength(4096));
const schema$1 = object({
	_type: picklist([STATEMENT_TYPE, STATEMENT_TYPE_V0_1]),
	subject: pipe(array(object({
		name: optional(text$5),
		digest: record(string(), string())
	})), minLength(1), maxLength(MAX_SUBJECTS)),
	predicateType: text$5,
	predicate: optional(custom(isObject), {})
});
function parseStatement(bytes) {
	var _v$getDotPath;
	const parsed = safeParse(schema$1, parseJson(bytes, { what: "the statement" }));
	if (!parsed.success) throw malformed$12(`is wrong at ${printable((_v$getDotPath = getDotPath(parsed.issues[0])) !== null && _v$getDotPath !== void 0 ? _v$getDotPath : "its top")}`);
	const statement = parsed.output;
	for (const { digest } of statement.subject) {
		const reason = whyBroken(digest);
		if (reason !== void 0) throw malformed$12(`has a subject ${reason}`);
	}
	if (!statement.subject.some(({ digest }) => isStrong(digest))) throw malformed$12("has no subject with a SHA-2 digest");
	return {
		...statement,
		subject: statement.subject.map(({ name, digest }) => name === void 0 ? { digest } : {
			name,
			digest
		})
	};
}
function formatStatement(statement) {
	return encodeUtf8(canonicalJson(statement));
}
function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function malformed$12(reason) {
	return new Fault("statement-malformed", `the in-toto statement ${reason}`);
}

// src/domain/sigstore/artifact-digests.ts
const ALGORITHMS$1 = [
	"sha256",
	"sha384",
	"sha512"
];
function requireArtifact(content, artifact) {
	if (artifact === "unbound") return;
	if (artifact === "statement-only") {
		if (content.kind === "dsse") return;
		throw new Fault("artifact-required", "the bundle signs a file; name the file or its digest");
	}
	if (content.kind === "message") requireMessage(content, artifact);
	else requireSubject(content, artifact);
}
function requireMessage({ digest }, artifact) {
	const actual = artifact[digest.algorithm];
	if (actual === void 0) throw new Fault("artifact-required", `the bundle signs the ${digest.algorithm} of the file, which is not known`);
	if (actual !== digest.hex) throw new Fault("digest-mismatch", "the file is not the one that was signed");
}
function requireSubject(content, artifact) {
	if (content.payloadType !== "application/vnd.in-toto+json") throw new Fault("subject-mismatch", `a payload of type ${printable(content.payloadType, 80)} has no subjects`);
	const { subject } = parseStatement(content.payload);
	if (!subject.some(({ digest }) => isSameFile(digest, artifact))) throw new Fault("subject-mismatch", "the file is no subject of the statement");
}
function isSameFile(digests, artifact) {
	const shared = ALGORITHMS$1.filter((algorithm) => Object.hasOwn(digests, algorithm) && artifact[algorithm] !== void 0);
	return shared.length > 0 && shared.every((algorithm) => digests[algorithm] === artifact[algorithm]);
}

// src/domain/sigstore/local-issuer.ts
const LOCAL_ISSUER = "https://capsule-local.invalid";

// src/domain/transparency/signed-note.ts
const MAX_SIGNATURES = 64;
const MAX_CHARACTERS$1 = 65536;
function parseSignedNote(note) {
	if (note.length > MAX_CHARACTERS$1) throw malformed$11("it is too long");
	const end = note.lastIndexOf("\n\n");
	if (end < 0 || !note.endsWith("\n")) throw malformed$11("it is not a signed note");
	const text = note.slice(0, end + 1);
	if (/[\x00-\x09\x0b-\x1f\x7f]/.test(note)) throw malformed$11("it has control characters");
	return {
		text,
		bytes: encodeUtf8(text),
		signatures: readSignatures(note.slice(end + 2, -1))
	};
}
function readSignatures(block) {
	const lines = block.split("\n");
	if (lines.length > MAX_SIGNATURES) throw malformed$11(`it has more than ${MAX_SIGNATURES} signatures`);
	return lines.map((line) => {
		var _exec;
		const [, name, encoded] = (_exec = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line)) !== null && _exec !== void 0 ? _exec : [];
		if (name === void 0 || encoded === void 0) throw malformed$11("a signature line is malformed");
		const bytes = decode$2(encoded);
		if (bytes.length < 5) throw malformed$11("a signature is too short");
		return {
			name,
			keyHint: bytes.subarray(0, 4),
			signature: bytes.subarray(4)
		};
	});
}
function decode$2(base64) {
	try {
		return decodeBase64(base64);
	} catch {
		throw malformed$11("a signature is not base64");
	}
}
function malformed$11(problem) {
	return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}

// src/domain/transparency/checkpoint.ts
function parseCheckpoint(note) {
	const { text, bytes, signatures } = parseSignedNote(note);
	const [origin = "", size = "", hash = ""] = text.split("\n");
	if (origin === "" || text.includes("\n\n")) throw malformed$10("it has no origin, or a line without anything");
	if (!/^(0|[1-9][0-9]{0,18})$/.test(size)) throw malformed$10("its tree size is not a number");
	return {
		origin,
		treeSize: BigInt(size),
		rootHash: decode$1(hash),
		bytes,
		signatures
	};
}
function decode$1(base64) {
	try {
		const bytes = decodeBase64(base64);
		if (bytes.length === 32) return bytes;
	} catch {}
	throw malformed$10("its root hash is not base64 of 32 bytes");
}
function malformed$10(problem) {
	return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}

// src/domain/sigstore/log/checkpoint-signature.ts
async function requireCheckpoint({ proof, log, names }, crypto) {
	const checkpoint = requireStatedTree(proof);
	const own = checkpoint.signatures.filter(({ keyHint }) => equalBytes(keyHint, log.keyId.subarray(0, 4)));
	if (own.length === 0) throw invalid$2("it has no signature of its log");
	if (names === "of-the-log") requireNames(checkpoint, {
		own: own.map(({ name }) => name),
		log
	});
	for (const { signature } of own) {
		const signed = {
			key: log.publicKey,
			hash: "sha256",
			bytes: checkpoint.bytes,
			signature
		};
		if (!await crypto.verify(signed)) throw invalid$2("its signature is not the log's");
	}
	return checkpoint;
}
function requireStatedTree(proof) {
	const checkpoint = parseCheckpoint(proof.checkpoint);
	if (checkpoint.treeSize !== proof.treeSize) throw invalid$2("its tree size is not that of the proof");
	if (!equalBytes(checkpoint.rootHash, proof.rootHash)) throw invalid$2("its root hash is not that of the proof");
	return checkpoint;
}
function requireNames({ origin }, { own, log }) {
	const names = namesOf$1(log);
	if (!own.every((name) => names.includes(name))) throw invalid$2("it is signed under another name");
	if (!own.some((name) => origin === name || origin.startsWith(`${name} - `))) throw invalid$2("it is of another log");
}
function namesOf$1({ baseUrl }) {
	if (!URL.canParse(baseUrl)) return [baseUrl];
	const { host, hostname, pathname } = new URL(baseUrl);
	return [
		hostname,
		host,
		`${host}${pathname.replace(/\/$/, "")}`
	];
}
function invalid$2(problem) {
	return new Fault("log-checkpoint-invalid", `the checkpoint of a log does not hold: ${problem}`);
}

// src/kernel/pem.ts
function parsePem(text, label = "CERTIFICATE") {
	var _block$exec;
	const body = (_block$exec = new RegExp(`^-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`).exec(text)) === null || _block$exec === void 0 ? void 0 : _block$exec[1];
	if (body === void 0) throw new Fault("pem-malformed", `a text is not one PEM block of a ${label.toLowerCase()}`);
	return decodeBase64(body.replace(/[\r\n]/g, ""));
}

// src/domain/sigstore/log/entry-facts.ts
const digest$1 = (algorithm) => object({
	algorithm: literal(algorithm),
	value: string()
});
const hashedrekord001 = object({
	data: object({ hash: object({
		algorithm: picklist([
			"sha256",
			"sha384",
			"sha512"
		]),
		value: string()
	}) }),
	signature: object({
		content: string(),
		publicKey: object({ content: string() })
	})
});
const verifier = union([object({ x509Certificate: object({ rawBytes: string() }) }), object({ publicKey: object({ rawBytes: string() }) })]);
const hashedrekord002 = object({ hashedRekordV002: object({
	data: object({
		algorithm: picklist([
			"SHA2_256",
			"SHA2_384",
			"SHA2_512"
		]),
		digest: string()
	}),
	signature: object({
		content: string(),
		verifier
	})
}) });
const dsse001 = object({
	payloadHash: digest$1("sha256"),
	signatures: pipe(array(object({
		signature: string(),
		verifier: string()
	})), length(1))
});
const dsse002 = object({ dsseV002: object({
	payloadHash: object({
		algorithm: literal("SHA2_256"),
		digest: string()
	}),
	signatures: pipe(array(object({
		content: string(),
		verifier
	})), length(1))
}) });
const intoto002 = object({ content: object({
	payloadHash: digest$1("sha256"),
	envelope: object({
		payloadType: string(),
		signatures: pipe(array(object({
			sig: string(),
			publicKey: string()
		})), length(1))
	})
}) });
function readEntryFacts(entry) {
	try {
		return readBody(entry);
	} catch (error) {
		if (!(error instanceof Fault) || error.code === "log-entry-mismatch") throw error;
		throw new Fault("log-entry-mismatch", `the log entry is malformed: ${error.message}`, { cause: error });
	}
}
function readBody(entry) {
	const { kind, apiVersion, spec } = parseJsonObject(entry.body, { what: "the log entry" });
	if (kind !== entry.kind || apiVersion !== entry.version) throw mismatch$3("an entry of another kind");
	const read = READERS.get(`${entry.kind} ${entry.version}`);
	if (read === void 0) throw new Fault("log-entry-mismatch", `log entries of kind ${printable(entry.kind, 40)} are not understood`);
	return read({ spec: spec !== null && spec !== void 0 ? spec : null });
}
const READERS = /* @__PURE__ */ new Map([
	["hashedrekord 0.0.1", readHashedrekord001],
	["hashedrekord 0.0.2", readHashedrekord002],
	["dsse 0.0.1", readDsse001],
	["dsse 0.0.2", readDsse002],
	["intoto 0.0.2", readIntoto002]
]);
function parse(spec, body) {
	const schema = object({ spec });
	return parseDocument$1(schema, body, {
		code: "log-entry-mismatch",
		what: "the log entry"
	}).spec;
}
function readHashedrekord001(body) {
	const { data, signature } = parse(hashedrekord001, body);
	return {
		signature: decodeBase64(signature.content),
		signedDigest: {
			algorithm: data.hash.algorithm,
			hex: data.hash.value
		},
		signer: pemSigner(signature.publicKey.content)
	};
}
function readHashedrekord002(body) {
	const { data, signature } = parse(hashedrekord002, body).hashedRekordV002;
	return {
		signature: decodeBase64(signature.content),
		signedDigest: {
			algorithm: data.algorithm.replace("SHA2_", "sha"),
			hex: encodeHex(decodeBase64(data.digest))
		},
		signer: verifierFacts(signature.verifier)
	};
}
function readDsse001(body) {
	const { payloadHash, signatures } = parse(dsse001, body);
	const [signature = nothing()] = signatures;
	return {
		signature: decodeBase64(signature.signature),
		payloadDigest: payloadHash.value,
		signer: pemSigner(signature.verifier)
	};
}
function readDsse002(body) {
	const { payloadHash, signatures } = parse(dsse002, body).dsseV002;
	const [signature = nothing()] = signatures;
	return {
		signature: decodeBase64(signature.content),
		payloadDigest: encodeHex(decodeBase64(payloadHash.digest)),
		signer: verifierFacts(signature.verifier)
	};
}
function readIntoto002(body) {
	const { envelope, payloadHash } = parse(intoto002, body).content;
	const [signature = nothing()] = envelope.signatures;
	return {
		signature: decodeBase64(decodeUtf8(decodeBase64(signature.sig), "a signature")),
		payloadDigest: payloadHash.value,
		payloadType: envelope.payloadType,
		signer: pemSigner(signature.publicKey)
	};
}
function verifierFacts(verified) {
	if ("x509Certificate" in verified) return { certificate: decodeBase64(verified.x509Certificate.rawBytes) };
	return { publicKey: decodeBase64(verified.publicKey.rawBytes) };
}
function pemSigner(base64) {
	const text = decodeUtf8(decodeBase64(base64), "the signer of the log entry");
	if (text.includes("BEGIN CERTIFICATE")) return { certificate: parsePem(text, "CERTIFICATE") };
	return { publicKey: parsePem(text, "PUBLIC KEY") };
}
function nothing() {
	throw mismatch$3("no signature");
}
function mismatch$3(what) {
	return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}

// src/domain/sigstore/log/entry-content.ts
async function requireLogged(entry, logged, crypto) {
	const facts = readEntryFacts(entry);
	const { content, signer } = logged;
	if (!equalBytes(facts.signature, content.signature)) throw mismatch$2("another signature");
	if (!await sameContent(facts, content, crypto)) throw mismatch$2("other content");
	if (!sameSigner(facts.signer, signer)) throw mismatch$2("another signer");
}
async function sameContent(facts, content, crypto) {
	const { signedDigest, payloadDigest, payloadType } = facts;
	if (content.kind === "message") return (signedDigest === null || signedDigest === void 0 ? void 0 : signedDigest.algorithm) === content.digest.algorithm && signedDigest.hex === content.digest.hex;
	if (payloadType !== void 0 && payloadType !== content.payloadType) return false;
	const sha256Hex = async (bytes) => encodeHex(await crypto.digest("sha256", bytes));
	if (payloadDigest !== void 0) return payloadDigest === await sha256Hex(content.payload);
	if ((signedDigest === null || signedDigest === void 0 ? void 0 : signedDigest.algorithm) !== "sha256") return false;
	return signedDigest.hex === await sha256Hex(preAuthEncoding(content.payloadType, content.payload));
}
function sameSigner(logged, signer) {
	if ("certificate" in signer) return "certificate" in logged && equalBytes(logged.certificate, signer.certificate);
	return "publicKey" in logged && equalBytes(logged.publicKey, signer.publicKey);
}
function mismatch$2(what) {
	return new Fault("log-entry-mismatch", `the log entry is about ${what} than the bundle`);
}

// src/domain/transparency/merkle.ts
function leafHash(entry, crypto) {
	return crypto.digest("sha256", concatBytes(Uint8Array.of(0), entry));
}
function nodeHash(left, right, crypto) {
	return crypto.digest("sha256", concatBytes(Uint8Array.of(1), left, right));
}
const HASH_BYTES = 32;
async function rootOfProof(leaf, { index, treeSize, hashes }, crypto) {
	if (index < 0n || index >= treeSize || hashes.some(({ length }) => length !== HASH_BYTES)) return void 0;
	let [place, last, root] = [
		index,
		treeSize - 1n,
		leaf
	];
	for (const hash of hashes) {
		if (last === 0n) return void 0;
		if ((place & 1n) === 1n || place === last) {
			root = await nodeHash(hash, root, crypto);
			while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
		} else root = await nodeHash(root, hash, crypto);
		[place, last] = [place >> 1n, last >> 1n];
	}
	return last === 0n ? root : void 0;
}

// src/domain/sigstore/log/inclusion.ts
async function requireInclusion({ body }, proof, crypto) {
	const root = await rootOfProof(await leafHash(body, crypto), proof, crypto);
	if (root === void 0 || !equalBytes(root, proof.rootHash)) throw new Fault("log-inclusion-invalid", "a log entry is not in the tree that its log signed");
}

// src/domain/sigstore/log-key.ts
const rsa = (encoding, bits) => bits === void 0 ? {
	encoding,
	kind: "rsa"
} : {
	encoding,
	kind: "rsa",
	bits
};
const KINDS$1 = /* @__PURE__ */ new Map([
	["PKCS1_RSA_PKCS1V5", rsa("pkcs1")],
	["PKIX_RSA_PKCS1V5", rsa("spki")],
	["PKIX_RSA_PKCS1V15_2048_SHA256", rsa("spki", 2048)],
	["PKIX_RSA_PKCS1V15_3072_SHA256", rsa("spki", 3072)],
	["PKIX_RSA_PKCS1V15_4096_SHA256", rsa("spki", 4096)],
	["PKIX_ECDSA_P256_SHA_256", {
		encoding: "spki",
		kind: "ec",
		curve: "P-256"
	}],
	["PKIX_ECDSA_P384_SHA_384", {
		encoding: "spki",
		kind: "ec",
		curve: "P-384"
	}],
	["PKIX_ECDSA_P521_SHA_512", {
		encoding: "spki",
		kind: "ec",
		curve: "P-521"
	}],
	["PKIX_ED25519", {
		encoding: "spki",
		kind: "ed25519"
	}]
]);
function readLogKey(rawBytes, details) {
	const expected = KINDS$1.get(details);
	if (expected === void 0) return "unknown";
	const key = decode(rawBytes, expected.encoding);
	if (key === void 0 || key.kind !== expected.kind) return "wrong";
	if (key.kind === "ec" && key.curve !== expected.curve) return "wrong";
	if (key.kind === "rsa" && expected.bits !== void 0 && key.bits !== expected.bits) return "wrong";
	return key;
}
function decode(rawBytes, encoding) {
	try {
		return readPublicKey(encoding === "spki" ? rawBytes : wrapRsaPublicKey(rawBytes));
	} catch (error) {
		if (error instanceof Fault) return void 0;
		throw error;
	}
}

// src/domain/sigstore/trusted-root-schema.ts
const validFor = strictObject({
	start: timeField,
	end: absent(timeField)
});
const keyId = strictObject({ keyId: nonEmptyBytesField });
const log = strictObject({
	baseUrl: nullish(pipe(string(), maxLength(2048)), ""),
	hashAlgorithm: literal("SHA2_256"),
	publicKey: strictObject({
		rawBytes: nonEmptyBytesField,
		keyDetails: string(),
		validFor
	}),
	logId: absent(keyId),
	checkpointKeyId: absent(keyId),
	operator: absent(string())
});
const authority = strictObject({
	subject: absent(strictObject({
		organization: nullish(string()),
		commonName: nullish(string())
	})),
	uri: nullish(string(), ""),
	certChain: strictObject({ certificates: pipe(array(strictObject({ rawBytes: nonEmptyBytesField })), minLength(1), maxLength(8)) }),
	validFor,
	operator: absent(string())
});
const trustedRootSchema = strictObject({
	mediaType: picklist([
		"application/vnd.dev.sigstore.trustedroot+json;version=0.1",
		"application/vnd.dev.sigstore.trustedroot+json;version=0.2",
		"application/vnd.dev.sigstore.trustedroot.v0.1+json",
		"application/vnd.dev.sigstore.trustedroot.v0.2+json"
	]),
	tlogs: nullish(array(log), []),
	certificateAuthorities: nullish(array(authority), []),
	ctlogs: nullish(array(log), []),
	timestampAuthorities: nullish(array(authority), [])
});

// src/domain/sigstore/x509/certificate-names.ts
function certificateNames(der) {
	var _tbs$sequence;
	const [tbs, algorithm, signature, ...beyond] = readDer(der).sequence();
	const [, serial, , issuer, , subject] = (_tbs$sequence = tbs === null || tbs === void 0 ? void 0 : tbs.sequence()) !== null && _tbs$sequence !== void 0 ? _tbs$sequence : [];
	if (!algorithm || !signature || !serial || !issuer || !subject || beyond.length > 0) throw new Fault("certificate-malformed", "the certificate is malformed: a field is missing");
	return {
		subject: subject.raw,
		issuer: issuer.raw,
		serial: serial.content
	};
}

// src/domain/sigstore/trusted-root.ts
const MAX_TRUSTED_ROOT_BYTES = 4194304;
function parseTrustedRoot(bytes) {
	const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = parseRootDocument(bytes);
	if (certificateAuthorities.length + timestampAuthorities.length + tlogs.length === 0) throw malformed$9("it is empty");
	const root = {
		logs: readLogs(tlogs, "a transparency log"),
		certificateLogs: readLogs(ctlogs, "a certificate log"),
		authorities: certificateAuthorities.map(readAuthority),
		timestampAuthorities: timestampAuthorities.map(readAuthority)
	};
	const periods = [...tlogs, ...ctlogs].map((log) => log.publicKey.validFor);
	periods.push(...[...certificateAuthorities, ...timestampAuthorities].map((authority) => authority.validFor));
	return {
		...root,
		requires: {
			logEntries: tlogs.length > 0 ? 1 : 0,
			certificateTimestamps: ctlogs.length > 0 ? 1 : 0
		},
		newest: new Date(Math.max(...periods.map((period) => period.start.getTime())))
	};
}
function mergedRoot(roots) {
	return {
		logs: roots.flatMap(({ logs }) => logs),
		certificateLogs: roots.flatMap(({ certificateLogs }) => certificateLogs),
		authorities: roots.flatMap(({ authorities }) => authorities),
		timestampAuthorities: roots.flatMap(({ timestampAuthorities }) => timestampAuthorities),
		requires: {
			logEntries: 0,
			certificateTimestamps: 0
		},
		newest: new Date(Math.max(...roots.map(({ newest }) => newest.getTime())))
	};
}
function within(period, time) {
	return period.start <= time && (period.end === void 0 || time <= period.end);
}
function parseRootDocument(bytes) {
	try {
		const json = parseJsonObject(bytes, {
			maxBytes: MAX_TRUSTED_ROOT_BYTES,
			what: "the trusted root"
		});
		return parseDocument$1(trustedRootSchema, json, {
			code: "trusted-root-malformed",
			what: "the trusted root"
		});
	} catch (error) {
		if (error instanceof Fault) throw new Fault("trusted-root-malformed", error.message, { cause: error });
		throw error;
	}
}
function readLogs(documents, what) {
	const logs = documents.map((document) => readLog(document, what)).filter((log) => log !== void 0);
	if (new Set(logs.map((log) => encodeHex(log.keyId))).size !== logs.length) throw malformed$9("two of its logs have the same id");
	return logs;
}
function readLog(document, what) {
	var _document$checkpointK, _document$checkpointK2, _document$logId;
	const { rawBytes, keyDetails, validFor } = document.publicKey;
	const keyId = (_document$checkpointK = (_document$checkpointK2 = document.checkpointKeyId) === null || _document$checkpointK2 === void 0 ? void 0 : _document$checkpointK2.keyId) !== null && _document$checkpointK !== void 0 ? _document$checkpointK : (_document$logId = document.logId) === null || _document$logId === void 0 ? void 0 : _document$logId.keyId;
	if (keyId === void 0) throw malformed$9(`${what} has no id`);
	const publicKey = readLogKey(rawBytes, keyDetails);
	if (publicKey === "unknown") return void 0;
	if (publicKey === "wrong") throw malformed$9(`the key of ${what} is not of the kind that it says`);
	return {
		baseUrl: document.baseUrl,
		keyId,
		publicKey,
		validFor: readPeriod(validFor)
	};
}
function readAuthority(document) {
	const certificates = document.certChain.certificates.map((certificate) => certificate.rawBytes);
	if (!certificates.every(isCertificate)) throw malformed$9("what should be a certificate is not one");
	return {
		uri: document.uri,
		certificates,
		validFor: readPeriod(document.validFor)
	};
}
function isCertificate(der) {
	try {
		certificateNames(der);
		return true;
	} catch (error) {
		if (error instanceof Fault) return false;
		throw error;
	}
}
function readPeriod(period) {
	var _period$end;
	const end = (_period$end = period.end) !== null && _period$end !== void 0 ? _period$end : void 0;
	if (end !== void 0 && end < period.start) throw malformed$9("a validity ends before it starts");
	return {
		start: period.start,
		end
	};
}
function malformed$9(problem) {
	return new Fault("trusted-root-malformed", `the trusted root is malformed: ${problem}`);
}

// src/domain/sigstore/log/signed-entry-timestamp.ts
async function requirePromise(entry, log, crypto) {
	const { promise, integratedSeconds } = entry;
	if (promise === void 0) throw invalid$1("there is none");
	if (!within(log.validFor, /* @__PURE__ */ new Date(Number(integratedSeconds) * 1e3))) throw invalid$1("its key was not valid then");
	const signed = {
		key: log.publicKey,
		hash: "sha256",
		bytes: promisedBytes(entry),
		signature: promise
	};
	if (!await crypto.verify(signed)) throw invalid$1("its signature is not the log's");
}
function promisedBytes({ body, integratedSeconds, index, logId }) {
	const [text, id] = [encodeBase64(body), encodeHex(logId)];
	return encodeUtf8(`{"body":"${text}","integratedTime":${integratedSeconds},"logID":"${id}","logIndex":${index}}`);
}
function invalid$1(problem) {
	return new Fault("log-promise-invalid", `the promise of a log does not hold: ${problem}`);
}

// src/domain/sigstore/log/log-entry.ts
function logOf({ logId }, logs) {
	const log = logs.find(({ keyId }) => equalBytes(keyId, logId));
	if (log !== void 0) return log;
	throw new Fault("log-unknown", "a log entry is of a log that the trusted root does not know", { hint: "a newer trusted root may know it; what a private or the local instance signed needs its own, by --trusted-root" });
}
function requireConsistent({ index, integratedSeconds, promise, proof }) {
	if (proof !== void 0 && proof.index >= proof.treeSize) throw invalid("its index lies outside of the tree");
	if (promise === void 0 && integratedSeconds !== 0n) throw invalid("it states a time that no promise signs");
	if (promise === void 0 && (proof === null || proof === void 0 ? void 0 : proof.index) !== index) throw invalid("its index is not that of its proof");
	if (index > BigInt(Number.MAX_SAFE_INTEGER) || integratedSeconds > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid("a number is larger than any log can reach");
}
async function requireInLog(entry, log, crypto) {
	const { promise, proof } = entry;
	if (promise === void 0 && proof === void 0) throw invalid("neither a promise nor a proof says so");
	if (promise !== void 0) await requirePromise(entry, log, crypto);
	if (proof === void 0) return void 0;
	const { origin } = await requireCheckpoint({
		proof,
		log,
		names: namesOf(entry)
	}, crypto);
	await requireInclusion(entry, proof, crypto);
	return origin;
}
function namesOf({ kind, version }) {
	return version === "0.0.2" && kind !== "intoto" ? "of-the-log" : "of-the-operator";
}
function requireKeyWindow(entry, log, times) {
	if (entry.promise !== void 0) return;
	if (!times.some(({ seconds }) => within(log.validFor, /* @__PURE__ */ new Date(seconds * 1e3)))) throw invalid("the key of its log was not valid when it was signed");
}
function invalid(problem) {
	return new Fault("log-proof-invalid", `a log entry is not proven to be in its log: ${problem}`);
}

// src/domain/sigstore/x509/extensions.ts
const EXTENSION = {
	subjectKeyIdentifier: "2.5.29.14",
	keyUsage: "2.5.29.15",
	subjectAlternativeName: "2.5.29.17",
	basicConstraints: "2.5.29.19",
	authorityKeyIdentifier: "2.5.29.35",
	extendedKeyUsage: "2.5.29.37",
	certificateTimestamps: "1.3.6.1.4.1.11129.2.4.2"
};
const UNDERSTOOD = new Set(Object.values(EXTENSION));
function readExtensions(field) {
	const extensions = /* @__PURE__ */ new Map();
	if (field === void 0) return extensions;
	const [list, ...others] = field.children();
	if (list === void 0 || others.length > 0) throw malformed$8();
	for (const node of list.sequence()) {
		var _fields$;
		const [id, ...fields] = node.sequence();
		const value = fields.at(-1);
		if (id === void 0 || value === void 0 || fields.length > 2) throw malformed$8();
		const critical = fields.length === 2 && ((_fields$ = fields[0]) === null || _fields$ === void 0 ? void 0 : _fields$.boolean()) === true;
		if (extensions.has(id.oid())) throw new Fault("certificate-extension-repeated", "an extension is twice in a certificate");
		extensions.set(id.oid(), {
			critical,
			value: value.octetString(),
			raw: node.raw
		});
	}
	return extensions;
}
function requireUnderstood$1(extensions) {
	for (const [id, { critical }] of extensions) if (critical && !UNDERSTOOD.has(id)) {
		const name = printable(id, 60);
		throw new Fault("certificate-extension-critical", `a critical extension of a certificate is not known: ${name}`);
	}
}
function malformed$8() {
	return new Fault("certificate-malformed", "the certificate is malformed: an extension is incomplete");
}

// src/domain/sigstore/sct/certificate-timestamps.ts
require_defineProperty.init_defineProperty();
const KEYS = /* @__PURE__ */ new Map([[1, "rsa"], [3, "ec"]]);
const SHA256 = 4;
const MAX_TIMESTAMPS = 16;
function readCertificateTimestamps(extensions) {
	const extension = extensions.get(EXTENSION.certificateTimestamps);
	if (extension === void 0) return [];
	const node = readDer(extension.value);
	if (node.tag !== DER_TAGS.octetString) throw malformed$7("the list is not an octet string");
	const list = new TlsReader(node.content);
	const items = new TlsReader(list.opaque());
	list.end();
	const timestamps = [];
	while (!items.atEnd) timestamps.push(readTimestamp(items.opaque()));
	if (timestamps.length > MAX_TIMESTAMPS) throw malformed$7(`there are more than ${MAX_TIMESTAMPS}`);
	return timestamps;
}
function readTimestamp(bytes) {
	const reader = new TlsReader(bytes);
	if (reader.number(1) !== 0) throw malformed$7("one is not of version 1");
	const logId = reader.take(32);
	const time = reader.take(8);
	const extensions = reader.opaque();
	const hash = reader.number(1);
	const key = KEYS.get(reader.number(1));
	if (hash !== SHA256 || key === void 0) throw malformed$7("one is not signed with SHA-256 by ECDSA or RSA");
	const signature = reader.opaque();
	reader.end();
	return {
		logId,
		time,
		milliseconds: millisecondsOf(time),
		extensions,
		key,
		signature
	};
}
function millisecondsOf(time) {
	return time.reduce((total, byte) => total * 256 + byte, 0);
}
var TlsReader = class {
	constructor(bytes) {
		require_defineProperty._defineProperty(this, "bytes", void 0);
		require_defineProperty._defineProperty(this, "place", 0);
		this.bytes = bytes;
	}
	get atEnd() {
		return this.place === this.bytes.length;
	}
	take(count) {
		const taken = this.bytes.subarray(this.place, this.place + count);
		if (taken.length < count) throw malformed$7("one ends too early");
		this.place += count;
		return taken;
	}
	number(width) {
		return this.take(width).reduce((total, byte) => total * 256 + byte, 0);
	}
	opaque() {
		return this.take(this.number(2));
	}
	end() {
		if (!this.atEnd) throw malformed$7("something follows");
	}
};
function malformed$7(problem) {
	return new Fault("certificate-transparency", `the certificate timestamps are malformed: ${problem}`);
}

// src/domain/sigstore/sct/precertificate.ts
function precertificateOf({ tbs, extensions }) {
	const kept = [...extensions].filter(([id]) => id !== EXTENSION.certificateTimestamps).map(([, { raw }]) => raw);
	const fields = tbs.sequence().filter(({ tag }) => tag !== 163).map(({ raw }) => raw);
	return sequence(...fields, ...kept.length === 0 ? [] : [explicit(3, sequence(...kept))]);
}

// src/domain/sigstore/sct/certificate-transparency.ts
async function requireTransparency(logged, crypto) {
	const timestamps = readCertificateTimestamps(logged.certificate.extensions);
	if (new Set(timestamps.map(({ logId }) => encodeHex(logId))).size < timestamps.length) throw refused$4("two certificate timestamps are of one log");
	if (timestamps.length < logged.needed) throw refused$4(`certificate timestamps of ${logged.needed} logs are required, it has ${timestamps.length}`);
	const entry = timestamps.length === 0 ? void 0 : await precertificateEntry(logged, crypto);
	for (const timestamp of timestamps) {
		const log = logged.logs.find(({ keyId }) => equalBytes(keyId, timestamp.logId));
		if (log === void 0) throw new Fault("certificate-log-unknown", "the certificate was logged where the trusted root knows no log");
		if (!within(log.validFor, new Date(timestamp.milliseconds))) throw refused$4("a certificate log was not valid then");
		if (entry === void 0 || !await isPromised({
			timestamp,
			log,
			entry
		}, crypto)) throw refused$4("a certificate timestamp is not signed by its log");
	}
}
async function precertificateEntry({ certificate, issuer }, crypto) {
	const tbs = precertificateOf(certificate);
	return concatBytes(await crypto.digest("sha256", issuer.publicKey.spki), bigEndian(tbs.length, 3), tbs);
}
async function isPromised({ timestamp, log, entry }, crypto) {
	const key = log.publicKey;
	if (key.kind !== timestamp.key) return false;
	const { time, extensions, signature } = timestamp;
	const bytes = concatBytes(...[
		Uint8Array.of(0, 0),
		time,
		Uint8Array.of(0, 1),
		entry
	], ...[bigEndian(extensions.length, 2), extensions]);
	return crypto.verify({
		key,
		hash: "sha256",
		bytes,
		signature
	});
}
function bigEndian(value, width) {
	return Uint8Array.of(value >> 16, value >> 8, value).subarray(3 - width);
}
function refused$4(problem) {
	return new Fault("certificate-transparency", problem);
}

// src/domain/sigstore/signature/content-signature.ts
async function requireSignature(signed, crypto) {
	const { content } = signed;
	if (!await (content.kind === "message" ? isMessageSigned(signed, content, crypto) : isEnvelopeSigned(signed, content, crypto))) throw new Fault("signature-invalid", "the signature does not fit the signer's key and the content");
}
async function isMessageSigned({ key, message }, { digest, signature }, crypto) {
	const hash = digest.algorithm;
	if (!hashesOf(key).includes(hash) || key.kind === "ed25519") return false;
	if (message !== void 0 && encodeHex(await crypto.digest(hash, message)) === digest.hex) return crypto.verify({
		key,
		hash,
		bytes: message,
		signature
	});
	return crypto.verifyDigest({
		key,
		hash,
		digest: decodeHex(digest.hex),
		signature
	});
}
async function isEnvelopeSigned({ key }, { payloadType, payload, signature }, crypto) {
	const bytes = preAuthEncoding(payloadType, payload);
	for (const hash of hashesOf(key)) if (await crypto.verify({
		key,
		hash,
		bytes,
		signature
	})) return true;
	return false;
}
function hashesOf(key) {
	return key.kind === "ec" ? CURVE_HASHES[key.curve] : ["sha256"];
}
const CURVE_HASHES = {
	"P-256": ["sha256"],
	"P-384": ["sha384", "sha256"],
	"P-521": ["sha512", "sha256"]
};

// src/domain/sigstore/x509/basic-constraints.ts
function basicConstraints({ extensions }) {
	var _fields$, _fields$2;
	const extension = extensions.get(EXTENSION.basicConstraints);
	if (extension === void 0) return {
		isAuthority: false,
		pathLength: void 0
	};
	const fields = readDer(extension.value).sequence();
	const isAuthority = ((_fields$ = fields[0]) === null || _fields$ === void 0 ? void 0 : _fields$.tag) === DER_TAGS.boolean && fields[0].boolean();
	const [length, ...beyond] = ((_fields$2 = fields[0]) === null || _fields$2 === void 0 ? void 0 : _fields$2.tag) === DER_TAGS.boolean ? fields.slice(1) : fields;
	const pathLength = length === null || length === void 0 ? void 0 : length.integer();
	const misplaced = pathLength !== void 0 && (!isAuthority || pathLength < 0n);
	if (beyond.length > 0 || misplaced) throw new Fault("certificate-malformed", "the certificate is malformed: its basic constraints contradict themselves");
	return {
		isAuthority,
		pathLength
	};
}
function requireAuthority(certificate) {
	if (!basicConstraints(certificate).isAuthority) throw new Fault("certificate-not-authority", "a certificate was issued by one that is not an authority's");
}
function requirePathLength(certificate, below) {
	const { pathLength } = basicConstraints(certificate);
	if (pathLength !== void 0 && pathLength < BigInt(below)) throw new Fault("certificate-path-length", "more authorities follow an authority than its certificate allows");
}

// src/domain/sigstore/x509/extended-key-usage.ts
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const ANY_PURPOSE = "2.5.29.37.0";
function purposesOf({ extensions }) {
	const extension = extensions.get(EXTENSION.extendedKeyUsage);
	return extension === void 0 ? void 0 : readDer(extension.value).sequence().map((purpose) => purpose.oid());
}
function requireForCodeSigning(certificate) {
	var _purposesOf;
	if (!((_purposesOf = purposesOf(certificate)) === null || _purposesOf === void 0 ? void 0 : _purposesOf.includes("1.3.6.1.5.5.7.3.3"))) throw unfit("the signer's certificate is not for signing code");
}
function requireIssuesFor(certificate, purpose) {
	const purposes = purposesOf(certificate);
	if (purposes === void 0 || purposes.includes(purpose) || purposes.includes(ANY_PURPOSE)) return;
	throw unfit("an authority may not issue certificates for that purpose");
}
function requireForTimeStampingAlone(certificate) {
	var _certificate$extensio;
	const purposes = purposesOf(certificate);
	if (((_certificate$extensio = certificate.extensions.get(EXTENSION.extendedKeyUsage)) === null || _certificate$extensio === void 0 ? void 0 : _certificate$extensio.critical) !== true || (purposes === null || purposes === void 0 ? void 0 : purposes.length) !== 1 || purposes[0] !== "1.3.6.1.5.5.7.3.8") throw unfit("the certificate of the timestamp authority is not for timestamps alone");
}
function unfit(problem) {
	return new Fault("certificate-purpose", problem);
}

// src/domain/sigstore/x509/key-usage.ts
const DIGITAL_SIGNATURE = 128;
const KEY_CERT_SIGN = 4;
function usageOf({ extensions }) {
	var _readDer$bitString$by;
	const extension = extensions.get(EXTENSION.keyUsage);
	return extension === void 0 ? void 0 : (_readDer$bitString$by = readDer(extension.value).bitString().bytes[0]) !== null && _readDer$bitString$by !== void 0 ? _readDer$bitString$by : 0;
}
function requireMayIssue(certificate) {
	const usage = usageOf(certificate);
	if (usage !== void 0 && (usage & KEY_CERT_SIGN) === 0) throw new Fault("certificate-key-usage", "the key of an authority is not for issuing certificates");
}
function requireMaySign(certificate) {
	var _usageOf;
	if ((((_usageOf = usageOf(certificate)) !== null && _usageOf !== void 0 ? _usageOf : 0) & DIGITAL_SIGNATURE) === 0) throw new Fault("certificate-key-usage", "the key of the certificate is not for signatures");
}
function requireMayStamp(certificate) {
	const usage = usageOf(certificate);
	if (usage !== void 0 && (usage & 192) === 0) throw new Fault("certificate-key-usage", "the key of the timestamp authority is not for signatures");
}

// src/domain/sigstore/x509/signer-leaf.ts
function requireSignerLeaf(certificate) {
	if (basicConstraints(certificate).isAuthority || equalBytes(certificate.issuer, certificate.subject)) throw new Fault("certificate-not-leaf", "the signer's certificate is an authority's");
	requireMaySign(certificate);
	requireForCodeSigning(certificate);
}

// src/domain/sigstore/x509/serial-number.ts
function requireSerialNumber(field) {
	const serial = field.integer();
	if (serial <= 0n || serial >> 160n !== 0n) throw new Fault("certificate-serial", "the serial number of a certificate is not a positive one of up to 20 bytes");
}

// src/domain/sigstore/x509/signature-algorithm.ts
const ALGORITHMS = /* @__PURE__ */ new Map([
	["1.2.840.10045.4.3.2", {
		key: "ec",
		hash: "sha256"
	}],
	["1.2.840.10045.4.3.3", {
		key: "ec",
		hash: "sha384"
	}],
	["1.2.840.10045.4.3.4", {
		key: "ec",
		hash: "sha512"
	}],
	["1.2.840.113549.1.1.11", {
		key: "rsa",
		hash: "sha256"
	}],
	["1.2.840.113549.1.1.12", {
		key: "rsa",
		hash: "sha384"
	}],
	["1.2.840.113549.1.1.13", {
		key: "rsa",
		hash: "sha512"
	}],
	["1.3.101.112", {
		key: "ed25519",
		hash: "sha512"
	}]
]);
function signatureAlgorithm(id) {
	return ALGORITHMS.get(id);
}
function readSignatureAlgorithm(node) {
	var _parameters$content$l;
	const [id, parameters, ...beyond] = node.sequence();
	const algorithm = id === void 0 ? void 0 : signatureAlgorithm(id.oid());
	if (algorithm === void 0) throw refused$3("is not one that is understood");
	const expected = algorithm.key === "rsa" ? DER_TAGS.nullValue : void 0;
	if ((parameters === null || parameters === void 0 ? void 0 : parameters.tag) !== expected || ((_parameters$content$l = parameters === null || parameters === void 0 ? void 0 : parameters.content.length) !== null && _parameters$content$l !== void 0 ? _parameters$content$l : 0) > 0 || beyond.length > 0) throw refused$3("has parameters that it must not have");
	return algorithm;
}
function requireSameAlgorithm(inner, outer) {
	if (!equalBytes(inner.raw, outer.raw)) throw refused$3("is another one inside than outside");
}
function refused$3(problem) {
	return new Fault("certificate-algorithm", `the signature algorithm of a certificate ${problem}`);
}

// src/domain/sigstore/x509/version.ts
function requireVersion3(field) {
	const [version, ...others] = field.tag === 160 ? field.children() : [];
	if (version === void 0 || others.length > 0 || version.integer() !== 2n) throw new Fault("certificate-version", "a certificate is not of X.509 version 3");
}

// src/domain/sigstore/x509/x509-certificate.ts
function readX509Certificate(der) {
	const [tbs, outer, signature, ...beyond] = readDer(der).sequence();
	if (!tbs || !outer || !signature || beyond.length > 0) throw malformed$6("it has not three parts");
	const [version, serial, inner, issuer, validity, subject, publicKey, ...rest] = tbs.sequence();
	if (!version || !serial || !inner || !issuer || !validity || !subject || !publicKey) throw malformed$6("a field is missing");
	requireVersion3(version);
	requireSerialNumber(serial);
	requireSameAlgorithm(inner, outer);
	const extensions = readExtensions(extensionsField(rest));
	requireUnderstood$1(extensions);
	return {
		der,
		tbs,
		algorithm: readSignatureAlgorithm(outer),
		signature: wholeBytes(signature),
		serial: serial.content,
		issuer: issuer.raw,
		subject: subject.raw,
		...readValidity(validity),
		publicKey: readKey(publicKey.raw),
		extensions
	};
}
function extensionsField(rest) {
	const [field, ...others] = rest;
	if (others.length > 0 || field !== void 0 && field.tag !== 163) throw malformed$6("it has a field too many");
	return field;
}
function readValidity(validity) {
	const [notBefore, notAfter, ...others] = validity.sequence().map((node) => node.time() / 1e3);
	if (notBefore === void 0 || notAfter === void 0 || others.length > 0) throw malformed$6("its validity is incomplete");
	if (!Number.isInteger(notBefore) || !Number.isInteger(notAfter)) throw malformed$6("its validity has a fraction");
	return {
		notBefore,
		notAfter
	};
}
function wholeBytes(node) {
	const { bytes, unusedBits } = node.bitString();
	if (unusedBits !== 0) throw malformed$6("its signature does not end with a whole byte");
	return bytes;
}
function readKey(spki) {
	try {
		return readPublicKey(spki);
	} catch (cause) {
		throw new Fault("certificate-malformed", "the key of a certificate is not one that is understood", { cause });
	}
}
function malformed$6(problem) {
	return new Fault("certificate-malformed", `the certificate is malformed: ${problem}`);
}

// src/domain/sigstore/signer-memory.ts
const LATEST = /* @__PURE__ */ new WeakMap();
function rememberedSigner(der, trust) {
	const latest = LATEST.get(trust);
	if (latest !== void 0 && equalBytes(latest.certificate.der, der)) return latest;
	const certificate = readX509Certificate(der);
	const signer = {
		certificate,
		facts: readCertificate(der)
	};
	requireSignerLeaf(certificate);
	LATEST.set(trust, signer);
	return signer;
}

// src/domain/sigstore/timestamp/tst-info.ts
const OPTIONAL = [
	DER_TAGS.sequence,
	DER_TAGS.boolean,
	DER_TAGS.integer,
	160,
	161
];
function readTstInfo(der) {
	var _optional$find$childr, _optional$find, _algorithm$sequence;
	const [version, policy, imprint, serial, time, ...optional] = readDer(der).sequence();
	if (!version || !policy || !imprint || !serial || !time || version.integer() !== 1n) throw malformed$5("it is not a statement of version 1 about a time");
	policy.oid();
	serial.integer();
	const places = optional.map(({ tag }) => OPTIONAL.indexOf(tag));
	if (places.some((place, at) => {
		var _places;
		return place < 0 || place <= ((_places = places[at - 1]) !== null && _places !== void 0 ? _places : -1);
	})) throw malformed$5("it has a field that is not known");
	for (const extension of (_optional$find$childr = (_optional$find = optional.find(({ tag }) => tag === 161)) === null || _optional$find === void 0 ? void 0 : _optional$find.children()) !== null && _optional$find$childr !== void 0 ? _optional$find$childr : []) {
		const critical = extension.sequence()[1];
		if ((critical === null || critical === void 0 ? void 0 : critical.tag) === DER_TAGS.boolean && critical.boolean()) throw malformed$5("it has a critical extension");
	}
	const [algorithm, hash, ...beyond] = imprint.sequence();
	const [id] = (_algorithm$sequence = algorithm === null || algorithm === void 0 ? void 0 : algorithm.sequence()) !== null && _algorithm$sequence !== void 0 ? _algorithm$sequence : [];
	if (id === void 0 || hash === void 0 || beyond.length > 0) throw malformed$5("it names no message");
	if (time.tag !== DER_TAGS.generalizedTime) throw malformed$5("its time is of another type");
	return {
		imprintAlgorithm: id.oid(),
		imprint: hash.octetString(),
		milliseconds: time.time()
	};
}
function malformed$5(problem) {
	return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}

// src/domain/sigstore/timestamp/timestamp-token.ts
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const DIGEST_ALGORITHMS = /* @__PURE__ */ new Map([
	["2.16.840.1.101.3.4.2.1", "sha256"],
	["2.16.840.1.101.3.4.2.2", "sha384"],
	["2.16.840.1.101.3.4.2.3", "sha512"]
]);
function readTimestampToken(der) {
	var _status$sequence, _token$sequence, _signedData$0$sequenc, _signedData$;
	const response = readDer(der);
	requireDeepDer(response);
	const [status, token, ...beyond] = response.sequence();
	const [code] = (_status$sequence = status === null || status === void 0 ? void 0 : status.sequence()) !== null && _status$sequence !== void 0 ? _status$sequence : [];
	if (code === void 0 || code.integer() !== 0n && code.integer() !== 1n) throw malformed$4("it was not granted");
	const [type, wrapped, ...more] = (_token$sequence = token === null || token === void 0 ? void 0 : token.sequence()) !== null && _token$sequence !== void 0 ? _token$sequence : [];
	const signedData = (wrapped === null || wrapped === void 0 ? void 0 : wrapped.tag) === 160 ? wrapped.children() : [];
	if ((type === null || type === void 0 ? void 0 : type.oid()) !== SIGNED_DATA || signedData.length !== 1 || beyond.length + more.length > 0) throw malformed$4("it is not signed data");
	const [, , encapsulated, ...rest] = (_signedData$0$sequenc = (_signedData$ = signedData[0]) === null || _signedData$ === void 0 ? void 0 : _signedData$.sequence()) !== null && _signedData$0$sequenc !== void 0 ? _signedData$0$sequenc : [];
	const infoBytes = readEncapsulated(encapsulated);
	return {
		der,
		infoBytes,
		info: readTstInfo(infoBytes),
		...readSigner$2(rest)
	};
}
function readEncapsulated(node) {
	var _node$sequence;
	const [type, wrapped, ...beyond] = (_node$sequence = node === null || node === void 0 ? void 0 : node.sequence()) !== null && _node$sequence !== void 0 ? _node$sequence : [];
	const [content, ...more] = (wrapped === null || wrapped === void 0 ? void 0 : wrapped.tag) === 160 ? wrapped.children() : [];
	if ((type === null || type === void 0 ? void 0 : type.oid()) !== "1.2.840.113549.1.9.16.1.4" || content === void 0 || beyond.length + more.length > 0) throw malformed$4("it is about no time");
	return content.octetString();
}
function readSigner$2(rest) {
	var _rest$at$set, _rest$at, _name$sequence, _fields$;
	const [signer, ...others] = (_rest$at$set = (_rest$at = rest.at(-1)) === null || _rest$at === void 0 ? void 0 : _rest$at.set()) !== null && _rest$at$set !== void 0 ? _rest$at$set : [];
	const unread = rest.slice(0, -1);
	if (signer === void 0 || others.length > 0) throw malformed$4("it has not exactly one signer");
	if (unread.some(({ tag }, at) => {
		var _unread;
		return tag !== 160 && tag !== 161 || ((_unread = unread[at - 1]) === null || _unread === void 0 ? void 0 : _unread.tag) === tag;
	})) throw malformed$4("its signed data has a field that is not known");
	const [, name, digest, ...fields] = signer.sequence();
	const [issuer, serial, ...beyond] = (_name$sequence = name === null || name === void 0 ? void 0 : name.sequence()) !== null && _name$sequence !== void 0 ? _name$sequence : [];
	const signedAttributes = ((_fields$ = fields[0]) === null || _fields$ === void 0 ? void 0 : _fields$.tag) === 160 ? fields[0] : void 0;
	const [algorithm, signature, unsigned, ...more] = signedAttributes === void 0 ? fields : fields.slice(1);
	if (!issuer || !serial || !digest || !algorithm || !signature || beyond.length + more.length > 0) throw malformed$4("its signer is incomplete");
	if (unsigned !== void 0 && unsigned.tag !== 161) throw malformed$4("its signer has a field that is not known");
	const digestAlgorithm = DIGEST_ALGORITHMS.get(identifierOf(digest));
	return {
		signerIssuer: issuer.raw,
		signerSerial: serial.content,
		digestAlgorithm,
		signedAttributes,
		algorithm: cmsAlgorithm(identifierOf(algorithm), digestAlgorithm),
		signature: signature.octetString()
	};
}
function cmsAlgorithm(id, digest) {
	if (id !== RSA_ENCRYPTION) return signatureAlgorithm(id);
	return digest === void 0 ? void 0 : {
		key: "rsa",
		hash: digest
	};
}
function identifierOf(algorithm) {
	const [id] = algorithm.sequence();
	if (id === void 0) throw malformed$4("an algorithm is not named");
	return id.oid();
}
function requireDeepDer(node) {
	if (!node.constructed) return;
	for (const child of node.children()) requireDeepDer(child);
}
function malformed$4(problem) {
	return new Fault("timestamp-invalid", `a timestamp is malformed: ${problem}`);
}

// src/domain/sigstore/x509/certificate-signature.ts
const KNOWN$1 = /* @__PURE__ */ new WeakMap();
async function requireSignedBy(certificate, issuer, crypto) {
	var _KNOWN$get, _issuers$get;
	const issuers = (_KNOWN$get = KNOWN$1.get(certificate)) !== null && _KNOWN$get !== void 0 ? _KNOWN$get : /* @__PURE__ */ new WeakMap();
	KNOWN$1.set(certificate, issuers);
	const holds = (_issuers$get = issuers.get(issuer)) !== null && _issuers$get !== void 0 ? _issuers$get : verifyLink(certificate, issuer, crypto);
	issuers.set(issuer, holds);
	if (!await holds) throw new Fault("certificate-signature", "a certificate is not signed by the authority that it names");
}
async function verifyLink({ algorithm, tbs, signature }, { publicKey }, crypto) {
	if (algorithm.key !== publicKey.kind) return false;
	return crypto.verify({
		key: publicKey,
		hash: algorithm.hash,
		bytes: tbs.raw,
		signature
	});
}

// src/domain/sigstore/x509/validity.ts
function requireValidAt({ notBefore, notAfter }, milliseconds) {
	if (milliseconds < notBefore * 1e3 || milliseconds > notAfter * 1e3) throw new Fault("certificate-expired", "a certificate was not valid when it was used");
}

// src/domain/sigstore/x509/certificate-path.ts
async function verifyPath({ path, purpose, at }, crypto) {
	for (const [depth, authority] of path.entries()) {
		requireValidAt(authority, at);
		if (depth === 0) continue;
		requireAuthority(authority);
		requireMayIssue(authority);
		requireIssuesFor(authority, purpose);
		requirePathLength(authority, depth - 1);
	}
	for (const [depth, certificate] of path.entries()) {
		const issuer = path[depth + 1];
		if (issuer === void 0) return;
		requireNameChaining(certificate, issuer);
		await requireSignedBy(certificate, issuer, crypto);
	}
}
function requireNameChaining(certificate, issuer) {
	if (!equalBytes(certificate.issuer, issuer.subject)) throw new Fault("certificate-name-chaining", "a certificate names another issuer than the authority above it");
}

// src/domain/sigstore/x509/key-identifiers.ts
function subjectKeyIdentifier(extensions) {
	const extension = extensions.get(EXTENSION.subjectKeyIdentifier);
	return extension === void 0 ? void 0 : readDer(extension.value).octetString();
}
function authorityKeyIdentifier(extensions) {
	var _readDer$sequence$fin;
	const extension = extensions.get(EXTENSION.authorityKeyIdentifier);
	if (extension === void 0) return void 0;
	return (_readDer$sequence$fin = readDer(extension.value).sequence().find((field) => field.tag === 128)) === null || _readDer$sequence$fin === void 0 ? void 0 : _readDer$sequence$fin.content;
}

// src/domain/sigstore/x509/issuing-authority.ts
async function requireIssued(issue, crypto) {
	const candidates = issue.authorities.flatMap((authority) => candidatesOf(authority, issue.certificate));
	if (candidates.length === 0) throw new Fault("authority-unknown", "the certificate is of an authority that the trusted root does not know");
	let issuer;
	for (const at of issue.times) issuer = await issuerAt(at, {
		certificate: issue.certificate,
		candidates
	}, crypto);
	if (issuer === void 0) throw new Fault("signed-time-missing", "nothing says when the certificate was used");
	return issuer;
}
function knowsIssuer(certificate, authorities) {
	return authorities.some((authority) => candidatesOf(authority, certificate).length > 0);
}
function candidatesOf(authority, certificate) {
	const wanted = authorityKeyIdentifier(certificate.extensions);
	return authority.certificates.flatMap((one, at) => {
		const own = keyIdentifierOf(one);
		return (wanted === void 0 || own === void 0 ? equalBytes(one.subject, certificate.issuer) : equalBytes(wanted, own)) ? [{
			authority,
			chain: () => authority.certificates.slice(at).map((each) => each.read())
		}] : [];
	});
}
function keyIdentifierOf(certificate) {
	try {
		return subjectKeyIdentifier(certificate.read().extensions);
	} catch (error) {
		if (error instanceof Fault) return void 0;
		throw error;
	}
}
async function issuerAt(at, { certificate, candidates }, crypto) {
	let refusal = new Fault("certificate-untrusted", "the trusted root has the authority for another time only");
	for (const { authority, chain } of candidates) {
		if (!within(authority.validFor, new Date(at))) continue;
		try {
			const [issuer, ...above] = requireAnchored(chain());
			if (issuer === void 0) continue;
			await verifyPath({
				path: [
					certificate,
					issuer,
					...above
				],
				purpose: CODE_SIGNING,
				at
			}, crypto);
			return issuer;
		} catch (error) {
			if (!(error instanceof Fault)) throw error;
			refusal = error;
		}
	}
	throw refusal;
}
function requireAnchored(chain) {
	const anchor = chain.at(-1);
	if (anchor === void 0 || !equalBytes(anchor.issuer, anchor.subject)) throw new Fault("certificate-untrusted", "the chain of the authority in the trusted root has no root at its end");
	return chain;
}

// src/domain/sigstore/timestamp/certificate-id.ts
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
async function requireCertificateId(attributes, certificate, crypto) {
	var _attributes$get$seque, _attributes$get, _identifiers$sequence, _signer$sequence, _fields$, _fields$0$sequence$, _fields$find;
	const [identifiers] = (_attributes$get$seque = (_attributes$get = attributes.get(SIGNING_CERTIFICATE_V2)) === null || _attributes$get === void 0 ? void 0 : _attributes$get.sequence()) !== null && _attributes$get$seque !== void 0 ? _attributes$get$seque : [];
	const [signer] = (_identifiers$sequence = identifiers === null || identifiers === void 0 ? void 0 : identifiers.sequence()) !== null && _identifiers$sequence !== void 0 ? _identifiers$sequence : [];
	const fields = (_signer$sequence = signer === null || signer === void 0 ? void 0 : signer.sequence()) !== null && _signer$sequence !== void 0 ? _signer$sequence : [];
	const named = ((_fields$ = fields[0]) === null || _fields$ === void 0 ? void 0 : _fields$.tag) === DER_TAGS.sequence ? (_fields$0$sequence$ = fields[0].sequence()[0]) === null || _fields$0$sequence$ === void 0 ? void 0 : _fields$0$sequence$.oid() : "2.16.840.1.101.3.4.2.1";
	const algorithm = DIGEST_ALGORITHMS.get(named !== null && named !== void 0 ? named : "");
	const hash = (_fields$find = fields.find(({ tag }) => tag === DER_TAGS.octetString)) === null || _fields$find === void 0 ? void 0 : _fields$find.octetString();
	if (algorithm === void 0 || hash === void 0 || !equalBytes(hash, await crypto.digest(algorithm, certificate))) throw new Fault("timestamp-certificate-id", "a timestamp does not name the certificate of its authority");
}

// src/domain/sigstore/timestamp/message-imprint.ts
async function requireImprint({ info }, bytes, crypto) {
	const algorithm = DIGEST_ALGORITHMS.get(info.imprintAlgorithm);
	if (algorithm === void 0 || !equalBytes(info.imprint, await crypto.digest(algorithm, bytes))) throw new Fault("timestamp-imprint", "a timestamp is of another signature");
}

// src/domain/sigstore/timestamp/signed-attributes.ts
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
function readSignedAttributes({ signedAttributes }) {
	var _signedAttributes$chi;
	const attributes = /* @__PURE__ */ new Map();
	for (const attribute of (_signedAttributes$chi = signedAttributes === null || signedAttributes === void 0 ? void 0 : signedAttributes.children()) !== null && _signedAttributes$chi !== void 0 ? _signedAttributes$chi : []) {
		var _values$set;
		const [id, values, ...beyond] = attribute.sequence();
		const [value, ...others] = (_values$set = values === null || values === void 0 ? void 0 : values.set()) !== null && _values$set !== void 0 ? _values$set : [];
		if (id === void 0 || value === void 0 || beyond.length + others.length > 0) throw refused$2("one has not exactly one value");
		if (attributes.has(id.oid())) throw refused$2("one is there twice");
		attributes.set(id.oid(), value);
	}
	return attributes;
}
function requireContentType(attributes) {
	var _attributes$get;
	if (((_attributes$get = attributes.get(CONTENT_TYPE)) === null || _attributes$get === void 0 ? void 0 : _attributes$get.oid()) !== "1.2.840.113549.1.9.16.1.4") throw new Fault("timestamp-content-type", "what the timestamp authority signed is not about a time");
}
async function requireMessageDigest(attributes, { digestAlgorithm, infoBytes }, crypto) {
	var _attributes$get2;
	const stated = (_attributes$get2 = attributes.get(MESSAGE_DIGEST)) === null || _attributes$get2 === void 0 ? void 0 : _attributes$get2.octetString();
	const found = digestAlgorithm === void 0 ? void 0 : await crypto.digest(digestAlgorithm, infoBytes);
	if (stated === void 0 || found === void 0 || !equalBytes(stated, found)) throw new Fault("timestamp-digest", "the timestamp authority signed another time or message");
}
function refused$2(problem) {
	return new Fault("timestamp-attributes", `the signed attributes of a timestamp are not in order: ${problem}`);
}

// src/domain/sigstore/timestamp/token-signature.ts
async function requireTokenSignature({ signedAttributes, algorithm, signature }, key, crypto) {
	if (signedAttributes === void 0 || algorithm === void 0 || algorithm.key !== key.kind) throw refused$1();
	const bytes = concatBytes(Uint8Array.of(DER_TAGS.set), signedAttributes.raw.subarray(1));
	if (!await crypto.verify({
		key,
		hash: algorithm.hash,
		bytes,
		signature
	})) throw refused$1();
}
function refused$1() {
	return new Fault("timestamp-signature", "a timestamp is not signed by the authority that it names");
}

// src/domain/sigstore/timestamp/verify-timestamp.ts
function authoritiesOf({ signerIssuer, signerSerial }, authorities) {
	return authorities.filter(({ certificates: [leaf] }) => leaf !== void 0 && equalBytes(leaf.serial, signerSerial) && equalBytes(leaf.issuer, signerIssuer));
}
async function verifyTimestamp(token, { bytes, authority }, crypto) {
	await requireImprint(token, bytes, crypto);
	const [leaf, ...above] = authority.certificates.map((one) => one.read());
	if (leaf === void 0) throw new Fault("timestamp-authority-unknown", "the authority has no certificate");
	requireForTimeStampingAlone(leaf);
	requireMayStamp(leaf);
	const path = [leaf, ...requireAnchored(above)];
	await verifyPath({
		path,
		purpose: TIME_STAMPING,
		at: token.info.milliseconds
	}, crypto);
	const attributes = readSignedAttributes(token);
	requireContentType(attributes);
	await requireMessageDigest(attributes, token, crypto);
	await requireCertificateId(attributes, leaf.der, crypto);
	await requireTokenSignature(token, leaf.publicKey, crypto);
}

// src/domain/sigstore/timestamp/known-tokens.ts
function knownTokens(responses, authorities) {
	const named = readTokens(responses).flatMap((token) => authoritiesOf(token, authorities).map((authority) => ({
		token,
		authority
	})));
	const valid = named.filter(({ token, authority }) => within(authority.validFor, new Date(token.info.milliseconds)));
	const known = valid.filter(({ token }, at) => valid.findIndex((one) => one.token === token) === at);
	if (responses.length > 0 && named.length === 0) throw unknown("timestamp-authority-unknown", "its timestamps are of no authority that the trusted root knows");
	if (responses.length > 0 && known.length === 0) throw unknown("signed-time-missing", "its timestamps are of no authority that the trusted root knows at that time");
	requireDistinct(known.map(({ token }) => `${encodeHex(token.signerSerial)} ${token.info.milliseconds}`));
	return known;
}
function readTokens(responses) {
	requireDistinct(responses.length > 1 ? responses.map(encodeHex) : []);
	return responses.map(readTimestampToken);
}
function unknown(code, problem) {
	return new Fault(code, problem, { hint: "a newer trusted root may know the authority" });
}
function requireDistinct(names) {
	if (new Set(names).size < names.length) throw new Fault("timestamp-invalid", "a timestamp is twice in the bundle");
}

// src/domain/sigstore/trust-anchors.ts
const KNOWN = /* @__PURE__ */ new WeakMap();
function trustAnchors(root) {
	const known = KNOWN.get(root);
	if (known !== void 0) return known;
	const anchors = {
		logs: root.logs,
		certificateLogs: root.certificateLogs,
		authorities: root.authorities.map(authorityAnchor),
		timestampAuthorities: root.timestampAuthorities.map(authorityAnchor)
	};
	KNOWN.set(root, anchors);
	return anchors;
}
function authorityAnchor({ certificates, validFor }) {
	return {
		validFor,
		certificates: certificates.map(anchor)
	};
}
function anchor(der) {
	return {
		der,
		...certificateNames(der),
		read: once(() => readX509Certificate(der))
	};
}
function once(read) {
	let value;
	return () => {
		var _value;
		(_value = value) !== null && _value !== void 0 || (value = { found: read() });
		return value.found;
	};
}

// src/domain/sigstore/unknown-parties.ts
function unknownParties(bundle, trust) {
	const unknown = /* @__PURE__ */ new Set();
	if (bundle.material.kind === "key") return unknown;
	const { authorities, certificateLogs, timestampAuthorities, logs } = trustAnchors(trust);
	const certificate = readX509Certificate(bundle.material.certificates[0]);
	if (!knowsIssuer(certificate, authorities)) unknown.add("authority");
	if (certificateLogs.length > 0 && !knowsCertificateLogs(certificate, certificateLogs)) unknown.add("certificate-log");
	const tokens = readTokens(bundle.timestamps);
	if (tokens.length > 0 && tokens.every((token) => authoritiesOf(token, timestampAuthorities).length === 0)) unknown.add("timestamp-authority");
	if (bundle.logEntries.some(({ logId }) => !knowsLog(logId, logs))) unknown.add("log");
	return unknown;
}
function knowsLog(logId, logs) {
	return logs.some(({ keyId }) => equalBytes(keyId, logId));
}
function knowsCertificateLogs({ extensions }, logs) {
	return readCertificateTimestamps(extensions).every(({ logId }) => knowsLog(logId, logs));
}

// src/domain/sigstore/x509/further-certificates.ts
function requireKnownCertificates(certificates, { version, authorities }) {
	for (const certificate of certificates) {
		const place = authorities.find((one) => one.certificates.some(({ der }) => equalBytes(der, certificate)));
		if (place === void 0) throw untrusted("its chain holds a certificate that is not in the trusted root");
		const root = place.certificates.at(-1);
		if (version !== "0.1" && root !== void 0 && equalBytes(root.der, certificate)) throw untrusted("its chain holds a root certificate");
	}
}
function untrusted(problem) {
	return new Fault("certificate-untrusted", `the bundle's certificate is not acceptable: ${problem}`);
}

// src/domain/sigstore/verify-bundle.ts
async function verifyBundle(order, crypto) {
	const { bundle, trust } = order;
	const anchors = trustAnchors(trust);
	const signer = readSigner$1(order, anchors);
	for (const entry of bundle.logEntries) await requireLogged(entry, {
		content: bundle.content,
		signer: loggedAs(signer)
	}, crypto);
	const entries = bundle.logEntries.map((entry) => ({
		entry,
		log: logOf(entry, anchors.logs)
	}));
	for (const { entry } of entries) requireConsistent(entry);
	const tokens = knownTokens(bundle.timestamps, anchors.timestampAuthorities);
	const stamped = tokens.map(({ token }) => token);
	const times = signedTimes(bundle, stamped);
	requireEnough(order, times);
	const bytes = bundle.content.signature;
	for (const { token, authority } of tokens) await verifyTimestamp(token, {
		bytes,
		authority
	}, crypto);
	await requireSignerAt(signer, {
		order,
		anchors,
		times: milliseconds(bundle, stamped)
	}, crypto);
	const logEntries = [];
	for (const { entry, log } of entries) logEntries.push(factsOf(entry, log, await requireInLog(entry, log, crypto)));
	const key = signer.kind === "certificate" ? signer.remembered.certificate.publicKey : signer.publicKey;
	await requireSignature({
		content: bundle.content,
		key,
		message: order.message
	}, crypto);
	for (const { entry, log } of entries) requireKeyWindow(entry, log, times);
	requireArtifact(bundle.content, order.artifact);
	if (signer.kind === "certificate" && order.signer.kind === "certificate") order.signer.check(signer.remembered.facts);
	return {
		signer: shownSigner(signer),
		content: bundle.content,
		times,
		logEntries
	};
}
function readSigner$1({ bundle, trust, signer }, { authorities }) {
	if (bundle.material.kind === "key") {
		if (signer.kind === "key") return {
			kind: "key",
			publicKey: signer.publicKey,
			validFor: signer.validFor
		};
		throw new Fault("identity-mismatch", "the bundle was signed with a key, and a certificate was expected", { hint: "name the public key that must have signed with --key" });
	}
	if (signer.kind === "key") throw new Fault("identity-mismatch", "the bundle was signed with a certificate, and a key was expected");
	const [leaf, ...others] = bundle.material.certificates;
	const remembered = rememberedSigner(leaf, trust);
	requireKnownCertificates(others, {
		version: bundle.version,
		authorities
	});
	return {
		kind: "certificate",
		remembered
	};
}
function loggedAs(signer) {
	if (signer.kind === "key") return { publicKey: signer.publicKey.spki };
	return { certificate: signer.remembered.certificate.der };
}
function shownSigner(signer) {
	if (signer.kind === "key") return {
		kind: "key",
		publicKey: signer.publicKey.spki
	};
	return {
		kind: "certificate",
		certificate: signer.remembered.facts
	};
}
function signedTimes(bundle, tokens) {
	return [...bundle.logEntries.filter(({ promise }) => promise !== void 0).map((entry) => ({
		source: "log",
		seconds: Number(entry.integratedSeconds)
	})), ...tokens.map(({ info }) => ({
		source: "timestamp-authority",
		seconds: Math.floor(info.milliseconds / 1e3)
	}))];
}
function milliseconds(bundle, tokens) {
	return [...bundle.logEntries.filter(({ promise }) => promise !== void 0).map((entry) => Number(entry.integratedSeconds) * 1e3), ...tokens.map(({ info }) => info.milliseconds)];
}
function requireEnough({ bundle, trust, minimum }, times) {
	var _minimum$logEntries, _minimum$times;
	const { logEntries } = bundle;
	if (logEntries.some((entry, at) => logEntries.slice(0, at).some((other) => isSame(entry, other)))) throw new Fault("log-entry-missing", "a log entry is twice in the bundle");
	const logs = new Set(logEntries.map(({ logId }) => encodeHex(logId)));
	const needed = Math.max(trust.requires.logEntries, (_minimum$logEntries = minimum === null || minimum === void 0 ? void 0 : minimum.logEntries) !== null && _minimum$logEntries !== void 0 ? _minimum$logEntries : 0);
	if (logs.size < needed) throw new Fault("log-entry-missing", `${needed} log entries are required, the bundle has ${logs.size}`);
	const neededTimes = Math.max(bundle.material.kind === "certificate" ? 1 : 0, (_minimum$times = minimum === null || minimum === void 0 ? void 0 : minimum.times) !== null && _minimum$times !== void 0 ? _minimum$times : 0);
	if (times.length < neededTimes) throw new Fault("signed-time-missing", "no log or timestamp authority of the trusted root says when it was signed", { hint: "a newer trusted root may know the authority that did" });
}
function isSame(entry, other) {
	return equalBytes(entry.logId, other.logId) && equalBytes(entry.body, other.body);
}
async function requireSignerAt(signer, { order, anchors, times }, crypto) {
	var _remembered$transpare;
	if (signer.kind === "key") {
		const { validFor } = signer;
		if (validFor !== void 0 && times.length === 0) throw new Fault("signed-time-missing", "the key is valid for a time only, and nothing says when it signed");
		if (validFor !== void 0 && !times.every((at) => within(validFor, new Date(at)))) throw new Fault("key-expired", "the key was not valid when it signed");
		return;
	}
	const { remembered } = signer;
	const { certificate } = remembered;
	const issuer = await requireIssued({
		certificate,
		authorities: anchors.authorities,
		times
	}, crypto);
	const needed = order.trust.requires.certificateTimestamps;
	if (anchors.certificateLogs.length === 0 && needed === 0) return;
	const transparent = {
		certificate,
		issuer,
		logs: anchors.certificateLogs,
		needed
	};
	(_remembered$transpare = remembered.transparency) !== null && _remembered$transpare !== void 0 || (remembered.transparency = requireTransparency(transparent, crypto));
	await remembered.transparency;
}
function factsOf(entry, log, origin) {
	return {
		log: log.baseUrl,
		origin,
		index: String(entry.index),
		integratedSeconds: entry.promise === void 0 ? void 0 : Number(entry.integratedSeconds)
	};
}

// src/domain/sigstore/judge-bundle.ts
function doubtOf(bundle, roots) {
	var _oldestFirst$find;
	if (bundle.material.kind === "key") return void 0;
	const known = knownByAny(roots);
	const unknown = unknownParties(bundle, known);
	const { facts } = rememberedSigner(bundle.material.certificates[0], known);
	if (unknown.size === 0 || facts.issuer === "https://capsule-local.invalid") return void 0;
	const certificate = readX509Certificate(bundle.material.certificates[0]);
	const oldestFirst = [...roots].sort((a, b) => a.dated.getTime() - b.dated.getTime());
	const outdated = (_oldestFirst$find = oldestFirst.find(({ root }) => knowsIssuer(certificate, trustAnchors(root).authorities))) !== null && _oldestFirst$find !== void 0 ? _oldestFirst$find : oldestFirst[0];
	const isNewer = statedTimes(bundle, facts.notBefore).every((at) => outdated !== void 0 && outdated.dated <= at);
	return outdated !== void 0 && isNewer ? {
		unknown,
		outdated,
		known
	} : void 0;
}
const MERGED = /* @__PURE__ */ new WeakMap();
function knownByAny(roots) {
	var _MERGED$get;
	const known = (_MERGED$get = MERGED.get(roots)) !== null && _MERGED$get !== void 0 ? _MERGED$get : mergedRoot(roots.map(({ root }) => root));
	MERGED.set(roots, known);
	return known;
}
function statedTimes(bundle, notBefore) {
	return [notBefore, ...signedTimes(bundle, readTokens(bundle.timestamps)).map(({ seconds }) => seconds)].map((seconds) => /* @__PURE__ */ new Date(seconds * 1e3));
}
function outdatedFault({ unknown, outdated }) {
	var _STRANGERS$find;
	const [, stranger] = (_STRANGERS$find = STRANGERS.find(([party]) => unknown.has(party))) !== null && _STRANGERS$find !== void 0 ? _STRANGERS$find : STRANGERS[0];
	const dated = outdated.dated.toISOString().slice(0, 10);
	return new Fault("trusted-root-outdated", `${stranger} that this program does not know: a forgery, or newer than its root of ${dated}`, { hint: "verify with --online, after capsule roots import, or with a newer version of this program; what a private instance signed needs its own root, by --trusted-root" });
}
const STRANGERS = [
	["authority", "signed by an authority"],
	["certificate-log", "certified in a certificate log"],
	["timestamp-authority", "timestamped by an authority"],
	["log", "logged in a log"]
];
async function judgeBundle(order, crypto) {
	const { bundle, doubt, signer } = order;
	if (bundle.material.kind === "key" || signer.kind === "key") return verifyBundle({
		...order,
		trust: doubt.outdated.root
	}, crypto);
	const anchors = trustAnchors(doubt.known);
	const remembered = rememberedSigner(bundle.material.certificates[0], doubt.known);
	const judged = {
		order,
		anchors,
		remembered
	};
	for (const entry of bundle.logEntries) await requireStatedEntry(entry, judged, crypto);
	const times = await requireStatedTimes(judged, crypto);
	const { unknown, outdated } = doubt;
	const isKnownAuthority = !unknown.has("authority");
	const stated = signedTimes(bundle, readTokens(bundle.timestamps));
	if (isKnownAuthority) requireEnough({
		...order,
		trust: outdated.root
	}, stated);
	if (isKnownAuthority) await requireKnownIssuer(judged, times, crypto);
	for (const entry of bundle.logEntries.filter(({ logId }) => knowsLog(logId, anchors.logs))) {
		const log = logOf(entry, anchors.logs);
		await requireInLog(entry, log, crypto);
		requireKeyWindow(entry, log, stated);
	}
	const key = remembered.certificate.publicKey;
	await requireSignature({
		content: bundle.content,
		key,
		message: order.message
	}, crypto);
	requireArtifact(bundle.content, order.artifact);
	signer.check(remembered.facts);
	return {
		signer: {
			kind: "certificate",
			certificate: remembered.facts
		},
		content: bundle.content,
		times: stated,
		logEntries: []
	};
}
async function requireStatedEntry(entry, { order: { bundle }, remembered }, crypto) {
	const signer = { certificate: remembered.certificate.der };
	await requireLogged(entry, {
		content: bundle.content,
		signer
	}, crypto);
	requireConsistent(entry);
	if (entry.proof === void 0) return;
	requireStatedTree(entry.proof);
	await requireInclusion(entry, entry.proof, crypto);
}
async function requireStatedTimes({ order: { bundle, doubt }, anchors, remembered }, crypto) {
	const bytes = bundle.content.signature;
	const tokens = readTokens(bundle.timestamps);
	for (const token of tokens) await requireImprint(token, bytes, crypto);
	const times = milliseconds(bundle, tokens);
	if (times.length === 0) throw new Fault("signed-time-missing", "nothing in the bundle says when it was signed");
	for (const at of times) requireValidAt(remembered.certificate, at);
	if (doubt.unknown.has("timestamp-authority")) return times;
	for (const { token, authority } of knownTokens(bundle.timestamps, anchors.timestampAuthorities)) await verifyTimestamp(token, {
		bytes,
		authority
	}, crypto);
	return times;
}
async function requireKnownIssuer({ order: { bundle, doubt }, anchors, remembered }, times, crypto) {
	var _remembered$transpare;
	const { authorities, certificateLogs: logs } = anchors;
	const { certificate } = remembered;
	const [, ...others] = bundle.material.kind === "certificate" ? bundle.material.certificates : [];
	requireKnownCertificates(others, {
		version: bundle.version,
		authorities
	});
	const issuer = await requireIssued({
		certificate,
		authorities,
		times
	}, crypto);
	const needed = doubt.outdated.root.requires.certificateTimestamps;
	if (doubt.unknown.has("certificate-log") || logs.length === 0 && needed === 0) return;
	(_remembered$transpare = remembered.transparency) !== null && _remembered$transpare !== void 0 || (remembered.transparency = requireTransparency({
		certificate,
		issuer,
		logs,
		needed
	}, crypto));
	await remembered.transparency;
}

// src/domain/verification/trust-bundles.ts
function underOne(trusted, crypto) {
	return async (order) => {
		var _refusals$find;
		const refusals = [];
		for (const trust of trusted) {
			const verify = (other) => verifyBundle({
				...other,
				trust: trust.root
			}, crypto);
			try {
				return {
					bundle: await verify(order),
					trust,
					verify
				};
			} catch (error) {
				if (!isRefusal(error)) throw error;
				refusals.push(error);
			}
		}
		const telling = (_refusals$find = refusals.find(({ code }) => !OF_ANOTHER_INSTANCE.has(code))) !== null && _refusals$find !== void 0 ? _refusals$find : refusals[0];
		throw telling !== null && telling !== void 0 ? telling : new Fault("trusted-root-malformed", "there is no trusted root");
	};
}
const OF_ANOTHER_INSTANCE = /* @__PURE__ */ new Set([
	"authority-unknown",
	"certificate-log-unknown",
	"certificate-untrusted",
	"log-entry-missing",
	"log-unknown",
	"signed-time-missing",
	"timestamp-authority-unknown"
]);
function judgedUnder(trusted, crypto, report) {
	const roots = trusted.flatMap(({ root, mayBeOutdated }) => mayBeOutdated === void 0 ? [] : [{
		root,
		dated: mayBeOutdated
	}]);
	const strict = underOne(trusted, crypto);
	const first = async (order) => {
		const doubt = doubtOf(order.bundle, roots);
		if (doubt === void 0) return {
			...await strict(order),
			verify: others
		};
		report(doubt);
		const bundle = await judgeBundle({
			...order,
			doubt
		}, crypto);
		const trust = trusted.find(({ root }) => root === doubt.outdated.root);
		if (trust === void 0) throw new Fault("internal", "a doubt is about one of the trusted roots");
		return {
			bundle,
			trust,
			verify: others
		};
	};
	const others = async (order) => (await first(order)).bundle;
	return first;
}

// src/domain/verification/verdict.ts
function verdictOf(claims) {
	if (claims.some(({ status }) => status === "failed")) return "rejected";
	return claims.some(({ required, status }) => required && status !== "verified") || claims.length === 0 ? "incomplete" : "verified";
}
function exitCodeOf(verdict, environmentFailed) {
	if (verdict === "rejected") return 1;
	if (environmentFailed) return 4;
	return verdict === "verified" ? 0 : 3;
}

// src/domain/verification/agreement.ts
const SOURCE_FACTS = [
	"repository",
	"repository id",
	"owner id",
	"ref",
	"commit",
	"workflow",
	"workflow commit",
	"builder",
	"event",
	"runner",
	"environment",
	"run"
];
function findDisagreement(stated, certified, { mustState = [], mustCertify = [] } = {}) {
	for (const fact of SOURCE_FACTS) {
		const [one, other] = [stated[fact], certified[fact]];
		if (one === other) continue;
		if (!(one === void 0 && !binds(mustState, fact) || other === void 0 && !binds(mustCertify, fact))) return {
			fact,
			stated: one,
			certified: other
		};
	}
}
function binds(bound, fact) {
	return bound === "all" || bound.includes(fact);
}
function certifiedFacts({ extensions }) {
	return {
		repository: extensions.sourceRepositoryUri,
		"repository id": extensions.sourceRepositoryIdentifier,
		"owner id": extensions.sourceRepositoryOwnerIdentifier,
		ref: extensions.sourceRepositoryRef,
		commit: extensions.sourceRepositoryDigest,
		workflow: extensions.buildConfigUri,
		"workflow commit": extensions.buildConfigDigest,
		builder: extensions.buildSignerUri,
		event: extensions.buildTrigger,
		runner: extensions.runnerEnvironment,
		environment: extensions.deploymentEnvironment,
		run: extensions.runInvocationUri
	};
}
function factsOfRoot({ release, backfill }) {
	var _release$repository, _release$repositoryId, _release$ownerId, _sealingCommit, _release$runUri;
	return {
		repository: (_release$repository = release.repository) !== null && _release$repository !== void 0 ? _release$repository : void 0,
		"repository id": (_release$repositoryId = release.repositoryId) !== null && _release$repositoryId !== void 0 ? _release$repositoryId : void 0,
		"owner id": (_release$ownerId = release.ownerId) !== null && _release$ownerId !== void 0 ? _release$ownerId : void 0,
		commit: (_sealingCommit = sealingCommit({
			release,
			backfill
		})) !== null && _sealingCommit !== void 0 ? _sealingCommit : void 0,
		run: (_release$runUri = release.runUri) !== null && _release$runUri !== void 0 ? _release$runUri : void 0
	};
}
function factsOfBuild(build) {
	const { repository, ref, workflowPath: path } = build;
	return {
		repository,
		"repository id": build.repositoryId,
		"owner id": build.ownerId,
		ref,
		commit: build.commit,
		workflow: path === void 0 || ref === void 0 ? void 0 : `${repository}/${path}@${ref}`,
		event: build.eventName,
		runner: build.runnerEnvironment,
		run: build.runUri
	};
}
function sealingCommit({ release, backfill }) {
	return backfill === void 0 ? release.commit : backfill.commit;
}

// src/domain/verification/identity-flags.ts
const RELEASE_TRIGGERS = [
	"push",
	"release",
	"workflow_dispatch"
];
function repositoryFlags(repository, issuer) {
	var _gitHubIssuer;
	return [
		"--repository",
		repository.startsWith(`${"https://github.com"}/`) ? repository.slice(GITHUB_WEB.length + 1) : repository,
		...((_gitHubIssuer = gitHubIssuer(issuer)) === null || _gitHubIssuer === void 0 ? void 0 : _gitHubIssuer.kind) === "enterprise" ? ["--issuer", issuer] : []
	];
}

// src/domain/verification/workflow-name.ts
function parseWorkflowName(text) {
	const found = /^(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@([^\s]+)$/.exec(text);
	const [, repository, path, ref] = found !== null && found !== void 0 ? found : [];
	return repository === void 0 || path === void 0 || ref === void 0 ? void 0 : {
		repository,
		path,
		ref
	};
}
function parseSignerWorkflow(text, server = GITHUB_WEB) {
	const found = /^((?:https:\/\/[^/@]+\/)?[^/@]+\/[^/@]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)(?:@(.+))?$/.exec(text);
	const [, repository, path, ref] = found !== null && found !== void 0 ? found : [];
	if (repository === void 0 || path === void 0) return void 0;
	const workflow = {
		repository: parseRepository(repository, server).url,
		path
	};
	return ref === void 0 ? workflow : {
		...workflow,
		ref
	};
}

// src/domain/verification/identity-check.ts
function identityCheck(expected, source) {
	switch (expected.kind) {
		case "repository": return (certificate) => requireWorkflowOf(certificate, {
			expected,
			source
		});
		case "exact": return (certificate) => requireExact(certificate, expected);
		case "any-of": {
			const checks = expected.of.map((one) => identityCheck(one, source));
			return (certificate) => requireAny(certificate, checks);
		}
		case "unsafe-pattern": {
			const patterns = compile(expected);
			return (certificate) => requirePattern(certificate, patterns);
		}
	}
}
function requireWorkflowOf(certificate, { expected, source }) {
	const { extensions } = certificate;
	requireIssuer(certificate.issuer, expected);
	requireRepository("source repository", extensions.sourceRepositoryUri, {
		expected: expected.repository,
		flag: "--repository"
	});
	requireRef(extensions.sourceRepositoryRef, {
		expected,
		source
	});
	const commit = source === null || source === void 0 ? void 0 : source.commit;
	if (typeof commit === "string") requireEqual("commit", extensions.sourceRepositoryDigest, { expected: commit });
	requireTrigger(extensions.buildTrigger, expected);
	requireWorkflow(certificate, expected);
}
function requireIssuer(actual, expected) {
	var _expected$issuer;
	const { origin: web } = new URL(expected.repository);
	const wanted = (_expected$issuer = expected.issuer) !== null && _expected$issuer !== void 0 ? _expected$issuer : issuerOfGitHub(web);
	const github = gitHubIssuer(actual);
	if (actual === void 0 || github === void 0) throw mismatch$1(`the issuer ${shown(actual)} is none of GitHub Actions`, "--identity and --issuer");
	if (actual === wanted && github.web === web) return;
	const there = `${github.web}${expected.repository.slice(web.length)}`;
	const flags = repositoryFlags(there, actual).join(" ");
	throw mismatch$1(`the issuer is ${printable(actual)}, expected is ${printable(wanted)}`, flags);
}
function requireRef(actual, { expected, source }) {
	var _source$tag, _expected$sourceRef;
	const tag = (_source$tag = source === null || source === void 0 ? void 0 : source.tag) !== null && _source$tag !== void 0 ? _source$tag : void 0;
	const ref = (_expected$sourceRef = expected.sourceRef) !== null && _expected$sourceRef !== void 0 ? _expected$sourceRef : tag === void 0 ? void 0 : `refs/tags/${tag}`;
	if (ref === void 0) throw mismatch$1(`the source ref is ${shown(actual)}, and no tag says which one is expected`, "--source-ref");
	requireEqual("source ref", actual, {
		expected: ref,
		flag: "--source-ref"
	});
}
function requireTrigger(trigger, expected) {
	var _expected$unsafeTrigg;
	if (trigger !== void 0 && [...RELEASE_TRIGGERS, ...(_expected$unsafeTrigg = expected.unsafeTriggers) !== null && _expected$unsafeTrigg !== void 0 ? _expected$unsafeTrigg : []].includes(trigger)) return;
	throw mismatch$1(`the run was started by ${shown(trigger)}, which is not how releases are made`, "--unsafe-trigger");
}
function requireWorkflow({ subjectAlternativeName: name }, expected) {
	var _workflow$repository;
	const signer = name.kind === "uri" ? parseWorkflowName(name.value) : void 0;
	if (signer === void 0) throw mismatch$1(`the signer ${shown(name.value)} is no workflow`, "--identity and --issuer");
	const { signerWorkflow: workflow } = expected;
	requireRepository("repository of the signing workflow", signer.repository, {
		expected: (_workflow$repository = workflow === null || workflow === void 0 ? void 0 : workflow.repository) !== null && _workflow$repository !== void 0 ? _workflow$repository : expected.repository,
		flag: "--signer-workflow"
	});
	if (workflow === void 0) return;
	requireEqual("path of the signing workflow", signer.path, {
		expected: workflow.path,
		flag: "--signer-workflow"
	});
	if (workflow.ref === void 0) return;
	requireEqual("ref of the signing workflow", signer.ref, {
		expected: workflow.ref,
		flag: "--signer-workflow"
	});
}
function requireExact(certificate, expected) {
	requireEqual("issuer", certificate.issuer, {
		expected: expected.issuer,
		flag: "--issuer"
	});
	const { kind, value } = certificate.subjectAlternativeName;
	requireEqual("identity", value, {
		expected: expected.subjectAlternativeName,
		flag: "--identity"
	});
	const written = kindOf(expected.subjectAlternativeName);
	if (kind === written) return;
	throw mismatch$1(`the identity ${shown(value)} is certified as ${KINDS[kind]}, and is written as ${KINDS[written]}`);
}
const KINDS = {
	uri: "a URI",
	email: "an e-mail address",
	"other-name": "a user name"
};
function kindOf(text) {
	if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return "uri";
	return text.includes("@") ? "email" : "other-name";
}
function requireAny(certificate, checks) {
	const refusals = [];
	for (const check of checks) try {
		check(certificate);
		return;
	} catch (error) {
		refusals.push(error);
	}
	if (refusals.length === 1) throw refusals[0];
	throw mismatch$1(`${shown(certificate.subjectAlternativeName.value)} is none of the ${checks.length} expected signers`);
}
function compile(expected) {
	try {
		const [name, issuer] = [expected.subjectAlternativeName, expected.issuer].map((text) => new RegExp(`^(?:${text})$`, "u"));
		if (name !== void 0 && issuer !== void 0) return {
			name,
			issuer
		};
	} catch {}
	throw new Fault("configuration-invalid", "an identity pattern is no regular expression");
}
function requirePattern(certificate, { name, issuer }) {
	var _certificate$issuer;
	if (!issuer.test((_certificate$issuer = certificate.issuer) !== null && _certificate$issuer !== void 0 ? _certificate$issuer : "")) throw mismatch$1(`the issuer is ${shown(certificate.issuer)}`);
	const { value } = certificate.subjectAlternativeName;
	if (!name.test(value)) throw mismatch$1(`the identity is ${shown(value)}`);
}
function requireRepository(what, actual, wanted) {
	if (actual !== void 0 && isSameRepository(actual, wanted.expected)) return;
	requireEqual(what, actual, wanted);
}
function requireEqual(what, actual, { expected, flag }) {
	if (actual === expected) return;
	throw mismatch$1(`the ${what} is ${shown(actual)}, expected is ${printable(expected)}`, flag);
}
function mismatch$1(problem, flag) {
	const hint = flag === void 0 ? {} : { hint: `only if you know that this is right, say so with ${flag}` };
	return new Fault("identity-mismatch", problem, hint);
}
function shown(text) {
	return text === void 0 ? "not stated" : printable(text);
}

// src/domain/verification/same-run.ts
const ATTEMPT = /(?<=\/actions\/runs\/\d{1,20})\/attempts\/\d{1,10}$/;
function sameRun(root) {
	if (root.kind === "key") throw new Fault("identity-mismatch", "the root of a capsule is signed with a certificate, not with a key");
	const expected = runOf(root.certificate);
	return {
		kind: "certificate",
		check(certificate) {
			if (runOf(certificate) === expected) return;
			throw new Fault("identity-mismatch", "it was signed by another identity or in another run than the root");
		}
	};
}
function runOf({ subjectAlternativeName, issuer, extensions }) {
	var _extensions$runInvoca;
	const { kind, value: name } = subjectAlternativeName;
	const runInvocationUri = (_extensions$runInvoca = extensions.runInvocationUri) === null || _extensions$runInvoca === void 0 ? void 0 : _extensions$runInvoca.replace(ATTEMPT, "");
	const facts = {
		kind,
		name,
		issuer,
		...extensions,
		runInvocationUri
	};
	return JSON.stringify(Object.entries(facts).sort(([a], [b]) => a < b ? -1 : 1));
}
function isOfRun(certificate, root) {
	if (root.kind === "key") return false;
	const [one, other] = [certificate, root.certificate].map(({ extensions }) => {
		var _extensions$runInvoca2;
		return (_extensions$runInvoca2 = extensions.runInvocationUri) === null || _extensions$runInvoca2 === void 0 ? void 0 : _extensions$runInvoca2.replace(ATTEMPT, "");
	});
	return one !== void 0 || other !== void 0 ? one === other : runOf(certificate) === runOf(root.certificate);
}
const FACTS_OF_ROOT = [
	"repository",
	"repository id",
	"owner id",
	"commit",
	"run"
];
function requireCertifiedSource(predicate, certificate) {
	const found = findDisagreement(factsOfRoot(predicate), certifiedFacts(certificate), { mustState: FACTS_OF_ROOT });
	if (found === void 0) return;
	throw new Fault("source-contradiction", `the root states another ${found.fact} than its certificate`);
}
function uncertifiedFacts({ predicate }, signer) {
	const { release, backfill } = predicate;
	const certified = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
	return [
		[
			"repository",
			release.repository,
			certified.repository
		],
		[
			"commit",
			release.commit,
			backfill === void 0 ? certified.commit : void 0
		],
		[
			"tag",
			release.tag === null ? null : `refs/tags/${release.tag}`,
			certified.ref
		],
		[
			"run",
			release.runUri,
			certified.run
		]
	].filter(([, stated, other]) => stated !== null && stated !== other).map(([name]) => name);
}

// src/domain/verification/verify-root.ts
async function verifyRoot(bytes, identity, verifyFirst) {
	const bundle = parseBundle(bytes);
	const { content } = bundle;
	if (content.kind !== "dsse" || content.payloadType !== "application/vnd.in-toto+json") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
	const statement = parseRootStatement(content.payload);
	const { predicate } = statement;
	const source = {
		tag: predicate.release.tag,
		commit: sealingCommit(predicate)
	};
	const { bundle: verified, trust, verify } = await verifyFirst({
		bundle,
		signer: {
			kind: "certificate",
			check: identityCheck(identity, source)
		},
		artifact: "statement-only"
	});
	if (verified.signer.kind === "certificate") requireCertifiedSource(predicate, verified.signer.certificate);
	if (predicate.backfill !== void 0) requireSealedThen(predicate.backfill, verified.times);
	const { signer, times, logEntries } = verified;
	return {
		trust,
		verify,
		root: {
			statement,
			sha256: sha256Hex(content.payload),
			signer,
			times,
			logEntries
		}
	};
}
const MAX_DIFFERENCE_SECONDS = 1200;
function requireSealedThen({ sealed, published }, times) {
	const stated = Date.parse(sealed) / 1e3;
	if (times.some(({ seconds }) => Math.abs(seconds - stated) <= MAX_DIFFERENCE_SECONDS) && Date.parse(published) / 1e3 <= stated) return;
	throw new Fault("source-contradiction", "the root states another time of sealing than that of its signature");
}

// src/domain/capsule/require-closed.ts
function requireClosed(root, entries) {
	const listed = new Set(root.predicate.evidence.map(({ name }) => name));
	for (const name of entries.keys()) if (!listed.has(name)) throw notClosed(name, "in the capsule but not in its root");
	for (const name of listed) if (!entries.has(name)) throw notClosed(name, "listed in the root but absent");
}
function requireEvidence(root, entries) {
	for (const { name, digest, annotations } of root.predicate.evidence) {
		const bytes = entries.get(name);
		if (bytes === void 0) continue;
		if (bytes.length === annotations.size && sha256Hex(bytes) === digest.sha256) continue;
		throw new Fault("evidence-differs", `the entry ${printable(name)} is not the one that was sealed`);
	}
}
function notClosed(name, state) {
	return new Fault("capsule-not-closed", `the entry ${printable(name)} is ${state}`);
}

// src/kernel/jsonl.ts
function parseJsonLines(bytes, options = {}) {
	const { maxLines = MAX_JSON_LINES, maxBytes = MAX_JSON_BYTES, what = "document" } = options;
	if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
	const values = [];
	for (const [index, line] of splitLines(bytes)) {
		if (line.every(isSpace)) continue;
		if (values.length === maxLines) throw new Fault("json-too-large", `${what} has more than ${maxLines} lines`);
		values.push(parseJson(line, {
			...options,
			what: `line ${index} of ${what}`
		}));
	}
	return values;
}
function* splitLines(bytes) {
	for (let [index, start] = [1, 0]; start < bytes.length; index++) {
		const found = bytes.indexOf(10, start);
		const end = found < 0 ? bytes.length : found;
		yield [index, bytes.subarray(start, end)];
		start = end + 1;
	}
}
function isSpace(byte) {
	return byte === 32 || byte === 9 || byte === 13;
}

// src/domain/sigstore/bundles-in-file.ts
const MAX_BUNDLES = 128;
const MAX_CARRIED = 1024;
const MAX_BYTES = 67108864;
function bundlesInFile(bytes) {
	const lines = readDocuments(bytes);
	const documents = (lines.length === 1 ? lines : lines.filter(isOurs)).flatMap(bundlesIn);
	if (documents.length === 0) throw new Fault("bundle-malformed", "the file holds no bundle");
	if (documents.length > MAX_BUNDLES) throw new Fault("bundle-malformed", `the file holds more than ${MAX_BUNDLES} bundles`);
	return documents.map((document) => parseBundle(encodeUtf8(JSON.stringify(document))));
}
function shapeOfFile(bytes) {
	var _lines$;
	const lines = linesOf(bytes);
	const document = firstDocument((_lines$ = lines[0]) !== null && _lines$ !== void 0 ? _lines$ : bytes);
	if (document === void 0) return "bundle";
	if (document["attestation_bundles"] !== void 0 || document["verification_material"] !== void 0) return "pep740";
	if (Array.isArray(document["attestations"])) return "attestations";
	return lines.length > 1 ? "json-lines" : "bundle";
}
function firstDocument(bytes) {
	try {
		const document = parseJson(bytes, { maxBytes: MAX_BYTES });
		return isJsonObject(document) ? document : void 0;
	} catch {
		return;
	}
}
function bundlesAmong(bytes) {
	return linesOf(bytes).flatMap((line) => {
		try {
			return bundlesIn(parseJson(line, {
				maxBytes: MAX_BYTES,
				what: "the file"
			}));
		} catch {
			return [];
		}
	}).slice(0, MAX_CARRIED).flatMap((document) => {
		try {
			return [parseBundle(encodeUtf8(JSON.stringify(document)))];
		} catch (error) {
			if (error instanceof Fault && error.code !== "internal") return [];
			throw error;
		}
	});
}
function linesOf(bytes) {
	const end = bytes.indexOf(10);
	if (end < 0 || !isDocument(bytes.subarray(0, end))) return [bytes];
	const lines = [];
	for (let start = 0; start < bytes.length;) {
		const next = bytes.indexOf(10, start);
		const stop = next < 0 ? bytes.length : next;
		if (stop > start) lines.push(bytes.subarray(start, stop));
		start = stop + 1;
	}
	return lines;
}
function readDocuments(bytes) {
	return isDocument(bytes.subarray(0, bytes.indexOf(10) < 0 ? bytes.length : bytes.indexOf(10))) ? parseJsonLines(bytes, {
		maxBytes: MAX_BYTES,
		what: "the file"
	}) : [parseJson(bytes, {
		maxBytes: MAX_BYTES,
		what: "the file"
	})];
}
function isDocument(line) {
	try {
		return isJsonObject(parseJson(line, { maxBytes: MAX_BYTES }));
	} catch {
		return false;
	}
}
function isOurs(line) {
	if (!isJsonObject(line)) return false;
	const { mediaType } = line;
	return typeof mediaType === "string" && mediaType.startsWith("application/vnd.dev.sigstore.bundle") || Object.hasOwn(line, "verificationMaterial") || Object.hasOwn(line, "attestations");
}
function bundlesIn(document) {
	const list = isJsonObject(document) ? document["attestations"] : void 0;
	if (!Array.isArray(list)) return [document];
	return list.map((one) => {
		var _listed$bundle, _listed$bundle2;
		const listed = isJsonObject(one) ? one : {};
		if (((_listed$bundle = listed["bundle"]) !== null && _listed$bundle !== void 0 ? _listed$bundle : null) === null && typeof listed["bundle_url"] === "string") throw elsewhere();
		return (_listed$bundle2 = listed["bundle"]) !== null && _listed$bundle2 !== void 0 ? _listed$bundle2 : null;
	});
}
function elsewhere() {
	return new Fault("bundle-elsewhere", "the answer of GitHub's API holds the addresses of its bundles, not the bundles", { hint: "gh attestation download FILE --repo OWNER/NAME writes them to a file: name that one" });
}

// src/domain/sigstore/signed-statement.ts
function requireStatement(content, what) {
	if (content.kind === "dsse" && content.payloadType === "application/vnd.in-toto+json") return parseStatement(content.payload);
	const signed = content.kind === "dsse" ? `a payload of type ${printable(content.payloadType, 80)}` : "a file";
	throw new Fault("statement-malformed", `${what} is not an in-toto statement: ${signed} was signed`);
}

// src/domain/verification/check-evidence.ts
async function checkEvidence(evidence, known) {
	const { root, entries, verify, signer } = evidence;
	const { statement } = root;
	requireEvidence(statement, entries);
	let signatures = 0;
	for (const { name, digest } of statement.subject) {
		const bytes = entries.get(assetSignatureEntry(digest.sha256));
		if (bytes === void 0) continue;
		const bundle = parseBundle(bytes);
		if (bundle.content.kind !== "message") throw notOfAsset(name);
		const message = known.get(digest.sha256);
		await verify({
			bundle,
			signer,
			artifact: { sha256: digest.sha256 },
			...message && { message }
		});
		signatures += 1;
	}
	const statements = statement.predicate.evidence.filter(isSignedStatement);
	for (const entry of statements) await requireListedStatement(entry, evidence);
	const found = [
		`${statement.predicate.evidence.length} entries`,
		`${signatures} signatures of assets`,
		...statements.length === 0 ? [] : [`${statements.length} further statements about them`]
	];
	return verifiedClaim("evidence", found.join(", "));
}
function isSignedStatement({ name, annotations }) {
	return isEvidenceEntry(name) && annotations.predicateType !== void 0;
}
async function requireListedStatement({ name, annotations }, { root, entries, verify, signer }) {
	var _entries$get;
	const { content } = await verify({
		bundle: parseBundle((_entries$get = entries.get(name)) !== null && _entries$get !== void 0 ? _entries$get : /* @__PURE__ */ new Uint8Array()),
		signer,
		artifact: "unbound"
	});
	const { subject, predicateType } = requireStatement(content, printable(name));
	const assets = new Set(root.statement.subject.map(({ digest }) => digest.sha256));
	const isAsListed = annotations.subject === void 0 || subject.every(({ digest }) => digest["sha256"] === annotations.subject);
	if (subject.every(({ digest }) => {
		var _digest$sha;
		return assets.has((_digest$sha = digest["sha256"]) !== null && _digest$sha !== void 0 ? _digest$sha : "");
	}) && isAsListed && predicateType === annotations.predicateType) return;
	throw new Fault("evidence-subject", `${printable(name)} is not the statement that the root lists`);
}
function notOfAsset(name) {
	return new Fault("bundle-malformed", `the signature of ${printable(name)} is no signature of a file`);
}

// src/domain/policy/check-policy.ts
function checkPolicy(signed, inForce) {
	if (inForce === void 0) return openClaim("policy", "not-applicable", { reason: "no policy was given" });
	const { policy, effective } = inForce;
	const { runner, environment, maxAgeDays } = policy.document;
	for (const { signer, times } of signed) {
		var _found$stated;
		if (maxAgeDays !== void 0 && !isFresh(times, maxAgeDays, effective)) throw unmet(`the release was signed more than ${maxAgeDays} days before the effective time`);
		const certified = signer.kind === "certificate" ? certifiedFacts(signer.certificate) : {};
		const found = findDisagreement({
			runner,
			environment
		}, certified, { mustCertify: "all" });
		if (found === void 0) continue;
		const was = found.certified === void 0 ? "not stated" : printable(found.certified);
		throw unmet(`the ${found.fact} was ${was}, not ${printable((_found$stated = found.stated) !== null && _found$stated !== void 0 ? _found$stated : "")}`);
	}
	return verifiedClaim("policy", "the release is what the policy asks for");
}
function isFresh(times, maxAgeDays, { time }) {
	return time.getTime() / 1e3 - newestTime(times) <= maxAgeDays * 86400;
}
function requireClaims(claims, { policy, root }) {
	const rules = new Map(policy === null || policy === void 0 ? void 0 : policy.require.map((rule) => [rule.id, rule]));
	const previous = root === null || root === void 0 ? void 0 : root.statement.predicate.previous;
	const isFirst = previous !== void 0 && "none" in previous && previous.none !== "unavailable";
	return claims.map((claim) => {
		const rule = rules.get(claim.id);
		if (rule === void 0 || rule.isFirstAllowed && isFirst) return claim;
		return {
			...claim,
			required: true
		};
	});
}
function unmet(problem) {
	return new Fault("policy-unmet", problem);
}

// src/domain/verification/claim.ts
const CLAIM_IDS = [
	"archive",
	"root",
	"release",
	"assets",
	"evidence",
	"provenance",
	"checksums",
	"sbom",
	"other-evidence",
	"lineage",
	"log-state",
	"policy"
];

// src/domain/policy/policy.ts
const POLICY_SCHEMA_ID = schemaId("policy");
const text$4 = pipe(string(), nonEmpty(), maxLength(2048));
const days = pipe(number(), safeInteger(), minValue(1), maxValue(36500));
const signer$1 = union([strictObject({
	repository: text$4,
	issuer: optional(text$4),
	sourceRef: optional(text$4),
	signerWorkflow: optional(text$4),
	unsafeTriggers: optional(pipe(array(text$4), minLength(1)))
}), strictObject({
	identity: text$4,
	issuer: text$4
})]);
const signers = pipe(array(signer$1), minLength(1), maxLength(64));
const requirement = strictObject({
	predicateType: text$4,
	signers,
	ownRun: optional(literal("counts")),
	threshold: optional(pipe(number(), safeInteger(), minValue(1)), 1),
	maxAgeDays: optional(days)
});
const firstAllowed = strictObject({ lineage: literal("first-allowed") });
const level$1 = picklist([
	"SLSA_BUILD_LEVEL_1",
	"SLSA_BUILD_LEVEL_2",
	"SLSA_BUILD_LEVEL_3"
]);
const policySchema = strictObject({
	schema: literal(POLICY_SCHEMA_ID),
	signers,
	require: optional(pipe(array(union([picklist(CLAIM_IDS), firstAllowed])), minLength(1))),
	maxAgeDays: optional(days),
	runner: optional(picklist(["github-hosted", "self-hosted"])),
	environment: optional(text$4),
	evidence: optional(pipe(array(requirement), maxLength(64))),
	builders: optional(pipe(array(strictObject({
		id: text$4,
		level: level$1
	})), maxLength(256)))
});
const MAX_POLICY_BYTES$1 = 1048576;
function parsePolicy(bytes) {
	var _document$evidence, _document$require;
	const document = parseDocument(bytes);
	const evidence = ((_document$evidence = document.evidence) !== null && _document$evidence !== void 0 ? _document$evidence : []).map((one) => ({
		predicateType: one.predicateType,
		signers: one.signers.map(readSigner),
		threshold: one.threshold,
		maxAgeDays: one.maxAgeDays,
		ownRunCounts: one.ownRun === "counts"
	}));
	const policy = {
		document,
		evidence,
		signers: document.signers.map(readSigner),
		require: ((_document$require = document.require) !== null && _document$require !== void 0 ? _document$require : []).map((one) => typeof one === "string" ? {
			id: one,
			isFirstAllowed: false
		} : {
			id: "lineage",
			isFirstAllowed: true
		})
	};
	refuseDuplicates(policy);
	for (const requirement of evidence) requireReachable(requirement, policy.signers);
	return policy;
}
function refuseDuplicates({ document, signers, require: require$2, evidence }) {
	var _document$builders$ma, _document$builders;
	refuseTwice("signers", signers.map(signerKey));
	refuseTwice("require", require$2.map(({ id }) => id));
	refuseTwice("builders", (_document$builders$ma = (_document$builders = document.builders) === null || _document$builders === void 0 ? void 0 : _document$builders.map(({ id }) => id)) !== null && _document$builders$ma !== void 0 ? _document$builders$ma : []);
	for (const one of evidence) refuseTwice(printable(one.predicateType), one.signers.map(signerKey));
	refuseTwice("evidence", evidence.map((one) => JSON.stringify([one.predicateType, one.signers.map(signerKey).sort(compareUtf8)])));
}
function refuseTwice(what, keys) {
	if (new Set(keys).size < keys.length) throw malformed$3(`${what} names one thing twice`);
}
function requireReachable({ predicateType, signers, threshold }, own) {
	const shown = printable(predicateType);
	if (threshold > countParties$1(signers)) throw malformed$3(`${shown} needs more signers than it names`);
	const repositories = own.flatMap((one) => one.kind === "repository" ? [foldRepository(one.repository)] : []);
	const other = signers.find((one) => one.kind === "repository" && one.sourceRef === void 0 && repositories.length === own.length && !repositories.includes(foldRepository(one.repository)));
	if ((other === null || other === void 0 ? void 0 : other.kind) !== "repository") return;
	throw malformed$3(`${shown} names ${printable(other.repository)} without sourceRef, and the release's tag is not its own`);
}
function countParties$1(signers) {
	const parties = signers.map((signer) => {
		if (signer.kind === "exact") {
			const name = signer.subjectAlternativeName;
			return /^[^:/]+@[^:/]+$/.test(name) ? name.normalize("NFC").toLowerCase() : JSON.stringify(signer);
		}
		return JSON.stringify([foldRepository(signer.repository), workflowOf(signer)]);
	});
	return new Set(parties).size;
}
function workflowOf(signer) {
	if (signer.kind === "exact" || signer.signerWorkflow === void 0) return void 0;
	const { repository, path } = signer.signerWorkflow;
	return `${foldRepository(repository)}/${path}`;
}
function signerKey(signer) {
	if (signer.kind === "exact") return JSON.stringify(signer);
	const { repository, signerWorkflow, unsafeTriggers, ...rules } = signer;
	const workflow = signerWorkflow && {
		...signerWorkflow,
		repository: foldRepository(signerWorkflow.repository)
	};
	return JSON.stringify([
		foldRepository(repository),
		workflow,
		rules,
		[...unsafeTriggers !== null && unsafeTriggers !== void 0 ? unsafeTriggers : []].sort(compareUtf8)
	]);
}
function parseDocument(bytes) {
	try {
		var _v$getDotPath;
		const json = parseJsonObject(bytes, {
			maxBytes: MAX_POLICY_BYTES$1,
			what: "the policy"
		});
		const parsed = safeParse(policySchema, json);
		if (parsed.success) return parsed.output;
		throw malformed$3(`it is wrong at ${printable((_v$getDotPath = getDotPath(parsed.issues[0])) !== null && _v$getDotPath !== void 0 ? _v$getDotPath : "its top")}`);
	} catch (error) {
		if (!(error instanceof Fault) || error.code === "policy-malformed") throw error;
		throw new Fault("policy-malformed", error.message, { cause: error });
	}
}
function readSigner(one) {
	var _gitHubIssuer;
	if ("identity" in one) return {
		kind: "exact",
		subjectAlternativeName: one.identity,
		issuer: one.issuer
	};
	const repository = parseRepository(one.repository).url;
	const { origin } = new URL(repository);
	const { issuer, sourceRef, signerWorkflow, unsafeTriggers } = one;
	if (issuer !== void 0 && ((_gitHubIssuer = gitHubIssuer(issuer)) === null || _gitHubIssuer === void 0 ? void 0 : _gitHubIssuer.web) !== origin) throw malformed$3(`${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`);
	const workflow = signerWorkflow === void 0 ? void 0 : parseSignerWorkflow(signerWorkflow, origin);
	if (signerWorkflow !== void 0 && workflow === void 0) throw malformed$3(`${printable(signerWorkflow)} names no workflow`);
	return {
		kind: "repository",
		repository,
		...issuer === void 0 ? {} : { issuer },
		...sourceRef === void 0 ? {} : { sourceRef },
		...workflow === void 0 ? {} : { signerWorkflow: workflow },
		...unsafeTriggers === void 0 ? {} : { unsafeTriggers }
	};
}
function malformed$3(problem) {
	return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}

// src/domain/policy/principal.ts
function principalNames(signer) {
	var _gitHubIssuer$web, _gitHubIssuer, _extensions$sourceRep, _parseWorkflowName;
	if (signer.kind === "key") return [`key ${encodeHex(signer.publicKey)}`];
	const { subjectAlternativeName: name, issuer = "", extensions } = signer.certificate;
	if (name.kind === "email") return [`e-mail ${name.value.normalize("NFC").toLowerCase()}`];
	const place = (_gitHubIssuer$web = (_gitHubIssuer = gitHubIssuer(issuer)) === null || _gitHubIssuer === void 0 ? void 0 : _gitHubIssuer.web) !== null && _gitHubIssuer$web !== void 0 ? _gitHubIssuer$web : issuer;
	const { sourceRepositoryIdentifier: id } = extensions;
	const address = (_extensions$sourceRep = extensions.sourceRepositoryUri) !== null && _extensions$sourceRep !== void 0 ? _extensions$sourceRep : (_parseWorkflowName = parseWorkflowName(name.value)) === null || _parseWorkflowName === void 0 ? void 0 : _parseWorkflowName.repository;
	const names = [...id === void 0 ? [] : [`repository ${id} of ${place}`], ...address === void 0 ? [] : [`repository ${foldRepository(address)}`]];
	return names.length > 0 ? names : [`${name.kind} ${name.value} of ${issuer}`];
}
function byPrincipal(items) {
	let groups = [];
	for (const item of items) {
		const isSame = (group) => group.some(({ names }) => names.some((name) => item.names.includes(name)));
		groups = [...groups.filter((group) => !isSame(group)), [item, ...groups.filter(isSame).flat()]];
	}
	return groups;
}

// src/domain/policy/check-other-evidence.ts
async function checkOtherEvidence({ evidence, trusted, inForce }, crypto) {
	if (inForce === void 0) return carried(evidence);
	const { policy } = inForce;
	if (policy.evidence.length === 0) return openClaim("other-evidence", "not-applicable", { reason: "the policy asks for none" });
	const stated = await statedByOthers({
		evidence,
		trusted,
		inForce
	}, crypto);
	for (const requirement of policy.evidence) {
		const claim = whyLacking(requirement, stated, {
			evidence,
			inForce
		});
		if (claim !== void 0) return claim;
	}
	return verifiedClaim("other-evidence", `${policy.evidence.length} kinds of evidence are there, by the signers that were asked for`);
}
const OTHER = /^(evidence|images|log)\//;
function carried({ root }) {
	const { evidence } = root.statement.predicate;
	const count = evidence.filter((entry) => OTHER.test(entry.name) && !isSignedStatement(entry)).length;
	if (count === 0) return openClaim("other-evidence", "not-applicable", { reason: "the capsule carries no evidence of others" });
	const reason = `${count === 1 ? "1 entry is" : `${count} entries are`} carried; no policy names who must have signed`;
	return openClaim("other-evidence", "not-checked", { reason });
}
function whyLacking(requirement, stated, asked) {
	const { predicateType, threshold, maxAgeDays, ownRunCounts } = requirement;
	const about = stated.filter(({ statement, isOwnRun }) => statement.predicateType === predicateType && isAboutAll(statement, asked.evidence) && (ownRunCounts || !isOwnRun));
	const { effective } = asked.inForce;
	const fresh = ({ bundle }) => maxAgeDays === void 0 || isFresh(bundle.times, maxAgeDays, effective);
	const count = (some) => countParties(some, requirement.signers, asked.evidence);
	const timely = about.filter(({ late }) => late === void 0);
	const found = count(timely.filter(fresh));
	if (found >= threshold) return void 0;
	const shown = printable(predicateType);
	if (count(timely) >= threshold) throw unmet(`${shown} was signed more than ${maxAgeDays} days before the effective time`);
	if (count(about) >= threshold) {
		var _about$find;
		const late = (_about$find = about.find((one) => one.late !== void 0)) === null || _about$find === void 0 ? void 0 : _about$find.late;
		if ((late === null || late === void 0 ? void 0 : late.code) === "clock-behind") return outdatedClaim("other-evidence", late);
		throw unmet(`${shown} was signed after the effective time`);
	}
	const reason = `${shown} is stated by ${found} of ${threshold} signers`;
	return openClaim("other-evidence", "missing", {
		reason,
		required: true
	});
}
function countParties(stated, signers, evidence) {
	const fitting = stated.flatMap((one) => {
		const lines = signers.filter((signer) => fits(one, signer, evidence));
		return lines.length === 0 ? [] : [{
			names: one.names,
			workflows: lines.flatMap((line) => {
				var _workflowOf;
				return (_workflowOf = workflowOf(line)) !== null && _workflowOf !== void 0 ? _workflowOf : [];
			})
		}];
	});
	return byPrincipal(fitting).map((group) => Math.max(1, new Set(group.flatMap(({ workflows }) => workflows)).size)).reduce((sum, parties) => sum + parties, 0);
}
function fits({ certificate }, signer, { root }) {
	const { tag, repository } = root.statement.predicate.release;
	const isOwn = signer.kind === "repository" && repository !== null && isSameRepository(signer.repository, repository);
	try {
		identityCheck(signer, isOwn ? {
			tag,
			commit: null
		} : void 0)(certificate);
		return true;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
}
function isAboutAll({ subject }, { root }) {
	const digests = new Set(subject.map(({ digest }) => digest["sha256"]));
	return root.statement.subject.every(({ digest }) => digests.has(digest.sha256));
}
async function statedByOthers({ evidence, trusted, inForce }, crypto) {
	const bundles = [...evidence.entries].flatMap(([name, bytes]) => /^evidence\/.+\.jsonl?$/.test(name) ? bundlesAmong(bytes) : []);
	const found = [];
	for (const bundle of bundles) for (const { root } of trusted) {
		const verified = await verifiedOrNot({
			bundle,
			trust: root
		}, crypto);
		const statement = verified && statementOrNot(verified);
		if (verified === void 0 || statement === void 0 || verified.signer.kind !== "certificate") continue;
		const { certificate } = verified.signer;
		found.push({
			certificate,
			statement,
			bundle: verified,
			names: principalNames(verified.signer),
			late: refusalOf(() => requireSignedBy$1(verified.times, inForce.effective)),
			isOwnRun: isOfRun(certificate, evidence.root.signer)
		});
		break;
	}
	return found;
}
async function verifiedOrNot({ bundle, trust }, crypto) {
	try {
		return await verifyBundle({
			bundle,
			trust,
			signer: {
				kind: "certificate",
				check: () => void 0
			},
			artifact: "unbound"
		}, crypto);
	} catch (error) {
		if (isRefusal(error)) return void 0;
		throw error;
	}
}
function statementOrNot({ content }) {
	try {
		return requireStatement(content, "the evidence");
	} catch (error) {
		if (isRefusal(error)) return void 0;
		throw error;
	}
}
function refusalOf(require$1) {
	try {
		require$1();
		return;
	} catch (error) {
		if (error instanceof Fault && error.code !== "internal") return error;
		throw error;
	}
}

// src/domain/verification/check-assets.ts
const SEALED = {
	verified: (count, all) => `${count} of ${all} assets are the sealed ones`,
	none: "no asset was checked",
	hint: advice`name the files to check, or put them beside the capsule; ${option("evidence-only")} accepts this`
};
const SIGNED = {
	verified: (count) => count === 1 ? "the file is what was signed" : `${count} files are what was signed`,
	none: "no file was checked"
};
function checkAssets(results, words, { evidenceOnly }) {
	const first = (status) => results.find((one) => one.status === status);
	const failed = first("failed");
	if (failed !== void 0) return failedClaim("assets", new Fault("digest-mismatch", failed.reason));
	if (first("unreadable") !== void 0) return openClaim("assets", "not-checked", {
		reason: "a file could not be read",
		required: true
	});
	const [absent, unvouched] = [first("absent"), first("not-vouched")];
	if (absent !== void 0) return openClaim("assets", "missing", {
		reason: absent.reason,
		required: true
	});
	if (unvouched !== void 0) return openClaim("assets", "not-checked", {
		reason: unvouched.reason,
		required: true
	});
	const good = results.filter(isGood);
	if (good.length > 0) {
		const renamed = good.filter(({ status }) => status === "renamed").length;
		const more = renamed === 0 ? "" : `, ${renamed} of them under another name`;
		return verifiedClaim("assets", `${words.verified(good.length, results.length)}${more}`);
	}
	const hint = words.hint === void 0 ? {} : { hint: words.hint };
	return openClaim("assets", "not-checked", {
		reason: words.none,
		required: evidenceOnly !== true,
		...hint
	});
}
function isGood({ status }) {
	return status === "verified" || status === "renamed";
}

// src/domain/asset/checksums.ts
const MAX_CHARACTERS = 16 << 20;
const MAX_LINES = 1e5;
const MAX_LINE_CHARACTERS = 2048;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/u;
const HEX_LENGTH = {
	sha256: 64,
	sha512: 128
};
const BSD_TAG = {
	sha256: "SHA256",
	sha512: "SHA512"
};
function parseChecksums(text, algorithm) {
	if (text.length > MAX_CHARACTERS) throw tooLarge();
	if (text === "") throw new Fault("checksums-empty", "the checksum list is empty");
	const lines = text.replace(/\n$/, "").split("\n", 100001);
	if (lines.length > MAX_LINES) throw tooLarge();
	const parsed = lines.map((line, index) => parseLine(line.replace(/\r$/, ""), algorithm, index + 1));
	refuseMixedForms(parsed);
	return withoutConflicts(parsed);
}
function parseLine(line, algorithm, number) {
	var _gnuLine;
	if (line.length > MAX_LINE_CHARACTERS) throw malformed$2(number, line, "is too long");
	const escaped = line.startsWith("\\");
	const body = escaped ? line.slice(1) : line;
	const found = (_gnuLine = gnuLine(body, algorithm)) !== null && _gnuLine !== void 0 ? _gnuLine : bsdLine(body, algorithm);
	if (found === void 0) throw malformed$2(number, line, `is no ${algorithm} checksum`);
	const name = escaped ? unescapeName(found.name) : found.name;
	if (name === void 0) throw malformed$2(number, line, "has an unknown escape");
	const reason = CONTROL.test(found.name) ? "holds control characters" : whyNoFileName(name, escaped);
	if (reason !== void 0) throw malformed$2(number, line, reason);
	return {
		name,
		digest: found.digest.toLowerCase(),
		form: found.form
	};
}
function gnuLine(body, algorithm) {
	const length = HEX_LENGTH[algorithm];
	const digest = body.slice(0, length);
	if (!isHex(digest, algorithm) || body[length] !== " ") return void 0;
	const marked = body[length + 1] === " " || body[length + 1] === "*";
	return {
		name: body.slice(length + (marked ? 2 : 1)),
		digest,
		form: marked ? "marked" : "unmarked"
	};
}
function bsdLine(body, algorithm) {
	const start = `${BSD_TAG[algorithm]} (`;
	const close = body.lastIndexOf(") = ");
	if (!body.startsWith(start) || close < start.length) return void 0;
	const digest = body.slice(close + 4);
	return isHex(digest, algorithm) ? {
		name: body.slice(start.length, close),
		digest,
		form: "tagged"
	} : void 0;
}
function isHex(text, algorithm) {
	return text.length === HEX_LENGTH[algorithm] && /^[0-9a-fA-F]+$/.test(text);
}
function unescapeName(text) {
	if (!/^([^\\]|\\[\\nr])*$/.test(text)) return void 0;
	return text.replace(/\\(.)/g, (_, char) => char === "n" ? "\n" : char === "r" ? "\r" : "\\");
}
function whyNoFileName(name, escaped) {
	if (name === "") return "names no file";
	if (name === "-") return "names standard input";
	if (name.includes("/") || name === "." || name === "..") return "names a path, not a file";
	if (/^[A-Za-z]:|^(\.\.)?\\/.test(name) || !escaped && name.includes("\\")) return "names a Windows path";
	if (name.trim() !== name) return "has a file name that begins or ends with a space";
}
function refuseMixedForms(lines) {
	const marked = lines.findIndex((line) => line.form === "marked");
	const unmarked = lines.findIndex((line) => line.form === "unmarked");
	if (marked === -1 || unmarked === -1) return;
	throw new Fault("checksums-malformed", `lines ${marked + 1} and ${unmarked + 1} of the checksum list separate digest and name differently`);
}
function withoutConflicts(lines) {
	const digests = /* @__PURE__ */ new Map();
	for (const { name, digest } of lines) {
		var _digests$get;
		if (((_digests$get = digests.get(name)) !== null && _digests$get !== void 0 ? _digests$get : digest) !== digest) throw new Fault("checksums-conflict", `the checksum list has two digests for ${printable(name)}`);
		digests.set(name, digest);
	}
	return Array.from(digests, ([name, digest]) => ({
		name,
		digest
	}));
}
function malformed$2(number, line, reason) {
	return new Fault("checksums-malformed", `line ${number} of the checksum list ${reason}: ${printable(line)}`);
}
function tooLarge() {
	return new Fault("checksums-too-large", "the checksum list is too long for a release", { hint: `a list holds at most ${MAX_LINES} lines` });
}

// src/domain/verification/check-checksums.ts
const LISTS = [{
	entry: CHECKSUMS_ENTRY,
	algorithm: "sha256"
}, {
	entry: CHECKSUMS_SHA512_ENTRY,
	algorithm: "sha512"
}];
async function checkChecksums(evidence) {
	const present = LISTS.filter(({ entry }) => evidence.entries.has(entry));
	if (present.length === 0) return openClaim("checksums", "missing", {
		reason: "the capsule has no checksum list",
		required: true
	});
	for (const { entry, algorithm } of present) {
		var _evidence$entries$get;
		await requireSigned(entry, evidence);
		const text = decodeUtf8((_evidence$entries$get = evidence.entries.get(entry)) !== null && _evidence$entries$get !== void 0 ? _evidence$entries$get : /* @__PURE__ */ new Uint8Array(), "the checksum list");
		requireEqualSets(parseChecksums(text, algorithm), evidence.root.statement, algorithm);
	}
	return verifiedClaim("checksums", `${present.map(({ entry }) => entry).join(" and ")} list exactly the assets`);
}
async function requireSigned(entry, { entries, verify, signer }) {
	var _entries$get;
	const signature = entries.get(signatureEntry(entry));
	if (signature === void 0) throw new Fault("checksums-disagree", `${entry} is not signed`);
	const bundle = parseBundle(signature);
	const message = (_entries$get = entries.get(entry)) !== null && _entries$get !== void 0 ? _entries$get : /* @__PURE__ */ new Uint8Array();
	if (bundle.content.kind !== "message") throw new Fault("bundle-malformed", `the signature of ${entry} is none of a file`);
	await verify({
		bundle,
		signer,
		artifact: { sha256: sha256Hex(message) },
		message
	});
}
function requireEqualSets(listed, root, algorithm) {
	const files = root.subject.filter(isFile);
	const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
	if (files.every(({ name, digest }) => digests.get(name) === digest[algorithm]) && digests.size === files.length) return;
	throw new Fault("checksums-disagree", `the ${algorithm} list does not list exactly the assets`);
}

// src/domain/attestation/github-provenance.ts
const GITHUB_BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const OTHER_EVENT_BUILD_TYPE = `${HOME}/build/github-workflow/v1`;
const RECEIVED_BUILD_TYPE = `${HOME}/build/received/v1`;
const BUILD_TYPES$1 = /* @__PURE__ */ new Set([
	GITHUB_BUILD_TYPE,
	OTHER_EVENT_BUILD_TYPE,
	RECEIVED_BUILD_TYPE
]);
const text$3 = pipe(string(), nonEmpty());
const external = strictObject({ workflow: strictObject({
	ref: text$3,
	repository: text$3,
	path: text$3
}) });
const internal = object({ github: optional(object({
	event_name: optional(string()),
	repository_id: optional(string()),
	repository_owner_id: optional(string()),
	runner_environment: optional(string())
})) });
function readGithubBuild(provenance) {
	var _buildDefinition$inte, _buildDefinition$reso, _runDetails$metadata;
	const { buildDefinition, runDetails } = provenance;
	if (!BUILD_TYPES$1.has(buildDefinition.buildType)) return void 0;
	const given = safeParse(external, buildDefinition.externalParameters);
	const facts = safeParse(internal, (_buildDefinition$inte = buildDefinition.internalParameters) !== null && _buildDefinition$inte !== void 0 ? _buildDefinition$inte : {});
	if (!given.success || !facts.success) throw new Fault("provenance-malformed", "the provenance does not have the parameters of its build type");
	const { workflow } = given.output;
	const source = `git+${workflow.repository}@${workflow.ref}`;
	const github = facts.output.github;
	return {
		repository: workflow.repository,
		ref: workflow.ref,
		workflowPath: workflow.path,
		commit: (_buildDefinition$reso = buildDefinition.resolvedDependencies) === null || _buildDefinition$reso === void 0 || (_buildDefinition$reso = _buildDefinition$reso.find(({ uri }) => uri === source)) === null || _buildDefinition$reso === void 0 || (_buildDefinition$reso = _buildDefinition$reso.digest) === null || _buildDefinition$reso === void 0 ? void 0 : _buildDefinition$reso["gitCommit"],
		eventName: github === null || github === void 0 ? void 0 : github.event_name,
		repositoryId: github === null || github === void 0 ? void 0 : github.repository_id,
		ownerId: github === null || github === void 0 ? void 0 : github.repository_owner_id,
		runnerEnvironment: github === null || github === void 0 ? void 0 : github.runner_environment,
		runUri: (_runDetails$metadata = runDetails.metadata) === null || _runDetails$metadata === void 0 ? void 0 : _runDetails$metadata.invocationId,
		received: buildDefinition.buildType === RECEIVED_BUILD_TYPE ? readReceived(buildDefinition) : []
	};
}
function readReceived({ resolvedDependencies = [] }) {
	const received = resolvedDependencies.flatMap(({ name, digest }) => {
		const sha256 = digest === null || digest === void 0 ? void 0 : digest["sha256"];
		return name === void 0 || sha256 === void 0 ? [] : [{
			name,
			sha256
		}];
	});
	if (received.length > 0) return received;
	throw new Fault("provenance-malformed", "the provenance says that files were received, and names none");
}

// src/domain/attestation/local-provenance.ts
const LOCAL_BUILD_TYPE = `${HOME}/build/local/v1`;
const LOCAL_BUILDER = `${HOME}/builder/local`;

// src/domain/attestation/slsa-provenance.ts
const PROVENANCE_PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
const resource = object({
	uri: optional(string()),
	name: optional(string()),
	digest: optional(record(string(), string()))
});
const typeUri = pipe(string(), nonEmpty(), maxLength(2048));
const parameters = custom((value) => typeof value === "object" && value !== null && !Array.isArray(value));
const schema = object({
	buildDefinition: object({
		buildType: typeUri,
		externalParameters: parameters,
		internalParameters: optional(parameters),
		resolvedDependencies: optional(array(resource))
	}),
	runDetails: object({
		builder: object({ id: typeUri }),
		metadata: optional(object({
			invocationId: optional(string()),
			startedOn: optional(string()),
			finishedOn: optional(string())
		}))
	})
});
function parseProvenance(statement) {
	var _v$getDotPath;
	if (statement.predicateType !== "https://slsa.dev/provenance/v1") throw malformed$1(`has the predicate type ${printable(statement.predicateType)}`);
	const parsed = safeParse(schema, withoutNulls(statement.predicate));
	if (!parsed.success) throw malformed$1(`is wrong at ${printable((_v$getDotPath = getDotPath(parsed.issues[0])) !== null && _v$getDotPath !== void 0 ? _v$getDotPath : "its top")}`);
	return parsed.output;
}
function withoutNulls(predicate) {
	return Object.fromEntries(Object.entries(predicate).filter(([, value]) => value !== null).map(([key, value]) => {
		return [key, !["externalParameters", "internalParameters"].includes(key) && typeof value === "object" && value !== null && !Array.isArray(value) ? withoutNulls(value) : value];
	}));
}
function malformed$1(reason) {
	return new Fault("provenance-malformed", `the provenance ${reason}`);
}

// src/domain/verification/check-provenance.ts
async function checkProvenance({ root, entries, verify, signer }) {
	const bytes = entries.get(PROVENANCE_ENTRY);
	if (bytes === void 0) return {
		claim: missing(root.statement.predicate.backfill),
		found: void 0
	};
	const { content } = await verify({
		bundle: parseBundle(bytes),
		signer,
		artifact: "unbound"
	});
	const statement = requireStatement(content, "the provenance");
	const provenance = parseProvenance(statement);
	requireEqualSubjects(statement, root.statement);
	const build = readGithubBuild(provenance);
	const builder = provenance.runDetails.builder.id;
	if (build !== void 0 && root.signer.kind === "certificate") {
		requireSameBuild(build, {
			builder,
			certificate: root.signer.certificate,
			root: root.statement
		});
		if (build.received.length > 0) return {
			claim: notBuilt(build.received, root.statement),
			found: void 0
		};
		return {
			claim: verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says`),
			found: builder
		};
	}
	requireLocalBuild(provenance, root);
	return {
		claim: verifiedClaim("provenance", "it is about exactly the assets; only the signer vouches for how they were built"),
		found: builder
	};
}
function missing(backfill) {
	if (backfill === void 0) return openClaim("provenance", "missing", {
		reason: "the capsule has no provenance",
		required: true
	});
	const { published, sealed } = backfill;
	const reason = `the release was public since ${published} and sealed on ${sealed}: nothing says how it was built`;
	return openClaim("provenance", "missing", { reason });
}
function requireEqualSubjects(statement, root) {
	const named = new Map(statement.subject.map(({ name, digest }) => [name, digest["sha256"]]));
	if (root.subject.every(({ name, digest }) => named.get(name) === digest.sha256) && statement.subject.length === root.subject.length) return;
	throw contradiction$1("is not about exactly the assets");
}
function notBuilt(received, root) {
	const sealed = new Map(root.subject.map(({ name, digest }) => [name, digest.sha256]));
	if (received.some(({ name, sha256 }) => sealed.get(name) !== sha256)) throw contradiction$1("names a received file that is not among the assets");
	const reason = `the run did not build ${`${received.length} of ${root.subject.length} assets`}, it took them from the release as they were: nothing says how they were built`;
	return openClaim("provenance", "missing", { reason });
}
function requireSameBuild(build, { builder, certificate, root }) {
	var _findDisagreement;
	const stated = {
		...factsOfBuild(build),
		builder
	};
	if (stated.commit === void 0 || stated.run === void 0) throw contradiction$1("does not name its commit and run");
	const found = (_findDisagreement = findDisagreement(stated, certifiedFacts(certificate), {
		mustState: ["builder"],
		mustCertify: "all"
	})) !== null && _findDisagreement !== void 0 ? _findDisagreement : findDisagreement({ commit: stated.commit }, factsOfRoot(root.predicate), { mustCertify: "all" });
	if (found !== void 0) throw contradiction$1(`states another ${found.fact} than its certificate or root`);
}
function requireLocalBuild({ buildDefinition, runDetails }, { signer, statement }) {
	if (signer.kind === "certificate" && signer.certificate.extensions.runInvocationUri !== void 0 && gitHubIssuer(signer.certificate.issuer) !== void 0) throw contradiction$1("does not state the run that its certificate names");
	if (buildDefinition.buildType !== LOCAL_BUILD_TYPE || runDetails.builder.id !== LOCAL_BUILDER) throw contradiction$1("is of a build type that is not understood");
	const stated = buildDefinition.externalParameters["release"];
	const { release } = statement.predicate;
	for (const field of [
		"name",
		"version",
		"tag",
		"repository",
		"commit"
	]) if ((typeof stated === "object" && stated !== null && !Array.isArray(stated) ? Object(stated)[field] : void 0) !== release[field]) throw contradiction$1(`states another ${field} than the root`);
}
function contradiction$1(problem) {
	return new Fault("provenance-contradiction", `the provenance ${problem}`);
}

// src/domain/source/release-name.ts
const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
function isReleaseName(text) {
	return RELEASE_NAME.test(text);
}

// src/domain/capsule/capsule-file-name.ts
function releaseStem(release) {
	return `${release.name}-${release.version.replaceAll("+", "_")}`;
}
function capsuleFileName(release, local) {
	return `${releaseStem(release)}${local ? ".local" : ""}.capsule`;
}
function sharesFileName(release) {
	if (/[+_]/.test(release.version)) return true;
	const stem = releaseStem(release);
	return Array.from(stem.matchAll(/-/g), ({ index }) => index).filter((at) => at !== release.name.length).some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}
function readsAsVersion(text) {
	return [text, text.replaceAll("_", "+")].some((version) => [
		"semver",
		"calver",
		"pep440"
	].some((scheme) => isVersionOf(scheme, version)));
}

// src/domain/verification/check-release.ts
function checkRelease(root, { release, fileName }) {
	const { name, version } = root.statement.predicate.release;
	const sealed = `${printable(name)} ${printable(version)}`;
	if (release !== void 0) {
		if (release.name === name && release.version === version) return verifiedClaim("release", `it is the expected ${sealed}`);
		throw mismatch(`the capsule is of ${sealed}`, `${release.name}@${release.version}`);
	}
	if (!fileName.endsWith(".capsule")) {
		const reason = `the capsule is of ${sealed}, and nothing says which release is expected`;
		return openClaim("release", "not-checked", {
			reason,
			required: true,
			hint: `add --release ${name}@${version}`
		});
	}
	const names = [false, true].map((local) => capsuleFileName({
		name,
		version
	}, local));
	if (names.includes(fileName) && sharesFileName({
		name,
		version
	})) {
		const reason = `the capsule is of ${sealed}, but a capsule of another release could have the same file name`;
		return openClaim("release", "not-checked", {
			reason,
			required: true,
			hint: `add --release ${name}@${version}`
		});
	}
	if (names.includes(fileName)) return verifiedClaim("release", `it is ${sealed}, as its file name says`);
	throw mismatch(`the capsule is of ${sealed}`, fileName);
}
function mismatch(problem, expected) {
	return new Fault("release-mismatch", `${problem}, expected was ${printable(expected)}`, { hint: "if the file was renamed, name the release that you expect with --release" });
}

// src/kernel/documents/source-limits.ts
const MAX_SOURCE_BYTES = 67108864;

// src/domain/sbom/read/sbom-subject.ts
function readSbomSubject(bytes) {
	const document = parseJsonObject(bytes, {
		maxBytes: MAX_SOURCE_BYTES,
		what: "the SBOM"
	});
	if (document["bomFormat"] === "CycloneDX") return cycloneDxSubject(document);
	if (typeof document["spdxVersion"] === "string") return spdxSubject(document);
	throw new Fault("sbom-malformed", "the document is neither CycloneDX nor SPDX 2");
}
function cycloneDxSubject(document) {
	var _ref, _levels$find;
	const metadata = document["metadata"];
	const subject = isJsonObject(metadata) ? metadata["component"] : void 0;
	if (!isJsonObject(subject)) throw new Fault("sbom-malformed", "the CycloneDX document describes no component");
	const levels = objects(document["compositions"]).filter((entry) => [entry["dependencies"], entry["assemblies"]].some((list) => {
		var _subject$bomRef;
		return texts(list).includes((_subject$bomRef = subject["bom-ref"]) !== null && _subject$bomRef !== void 0 ? _subject$bomRef : null);
	})).map((entry) => level(entry["aggregate"]));
	const hashes = (name) => objects(subject["hashes"]).flatMap((one) => one["alg"] === name ? [one["content"]] : []);
	return {
		format: "cyclonedx",
		sha256: hashes("SHA-256").map((one) => digest(one, 64)),
		sha512: hashes("SHA-512").map((one) => digest(one, 128)),
		purl: typeof subject["purl"] === "string" ? subject["purl"] : void 0,
		components: objects(document["components"]).length,
		completeness: (_ref = (_levels$find = levels.find((one) => one === "complete")) !== null && _levels$find !== void 0 ? _levels$find : levels[0]) !== null && _ref !== void 0 ? _ref : "unknown"
	};
}
function spdxSubject(document) {
	var _objects$find;
	const packages = objects(document["packages"]);
	const relationships = objects(document["relationships"]);
	const described = relationships.filter((entry) => entry["relationshipType"] === "DESCRIBES" && entry["spdxElementId"] === "SPDXRef-DOCUMENT");
	const subject = packages.find((entry) => {
		var _described$;
		return entry["SPDXID"] === ((_described$ = described[0]) === null || _described$ === void 0 ? void 0 : _described$["relatedSpdxElement"]);
	});
	if (subject === void 0 || described.length > 1) throw new Fault("sbom-malformed", "the SPDX document does not describe exactly one package");
	const open = relationships.filter((entry) => entry["spdxElementId"] === subject["SPDXID"]).find((entry) => entry["relatedSpdxElement"] === "NOASSERTION");
	const checksums = (name) => objects(subject["checksums"]).flatMap((one) => one["algorithm"] === name ? [one["checksumValue"]] : []);
	const purl = (_objects$find = objects(subject["externalRefs"]).find((one) => one["referenceType"] === "purl")) === null || _objects$find === void 0 ? void 0 : _objects$find["referenceLocator"];
	return {
		format: "spdx",
		sha256: checksums("SHA256").map((one) => digest(one, 64)),
		sha512: checksums("SHA512").map((one) => digest(one, 128)),
		purl: typeof purl === "string" ? purl : void 0,
		components: packages.length - 1,
		completeness: open === void 0 ? "complete" : String(open["comment"]).startsWith("incomplete") ? "incomplete" : "unknown"
	};
}
function level(aggregate) {
	return aggregate === "complete" || aggregate === "incomplete" ? aggregate : "unknown";
}
function digest(value, characters) {
	if (typeof value === "string" && value.length === characters && /^[0-9a-f]+$/.test(value)) return value;
	throw new Fault("sbom-malformed", "a digest of what the SBOM describes is malformed");
}
function objects(value) {
	return Array.isArray(value) ? value.filter((item) => isJsonObject(item)) : [];
}
function texts(value) {
	return Array.isArray(value) ? [...value] : [];
}

// src/domain/verification/check-sbom.ts
function checkSbom({ root, entries }) {
	const sboms = root.statement.predicate.evidence.filter(({ name }) => isSbomEntry(name));
	if (sboms.length === 0) return openClaim("sbom", "missing", {
		reason: "the capsule has no SBOM",
		required: true
	});
	for (const { name, annotations } of sboms) {
		var _entries$get;
		const subject = readSbomSubject((_entries$get = entries.get(name)) !== null && _entries$get !== void 0 ? _entries$get : /* @__PURE__ */ new Uint8Array());
		requireDescribed(subject, {
			name,
			sha256: annotations.subject
		}, root.statement);
		if (subject.components === 0 && subject.completeness === "complete") throw new Fault("sbom-empty", `${printable(name)} claims to be complete and lists nothing`);
	}
	return verifiedClaim("sbom", `${sboms.length} documents describe the assets that they are filed under`);
}
function requireDescribed({ sha256, sha512, purl }, filed, { subject, predicate }) {
	const about = subject.filter(({ digest }) => filed.sha256 === void 0 || digest.sha256 === filed.sha256);
	const isOf = (all) => (one) => all.includes(one);
	const isAsset = filed.sha256 === void 0 || sha256.length > 0;
	const isSame = sha256.every(isOf(about.map(({ digest }) => digest.sha256))) && sha512.every(isOf(about.map((one) => isFile(one) ? one.digest.sha512 : void 0)));
	const isProject = filed.sha256 !== void 0 || !(purl === null || purl === void 0 ? void 0 : purl.startsWith("pkg:github/")) || purl === predicate.release.purl;
	if (isAsset && isSame && isProject) return;
	throw new Fault("sbom-subject", `${printable(filed.name)} describes something else than its asset`);
}

// src/journeys/verify/attempt-claim.ts
async function attemptClaim(id, failures, compute) {
	const { claim } = await attemptFor(id, failures, async () => ({
		claim: await compute(),
		found: void 0
	}));
	return claim;
}
async function attemptFor(id, failures, compute) {
	try {
		return await compute();
	} catch (error) {
		if (isFinding(error)) return {
			claim: foundClaim(id, error),
			found: void 0
		};
		if (!(error instanceof Fault) || error.code === "internal") throw error;
		const { exit } = FAULT_CODES[error.code];
		if (exit === 2 || exit === 3) throw error;
		failures.push(error);
		return {
			claim: openClaim(id, "not-checked", {
				reason: error.message,
				required: true
			}),
			found: void 0
		};
	}
}

// src/domain/verification/earlier-identity.ts
function earlierIdentity(identity, tags) {
	switch (identity.kind) {
		case "any-of": return {
			kind: "any-of",
			of: identity.of.map((one) => earlierSigner(one, tags))
		};
		case "unsafe-pattern": return identity;
		default: return earlierSigner(identity, tags);
	}
}
function earlierSigner(identity, { now, before }) {
	if (now === null || before === null) return identity;
	const [ref, earlier] = [`refs/tags/${now}`, `refs/tags/${before}`];
	if (identity.kind === "exact") {
		const { subjectAlternativeName: name } = identity;
		if (!name.endsWith(`@${ref}`)) return identity;
		return {
			...identity,
			subjectAlternativeName: `${name.slice(0, -ref.length)}${earlier}`
		};
	}
	const { sourceRef, signerWorkflow: workflow } = identity;
	const isOwn = workflow !== void 0 && isSameRepository(workflow.repository, identity.repository);
	return {
		...identity,
		...sourceRef === ref ? { sourceRef: earlier } : {},
		...isOwn && workflow.ref === ref ? { signerWorkflow: {
			...workflow,
			ref: earlier
		} } : {}
	};
}

// src/journeys/verify/check-lineage.ts
async function checkLineage({ order, root, verify }) {
	const { previous } = root.statement.predicate;
	if (order.previous === void 0) return withoutEarlier(previous);
	if ("none" in previous) throw broken(`the root names none: ${printable(previous.reason)}`);
	const { name, version, tag } = previous;
	const earlier = await verify({
		capsule: { path: order.previous },
		assets: [],
		identity: earlierIdentity(order.identity, {
			now: root.statement.predicate.release.tag,
			before: tag
		}),
		release: {
			name,
			version
		},
		evidenceOnly: true,
		unsafeCapsuleRoot: order.unsafeCapsuleRoot === true,
		...order.effectiveTime === void 0 ? {} : { effectiveTime: order.effectiveTime },
		...order.now === void 0 ? {} : { now: order.now }
	});
	const [unread] = earlier.failures;
	if (unread !== void 0) throw unread;
	if (isOutdated(earlier)) {
		const reason = `the trusted root may be too old to judge the release before, ${printable(name)} ${printable(version)}`;
		return openClaim("lineage", "not-checked", {
			reason,
			required: true
		});
	}
	if (earlier.root === void 0 || earlier.verdict !== "verified") throw broken(whyRefused(earlier));
	requireNamed(previous, earlier.root);
	requireSameRepository(root, earlier.root);
	return verifiedClaim("lineage", `the release before is ${printable(name)} ${printable(version)}, and verifies`);
}
function withoutEarlier(previous) {
	if (!("none" in previous)) {
		const reason = `the release before, ${printable(previous.version)}, was not looked at`;
		return openClaim("lineage", "not-checked", {
			reason,
			hint: "name its capsule with --previous"
		});
	}
	return previous.none === "unavailable" ? openClaim("lineage", "not-checked", { reason: "the capsule does not say which release was before" }) : openClaim("lineage", "not-applicable", { reason: "the capsule says that it is the first" });
}
function requireNamed(named, { statement, sha256 }) {
	if (named.rootDigest.sha256 !== sha256) throw broken("its root has another digest than the one that is named");
	const { name, version, tag } = statement.predicate.release;
	if (named.name === name && named.version === version && named.tag === tag) return;
	throw broken(`it is of ${printable(name)} ${printable(version)}, which is not what is named`);
}
function requireSameRepository(now, before) {
	const [one, other] = [now, before].map(({ statement }) => statement.predicate.release.repositoryId);
	if (one !== other) throw broken("it is of another repository of the same name");
}
function isOutdated({ verdict, claims }) {
	return verdict === "incomplete" && claims.some(({ code }) => code === "trusted-root-outdated");
}
function whyRefused({ claims }) {
	var _claims$find, _claim$reason;
	const claim = (_claims$find = claims.find(({ status }) => status === "failed")) !== null && _claims$find !== void 0 ? _claims$find : claims.find(({ required }) => required);
	return `it does not verify: ${(_claim$reason = claim === null || claim === void 0 ? void 0 : claim.reason) !== null && _claim$reason !== void 0 ? _claim$reason : "nothing was verified"}`;
}
function broken(problem) {
	return new Fault("lineage-broken", `the capsule that was given is not the one before this release: ${problem}`, { hint: "give the capsule of the release that `capsule show` names as the one before" });
}

// src/domain/verification/compare-asset.ts
function compareAsset(found, subjects) {
	const { looked, name } = found;
	const shown = printable(name !== null && name !== void 0 ? name : looked);
	const named = subjects.find((subject) => subject.name === name);
	const subject = named !== null && named !== void 0 ? named : subjects.find(({ digest }) => digest.sha256 === found.sha256);
	const result = (status, reason) => ({
		sealedName: subject === null || subject === void 0 ? void 0 : subject.name,
		looked,
		status,
		reason
	});
	if (subject === void 0) return result("failed", `${shown} is no asset of this release`);
	if (!hasSameDigests(subject, found)) return result("failed", `${shown} is not the sealed file`);
	if (named !== void 0 || name === void 0) return result("verified", `${shown} is the sealed file`);
	const sealed = printable(subject.name);
	const imitated = subjects.find((other) => other.digest.sha256 !== found.sha256 && isTakenFor(name, other.name));
	if (imitated === void 0) return result("renamed", `${shown} was sealed as ${sealed}`);
	return result("failed", `${shown} is sealed as ${sealed}, and its name is that of ${printable(imitated.name)}`);
}
function hasSameDigests(subject, { sha256, sha512 }) {
	const second = !isFile(subject) || sha512 === void 0 || subject.digest.sha512 === sha512;
	return subject.digest.sha256 === sha256 && second;
}
function isTakenFor(name, other) {
	return foldEnd(name) === foldEnd(other) || foldEnd(githubName(name)) === foldEnd(githubName(other));
}
function foldEnd(name) {
	return foldName(name).normalize("NFKC").replace(/[. ]{1,255}$/, "");
}

// src/journeys/verify/look-at-assets.ts
async function lookAtAssets({ order, folder, subjects, failures, small }, ports) {
	const asked = order.assets.length > 0 ? order.assets : await assetsBeside(folder, subjects, ports.files);
	const results = [];
	for (const asset of asked) {
		if ("path" in asset) ports.progress.step(`reading ${printable((0, import__builtin_node_path.basename)(asset.path))}`);
		results.push(await readable(failures, asset, async () => {
			return compareAsset(await lookAt(asset, {
				files: ports.files,
				small
			}), subjects);
		}));
	}
	const seen = new Set(results.map(({ sealedName }) => sealedName));
	const rest = subjects.filter(({ name }) => !seen.has(name)).map((subject) => notLooked(subject, order.all === true));
	return [...results, ...rest];
}
async function assetsBeside(folder, subjects, files) {
	if (folder === void 0) return [];
	const present = new Set((await files.list(folder)).map(({ name }) => name));
	return subjects.filter(({ name }) => present.has(name)).map(({ name }) => ({ path: (0, import__builtin_node_path.join)(folder, name) }));
}
async function readable(failures, asset, check) {
	try {
		return await check();
	} catch (error) {
		if (!(error instanceof Fault) || error.code === "internal") throw error;
		const looked = "path" in asset ? asset.path : void 0;
		if (isRefusal(error)) return {
			sealedName: void 0,
			looked,
			status: "failed",
			reason: error.message
		};
		failures.push(error);
		return {
			sealedName: void 0,
			looked,
			status: "unreadable",
			reason: error.message
		};
	}
}
async function lookAt(asset, { files, small }) {
	if (!("path" in asset)) return {
		name: asset.name,
		looked: `sha256:${asset.sha256}`,
		sha256: asset.sha256,
		sha512: asset.sha512
	};
	const file = await files.open(asset.path);
	try {
		const bytes = await small.read(file);
		const source = bytes === void 0 ? file : {
			...bytesSource(bytes),
			size: file.size
		};
		const digests = await hashSource(source, ["sha256", "sha512"]);
		const { revision } = await file.factsNow();
		if (revision !== file.facts.revision) throw new Fault("asset-changed", `${printable(asset.path)} changed while it was read`);
		if (bytes !== void 0) small.keep(digests.sha256, bytes);
		return {
			name: (0, import__builtin_node_path.basename)(asset.path),
			looked: asset.path,
			...digests
		};
	} finally {
		await file.close();
	}
}
function notLooked(subject, required) {
	const { name, digest } = subject;
	if (!isFile(subject)) return {
		sealedName: name,
		looked: void 0,
		status: "not-asked",
		reason: `${printable(name)} is an image, to be used by its digest sha256:${digest.sha256}`
	};
	return {
		sealedName: name,
		looked: void 0,
		status: required ? "absent" : "not-asked",
		reason: required ? `${printable(name)} is not there` : `${printable(name)} was not asked for`
	};
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

// src/journeys/verify/small-files.ts
require_defineProperty.init_defineProperty();
const MAX_FILE_BYTES = 262144;
const MAX_KEPT_BYTES = 16777216;
var SmallFiles = class {
	constructor() {
		require_defineProperty._defineProperty(this, "files", /* @__PURE__ */ new Map());
		require_defineProperty._defineProperty(this, "keptBytes", 0);
	}
	async read(file) {
		if (file.size > MAX_FILE_BYTES || this.keptBytes + file.size > MAX_KEPT_BYTES) return void 0;
		return await readAt(file, 0, file.size);
	}
	keep(sha256, bytes) {
		this.keptBytes += bytes.length;
		this.files.set(sha256, bytes);
	}
	get(sha256) {
		return this.files.get(sha256);
	}
};

// src/domain/verification/evidence-form.ts
const ASKED_OPTIONS = [
	"release",
	"all",
	"evidence-only",
	"pin",
	"previous",
	"vsa",
	"effective-time"
];
const POLICY_RULES = [
	"signers",
	"require",
	"maxAgeDays",
	"runner",
	"environment",
	"evidence",
	"builders"
];
const YES = "honoured";
const NO = "usage";
const OPEN = "not-checked";
const OF_FILES = {
	options: {
		"evidence-only": YES,
		pin: YES,
		"effective-time": YES,
		release: NO,
		all: NO,
		previous: NO,
		vsa: NO
	},
	rules: {
		signers: YES,
		require: YES,
		maxAgeDays: YES,
		runner: YES,
		environment: YES,
		builders: YES,
		evidence: OPEN
	},
	claims: {
		root: YES,
		assets: YES,
		provenance: YES,
		policy: YES,
		archive: OPEN,
		release: OPEN,
		evidence: OPEN,
		checksums: OPEN,
		sbom: OPEN,
		"other-evidence": OPEN,
		lineage: OPEN,
		"log-state": OPEN
	}
};
function row(treatment) {
	const all = (keys) => Object.fromEntries(keys.map((key) => [key, treatment]));
	return {
		options: all(ASKED_OPTIONS),
		rules: all(POLICY_RULES),
		claims: all(Object.keys(OF_FILES.claims))
	};
}
const EVIDENCE_TABLE = {
	capsule: {
		...row(YES),
		claims: {
			...row(YES).claims,
			"log-state": OPEN
		}
	},
	bundle: OF_FILES,
	"json-lines": OF_FILES,
	attestations: OF_FILES,
	checksums: {
		...OF_FILES,
		claims: {
			...OF_FILES.claims,
			checksums: YES
		}
	},
	pep740: row(NO)
};
const NAMES = {
	capsule: "a capsule",
	bundle: "a bundle",
	"json-lines": "a list of bundles",
	attestations: "an answer of an attestation API",
	checksums: "a checksum list",
	pep740: "an attestation of PEP 740"
};
function requireHonoured(form, asked) {
	const refused = asked.find((option) => EVIDENCE_TABLE[form].options[option] === "usage");
	if (refused === void 0) return;
	throw new Fault("usage", `the evidence is ${NAMES[form]}, which cannot answer what ${refused} asks`, { hint: advice`name the capsule of the release, or leave out ${option(refused)}` });
}
function requireUnderstood(form) {
	if (form !== "pep740") return;
	throw new Fault("usage", `the evidence is ${NAMES[form]}, which this program does not verify`, { hint: "verify it with pypi-attestations, or name a Sigstore bundle" });
}

// src/journeys/verify/verify-order.ts
function askedOptions(order) {
	const asked = {
		release: order.release !== void 0,
		all: order.all === true,
		"evidence-only": order.evidenceOnly === true,
		pin: order.pin !== void 0,
		previous: order.previous !== void 0,
		vsa: order.summary === true,
		"effective-time": order.effectiveTime !== void 0
	};
	return ASKED_OPTIONS.filter((option) => asked[option]);
}
function effectiveTime$1({ effectiveTime: named, now }) {
	if (named !== void 0) return {
		time: named,
		isExact: true
	};
	return now === void 0 ? void 0 : {
		time: now,
		isExact: false
	};
}
function policyInForce(order) {
	if (order.policy === void 0) return void 0;
	const effective = effectiveTime$1(order);
	if (effective === void 0) throw new Fault("internal", "a policy needs the time at which it must hold");
	return {
		policy: order.policy,
		effective
	};
}

// src/journeys/verify/compute-claims.ts
async function computeClaims(all, ports) {
	var _assets$found;
	const { order, opened, found, failures } = all;
	const { content } = opened;
	if (content instanceof Fault) return nothingChecked([failedClaim("archive", content)], "the archive was refused");
	if (found instanceof Fault) return nothingChecked([CANONICAL, foundClaim("root", found)], "the root did not verify");
	const { root, trust, verify } = found;
	const { entries } = content;
	const evidence = {
		root,
		entries,
		verify,
		signer: sameRun(root.signer)
	};
	const inForce = policyInForce(order);
	const small = new SmallFiles();
	const attempt = (id, compute) => attemptClaim(id, failures, compute);
	const assets = await attemptFor("assets", failures, async () => {
		const place = {
			order,
			folder: opened.folder,
			subjects: root.statement.subject
		};
		const looked = await lookAtAssets({
			...place,
			failures,
			small
		}, ports);
		return {
			claim: checkAssets(looked, SEALED, order),
			found: looked
		};
	});
	const provenance = await attemptFor("provenance", failures, () => checkProvenance(evidence));
	const claims = [
		await attempt("archive", () => checkArchive(root, entries)),
		verifiedClaim("root", `signed by ${describeSigner(root)} under the trusted root ${printable(trust.origin)}`),
		await attempt("release", () => checkRelease(root, {
			release: order.release,
			fileName: opened.fileName
		})),
		assets.claim,
		await attempt("evidence", () => checkEvidence(evidence, small)),
		provenance.claim,
		await attempt("checksums", () => checkChecksums(evidence)),
		await attempt("sbom", () => checkSbom(evidence)),
		await attempt("other-evidence", () => checkOtherEvidence({
			evidence,
			trusted: all.trusted,
			inForce
		}, ports.crypto)),
		await attempt("lineage", () => checkLineage({
			order,
			root,
			verify: all.verify
		})),
		openClaim("log-state", "not-checked", { reason: "no statement log was asked" }),
		await attempt("policy", () => checkPolicy([root], inForce))
	];
	return {
		claims: requireClaims(claims, {
			policy: order.policy,
			root
		}),
		assets: (_assets$found = assets.found) !== null && _assets$found !== void 0 ? _assets$found : [],
		builder: provenance.found
	};
}
const CANONICAL = openClaim("archive", "not-checked", {
	reason: "it is canonical, but without a verified root nothing says what it must hold",
	required: true
});
function checkArchive(root, entries) {
	requireClosed(root.statement, entries);
	return verifiedClaim("archive", `canonical, with exactly the ${entries.size} entries that its root lists`);
}
function nothingChecked(stated, reason) {
	const known = new Map(stated.map((claim) => [claim.id, claim]));
	return {
		claims: CLAIM_IDS.map((id) => {
			var _known$get;
			return (_known$get = known.get(id)) !== null && _known$get !== void 0 ? _known$get : openClaim(id, "not-checked", {
				reason,
				required: true
			});
		}),
		assets: [],
		builder: void 0
	};
}
function describeSigner({ signer }) {
	return signer.kind === "key" ? "a key" : printable(signer.certificate.subjectAlternativeName.value);
}

// src/journeys/verify/open-capsule.ts
async function openCapsule(capsule, files) {
	if ("bytes" in capsule) return {
		fileName: capsule.fileName,
		folder: void 0,
		...await read$1(capsule.bytes)
	};
	const file = await files.open(capsule.path);
	try {
		return {
			fileName: (0, import__builtin_node_path.basename)(capsule.path),
			folder: (0, import__builtin_node_path.dirname)(capsule.path),
			...await read$1(file)
		};
	} finally {
		await file.close();
	}
}
async function read$1(source) {
	const { chunks, finish } = hashedChunks(sourceChunks(source));
	try {
		const content = await readCapsule(chunks);
		return {
			sha256: await finish(),
			content
		};
	} catch (error) {
		if (isRefusal(error)) return {
			sha256: await finish(),
			content: error
		};
		throw error;
	}
}

// src/journeys/verify/outdated-root.ts
const MAY_BE_AGE = /* @__PURE__ */ new Set([
	"authority-unknown",
	"certificate-log-unknown",
	"certificate-untrusted",
	"log-entry-missing",
	"log-unknown",
	"signed-time-missing",
	"timestamp-authority-unknown"
]);
async function orOutdated(refused, { order, trusted, crypto }, judge) {
	const mayBeAge = refused.claims.some(({ status, code }) => status === "failed" && MAY_BE_AGE.has(code));
	const isNamed = order.policy !== void 0 || trusted.some(({ mayBeOutdated }) => mayBeOutdated === void 0);
	if (!mayBeAge || isNamed) return refused;
	const doubts = [];
	const judged = await judge(judgedUnder(trusted, crypto, (doubt) => doubts.push(doubt)));
	const [doubt] = doubts;
	return doubt === void 0 ? refused : withoutFacts(judged, {
		doubt,
		trusted
	});
}
function withoutFacts(judged, { doubt, trusted }) {
	const claims = judged.claims.map((claim) => claim.status === "failed" ? claim : unproven(claim, doubt));
	const verdict = verdictOf(claims);
	const trust = trusted.find(({ root }) => root === doubt.outdated.root);
	return {
		...judged,
		claims,
		verdict,
		exitCode: exitCodeOf(verdict, judged.failures.length > 0),
		assets: judged.assets.filter((one) => !isGood(one) && one.status !== "not-asked"),
		root: void 0,
		builder: void 0,
		trust: trust === void 0 ? judged.trust : {
			origin: trust.origin,
			dated: trust.dated
		}
	};
}
function unproven({ id }, doubt) {
	if (id === "root") return outdatedClaim(id, outdatedFault(doubt));
	return openClaim(id, "not-checked", {
		reason: "nobody known vouches for it",
		required: true
	});
}

// src/journeys/verify/pin.ts
const text$2 = pipe(string(), nonEmpty(), maxLength(2048));
const pinSchema = strictObject({
	schema: literal(schemaId("pin")),
	repository: text$2,
	repositoryId: text$2,
	ownerId: text$2
});
const MAX_PIN_BYTES = 65536;
async function readPin(path, files) {
	if (await files.facts(path) === void 0) return void 0;
	const bytes = await files.read(path, MAX_PIN_BYTES);
	try {
		const parsed = safeParse(pinSchema, parseJsonObject(bytes, { what: "the pin" }));
		if (parsed.success) return parsed.output;
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
	}
	throw new Fault("pin-malformed", `${printable(path)} is no pin of this program`, { hint: "name another file; it is written at first use" });
}
function requirePinned(signer, pin) {
	const now = pinOf(signer);
	if ((now === null || now === void 0 ? void 0 : now.repositoryId) === pin.repositoryId && now.ownerId === pin.ownerId && isSameName(now.repository, pin.repository, signer)) return;
	throw new Fault("pin-changed", `${printable(pin.repository)} is not the repository, or not of the owner, that was pinned`, { hint: "a repository that was renamed, moved or registered again has other ids; remove the pin only if you know why" });
}
function isSameName(now, pinned, signer) {
	if (now === pinned) return true;
	return signer.kind === "certificate" && gitHubIssuer(signer.certificate.issuer) !== void 0 && isSameRepository(now, pinned);
}
async function writePin(path, signer, files) {
	const pin = pinOf(signer);
	if (pin === void 0) throw new Fault("identity-mismatch", "the certificate names no ids of repository and owner to pin");
	await files.write(path, encodeUtf8(jsonText(pin)));
}
function pinOf(signer) {
	if (signer.kind === "key") return void 0;
	const { sourceRepositoryUri, sourceRepositoryIdentifier, sourceRepositoryOwnerIdentifier } = signer.certificate.extensions;
	if (!sourceRepositoryUri || !sourceRepositoryIdentifier || !sourceRepositoryOwnerIdentifier) return void 0;
	return {
		schema: schemaId("pin"),
		repository: sourceRepositoryUri,
		repositoryId: sourceRepositoryIdentifier,
		ownerId: sourceRepositoryOwnerIdentifier
	};
}

// src/journeys/verify/read-trust.ts
async function readTrust(trust, unsafeCapsuleRoot = false) {
	const files = await trust.trustedRoots();
	if (files.length === 0) throw new Fault("trusted-root-malformed", "there is no trusted root");
	return files.map((file) => {
		if (!unsafeCapsuleRoot) refuseSnapshot(file);
		const { bytes, origin, dated } = file;
		const since = file.mayBeOutdated === true && dated !== void 0 ? new Date(dated) : void 0;
		return {
			root: parseTrustedRoot(bytes),
			origin,
			dated,
			mayBeOutdated: since
		};
	});
}
function refuseSnapshot({ origin }) {
	if ((0, import__builtin_node_path.basename)(origin) !== (0, import__builtin_node_path.basename)("trust/snapshot.trusted_root.json")) return;
	throw new Fault("trusted-root-archival", "the trusted root is the snapshot of a capsule, which its maker chose", { hint: "use the built-in trusted root, or one that you got from the instance itself" });
}

// src/journeys/verify/verify.ts
async function verifyCapsule(order, ports) {
	const trusted = await readTrust(ports.trust, order.unsafeCapsuleRoot);
	ports.progress.step("reading the capsule");
	const opened = await openCapsule(order.capsule, ports.files);
	const pin = order.pin === void 0 ? void 0 : await readPin(order.pin, ports.files);
	const under = (verifyFirst) => verifyOpened({
		order,
		opened,
		trusted,
		pin,
		verifyFirst: signedBy(verifyFirst, effectiveTime$1(order))
	}, ports);
	const verification = await orOutdated(await under(underOne(trusted, ports.crypto)), {
		order,
		trusted,
		crypto: ports.crypto
	}, under);
	const { root, verdict } = verification;
	if (order.pin !== void 0 && pin === void 0 && root !== void 0 && verdict === "verified") await writePin(order.pin, root.signer, ports.files);
	return verification;
}
async function verifyOpened(all, ports) {
	const { order, opened, trusted } = all;
	const failures = [];
	const found = await findRoot(all);
	const { claims, assets, builder } = await computeClaims({
		order,
		opened,
		found,
		trusted,
		failures,
		verify: (other) => verifyCapsule(other, ports)
	}, ports);
	const verdict = verdictOf(claims);
	const root = found instanceof Fault ? void 0 : found;
	return {
		verdict,
		exitCode: exitCodeOf(verdict, failures.length > 0),
		claims,
		assets,
		builder,
		root: root === null || root === void 0 ? void 0 : root.root,
		capsuleSha256: opened.sha256,
		trust: trustOf(root, trusted),
		failures
	};
}
function trustOf(root, trusted) {
	var _ref, _root$trust;
	const { origin, dated } = (_ref = (_root$trust = root === null || root === void 0 ? void 0 : root.trust) !== null && _root$trust !== void 0 ? _root$trust : trusted[0]) !== null && _ref !== void 0 ? _ref : {
		origin: "no trusted root",
		dated: void 0
	};
	return {
		origin,
		dated
	};
}
async function findRoot({ order, opened, pin, verifyFirst }) {
	if (opened.content instanceof Fault) return opened.content;
	try {
		const found = await verifyRoot(opened.content.root, order.identity, verifyFirst);
		if (pin !== void 0) requirePinned(found.root.signer, pin);
		return found;
	} catch (error) {
		if (isFinding(error)) return error;
		throw error;
	}
}

// src/domain/attestation/stated-build.ts
const PROVENANCE_V0_2_PREDICATE_TYPE = "https://slsa.dev/provenance/v0.2";
const BUILD_TYPES = /* @__PURE__ */ new Map([
	["https://actions.github.io/buildtypes/workflow/v1", "signer"],
	["https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1", "runner"],
	["https://github.com/npm/cli/gha/v2", "runner"],
	["https://github.com/slsa-framework/slsa-github-generator/generic@v1", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/go@v1", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/container@v1", "signer"],
	["https://slsa.dev/container-based-build/v0.1?draft", "signer"],
	["https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0", "delegated"]
]);
function readStatedBuild(statement) {
	if (statement.predicateType === "https://slsa.dev/provenance/v1") return readV1(parseProvenance(statement));
	return statement.predicateType === "https://slsa.dev/provenance/v0.2" ? readV02(statement) : void 0;
}
function readV1({ buildDefinition, runDetails }) {
	var _source$digest$gitCom, _source$digest, _source$digest2, _text, _text2, _text3, _text4, _runDetails$metadata;
	const { buildType, externalParameters, internalParameters = {}, resolvedDependencies = [] } = buildDefinition;
	const builderKind = BUILD_TYPES.get(buildType);
	if (builderKind === void 0) return void 0;
	const source = resolvedDependencies[0];
	const { repository, ref } = parseSource(source === null || source === void 0 ? void 0 : source.uri);
	const workflow = isJsonObject(externalParameters["workflow"]) ? externalParameters["workflow"] : {};
	requireSame("repository", text$1(workflow["repository"]), repository);
	requireSame("ref", text$1(workflow["ref"]), ref);
	const stated = externalParameters["source"];
	if (isJsonObject(stated)) requireSame("source", text$1(stated["uri"]), source === null || source === void 0 ? void 0 : source.uri);
	const facts = isJsonObject(internalParameters["github"]) ? internalParameters["github"] : internalParameters;
	return {
		buildType,
		builderKind,
		repository,
		ref,
		builderId: runDetails.builder.id,
		commit: required("commit", (_source$digest$gitCom = source === null || source === void 0 || (_source$digest = source.digest) === null || _source$digest === void 0 ? void 0 : _source$digest["gitCommit"]) !== null && _source$digest$gitCom !== void 0 ? _source$digest$gitCom : source === null || source === void 0 || (_source$digest2 = source.digest) === null || _source$digest2 === void 0 ? void 0 : _source$digest2["sha1"]),
		workflowPath: (_text = text$1(workflow["path"])) !== null && _text !== void 0 ? _text : workflowPathOf(text$1(facts["GITHUB_WORKFLOW_REF"])),
		eventName: (_text2 = text$1(facts["event_name"])) !== null && _text2 !== void 0 ? _text2 : text$1(facts["GITHUB_EVENT_NAME"]),
		repositoryId: (_text3 = text$1(facts["repository_id"])) !== null && _text3 !== void 0 ? _text3 : text$1(facts["GITHUB_REPOSITORY_ID"]),
		ownerId: (_text4 = text$1(facts["repository_owner_id"])) !== null && _text4 !== void 0 ? _text4 : text$1(facts["GITHUB_REPOSITORY_OWNER_ID"]),
		runnerEnvironment: text$1(facts["runner_environment"]),
		runUri: (_runDetails$metadata = runDetails.metadata) === null || _runDetails$metadata === void 0 ? void 0 : _runDetails$metadata.invocationId
	};
}
const v02 = object({
	buildType: string(),
	builder: object({ id: string() }),
	invocation: object({
		configSource: object({
			uri: string(),
			digest: object({ sha1: string() }),
			entryPoint: optional(string())
		}),
		environment: optional(record(string(), unknown$1()), {})
	}),
	materials: optional(array(object({
		uri: string(),
		digest: record(string(), string())
	})), [])
});
function readV02(statement) {
	var _v$getDotPath;
	const { buildType: type } = statement.predicate;
	const builderKind = typeof type === "string" ? BUILD_TYPES.get(type) : void 0;
	if (builderKind === void 0) return void 0;
	const parsed = safeParse(v02, statement.predicate);
	if (!parsed.success) throw malformed(`is wrong at ${printable((_v$getDotPath = getDotPath(parsed.issues[0])) !== null && _v$getDotPath !== void 0 ? _v$getDotPath : "its top")}`);
	const { buildType, builder, invocation, materials } = parsed.output;
	const { configSource, environment } = invocation;
	const material = materials.find(({ uri }) => uri === configSource.uri);
	requireSame("commit", material === null || material === void 0 ? void 0 : material.digest["sha1"], configSource.digest.sha1);
	const fact = (name) => {
		var _environment$name;
		return text$1((_environment$name = environment[name]) !== null && _environment$name !== void 0 ? _environment$name : environment[name.toLowerCase()]);
	};
	return {
		buildType,
		builderKind,
		...parseSource(configSource.uri),
		builderId: builder.id,
		commit: configSource.digest.sha1,
		workflowPath: configSource.entryPoint,
		eventName: fact("GITHUB_EVENT_NAME"),
		repositoryId: fact("GITHUB_REPOSITORY_ID"),
		ownerId: fact("GITHUB_REPOSITORY_OWNER_ID"),
		runnerEnvironment: void 0,
		runUri: void 0
	};
}
function parseSource(uri) {
	var _exec;
	const [, repository, ref] = (_exec = /^git\+(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)(?:@(refs\/[^\s]+))?$/.exec(uri !== null && uri !== void 0 ? uri : "")) !== null && _exec !== void 0 ? _exec : [];
	return {
		repository: required("source repository", repository),
		ref
	};
}
function workflowPathOf(name) {
	var _exec2;
	return (_exec2 = /^[^/]+\/[^/]+\/([^@]+)@/.exec(name !== null && name !== void 0 ? name : "")) === null || _exec2 === void 0 ? void 0 : _exec2[1];
}
function text$1(value) {
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value !== "" ? value : void 0;
}
function required(what, value) {
	if (value === void 0) throw malformed(`does not state the ${what}`);
	return value;
}
function requireSame(what, one, other) {
	if (one !== void 0 && one !== other) throw malformed(`states two different values of ${what}`);
}
function malformed(reason) {
	return new Fault("provenance-malformed", `the provenance ${reason}`);
}

// src/domain/verification/provenance-rules.ts
const DELEGATOR = /^https:\/\/github\.com\/slsa-framework\/slsa-github-generator\/\.github\/workflows\/delegator_[a-z-]+_slsa3\.yml@/;
const RUNNER = "https://github.com/actions/runner";
function requireStatedBuild(build, certificate) {
	requireBuilder(build, certificate);
	const found = findDisagreement(factsOfBuild(build), certifiedFacts(certificate));
	if (found === void 0) return;
	const { fact, stated = "", certified = "" } = found;
	throw contradiction(`states ${printable(stated)} as ${fact}, its certificate ${printable(certified)}`);
}
function requireBuilder(build, { subjectAlternativeName, extensions }) {
	const signer = subjectAlternativeName.value;
	switch (build.builderKind) {
		case "signer":
			if (build.builderId === signer) return;
			break;
		case "delegated":
			if (build.builderId === signer || DELEGATOR.test(signer)) return;
			break;
		case "runner": {
			const { runnerEnvironment: environment } = extensions;
			if ([
				RUNNER,
				...(environment === void 0 ? ["github-hosted", "self-hosted"] : [environment]).map((one) => `${RUNNER}/${one}`),
				signer
			].includes(build.builderId)) return;
		}
	}
	throw contradiction(`names ${printable(build.builderId)} as builder, which did not sign it`);
}
function contradiction(problem) {
	return new Fault("provenance-contradiction", `the provenance ${problem}`);
}

// src/domain/verification/file-evidence.ts
const VOUCHING = /* @__PURE__ */ new Set([
	PROVENANCE_PREDICATE_TYPE,
	PROVENANCE_V0_2_PREDICATE_TYPE,
	CAPSULE_PREDICATE_TYPE,
	"https://in-toto.io/attestation/release/v0.1",
	"https://in-toto.io/attestation/release/v0.2",
	"https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
	"https://docs.pypi.org/attestations/publish/v1",
	"https://sigstore.dev/cosign/sign/v1"
]);
function spokenBundle(bundle) {
	const { content } = bundle;
	if (content.kind === "message") return {
		bundle,
		statement: void 0
	};
	try {
		return {
			bundle,
			statement: requireStatement(content, "the evidence")
		};
	} catch (error) {
		if (isRefusal(error)) return {
			bundle,
			statement: void 0
		};
		throw error;
	}
}
function compareFile({ name, looked, digests }, bundles) {
	var _first$name, _imitated$name;
	const shown = printable(name !== null && name !== void 0 ? name : looked);
	const result = (status, reason, sealedName = name) => ({
		sealedName,
		looked,
		status,
		reason
	});
	if (bundles.some(({ bundle }) => isSignatureOf(bundle, digests))) return result("verified", `${shown} is what was signed`);
	const statements = bundles.flatMap(({ statement }) => statement !== null && statement !== void 0 ? statement : []);
	const subjects = statements.filter(({ predicateType }) => VOUCHING.has(predicateType)).flatMap(({ subject }) => subject);
	const own = subjects.filter(({ digest }) => isSameFile(digest, digests));
	const [first] = own;
	if (first === void 0) {
		const other = statements.find(({ subject }) => subject.some(({ digest }) => isSameFile(digest, digests)));
		if (other === void 0) return result("failed", `${shown} is not what was signed`);
		return result("not-vouched", `${shown} is only spoken of, by ${printable(other.predicateType)}, which does not vouch for a file`);
	}
	if (name === void 0 || own.some((subject) => subject.name === name || !isFileName(subject.name))) return result("verified", `${shown} is what was signed`);
	const imitated = subjects.find((other) => other.name !== void 0 && !isSameFile(other.digest, digests) && isTakenFor(name, other.name));
	const signed = printable((_first$name = first.name) !== null && _first$name !== void 0 ? _first$name : "");
	if (imitated === void 0) return result("renamed", `${shown} was signed as ${signed}`, first.name);
	return result("failed", `${shown} was signed as ${signed}, and its name is that of ${printable((_imitated$name = imitated.name) !== null && _imitated$name !== void 0 ? _imitated$name : "")}`);
}
function isSignatureOf({ content }, digests) {
	return content.kind === "message" && isSameFile({ [content.digest.algorithm]: content.digest.hex }, digests);
}
function isFileName(name) {
	return name !== void 0 && !/[/\\:]/.test(name);
}
function checkFileProvenance(bundles, files) {
	try {
		const builds = bundles.flatMap(({ statement, bundle: { signer } }) => {
			const build = statement && readStatedBuild(statement);
			if (statement === void 0 || build === void 0 || signer.kind !== "certificate") return [];
			requireStatedBuild(build, signer.certificate);
			return [{
				statement,
				builder: build.builderId
			}];
		});
		if (builds.length === 0) return openClaim("provenance", "not-applicable", { reason: "it is no provenance that is understood" });
		const stray = files.find(({ result, digests = {} }) => isGood(result) && !builds.some(({ statement }) => statement.subject.some((one) => isSameFile(one.digest, digests))));
		if (stray !== void 0) {
			var _ref, _stray$result$sealedN;
			const reason = `no provenance is about ${printable((_ref = (_stray$result$sealedN = stray.result.sealedName) !== null && _stray$result$sealedN !== void 0 ? _stray$result$sealedN : stray.result.looked) !== null && _ref !== void 0 ? _ref : "")}`;
			return openClaim("provenance", "not-checked", { reason });
		}
		const builders = [...new Set(builds.map(({ builder }) => printable(builder)))];
		return verifiedClaim("provenance", `built by ${builders.join(" and ")}, as its certificate says`);
	} catch (error) {
		if (error instanceof Fault && isRefusal(error)) return failedClaim("provenance", error);
		throw error;
	}
}

// src/journeys/verify/read-artifact.ts
async function readArtifact(path, files) {
	const file = await files.open(path);
	try {
		const digests = await hashSource(file, [
			"sha256",
			"sha384",
			"sha512"
		]);
		const { revision } = await file.factsNow();
		if (revision !== file.facts.revision) throw new Fault("asset-changed", `${printable(path)} changed while it was read`);
		return digests;
	} finally {
		await file.close();
	}
}

// src/journeys/verify/read-evidence-file.ts
const MAX_EVIDENCE_BYTES$1 = 67108864;
function formOfFile(bytes) {
	return bytes[0] === 123 ? shapeOfFile(bytes) : "checksums";
}
async function readEvidenceFile(read, { files }) {
	const { order, form, bytes } = read;
	if (form !== "checksums") {
		const found = await selectBundles(bundlesInFile(bytes), read);
		return {
			...found,
			listed: void 0,
			compare: (file) => compareFile(file, found.bundles)
		};
	}
	const { path } = order.capsule;
	const beside = (0, import__builtin_node_path.join)((0, import__builtin_node_path.dirname)(path), `${(0, import__builtin_node_path.basename)(path)}.sigstore.json`);
	if (await files.facts(beside) === void 0) throw new Fault("bundle-malformed", `${printable((0, import__builtin_node_path.basename)(path))} is no evidence, and no bundle lies beside it`, { hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check" });
	const found = await selectBundles(bundlesInFile(await files.read(beside, MAX_EVIDENCE_BYTES$1)), read);
	const list = {
		name: void 0,
		looked: "the list",
		digests: { sha256: sha256Hex(bytes) }
	};
	if (compareFile(list, found.bundles).status !== "verified") throw new Fault("digest-mismatch", "the checksum list is not the one that was signed");
	const listed = parseChecksums(decodeUtf8(bytes, "the checksum list"), "sha256");
	const digests = new Map(listed.map(({ name, digest }) => [name, digest]));
	return {
		...found,
		listed: digests.size,
		compare: (file) => compareWithList(file, digests)
	};
}
function compareWithList({ name, looked, digests }, list) {
	var _list$get;
	const isListed = name === void 0 ? [...list.values()].some((sha256) => isSameFile({ sha256 }, digests)) : isSameFile({ sha256: (_list$get = list.get(name)) !== null && _list$get !== void 0 ? _list$get : "" }, digests);
	const shown = printable(name !== null && name !== void 0 ? name : looked);
	const reason = isListed ? `${shown} is what was signed` : `${shown} is not what was signed`;
	return {
		sealedName: name,
		looked,
		status: isListed ? "verified" : "failed",
		reason
	};
}
const DOES_NOT_COUNT = /* @__PURE__ */ new Set([
	"identity-mismatch",
	"signed-later",
	"clock-behind"
]);
async function selectBundles(bundles, { order, bytes, verifyFirst }) {
	const signer = {
		kind: "certificate",
		check: identityCheck(order.identity)
	};
	const verified = [];
	const refusals = [];
	for (const bundle of bundles) try {
		verified.push(await verifyFirst({
			bundle,
			signer,
			artifact: "unbound",
			message: bytes
		}));
	} catch (error) {
		if (!(error instanceof Fault) || !DOES_NOT_COUNT.has(error.code)) throw error;
		refusals.push(error);
	}
	const fitting = verified.filter(({ bundle }) => satisfies(bundle, policyInForce(order)));
	const counted = fitting.length > 0 ? fitting : verified;
	const [first] = counted;
	if (first === void 0) {
		var _refusals$find;
		const telling = (_refusals$find = refusals.find(({ code }) => code !== "identity-mismatch")) !== null && _refusals$find !== void 0 ? _refusals$find : refusals.at(-1);
		throw telling !== null && telling !== void 0 ? telling : new Fault("bundle-malformed", "the file holds no bundle");
	}
	return {
		bundles: counted.map(({ bundle }) => spokenBundle(bundle)),
		first: first.bundle,
		others: bundles.length - counted.length,
		trust: first.trust
	};
}
function satisfies(bundle, inForce) {
	try {
		checkPolicy([bundle], inForce);
		return true;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
}

// src/journeys/verify/verify-file.ts
const MAX_EVIDENCE_BYTES = 67108864;
async function verifyFile(order, ports) {
	const bytes = await ports.files.read(order.capsule.path, MAX_EVIDENCE_BYTES);
	const form = formOfFile(bytes);
	requireUnderstood(form);
	requireHonoured(form, askedOptions(order));
	const trusted = await readTrust(ports.trust, order.unsafeCapsuleRoot);
	const pin = order.pin === void 0 ? void 0 : await readPin(order.pin, ports.files);
	const under = async (verify) => {
		const verifyFirst = signedBy(verify, effectiveTime$1(order));
		const found = await attempt(() => readEvidenceFile({
			order,
			form,
			bytes,
			verifyFirst
		}, ports));
		return verifyFound({
			order,
			bytes,
			pin,
			found,
			origin: trusted[0]
		}, ports);
	};
	const { verification, found } = await under(underOne(trusted, ports.crypto));
	const judged = await orOutdated(verification, {
		order,
		trusted,
		crypto: ports.crypto
	}, async (verify) => (await under(verify)).verification);
	if (order.pin !== void 0 && pin === void 0 && judged.verdict === "verified" && !(found instanceof Fault)) for (const { bundle } of found.bundles) await writePin(order.pin, bundle.signer, ports.files);
	return judged;
}
async function verifyFound(all, ports) {
	var _ref, _trust$origin;
	const { order, bytes } = all;
	const found = withPin(all);
	const failures = [];
	const files = found instanceof Fault ? [] : await lookAtFiles(order.assets, {
		found,
		failures
	}, ports);
	const assets = files.map(({ result }) => result);
	const stated = found instanceof Fault ? refused(found) : statedClaims({
		order,
		found,
		files
	});
	const claims = requireClaims(stated, {
		policy: order.policy,
		root: void 0
	});
	const verdict = verdictOf(claims);
	const trust = (_ref = found instanceof Fault ? void 0 : found.trust) !== null && _ref !== void 0 ? _ref : all.origin;
	return {
		verification: {
			verdict,
			claims,
			assets,
			failures,
			exitCode: exitCodeOf(verdict, failures.length > 0),
			root: void 0,
			builder: void 0,
			capsuleSha256: sha256Hex(bytes),
			trust: {
				origin: (_trust$origin = trust === null || trust === void 0 ? void 0 : trust.origin) !== null && _trust$origin !== void 0 ? _trust$origin : "no trusted root",
				dated: trust === null || trust === void 0 ? void 0 : trust.dated
			}
		},
		found
	};
}
function withPin({ found, pin }) {
	if (pin === void 0 || found instanceof Fault) return found;
	try {
		for (const { bundle } of found.bundles) requirePinned(bundle.signer, pin);
		return found;
	} catch (error) {
		if (isRefusal(error)) return error;
		throw error;
	}
}
async function lookAtFiles(assets, { found, failures }, ports) {
	const files = [];
	for (const asset of assets) {
		const looked = "path" in asset ? asset.path : `sha256:${asset.sha256}`;
		const name = "path" in asset ? (0, import__builtin_node_path.basename)(asset.path) : asset.name;
		try {
			const digests = "path" in asset ? await readArtifact(asset.path, ports.files) : digestsOf(asset);
			files.push({
				result: found.compare({
					name,
					looked,
					digests
				}),
				digests
			});
		} catch (error) {
			if (!(error instanceof Fault) || error.code === "internal") throw error;
			if (!isRefusal(error)) failures.push(error);
			const result = {
				sealedName: void 0,
				looked,
				status: "unreadable",
				reason: error.message
			};
			files.push({
				result,
				digests: void 0
			});
		}
	}
	return files;
}
function digestsOf(asset) {
	return asset.sha512 === void 0 ? { sha256: asset.sha256 } : {
		sha256: asset.sha256,
		sha512: asset.sha512
	};
}
function statedClaims({ order, found, files }) {
	const { signer } = found.first;
	const name = signer.kind === "certificate" ? signer.certificate.subjectAlternativeName.value : "";
	const others = found.others === 0 ? "" : `; ${found.others} bundles of others do not count`;
	const assets = files.map(({ result }) => result);
	const { evidenceOnly } = order;
	return inOrder([
		verifiedClaim("root", `signed by ${printable(name)} under the trusted root ${printable(found.trust.origin)}${others}`),
		checkAssets(assets, SIGNED, { evidenceOnly: evidenceOnly === true && assets.length === 0 }),
		checkFileProvenance(found.bundles, files),
		...found.listed === void 0 ? [] : [verifiedClaim("checksums", `the signed list names ${found.listed} files`)],
		...policyClaims(order, found)
	], "it belongs to a capsule");
}
function policyClaims(order, { bundles }) {
	const inForce = policyInForce(order);
	if (inForce === void 0) return [];
	const others = openClaim("other-evidence", "not-checked", {
		reason: "evidence of others is looked for in a capsule",
		required: true
	});
	const policy = claimOf(() => checkPolicy(bundles.map(({ bundle }) => bundle), inForce));
	return inForce.policy.evidence.length === 0 ? [policy] : [policy, others];
}
function claimOf(check) {
	try {
		return check();
	} catch (error) {
		if (isFinding(error)) return foundClaim("policy", error);
		throw error;
	}
}
function refused(fault) {
	return inOrder([...CLAIM_IDS.filter((id) => id !== "root").map((id) => openClaim(id, "not-checked", {
		reason: "the evidence was refused",
		required: id === "assets"
	})), foundClaim("root", fault)], "");
}
function inOrder(claims, reason) {
	const known = new Map(claims.map((claim) => [claim.id, claim]));
	return CLAIM_IDS.map((id) => {
		var _known$get;
		return (_known$get = known.get(id)) !== null && _known$get !== void 0 ? _known$get : openClaim(id, "not-applicable", { reason });
	});
}
async function attempt(read) {
	try {
		return await read();
	} catch (error) {
		if (isFinding(error)) return error;
		throw error;
	}
}

// src/journeys/verify/verify-any.ts
async function verifyAny(order, ports) {
	const { capsule } = order;
	if ("bytes" in capsule || /\.capsule$/i.test(capsule.path)) return verifyCapsule(order, ports);
	const file = await ports.files.open(capsule.path);
	const start = /* @__PURE__ */ new Uint8Array(2);
	const length = await file.read(start, 0).finally(() => file.close());
	return length === 2 && start[0] === 31 && start[1] === 139 || length === 0 ? verifyCapsule(order, ports) : verifyFile({
		...order,
		capsule
	}, ports);
}

// src/domain/verification/verification.ts
const ASSET_STATUSES = [
	"verified",
	"renamed",
	"failed",
	"absent",
	"unreadable",
	"not-vouched",
	"not-asked"
];

// src/views/claim-json.ts
const textOrNull$1 = nullable(string());
const claimSchema = strictObject({
	id: picklist(CLAIM_IDS),
	status: picklist([
		"verified",
		"failed",
		"missing",
		"not-checked",
		"not-applicable"
	]),
	required: boolean(),
	reason: string(),
	code: textOrNull$1,
	hint: textOrNull$1
});
function claimJson(claim, spelling) {
	const { id, status, required, reason, code, hint } = claim;
	const shown = hint === void 0 ? null : spelled(hint, spelling);
	return {
		id,
		status,
		required,
		reason,
		code: code !== null && code !== void 0 ? code : null,
		hint: shown
	};
}

// src/views/verification-json.ts
const text = string();
const textOrNull = nullable(string());
const sha256 = pipe(string(), regex(/^[0-9a-f]{64}$/));
const signer = union([strictObject({
	kind: literal("certificate"),
	identity: text,
	issuer: textOrNull
}), strictObject({ kind: literal("key") })]);
const root = strictObject({
	sha256,
	name: text,
	version: text,
	tag: textOrNull,
	commit: textOrNull,
	repository: textOrNull,
	runUri: textOrNull,
	signer,
	times: array(strictObject({
		source: picklist(["log", "timestamp-authority"]),
		time: text
	})),
	logEntries: array(strictObject({
		log: text,
		index: text,
		time: textOrNull
	}))
});
const verificationSchema = strictObject({
	schema: literal(schemaId("verification")),
	verdict: picklist([
		"verified",
		"rejected",
		"incomplete"
	]),
	exitCode: picklist([
		0,
		1,
		3,
		4
	]),
	capsuleSha256: sha256,
	trust: picklist(["local", "sigstore"]),
	trustedRoot: strictObject({
		origin: text,
		dated: textOrNull
	}),
	release: nullable(root),
	claims: array(claimSchema),
	assets: array(strictObject({
		name: textOrNull,
		looked: textOrNull,
		status: picklist(ASSET_STATUSES),
		reason: text
	})),
	failures: array(faultSchema)
});
function verificationJson(verification, spelling) {
	var _trust$dated;
	const { trust, claims, assets } = verification;
	return {
		schema: schemaId("verification"),
		verdict: verification.verdict,
		exitCode: verification.exitCode,
		capsuleSha256: verification.capsuleSha256,
		trust: isLocal(verification.root) ? "local" : "sigstore",
		trustedRoot: {
			origin: trust.origin,
			dated: (_trust$dated = trust.dated) !== null && _trust$dated !== void 0 ? _trust$dated : null
		},
		release: verification.root === void 0 ? null : rootJson(verification.root),
		claims: claims.map((claim) => claimJson(claim, spelling)),
		assets: assets.map(({ sealedName, looked, status, reason }) => ({
			name: sealedName !== null && sealedName !== void 0 ? sealedName : null,
			looked: looked !== null && looked !== void 0 ? looked : null,
			status,
			reason
		})),
		failures: verification.failures.map((fault) => faultJson(fault, spelling))
	};
}
function rootJson({ statement, sha256, signer, times, logEntries }) {
	const { name, version, tag, commit, repository, runUri } = statement.predicate.release;
	return {
		sha256,
		name,
		version,
		tag,
		commit,
		repository,
		runUri,
		signer: signerJson(signer),
		times: times.map(({ source, seconds }) => ({
			source,
			time: formatEpoch(seconds)
		})),
		logEntries: logEntries.map(({ log, index, integratedSeconds }) => ({
			log,
			index,
			time: integratedSeconds === void 0 ? null : formatEpoch(integratedSeconds)
		}))
	};
}
function signerJson(signer) {
	if (signer.kind === "key") return { kind: "key" };
	const { subjectAlternativeName, issuer } = signer.certificate;
	return {
		kind: "certificate",
		identity: subjectAlternativeName.value,
		issuer: issuer !== null && issuer !== void 0 ? issuer : null
	};
}
function isLocal(root) {
	return (root === null || root === void 0 ? void 0 : root.signer.kind) === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid";
}

// src/views/verification-text.ts
const VERDICT_STYLES = {
	verified: "green",
	rejected: "red",
	incomplete: "yellow"
};
const STATUS_STYLES = {
	verified: "green",
	failed: "red",
	missing: "yellow",
	"not-checked": "yellow",
	"not-applicable": "dim",
	absent: "yellow",
	renamed: "yellow",
	"not-vouched": "yellow",
	unreadable: "red",
	"not-asked": "dim"
};
const MAX_NOT_ASKED = 10;
function verificationText(verification, paint, spelling) {
	const { verdict, root } = verification;
	const release = root === null || root === void 0 ? void 0 : root.statement.predicate.release;
	const what = release === void 0 ? "" : ` ${visible$1(release.name)} ${visible$1(release.version)}`;
	return [
		paint("bold", paint(VERDICT_STYLES[verdict], verdict.toUpperCase())) + what,
		"",
		...facts(verification),
		"",
		...claimLines(verification, paint, spelling),
		"",
		...assetLines(verification, paint),
		...verification.failures.map((fault) => `\n${faultText(fault, spelling)}`),
		""
	].join("\n");
}
function facts(verification) {
	const { origin, dated } = verification.trust;
	return columns([
		...verification.root === void 0 ? [] : rootFacts(verification.root),
		["trusted root", dated === void 0 ? visible$1(origin) : `${visible$1(origin)}, of ${visible$1(dated)}`],
		["capsule", `sha256:${verification.capsuleSha256}`]
	]);
}
function rootFacts(root) {
	const { release } = root.statement.predicate;
	const time = root.times[0];
	return [
		...signerFacts(root),
		...release.repository === null ? [] : [["source", `${visible$1(release.repository)}${at(release.commit)}${onlyStated(root)}`]],
		...time === void 0 ? [] : [["signed at", `${formatEpoch(time.seconds)} (${words(time.source)})`]],
		["root", `sha256:${root.sha256}`]
	];
}
function signerFacts({ signer }) {
	if (signer.kind === "key") return [["signer", "a key that was named"]];
	const { subjectAlternativeName, issuer } = signer.certificate;
	return [["signer", visible$1(subjectAlternativeName.value)], ["issuer", visible$1(issuer !== null && issuer !== void 0 ? issuer : "none")]];
}
function claimLines({ claims }, paint, spelling) {
	const lines = columns(claims.map(({ status, id, reason }) => [
		words(status),
		words(id),
		visible$1(reason)
	]));
	return claims.flatMap((claim, index) => {
		var _lines$index;
		const line = painted((_lines$index = lines[index]) !== null && _lines$index !== void 0 ? _lines$index : "", claim.status, paint);
		return claim.hint === void 0 ? [line] : [line, `    hint: ${visible$1(spelled(claim.hint, spelling))}`];
	});
}
function assetLines({ assets }, paint) {
	const notAsked = assets.filter(({ status }) => status === "not-asked");
	const listed = notAsked.length > MAX_NOT_ASKED ? assets.filter(({ status }) => status !== "not-asked") : assets;
	const lines = columns(listed.map(({ status, sealedName, looked, reason }) => {
		var _ref;
		return [
			words(status),
			visible$1((_ref = sealedName !== null && sealedName !== void 0 ? sealedName : looked) !== null && _ref !== void 0 ? _ref : ""),
			visible$1(reason)
		];
	}));
	return [...listed.map((asset, index) => {
		var _lines$index2;
		return painted((_lines$index2 = lines[index]) !== null && _lines$index2 !== void 0 ? _lines$index2 : "", asset.status, paint);
	}), ...listed.length < assets.length ? [`  and ${notAsked.length} assets that nobody asked for`] : []];
}
function painted(line, status, paint) {
	return line.replace(words(status), (word) => paint(STATUS_STYLES[status], word));
}
function onlyStated(root) {
	const facts = uncertifiedFacts(root.statement, root.signer).filter((fact) => fact !== "run");
	return facts.length === 0 ? "" : ` (${facts.join(", ")} as the signer states, in no certificate)`;
}
function at(commit) {
	return commit === null ? "" : ` at commit ${commit}`;
}
function words(id) {
	return id.replaceAll("-", " ");
}

// src/doors/read-policy.ts
const MAX_POLICY_BYTES = 1 << 20;
async function readPolicy(values, place) {
	const path = values.text("policy");
	if (path === void 0) return void 0;
	const bytes = await place.files.read((0, import__builtin_node_path.resolve)(place.folder, path), MAX_POLICY_BYTES);
	return {
		parsed: parsePolicy(bytes),
		name: (0, import__builtin_node_path.basename)(path),
		sha256: sha256Hex(bytes)
	};
}

// src/doors/trust-settings.ts
const BUILT_IN = /* @__PURE__ */ new Map([
	["auto", ["public-good", "github"]],
	["public-good", ["public-good"]],
	["public-good-rekor-v2", ["public-good"]],
	["github", ["github"]],
	["staging", ["staging"]]
]);
function trustSettings(values, folder) {
	const path = values.text("trusted-root");
	const online = values.isOn("online");
	if (path !== void 0 && online) throw new Fault("usage", "a trusted root from a file and one from the network exclude each other");
	if (path !== void 0) return {
		trustedRoot: (0, import__builtin_node_path.resolve)(folder, path),
		instances: []
	};
	const sigstore = values.text("sigstore");
	const instances = BUILT_IN.get(sigstore);
	if (instances === void 0) throw new Fault("usage", `no trusted root is built in for ${printable(sigstore)}`, { hint: "give trusted-root" });
	return {
		trustedRoot: void 0,
		instances,
		online
	};
}

// src/doors/verify-request.ts
function verifyRequest(files, values, place) {
	const release = values.text("release");
	const pin = values.text("pin");
	const previous = values.text("previous");
	if (place.policy === void 0 && values.text("effective-time") !== void 0) {
		const [time, policy] = [values.spelling("effective-time"), values.spelling("policy")];
		throw new Fault("usage", `${time} means nothing without ${policy}`, { hint: `remove ${time}, or give ${policy}` });
	}
	return {
		capsule: { path: (0, import__builtin_node_path.resolve)(place.folder, files.capsule) },
		assets: files.assets.map((asset) => assetToVerify(asset, place.folder)),
		identity: expectedIdentity(values, place),
		all: values.isOn("all"),
		evidenceOnly: values.isOn("evidence-only"),
		unsafeCapsuleRoot: values.isOn("unsafe-capsule-root"),
		...release === void 0 ? {} : { release: parseRelease(release) },
		...place.policy === void 0 ? {} : { policy: place.policy },
		...effectiveTime(values, place),
		summary: values.isGiven("vsa"),
		...previous === void 0 ? {} : { previous: (0, import__builtin_node_path.resolve)(place.folder, previous) },
		...pin === void 0 ? {} : { pin: (0, import__builtin_node_path.resolve)(place.folder, pin) }
	};
}
function effectiveTime(values, { now }) {
	const text = values.text("effective-time");
	if (text === void 0) return { now };
	const time = new Date(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(text) ? text : NaN);
	if (!Number.isNaN(time.getTime())) return { effectiveTime: time };
	throw new Fault("usage", `${values.spelling("effective-time")} is no time`, { hint: "write it as 2026-11-21T07:00:00Z" });
}
function assetToVerify(text, folder) {
	var _exec;
	const digest = (_exec = /^sha256:([0-9a-f]{64})$/.exec(text)) === null || _exec === void 0 ? void 0 : _exec[1];
	return digest === void 0 ? { path: (0, import__builtin_node_path.resolve)(folder, text) } : { sha256: digest };
}
function expectedIdentity(values, { policy }) {
	var _policy$signers;
	const { spelling } = values;
	const ways = [
		["policy"],
		["repository"],
		["identity", "issuer"],
		["unsafe-identity-pattern", "unsafe-issuer-pattern"]
	];
	const isGiven = (name) => values.text(name) !== void 0 && !(name === "issuer" && values.text("repository") !== void 0);
	const chosen = ways.filter((names) => names.some(isGiven));
	if (chosen.length > 1) throw new Fault("usage", `who must have signed is said in ${chosen.length} ways`, { hint: `give one of them: ${spelling("policy")}, or ${spelling("repository")}, or ${spelling("identity")} and ${spelling("issuer")}` });
	const names = chosen[0];
	if (names === void 0) throw noIdentity(spelling);
	if (names[0] === "policy") return {
		kind: "any-of",
		of: (_policy$signers = policy === null || policy === void 0 ? void 0 : policy.signers) !== null && _policy$signers !== void 0 ? _policy$signers : []
	};
	const missing = names.find((name) => values.text(name) === void 0);
	if (missing !== void 0) {
		var _names$find;
		const given = (_names$find = names.find((name) => name !== missing)) !== null && _names$find !== void 0 ? _names$find : missing;
		throw new Fault("usage", `${spelling(given)} needs ${spelling(missing)}`, { hint: "an identity means something only together with its issuer" });
	}
	const [first = "", second = ""] = names.map((name) => values.text(name));
	if (names[0] === "repository") return expectedRepository(first, values);
	refuseRepositoryRules(values);
	return {
		kind: names[0] === "identity" ? "exact" : "unsafe-pattern",
		subjectAlternativeName: first,
		issuer: second
	};
}
function expectedRepository(text, values) {
	const repository = parseRepository(text).url;
	const issuer = values.text("issuer");
	if (issuer !== void 0) refuseOtherIssuer(issuer, repository, values);
	const sourceRef = values.text("source-ref");
	const workflow = values.text("signer-workflow");
	const unsafeTriggers = values.lines("unsafe-trigger");
	return {
		kind: "repository",
		repository,
		...issuer === void 0 ? {} : { issuer },
		...sourceRef === void 0 ? {} : { sourceRef },
		...workflow === void 0 ? {} : { signerWorkflow: signerWorkflow(workflow, repository) },
		...unsafeTriggers.length === 0 ? {} : { unsafeTriggers }
	};
}
function refuseOtherIssuer(issuer, repository, { spelling }) {
	const { origin, pathname } = new URL(repository);
	const github = gitHubIssuer(issuer);
	if ((github === null || github === void 0 ? void 0 : github.web) === origin) return;
	throw new Fault("usage", `${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`, { hint: github === void 0 ? `give ${spelling("identity")} with ${spelling("issuer")}, in the place of ${spelling("repository")}` : `give ${spelling("repository")} ${github.web}${pathname}` });
}
function refuseRepositoryRules({ isGiven, spelling }) {
	const given = [
		"source-ref",
		"signer-workflow",
		"unsafe-trigger"
	].find(isGiven);
	if (given !== void 0) throw new Fault("usage", `${spelling(given)} means nothing without ${spelling("repository")}`, { hint: `remove ${spelling(given)}, or give ${spelling("repository")} in the place of the identity` });
}
function signerWorkflow(text, repository) {
	const workflow = parseSignerWorkflow(text, new URL(repository).origin);
	if (workflow !== void 0) return workflow;
	throw new Fault("usage", `${printable(text)} names no workflow`, { hint: "write it as owner/repo/.github/workflows/file.yml or with @ref at its end" });
}
function parseRelease(text) {
	const found = /^([^@]+)@([^@]+)$/.exec(text);
	if ((found === null || found === void 0 ? void 0 : found[1]) === void 0 || found[2] === void 0) throw new Fault("usage", `${printable(text)} names no release`, { hint: "write it as name@version" });
	return {
		name: found[1],
		version: found[2]
	};
}
function noIdentity(spelling) {
	const exact = `${spelling("identity")} with ${spelling("issuer")}`;
	return new Fault("usage", "nothing says who must have signed", { hint: `give ${spelling("repository")} owner/name, or ${exact}; a release cannot vouch for itself` });
}

// src/domain/attestation/verification-summary.ts
const VERIFICATION_SUMMARY_TYPE = "https://slsa.dev/verification_summary/v1";
const VERIFIER = `${HOME}/verifier`;
const NO_POLICY = `${HOME}/policy/none`;
function verificationSummary(summary) {
	const { passed, policy, level } = summary;
	const predicate = {
		verifier: {
			id: VERIFIER,
			version: { [TOOL.name]: TOOL.version }
		},
		timeVerified: formatEpoch(summary.verifiedAt),
		resourceUri: summary.resource,
		policy: policy === void 0 ? { uri: NO_POLICY } : descriptor(policy),
		inputAttestations: summary.inputs.map(descriptor),
		verificationResult: passed ? "PASSED" : "FAILED",
		verifiedLevels: [passed ? level !== null && level !== void 0 ? level : "SLSA_BUILD_LEVEL_UNEVALUATED" : "FAILED"],
		slsaVersion: "1.1"
	};
	return {
		_type: STATEMENT_TYPE,
		subject: summary.subjects.map(({ name, sha256 }) => ({
			name,
			digest: { sha256 }
		})),
		predicateType: VERIFICATION_SUMMARY_TYPE,
		predicate
	};
}
function descriptor({ name, sha256 }) {
	return {
		uri: name,
		digest: { sha256 }
	};
}

// src/journeys/verify/summarize.ts
function summarize({ verification, capsule, policy, now }) {
	var _policy$parsed$docume;
	const { root, assets, verdict, builder } = verification;
	if (root === void 0) throw impossible("no release was verified");
	if (root.signer.kind === "certificate" && root.signer.certificate.issuer === "https://capsule-local.invalid") throw impossible("what the local instance signed has no summary");
	const { statement } = root;
	const seen = new Set(assets.filter(isGood).map(({ sealedName }) => sealedName));
	const subjects = statement.subject.filter(({ name }) => seen.has(name));
	if (subjects.length === 0) throw impossible("no asset was verified");
	return verificationSummary({
		subjects: subjects.map(({ name, digest }) => ({
			name,
			sha256: digest.sha256
		})),
		resource: statement.predicate.release.purl,
		passed: verdict === "verified",
		verifiedAt: Math.floor(now.getTime() / 1e3),
		policy: policy && {
			name: policy.name,
			sha256: policy.sha256
		},
		inputs: [{
			name: capsule,
			sha256: verification.capsuleSha256
		}],
		level: policy === null || policy === void 0 || (_policy$parsed$docume = policy.parsed.document.builders) === null || _policy$parsed$docume === void 0 || (_policy$parsed$docume = _policy$parsed$docume.find(({ id }) => id === builder)) === null || _policy$parsed$docume === void 0 ? void 0 : _policy$parsed$docume.level
	});
}
function impossible(reason) {
	return new Fault("summary-impossible", `there is no verification summary: ${reason}`);
}

// src/doors/write-verification-summary.ts
const MAX_SUMMARY_BYTES = 4194304;
async function requireSummaryPlace(values, inputs, { files, folder }) {
	const path = values.text("vsa");
	if (path === void 0) return;
	const target = (0, import__builtin_node_path.resolve)(folder, path);
	const options = [
		"policy",
		"trusted-root",
		"pin",
		"previous"
	].flatMap((name) => {
		var _values$text;
		return (_values$text = values.text(name)) !== null && _values$text !== void 0 ? _values$text : [];
	});
	const isInput = [...inputs, ...options].some((input) => (0, import__builtin_node_path.resolve)(folder, input) === target);
	if ((await files.facts(target) === void 0 || !isInput && await isSummary(target, files)) && !isInput) return;
	throw new Fault("usage", `${values.spelling("vsa")} names a file that is there and is not a summary`, { hint: `name another file, for example ${(0, import__builtin_node_path.basename)(path)}.vsa.json` });
}
async function isSummary(path, files) {
	const facts = await files.facts(path);
	if ((facts === null || facts === void 0 ? void 0 : facts.kind) !== "file" || facts.size > MAX_SUMMARY_BYTES) return false;
	try {
		return parseStatement(await files.read(path, MAX_SUMMARY_BYTES)).predicateType === VERIFICATION_SUMMARY_TYPE;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
}
async function writeVerificationSummary(values, order, { files, folder }) {
	const path = values.text("vsa");
	if (path === void 0) return "not asked";
	try {
		await files.write((0, import__builtin_node_path.resolve)(folder, path), formatStatement(summarize(order)));
		return "written";
	} catch (error) {
		if (error instanceof Fault && error.code === "summary-impossible") return error;
		throw error;
	}
}
function exitCodeWith({ exitCode }, summary) {
	return exitCode === 0 && summary instanceof Fault ? FAULT_CODES[summary.code].exit : exitCode;
}

// src/doors/cli/verify.ts
const verifyCommand = async (words, values, io) => {
	const [capsule = "", ...assets] = await expandWords(words, io.folder, io.files);
	const now = /* @__PURE__ */ new Date();
	const policy = await readPolicy(values, io);
	const place = {
		folder: io.folder,
		policy: policy === null || policy === void 0 ? void 0 : policy.parsed,
		now
	};
	const order = verifyRequest({
		capsule,
		assets
	}, values, place);
	await requireSummaryPlace(values, [capsule, ...assets], io);
	const progress = io.progress(values.isOn("quiet"));
	const ports = await io.verifyPorts({
		...trustSettings(values, io.folder),
		progress
	});
	const verification = await verifyAny(order, ports);
	progress.done();
	const summary = await writeVerificationSummary(values, {
		verification,
		capsule: (0, import__builtin_node_path.basename)(capsule),
		policy,
		now
	}, io);
	if (summary === "written") progress.warn("the verification summary is not signed; it is worth as much as the place where it lies");
	if (values.isOn("json")) io.out(jsonText(verificationJson(verification, asFlag)));
	else io.out(verificationText(verification, io.paint, asFlag));
	if (summary instanceof Fault) progress.warn(summary.message);
	return exitCodeWith(verification, summary);
};

// src/doors/options/option-values.ts
function readOptionValues(given, options, spell) {
	const named = new Map(Object.entries(options));
	const spelling = (name) => {
		var _named$get;
		return spell(String(name), (_named$get = named.get(name)) !== null && _named$get !== void 0 ? _named$get : UNKNOWN);
	};
	for (const [name, option] of Object.entries(options)) {
		const raw = given.get(name);
		if (raw !== void 0) check(option, raw, spelling(name));
	}
	const first = (name) => {
		var _given$get$, _given$get, _named$get2;
		return (_given$get$ = (_given$get = given.get(String(name))) === null || _given$get === void 0 ? void 0 : _given$get[0]) !== null && _given$get$ !== void 0 ? _given$get$ : (_named$get2 = named.get(name)) === null || _named$get2 === void 0 ? void 0 : _named$get2.default;
	};
	return {
		text: (name) => first(name),
		choice: (name) => first(name),
		lines: (name) => {
			var _given$get2;
			return (_given$get2 = given.get(String(name))) !== null && _given$get2 !== void 0 ? _given$get2 : [];
		},
		isOn: (name) => first(name) === "true",
		isGiven: (name) => given.has(String(name)),
		spelling
	};
}
const UNKNOWN = {
	kind: "text",
	description: ""
};
function check(option, raw, shown) {
	if (option.kind !== "lines" && raw.length > 1) throw new Fault("usage", `${shown} is given more than once`);
	for (const value of raw) requireValue(option, value, shown);
}
function requireValue(option, value, shown) {
	if (value === "") throw new Fault("usage", `${shown} is empty`, { hint: `give a value, or remove ${shown}` });
	if (/\p{Cc}/u.test(value)) throw new Fault("usage", `${shown} contains control characters: ${printable(value)}`);
	const values = option.kind === "switch" ? ["true", "false"] : option.values;
	if (values !== void 0 && !values.includes(value)) throw new Fault("usage", `${shown} is ${printable(value)}`, { hint: `use ${listed(values)}` });
}
function listed(values) {
	return values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

// src/doors/verify/run-verify.ts
const HELP = `capsule ${TOOL.version}, the verifier alone: it opens no socket and signs nothing.

  verify.js verify ${verify$1.arguments}
  verify.js show ${show.arguments}
  verify.js guide ${guide.arguments}

Flags are those of the whole program; https://github.com/release-capsule/release-capsule has them.
`;
async function runVerify(argv, io) {
	const [command, ...rest] = argv;
	try {
		switch (command) {
			case "verify": {
				const { words, given } = read(rest, verify$1.options);
				return await verifyCommand(words, readOptionValues(given, verify$1.options, flag), io);
			}
			case "show": {
				const { words, given } = read(rest, show.options);
				return await showCommand(words, readOptionValues(given, show.options, flag), io);
			}
			case "guide": {
				const { words, given } = read(rest, guide.options);
				return await guideCommand(words, readOptionValues(given, guide.options, flag), io);
			}
			case "--help":
			case "--version":
				io.out(command === "--help" ? HELP : `${TOOL.version}\n`);
				return 0;
			default: throw new Fault("usage", `this program has no command ${printable(command !== null && command !== void 0 ? command : "")}`, { hint: "it has verify, show and guide; everything else is in dist/cli.js" });
		}
	} catch (error) {
		const fault = asFault(error);
		io.err(`${faultText(fault, asFlag)}\n`);
		if (rest.includes("--json")) io.out(jsonText(faultJson(fault, asFlag)));
		return FAULT_CODES[fault.code].exit;
	}
}
const flag = (name) => `--${name}`;
function read(argv, options) {
	const flags = Object.entries(options).filter(([, { only }]) => only !== "input");
	const names = new Map(flags.flatMap(([name, one]) => {
		var _one$aliases;
		return [name, ...(_one$aliases = one.aliases) !== null && _one$aliases !== void 0 ? _one$aliases : []].map((each) => [each, name]);
	}));
	const grammar = Object.fromEntries([...names].map(([each, name]) => [each, grammarOf(options[name])]));
	const given = /* @__PURE__ */ new Map();
	try {
		const { values, positionals } = (0, import__builtin_node_util.parseArgs)({
			args: [...argv],
			options: grammar,
			allowPositionals: true
		});
		for (const [each, found] of Object.entries(values)) {
			var _names$get, _given$get;
			const name = (_names$get = names.get(each)) !== null && _names$get !== void 0 ? _names$get : each;
			given.set(name, [...(_given$get = given.get(name)) !== null && _given$get !== void 0 ? _given$get : [], ...[found].flat().map(String)]);
		}
		if (positionals.length === 0) throw new Fault("usage", "no file is named", { hint: "verify.js --help" });
		return {
			words: positionals,
			given
		};
	} catch (cause) {
		if (cause instanceof Fault || !(cause instanceof TypeError)) throw cause;
		const [sentence = ""] = cause.message.split(/[.\n]/);
		throw new Fault("usage", printable(sentence), {
			hint: "verify.js --help",
			cause
		});
	}
}
function grammarOf(option) {
	if ((option === null || option === void 0 ? void 0 : option.kind) === "switch") return { type: "boolean" };
	return {
		type: "string",
		multiple: true
	};
}

// src/doors/verify/main.ts
const { stdout, stderr } = process;
tolerateClosedPipes([stdout, stderr]);
endProcessWith(() => {
	var _process$argv$;
	return runVerify(process.argv.slice(2), {
		...reading(process.cwd(), stderr),
		verifyPorts: offlinePorts,
		out: (text) => stdout.write(text),
		err: (text) => stderr.write(text),
		paint: (style, text) => (0, import__builtin_node_util.styleText)(style, text, { stream: stdout }),
		program: ["node", (0, import__builtin_node_path.relative)(process.cwd(), (_process$argv$ = process.argv[1]) !== null && _process$argv$ !== void 0 ? _process$argv$ : "")]
	});
}, (fault) => stderr.write(`${faultText(fault, asFlag)}\n`));

exports.COORDINATE_BYTES = COORDINATE_BYTES;
exports.Fault = Fault;
exports.concatBytes = concatBytes;
exports.decodeHex = decodeHex;
exports.encodeHex = encodeHex;
exports.equalBytes = equalBytes;
exports.errnoOf = errnoOf;
exports.printable = printable;
Object.defineProperty(exports, "require__builtin_node_os", {
  enumerable: true,
  get: function () {
    return require__builtin_node_os;
  }
});
Object.defineProperty(exports, "require__builtin_node_path", {
  enumerable: true,
  get: function () {
    return require__builtin_node_path;
  }
});
Object.defineProperty(exports, "require__builtin_node_util", {
  enumerable: true,
  get: function () {
    return require__builtin_node_util;
  }
});
exports.toFixedLength = toFixedLength;