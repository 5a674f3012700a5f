import type { OtlpBackend } from '../../settings/otlp-settings.ts'
import { addTracesPath, parsePairs, readOtelEnvironment, textOf, type Env } from './otel-environment.ts'
import type { OtlpTarget } from './target.ts'

/** Of a target what a backend decides. */
export type Preset = Pick<OtlpTarget, 'url' | 'headers' | 'resource' | 'resourceCopies' | 'dialect'> & {
  /** Where a backend is known to take no other. */
  readonly compression?: OtlpTarget['compression']
}

export type PresetResult =
  | { readonly kind: 'preset'; readonly preset: Preset }
  /** Completes "Cannot send spans to X: …". */
  | { readonly kind: 'missing'; readonly reason: string }

type ReadPreset = (env: Env) => PresetResult

const NO_COPIES = { resource: [], resourceCopies: [] } as const

/** Address, key and place by backend, from the variables that its own clients read. */
export const PRESETS: Readonly<Record<OtlpBackend, ReadPreset>> = {
  collector: readCollector,
  jaeger: readCollector,
  langfuse: readLangfuse,
  langsmith: readLangSmith,
  mlflow: readMlflow,
  phoenix: readPhoenix,
  weave: readWeave,
}

/** Jaeger takes OTLP where a collector does. */
function readCollector(env: Env): PresetResult {
  const { url, headers } = readOtelEnvironment(env)
  return made({ url, headers, ...NO_COPIES, dialect: 'plain' })
}

/** @see https://langfuse.com/integrations/native/opentelemetry */
function readLangfuse(env: Env): PresetResult {
  const host =
    textOf(env, 'LANGFUSE_BASE_URL', 'LANGFUSE_HOST', 'LANGFUSE_BASEURL') ?? 'https://cloud.langfuse.com'
  const publicKey = textOf(env, 'LANGFUSE_PUBLIC_KEY')
  const secretKey = textOf(env, 'LANGFUSE_SECRET_KEY')
  if (publicKey === undefined || secretKey === undefined)
    return missing('LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY are not both set')
  const environment = textOf(env, 'LANGFUSE_TRACING_ENVIRONMENT')
  const release = textOf(env, 'LANGFUSE_RELEASE')
  return made({
    url: addTracesPath(`${trim(host)}/api/public/otel`),
    headers: [
      ['authorization', basic(publicKey, secretKey)],
      ['x-langfuse-sdk-name', 'kymo'],
    ],
    resource: [
      ...(environment === undefined ? [] : [['langfuse.environment', environment] as const]),
      ...(release === undefined ? [] : [['langfuse.release', release] as const]),
    ],
    resourceCopies: [],
    dialect: 'shared',
  })
}

/** @see https://arize.com/docs/phoenix */
function readPhoenix(env: Env): PresetResult {
  const host = textOf(env, 'PHOENIX_COLLECTOR_ENDPOINT') ?? 'http://localhost:6006'
  const key = textOf(env, 'PHOENIX_API_KEY')
  const project = textOf(env, 'PHOENIX_PROJECT_NAME', 'PHOENIX_PROJECT')
  return made({
    url: host.endsWith('/v1/traces') ? host : addTracesPath(host),
    headers: [
      ...parsePairs(textOf(env, 'PHOENIX_CLIENT_HEADERS')),
      ...(key === undefined ? [] : [['authorization', `Bearer ${key}`] as const]),
    ],
    resource: project === undefined ? [] : [['openinference.project.name', project]],
    resourceCopies: [['kymo.project', 'openinference.project.name']],
    dialect: 'shared',
  })
}

/** @see https://mlflow.org/docs/latest/genai/tracing/opentelemetry */
function readMlflow(env: Env): PresetResult {
  const host = textOf(env, 'MLFLOW_TRACKING_URI') ?? 'http://localhost:5000'
  const experiment = textOf(env, 'MLFLOW_EXPERIMENT_ID')
  if (experiment === undefined)
    return missing('MLFLOW_EXPERIMENT_ID is not set, and MLflow takes no traces without it')
  const token = textOf(env, 'MLFLOW_TRACKING_TOKEN')
  const user = textOf(env, 'MLFLOW_TRACKING_USERNAME')
  const authorization =
    token === undefined
      ? user === undefined
        ? undefined
        : basic(user, textOf(env, 'MLFLOW_TRACKING_PASSWORD') ?? '')
      : `Bearer ${token}`
  return made({
    url: addTracesPath(host),
    headers: [
      ['x-mlflow-experiment-id', experiment],
      ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
    ],
    ...NO_COPIES,
    dialect: 'shared',
  })
}

/** @see https://weave-docs.wandb.ai/guides/tracking/otel */
function readWeave(env: Env): PresetResult {
  const key = textOf(env, 'WANDB_API_KEY')
  if (key === undefined) return missing('WANDB_API_KEY is not set')
  const own = textOf(env, 'WF_TRACE_SERVER_URL')
  const wandb = textOf(env, 'WANDB_BASE_URL')
  const isCloud = wandb === undefined || /^https:\/\/api\.wandb\.ai\/?$/.test(wandb)
  const host = own ?? (isCloud ? 'https://trace.wandb.ai' : `${trim(wandb)}/traces`)
  const entity = textOf(env, 'WANDB_ENTITY')
  const project = textOf(env, 'WANDB_PROJECT')
  return made({
    url: addTracesPath(`${trim(host)}/otel`),
    headers: [['wandb-api-key', key]],
    compression: 'none',
    resource: [
      ...(entity === undefined ? [] : [['wandb.entity', entity] as const]),
      ...(project === undefined ? [] : [['wandb.project', project] as const]),
    ],
    resourceCopies: [
      ['kymo.entity', 'wandb.entity'],
      ['kymo.project', 'wandb.project'],
    ],
    dialect: 'shared',
  })
}

/** @see https://docs.langchain.com/langsmith/trace-with-opentelemetry */
function readLangSmith(env: Env): PresetResult {
  const key = textOf(env, 'LANGSMITH_API_KEY')
  if (key === undefined) return missing('LANGSMITH_API_KEY is not set')
  const host = textOf(env, 'LANGSMITH_ENDPOINT') ?? 'https://api.smith.langchain.com'
  const project = textOf(env, 'LANGSMITH_PROJECT')
  return made({
    url: addTracesPath(`${trim(host)}/otel`),
    headers: [
      ['x-api-key', key],
      ...(project === undefined ? [] : [['langsmith-project', project] as const]),
    ],
    ...NO_COPIES,
    dialect: 'shared',
  })
}

function made(preset: Preset): PresetResult {
  return { kind: 'preset', preset }
}

function missing(reason: string): PresetResult {
  return { kind: 'missing', reason }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function trim(url: string): string {
  return url.replace(/\/+$/, '')
}
