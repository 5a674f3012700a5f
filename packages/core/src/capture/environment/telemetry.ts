import type { RecordInit } from '@kymo/protocol'

type Imports = NonNullable<NonNullable<RecordInit['telemetry']>['importsInit']>

/** Packages that stand for what W&B counts as an import. */
const IMPORTS: readonly (readonly [name: RegExp, key: keyof Imports])[] = [
  [/^@tensorflow\/tfjs(-node|-node-gpu|-core)?$/, 'tensorflow'],
  [/^@(huggingface|xenova)\/transformers$/, 'transformers'],
  [/^@huggingface\/hub$/, 'huggingfaceHub'],
  [/^(langchain|@langchain\/core)$/, 'langchain'],
  [/^llamaindex$/, 'llamaIndex'],
  [/^openai$/, 'openai'],
  [/^cohere-ai$/, 'cohere'],
  [/^@anthropic-ai\/sdk$/, 'anthropic'],
  [/^@pinecone-database\/pinecone$/, 'pinecone'],
  [/^chromadb$/, 'chromadb'],
  [/^weaviate-(client|ts-client)$/, 'weaviate'],
]

/** Which of the libraries that W&B counts the program has installed. Undefined: none. */
export function importsOf(packages: readonly string[]): Imports | undefined {
  const names = new Set(packages.map((entry) => entry.slice(0, entry.lastIndexOf('@'))))
  const keys = IMPORTS.filter(([pattern]) => [...names].some((name) => pattern.test(name))).map(
    ([, key]) => key,
  )
  return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, true]))
}
