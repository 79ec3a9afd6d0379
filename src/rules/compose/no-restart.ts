import { defineRule } from "../define.ts";
import { addEntries } from "../compose-edits.ts";

export default defineRule({
  id: "SW9624",
  slug: "compose/no-restart",
  title: "A service that stays down after a crash",
  severity: "style",
  dimension: "operability",
  profile: "all",
  points: 0,
  on: "compose",
  fix: "suggested",
  since: "0.1.0",
  why: "Without a restart policy a crash, or a reboot of the host, ends the service. Right on a developer's machine: advice only.",
  sources: ["https://docs.docker.com/reference/compose-file/services/#restart"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    image: a:1\n",
      good: "services:\n  a:\n    image: a:1\n    restart: unless-stopped\n",
      fixed: "services:\n  a:\n    image: a:1\n    restart: unless-stopped\n",
    },
  ],
  message: (a: { service: string }) => `${a.service} has no restart policy.`,
  check({ text, services, report }) {
    // What others wait for to be done is meant to end.
    const ending = new Set(
      services.flatMap((one) =>
        one.dependsOn
          .filter(({ condition }) => condition === "service_completed_successfully")
          .map((other) => other.service),
      ),
    );
    for (const service of services)
      if (service.restart === null && !service.keys.has("deploy") && !ending.has(service.name))
        report({
          span: service.nameSpan,
          args: { service: service.name },
          fix: addEntries(text, service, ["restart: unless-stopped"]),
        });
  },
});
