"""The words the sample site is made of: invented bodies, programmes and people, and sentence patterns.

A pattern names its word lists in braces; ``text.py`` fills them.  Every name is made up: no yard, ministry
or person here exists, and what the sentences report has never happened.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, ...]] = {
    "actor": (
        "Makran Dockyard", "Thal Ordnance Works", "Indus Aeronautics", "the Northern Signals Bureau",
        "Anadol Rotorcraft", "the Coastal Surveillance Command", "Sarmast Avionics", "the Fleet Maintenance Group",
        "Halic Marine Systems", "the Procurement Review Board", "Karez Propulsion", "the Air Tactics School",
        "Vltava Optics", "the Border Engineering Corps", "Zarghun Missiles & Space", "Lasbela Composites",
        "the Joint Logistics Cell", "Ravi Machine Tools", "the Test and Evaluation Wing", "Meltem Unmanned",
        "the Submarine Training Flotilla", "Chenab Radar Laboratories", "the Army Mobility Directorate",
        "Bosfor Turbines", "Morava Ballistics", "the Hydrographic Service", "Khyber Optronics",
        "the Defence Budget Office", "Gomal Vehicle Plant", "the Electronic Warfare Range",
    ),
    "thing": (
        "its second coastal corvette", "a 6×6 mine-protected carrier", "an 8×8 reconnaissance vehicle",
        "a ducted-fan surveillance drone", "the long-delayed towed sonar", "a locally wound traction motor",
        "the mid-life refit of the patrol squadron", "a shoulder-fired smoke launcher", "the S-12 surface radar",
        "a containerised field hospital", "the third batch of trainer aircraft", "a low-drag guidance kit",
        "an airborne relay pod", "the KR-40 turboshaft", "a shallow-water minehunter", "the range safety network",
        "a hybrid-electric tug", "its licence-built gearbox", "a digital fire-control table",
        "the modular bridge set", "an unarmed target drone", "a shore-based decoy system",
        "the new flight simulator hall", "a maritime search radar", "the composite rotor blade line",
        "a data link for helicopters", "a 30 mm remote turret", "the submarine rescue bell",
        "a cold-weather tent system", "an inertial navigation unit", "the naval paint contract",
        "a mobile runway lighting set", "its first ice-class supply ship", "a solid-fuel sounding rocket",
        "the ammunition life-extension plan", "a hand-launched glider", "the secure radio tender",
        "a folding-wing loitering decoy", "the harbour boom upgrade", "a wheeled howitzer mock-up",
    ),
    "verb": (
        "rolled out", "tested", "ordered", "deferred", "unveiled", "accepted", "shortlisted", "cancelled",
        "costed", "demonstrated", "redesigned", "delivered", "certified", "inspected", "launched", "repaired",
        "leased out", "exported", "re-engined", "quietly shelved", "put to sea with", "mothballed",
    ),
    "Titleverb": (
        "Rolls Out", "Tests", "Orders", "Defers", "Unveils", "Accepts", "Shortlists", "Cancels", "Costs",
        "Demonstrates", "Redesigns", "Delivers", "Certifies", "Inspects", "Launches", "Repairs", "Leases Out",
    ),
    "Titlething": (
        "Second Coastal Corvette", "6×6 Mine-Protected Carrier", "8×8 Reconnaissance Vehicle",
        "Ducted-Fan Drone", "Towed Sonar", "Patrol Squadron Refit", "S-12 Surface Radar", "Field Hospital Set",
        "Third Trainer Batch", "Guidance Kit", "Airborne Relay Pod", "KR-40 Turboshaft", "Shallow-Water Minehunter",
        "Range Safety Network", "Hybrid-Electric Tug", "Modular Bridge Set", "Target Drone", "Decoy System",
        "Simulator Hall", "Maritime Search Radar", "Rotor Blade Line", "Helicopter Data Link", "30 mm Turret",
        "Submarine Rescue Bell", "Navigation Unit", "Runway Lighting Set", "Ice-Class Supply Ship",
        "Sounding Rocket", "Secure Radio Tender", "Loitering Decoy", "Harbour Boom", "Howitzer Mock-Up",
    ),
    "place": (
        "at the Ormara basin", "on the Sonmiani range", "in a hangar outside Kamra", "at the Tuzla annex",
        "off the Lasbela coast", "during the winter trials", "at the Brno proving ground", "near the Gilgit strip",
        "under a ten-year agreement", "before a closed committee", "at a trade fair in Izmir",
        "behind schedule but under budget", "in front of foreign observers", "with borrowed test equipment",
        "after two failed attempts", "in the second quarter", "at the old seaplane ramp", "on a moonless night",
    ),
    "number": ("4", "6", "9", "12", "14", "18", "21", "24", "30", "36", "40", "48", "55", "72", "96", "120", "150"),
    "unit": (
        "units", "hulls", "airframes", "sets", "crews", "months", "flight hours", "spares kits", "tons",
        "kilometres", "knots", "metres of cable",
    ),
    "price": ("$14 million", "$38 million", "€52 million", "$110 million", "Rs 4.6 billion", "$260 million", "€9 million"),
    "year": ("2014", "2015", "2016", "2018", "2019", "2021", "2022", "2024", "2026", "2027", "2029", "2031"),
    "reason": (
        "the gearbox supplier missed its dates", "the fleet is short of trained divers",
        "the treasury froze new commitments", "the hull needed less steel than planned",
        "the older sets can no longer be repaired", "a rival bid was withdrawn", "the weather window was closing",
        "the software baseline changed twice", "the yard wanted to keep its welders busy",
        "nobody had asked the mechanics", "the export licence lapsed",
    ),
    "linker": (
        "In practice,", "For now,", "By its own account,", "On paper,", "Interestingly,", "At the same time,",
        "In the long run,", "Behind the scenes,", "As before,", "According to the tender papers,",
    ),
    "opinion": (
        "a bargain", "a stopgap", "long overdue", "a costly detour", "better than nothing", "the right call",
        "a paper exercise", "braver than it looks", "hard to justify", "a generation late",
    ),
    "topic": (
        "the corvette", "the 6×6", "this radar", "the tug", "the refit", "the whole tender", "the drone",
        "the turboshaft deal", "the rescue bell", "the decoy", "the new hall", "the budget",
    ),
    "greeting": (
        "Good write-up.", "Thanks for this.", "Not convinced.", "Finally!", "Same story every year.", "Interesting.",
        "Well researched.", "I was there.", "Two remarks.", "Hm.", "Correct me if I am wrong.",
    ),
}  # fmt: skip

ARTICLE_PATTERNS: tuple[str, ...] = (
    "{linker} {actor} {verb} {thing} {place}.",
    "A notice of {year} shows that {actor} {verb} {thing} because {reason}.",
    "Officials told this site that {number} {unit} would follow once {actor} has {number} more {unit}.",
    "The contract, worth {price}, covers {thing} and {number} {unit} of spares.",
    "“We are not in a hurry,” said a manager of {actor}, “and {topic} is {opinion}.”",
    "{linker} {reason}, and so {topic} was put off until {year}.",
    "Photographs taken {place} seem to show {thing} without its usual markings.",
    "It isn’t clear whether {actor} or {actor} will pay for {thing}.",
    "Trials {place} ran to {number} {unit}; the report calls the result “acceptable” and says no more.",
    "Between {year} and {year}, {actor} {verb} {thing} – twice – without a word to the press.",
    "The first of {number} {unit} is due in {year}, a year later than {actor} had promised.",
    "{linker} {topic} competes for money with {thing}, which {actor} {verb} {place}.",
    "Older plans had called for {number} {unit}; the new figure is {number}.",
    "“It’s a ‘first’ for the yard,” the brochure claims, though {actor} {verb} {thing} as early as {year}.",
    "Engineers at {actor} describe {thing} as {opinion}…",
    "At {price}, {thing} costs about as much as {number} {unit} of the old kind.",
    "The memorandum names {actor} as integrator & {actor} as a supplier of {unit}.",
    "No offset was agreed; instead {actor} takes back {number} {unit} by {year}.",
    "Critics find the choice of {thing} {opinion}; supporters point out that {reason}.",
    "Since {year} the requirement has shrunk from {number} to {number} {unit}.",
)

COMMENT_PATTERNS: tuple[str, ...] = (
    "{greeting} I think {topic} is {opinion}.",
    "Why would {actor} want {thing} when {reason}?",
    "If {number} {unit} are enough, then {topic} is {opinion}.",
    "My cousin worked at {actor} until {year}; he says {reason}.",
    "{greeting} Does anyone have a source for the {price}?",
    "With respect, {topic} isn’t {opinion}. Look at {thing}.",
    "They {verb} {thing} in {year} and nothing came of it.",
    "Give it {number} years and {topic} will look {opinion}.",
    "{price} for {number} {unit}? That’s {opinion}!",
    "So {actor} {verb} {thing} {place} and we only hear of it now.",
    "I would rather have {number} {unit} than {thing}.",
    "“{opinion}” is what they said about {topic} in {year}, too.",
    "{greeting} One correction: it was {actor}, not {actor}.",
    "Is {thing} the same as the one shown {place}?",
    "The point isn’t {topic}. The point is that {reason}.",
    "Range, price, spares: {topic} fails on all three, but {thing} may not.",
)

TITLE_PATTERNS: tuple[str, ...] = (
    "{Actor} {Titleverb} {Titlething}",
    "{Actor} {Titleverb} {Titlething} in {year}",
    "Why {Actor} {Titleverb} the {Titlething}",
    "{Titlething}: {number} {unit} for {price}",
    "The {Titlething} & the Budget of {year}",
    "{Actor}’s {Titlething} Moves Ahead",
    "“{Titlething}” Programme Slips to {year}",
    "{Titlething} Review (Part {number})",
)

FOREIGN_SENTENCES: tuple[str, ...] = (
    "گودی کے ترجمان نے بتایا کہ دوسرا جہاز اگلے موسمِ بہار میں پانی میں اتارا جائے گا۔",
    "مقامی کارخانے میں تیار ہونے والا ریڈار ابھی آزمائش کے مرحلے میں ہے۔",
    "Tersane, ikinci geminin saç kesimine önümüzdeki ay başlanacağını duyurdu.",
    "Yerli motorun ölçüm sonuçları henüz açıklanmadı; şirket “yakında” demekle yetindi.",
    "Loděnice oznámila, že zkoušky převodovky skončí až příští zimu.",
    "Nový dálkoměr prý váží méně než původní zařízení a vydrží déle.",
)

FOREIGN_COMMENTS: tuple[str, ...] = (
    "بہت عمدہ تحریر، مگر قیمت کے بارے میں کچھ نہیں لکھا۔",
    "یہ منصوبہ کب مکمل ہوگا؟ کسی کو معلوم ہے؟",
    "Çok güzel bir yazı, ama motor konusu eksik kalmış.",
    "Díky za článek, škoda že chybí mapa.",
    "Well done to the yard 👍 let us see the next one 🚢",
)

GIVEN_NAMES: tuple[str, ...] = (
    "Saqib", "Nadia", "Orhan", "Petra", "Imtiaz", "Leyla", "Tomas", "Rukhsana", "Kerem", "Jitka", "Waqar", "Selin",
    "Daud", "Mahnoor", "Emre", "Zdenka", "Faiz", "Aylin", "Bohumil", "Sadia", "Yusuf", "Hana", "Bakhtawar", "Ondrej",
)  # fmt: skip

FAMILY_NAMES: tuple[str, ...] = (
    "Torwali", "Velmani", "Keskinoz", "Hradsky", "Sarpanch", "Denizalp", "Vrabcek", "Mirwanzai", "Okyanus",
    "Lesnak", "Chitrawal", "Balaban", "Kolarik", "Jhelumi", "Tezcanli", "Bystrak", "Sohanpuri", "Yelkenci",
)  # fmt: skip

HANDLES: tuple[str, ...] = (
    "keel_layer", "radar dish", "Bosun", "third shift", "J.", "TurboWelder", "saltwater", "Deck Officer",
    "gear oil", "no.7 hangar", "observer", "Pontoon", "night watch", "Rivet Counter", "slide rule", "Grey Hull",
)  # fmt: skip
