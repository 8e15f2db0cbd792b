"""What a person types of the seed's visit, box by box: twelve boxes, and one save."""

SEED = {
    "date": "16 May 2024",
    "place": "ISRS, Tashkent, Uzbekistan",
    "side-0-name": "Uzbek side: Institute for Strategic and Regional Studies under the President"
    " of the Republic of Uzbekistan",
    "side-0-said": "informed: Told the guests about social, political and economic reforms."
    " #reforms in Uzbekistan\n"
    "informed: Explained the open foreign policy. #foreign policy of Uzbekistan",
    "side-1-name": "Korean side",
    "side-1-people": "the Secretary General of the Korea-Central Asia Cooperation Expert Forum,"
    " Director of the Center for Eurasian Studies at Hankuk University of Foreign Studies, Jeh Sung"
    " Hoon, Head of the Department of Central Asian Studies at this University, Lee Ji-eon, as well"
    " as experts from the Korea Institute for International Economic Policy Park Joung-ho and the"
    " Korean Institute for National Unification Hyun Seung-soo (현승수) and others",
    "side-1-said": "interest: Seoul wants more work on climate, energy and food security."
    " #climate change",
    "topics": "economic cooperation, trade, investment, energy security, food security,"
    " renewable energy",
    "continues": "Strategic dialogue between Central Asia and the Republic of Korea: prospects for"
    " mutually beneficial cooperation, December 2023, Tashkent",
    "source": "https://isrs.uz/en/yangiliklar/isrs-hosted-a-meeting-with-korean-experts, ISRS",
    "told": "May 16 this year; 2024: cites the trade of 2023 as a closed figure",
    "figures": "bilateral trade: $15 million in 1992\n"
    "bilateral trade: more than $10 billion in 2023",
}
# What stands in a box before anybody types.
BLANK = {"kind": "meeting", "sides": "2", "side-0-role": "host", "side-1-role": "guest"}
