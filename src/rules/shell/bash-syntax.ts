import { defineRule } from "../define.ts";
import { shellOfRun } from "../knowledge/default-shell.ts";
import { unquoted } from "../knowledge/unquoted.ts";

/** What is written -> whether BusyBox's ash knows it. */
const forms: readonly { readonly says: string; readonly form: RegExp; readonly ash: boolean }[] = [
  { says: "[[ ]]", form: /(?<![\w[])\[\[(?=\s)/, ash: true },
  { says: "<<<", form: /(?<!<)<<<(?!<)/, ash: false },
  { says: "<( )", form: /(?<=\s)<\((?=\w)/, ash: false },
  { says: "an array", form: /(?<=[\s;&|]|^)[A-Za-z_]\w*\+?=\(/, ash: false },
  { says: "${x//a/b}", form: /\$\{\w+\/[^}]/, ash: true },
  { says: "${x^}", form: /\$\{\w+(?:\^|,)/, ash: false },
  { says: "${!x}", form: /\$\{!\w/, ash: false },
];

/** What a file must have anywhere, and what a script must have, before the forms are looked for: most have none. */
const anyMark = /\[\[|<<<|<\(|=\(|\$\{/;
const anyForm = /\[\[|<<<|<\(|=\(|\$\{(?:!|\w+[/^,])/;

export default defineRule({
  id: "SW5029",
  slug: "shell/bash-syntax",
  title: "Syntax of bash run by sh",
  severity: "error",
  dimension: "portability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "RUN uses /bin/sh, which is dash on Debian and Ubuntu and ash on Alpine: there this is an error, and in the condition of an if it is taken for no.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell", "https://www.shellcheck.net/wiki/SC3010"],
  aka: [
    "shellcheck:SC3001",
    "shellcheck:SC3010",
    "shellcheck:SC3011",
    "shellcheck:SC3030",
    "shellcheck:SC3053",
    "shellcheck:SC3059",
    "shellcheck:SC3060",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN if [[ -e /a ]]; then make; fi\n",
      good: "FROM debian:13\nRUN if [ -e /a ]; then make; fi\n",
    },
    {
      bad: 'FROM alpine:3.24\nRUN grep a <<< "$B"\n',
      good: 'FROM alpine:3.24\nRUN echo "$B" | grep a\n',
    },
  ],
  quiet: [
    'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN [[ -e /a ]]\n',
    "FROM alpine:3.24\nRUN [[ -e /a ]] && echo ${A//b/c}\n",
    "FROM fedora:43\nRUN [[ -e /a ]] && cat <(ls)\n",
    "FROM debian:13\nRUN grep '[[ a' b && sed 's/[[:space:]]//' \"c [[ d\" && bash -c '[[ -e /a ]]'\n",
    "FROM debian:13\nRUN <<EOF bash\n[[ -e /a ]]\nEOF\n",
    "FROM debian:13\nRUN cat <<'EOF' > /a.sh\nif [[ -e /a ]]; then a=(1); fi\nEOF\n",
    "FROM example.org/unknown\nRUN [[ -e /a ]]\n",
  ],
  message: (a: { says: string }) => `sh does not know ${a.says}: choose bash with SHELL, or write it for sh.`,
  check({ view, each, report }) {
    if (!anyMark.test(view.text)) return;
    each("run", (run) => {
      const { command } = run;
      // Behind a heredoc's opener stands a text for another program.
      if (command === null || command.form === "exec" || (command.form === "shell" && run.heredocs.length > 0)) return;
      if (!anyForm.test(command.script.text)) return;
      const text = unquoted(command.script.text);
      for (const { says, form, ash } of forms) {
        const found = form.exec(text);
        if (found === null) continue;
        const shell = shellOfRun(view, run);
        if (shell !== "dash" && (shell !== "ash" || ash)) continue;
        report({ span: command.script.span(found.index, found.index + found[0].length), args: { says } });
        return;
      }
    });
  },
});
