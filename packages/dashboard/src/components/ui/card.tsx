import type { JSX, ReactNode } from 'react'

export interface CardProps {
  readonly title: string
  /** Controls at the end of the head. */
  readonly end?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** A titled box. */
export function Card({ title, end, className = '', children }: CardProps): JSX.Element {
  return (
    <section className={`card ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {end}
      </header>
      {children}
    </section>
  )
}
