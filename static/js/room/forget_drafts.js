/** Deletes the unsent answers of an interview that the reader has signed out of. */
import { find } from "../lib/find.js"
import { Drafts } from "./composer/drafts.js"

const page = find(document, "#main", HTMLElement)
new Drafts(Number(page.dataset.forgetDrafts)).forget()
