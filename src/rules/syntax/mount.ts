import { defineRule } from "../define.ts";
import { replace } from "../edits.ts";
import { errorsOf } from "../syntax/errors.ts";

const types = ["bind", "cache", "tmpfs", "secret", "ssh"];

export default defineRule({
  id: "SW8005",
  slug: "syntax/mount",
  title: "A --mount, --network or --security that RUN does not take",
  severity: "error",
  dimension: "maintainability",
  profile: "default",
  fix: "suggested",
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
      fixed: "FROM debian:13\nRUN --mount=type=cache,target=/a make\n",
    },
    {
      bad: "FROM debian:13\nRUN --network=bridge make\n",
      good: "FROM debian:13\nRUN --network=none make\n",
      fixed: "FROM debian:13\nRUN --network=default make\n",
    },
  ],
  quiet: ["FROM debian:13\nRUN --network=default --security=sandbox make\n"],
  message: (a: { said: string }) => a.said,
  check({ view, each, report }) {
    for (const found of errorsOf(view, "bad-mount")) {
      const { start, end } = found.error;
      const written = view.text.slice(start, end);
      const type = /^type=/i.exec(written)?.[0] ?? "";
      const near = types.find(
        (one) => type !== "" && (written.slice(5).startsWith(one) || one.startsWith(written.slice(5))),
      );
      report({
        ...found,
        fix:
          near === undefined || written.length < 8 ? undefined : [replace({ start: start + type.length, end }, near)],
      });
    }
    each("run", ({ network, security }) => {
      if (network?.value != null && !/^(default|none|host)$/.test(network.value))
        report({
          span: network,
          args: { said: `--network takes default, none or host, not "${network.value}".` },
          fix: network.value === "bridge" ? [replace(network, "default")] : undefined,
        });
      if (security?.value != null && !/^(sandbox|insecure)$/.test(security.value))
        report({ span: security, args: { said: `--security takes sandbox or insecure, not "${security.value}".` } });
    });
  },
});
