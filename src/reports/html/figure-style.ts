/** Hues of the parts of a treemap; lightness comes from the theme and the depth, so that ink stays readable on all. */
const hues = [205, 150, 38, 275, 12, 178, 325, 90];

/** The record page's own pictures and tables, over the common style sheet. */
export const figureStyle = `
:root{--map0:76%;--map1:82%;--map2:87%;--map3:91%;--sat:50%}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){--map0:22%;--map1:26%;--map2:30%;--map3:33%;--sat:26%}}
:root[data-theme=dark]{--map0:22%;--map1:26%;--map2:30%;--map3:33%;--sat:26%}
.scores li{grid-template-columns:8.5rem minmax(0,1fr) 6.6rem}
.points{text-align:right}
.track{position:relative}.track b{position:absolute;top:0;bottom:0;width:3px;margin-left:-1px;background:var(--ink)}
.toc ul{display:flex;flex-wrap:wrap;gap:.1rem .95rem;list-style:none;margin:1.1rem 0 0;padding:0;font-size:.88rem}
.toc a{display:inline-block;padding:.3rem 0;text-decoration-thickness:1px;text-underline-offset:.25em}
.top-line{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
button{font:inherit;color:inherit}
.theme{background:none;border:1px solid var(--line);border-radius:1rem;padding:.15rem .8rem;font-size:.85rem;color:var(--soft);cursor:pointer;white-space:nowrap}
button:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[hidden]{display:none!important}
.badge{background:var(--code)}
details.quiet{background:none}
details.quiet>summary{grid-template-columns:minmax(0,1fr) auto}
details.quiet>summary .said{grid-column:1}
details.quiet>summary .name:only-child::after{content:" ▾";color:var(--soft)}
.graph{padding:.75rem 0}
.graph svg{display:block;margin:0 auto;max-width:100%;height:auto;font-family:inherit}
.box rect{fill:var(--card);stroke:var(--line);stroke-width:1.5}
.box.image rect{fill:var(--code);stroke-dasharray:4 3}
.box.base rect{stroke:var(--bar);stroke-width:1.5}
.box.final rect{fill:var(--good-bg);stroke:var(--good);stroke-width:2}
.box.unused{opacity:.65}
.box-name{font-size:13.5px;font-weight:600;fill:var(--ink)}
.box.image .box-name{font-size:12px;font-weight:500}
.box-sub{font-size:11.5px;fill:var(--soft)}
.edge{fill:none;stroke:var(--soft);stroke-width:1.6}
.edge.copy{stroke-dasharray:6 4}.edge.mount{stroke-dasharray:2 4}
.tip{fill:var(--soft)}
.edge-label{font-size:11.5px;fill:var(--soft);stroke:var(--paper);stroke-width:5px;paint-order:stroke;font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.source{list-style:none;margin:.4rem 0 0;padding:.5rem 0;background:var(--code);border:1px solid var(--line);border-radius:.4rem;overflow-x:auto}
.source li{display:grid;grid-template-columns:2.6rem minmax(0,1fr);padding:0 .7rem 0 0}
.source .no{color:var(--soft);text-align:right;padding-right:.9rem;font:.8em/1.9 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;user-select:none}
.source code{white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.65}
.source code.comment{color:var(--soft)}
.source .found{background:var(--open-bg);box-shadow:inset 3px 0 var(--open)}
.source .note{grid-column:2;display:block;background:var(--card);border:1px solid var(--line);border-radius:.35rem;margin:.2rem 0 .5rem;padding:.45rem .7rem;font-size:.92rem}
.source .note strong{color:var(--open)}
.modes{border:0;padding:0;margin:.75rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem}
.modes label{display:inline-flex;align-items:center;gap:.45rem;min-height:1.75rem;cursor:pointer}
.map{margin:1rem 0 1.75rem}
h4{font-size:.98rem;margin:1rem 0 .3rem}h4 .soft{font-weight:400}
.crumbs{list-style:none;display:flex;flex-wrap:wrap;margin:0 0 .4rem;padding:0;font-size:.9rem}
.crumbs li{max-width:100%;display:flex;min-width:0}
.crumbs li+li::before{content:"›";color:var(--soft);margin:0 .45rem}
.crumbs span,.crumbs button{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:22rem;padding:.1rem 0;line-height:1.4rem}
.crumbs button{background:none;border:0;color:var(--accent);text-decoration:underline;text-underline-offset:.2em;cursor:pointer}
.area{position:relative;background:var(--line);border-radius:.35rem;overflow:hidden}
.cell{position:absolute;overflow:hidden;margin:0;padding:.18rem .4rem;border:1px solid var(--paper);border-radius:.2rem;text-align:left;font-size:.8rem;line-height:1.15rem;color:var(--ink);display:flex;flex-direction:column;justify-content:flex-start;align-items:flex-start;cursor:default;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.cell.more{cursor:pointer}
.cell.nest{flex-direction:row;justify-content:space-between;gap:.6rem}
.cell b{font-weight:600;max-width:100%;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.cell small{font-size:.75rem;white-space:nowrap;font-variant-numeric:tabular-nums}
.cell:focus-visible{outline:3px solid var(--ink);outline-offset:-3px}
${[0, 1, 2, 3].map((depth) => hues.map((hue, at) => `.h${at}.d${depth}{background:hsl(${hue} var(--sat) var(--map${depth}))}`).join("")).join("\n")}
.told{min-height:1.6em;font-size:.9rem;overflow-wrap:anywhere;margin:.4rem 0}
.inside table td code{white-space:normal;overflow-wrap:anywhere}
details,.scroll,.find{min-width:0;max-width:100%}
.inside,p,li,h3{overflow-wrap:anywhere}
.tree td{padding-top:.25rem;padding-bottom:.25rem}
${[1, 2, 3, 4, 5, 6, 7].map((depth) => `.tree td.d${depth}{padding-left:${depth * 1.1}rem}`).join("")}
.find{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:.75rem 0 .25rem}
.find input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.35rem;padding:.3rem .6rem;width:min(16rem,60vw);margin-left:.4rem}
.tall{max-height:30rem;overflow:auto;border:1px solid var(--line);border-radius:.4rem;background:var(--card)}
.tall table{margin:0}
.tall th,.tall td{padding:.35rem .8rem}
.tall td code{white-space:normal;overflow-wrap:anywhere}
.tall th{position:sticky;top:0;background:var(--card);box-shadow:0 1px var(--line);z-index:1}
th button{background:none;border:0;padding:0;font-weight:500;color:var(--soft);cursor:pointer;min-height:1.6rem}
th[aria-sort] button{color:var(--ink);font-weight:600}
th[aria-sort=ascending] button::after{content:" ↑"}th[aria-sort=descending] button::after{content:" ↓"}
pre.whole{max-height:none}pre.diff{max-height:32rem}.on-paper{display:none}
.kicker{white-space:nowrap}
@media(max-width:36rem){.scores li{grid-template-columns:7.5rem minmax(0,1fr) 6.2rem}.scroll .stacked{min-width:0}.stacked thead{display:none}.stacked tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}.stacked td{display:block;border:0;padding:.05rem 0}.stacked td:first-child{font-weight:600}.toc ul{gap:0 1rem}.source li{grid-template-columns:2.1rem minmax(0,1fr)}.tall{max-height:24rem}.cell{font-size:.75rem}}
@media print{.on-paper{display:block}pre,td code,.box-name{white-space:pre-wrap}td,td code,.tree code{white-space:normal!important;overflow-wrap:anywhere}td.n,th.n,.tall td:not(:last-child){white-space:nowrap!important;overflow-wrap:normal}.tall table{font-size:.8em}.tall td{padding:.1rem .6rem .1rem 0}.held summary .time::after{display:none}.source code{white-space:pre-wrap}.toc,.theme,.find,.modes,.crumbs,.told{display:none!important}.tall{max-height:none;overflow:visible;border:0}.tall th{position:static}.scroll{overflow:visible}.scroll table{min-width:0}.source{overflow:visible}.map{break-inside:avoid}.graph svg{max-width:100%}}
`.trim();
