"""Scripts that run before the page's own: they watch its stream, reload the page during one, or play one."""

# Reloads the page the first time that turn's `question.started` arrives, before the page has acted on it. Keeps the
# names of the transports that were used.
RELOAD_AT_TURN = """
(() => {
  const watch = (source) => source.addEventListener("message", (message) => {
    const event = JSON.parse(message.data)
    const reloading = sessionStorage.getItem("reloading")
    if (reloading === performance.timeOrigin.toString()) return message.stopImmediatePropagation()
    if (reloading || event.type !== "question.started" || event.turn !== %(turn)d) return
    sessionStorage.setItem("reloading", performance.timeOrigin)
    message.stopImmediatePropagation()
    location.reload()
  })
  for (const name of ["EventSource", "WebSocket"]) {
    window[name] = class extends window[name] {
      constructor(...parameters) {
        super(...parameters)
        sessionStorage.setItem("streams", `${sessionStorage.getItem("streams") ?? ""} ${name}`)
        watch(this)
      }
    }
  }
})()
"""

# Plays these events, a JSON array, as soon as the page listens. A script of the test's own would count as a gesture.
TOLD_AT_ONCE = """
{
  const timer = setInterval(() => {
    if (!window.sources[0]?.onmessage) return
    clearInterval(timer)
    play.accept()
    play.send(%s)
    console.log("told")
  }, 10)
}
"""

# Stands in for EventSource and WebSocket: a test plays the server with `play`.
PLAYED = """
window.sources = []
window.EventSource = class {
  static CLOSED = 2
  constructor(url) {
    this.url = String(url)
    this.position = new URL(url).searchParams.get("last_event_id")
    this.readyState = 0
    sources.push(this)
    document.documentElement.dataset.sources = sources.length
  }
  close() {
    this.readyState = 2
  }
}
window.WebSocket = class {
  constructor(url) {
    this.url = String(url)
    this.position = new URL(url).searchParams.get("last_event_id")
    this.readyState = 0
    sources.push(this)
    document.documentElement.dataset.sources = sources.length
  }
  close() {
    this.readyState = 2
  }
}
window.play = {
  accept() {
    sources.at(-1).readyState = 1
    sources.at(-1).onopen?.() // a WebSocket is open with its first event
  },
  send(events) {
    for (const event of events) sources.at(-1).onmessage?.({ data: JSON.stringify(event) })
  },
  closeWith(code, ...last) {
    play.send(last)
    sources.at(-1).readyState = 2
    sources.at(-1).onclose({ code })
  },
  hangUp() {
    sources.at(-1).readyState = 0
    sources.at(-1).onerror()
  },
  refuse() {
    sources.at(-1).readyState = 2
    sources.at(-1).onerror()
  },
}
"""

# Repeats the body of each request in a header.
BODIES_TOLD = """
const send = window.fetch
window.fetch = (path, options = {}) => {
  if (options.body) options.headers = { ...options.headers, "X-Body": encodeURI(options.body) }
  return send(path, options)
}
"""
