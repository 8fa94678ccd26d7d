/** What could not be sent waits on the device, encrypted, until a line is there again (decision 0020).
 *
 * The key stands in the session on the server and in the page, never on the disk: who signs out leaves nothing that can be read.
 * Without `crypto.subtle` (no https) nothing waits here, and the page itself goes on trying.
 */
const [HOUSE, ROOM] = ["rondom", "waiting"]
const SECRET = document.body.dataset.waits

const done = (asked) =>
  new Promise((well, badly) => {
    asked.onsuccess = () => well(asked.result)
    asked.onerror = () => badly(asked.error)
  })

async function inRoom(mode, act) {
  const opening = indexedDB.open(HOUSE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(ROOM)
  const house = await done(opening)
  try {
    return await done(act(house.transaction(ROOM, mode).objectStore(ROOM)))
  } finally {
    house.close()
  }
}

const bytes = (text) => new TextEncoder().encode(text)
const key = () =>
  crypto.subtle.importKey("raw", Uint8Array.from(atob(SECRET), (sign) => sign.charCodeAt(0)), "AES-GCM", false, ["encrypt", "decrypt"])

/** An address tells of whom something is: it does not stand there readable either. */
async function nameOf(where) {
  const hash = await crypto.subtle.digest("SHA-256", bytes(SECRET + where))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

const address = (where) => where.split("#")[0]
const canWait = () => Boolean(SECRET && globalThis.crypto?.subtle && globalThis.indexedDB && navigator.locks)

/** Keep what a form says; `where` is its address, with `#` and a name where one address takes in several. */
export async function wait(where, body) {
  if (!canWait()) return
  const said = [...body].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken")
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes(JSON.stringify({ where, said })))
  const name = await nameOf(where)
  await inRoom("readwrite", (room) => room.put({ iv, box }, name))
}

export async function arrived(where) {
  if (!canWait()) return
  const name = await nameOf(where)
  await inRoom("readwrite", (room) => room.delete(name))
}

/** How many of what waited were taken in. What a former session left can not be read, and goes. */
async function sendWaiting() {
  let sent = 0
  for (const name of await inRoom("readonly", (room) => room.getAllKeys())) {
    const { iv, box } = await inRoom("readonly", (room) => room.get(name))
    const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), box).catch(() => null)
    if (open && !(await unlessHeld(JSON.parse(new TextDecoder().decode(open))))) continue
    await inRoom("readwrite", (room) => room.delete(name))
    sent += open ? 1 : 0
  }
  return sent
}

/** A page that is open sends its own text, which may be newer by now. */
const unlessHeld = (waiting) =>
  navigator.locks.request(address(waiting.where), { ifAvailable: true }, (isFree) => Boolean(isFree) && takenIn(waiting))

async function takenIn({ where, said }) {
  const body = new FormData()
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
  for (const [name, value] of said) body.append(name, value)
  const answer = await fetch(address(where), { method: "POST", body, headers: { Accept: "text/plain" } }).catch(() => null)
  return Boolean(answer) && answer.status < 500 && ![401, 403, 429].includes(answer.status)
}

/** A page on which one writes was drawn before this arrived: it is drawn anew, and nobody types in it meanwhile. */
async function catchUp() {
  if (!canWait() || !(await inRoom("readonly", (room) => room.count()))) return
  const writing = document.querySelector("save-self, type-lines")
  if (writing) writing.inert = true
  try {
    if ((await sendWaiting()) && writing) location.reload()
  } finally {
    if (writing) writing.inert = false
  }
}

const caughtUp = SECRET ? catchUp() : globalThis.indexedDB?.deleteDatabase(HOUSE)

/** This page sees to what is sent to an address, as long as it is open. */
export async function seesTo(where) {
  await caughtUp
  navigator.locks?.request(where, { mode: "shared" }, () => new Promise(() => {}))
}
