import type { CommandEvidence, Proof } from "../../core/proof.ts";
import type { SeaworthyRecord } from "../../core/record.ts";
import { counted, seconds } from "../../records/figures.ts";
import { type Html, markup } from "./escape.ts";

const order = { FAIL: 0, PASS: 1, SKIPPED: 2 } as const;
const tones = { PASS: "good", FAIL: "bad", SKIPPED: "open" } as const;

/** Every claim, failed ones first and open, each with the commands and answers it rests on. */
export function claims({ proofs }: SeaworthyRecord): Html | null {
  if (proofs.length === 0) return null;
  const sorted = [...proofs].sort((a, b) => rank(a) - rank(b));
  return markup`<section aria-labelledby="claims"><h2 id="claims">What was claimed</h2>
<p class="lead">Each with the commands that were run and what they answered.<span class="on-paper"> On paper those of claims that held are left out; they are in the file that this was printed from.</span></p>
${sorted.map(claim)}</section>`;
}

function rank(proof: Proof): number {
  return proof.control?.verdict === "DID_NOT_FAIL" ? -1 : order[proof.verdict];
}

function claim(proof: Proof): Html {
  const unproved = proof.control?.verdict === "DID_NOT_FAIL";
  const open = proof.verdict === "FAIL" || unproved;
  return markup`<details${open ? markup` open` : markup` class="held"`}><summary><span class="badge ${unproved ? "bad" : tones[proof.verdict]}">${proof.verdict}</span><span class="name"><strong>${proof.title}</strong> <code class="soft">${proof.claim}</code></span><span class="time">${seconds(proof.seconds)}</span><span class="said">${proof.said}${controlled(proof)}</span></summary>
<div class="inside">${commands(proof.commands)}${control(proof)}${figures(proof)}${digests(proof)}</div></details>
`;
}

function controlled(proof: Proof): string {
  const fate = proof.control?.verdict;
  if (fate === undefined || fate === "SKIPPED") return "";
  return fate === "FAILED_AS_IT_MUST"
    ? " · its control failed as it must"
    : " · its control did not fail, so this proves nothing";
}

function commands(list: readonly CommandEvidence[]): Html {
  if (list.length === 0) return markup`<p class="soft">No command was run.</p>`;
  return markup`${list.map(
    (one) => markup`<pre tabindex="0" aria-label="Command and its answer"><strong>$ ${one.command}</strong>
${one.output.trimEnd()}${one.output.trim() === "" ? null : "\n"}<span class="soft">exit code ${one.exitCode ?? "none, ended by a signal"}, ${seconds(one.seconds)}</span></pre>`,
  )}`;
}

function control({ control: one }: Proof): Html | null {
  if (one === null) return null;
  const words = {
    FAILED_AS_IT_MUST: ["good", "failed as it must"],
    DID_NOT_FAIL: ["bad", "did not fail"],
    SKIPPED: ["open", "was not run"],
  } as const;
  const [tone, says] = words[one.verdict];
  return markup`<h3>Negative control: ${one.broken}</h3><p><span class="${tone}">${says}</span>: ${one.said}</p>${one.commands.length === 0 ? null : commands(one.commands)}`;
}

function figures(proof: Proof): Html | null {
  const entries = Object.entries(proof.figures);
  if (entries.length === 0) return null;
  return markup`<p class="soft">${counted(entries.length, "figure")}: ${entries.map(([name, value]) => `${name} ${value}`).join(", ")}</p>`;
}

function digests(proof: Proof): Html | null {
  if (proof.digests.length === 0) return null;
  return markup`<p class="soft">Ran against ${proof.digests.map((digest, at) => markup`${at === 0 ? null : ", "}<code>${digest}</code>`)}</p>`;
}
