"""Without a line, and the page gone too: what was typed waits unreadable on the device, and arrives by itself (decision 0020)."""

from playwright.sync_api import expect

WORDS = "Getypt zonder bereik"
WAITING = """() => new Promise((done) => {
  const opening = indexedDB.open("rondom")
  opening.onupgradeneeded = () => opening.transaction.abort()
  opening.onerror = () => done([])
  opening.onsuccess = () => {
    const all = opening.result.transaction("waiting").objectStore("waiting").getAll()
    all.onsuccess = () => {
      opening.result.close()
      done(all.result.map(({ iv, box }) => String.fromCharCode(...iv, ...new Uint8Array(box))))
    }
  }
})"""


def begun(phone) -> str:
    """A card that its writer began; its address."""
    page, home = phone.page, phone.home.replace("lijst/", "")
    page.goto(home + "kaartjes/nieuw/")
    phone.follow(page.get_by_role("button", name="Thuis"))
    phone.follow(page.get_by_role("button", name="Klopt, verder"))
    return page.url


def waiting(page, number: int) -> list[str]:
    """What waits on the device, once it is so many."""
    for _try in range(100):
        found = page.evaluate(WAITING)
        if len(found) == number:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(found)


def typed_without_line(phone, words: str) -> list[str]:
    page = phone.page
    phone.context.set_offline(True)
    page.get_by_label("Hoe was het thuis?").fill(words)
    found = waiting(page, 1)
    page.close(run_before_unload=False)
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    return found


def test_what_was_typed_without_a_line_arrives_by_itself(visitor):
    phone = visitor(360, 740, has_touch=True)
    phone.enter("moeder")
    where = begun(phone)

    (kept,) = typed_without_line(phone, WORDS)

    assert len(kept) > len(WORDS)
    assert not any(part in kept for part in (*WORDS.split(), where.split("/")[-4]))
    phone.page.goto(phone.home)  # any page of Rondom carries it on
    waiting(phone.page, 0)
    phone.page.goto(where)
    expect(phone.page.get_by_label("Hoe was het thuis?")).to_have_value(WORDS)
    phone.complaints[:] = [line for line in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_on_the_page_itself_the_text_stands_there_again(visitor):
    phone = visitor(360, 740, has_touch=True)
    phone.enter("moeder")
    where = begun(phone)
    typed_without_line(phone, WORDS)

    phone.page.goto(where)

    expect(phone.page.get_by_label("Hoe was het thuis?")).to_have_value(WORDS)
    phone.complaints[:] = [line for line in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_who_signs_out_leaves_nothing_and_nobody_else_sends_it(visitor):
    phone = visitor(360, 740, has_touch=True)
    phone.enter("moeder")
    where = begun(phone)
    typed_without_line(phone, WORDS)

    phone.context.clear_cookies()
    phone.page.goto(f"{phone.address}/binnenkomen/")
    waiting(phone.page, 0)

    phone.enter("moeder")
    phone.page.goto(where)
    expect(phone.page.get_by_label("Hoe was het thuis?")).to_have_value("")
    phone.complaints[:] = [line for line in phone.complaints if "ERR_INTERNET_DISCONNECTED" not in line]
