const light =
  "--paper:#fbfaf7;--card:#fff;--ink:#1d2329;--soft:#59636e;--line:#dfdcd3;--good:#16693c;--good-bg:#e3f1e7;--bad:#a5281f;--bad-bg:#f9e5e2;--open:#7a5300;--open-bg:#f8edd3;--accent:#14567d;--bar:#2b7aa8;--bar2:#b4bcc4;--code:#f3f1eb";
const dark =
  "--paper:#14181c;--card:#1b2126;--ink:#e5e9ec;--soft:#9ca8b2;--line:#313a42;--good:#7bd19a;--good-bg:#173424;--bad:#ff9d92;--bad-bg:#43201d;--open:#e9bf69;--open-bg:#3a2d10;--accent:#86c5ee;--bar:#4f9fd0;--bar2:#56626d;--code:#11161a";

/** The page's one style sheet: two themes by the reader's setting or choice (`data-theme` of the root), one column that fits a phone, everything unfolded on paper. */
export const style = `
:root{color-scheme:light dark;${light}}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark;${dark}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header.top{max-width:66rem;margin:0 auto;padding:2.5rem 1.25rem 0}
h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:.1rem 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;letter-spacing:-.005em;margin:3rem 0 .25rem}
h2+.lead{margin-top:0}
h3{font-size:1rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}
a{color:var(--accent)}
.kicker,.lead,.soft{color:var(--soft)}
.kicker{margin:0;font-size:.9rem}
code,pre{font:0.86em/1.5 ui-monospace,SFMono-Regular,"Cascadia Code",Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{overflow-wrap:anywhere}
pre{background:var(--code);border:1px solid var(--line);border-radius:.4rem;padding:.7rem .85rem;margin:.5rem 0;overflow-x:auto;max-height:13rem;white-space:pre-wrap;overflow-wrap:anywhere}
.verdict{display:flex;align-items:baseline;gap:.75rem;flex-wrap:wrap;border-left:.3rem solid;padding:.6rem 1rem;margin:1rem 0 1.25rem;border-radius:0 .4rem .4rem 0;font-size:1.1rem}
.verdict strong{font-size:1.25rem}
.good{color:var(--good)}.bad{color:var(--bad)}.open{color:var(--open)}
.verdict.good{background:var(--good-bg);border-color:var(--good)}
.verdict.bad{background:var(--bad-bg);border-color:var(--bad)}
.verdict.open{background:var(--open-bg);border-color:var(--open)}
.figures{display:flex;flex-wrap:wrap;gap:1px;background:var(--line);border:1px solid var(--line);border-radius:.5rem;overflow:hidden;margin:0}
.figures div{flex:1 1 9.5rem;background:var(--card);padding:.75rem .9rem}
.figures dt{color:var(--soft);font-size:.82rem}
.figures dd{margin:0;font-size:1.3rem;font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
.figures dd small{display:block;font-size:.8rem;font-weight:400;color:var(--soft);letter-spacing:0}
details{border:1px solid var(--line);border-radius:.4rem;background:var(--card);margin:.4rem 0}
summary{cursor:pointer;padding:.6rem .85rem;display:grid;grid-template-columns:5.4rem minmax(0,1fr) auto;gap:.25rem .8rem;align-items:baseline;list-style:none}
summary::-webkit-details-marker{display:none}
summary:focus-visible,a:focus-visible,pre:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
summary .said{grid-column:2;color:var(--soft);overflow-wrap:anywhere}
summary .time{color:var(--soft);font-size:.85rem;font-variant-numeric:tabular-nums;white-space:nowrap}
summary .time::after{content:"▾";display:inline-block;margin-left:.5rem}
details[open]>summary .time::after{content:"▴"}
details .inside{padding:.1rem .85rem .8rem;border-top:1px solid var(--line)}
.badge{display:inline-block;font-size:.74rem;font-weight:700;letter-spacing:.04em;padding:.1rem .45rem;border-radius:.25rem;text-align:center}
.badge.good{background:var(--good-bg)}.badge.bad{background:var(--bad-bg)}.badge.open{background:var(--open-bg)}
.scores{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:.15rem 2rem;margin:1rem 0;padding:0;list-style:none}
.scores li{display:grid;grid-template-columns:8.5rem minmax(0,1fr) auto;gap:.75rem;align-items:center;font-variant-numeric:tabular-nums}
.track{height:.55rem;background:var(--line);border-radius:.3rem;overflow:hidden;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.track i{display:block;height:100%;background:var(--bar);border-radius:.3rem}
.track i.less{background:var(--bar2)}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.94rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .8rem .45rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500;font-size:.85rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}
.scroll table{min-width:34rem}
td code{overflow-wrap:normal;white-space:pre-wrap}
td.n+td code{white-space:nowrap}
.stack{display:flex;height:2.1rem;border-radius:.35rem;overflow:hidden;background:var(--line);margin:.2rem 0 .9rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.stack i{display:block;min-width:1px;background:var(--bar);border-right:2px solid var(--paper)}
.stack i:nth-child(even){opacity:.78}
.stack.single i{background:var(--bar2)}
.time-row{display:grid;grid-template-columns:22rem minmax(0,1fr) 5.5rem;gap:.8rem;align-items:center;margin:.3rem 0}
.time-row .lane{position:relative;height:.9rem;background:var(--line);border-radius:.25rem;overflow:hidden;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.time-row .lane i{position:absolute;top:0;bottom:0;background:var(--bar2);min-width:2px}
.time-row .lane i.engine{background:var(--bar)}
.time-row .n{text-align:right;font-variant-numeric:tabular-nums;color:var(--soft);font-size:.88rem}
.key{font-size:.85rem;color:var(--soft);display:flex;gap:1.2rem;flex-wrap:wrap}
.key i{display:inline-block;width:.8rem;height:.8rem;border-radius:.15rem;margin-right:.35rem;vertical-align:-.1rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.diff .add{color:var(--good)}.diff .del{color:var(--bad)}
ul.plain{padding:0;list-style:none;margin:.5rem 0}
ul.plain li{overflow-wrap:anywhere;padding:.4rem 0;border-bottom:1px solid var(--line)}
footer{color:var(--soft);font-size:.88rem;margin-top:4rem;padding-bottom:3rem}
footer p{overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
@media(max-width:36rem){body{font-size:15px}header.top{padding-top:1.5rem}h1{font-size:1.55rem}summary{grid-template-columns:minmax(0,1fr) auto}summary .name{grid-column:1}summary .badge{justify-self:start;grid-column:1}summary .time{grid-column:2;grid-row:1}summary .said{grid-column:1/-1}.time-row{grid-template-columns:minmax(0,1fr) auto}.time-row .lane{grid-column:1/-1;grid-row:2}.scores li{grid-template-columns:7.5rem minmax(0,1fr) auto}}
@media print{:root,:root[data-theme]{color-scheme:light;${light};--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--code:#f6f6f6}body{font-size:10.5pt}header.top,main,footer{max-width:none;padding-left:0;padding-right:0}details,.verdict,tr,.time-row{break-inside:avoid}pre{max-height:none}h2{break-after:avoid}.skip{display:none}summary .time::after{content:""!important}}
`.trim();
