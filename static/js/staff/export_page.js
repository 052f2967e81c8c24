/** Shows how far an export is (templates/staff/export.html) until its file can be fetched. */
import { find } from "../lib/find.js"
import { Parts } from "./parts.js"

const LOOK_MS = 1000

const parts = new Parts(find(document, "#main", HTMLElement), `${location.pathname}parts/`)

async function look() {
  if (!document.querySelector("progress")) return
  await parts.refresh()
  setTimeout(look, LOOK_MS)
}

setTimeout(look, LOOK_MS)
