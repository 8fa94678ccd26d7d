"""Which sentences are about somebody else, and a text without them: pure, in the scripts of the family's languages (R41)."""

import time

import pytest

from rondom.cards.about_others import hidden_in, key_of, sentences_of, sign_of, still_there, without

GONE = "[…]"


def split(text: str) -> list[str]:
    return list(sentences_of([{"text": text}]).values())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Zij sliep. Ilse dronk te veel! Hoe nu?", ["Zij sliep.", "Ilse dronk te veel!", "Hoe nu?"]),
        ("geen hoofdletters. ilse ook niet", ["geen hoofdletters.", "ilse ook niet"]),
        ("Dhr. Jansen belde met dr. J. de Vries. Daarna niet.", ["Dhr. Jansen belde met dr. J. de Vries.", "Daarna niet."]),
        (
            "Om 10.30 uur kwam zij.\nEen regel zonder punt\n\nEn nog een",
            ["Om 10.30 uur kwam zij.", "Een regel zonder punt", "En nog een"],
        ),
        ('Hij zei: "Ga weg!" Toen ging ze.', ['Hij zei: "Ga weg!"', "Toen ging ze."]),
        ("نامت. هل شربت إلسا؟ ثم ذهبت.", ["نامت.", "هل شربت إلسا؟", "ثم ذهبت."]),
        ("ደቂሳ።ኢልሰ ሰትያ። ከይዳ፡፡", ["ደቂሳ።", "ኢልሰ ሰትያ።", "ከይዳ፡፡"]),
        ("Вона спала. Ільзе пила… Потім пішла.", ["Вона спала.", "Ільзе пила…", "Потім пішла."]),
        ("  ...  \n !! ", []),
        ("", []),
    ],
)
def test_a_text_falls_apart_into_its_sentences(text, sentences):
    assert split(text) == sentences


def test_the_same_sentence_stands_once_and_from_every_field():
    told = {"text": "Een. Twee.", "meaning": "Twee.  Drie.", "date": "Toen Ilse kwam", "with_whom": "Ilse"}
    assert list(sentences_of([told, {"text": "Vier. Een."}]).values()) == ["Ilse", "Een.", "Twee.", "Drie.", "Vier."]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zij sliep. Ilse dronk te veel. Toen at zij.", f"Zij sliep. {GONE} Toen at zij."),
        ("Zij sliep. Ilse   dronk\n te  veel. Toen at zij.", f"Zij sliep. {GONE} Toen at zij."),
        ("ILSE dronk te veel!", GONE),
        ("Ilse dronk te veel", GONE),
        ("Hij was moe Ilse dronk te veel. Toen niet.", f"Hij was moe {GONE} Toen niet."),
        ("Ilse dronk veel te veel.", "Ilse dronk veel te veel."),
        ("Ilse dronk te veelvuldig.", "Ilse dronk te veelvuldig."),
        ("Ilse dronk te veel. Ilse dronk te veel.\nZij sliep.", f"{GONE}\nZij sliep."),
        ("", ""),
    ],
)
def test_what_is_marked_is_left_out_however_it_is_broken_into_lines(text, left):
    assert without(text, ["Ilse dronk te veel."], GONE) == left


def test_a_few_words_are_left_out_where_they_stand_alone_and_not_in_a_sentence_about_the_child():
    assert without("Ilse", ["Ilse"], GONE) == GONE
    assert without("Noor ging met Ilse zwemmen.", ["Ilse"], GONE) == "Noor ging met Ilse zwemmen."


def test_signs_that_mean_something_to_a_pattern_are_only_signs():
    marked = "Ilse (zus) zei: *niets* $1 \\d+ [x]"
    assert without(f"Eerst. {marked}. Dan.", [f"{marked}."], GONE) == f"Eerst. {GONE} Dan."


def test_letters_are_the_same_however_they_are_made():
    assert key_of("Zoe\u0308 belde") == key_of("Zoë belde.") and sign_of("Zoe\u0308 belde") == sign_of("Zoë  belde")
    assert without("Zoe\u0308 belde.", ["Zoë belde"], GONE) == GONE


def test_what_was_changed_is_no_longer_there():
    marked = ("Ilse dronk te veel.", "Oma hielp.")
    assert still_there(marked, {"text": "Oma hielp. Ilse dronk.", "meaning": ""}) == ("Oma hielp.",)


@pytest.mark.parametrize("text", ["." * 20_000, '."' * 10_000, " ." * 10_000, "a b " * 5_000, "።" * 20_000])
def test_no_text_keeps_it_busy(text):
    begun = time.monotonic()
    sentences_of([{"text": text}])
    hidden_in(text, ["a b a b a c", "a b c"])
    assert time.monotonic() - begun < 1
