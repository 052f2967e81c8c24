/** Puts the room together from the parts of its page (templates/interviews/room.html). */
import { Announcer } from "./announcer.js"
import { Api } from "./api.js"
import { BeginPanel } from "./begin_panel.js"
import { Composer } from "./composer.js"
import { Connection } from "./connection.js"
import { EventSourceTransport } from "./event_source_transport.js"
import { Outage } from "./outage.js"
import { Panels } from "./panels.js"
import { Phrases } from "./phrases.js"
import { Progress } from "./progress.js"
import { Room } from "./room.js"
import { StatusLine } from "./status_line.js"
import { Transcript } from "./transcript.js"
import { Turn } from "./turn.js"
import { WebSocketTransport } from "./web_socket_transport.js"

const find = (id) => document.getElementById(id)

const data = JSON.parse(find("room-data").textContent)
const { interview } = data.snapshot
const page = find("main")
const phrases = new Phrases(find("phrases"))

const transports = {
  sse: (connection) => new EventSourceTransport(`/v1/interviews/${interview}/stream?audio=0`, connection),
  ws: (connection) => new WebSocketTransport(`/ws/interview/${interview}/stream?audio=0`, connection),
}

const makeTurn = (number) =>
  new Turn(number, find("turn-template"), {
    phrases,
    delegate: room,
    questionCount: data.question_count,
    watching: data.watching,
  })

const parts = {
  api: new Api(`/v1/interviews/${interview}`, page.dataset.csrfToken, phrases),
  transcript: new Transcript(find("transcript"), makeTurn),
  composer: new Composer(find("answer-form"), { interview, limitBytes: data.answer_limit_bytes, phrases }),
  progress: new Progress(find("progress"), data.question_count, phrases),
  panels: new Panels(page.querySelectorAll("[data-panel]")),
  statusLine: new StatusLine(find("connection"), phrases),
  outage: new Outage(find("outage"), "/readyz", phrases),
  announcer: new Announcer(find("announcer")),
}

const room = new Room(parts, (delegate) => new Connection(transports[data.transport], delegate), data.watching)
if (!data.watching) new BeginPanel(page.querySelector("[data-panel=ready]"), room)
room.start(data.snapshot)
