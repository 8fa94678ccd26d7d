// Put into every page before anything of its own, the same for all: when was the last change drawn, and is it at rest?
(() => {
  const seen = (window.bench = { started: performance.timeOrigin, painted: 0, calm: 0 })
  const now = () => performance.timeOrigin + performance.now()
  let [changed, drawing] = [false, false]
  const isOfTheBoard = ({ target }) => {
    const board = document.querySelector(window.benchBoard)
    return board && (board.contains(target) || target.contains(board))
  }
  const note = () => (changed = true)
  new MutationObserver((records) => changed || (records.some(isOfTheBoard) && note())).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
  document.fonts.addEventListener("loadingdone", note)
  // What changed before a frame is drawn in it; when the next frame begins, it has been drawn.
  const frame = () => {
    if (drawing) seen.painted = now()
    seen.calm = changed ? 0 : seen.calm + 1
    ;[drawing, changed] = [changed, false]
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  // What the user does last, by the clock of the event itself; kept where the next page finds it.
  const did = ({ timeStamp }) => {
    seen.painted = seen.calm = 0
    sessionStorage.setItem("bench", performance.timeOrigin + timeStamp)
  }
  for (const type of ["wheel", "keydown", "click"]) addEventListener(type, did, { capture: true, passive: true })
  window.benchDid = () => did({ timeStamp: performance.now() })
})()
