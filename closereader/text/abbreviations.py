"""Words after which a full stop need not end the sentence, without that stop.

One written here with a capital is one only with it ("Sat." against "sat."); one written small also
opens sentences with a capital.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A name, or what is meant, always follows.
ALWAYS = _set(
    """
    Mr Mrs Ms Mx Messrs Mme Mmes Mlle Mgr Dr Drs Prof Profs Gen Lt Capt Cpt Cmdr Maj Sgt Brig
    Sen Rep Gov Pres Amb Rev Hon Fr Msgr Sra Srta Dña Lic Ing Hr Frl Abp Bp Card
    mr mrs ms dr prof gen capt e.g i.e eg viz cf vs scil
    """
)

# Only before a number: "No. 5", but "I said no. He left."
BEFORE_NUMBER = _set(
    """
    no nos nr vol vols bd p pp pg fol ff ch chs chap chaps sec secs sect art arts para paras fig
    figs tab pl plate n nn l ll v vv bk bks pt pts op cap col cols eq ex app appx item q qq r
    b c d fl ca
    """
)

# Before a name or in a list, and at the end of a sentence as well: what follows decides.
SOMETIMES = _set(
    """
    St Ste Mt Ft Jr Sr Inc Ltd Co Corp Cos Bros Dept Univ Assn Assoc Gov't Govt Ave Blvd Rd
    etc al ca approx est ed eds trans tr repr rev'd ibid op.cit loc.cit jr sr inc ltd
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    a.m p.m b.c a.d Ph.D
    """
)

# Words that open a sentence far more often than they continue a name.
STARTERS = _set(
    """
    The A An This That These Those It Its He She They We You I His Her Their Our My Your There
    Here In On At By For From With As If When While Where After Before Since Until Although
    Though Because But And Or So Yet Nor However Moreover Thus Then Now Not No What Who Whom
    Whose Which Why How Some Many Most Several All Each Every Both One Two Another Such To Of
    Once Even Only Still Instead Meanwhile Perhaps Today Yesterday Let Is Are Was Were Do Does
    Did Has Have Had Can Could Would Should Will Under Over Between During Without Within
    """
)
