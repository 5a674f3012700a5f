// Sets the stored theme before the first paint. A file of its own because the content policy forbids inline scripts.
try {
  const theme = localStorage.getItem('kymo-theme')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be blocked; the system's preference applies then.
}
