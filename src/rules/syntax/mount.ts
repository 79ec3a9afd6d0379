import { defineRule } from "../define.ts";
import { errorsOf } from "../syntax/errors.ts";

export default defineRule({
  id: "SW8005",
  slug: "syntax/mount",
  title: "A --mount, --network or --security that RUN does not take",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "none",
  since: "0.1.0",
  why: "The builder refuses the line, so nothing below it is built.",
  sources: ["https://docs.docker.com/reference/dockerfile/#run---mount"],
  aka: [
    "dockadvisor:RunInvalidMountFlag",
    "dockadvisor:RunInvalidNetworkFlag",
    "dockadvisor:RunInvalidSecurityFlag",
    "dockerfile-utils:UNKNOWN_TYPE",
  ],
  examples: [
    {
      bad: "FROM debian:13\nRUN --mount=type=cached,target=/a make\n",
      good: "FROM debian:13\nRUN --mount=type=cache,target=/a make\n",
    },
    { bad: "FROM debian:13\nRUN --network=bridge make\n", good: "FROM debian:13\nRUN --network=none make\n" },
  ],
  quiet: ["FROM debian:13\nRUN --network=default --security=sandbox make\n"],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    errorsOf(view, "bad-mount").forEach(report);
    each("run", ({ network, security }) => {
      if (network?.value != null && !/^(default|none|host)$/.test(network.value))
        report({ span: network, args: { said: `--network takes default, none or host, not "${network.value}".` } });
      if (security?.value != null && !/^(sandbox|insecure)$/.test(security.value))
        report({ span: security, args: { said: `--security takes sandbox or insecure, not "${security.value}".` } });
    });
  },
});
