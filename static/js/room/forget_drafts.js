/** Deletes the unsent answers of an interview that the reader has signed out of. */
import { find } from "../lib/find.js"
import { BrowserStore } from "./drafts/browser_store.js"

const page = find(document, "#main", HTMLElement)
new BrowserStore(Number(page.dataset.forgetDrafts)).forget()
