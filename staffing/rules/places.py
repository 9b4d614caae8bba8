"""Places finer than a state that a text is searched for, and the capitalised words it may hold.

The list of cities is not whole and need not be: a word with a capital that is not known here is
refused whatever it is (`neutral.py`). It catches those that are typed without a capital.
"""


def set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


CITIES = set_of(
    """
    albany albuquerque amarillo anaheim anchorage arlington atlanta augusta aurora austin
    bakersfield baltimore bellevue billings birmingham bismarck boise boston boulder bridgeport
    bronx brooklyn brownsville buffalo burlington camden charleston charlotte chattanooga cheyenne
    chicago cincinnati cleveland columbus concord dallas dayton denver detroit dover duluth durham
    elizabeth eugene evansville fargo fayetteville flagstaff flushing fremont fresno galveston
    gainesville harlem harrisburg hartford helena honolulu houston huntsville indianapolis irvine
    jacksonville juneau knoxville lansing laredo lexington lincoln louisville lubbock madison
    manhattan mcallen memphis mesa miami milwaukee minneapolis mobile modesto montgomery montpelier
    nashville newark norfolk oakland omaha orlando oxnard pasadena pensacola philadelphia phoenix
    pittsburgh plano portland providence provo pueblo queens raleigh reno richmond riverside
    rochester rockford sacramento salem salinas savannah scottsdale scranton seattle shreveport
    spokane springfield stamford stockton syracuse tacoma tallahassee tampa toledo topeka trenton
    tucson tulsa waco wichita wilmington worcester yakima yonkers yuma
    aberdeen belfast birmingham bradford brighton bristol cambridge cardiff coventry croydon derby
    dundee edinburgh exeter glasgow hull leeds leicester liverpool london luton manchester
    middlesbrough newcastle newport norwich nottingham oxford peckham plymouth portsmouth preston
    sheffield slough southampton stoke sunderland swansea swindon wolverhampton york
    abidjan accra addis algiers amman amsterdam ankara asmara athens baghdad bamako bangkok beijing
    beirut belgrade berlin bogota bratislava brussels bucharest budapest cairo cali caracas
    casablanca chennai chisinau colombo conakry dakar damascus dhaka djibouti dubai dublin freetown
    guangzhou guayaquil hanoi harare havana herat islamabad istanbul jakarta juba kabul kampala
    karachi kathmandu khartoum kiev kinshasa kyiv lagos lahore lima lisbon lome lusaka madrid
    managua manila mazar medellin mekelle mombasa moscow mumbai nairobi odesa ouagadougou paris
    prague quito rabat rome sanaa saigon sarajevo seoul shanghai sofia taipei tashkent tbilisi
    tegucigalpa tehran tijuana tirana tripoli tunis ulaanbaatar vienna warsaw yangon yerevan zagreb
    """
)
# Of several words; each is looked for as it stands.
LONG_CITIES = (
    "new york city", "los angeles", "san francisco", "san diego", "san antonio", "san jose",
    "san juan", "santa ana", "santa fe", "el paso", "fort worth", "fort wayne", "las vegas",
    "st louis", "saint louis", "st paul", "saint paul", "st petersburg", "salt lake city",
    "oklahoma city", "kansas city", "corpus christi", "baton rouge", "new orleans", "new haven",
    "jersey city", "staten island", "long island", "long beach", "virginia beach", "des moines",
    "little rock", "grand rapids", "ann arbor", "cedar rapids", "sioux falls", "colorado springs",
    "jackson heights", "ciudad juarez", "mexico city", "guatemala city", "san salvador",
    "san pedro sula", "port au prince", "santo domingo", "sao paulo", "rio de janeiro",
    "buenos aires", "addis ababa", "dar es salaam", "cape town", "new delhi", "hong kong",
    "ho chi minh", "phnom penh", "kuala lumpur", "milton keynes", "tower hamlets",
)  # fmt: skip
# Words that stand beside the name of a small place.
SMALL = set_of(
    """
    street avenue road lane boulevard drive highway route county township village town borough
    neighborhood neighbourhood district suburb parish zip zipcode postcode apartment apt barrio
    hamlet ranch farm shelter church mosque temple school college hospital station motel hotel
    restaurant salon spa
    """
)
STATES = """
    alabama alaska arizona arkansas california colorado connecticut delaware columbia florida
    georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland
    massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey
    mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode island tennessee texas utah
    vermont virginia washington wisconsin wyoming puerto rico guam
    england scotland wales northern ireland kingdom united states america american americas
    british english us usa uk gb dc d.c
    africa african asia asian europe european latin central south north west east southern new
    """
CAPITALS = """
    i a b t u t-1 u-1 t-visa u-visa vawa sij sijs tps daca nrm ead rfe noid foia bia eoir uscis dhs
    doj hhs ice nta lpr state federal gmc pro bono zoom
    english spanish arabic french dari farsi tigrinya portuguese russian chinese mandarin cantonese
    hindi urdu bengali tagalog vietnamese romanian ukrainian polish haitian creole amharic pashto
    monday tuesday wednesday thursday friday saturday sunday
    """
# A word with a capital that is neither of these could be a name or a place.
MAY_STAND = set_of(STATES) | set_of(CAPITALS)
