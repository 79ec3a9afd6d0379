import type { HealthCheck, ServicePlan, Stage } from "../core/plan.ts";
import { renderStep } from "./instructions.ts";
import { comment, jsonList } from "./words.ts";

/**
 * The text of a plan's Dockerfile. A plan whose stages are its single-stage build gets that build's own tail: no user, no
 * health check, as one writes it first.
 */
export function renderDockerfile(plan: ServicePlan): string {
  const isNaive = plan.stages === plan.singleStage;
  const head = isNaive
    ? comment(`${plan.image}: the single-stage build to compare with.`)
    : comment(`${plan.image}: ${plan.headline}`);
  const stages = plan.stages.map((stage, i) => {
    const isLast = i === plan.stages.length - 1;
    return [...opening(stage), ...stage.steps.flatMap(renderStep), ...(isLast ? tail(plan, isNaive) : [])].join("\n");
  });
  return `${[head.join("\n"), ...stages].join("\n\n")}\n`;
}

function opening(stage: Stage): string[] {
  return [...(stage.why === undefined ? [] : comment(stage.why)), `FROM ${stage.from} AS ${stage.name}`];
}

function tail(plan: ServicePlan, isNaive: boolean): string[] {
  const command = isNaive ? (plan.singleStageCommand ?? plan.command) : plan.command;
  const start = command.length === 0 ? [] : [`CMD ${jsonList(command)}`];
  if (isNaive) return [`EXPOSE ${plan.port}`, ...start];
  return [
    `USER ${plan.user.uid}:${plan.user.gid}`,
    `EXPOSE ${plan.port}`,
    ...(plan.stopSignal === null
      ? []
      : ["# Lets requests that are being answered end.", `STOPSIGNAL ${plan.stopSignal}`]),
    ...(plan.health === null ? [] : healthCheck(plan.health)),
    ...(plan.entrypoint === null ? [] : [`ENTRYPOINT ${jsonList(plan.entrypoint)}`]),
    ...start,
  ];
}

function healthCheck(health: HealthCheck): string[] {
  return [
    ...comment(health.why),
    `HEALTHCHECK --interval=${health.intervalSeconds}s --timeout=${health.timeoutSeconds}s --start-period=${health.startPeriodSeconds}s --retries=${health.retries} \\`,
    `    CMD ${jsonList(health.command)}`,
  ];
}
