import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";

export default defineRule({
  id: "SW6007",
  slug: "runtime/stop-signal",
  title: "STOPSIGNAL that no process can handle, or that is none",
  severity: "warning",
  dimension: "operability",
  profile: "default",
  fix: "suggested",
  since: "0.1.0",
  why: "SIGKILL and SIGSTOP cannot be caught: open requests and unsaved data are lost at every stop. An unknown name fails when the container stops.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#stopsignal",
    "https://man7.org/linux/man-pages/man7/signal.7.html",
  ],
  aka: [
    "dockerfile-utils:INVALID_SIGNAL",
    "dockerfile-doctor:DD079",
    "dockadvisor:StopsignalMissingValue",
    "tally:no-ungraceful-stopsignal",
  ],
  examples: [
    {
      bad: "FROM debian:13\nSTOPSIGNAL SIGKILL\n",
      good: "FROM debian:13\nSTOPSIGNAL SIGTERM\n",
      fixed: "FROM debian:13\nSTOPSIGNAL SIGTERM\n",
    },
    { bad: "FROM debian:13\nSTOPSIGNAL SIGFOO\n", good: "FROM debian:13\nSTOPSIGNAL SIGQUIT\n" },
  ],
  quiet: [
    "FROM debian:13\nSTOPSIGNAL SIGRTMIN+3\n",
    "FROM debian:13\nSTOPSIGNAL 3\n",
    "ARG S\nFROM debian:13\nARG S\nSTOPSIGNAL $S\n",
    "FROM debian:13\nSTOPSIGNAL quit\n",
  ],
  message: (a: { signal: string; because: string }) => `${a.signal} ${a.because}.`,
  check({ each, report }) {
    each("stopsignal", ({ signal }) => {
      if (signal === null || signal.value === null) return;
      const name = signal.value.toUpperCase().replace(/^SIG/, "");
      if (/^(KILL|STOP|9|19)$/.test(name))
        report({
          span: signal,
          args: { signal: signal.value, because: "cannot be caught" },
          fix: [replace(signal, "SIGTERM")],
        });
      else if (
        !/^(HUP|INT|QUIT|TERM|USR1|USR2|ABRT|ALRM|WINCH|PIPE|CONT|TSTP|PWR|IO|POLL|CHLD|RTMIN(\+\d{1,2})?|RTMAX(-\d{1,2})?|[1-9]|[1-5]\d|6[0-4])$/.test(
          name,
        )
      )
        report({ span: signal, args: { signal: signal.value, because: "is no signal that stops a process" } });
    });
  },
});
