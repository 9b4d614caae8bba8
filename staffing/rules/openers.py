"""Ordinary words that begin a sentence in a summary for the board, and are nobody's name.

Only these may have a capital for no other reason than where they stand. What is a first name or a
place as well (Will, May, Grace, Mark, Reading, Bath) stays out: it is asked about, and written with
a small letter or another word. The list is not whole and need not be: a text that is refused is
written anew.
"""

from staffing.rules.places import set_of

OPENERS = set_of(
    """
    a able about above abuse accept accepted access accompanied accompany according across act
    acting add adding additional adjustment administrative adult advice advocacy advocate affidavit
    affidavits after afternoon afternoons afterwards again against agencies agency ago agree agreed
    agreement ahead all allow allowed almost alone along already also although always am among
    amount an and another answer answering any anybody anyone anything anyway apart appeal appeals
    appear appearance appearances appearing applicant application applications applied apply
    applying appointment appointments approval are argue argument around arrange arranged
    arrangements as ask asked asking assault assist assistance assisted assisting asylum at attend
    attended attending attorney attorneys available avoid away back background be because been
    before begin beginning begun behind being below benefit benefits beside besides better between
    beyond biometrics board bonus both brief briefing briefs bring bringing build building but by
    calendar call called calling can cannot capacity care careful case cases cause certain
    certificate certification challenge chance change changed changing check checked child childcare
    children choose citizenship civil claim claims clear clearance clerk client clients clinic close
    co-counsel colleague colleagues collect collected collecting come coming commitment common
    communication community compensation complaint complete completed completing complex compliance
    conditions confidential confidentiality conflict consent consider considering consultation
    contact contacted continue continued continuing contract conversation copies copy could counsel
    counseling country counts courses court courts cover coverage covers credibility criminal crisis
    currently custody daily damages danger date dates day days deadline deadlines debt decide
    decided decision declaration declarations defence defendant defense delay delays deliver denial
    dependants dependents depending deposition derivative derivatives describe despite detail
    detailed details detention determined did different difficult direct directly discovery
    discretion discrimination discuss dissolution divorce do document documents does domestic done
    down dozen draft drafted drafting drafts due duration during duties duty each early easily easy
    education effort eight either eleven eligibility eligible else email emails emergency emotional
    employer employment encourage ending ends enough ensure entire entry equal equipment error
    escrow especially essential estimated evening evenings eventually ever every everybody everyone
    everything eviction evidence exact exactly examination example excellent except exception
    exhibit exhibits existing expect expected experience experienced expert experts explain
    explained explanation exploitation extend extension extra fact facts fairly family far fast fear
    fee feel fees few fewer fieldwork fifteen fifty file filed files filing filings fill filled
    filling finally find finding findings fines finish finished finishing first firstly fits five
    flexibility flexible focus follow follow-up followed following food for forced foreign form
    formerly forms forty four fraud free frequent frequently friendly friends from full fully funds
    further future gather gathered gathering generally gentle get getting give given giving goal
    goals good government granted grants great ground grounds group groups guardian guardianship
    guidance habeas had half handle handled handling happy hard harm has have having he health
    hearing hearings heavy help helped helpful helping helps her here hers high him his history hold
    holding home hopefully hour hours household housing how however humanitarian hundred i ideal
    identity if immediate immediately immigration impact important in include included includes
    including income indeed independent individual information initial initially inquiry inside
    instead instructions insurance intake interested interim international interpretation
    interpreter interpreters interview interviews into introduce introduction investigation involve
    involved involves is issue issues it its itself job jobs join judge judges judgment jurisdiction
    jury just juvenile keep keeping kept kind know knowing knowledge known knows labor labour
    language languages large largely last late lately later law lawful laws lawyer lawyers lead
    leading learn learning leave left legal less let letter letters level liability licence license
    like likely limited listed listen litigation living local look looking loss lost low made mail
    mainly make making manage many matter matters mean mediation medical meet meeting meetings meets
    member members memo memorandum mental mentor mentored mentoring mentors merits midday might
    minimal minimum minor minors missing money month months more morning mornings most mostly mother
    motion motions move moved moving much multiple must mutual my name namely naturalization near
    nearly necessary need needed needs negotiate negotiation negotiations neither never new next
    night nine no nobody none nor normally not notes nothing notice notices now number oath
    occasionally of off offer offered offering office officer officers often old on once one ones
    oneself ongoing only onto open opened opening opposition option optional options or oral order
    orders ordinary organisation organization other others otherwise ought our ours out outcome
    outside over overall overtime own paid papers paperwork parent parental parents part partial
    parties partly party past patience patient pay payment payments pending people per perhaps
    permanent permission permit permits person personal petition petitioner petitions phone photos
    physical physician plaintiff plan planned planning pleading pleadings please police policy
    position possible possibly practical practice precedent prefer preferably preferred preparation
    prepare prepared preparing present presently previously primarily prior priority private
    probably problem procedure proceeding proceedings process program project proof proper property
    proposed prosecution prosecutor protection protective provide provided providing psychological
    public purpose put qualification quarter query question questions quick quickly quiet quite rape
    rarely rather readiness ready really reason reasons receive received recent recently recommended
    record records recovery refer referral referred refiled reform refugee refusal regarding
    regardless regular regularly regulation reinstatement related relation release relief remaining
    remote remotely removal renewal renewed renewing rent reply report reports represent
    representation representative representing request requested requests require required
    requirement requirements requires rescheduling research researching residence resident resolve
    respond responding response responses responsible restitution restraining result results return
    reunification review reviewed reviewing reviews right rights risk risks role room roughly rule
    rules run safe safety same save say says schedule scheduled scheduling school scope screening
    second secondly section secure security see seek seeking seeks seen seldom selection self-paced
    send sending sensitive sent separate serious serve service services session sessions set
    settlement seven several shall share shared she shelter shift short shortly should show sign
    signature signatures signed signing similar similarly simple simply since single sister
    situation six sixty skill skills so social solid solution some somebody someone something
    sometimes soon sort source speak speaking speaks special spoken spouse staff stage standard
    start started starting starts statement statements status statute stay steady step steps still
    stipulation straightforward strictly student students subject submit submitted submitting
    subpoena successful such suggested suit suitable suits summary supervised supervising
    supervision supervisor supplement supplementary support supported supporting supports sure
    survivor survivors take taken takes taking talk task tasks tax taxes team technical telephone
    tell temporary ten tenancy terms testimony text than thank thanks that the their theirs them
    then there therefore these they thing things third thirty this thorough those though threats
    three through throughout thus till time timeline to today together tomorrow tonight too took
    topic topics total toward towards trafficking train trained training transfer translate
    translated translating translation translations translator translators transportation trauma
    trauma-informed travel traveling travelling treatment trial trials tried trip try trying turn
    twelve twenty twice two type typically unable unclear under understand understanding unknown
    unless unlikely unpaid until unusual up upcoming update updated updates upon urgency urgent
    urgently us use used useful using usual usually vacatur valid verification verify very via
    victim victims video video-calls view violence virtual visa visas visit visits volunteer
    volunteering volunteers wage wages wait waiting waits waiver waivers want wanted wants warrant
    was watch ways we week weekdays weekend weekends weekly weeks welcome well were what whatever
    when whenever where whereas wherever whether which while who whoever whom whose why willing with
    within without witness witnesses women word words work worked worker workers working workload
    workplace works worth would writ write writing writings written wrong year years yes yesterday
    yet you your yours youth
    """
)
