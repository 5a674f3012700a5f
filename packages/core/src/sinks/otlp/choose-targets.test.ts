import { describe, expect, test } from 'vitest'
import type { OtlpSetting } from '../../settings/otlp-settings.ts'
import { chooseOtlpTargets } from './choose-targets.ts'
import { parsePairs, readOtelEnvironment } from './otel-environment.ts'
import { otlpCursorName, otlpTargetName } from './target.ts'

const choose = (setting: OtlpSetting, env: Record<string, string> = {}) => {
  const { targets, warnings } = chooseOtlpTargets(setting, env)
  return { targets, warnings, only: targets[0], headers: Object.fromEntries(targets[0]?.headers ?? []) }
}

describe('chooseOtlpTargets()', () => {
  test('sends nowhere unless it is told to, whatever the environment holds', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318',
      LANGFUSE_PUBLIC_KEY: 'p',
      LANGFUSE_SECRET_KEY: 's',
    }

    expect(chooseOtlpTargets(false, env)).toEqual({ targets: [], warnings: [] })
  })

  test.each([
    [{}, 'http://localhost:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'http://c:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/base/' }, 'http://c:4318/base/v1/traces'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:9/in' },
      'http://t:9/in',
    ],
  ])('a collector is where OpenTelemetry says: %j', (env, url) => {
    expect(choose(true, env).only.url).toBe(url)
    expect(choose('collector', env).only.url).toBe(url)
    expect(choose('jaeger', env).only.url).toBe(url)
  })

  test('reads headers, compression, time and resource of OpenTelemetry', () => {
    const { only, headers, warnings } = choose(true, {
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20b,x=1',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x=2',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2500',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=prod,service.name=r',
      OTEL_SERVICE_NAME: 's',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/ca.pem',
    })

    expect(headers).toEqual({ 'api-key': 'a b', x: '2' })
    expect(only).toMatchObject({
      compression: 'none',
      timeoutMs: 2500,
      resource: [
        ['deployment.environment', 'prod'],
        ['service.name', 's'],
      ],
    })
    expect(warnings).toEqual([
      expect.stringContaining("'grpc'"),
      expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    ])
  })

  test('Langfuse: Basic of its two keys', () => {
    const { only, headers } = choose('langfuse', {
      LANGFUSE_BASE_URL: 'https://lf.example/',
      LANGFUSE_PUBLIC_KEY: 'pk',
      LANGFUSE_SECRET_KEY: 'sk',
      LANGFUSE_TRACING_ENVIRONMENT: 'staging',
    })

    expect(only).toMatchObject({ url: 'https://lf.example/api/public/otel/v1/traces', dialect: 'shared' })
    expect(headers['authorization']).toBe(`Basic ${btoa('pk:sk')}`)
    expect(only.resource).toEqual([['langfuse.environment', 'staging']])
  })

  test('Phoenix: bearer key, its own headers, the project of the run', () => {
    const { only, headers } = choose('phoenix', {
      PHOENIX_COLLECTOR_ENDPOINT: 'https://app.phoenix.arize.com/s/me',
      PHOENIX_API_KEY: 'k',
      PHOENIX_CLIENT_HEADERS: 'x-a=1',
    })

    expect(only.url).toBe('https://app.phoenix.arize.com/s/me/v1/traces')
    expect(headers).toEqual({ 'x-a': '1', authorization: 'Bearer k' })
    expect(only.resourceCopies).toEqual([['kymo.project', 'openinference.project.name']])
    expect(choose('phoenix').only.url).toBe('http://localhost:6006/v1/traces')
  })

  test('MLflow: the experiment is required, a token or a user with a password', () => {
    const env = { MLFLOW_TRACKING_URI: 'http://m:5000', MLFLOW_EXPERIMENT_ID: '7' }

    expect(choose('mlflow', env).only.url).toBe('http://m:5000/v1/traces')
    expect(choose('mlflow', env).headers).toEqual({ 'x-mlflow-experiment-id': '7' })
    expect(choose('mlflow', { ...env, MLFLOW_TRACKING_TOKEN: 't' }).headers['authorization']).toBe('Bearer t')
    const basic = choose('mlflow', { ...env, MLFLOW_TRACKING_USERNAME: 'u', MLFLOW_TRACKING_PASSWORD: 'p' })
    expect(basic.headers['authorization']).toBe(`Basic ${btoa('u:p')}`)
  })

  test('Weave: the cloud, a server of its own, and entity and project of the run', () => {
    const cloud = choose('weave', { WANDB_API_KEY: 'k', WANDB_BASE_URL: 'https://api.wandb.ai' })
    const own = choose('weave', {
      WANDB_API_KEY: 'k',
      WANDB_BASE_URL: 'https://w.example/',
      WANDB_PROJECT: 'p',
    })

    expect(cloud.only.url).toBe('https://trace.wandb.ai/otel/v1/traces')
    expect(own.only.url).toBe('https://w.example/traces/otel/v1/traces')
    expect(own.only.resource).toEqual([['wandb.project', 'p']])
    expect(cloud.headers).toEqual({ 'wandb-api-key': 'k' })
    expect(cloud.only.resourceCopies).toEqual([
      ['kymo.entity', 'wandb.entity'],
      ['kymo.project', 'wandb.project'],
    ])
  })

  test('LangSmith: its key and project as headers', () => {
    const { only, headers } = choose('langsmith', { LANGSMITH_API_KEY: 'k', LANGSMITH_PROJECT: 'p' })

    expect(only.url).toBe('https://api.smith.langchain.com/otel/v1/traces')
    expect(headers).toEqual({ 'x-api-key': 'k', 'langsmith-project': 'p' })
  })

  test.each([
    ['langfuse', 'LANGFUSE_PUBLIC_KEY'],
    ['langsmith', 'LANGSMITH_API_KEY'],
    ['mlflow', 'MLFLOW_EXPERIMENT_ID'],
    ['weave', 'WANDB_API_KEY'],
  ])('%s without %s is told, and the others are used', (backend, variable) => {
    const { targets, warnings } = choose([backend, 'collector'])

    expect(targets.map(({ name }) => name)).toEqual(['collector'])
    expect(warnings).toEqual([expect.stringMatching(`^Cannot send spans to ${backend}: .*${variable}`)])
  })

  test('an address: with a path as it is, else with the path of traces', () => {
    expect(choose('http://h:1').only.url).toBe('http://h:1/v1/traces')
    expect(choose('http://h:1/otlp/in?x=1').only.url).toBe('http://h:1/otlp/in?x=1')
    expect(choose({ endpoint: 'http://h:1/base' }).only.url).toBe('http://h:1/base/v1/traces')
    expect(choose({ url: 'http://h:1/base', endpoint: 'http://other' }).only.url).toBe('http://h:1/base')
  })

  test('options win over the environment', () => {
    const { only, headers } = choose(
      {
        backend: 'phoenix',
        endpoint: 'http://p:1',
        headers: { Authorization: 'Bearer mine' },
        compression: 'none',
        timeoutMs: 7,
        resource: { a: 'b' },
      },
      { PHOENIX_API_KEY: 'k' },
    )

    expect(only).toMatchObject({
      url: 'http://p:1/v1/traces',
      compression: 'none',
      timeoutMs: 7,
      resource: [['a', 'b']],
    })
    expect(headers).toEqual({ authorization: 'Bearer mine' })
  })

  test.each([
    [{ url: 'http://u:p@h/' }, 'user name or password'],
    [{ endpoint: 'http://h', headers: { 'a b': '1' } }, 'no name of a header'],
    [{ endpoint: 'http://h', headers: { key: 'a\nb' } }, "the header 'key'"],
  ])('%j cannot be sent, and nothing secret is told', (setting, reason) => {
    const { targets, warnings } = choose(setting)

    expect(targets).toEqual([])
    expect(warnings).toEqual([expect.stringContaining(reason)])
    expect(warnings[0]).not.toMatch(/u:p|a\nb/)
  })

  test('two addresses have two cursors, and their names hold no query', () => {
    const { targets } = choose(['http://h:1/a?key=secret', 'http://h:1/b'])

    expect(new Set(targets.map(otlpCursorName)).size).toBe(2)
    expect(targets.map(otlpTargetName)).toEqual(['http://h:1/a', 'http://h:1/b'])
  })
})

test('parsePairs() leaves out what is no pair, and undoes percent-encoding where it is one', () => {
  expect(parsePairs('a=1, b = x%3Dy ,=z,c,d=%zz')).toEqual([
    ['a', '1'],
    ['b', 'x=y'],
    ['d', '%zz'],
  ])
})

test.each(['0', '-1', 'x', '1e9'])('readOtelEnvironment() takes the default for a time of %s', (text) => {
  expect(readOtelEnvironment({ OTEL_EXPORTER_OTLP_TIMEOUT: text }).timeoutMs).toBe(10_000)
})
