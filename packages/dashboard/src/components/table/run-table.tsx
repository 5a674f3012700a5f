import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { TableRequest } from '@kymo/server/api'
import type { MediaRun } from '../media/media-run.ts'
import { DataTable } from './data-table.tsx'

export interface RunTableProps {
  readonly runs: readonly MediaRun[]
  readonly tableKey: string
  readonly stepOf: (run: MediaRun) => number | undefined
}

/** The table of one of several runs. */
export function RunTable({ runs, tableKey, stepOf }: RunTableProps): JSX.Element {
  const [chosen, setChosen] = useState<string>()
  const run = runs.find((each) => each.run === chosen) ?? runs[0]
  const step = stepOf(run)
  const { entity, project, run: id } = run
  const source = useMemo(
    (): TableRequest['source'] => ({
      kind: 'run',
      run: { entity, project, run: id },
      key: tableKey,
      ...(step === undefined ? {} : { step }),
    }),
    [entity, project, id, tableKey, step],
  )
  return (
    <DataTable
      key={tableKey}
      source={source}
      name={tableKey}
      start={
        runs.length < 2 ? undefined : (
          <select
            className="select"
            aria-label={`Run of ${tableKey}`}
            value={run.run}
            onChange={(event) => setChosen(event.target.value)}
          >
            {runs.map((each) => (
              <option key={each.run} value={each.run}>
                {each.name}
              </option>
            ))}
          </select>
        )
      }
    />
  )
}
