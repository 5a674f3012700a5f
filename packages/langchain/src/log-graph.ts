import { Artifact, Html } from '@kymo/core'

/** A compiled graph of LangGraph, or any runnable. */
export interface DrawableGraph {
  getGraphAsync?(): Promise<GraphPicture>
  getGraph?(): GraphPicture
}

interface GraphPicture {
  drawMermaid(): string
  toJSON(): unknown
}

/** The part of a run that a graph is logged to. */
export interface GraphRun {
  log(metrics: Readonly<Record<string, unknown>>): unknown
  logArtifact(artifact: Artifact): unknown
}

/**
 * Logs the picture of a graph: as media of the run (a page with the graph as Mermaid text), and as an artifact of type `graph` with
 * `graph.mmd` and `graph.json`.
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
  run.log({ [name]: new Html(`<pre>${escapeHtml(mermaid)}</pre>`) })
  const artifact = new Artifact(name, 'graph')
    .newFile('graph.mmd', mermaid)
    .newFile('graph.json', JSON.stringify(picture.toJSON(), undefined, 2))
  run.logArtifact(artifact)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
