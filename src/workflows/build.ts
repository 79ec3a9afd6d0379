import { SeaworthyError } from "../core/errors/index.ts";
import type { BuildOptions, BuiltImage, Run } from "../core/ports/workflows.ts";
import { dependencies, parseDockerfile, stages } from "../formats/dockerfile/index.ts";
import { type BuildTarget, buildTargets } from "./build-targets.ts";
import type { Context, PresentBase } from "./context.ts";
import { withSession } from "./open-session.ts";
import { hostSecrets } from "./secrets.ts";
import type { Session } from "./session.ts";
import { megabytes, Steps } from "./steps.ts";

/** Builds the image of each service that was asked for. */
export async function build(context: Context, options: BuildOptions, run: Run): Promise<readonly BuiltImage[]> {
  context.warmEngine();
  const targets = await buildTargets(context, options.path);
  if (options.tag !== null && targets.length > 1) {
    throw new SeaworthyError("one-tag-many-services", {
      what: `--tag names one image, and ${options.path} holds ${targets.length} services.`,
      why: "Each service has an image of its own.",
      todo: "Name the folder of one service, or leave --tag out.",
    });
  }
  const steps = new Steps(context, run);
  return withSession(
    context,
    run,
    async (session) => {
      await ensureBases(context, session, steps, targets);
      const built: BuiltImage[] = [];
      for (const service of targets) {
        built.push(await buildService(context, session, steps, service, options));
      }
      return built;
    },
    { startsContainers: false },
  );
}

/** The images that a Dockerfile takes from elsewhere: FROM, COPY --from and mounts, without its own stages. */
export function baseReferences(dockerfileText: string): readonly string[] {
  const tree = parseDockerfile(dockerfileText);
  const images = new Set<string>();
  for (const stage of stages(tree)) {
    for (const { source } of dependencies(tree, stage)) {
      if (source.kind === "image" && source.image !== null) images.add(source.image);
    }
  }
  return [...images];
}

export async function dockerfileOf(context: Context, service: BuildTarget): Promise<string> {
  const path = `${service.folder}/Dockerfile`;
  if (await context.files.exists(path)) return context.files.readText(path);
  throw new SeaworthyError("no-dockerfile", {
    what: `${service.plan.path} has no Dockerfile.`,
    why: "Building needs one.",
    todo: `Write it with: seaworthy init ${service.folder}`,
  });
}

/** Makes sure of every base image that the services' Dockerfiles name, in one go. */
export async function ensureBases(
  context: Context,
  session: Session,
  steps: Steps,
  services: readonly BuildTarget[],
  more: readonly string[] = [],
): Promise<readonly PresentBase[]> {
  const references = new Set<string>(more);
  for (const service of services) {
    for (const reference of baseReferences(await dockerfileOf(context, service))) references.add(reference);
  }
  return steps.step("bases", "", "base images", async (onLine) => {
    const present = await context.bases(session.engine, [...references], steps.run, onLine);
    for (const base of present) {
      if (base.warning !== null) steps.run.observer.on({ kind: "note", level: "warning", text: base.warning });
    }
    const standIns = present.filter((base) => base.standIn !== null).length;
    const said =
      standIns === 0 ? `${present.length} present` : `${present.length} present, ${standIns} of them local stand-ins`;
    return { value: present, said };
  });
}

/** Builds one service and answers the image; a failed build throws with the end of its log. */
export async function buildService(
  context: Context,
  session: Session,
  steps: Steps,
  service: BuildTarget,
  options: { readonly tag: string | null; readonly noCache: boolean },
): Promise<BuiltImage> {
  const tag = options.tag ?? `${service.plan.image}:latest`;
  const dockerfile = `${service.folder}/Dockerfile`;
  const text = await dockerfileOf(context, service);
  return steps.step("build", service.plan.service, tag, async (onLine) => {
    const began = context.clock.now();
    const result = await session.engine.build({
      context: service.folder,
      dockerfile,
      tag,
      noCache: options.noCache,
      buildArgs: session.proxies,
      secrets: hostSecrets(text, session.certificateBundle),
      onLine,
      signal: steps.run.signal,
    });
    steps.run.signal.throwIfAborted();
    if (!result.ok) throw buildFailed(service, result.output.stderr + result.output.stdout);
    const image = result.image ?? (await session.engine.image(tag));
    const cached = result.steps.filter((step) => step.cached).length;
    const bytes = image?.size ?? 0;
    return {
      value: {
        service: service.plan.service,
        tag,
        digest: image?.id ?? result.imageId ?? "",
        bytes,
        seconds: (context.clock.now() - began) / 1000,
        steps: result.steps.length,
        cached,
        ...(image === null || image.repoDigests.length === 0 ? {} : { repoDigests: image.repoDigests }),
      },
      said: `${tag} ${megabytes(bytes)}, ${result.steps.length} steps, ${cached} cached`,
    };
  });
}

/** The error of a failed build: its last lines are what a person needs. */
export function buildFailed(service: BuildTarget, log: string): SeaworthyError {
  const lines = log.trim().split("\n").slice(-25);
  return new SeaworthyError("build-failed", {
    what: `The image of ${service.plan.service} did not build.`,
    why: `The builder's last lines:\n${lines.join("\n")}`,
    todo: untrusted.test(log)
      ? "A proxy of this network seems to sign TLS anew, with a certificate that the container does not know: repeat the command with --ca FILE (such as /etc/ssl/certs/ca-certificates.crt), and each download is lent the certificates in FILE by a build secret, which no layer keeps."
      : `Mend the step that failed; seaworthy rate ${service.folder}/Dockerfile may name the cause.`,
  });
}

/** What pip, uv, npm, Go, curl and git say of a certificate that nobody they know has signed. */
const untrusted =
  /CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT|UnknownIssuer|self-signed certificate in certificate chain|unable to get local issuer certificate|signed by unknown authority|server certificate verification failed/i;
