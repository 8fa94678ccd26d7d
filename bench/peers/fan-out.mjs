// So many clients of one document in one process; of each text that the first writes, when it came to each of the others.
import { createRequire } from "node:module"
import WebSocket from "ws"

// As the peer's own parts of Node do: mixed with the other kind of module there would be two of the library.
const require = createRequire(import.meta.url)
const [Y, { WebsocketProvider }] = [require("yjs"), require("y-websocket")]
const [port, clients, ...texts] = process.argv.slice(2)
const rest = (ms) => new Promise((done) => setTimeout(done, ms))

const open = async () => {
  const doc = new Y.Doc()
  const line = new WebsocketProvider(`ws://127.0.0.1:${port}`, "board", doc, { WebSocketPolyfill: WebSocket, disableBc: true })
  await new Promise((done) => line.once("synced", done))
  return { cards: doc.getArray("cards"), line }
}
const writer = await open()
const readers = await Promise.all(Array.from({ length: Number(clients) }, open))
const found = []
for (const text of texts) {
  await rest(150)
  const began = performance.now()
  const heard = readers.map(
    ({ cards }) => new Promise((done) => cards.observe(function hear() { cards.unobserve(hear); done(performance.now() - began) })),
  )
  writer.cards.push([text])
  found.push(await Promise.all(heard))
}
process.stdout.write(JSON.stringify(found), () => process.exit(0))
