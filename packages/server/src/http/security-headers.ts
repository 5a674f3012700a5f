/** For the pages of the dashboard. Charts and React set single style properties, which `style-src-attr` is about. */
export const PAGE_POLICY: string = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  // Logged pages: each is sandboxed, in an origin of its own, by the policy that comes with its file.
  "frame-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** For everything else: should a browser ever show it as a page, that page can do nothing. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** Sets on every answer what keeps a browser from being turned against it. */
export function setSecurityHeaders(headers: Headers): void {
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', DATA_POLICY)
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
}
