import type { SeaworthyRecord } from "../../core/record.ts";
import { notProved, uncontrolled } from "../../records/evidence.ts";
import { bytes, counted } from "../../records/figures.ts";
import { nextExperiment, typedFolder } from "../../records/next-experiment.ts";
import { type Html, markup } from "./escape.ts";

/** What was not proved, and why. */
export function open(record: SeaworthyRecord): Html {
  const rows = [...notProved(record), ...controlsLeft(record)];
  return markup`<section aria-labelledby="open"><h2 id="open">What was not proved</h2>${
    rows.length === 0
      ? markup`<p>Nothing that was asked for was left out.</p>`
      : markup`<ul class="plain">${rows.map((one) => markup`<li><strong>${one.what}</strong> <span class="soft">${one.because}</span></li>`)}</ul>`
  }</section>`;
}

function controlsLeft(record: SeaworthyRecord): readonly { what: string; because: string }[] {
  const none = uncontrolled(record.proofs).length;
  if (none === 0) return [];
  const because = `not asked for in this run; seaworthy prove --controls ${typedFolder(record)} runs them`;
  return [{ what: `negative controls of ${counted(none, "proof")}`, because }];
}

/** Failures met on the way, with cause, what confirmed it, and remedy. */
export function met({ diagnoses }: SeaworthyRecord): Html | null {
  if (diagnoses.length === 0) return null;
  const rows = diagnoses.map(
    (one) =>
      markup`<details><summary><span class="badge open">${one.stage.toUpperCase()}</span><span class="name"><strong>${one.title}</strong></span><span class="time"></span><span class="said">${one.cause}</span></summary><div class="inside"><pre tabindex="0" aria-label="What was printed">${one.symptom}</pre>${one.confirmedBy.map((fact) => markup`<p>Confirmed: ${fact}</p>`)}<p>Remedy: ${one.remedy === null ? "none is known" : `${one.remedy.says} (${one.remedy.file})`}</p></div></details>`,
  );
  return markup`<section aria-labelledby="met"><h2 id="met">Failures met on the way</h2>${rows}</section>`;
}

/** What was read, and where each fact stands. */
export function facts({ facts: known }: SeaworthyRecord): Html | null {
  if (known.evidence.length === 0) return null;
  const rows = known.evidence.map(
    (one) =>
      markup`<tr><td>${one.fact}</td><td><code>${one.file}:${one.line}</code></td><td class="soft">${one.because}</td></tr>`,
  );
  return markup`<section aria-labelledby="facts"><h2 id="facts">What was read</h2><div class="scroll" role="region" aria-label="Facts" tabindex="0"><table class="stacked"><thead><tr><th>Fact</th><th>Where</th><th>Why this one</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** How to repeat it, and on what it ran. */
export function repeat(record: SeaworthyRecord): Html {
  const { front, engine, machine, tool, standIns, image } = record;
  const next = nextExperiment(record);
  const verdicts = new Map(record.tests.map((test) => [test.command, test.verdict]));
  return markup`<section aria-labelledby="repeat"><h2 id="repeat">To repeat it</h2>
<p class="lead">In ${record.facts.path === "." ? "the service's folder" : record.facts.path}, word for word.</p>
<pre class="whole" tabindex="0" aria-label="Commands">${front.tests.map((command) => markup`$ ${command}${verdicts.has(command) ? markup`<span class="soft">  # ${verdicts.get(command) ?? ""}</span>` : null}\n`)}</pre>
<p>Next: ${next.says}${next.command === null ? null : markup` <code>${next.command}</code>`}</p></section>
<section aria-labelledby="ground"><h2 id="ground">On what it ran</h2><ul class="plain">
<li>seaworthy ${tool.version} on Node ${tool.node}</li>
<li>${machine.platform}, ${machine.cpus} cores, ${bytes(machine.memoryBytes)} memory</li>
<li>${engine === null ? "no engine" : `${engine.kind} ${engine.serverVersion} (client ${engine.clientVersion}), ${engine.builder}, ${engine.platform}${engine.rootless ? ", rootless" : ""}`}${engine === null || engine.notes.length === 0 ? null : markup` <span class="soft">${engine.notes.join("; ")}</span>`}</li>
${Object.entries(standIns).map(([reference, source]) => markup`<li><code>${reference}</code> is a local stand-in made from ${source}</li>`)}
${image === null ? null : markup`<li>${image.tag} <code>${image.digest}</code></li>`}
${record.written.map((one) => markup`<li>wrote <code>${one.path}</code> <span class="soft">sha256 ${one.sha256}</span></li>`)}
</ul></section>`;
}
