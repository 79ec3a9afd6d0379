import { defineRule } from "../define.ts";
import { imageName } from "../knowledge/image-name.ts";

export default defineRule({
  id: "SW9614",
  slug: "compose/store-unchecked",
  title: "A database that others wait for has no health check",
  severity: "info",
  dimension: "operability",
  profile: "strict",
  points: 0.5,
  on: "compose",
  fix: "none",
  since: "0.1.0",
  why: "Without one nothing can wait until it answers, and the first start of its clients fails as often as not.",
  sources: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  aka: [],
  examples: [
    {
      bad: "services:\n  a:\n    build: .\n    depends_on: [db]\n  db:\n    image: postgres:18\n",
      good: "services:\n  a:\n    build: .\n    depends_on:\n      db: { condition: service_healthy }\n  db:\n    image: postgres:18\n    healthcheck: { test: [CMD, pg_isready] }\n",
    },
  ],
  quiet: ["services:\n  db:\n    image: postgres:18\n"],
  message: (a: { service: string }) => `${a.service} has no health check that its clients could wait for.`,
  check({ services, report }) {
    const needed = new Set(services.flatMap((one) => one.dependsOn.map((other) => other.service)));
    for (const service of services) {
      if (
        service.healthcheck === null &&
        service.build === null &&
        service.image !== null &&
        needed.has(service.name) &&
        /(^|\/)(postgres|postgis|pgvector|mysql|mariadb|mongo|redis|valkey|rabbitmq|elasticsearch|cassandra)$/.test(
          imageName(service.image).name,
        )
      ) {
        report({ span: service.nameSpan, args: { service: service.name } });
      }
    }
  },
});
