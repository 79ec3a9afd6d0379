import { defineRule } from "../define.ts";

export default defineRule({
  id: "SW5003",
  slug: "shell/shell-by-link",
  title: "/bin/sh replaced by a link",
  severity: "warning",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "Every script of the base image then runs in another shell than it was written for. SHELL changes the builder's alone.",
  sources: ["https://docs.docker.com/reference/dockerfile/#shell"],
  aka: [
    "hadolint:DL4005",
    "kics:changing_default_shell_using_run_command",
    "semgrep:use-shell-instruction",
    "tally:hadolint/DL4005",
  ],
  examples: [
    { bad: "FROM debian:13\nRUN ln -sf /bin/bash /bin/sh\n", good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\n' },
  ],
  quiet: ["FROM debian:13\nRUN ln -s /bin/bash /usr/local/bin/bash\n"],
  message: () => "Use SHELL to choose the builder's shell.",
  check({ eachCall, report }) {
    eachCall("ln", (call) => {
      if (/^(\/usr)?\/bin\/sh$/.test(call.words.at(-1)?.value ?? "")) report({ span: call, args: {} });
    });
  },
});
