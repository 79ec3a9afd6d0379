/** What the fleet's page adds to the record's style sheet. */
export const fleetStyle = `
main,footer,header.top{max-width:72rem}
.find{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;margin:1rem 0}
.find label{display:grid;gap:.2rem;font-size:.85rem;color:var(--soft)}
.find label.words{flex:1 1 16rem}
.find input,.find select{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:.35rem;padding:.45rem .6rem;min-height:2.75rem;width:100%}
.find input:focus-visible,.find select:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.find[hidden],.service[hidden]{display:none}
.shown{min-height:1.5em;color:var(--soft);margin:.25rem 0}
ol.fleet{list-style:none;padding:0;margin:0}
.service{border:1px solid var(--line);border-left-width:.3rem;border-radius:.4rem;background:var(--card);padding:.8rem 1rem;margin:.6rem 0;content-visibility:auto;contain-intrinsic-size:auto 11rem}
.service[data-standing=bad]{border-left-color:var(--bad)}
.service[data-standing=open]{border-left-color:var(--open)}
.service[data-standing=good],.service[data-standing=partly]{border-left-color:var(--good)}
.service:target{outline:3px solid var(--accent);outline-offset:2px}
.service h3{margin:0;font-size:1.1rem;overflow-wrap:anywhere}
.service .badge{vertical-align:.1em}
.service p{margin:.2rem 0;font-size:.9rem;overflow-wrap:anywhere}
.trends{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.6rem 1.5rem;margin:.7rem 0 .4rem}
.trends dt{font-size:.82rem;color:var(--soft)}
.trends dd{margin:0;font-variant-numeric:tabular-nums}
.trends small{color:var(--soft);margin-left:.3rem}
.spark{display:block;width:100%;max-width:15rem;height:2.4rem;margin-top:.2rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.spark path{fill:none;stroke:var(--bar);stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.spark circle{fill:var(--bar)}
.spark.bars path{stroke-width:inherit;stroke-linecap:butt}
.spark.bars .good{stroke:var(--bar)}.spark.bars .bad{stroke:var(--bad)}.spark.bars .open{stroke:var(--bar2)}
ul.open{list-style:none;padding:0;margin:.4rem 0;color:inherit}
ul.open li{display:grid;grid-template-columns:5.2rem minmax(0,1fr);gap:.6rem;align-items:baseline;padding:.2rem 0;font-size:.94rem;overflow-wrap:anywhere}
.service details{background:none;margin:.3rem 0}
.service summary{display:list-item;list-style:revert;padding:.35rem .7rem;font-size:.9rem}
.service details ul{padding:0 .7rem .3rem}
.tally th[scope=row]{font-weight:400;color:var(--ink);font-size:.94rem}
.tally th[scope=row] span{color:var(--soft)}
.tally{min-width:40rem}
@media(max-width:36rem){ul.open li{grid-template-columns:minmax(0,1fr)}ul.open .badge{justify-self:start}.trends{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media print{.find,.shown{display:none}.service{content-visibility:visible;break-inside:avoid}.service[hidden]{display:block}.scroll{overflow:visible}.tally{min-width:0}}
`.trim();
