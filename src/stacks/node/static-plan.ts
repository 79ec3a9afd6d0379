import type { ServiceFacts } from "../../core/facts.ts";
import type { ServicePlan, Stage, Step } from "../../core/plan.ts";
import { nginxImage, nodeImages } from "../bases.ts";
import { workdir } from "../container.ts";
import type { PlanContext } from "../define.ts";
import { detailFlag, detailList, detailText, placeOf, runtimeReason } from "../detail.ts";
import { imageName } from "../naming.ts";
import { mustBeInstallable, npmCi, npmContext } from "./install.ts";
import { nginxInclude, nginxTemplate, sitePrefix, type Proxy } from "./nginx.ts";
import { copySteps } from "./plan.ts";

const html = "/usr/share/nginx/html";

/** The container of a static site: built by node in one stage, served by an unprivileged web server in another. */
export function planViteStatic(facts: ServiceFacts, context: PlanContext): ServicePlan {
  mustBeInstallable(facts);
  const images = nodeImages(facts.runtime.version);
  const reads = detailList(facts, "buildReads");
  const outDir = detailText(facts, "outDir") ?? "dist";
  const publicArguments = detailList(facts, "buildArguments");
  const proxies = detailList(facts, "proxies").map((line): Proxy => {
    const at = line.lastIndexOf(" ");
    return { path: line.slice(0, at), env: line.slice(at + 1) };
  });
  const addresses = Object.fromEntries(
    facts.upstreams.flatMap((u) => (u.env === null ? [] : [[u.env, addressOf(u.name, u.default, context)]])),
  );
  const base: Stage = {
    name: "base",
    from: nginxImage,
    why: "A web server that never was root: uid 101, port 8080.",
    steps: [],
  };
  const builder: Stage = {
    name: "builder",
    from: images.slim,
    why: `Node ${facts.runtime.version}, to build with: ${runtimeReason(facts)}.`,
    steps: [
      { kind: "workdir", path: workdir },
      npmCi(facts, { omitDev: false, why: "Manifests first: a change of source code reinstalls nothing." }),
      ...publicArguments.map((name, i): Step => ({
        kind: "arg",
        name,
        default: "",
        ...(i === 0 ? { why: "Written into the files for all to read: never a secret." } : {}),
      })),
      ...copySteps(["package.json", ...reads]),
      { kind: "run", command: ["npm", "run", "build"] },
    ],
  };
  const final: Stage = {
    name: "final",
    from: "base",
    why: "What is served: files, owned by root, and one configuration.",
    steps: [
      {
        kind: "copy",
        from: "builder",
        sources: [`${workdir}/${outDir}`],
        target: `${html}${sitePrefix(detailText(facts, "base") ?? "/")}`,
      },
      { kind: "copy", sources: ["nginx/site.conf.template"], target: "/etc/nginx/templates/site.conf.template" },
      { kind: "copy", sources: ["nginx/default.conf"], target: "/etc/nginx/conf.d/default.conf" },
      {
        kind: "env",
        values: {
          NGINX_ENVSUBST_OUTPUT_DIR: "/tmp",
          ...(proxies.length === 0 ? {} : { NGINX_ENTRYPOINT_LOCAL_RESOLVERS: "1" }),
          ...addresses,
        },
        why: `The template is filled in below /tmp, the one place that may be written${proxies.length === 0 ? "" : "; names are resolved while it runs"}.`,
      },
    ],
  };
  return {
    service: facts.name,
    path: facts.path,
    image: imageName(context.stack, facts.name, detailText(facts, "project")),
    headline: `Static site built by Vite, served by nginx, port ${facts.port}. Written by seaworthy from ${[...detailList(facts, "manifests"), (placeOf(facts, "app") ?? "package.json").replace(/:\d+$/, "")].filter((f, i, all) => all.indexOf(f) === i).join(", ")}.`,
    stages: [base, builder, final],
    user: { uid: 101, gid: 101 },
    workdir: html,
    port: facts.port,
    published: true,
    entrypoint: null,
    command: ["nginx", "-g", "daemon off;"],
    stopSignal: "SIGQUIT",
    health: {
      command: [
        "curl",
        "-fsS",
        "--max-time",
        "2",
        "--noproxy",
        "*",
        "-o",
        "/dev/null",
        `http://127.0.0.1:${facts.port}/healthz`,
      ],
      intervalSeconds: 5,
      timeoutSeconds: 3,
      startPeriodSeconds: 5,
      retries: 3,
      route: "/healthz",
      why: "/healthz is answered by the web server itself (nginx/site.conf.template); this image has curl.",
    },
    writable: [{ path: "/tmp", lasting: false, why: "the filled-in configuration, the pid file and request bodies" }],
    env: facts.env
      .filter((v) => !publicArguments.includes(v.name))
      .map((v) => ({ ...v, default: addresses[v.name] ?? v.default })),
    upstreams: facts.upstreams,
    context: [...new Set([...npmContext(facts), ...reads, "nginx"])].sort(),
    support: [
      { path: "nginx/site.conf.template", text: nginxTemplate(facts.port, proxies, detailText(facts, "base") ?? "/") },
      { path: "nginx/default.conf", text: nginxInclude },
    ],
    singleStage: [
      {
        name: "final",
        from: images.full,
        steps: [
          { kind: "workdir", path: workdir },
          { kind: "copy", sources: ["."], target: "." },
          { kind: "run", command: "npm ci && npm run build" },
        ],
      },
    ],
    singleStageCommand: ["npx", "vite", "preview", "--host", "0.0.0.0", "--port", String(facts.port)],
    withDevDependencies: detailFlag(facts, "hasDevDependencies")
      ? [
          base,
          builder,
          {
            ...final,
            steps: [
              ...final.steps,
              {
                kind: "copy",
                from: "builder",
                sources: [`${workdir}/node_modules`],
                target: `${workdir}/node_modules`,
              },
            ],
          },
        ]
      : null,
  };
}

/** A sibling is reached by its service name; what else there is keeps the code's own default. */
function addressOf(name: string, fallback: string | null, context: PlanContext): string {
  const sibling = context.siblings.find((other) => other.name === name);
  if (sibling !== undefined) return `http://${name}:${sibling.port}`;
  const port = /:(\d{2,5})(?:\/|$)/.exec(fallback ?? "")?.[1] ?? "8000";
  // Inside a container localhost is the container itself: the upstream's own name is what a network will know.
  return /\/\/(?:localhost|127\.0\.0\.1)/.test(fallback ?? "") || fallback === null
    ? `http://${name}:${port}`
    : fallback;
}
