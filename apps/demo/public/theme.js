// Before the first paint, so that a chosen theme does not flash. A file of its own, because the page allows no inline script.
try {
  document.documentElement.dataset.theme = localStorage.getItem('northfield-theme') ?? 'auto'
} catch {
  document.documentElement.dataset.theme = 'auto'
}
