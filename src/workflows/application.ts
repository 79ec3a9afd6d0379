import { SeaworthyError } from "../core/errors/index.ts";
import type { Considered, ServiceFacts, StackFacts } from "../core/facts.ts";
import type { FinalBase, ServicePlan, StackPlan } from "../core/plan.ts";
import type { FileTree } from "../core/ports/host.ts";
import { composeFileNames, parseCompose } from "../formats/compose/index.ts";
import { planWithCertificates } from "../generate/index.ts";
import { detect, planStack } from "../stacks/index.ts";
import type { Context } from "./context.ts";
import { asksForCertificates } from "./secrets.ts";
import { composeAbove, joined } from "./stack-root.ts";

/** One service with its folder, what was read of it, and its container as data. */
export interface AppService {
  /** Absolute. */
  readonly folder: string;
  readonly tree: FileTree;
  readonly facts: ServiceFacts;
  readonly plan: ServicePlan;
}

/** An application: all services of its root, and the ones that were asked for. */
export interface Application {
  readonly root: string;
  readonly stack: StackPlan;
  readonly services: readonly AppService[];
  readonly asked: readonly AppService[];
  readonly considered: readonly Considered[];
}

/**
 * Reads an application. A folder that a compose file above it builds belongs to that file's stack, so that a service
 * asked for alone still finds its network and its neighbours; `alone` leaves these unread. What the final stages stand on
 * is `base`, else what the services' own Dockerfiles say; so it is with the certificates that `--ca` lends to downloads.
 * @throws SeaworthyError `no-such-folder`, `nothing-to-containerize`, or what detection throws
 */
export async function loadApplication(
  context: Context,
  path: string,
  options: { readonly alone?: boolean; readonly base?: FinalBase | null } = {},
): Promise<Application> {
  const folder = context.absolute(path);
  if (!(await context.files.exists(folder))) {
    throw new SeaworthyError("no-such-folder", {
      what: `There is no folder ${path}.`,
      why: "seaworthy needs a folder with the source of a backend, or of several.",
      todo: "Check the path, or run seaworthy in the folder itself.",
    });
  }
  const root = (await composeAbove(context, folder))?.root ?? folder;
  const tree = await context.files.tree(root);
  const inside = folder === root ? null : folder.slice(root.length + 1);
  const only = options.alone === true && inside !== null ? { service: inside } : {};
  const found = detect(tree, only);
  const outside = options.alone === true ? { facts: [] } : await outsideServices(context, root, tree);
  const facts: StackFacts = { ...found, services: [...found.services, ...outside.facts] };
  const name = composeName(tree) ?? baseName(root);
  const baseOf = (service: ServiceFacts): FinalBase => options.base ?? baseWritten(tree, service.path);
  const stack = planStack(facts, { name, baseOf });
  const services: AppService[] = [];
  for (const plan of stack.services) {
    const own = facts.services.find((one) => one.path === plan.path);
    if (own === undefined) continue;
    const serviceFolder = plan.path === "." ? root : joined(root, plan.path);
    const serviceTree = serviceFolder === root ? tree : await context.files.tree(serviceFolder);
    const lends = context.options.ca !== null || asksForCertificates(serviceTree.read("Dockerfile") ?? "");
    services.push({
      folder: serviceFolder,
      tree: serviceTree,
      facts: own,
      plan: lends ? planWithCertificates(plan) : plan,
    });
  }
  const asked =
    root === folder
      ? services.filter((service) => !service.plan.path.startsWith(".."))
      : services.filter((service) => service.folder === folder || service.folder.startsWith(`${folder}/`));
  if (asked.length === 0) {
    throw new SeaworthyError("nothing-to-containerize", {
      what: `No service was found in ${path}.`,
      why: `${tree.entries.length} files and folders were looked at, and none of them is the manifest of a known stack.`,
      todo: "Point seaworthy at a folder with a pyproject.toml, requirements.txt or package.json.",
      tried: facts.considered.map((one) => `${one.file}:${one.line} ${one.candidate}: ${one.because}`),
    });
  }
  return { root, stack, services, asked, considered: facts.considered };
}

/** What the final stage of a Dockerfile that is there stands on. */
function baseWritten(tree: FileTree, path: string): FinalBase {
  const text = tree.read(path === "." ? "Dockerfile" : `${path}/Dockerfile`) ?? "";
  return /^FROM\s+scratch\b/i.test(text.match(/^FROM\s.*$/gim)?.at(-1) ?? "") ? "minimal" : "slim";
}

/** The services that some service needs, in the order in which they must be up, itself last. */
export function withDependencies(application: Application, service: AppService): readonly AppService[] {
  const ordered: AppService[] = [];
  const visit = (one: AppService, above: readonly AppService[]): void => {
    if (ordered.includes(one) || above.includes(one)) return;
    for (const upstream of one.plan.upstreams) {
      const sibling = application.services.find((other) => other.plan.service === upstream.name);
      if (sibling !== undefined) visit(sibling, [...above, one]);
    }
    ordered.push(one);
  };
  visit(service, []);
  return ordered;
}

function composeText(tree: FileTree): string | null {
  for (const name of composeFileNames) {
    const text = tree.read(name);
    if (text !== null) return text;
  }
  return null;
}

function composeName(tree: FileTree): string | null {
  const text = composeText(tree);
  return text === null ? null : parseCompose(text).name;
}

/** Services that the compose file builds from folders outside its own, under the names that it gives them. */
async function outsideServices(
  context: Context,
  root: string,
  tree: FileTree,
): Promise<{ facts: readonly ServiceFacts[] }> {
  const text = composeText(tree);
  const facts: ServiceFacts[] = [];
  for (const service of text === null ? [] : parseCompose(text).services) {
    const build = service.build?.context ?? "";
    if (!build.startsWith("..")) continue;
    const folder = joined(root, build);
    if (!(await context.files.exists(folder))) continue;
    const own = detect(await context.files.tree(folder)).services.find((one) => one.path === ".");
    if (own !== undefined) facts.push({ ...own, path: build, name: service.name });
  }
  return { facts };
}

function baseName(path: string): string {
  return path.split("/").findLast((part) => part !== "") ?? "app";
}
