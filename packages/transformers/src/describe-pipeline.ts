import { loose, textOf, type Loose, type PipelineLike } from './framework-types.ts'

const CONFIG_KEYS = [
  'model_type',
  'architectures',
  'hidden_size',
  'n_embd',
  'd_model',
  'num_hidden_layers',
  'n_layer',
  'num_attention_heads',
  'n_head',
  'vocab_size',
  'max_position_embeddings',
  'n_positions',
] as const

/** What is known of a pipeline before it is used: for the configuration of the run. */
export function describePipeline(pipe: PipelineLike, model: string): Record<string, unknown> {
  const parts = loose(pipe.model)
  const config = loose(parts['config'])
  const described = Object.fromEntries(
    CONFIG_KEYS.flatMap((key) =>
      config[key] === undefined || config[key] === null ? [] : [[key, config[key]]],
    ),
  )
  const sessions = describeSessions(loose(parts['sessions']))
  const labels = Object.values(loose(config['id2label']))
  return {
    task: pipe.task,
    model,
    config: described,
    sessions,
    ...(labels.length > 0 && labels.length <= 100 ? { labels } : {}),
    node: process.versions.node,
  }
}

/** Device and precision of each session, as far as it says them. */
function describeSessions(sessions: Loose): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sessions).map(([name, session]) => {
      const config = loose(loose(session)['config'])
      return [name, { dtype: config['dtype'] ?? null, device: config['device'] ?? null }]
    }),
  )
}

/** Name or path that it was loaded from; models do not always say. */
export function modelName(pipe: PipelineLike): string {
  const config = loose(loose(pipe.model)['config'])
  return (
    textOf(config['_name_or_path']) ??
    textOf(config['name_or_path']) ??
    textOf(config['model_type']) ??
    pipe.task
  )
}
