import type { Considered, Route } from "../core/facts.ts";

const known: readonly (readonly [RegExp, number])[] = [
  [/^health$/, 100],
  [/^healthz$/, 95],
  [/^health-?check$|^health_check$/, 90],
  [/^livez$/, 85],
  [/^live$|^liveness$|^alive$/, 80],
  [/^readyz$|^ready$|^readiness$/, 70],
  [/^ping$|^heartbeat$|^up$/, 60],
  [/^status$/, 50],
];

/** The route that tells best whether the service works, and the ones it was chosen over. Null where none is meant for it. */
export function chooseHealth(routes: readonly Route[]): {
  readonly route: Route | null;
  readonly because: string;
  readonly considered: readonly Considered[];
} {
  const ranked = routes
    .filter((route) => route.safe && (route.method === "GET" || route.method === "HEAD"))
    .flatMap((route) => {
      const parts = route.path.split("/").filter((part) => part !== "");
      const points = known.find(([pattern]) => pattern.test((parts.at(-1) ?? "").toLowerCase()))?.[1];
      return points === undefined ? [] : [{ route, score: points - 3 * parts.length }];
    })
    .sort((a, b) => b.score - a.score);
  const [best, ...rest] = ranked;
  if (best === undefined) return { route: null, because: "no route is named like a health check", considered: [] };
  return {
    route: best.route,
    because: "named for it, safe to ask, and nearest to the root",
    considered: rest.map(({ route }) => ({
      fact: "health",
      candidate: route.path,
      file: route.file,
      line: route.line,
      because: `${best.route.path} is the plainer name, or nearer to the root`,
    })),
  };
}
