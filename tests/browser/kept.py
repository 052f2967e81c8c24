"""What the browser keeps of unsent answers."""

from typing import Any

from playwright.sync_api import Page

KEPT = """
async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("drafts", 1)
    request.onupgradeneeded = () => request.result.createObjectStore("drafts")
    request.onsuccess = () => resolve(request.result)
  })
  const journal = await new Promise((resolve) => {
    // A writing transaction waits for those before it.
    const request = database.transaction("drafts", "readwrite").objectStore("drafts").getAllKeys()
    request.onsuccess = () => resolve(request.result)
  })
  database.close()
  const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...journal]
  return keys.filter((key) => key.startsWith("draft:"))
}
"""


def kept_drafts(page: Page) -> Any:
    """Return the keys of all drafts, in every storage."""
    return page.evaluate(KEPT)
