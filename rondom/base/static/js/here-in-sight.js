/** On a phone the places of a child are a row to slide: where somebody is, stands in sight. */
const here = document.querySelector(".places [aria-current]")
if (here) {
  const row = here.parentElement
  const [place, seen] = [here.getBoundingClientRect(), row.getBoundingClientRect()]
  row.scrollLeft += place.left + place.width / 2 - seen.left - seen.width / 2
}
