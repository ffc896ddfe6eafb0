// Links to pages of the app are gone to without loading everything anew. They stay real links: they can be opened in a
// new tab, copied and saved.

/** Follows plain clicks on links below this path by `go`. A link that downloads, or opens elsewhere, is the browser's. */
export function followLinks(root: string, go: (path: string) => void): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname !== root && !link.pathname.startsWith(`${root}/`)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
