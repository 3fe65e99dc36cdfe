"""What a bad OCR program left of a text is told from texts that look odd and are sound."""

import pytest

from closereader.text.garbled import is_garbled

BAD_SCAN = (
    "Tne ri^er r0se ab0ve tbe miII, ab0ve the ba>ery aud fin«lly a6ove tlie 1ow w|l1 of t§e ce~etery, "
    "so tbat in the m0rning tne st0nes seem3d to f£oat up0n tbe w»ter 1ike a fIeet at anc•or. W€ did "
    "not le^ve, sa|d the o1dest of th~ witnes<es, we w3re mer£ly elsewbere f0r a whi1e."
)
LOST_FONT = "\ufffd" * 30 + " " + " ".join(["\ufffd\ufffd\ufffda \ufffdb\ufffd"] * 40)
PRIVATE = " ".join(["\uf041\uf042\uf043 \uf044a"] * 30)

SOUND = {
    "prose": "The river rose above the mill, above the bakery and finally above the wall. " * 5,
    "spanish": "La noche del tres de febrero el río subió por encima del molino, ¿verdad? " * 5,
    "russian": "В ночь на третье февраля река поднялась выше мельницы и пекарни деревни. " * 5,
    "arabic": "في ليلة الثالث من شباط ارتفع النهر فوق الطاحونة وفوق المخبز " * 6,
    "japanese": "二月三日の夜 川は水車小屋を越え パン屋を越え ついに墓地の低い壁を越えた " * 8,
    "table": "BRCA1 XRCC4 MAD2L1 0.05 1.92E-07 RAD54L CHEK2 7.64E-10 text15 x270C Qwen1.5-7B-Chat "
    * 6,
    "code": "chardef\\AM=‘\\& def\\SP{{\\tt\\char}} I=true newbox\\PPbox TYPE_GRAY_15 x[i][j] f(x) == y; "
    * 6,
    "formulas": "x + y = z, a b c, f(x) = 2 x², ∀ x ∈ A: p q r s t u v w α β γ " * 6,
    "capitals": "McAdam and eBook sellers at GitHub and JavaScript fans meet DeVries in LaTeX " * 6,
    "old spelling": "Whan that Aprill with his shoures soote the droghte of March hath perced to the roote "
    * 4,
    "filled": "aaa aaaa aaaaaa bbb bbbb " * 20,
    "initials": "J. R. R. Tolkien, C. S. Lewis, T. S. Eliot, W. H. Auden, e. e. cummings, H. D., 19th "
    * 5,
    "web": "See http://example.org/a1b2c3?x=y and www.example.org/q~w, or write to a.b1c@example.org "
    * 6,
}


@pytest.mark.parametrize("text", [BAD_SCAN, LOST_FONT, PRIVATE], ids=["scan", "font", "private"])
def test_what_nobody_wrote_is_told(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize("kind", SOUND)
def test_what_somebody_wrote_is_left_alone(kind: str) -> None:
    assert not is_garbled(SOUND[kind])


def test_a_few_words_are_never_called_garbled() -> None:
    assert not is_garbled("Tne ri^er r0se ab0ve tbe miII")
