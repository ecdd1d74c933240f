/**
 * The one style of a page: light and dark by the reader's choice, one column on a phone, and a print that leaves out what is only
 * for looking up. System fonts, since nothing is fetched.
 */
export const REPORT_STYLE = `:root{color-scheme:light dark;
--paper:#faf9f5;--card:#fff;--sunk:#f2f0e9;--ink:#1d2125;--ink-2:#555c64;--rule:#dedad0;--rule-2:#8b8f8a;--link:#1d4e89;
--good:#0f6440;--bad:#a61e17;--warn:#7a4b00;--warn-2:#fbf1da;--bar:#4f6f9f;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;
--sans:system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;
--mono:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14171a;--card:#1b1f23;--sunk:#101316;--ink:#e9e7e2;--ink-2:#a7aeb6;--rule:#30363c;--rule-2:#7d858d;--link:#93bbf2;
--good:#79d6a5;--bad:#ffa097;--warn:#efc473;--warn-2:#2f2614;--bar:#7f9fd1}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.55 var(--sans)}
h1,h2,h3,p,dl,dd,ol,ul,figure,table{margin:0;padding:0}
ol,ul{list-style:none}
h1,h2{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance;letter-spacing:-.005em}
h1{font-size:clamp(27px,4.2vw,39px);overflow-wrap:anywhere}h2{font-size:25px}h3{font-size:16px;font-weight:650;line-height:1.35}
p{text-wrap:pretty;max-width:44em;overflow-wrap:anywhere}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:3px}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:3px}
code{font-family:var(--mono);font-size:.9em;font-variant-ligatures:none}
.quiet{color:var(--ink-2)}.small{font-size:13px;line-height:1.5}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.foreign{unicode-bidi:isolate;overflow-wrap:anywhere}
.code-point{font-family:var(--mono);font-size:.86em;color:var(--warn);background:var(--warn-2);border-radius:3px;padding:0 3px;margin:0 1px}
.digest{display:inline-block;font-size:12.5px;line-height:1.55;user-select:all;cursor:copy}
.digest span{margin-right:.55em}
.command{display:block;background:var(--sunk);border:1px solid var(--rule);border-radius:8px;padding:12px 16px;overflow-wrap:anywhere;user-select:all;line-height:1.6}
.pill{width:72px;height:36px;flex:none;overflow:visible;margin-top:2px}
.pill path{stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round;stroke:currentColor}
.pill .a{fill:currentColor}.pill .b{fill:var(--card)}.pill .dashed{stroke-dasharray:4 5;fill:var(--card)}.pill .tick{fill:none;stroke-width:3.2}
.mark{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.12em}
.result{display:inline-flex;gap:6px;align-items:baseline;font-weight:600;white-space:nowrap}
.page{max-width:1040px;margin:0 auto;padding:24px 16px 72px}
.top{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;font-size:13px;color:var(--ink-2);padding-bottom:24px}
.top b{color:var(--ink);font-weight:650}.top span{overflow-wrap:anywhere}
.verdict{background:var(--card);border:1px solid var(--rule);border-top:4px solid var(--tone,var(--rule-2));border-radius:4px 4px 12px 12px;padding:32px 32px 24px}
.is-verified{--tone:var(--good)}.is-rejected{--tone:var(--bad)}.is-incomplete{--tone:var(--warn)}.tone{color:var(--tone)}
.say{display:grid;grid-template-columns:auto 1fr;gap:8px 24px;align-items:start}.say>*{min-width:0}
.word{font-weight:750;letter-spacing:.11em;line-height:1.2;padding-bottom:8px}
.say h1{max-width:22em}.because{padding-top:12px}
.reason{display:grid;grid-template-columns:9.5em 1fr;gap:4px 16px;margin-top:24px;padding-top:16px;border-top:1px solid var(--rule)}
.reason dt{padding-top:3px}.reason .command{margin:4px 0}.reason .wide{grid-column:1/-1}
.facts{display:grid;grid-template-columns:repeat(4,1fr);gap:16px 24px;margin-top:32px;padding-top:24px;border-top:1px solid var(--rule)}
dt{font-size:13px;color:var(--ink-2);line-height:1.4}dd{overflow-wrap:anywhere;min-width:0}
.facts dd{font-weight:600}.facts dd .small{display:block;font-weight:400}
.compare{display:grid;grid-template-columns:auto 1fr;gap:8px 32px;align-items:center;padding:16px 32px;margin-top:16px;border:1px solid var(--rule);border-radius:12px}
.compare .value{font:600 25px/1.2 var(--mono);overflow-wrap:anywhere}
nav{padding:24px 0 0;font-size:13px}nav ul{display:flex;flex-wrap:wrap;gap:0 24px}nav a{display:inline-block;padding:12px 0}
section{padding-top:72px}
section>h2{padding-bottom:8px}section>.command{margin-bottom:24px}section>p{padding-bottom:24px;color:var(--ink-2)}section>p.after{padding:16px 0 0}
.split{display:grid;grid-template-columns:1fr 440px;gap:48px;align-items:start}.split>*{min-width:0}
.rows{display:grid;grid-template-columns:9.5em 1fr;border-top:1px solid var(--rule)}
.rows dt,.rows dd{padding:10px 0;border-bottom:1px solid var(--rule)}.rows dt{padding-top:12px}
.trust{width:100%;height:auto;display:block;font-family:var(--sans)}
.trust rect{fill:var(--card);stroke:var(--rule-2)}.trust .yours{stroke:var(--ink);stroke-width:1.6}.trust .theirs{stroke-dasharray:4 3}
.trust .t{font-size:13px;font-weight:650;fill:var(--ink)}.trust .s,.trust .head{font-size:11.5px;fill:var(--ink-2)}
.trust .line{stroke:var(--rule-2)}.trust .mid{font-size:11.5px;text-anchor:middle}
.trust circle{fill:var(--card);stroke:currentColor;stroke-width:1.4}.trust .sign{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}.trust .mid{fill:currentColor}
.time{display:grid;grid-template-columns:repeat(4,1fr)}
.time li{position:relative;padding:24px 16px 0 0;min-width:0}
.time li::before{content:"";position:absolute;left:0;right:0;top:7px;border-top:2px solid var(--rule)}
.time li:last-child::before{right:auto;width:14px}
.time li::after{content:"";position:absolute;left:0;top:0;width:16px;height:16px;border-radius:50%;border:2px solid var(--rule-2);background:var(--paper)}
.time li.sure::after{background:var(--good);border-color:var(--good)}
.time time{display:block;font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:collapse;font-size:15px;line-height:1.45}
th{text-align:left;font-weight:500;font-size:13px;color:var(--ink-2);padding:0 16px 8px 0;border-bottom:1px solid var(--rule-2);vertical-align:bottom}
td,tbody th{padding:11px 16px 11px 0;border-bottom:1px solid var(--rule);vertical-align:top;font-size:15px;color:var(--ink);font-weight:400;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tbody th b{font-weight:600}tr[hidden]{display:none}
.delta td:nth-child(2){white-space:nowrap}.files .digest{color:var(--ink-2)}.files .n{padding-right:32px}
#packages th:first-child{width:42%}#packages th:nth-child(2){width:20%}#packages td,#packages tbody th{padding-top:8px;padding-bottom:8px}#packages table{table-layout:fixed}
summary{cursor:pointer;padding:10px 0;min-height:44px;color:var(--link)}
.share{display:block;width:84px;height:4px;margin:7px 0 0 auto}.share rect{fill:var(--bar)}
.bars{display:grid;grid-template-columns:15em 1fr auto;gap:7px 16px;align-items:center;font-size:15px;padding:12px 0 24px}
.bars>li{display:contents}.bars svg{width:100%;height:12px;display:block}.bars rect{fill:var(--bar)}.bars .b3{fill:var(--bad)}.bars .name{overflow-wrap:anywhere;line-height:1.3;min-width:0}
.find{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;font-size:13px;color:var(--ink-2)}
.find input{font:inherit;font-size:16px;color:var(--ink);background:var(--card);border:1px solid var(--rule-2);border-radius:6px;padding:6px 10px;min-height:44px;width:min(22em,100%);margin:8px 0 16px}
.limits{border:1px solid var(--rule-2);border-radius:12px;padding:8px 32px}
.limits li{display:grid;grid-template-columns:1fr 1fr;gap:8px 32px;padding:16px 0;border-bottom:1px solid var(--rule)}.limits li:last-child{border:0}.limits li>*{min-width:0;overflow-wrap:anywhere}
.limits b{font-weight:600}.on-paper{display:none}
footer{margin-top:72px;padding-top:24px;border-top:1px solid var(--rule);font-size:13px;color:var(--ink-2)}footer p+p{padding-top:12px}footer .command{color:var(--ink);margin:8px 0 12px;max-width:68ch;font-size:12.5px}
@media (max-width:860px){.split{grid-template-columns:1fr;gap:32px}.trust{max-width:440px}.facts{grid-template-columns:1fr 1fr}.limits li{grid-template-columns:1fr}}
@media (max-width:640px){section{padding-top:48px}.verdict{padding:24px 16px 16px}.say,.compare,.reason,.rows{grid-template-columns:1fr}.compare{padding:16px}
.time{grid-template-columns:1fr}.time li{padding:0 0 24px 34px}.time li::before{left:7px;right:auto;top:8px;bottom:-8px;border-top:0;border-left:2px solid var(--rule)}.time li:last-child::before{display:none}.time li::after{top:4px}
.share{margin-left:0}.rows dt{border:0;padding-bottom:0}.rows dd{padding-top:0}.limits{padding:4px 16px}.bars{grid-template-columns:8.5em 1fr auto}
table,tbody{display:block}thead{display:none}tr{display:flex;flex-wrap:wrap;gap:2px 12px;padding:10px 0;border-bottom:1px solid var(--rule)}td,tbody th,#packages td,#packages tbody th{border:0;padding:0;width:auto}table{border-top:1px solid var(--rule-2)}
.files tbody th{flex:1 0 100%}.digest{width:calc(32ch + 2.6em);vertical-align:top}.files td.n{flex:1;text-align:left;color:var(--ink-2)}
tbody th{flex:1 1 calc(100% - 7em)}#packages tbody th{flex:1 1 100%}#packages td{color:var(--ink-2)}.all td:last-child{flex:1 0 100%;color:var(--ink-2)}}
@media print{:root{color-scheme:light;--paper:#fff;--sunk:#fff;--ink:#000;--link:#000;--warn-2:#fff}
@page{margin:12mm 14mm}body{font-size:9pt;line-height:1.32}.page{max-width:none;padding:0}.on-paper{display:block}nav,.find,.lookup,details,tr.more{display:none}p{max-width:none}dt,.small,th,.top,footer{font-size:8pt;line-height:1.3}
section{padding-top:4.5mm}section>p{padding-bottom:1.5mm}section>p.after{padding-top:1.5mm}h1{font-size:18pt}h2{font-size:13pt;padding-bottom:.5mm}h3{font-size:9pt}h2,h3,section>p{break-after:avoid}.top{padding-bottom:2mm}.verdict{padding:4mm 5mm 3mm}.because{padding-top:1mm}.reason,.facts{margin-top:3mm;padding-top:2.5mm;grid-template-columns:28mm 1fr}.facts{grid-template-columns:repeat(4,1fr)}.compare{padding:2mm 5mm;margin-top:2mm}.compare .value{font-size:13pt}
.rows{grid-template-columns:22mm 1fr}.rows dt,.rows dd{padding:.7mm 0}.split{grid-template-columns:1fr 70mm;gap:7mm}td,tbody th{font-size:8.5pt;padding-top:.8mm;padding-bottom:.8mm}th{padding-bottom:1mm}.digest{font-size:7pt;line-height:1.3}.time{grid-template-columns:repeat(4,1fr)}.time li{padding-top:5mm}.time li::after{width:3.4mm;height:3.4mm}.time li::before{top:1.5mm}
.share{display:none}.bars{padding:.5mm 0;gap:.4mm 4mm;font-size:8.5pt;grid-template-columns:40mm 60mm auto;justify-content:start}.bars svg{height:2mm}.bars li:nth-child(n+6) *{display:none}.limits{padding:.5mm 5mm}.limits li{grid-template-columns:1fr 1fr;gap:1mm 6mm;padding:1.1mm 0}footer{margin-top:4mm;padding-top:2mm;break-inside:avoid}footer p+p{padding-top:1mm}footer .command{margin:1mm 0;padding:1mm 3mm}tr,li,.verdict,.trust{break-inside:avoid}.pill,rect,.time li::after{print-color-adjust:exact}a{text-decoration:none}}
`;
