import type { JSX } from 'react'
import type { FileItem } from '../../media/media-value.ts'

/**
 * A logged page. `allow-scripts` without `allow-same-origin` gives it an origin of its own that nothing belongs to: it
 * can draw, and reaches neither this page nor its storage, nor the API. The answer's own policy says the same once more.
 */
export function HtmlView({ item, url }: { readonly item: FileItem; readonly url: string }): JSX.Element {
  return (
    <figure className="html-item">
      <iframe
        src={url}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        loading="lazy"
        title={item.caption || 'Logged page'}
      />
      {item.caption === '' ? null : <figcaption>{item.caption}</figcaption>}
    </figure>
  )
}
