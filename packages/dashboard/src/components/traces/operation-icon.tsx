import type { JSX } from 'react'
import type { SpanOperation } from '@kymo/server/api'
import { Icon } from '../ui/icons.tsx'
import type { IconName } from '../ui/icons.tsx'

const LOOKS: Readonly<Record<SpanOperation, { readonly label: string; readonly icon: IconName }>> = {
  llm: { label: 'Model call', icon: 'spark' },
  embedding: { label: 'Embedding', icon: 'dots' },
  tool: { label: 'Tool', icon: 'wrench' },
  retriever: { label: 'Retriever', icon: 'book' },
  agent: { label: 'Agent', icon: 'agent' },
  chain: { label: 'Chain', icon: 'link' },
  node: { label: 'Graph node', icon: 'node' },
  evaluation: { label: 'Evaluation', icon: 'gauge' },
  other: { label: 'Other', icon: 'circle' },
}

export function operationLabel(operation: SpanOperation): string {
  return LOOKS[operation].label
}

/** Kind of work: a shape and a colour of its own. */
export function OperationIcon({ operation }: { readonly operation: SpanOperation }): JSX.Element {
  const { label, icon } = LOOKS[operation]
  return (
    <span className={`operation is-${operation}`} title={label}>
      <Icon name={icon} />
      <span className="hidden">{label}</span>
    </span>
  )
}
