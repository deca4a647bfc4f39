"""Words that people search for, and words of the register that say the same. Pure."""

_ALIKE = """
facebook instagram insta snapchat snap tiktok threads: social media, open page, profile
linkedin messenger reddit telegram: social media, open page, profile
twitter whatsapp youtube app apps dating online site website: social media, open page, profile
monitor monitoring snoop snooping spy spying stalk stalking: watch, surveillance
track tracking watching: watch, surveillance
google googling browse browsing check checking: look, search
account accounts: profile, page
alias bogus catfish pretend pseudonym: fake, false name
fake: false name, made up
missing absconded runaway: danger, emergency
mum mums dad dads mother father: parent, family, person
kid kids boy girl baby teenager teenagers: child, young
gran nan aunt uncle sister brother husband wife spouse partner: relative, family
boss: supervisor, manager
supervision: supervisor
photo photos picture pictures image images video clip: screenshot
allowed permission legal illegal: authoris, lawful
authorize authorized authorization: authoris
lawyer solicitor: legal services
befriend friending follow following: friend request
note notes write: record
again repeatedly daily weekly: same page, keep watch
gdpr: data protection
"""
LIKE = {
    typed: tuple(phrase.strip() for phrase in found.split(","))
    for line in _ALIKE.strip().splitlines()
    for words, _, found in [line.partition(":")]
    for typed in words.split()
}
"""For a word that was typed, the beginnings of words or phrases that are found as well."""

_LITTLE = """
about am an and any are at be by can could do does did for from has have he his her how if in into
is it its me my no not of on or our she should so some that the their them there they this to us was
we were what when where which who whose why will with would you your can't don't how's it's there's
what's where's who's
"""
LITTLE_WORDS = frozenset(_LITTLE.split())
"""Words that do not say what is searched for."""
