// Written by tools/gen.mjs: the files below this folder whose default export is made by defineRule. Do not edit.
import type { Rule } from "./define.ts";
import baseImageUntagged from "./base-image/untagged.ts";
import baseImageLatest from "./base-image/latest.ts";
import baseImageNoDigest from "./base-image/no-digest.ts";
import baseImageEndOfLife from "./base-image/end-of-life.ts";
import baseImageLarge from "./base-image/large.ts";
import baseImagePlatformConstant from "./base-image/platform-constant.ts";
import baseImagePlatformRedundant from "./base-image/platform-redundant.ts";
import baseImageArgUndeclared from "./base-image/arg-undeclared.ts";
import baseImageUntrustedRegistry from "./base-image/untrusted-registry.ts";
import baseImageInvalidReference from "./base-image/invalid-reference.ts";
import baseImageArgDefaultInvalid from "./base-image/arg-default-invalid.ts";
import baseImagePlatformInvalid from "./base-image/platform-invalid.ts";
import stagesNameDuplicate from "./stages/name-duplicate.ts";
import stagesNameCasing from "./stages/name-casing.ts";
import stagesNameReserved from "./stages/name-reserved.ts";
import stagesAsCasing from "./stages/as-casing.ts";
import stagesCopyFromUnknown from "./stages/copy-from-unknown.ts";
import stagesCopyFromSelf from "./stages/copy-from-self.ts";
import stagesUnreachable from "./stages/unreachable.ts";
import stagesBuildToolsShipped from "./stages/build-tools-shipped.ts";
import stagesNameInvalid from "./stages/name-invalid.ts";
import stagesNumberForName from "./stages/number-for-name.ts";
import stagesCopyWholeFilesystem from "./stages/copy-whole-filesystem.ts";
import stagesCircular from "./stages/circular.ts";
import stagesCopyFromEmpty from "./stages/copy-from-empty.ts";
import stagesRunInScratch from "./stages/run-in-scratch.ts";
import stagesSdkShipped from "./stages/sdk-shipped.ts";
import userMissing from "./user/missing.ts";
import userLastRoot from "./user/last-root.ts";
import userNonNumeric from "./user/non-numeric.ts";
import userSudo from "./user/sudo.ts";
import userWorldWritable from "./user/world-writable.ts";
import userUseraddLargeUid from "./user/useradd-large-uid.ts";
import userCreatedUnused from "./user/created-unused.ts";
import userGroupDropsOthers from "./user/group-drops-others.ts";
import userNamedWithoutPasswd from "./user/named-without-passwd.ts";
import userInvalidFormat from "./user/invalid-format.ts";
import userStatefulRoot from "./user/stateful-root.ts";
import userCopiedFilesOwned from "./user/copied-files-owned.ts";
import userSetuidLeft from "./user/setuid-left.ts";
import userPrivileged from "./user/privileged.ts";
import userDuplicateId from "./user/duplicate-id.ts";
import secretsInEnv from "./secrets/in-env.ts";
import secretsInArg from "./secrets/in-arg.ts";
import secretsLiteral from "./secrets/literal.ts";
import secretsFileCopied from "./secrets/file-copied.ts";
import secretsUrlCredentials from "./secrets/url-credentials.ts";
import secretsArgumentInCommand from "./secrets/argument-in-command.ts";
import secretsRailsKeyForAssets from "./secrets/rails-key-for-assets.ts";
import copyAddForLocalFiles from "./copy/add-for-local-files.ts";
import copyRelativeNoWorkdir from "./copy/relative-no-workdir.ts";
import copyMultipleWithoutSlash from "./copy/multiple-without-slash.ts";
import copyOutsideContext from "./copy/outside-context.ts";
import copyGitDirectory from "./copy/git-directory.ts";
import copyThenChmod from "./copy/then-chmod.ts";
import copyVexInImage from "./copy/vex-in-image.ts";
import copyArchiveThenUnpack from "./copy/archive-then-unpack.ts";
import copyWriteWithEcho from "./copy/write-with-echo.ts";
import downloadsAddRemote from "./downloads/add-remote.ts";
import downloadsPlainHttp from "./downloads/plain-http.ts";
import downloadsTlsVerificationOff from "./downloads/tls-verification-off.ts";
import downloadsTlsOffByVariable from "./downloads/tls-off-by-variable.ts";
import downloadsTlsOffByConfig from "./downloads/tls-off-by-config.ts";
import downloadsSignatureOff from "./downloads/signature-off.ts";
import downloadsPipeToShell from "./downloads/pipe-to-shell.ts";
import downloadsCurlNoFail from "./downloads/curl-no-fail.ts";
import downloadsCurlNoLocation from "./downloads/curl-no-location.ts";
import downloadsWgetProgress from "./downloads/wget-progress.ts";
import downloadsCurlAndWget from "./downloads/curl-and-wget.ts";
import downloadsNoRetry from "./downloads/no-retry.ts";
import downloadsGpgBatch from "./downloads/gpg-batch.ts";
import downloadsKeyserverGone from "./downloads/keyserver-gone.ts";
import downloadsSignatureLeft from "./downloads/signature-left.ts";
import downloadsChecksumOneSpace from "./downloads/checksum-one-space.ts";
import downloadsArchiveLeft from "./downloads/archive-left.ts";
import downloadsGitClone from "./downloads/git-clone.ts";
import packagesAptNotAptGet from "./packages/apt-not-apt-get.ts";
import packagesAptNoYes from "./packages/apt-no-yes.ts";
import packagesAptRecommends from "./packages/apt-recommends.ts";
import packagesAptListsLeft from "./packages/apt-lists-left.ts";
import packagesUpdateAlone from "./packages/update-alone.ts";
import packagesUpgrade from "./packages/upgrade.ts";
import packagesSshServer from "./packages/ssh-server.ts";
import packagesDebianFrontendEnv from "./packages/debian-frontend-env.ts";
import packagesInteractiveTools from "./packages/interactive-tools.ts";
import packagesNothingInstalled from "./packages/nothing-installed.ts";
import packagesUnpinned from "./packages/unpinned.ts";
import packagesWildcard from "./packages/wildcard.ts";
import packagesApkVirtual from "./packages/apk-virtual.ts";
import packagesUnsorted from "./packages/unsorted.ts";
import packagesApkNoCache from "./packages/apk-no-cache.ts";
import packagesRpmNoYes from "./packages/rpm-no-yes.ts";
import packagesRpmCacheLeft from "./packages/rpm-cache-left.ts";
import languagesPipCache from "./languages/pip-cache.ts";
import languagesPipUnpinned from "./languages/pip-unpinned.ts";
import languagesPipUpgradePip from "./languages/pip-upgrade-pip.ts";
import languagesNpmInstall from "./languages/npm-install.ts";
import languagesNpmDevDependencies from "./languages/npm-dev-dependencies.ts";
import languagesLockNotStrict from "./languages/lock-not-strict.ts";
import languagesUvDevDependencies from "./languages/uv-dev-dependencies.ts";
import languagesToolUnpinned from "./languages/tool-unpinned.ts";
import languagesPythonBuffered from "./languages/python-buffered.ts";
import languagesNodeCacheLeft from "./languages/node-cache-left.ts";
import languagesGemDocuments from "./languages/gem-documents.ts";
import languagesRubyCacheLeft from "./languages/ruby-cache-left.ts";
import languagesGoCgo from "./languages/go-cgo.ts";
import languagesJavaMemoryFlags from "./languages/java-memory-flags.ts";
import languagesConfigureBuild from "./languages/configure-build.ts";
import languagesComposerDevDependencies from "./languages/composer-dev-dependencies.ts";
import languagesPhpOpcache from "./languages/php-opcache.ts";
import languagesPhpXdebug from "./languages/php-xdebug.ts";
import languagesBundlerNotFrozen from "./languages/bundler-not-frozen.ts";
import languagesBundlerDevGems from "./languages/bundler-dev-gems.ts";
import languagesBundlerOldFlags from "./languages/bundler-old-flags.ts";
import languagesBundlerInstalledTwice from "./languages/bundler-installed-twice.ts";
import languagesBootsnapParallel from "./languages/bootsnap-parallel.ts";
import languagesJemallocNotUsed from "./languages/jemalloc-not-used.ts";
import languagesRubyJitOff from "./languages/ruby-jit-off.ts";
import languagesRailsStatePaths from "./languages/rails-state-paths.ts";
import languagesTelemetry from "./languages/telemetry.ts";
import gpuCudaVersion from "./gpu/cuda-version.ts";
import gpuQueryAtBuild from "./gpu/query-at-build.ts";
import gpuRuntimeInstalled from "./gpu/runtime-installed.ts";
import gpuDevicesFixed from "./gpu/devices-fixed.ts";
import gpuCudaInstalledTwice from "./gpu/cuda-installed-twice.ts";
import gpuDevelShipped from "./gpu/devel-shipped.ts";
import gpuCondaForPip from "./gpu/conda-for-pip.ts";
import cacheCopyBeforeInstall from "./cache/copy-before-install.ts";
import cacheConsecutiveRun from "./cache/consecutive-run.ts";
import cacheDuplicateRun from "./cache/duplicate-run.ts";
import cacheMountMissing from "./cache/mount-missing.ts";
import cacheManyLayers from "./cache/many-layers.ts";
import shellCdNotWorkdir from "./shell/cd-not-workdir.ts";
import shellPipefail from "./shell/pipefail.ts";
import shellShellByLink from "./shell/shell-by-link.ts";
import shellPasswordSet from "./shell/password-set.ts";
import shellBashism from "./shell/bashism.ts";
import shellSemicolonChain from "./shell/semicolon-chain.ts";
import shellRmOfVariable from "./shell/rm-of-variable.ts";
import shellUnquotedVariable from "./shell/unquoted-variable.ts";
import shellCdUnchecked from "./shell/cd-unchecked.ts";
import shellUselessCat from "./shell/useless-cat.ts";
import shellBackquotes from "./shell/backquotes.ts";
import shellTestDoubleEquals from "./shell/test-double-equals.ts";
import shellReadBackslash from "./shell/read-backslash.ts";
import shellGlobAsOption from "./shell/glob-as-option.ts";
import shellNotParsable from "./shell/not-parsable.ts";
import shellExportHidesFailure from "./shell/export-hides-failure.ts";
import shellEchoOption from "./shell/echo-option.ts";
import shellEchoEscape from "./shell/echo-escape.ts";
import shellNegationUnseen from "./shell/negation-unseen.ts";
import shellTestAndOr from "./shell/test-and-or.ts";
import shellBraceExpansion from "./shell/brace-expansion.ts";
import shellArgumentsUnquoted from "./shell/arguments-unquoted.ts";
import shellStatusTooLate from "./shell/status-too-late.ts";
import shellAssignmentTooShort from "./shell/assignment-too-short.ts";
import shellSingleQuotedArgument from "./shell/single-quoted-argument.ts";
import shellUnquotedSubstitution from "./shell/unquoted-substitution.ts";
import shellUnquotedInTest from "./shell/unquoted-in-test.ts";
import shellBackgroundRedirect from "./shell/background-redirect.ts";
import shellBashSyntax from "./shell/bash-syntax.ts";
import windowsUnsupported from "./windows/unsupported.ts";
import windowsErrorsGoOn from "./windows/errors-go-on.ts";
import runtimeExecForm from "./runtime/exec-form.ts";
import runtimeExecFormBroken from "./runtime/exec-form-broken.ts";
import runtimeMultipleCmd from "./runtime/multiple-cmd.ts";
import runtimeNoCommand from "./runtime/no-command.ts";
import runtimeHealthcheckMissing from "./runtime/healthcheck-missing.ts";
import runtimeHealthcheckTool from "./runtime/healthcheck-tool.ts";
import runtimeStopSignal from "./runtime/stop-signal.ts";
import runtimeEntrypointAlone from "./runtime/entrypoint-alone.ts";
import runtimeHealthcheckOptions from "./runtime/healthcheck-options.ts";
import runtimePortRange from "./runtime/port-range.ts";
import runtimePortInsecure from "./runtime/port-insecure.ts";
import runtimeExposeForm from "./runtime/expose-form.ts";
import runtimeExposeDuplicate from "./runtime/expose-duplicate.ts";
import runtimeEnvLocalhost from "./runtime/env-localhost.ts";
import runtimeCommandEmpty from "./runtime/command-empty.ts";
import runtimeStopSignalSpelling from "./runtime/stop-signal-spelling.ts";
import runtimeStopSignalOfServer from "./runtime/stop-signal-of-server.ts";
import runtimeExposeMissing from "./runtime/expose-missing.ts";
import instructionsWorkdirRelative from "./instructions/workdir-relative.ts";
import instructionsLegacyKeyValue from "./instructions/legacy-key-value.ts";
import instructionsEnvSelfReference from "./instructions/env-self-reference.ts";
import instructionsVarUndefined from "./instructions/var-undefined.ts";
import instructionsKeyDuplicate from "./instructions/key-duplicate.ts";
import instructionsVolumeSocketOrSystem from "./instructions/volume-socket-or-system.ts";
import instructionsWorkdirBlank from "./instructions/workdir-blank.ts";
import instructionsDescriptionForm from "./instructions/description-form.ts";
import labelsKeyInvalid from "./labels/key-invalid.ts";
import labelsMissing from "./labels/missing.ts";
import labelsSuperfluous from "./labels/superfluous.ts";
import labelsEmpty from "./labels/empty.ts";
import labelsNotUrl from "./labels/not-url.ts";
import labelsNotTime from "./labels/not-time.ts";
import labelsNotLicence from "./labels/not-licence.ts";
import labelsNotRevision from "./labels/not-revision.ts";
import labelsNotVersion from "./labels/not-version.ts";
import labelsNotEmail from "./labels/not-email.ts";
import labelsMadeByBuildx from "./labels/made-by-buildx.ts";
import labelsStaleBaseDigest from "./labels/stale-base-digest.ts";
import labelsScattered from "./labels/scattered.ts";
import syntaxUnknownInstruction from "./syntax/unknown-instruction.ts";
import syntaxNotAccepted from "./syntax/not-accepted.ts";
import syntaxArguments from "./syntax/arguments.ts";
import syntaxFlag from "./syntax/flag.ts";
import syntaxMount from "./syntax/mount.ts";
import syntaxJsonForm from "./syntax/json-form.ts";
import syntaxOnbuildTrigger from "./syntax/onbuild-trigger.ts";
import syntaxPair from "./syntax/pair.ts";
import syntaxDirective from "./syntax/directive.ts";
import syntaxMaintainer from "./syntax/maintainer.ts";
import syntaxInstructionCasing from "./syntax/instruction-casing.ts";
import syntaxEmptyContinuation from "./syntax/empty-continuation.ts";
import syntaxOnbuild from "./syntax/onbuild.ts";
import syntaxFinalNewline from "./syntax/final-newline.ts";
import syntaxTrailingSpace from "./syntax/trailing-space.ts";
import syntaxIgnoredWithoutReason from "./syntax/ignored-without-reason.ts";
import syntaxTodo from "./syntax/todo.ts";
import syntaxLongLine from "./syntax/long-line.ts";
import syntaxLongFile from "./syntax/long-file.ts";
import syntaxBlankSpace from "./syntax/blank-space.ts";
import syntaxIndentation from "./syntax/indentation.ts";
import syntaxHeredocIndentation from "./syntax/heredoc-indentation.ts";
import syntaxClosingOrder from "./syntax/closing-order.ts";
import syntaxMoreThanIsRead from "./syntax/more-than-is-read.ts";
import contextMissingFile from "./context/missing-file.ts";
import contextIgnoredFile from "./context/ignored-file.ts";
import contextIgnoreFileMissing from "./context/ignore-file-missing.ts";
import contextUnwantedFiles from "./context/unwanted-files.ts";
import contextPortMismatch from "./context/port-mismatch.ts";
import contextHealthRouteMismatch from "./context/health-route-mismatch.ts";
import contextRuntimeVersion from "./context/runtime-version.ts";
import contextStartModule from "./context/start-module.ts";
import contextSecretSettingInEnv from "./context/secret-setting-in-env.ts";
import contextPackagesNotNeeded from "./context/packages-not-needed.ts";
import composePrivileged from "./compose/privileged.ts";
import composeHostNamespace from "./compose/host-namespace.ts";
import composeEngineSocket from "./compose/engine-socket.ts";
import composeHostPath from "./compose/host-path.ts";
import composeCapabilityAdded from "./compose/capability-added.ts";
import composeConfinementOff from "./compose/confinement-off.ts";
import composeSecretInEnvironment from "./compose/secret-in-environment.ts";
import composeNewPrivileges from "./compose/new-privileges.ts";
import composeRootWritable from "./compose/root-writable.ts";
import composeNoLimits from "./compose/no-limits.ts";
import composeImageVersion from "./compose/image-version.ts";
import composeStorePublished from "./compose/store-published.ts";
import composeNoHealthGate from "./compose/no-health-gate.ts";
import composeStoreUnchecked from "./compose/store-unchecked.ts";
import composeHealthOff from "./compose/health-off.ts";
import composeVersionKey from "./compose/version-key.ts";
import composeContainerName from "./compose/container-name.ts";
import composeLinks from "./compose/links.ts";
import composePortTwice from "./compose/port-twice.ts";
import composeUnknownName from "./compose/unknown-name.ts";
import composeDependencyCircle from "./compose/dependency-circle.ts";
import composeRunsAsRoot from "./compose/runs-as-root.ts";
import composeEndOfLife from "./compose/end-of-life.ts";
import composeNoRestart from "./compose/no-restart.ts";
import composePortBySixties from "./compose/port-by-sixties.ts";
import dockerignoreGitHistory from "./dockerignore/git-history.ts";
import dockerignoreSecretsAdmitted from "./dockerignore/secrets-admitted.ts";
import dockerignoreOnlyAtTheTop from "./dockerignore/only-at-the-top.ts";
import dockerignoreCommentBehind from "./dockerignore/comment-behind.ts";
import dockerignoreTwice from "./dockerignore/twice.ts";
import dockerignoreExceptionOfNothing from "./dockerignore/exception-of-nothing.ts";
import dockerignoreNotAccepted from "./dockerignore/not-accepted.ts";

export const rules: readonly Rule[] = [
  baseImageUntagged,
  baseImageLatest,
  baseImageNoDigest,
  baseImageEndOfLife,
  baseImageLarge,
  baseImagePlatformConstant,
  baseImagePlatformRedundant,
  baseImageArgUndeclared,
  baseImageUntrustedRegistry,
  baseImageInvalidReference,
  baseImageArgDefaultInvalid,
  baseImagePlatformInvalid,
  stagesNameDuplicate,
  stagesNameCasing,
  stagesNameReserved,
  stagesAsCasing,
  stagesCopyFromUnknown,
  stagesCopyFromSelf,
  stagesUnreachable,
  stagesBuildToolsShipped,
  stagesNameInvalid,
  stagesNumberForName,
  stagesCopyWholeFilesystem,
  stagesCircular,
  stagesCopyFromEmpty,
  stagesRunInScratch,
  stagesSdkShipped,
  userMissing,
  userLastRoot,
  userNonNumeric,
  userSudo,
  userWorldWritable,
  userUseraddLargeUid,
  userCreatedUnused,
  userGroupDropsOthers,
  userNamedWithoutPasswd,
  userInvalidFormat,
  userStatefulRoot,
  userCopiedFilesOwned,
  userSetuidLeft,
  userPrivileged,
  userDuplicateId,
  secretsInEnv,
  secretsInArg,
  secretsLiteral,
  secretsFileCopied,
  secretsUrlCredentials,
  secretsArgumentInCommand,
  secretsRailsKeyForAssets,
  copyAddForLocalFiles,
  copyRelativeNoWorkdir,
  copyMultipleWithoutSlash,
  copyOutsideContext,
  copyGitDirectory,
  copyThenChmod,
  copyVexInImage,
  copyArchiveThenUnpack,
  copyWriteWithEcho,
  downloadsAddRemote,
  downloadsPlainHttp,
  downloadsTlsVerificationOff,
  downloadsTlsOffByVariable,
  downloadsTlsOffByConfig,
  downloadsSignatureOff,
  downloadsPipeToShell,
  downloadsCurlNoFail,
  downloadsCurlNoLocation,
  downloadsWgetProgress,
  downloadsCurlAndWget,
  downloadsNoRetry,
  downloadsGpgBatch,
  downloadsKeyserverGone,
  downloadsSignatureLeft,
  downloadsChecksumOneSpace,
  downloadsArchiveLeft,
  downloadsGitClone,
  packagesAptNotAptGet,
  packagesAptNoYes,
  packagesAptRecommends,
  packagesAptListsLeft,
  packagesUpdateAlone,
  packagesUpgrade,
  packagesSshServer,
  packagesDebianFrontendEnv,
  packagesInteractiveTools,
  packagesNothingInstalled,
  packagesUnpinned,
  packagesWildcard,
  packagesApkVirtual,
  packagesUnsorted,
  packagesApkNoCache,
  packagesRpmNoYes,
  packagesRpmCacheLeft,
  languagesPipCache,
  languagesPipUnpinned,
  languagesPipUpgradePip,
  languagesNpmInstall,
  languagesNpmDevDependencies,
  languagesLockNotStrict,
  languagesUvDevDependencies,
  languagesToolUnpinned,
  languagesPythonBuffered,
  languagesNodeCacheLeft,
  languagesGemDocuments,
  languagesRubyCacheLeft,
  languagesGoCgo,
  languagesJavaMemoryFlags,
  languagesConfigureBuild,
  languagesComposerDevDependencies,
  languagesPhpOpcache,
  languagesPhpXdebug,
  languagesBundlerNotFrozen,
  languagesBundlerDevGems,
  languagesBundlerOldFlags,
  languagesBundlerInstalledTwice,
  languagesBootsnapParallel,
  languagesJemallocNotUsed,
  languagesRubyJitOff,
  languagesRailsStatePaths,
  languagesTelemetry,
  gpuCudaVersion,
  gpuQueryAtBuild,
  gpuRuntimeInstalled,
  gpuDevicesFixed,
  gpuCudaInstalledTwice,
  gpuDevelShipped,
  gpuCondaForPip,
  cacheCopyBeforeInstall,
  cacheConsecutiveRun,
  cacheDuplicateRun,
  cacheMountMissing,
  cacheManyLayers,
  shellCdNotWorkdir,
  shellPipefail,
  shellShellByLink,
  shellPasswordSet,
  shellBashism,
  shellSemicolonChain,
  shellRmOfVariable,
  shellUnquotedVariable,
  shellCdUnchecked,
  shellUselessCat,
  shellBackquotes,
  shellTestDoubleEquals,
  shellReadBackslash,
  shellGlobAsOption,
  shellNotParsable,
  shellExportHidesFailure,
  shellEchoOption,
  shellEchoEscape,
  shellNegationUnseen,
  shellTestAndOr,
  shellBraceExpansion,
  shellArgumentsUnquoted,
  shellStatusTooLate,
  shellAssignmentTooShort,
  shellSingleQuotedArgument,
  shellUnquotedSubstitution,
  shellUnquotedInTest,
  shellBackgroundRedirect,
  shellBashSyntax,
  windowsUnsupported,
  windowsErrorsGoOn,
  runtimeExecForm,
  runtimeExecFormBroken,
  runtimeMultipleCmd,
  runtimeNoCommand,
  runtimeHealthcheckMissing,
  runtimeHealthcheckTool,
  runtimeStopSignal,
  runtimeEntrypointAlone,
  runtimeHealthcheckOptions,
  runtimePortRange,
  runtimePortInsecure,
  runtimeExposeForm,
  runtimeExposeDuplicate,
  runtimeEnvLocalhost,
  runtimeCommandEmpty,
  runtimeStopSignalSpelling,
  runtimeStopSignalOfServer,
  runtimeExposeMissing,
  instructionsWorkdirRelative,
  instructionsLegacyKeyValue,
  instructionsEnvSelfReference,
  instructionsVarUndefined,
  instructionsKeyDuplicate,
  instructionsVolumeSocketOrSystem,
  instructionsWorkdirBlank,
  instructionsDescriptionForm,
  labelsKeyInvalid,
  labelsMissing,
  labelsSuperfluous,
  labelsEmpty,
  labelsNotUrl,
  labelsNotTime,
  labelsNotLicence,
  labelsNotRevision,
  labelsNotVersion,
  labelsNotEmail,
  labelsMadeByBuildx,
  labelsStaleBaseDigest,
  labelsScattered,
  syntaxUnknownInstruction,
  syntaxNotAccepted,
  syntaxArguments,
  syntaxFlag,
  syntaxMount,
  syntaxJsonForm,
  syntaxOnbuildTrigger,
  syntaxPair,
  syntaxDirective,
  syntaxMaintainer,
  syntaxInstructionCasing,
  syntaxEmptyContinuation,
  syntaxOnbuild,
  syntaxFinalNewline,
  syntaxTrailingSpace,
  syntaxIgnoredWithoutReason,
  syntaxTodo,
  syntaxLongLine,
  syntaxLongFile,
  syntaxBlankSpace,
  syntaxIndentation,
  syntaxHeredocIndentation,
  syntaxClosingOrder,
  syntaxMoreThanIsRead,
  contextMissingFile,
  contextIgnoredFile,
  contextIgnoreFileMissing,
  contextUnwantedFiles,
  contextPortMismatch,
  contextHealthRouteMismatch,
  contextRuntimeVersion,
  contextStartModule,
  contextSecretSettingInEnv,
  contextPackagesNotNeeded,
  composePrivileged,
  composeHostNamespace,
  composeEngineSocket,
  composeHostPath,
  composeCapabilityAdded,
  composeConfinementOff,
  composeSecretInEnvironment,
  composeNewPrivileges,
  composeRootWritable,
  composeNoLimits,
  composeImageVersion,
  composeStorePublished,
  composeNoHealthGate,
  composeStoreUnchecked,
  composeHealthOff,
  composeVersionKey,
  composeContainerName,
  composeLinks,
  composePortTwice,
  composeUnknownName,
  composeDependencyCircle,
  composeRunsAsRoot,
  composeEndOfLife,
  composeNoRestart,
  composePortBySixties,
  dockerignoreGitHistory,
  dockerignoreSecretsAdmitted,
  dockerignoreOnlyAtTheTop,
  dockerignoreCommentBehind,
  dockerignoreTwice,
  dockerignoreExceptionOfNothing,
  dockerignoreNotAccepted,
];
