/** A line that stays open to the server: closed while its page is hidden, and taken up again where it was cut.
 *
 * Each message carries the mark of what the page shows after it; with that mark the line opens again, so nothing is missed.
 */
const [SOON, LATE] = [1000, 30_000]

export class OpenLine {
  constructor(address, mark, hear) {
    Object.assign(this, { address, mark, hear, wait: SOON })
    this.turned = () => (document.hidden ? this.close() : this.open())
    document.addEventListener("visibilitychange", this.turned)
    addEventListener("pagehide", () => this.close())
    addEventListener("pageshow", this.turned)
    // A line that was away may look open still, and be dead.
    for (const back of ["online", "line-again"]) addEventListener(back, () => (this.close(), this.turned()))
    this.turned()
  }

  open() {
    if (this.source || this.isOver) return
    clearTimeout(this.timer)
    const address = new URL(this.address, location.href)
    address.searchParams.set("staat", this.mark)
    const source = (this.source = new EventSource(address))
    source.addEventListener("open", () => this.stands())
    source.addEventListener("error", () => this.cut(source))
    for (const kind of ["board", "reload", "here", "gone"]) source.addEventListener(kind, (event) => this.heard(source, event))
  }

  heard(source, { type, data, lastEventId }) {
    if (source !== this.source) return
    if (type === "gone") this.close()
    else if (lastEventId) this.mark = lastEventId
    this.hear(type, JSON.parse(data))
  }

  stands() {
    this.wait = SOON
    dispatchEvent(new CustomEvent("line", { detail: true }))
  }

  /** By itself a browser would go on with an old mark, or give up for ever: so we do it, a little later each time. */
  cut(source) {
    if (source !== this.source) return
    const isRefused = source.readyState === EventSource.CLOSED
    this.close()
    dispatchEvent(new CustomEvent("line", { detail: false }))
    if (isRefused) this.hear("refused")
    this.timer = setTimeout(() => document.hidden || this.open(), this.wait * (1 + Math.random()))
    this.wait = Math.min(this.wait * 2, LATE)
  }

  close() {
    this.source?.close()
    this.source = null
    clearTimeout(this.timer)
  }

  end() {
    this.isOver = true
    this.close()
  }
}
