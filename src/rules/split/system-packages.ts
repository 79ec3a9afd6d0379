import type { RunInstruction } from "../../formats/dockerfile/index.ts";
import { applyEdits } from "../../core/edit.ts";
import type { Call } from "../calls.ts";
import { removeWords, replace } from "../edits.ts";
import { neededToRun } from "../knowledge/build-packages.ts";
import { installsOf, packageName } from "../knowledge/packages.ts";
import type { FileView } from "../view.ts";

/** Whether a command only serves an installation of system packages. */
export function isSystemPackaging(call: Call): boolean {
  if (/^(apt-get|apt|apk)$/.test(call.name))
    return !call.words.some((word) => /^(purge|remove|autoremove|del)$/.test(word.text));
  return (
    call.name === "set" || (call.name === "rm" && call.words.every((word) => /^-|^\/(var|tmp|root)\//.test(word.text)))
  );
}

/**
 * A RUN that installs system packages as the half that runs needs it: without what only builds, with a library in the place
 * of its headers. `""` where nothing is left; null where that is not known.
 */
export function packagesToRun(view: FileView, run: RunInstruction): string | null {
  const calls = view.callsIn(run);
  const gone = [];
  const edits = [];
  const named = new Set<string>();
  let kept = 0;
  for (const call of calls) {
    const packages = installsOf(call);
    if (packages === null) continue;
    if (!call.shell || call.nested) return null;
    for (const word of packages) {
      if (word.value === null) return null;
      const name = packageName(word);
      const needed = neededToRun(call.name, name);
      if (needed === null) return null;
      const again = named.has(needed);
      named.add(needed);
      if (needed === "" || (again && needed !== name)) gone.push(word);
      else if (needed !== name) edits.push(replace(word, needed));
      if (needed !== "") kept++;
    }
  }
  if (kept === 0) return "";
  // Comments between the lines of a RUN may speak of what is gone.
  if (!calls.every(isSystemPackaging) || run.comments.length > 0 || run.heredocs.length > 0) return null;
  const { start } = run;
  const inside = [...edits, ...removeWords(view.text, gone)].map((edit) => ({
    start: edit.start - start,
    end: edit.end - start,
    text: edit.text,
  }));
  return applyEdits(view.text.slice(start, run.end), inside);
}
