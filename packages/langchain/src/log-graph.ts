import { Artifact, Html } from '@kymo/core'
import type { GraphParts } from './draw-graph.ts'
import { escapeHtml } from './escape-html.ts'

/** A compiled graph of LangGraph, or any runnable. */
export interface DrawableGraph {
  getGraphAsync?(): Promise<GraphPicture>
  getGraph?(): GraphPicture
}

interface GraphPicture extends GraphParts {
  drawMermaid(): string
  toJSON(): unknown
}

/** The part of a run that a graph is logged to. */
export interface GraphRun {
  log(metrics: Readonly<Record<string, unknown>>): unknown
  logArtifact(artifact: Artifact): unknown
}

/**
 * Logs the picture of a graph: as media of the run, and as an artifact of type `graph` with `graph.svg`, `graph.mmd` (Mermaid) and
 * `graph.json`. A graph of more than 300 nodes or 1,000 edges is not drawn: its media is the Mermaid text.
 *
 * @param name of the media and of the artifact
 * @throws what LangGraph throws for a graph that it cannot draw
 * @example
 * ```js
 * import { RunnableLambda } from '@langchain/core/runnables'
 * import { init } from '@kymo/core'
 * import { logGraph } from '@kymo/langchain'
 *
 * const run = await init({ project: 'assistant' })
 * await logGraph(run, RunnableLambda.from((text) => text.length).pipe((count) => count + 1), 'pipeline')
 * await run.finish()
 * ```
 */
export async function logGraph(run: GraphRun, graph: DrawableGraph, name = 'graph'): Promise<void> {
  const picture = await (graph.getGraphAsync?.() ?? graph.getGraph?.())
  if (picture === undefined)
    throw new TypeError('Cannot log a graph: it must be a runnable of LangChain or a graph of LangGraph')
  const mermaid = picture.drawMermaid()
  const svg = await draw(picture)
  run.log({ [name]: new Html(pageOf(svg ?? `<pre>${escapeHtml(mermaid)}</pre>`)) })
  const artifact = new Artifact(name, 'graph')
    .newFile('graph.mmd', mermaid)
    .newFile('graph.json', JSON.stringify(picture.toJSON(), undefined, 2))
  if (svg !== undefined) artifact.newFile('graph.svg', svg)
  run.logArtifact(artifact)
}

/** Only programs that log a graph load what lays it out. A graph that cannot be drawn is still told as text. */
async function draw(graph: GraphParts): Promise<string | undefined> {
  try {
    const { drawGraph } = await import('./draw-graph.ts')
    return drawGraph(graph)
  } catch {
    return undefined
  }
}

function pageOf(content: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#fff}svg{display:block;margin:auto;max-width:100%;height:auto}</style>${content}`
}
