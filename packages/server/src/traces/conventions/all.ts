import type { Convention } from '../convention.ts'
import { GEN_AI } from './gen-ai.ts'
import { KYMO } from './kymo.ts'
import { LANGFUSE } from './langfuse.ts'
import { MLFLOW } from './mlflow.ts'
import { OPENINFERENCE } from './openinference.ts'
import { GOOGLE_ADK, LANGSMITH, PLAIN, PYDANTIC_AI } from './others.ts'
import { TRACELOOP } from './traceloop.ts'
import { VERCEL } from './vercel.ts'
import { WEAVE } from './weave.ts'

/**
 * In the order in which they are believed. What a tool says in its own keys comes before what it says in shared ones: the
 * Vercel AI SDK marks its outer span with `gen_ai` names too, and OpenInference counts tokens as they are billed.
 */
export const CONVENTIONS: readonly Convention[] = [
  KYMO,
  LANGFUSE,
  OPENINFERENCE,
  VERCEL,
  GEN_AI,
  TRACELOOP,
  MLFLOW,
  WEAVE,
  LANGSMITH,
  GOOGLE_ADK,
  PYDANTIC_AI,
  PLAIN,
]
