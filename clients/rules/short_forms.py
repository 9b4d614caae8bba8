"""Names that stand for one another.

Everyday forms, one given name in two languages, one surname in two readings. Written by hand and
far from complete, English everyday forms apart (the `nicknames` package): a missing pair costs a
look, a wrong one only a line in a ranked list. All in the spelling `names.normalise` gives. To
check against: Wiktionary, Appendix: Given names; Behind the Name, related names; Hong Kong
Government Cantonese Romanisation; National Institute of Korean Language on surnames in passports.
"""

from nicknames import NickNamer

# An English everyday form of more names than this (Al, Chris) says too little.
_MOST_FULL_FORMS = 4

# everyday form: full forms
_TABLE = """
    pepe: jose | pepa: josefa | paco: francisco | pancho: francisco | kiko: francisco
    curro: francisco | paca: francisca | paquita: francisca | pacho: francisco
    fran: francisco francisca | cisco: francisco | nacho: ignacio | lupe: guadalupe
    lupita: guadalupe | chuy: jesus | chucho: jesus | chuyita: jesus | memo: guillermo
    beto: alberto roberto humberto | tito: alberto ernesto | nando: fernando | quique: enrique
    kike: enrique | chelo: consuelo | concha: concepcion | conchita: concepcion | lola:
        dolores
    maite: maria | mari: maria | marisol: maria | ma: maria | mary: maria | charo: rosario
    chayo: rosario | toni: antonio | tono: antonio | goyo: gregorio | chepe: jose | cheo: jose
    josefina: josefa | fina: josefa | chema: jose | chencho: lorenzo | lencho: lorenzo
    nico: nicolas | rafa: rafael | santi: santiago | tere: teresa | teresita: teresa
    vicky: victoria | yoli: yolanda | lucho: luis | luisito: luis | manolo: manuel
    manny: manuel | meche: mercedes | merche: mercedes | mila: milagros | neto: ernesto
    pili: pilar | poncho: alfonso | rigo: rigoberto | sole: soledad | tavo: gustavo octavio
    teo: teodoro | tina: cristina | tono: antonio | yayo: eduardo | lalo: eduardo | edu:
        eduardo
    gabi: gabriel gabriela | geno: eugenio | isa: isabel | juancho: juan | juanito: juan
    juanita: juana | licha: alicia | lichi: alicia | mundo: edmundo | chabela: isabel
    chava: salvador | chago: santiago | chela: graciela | chente: vicente | chimo: joaquin
    quino: joaquin | zeca: jose | ze: jose | zezinho: jose | juca: jose | chico: francisco
    xico: francisco | nena: magdalena | xande: alexandre | xandinho: alexandre
    beto: roberto alberto | bete: elisabete | bia: beatriz | cacau: claudia | cadu: carlos
    caca: carlos | duda: eduardo eduarda | guga: gustavo | gui: guilherme | joca: joao
    joaozinho: joao | leo: leonardo | mane: manuel | manel: manuel | mariazinha: maria
    neco: manuel | nelinho: manuel | quim: joaquim | quinzinho: joaquim | rafa: rafael
    tiao: sebastiao | tiago: santiago | toninho: antonio | tonho: antonio | tuca: artur
    vava: valdemar | xana: alexandra | zito: jose | zinha: teresinha | malou: maria
    marilou: maria | baby: maria | boyet: roberto | bong: ferdinand | dodong: rodolfo
    inday: maria | jun: junior | junjun: junior | nonoy: antonio | pinky: josefina
    tess: teresa | totoy: antonio | ging: virginia | pidiong: pedro | berto: alberto roberto
    isko: francisco | ginny: virginia | dick: richard | bob: robert | bill: william
    peggy: margaret | jack: john | sasha: aleksandr aleksandra | sascha: aleksandr aleksandra
    sanya: aleksandr | shura: aleksandr aleksandra | misha: mikhail | mykhas: mykhailo
    vanya: ivan | kolya: nikolai | petya: pyotr | alyosha: aleksei | lyosha: aleksei
    lesha: aleksei | lyokha: aleksei | olexa: aleksei | borya: boris | borka: boris
    dima: dmitri | mitya: dmitri | dimka: dmitri | seryozha: sergei | serezha: sergei
    serhiyko: sergei | volodya: vladimir | vova: vladimir | vovka: vladimir
    vlad: vladimir vladislav | zhenya: yevgeni yevgenia | edik: eduard | fedya: fyodor
    genya: yevgeni | gena: gennadi | grisha: grigori | hryts: grigori | igoryok: igor
    ilyusha: ilya | kostya: konstantin | kostik: konstantin | lyova: lev | leva: lev
    maks: maksim | pasha: pavel | roma: roman | slava: vyacheslav | stas: stanislav
    styopa: stepan | syoma: semyon | senya: semyon arseni | tolya: anatoli | tolik: anatoli
    vadik: vadim | valera: valeri | vasya: vasili | vitya: viktor | vitalik: vitali
    vitasik: vitali | yasha: yakov | yura: yuri | yurko: yuri | arkasha: arkadi
    andryusha: andrei | andriyko: andrei | antosha: anton | tosha: anton | katya: yekaterina
    katia: yekaterina | katerina: yekaterina | katrusia: yekaterina | masha: maria
    marusya: maria | manya: maria | natasha: natalia | natalka: natalia | nata: natalia
    nastya: anastasia | asya: anastasia | tanya: tatiana | tania: tatiana | olya: olga
    lyolya: olga | lena: yelena | lenka: yelena | alyona: yelena | sveta: svetlana
    svitlanka: svetlana | lyuda: lyudmila | mila: lyudmila | lyusya: lyudmila | ira: irina
    irka: irina | yulya: yulia | anya: anna | nyura: anna | galya: galina | halya: galina
    dasha: darya | dunya: yevdokia | dusya: yevdokia | ksyusha: ksenia | lara: larissa
    lida: lidia | lyuba: lyubov | nadya: nadezhda | ninka: nina | oksanka: oksana
    polya: polina | rita: margarita | sonya: sofia | sonia: sofia | tonya: antonina
    valya: valentina | varya: varvara | vika: viktoria | zina: zinaida | asia: joanna
    kasia: katarzyna | gosia: malgorzata | basia: barbara | zosia: zofia | ania: anna
    wojtek: wojciech | staszek: stanislaw | stas: stanislaw | agnieszka: agnes | aga:
        agnieszka
    beatka: beata | bartek: bartlomiej | ewka: ewa | gienia: eugenia | grzes: grzegorz
    hania: hanna | hela: helena | irka: irena | janek: jan | jasiek: jan | jas: jan
    jola: jolanta | jurek: jerzy | jozek: jozef | kaska: katarzyna | krzys: krzysztof
    krzysiek: krzysztof | leszek: lech | magda: magdalena | maciek: maciej | marysia: maria
    maryla: maria | mietek: mieczyslaw | ola: aleksandra | pawelek: pawel | rysiek: ryszard
    tadek: tadeusz | tomek: tomasz | wacek: waclaw | wiesiek: wieslaw | zbyszek: zbigniew
    zdzich: zdzislaw | honza: jan | jirka: jiri | pepik: josef | vasek: vaclav | ionel: ion
    ionica: ion | gigi: gheorghe | ghita: gheorghe | costel: constantin | costica: constantin
    nelu: ion | ilinca: elena | lenuta: elena | leana: elena | mitica: dumitru | miti: dumitru
    sandu: alexandru | alecu: alexandru | sanda: alexandra | stefi: stefania
    vali: valentin valentina | viorica: viorela | marioara: maria | maricica: maria
    aurica: aurelia | doru: teodor | petrica: petru | gjergj: gjergji | besa: besnike
    genc: gentian | landi: orlando | tani: tatjana | lule: luljeta | memo: mehmet
    memet: mehmet | ibo: ibrahim | apo: abdullah | fatos: fatma | fato: fatma | ayse: aisha
    hasso: hasan | huso: huseyin | musti: mustafa | zeyno: zeynep | elo: elif | mo: mohammed
    moe: mohammed | hamoudi: mohammed | hamada: mohammed | abdou: abdullah | abdo: abdullah
    abed: abdullah | fati: fatima | fatou: fatoumata | fatma: fatima | fattoum: fatima
    fatoumata: fatima | aminata: amina | mamadou: mohammed | amadou: ahmed | modou: mohammed
    muhammadou: mohammed | lamine: amin | oumou: umm | binta: fatima | kadi: khadija
    khady: khadija | hadja: khadija | ousmane: uthman | osman: uthman | othman: uthman
    boubacar: abubakar | bubu: abubakar | babacar: abubakar | alassane: hassan | assane:
        hassan
    ousseynou: hussein | issa: isa | moussa: musa | mousa: musa | youssou: yusuf | yero: yusuf
    ibou: ibrahima | brahim: ibrahim | ebrima: ibrahima | mami: mariam | zizou: zineddine
    nounou: noura | loulou: louai | susu: suad | soso: suad | titi: tigist | abby: abeba
    meski: meskerem | bethi: bethlehem | beti: bethlehem | hiwi: hiwot | mekdi: mekdes
    sosi: sosina | yonas: jonas | yoni: yohannes | wude: wudinesh | alemu: alemayehu
    dani: daniel | gugu: nokuthula | bongi: sibongile | thandi: thandiwe | sipho: siphiwe
    emeka: chukwuemeka | nneka: nnenneka | chidi: chukwudi | ify: ifeoma | obi: obinna
    tobe: tobechukwu | kemi: oluwakemi | seun: oluwaseun | tunde: babatunde | wale: adewale
    yemi: oluyemi | bisi: adebisi | bola: adebola | dayo: adedayo | femi: olufemi
    segun: olusegun | tayo: omotayo | tope: temitope | yinka: olayinka | layo: folasade
    sade: folasade | funmi: olufunmilayo | lola: omolola | tola: omotola | ayo: ayodele
    deji: adedeji | gbenga: olugbenga | kunle: adekunle | laide: olaide | niyi: adeniyi
    raju: rajesh rajendra | vicky: vikram | chotu: chhotelal | sunny: sunil | pinki: priyanka
    giorgos: georgios | yiorgos: georgios | kostas: konstantinos | dinos: konstantinos
    yannis: ioannis | giannis: ioannis | dimitris: dimitrios | mitsos: dimitrios
    mimis: dimitrios | nikos: nikolaos | takis: panagiotis | panos: panagiotis
    vasilis: vasileios | katina: aikaterini | litsa: evangelia | voula: paraskevi
    popi: kalliopi | roula: stavroula | soula: athanasia | thanasis: athanasios | gio: giorgi
    nana: natela | dato: davit | zaza: zurab | levaniko: levan | vakho: vakhtang | hayko: hayk
    gago: gagik | avi: avraham | shmulik: shmuel | yossi: yosef | moshiko: moshe
    itzik: yitzhak | kobi: yaakov | chaim: haim | rivi: rivka | suzi: suzana | zoli: zoltan
    pisti: istvan | laci: laszlo | jozsi: jozsef | kati: katalin | erzsi: erzsebet
    bozsi: erzsebet | sanyi: sandor | feri: ferenc | zsuzsi: zsuzsanna | ilonka: ilona
    marika: maria | djole: djordje | djoka: djordje | joca: jovan | mica: milica | pera: petar
    sneza: snezana | steva: stevan | miki: milan | goca: gordana | boza: bozidar | laza: lazar
    mile: milan | rade: radoslav | ceca: svetlana | gosho: georgi | pesho: petar | tosho:
        todor
    mitko: dimitar | ivo: ivan | vanko: ivan | sashka: aleksandra | desi: desislava
    eli: elena elisaveta | vili: violeta | tsveti: tsvetelina | joro: georgi
"""

# One given name in neighbouring languages; the first stands for all.
_GIVEN = """
    aleksandr alexander oleksandr alexandr alexandre alejandro aleksander iskander aleksandar
        alexandru
    aleksandra oleksandra alexandra alejandra | aleksei oleksii alexei alexey oleksiy alexis
    anastasia nastasia | andrei andrii andriy andrey andrzej andrew andres andreas ondrej
    anna hanna ganna ana anne hana | antonio anton anthony antoine antonios | darya daria
        odarka
    dmitri dmytro dimitri dimitrios dumitru dimitar
    yekaterina kateryna ekaterina catherine katarzyna katherine catalina ekaterini aikaterini
        katarina
    yelena olena elena helena helen olenka ilona eleni | fyodor fedir teodor theodore feodor
    galina halyna
    georgi heorhii yuri georgios george jorge gheorghe giorgi djordje jerzy georges
    grigori hryhorii hryhoriy gregorio gregory grigor | igor ihor | ilya illia elias elijah
    irina iryna irene irena
    ivan john juan jan joao ioan ion ioannis giovanni jean johannes jovan
    yosyp iosif joseph jose josef giuseppe jozef josip yosef yusuf | ksenia oksana xenia
        aksinia
    leonid leonidas | lyubov liubov | lyudmila liudmyla ludmila
    maria mariya mariia marija marie mary maryam mariam
    mykola nikolai nikolay nicholas nicolas nicolae nikolaos mikolaj nikola
    mikhail mykhailo michael miguel michal mihai mihail michel mikael
    natalia nataliia natalya natalie | nikita mykyta | olga olha
    pavel pavlo paul pablo pawel paulo pavlos
    pyotr petro petr peter pedro piotr petar petros petru pierre
    sergei serhii serhiy sergio sergey serge sergii
    stepan stefan esteban stephen estevao stephane | svetlana svitlana | tatiana tetiana
        tetyana
    vasili vasyl vasiliy basil vasile vasileios | valeri valerii | viktor victor
    vladimir volodymyr wladimir | vyacheslav viacheslav
    yakov yakiv jacob jakub jacobo jaime james | yevdokia yavdokha evdokia
    yevgeni yevhen evgeny eugene eugenio evgeni ievgen | yevgenia yevheniia evgenia eugenia
    yulia yuliia julia | yuri yurii iurii | zinaida zinayida
    fatima fatma fatimah fatoumata fadumo fatuma
    mohammed mamadou mehmet mahamat mamadu maxamed | ahmed amadou axmed ahmet
    khadija hatice kadidia hadidja khadra | yusuf youssouf josef joseph yousef jusuf
    ibrahim abraham avraham ebrahim ibrahima | isa issa isse jesus
    musa moses moshe moise moises | sulaiman solomon soliman suleyman salomon
    davit david dawit daud | yohannes john johannes yahya
    mariam maria mary meryem maryam miriam | hussein huseyn xuseen hossein husayn
    omar umar cumar oumar | ali cali aly aliou | osman uthman cismaan othman
    felipe philip philippe filipe pelipe filip | guillermo william guilherme wilhelm
    elizabeth isabel elisabeth elisaveta izabela ysabel erzsebet | lucia luzia lucja
    luis luiz louis ludwig | carlos charles karl karol karel
    enrique henry henrique henri heinrich | esteban stephen
    margarita margaret malgorzata marguerite margarida | santiago tiago diego jaime
    teresa theresa thereza tereza | cristina christina kristina krystyna
    sofia sophia zofia sofiya | vicente vincent | lorenzo lawrence lourenco
    francisco francis francois frantisek
"""

# One surname in the readings of Mandarin, Cantonese, Hokkien, Vietnamese or Korean papers.
_SURNAMES = """
    chen chan tan chin tran chun | huang wong ng ooi uy hwang | wang wong ong heng
    lin lam lim lum | zhang cheung cheong teo chong tiong chang truong | li lee lei ly rhee
    liu lau low lao liew luu | yang yeung yeo young ieong duong | zhao chiu chao tio chew
        trieu
    wu ng goh go woo | zhou chow chew chau chou chu | xu hui tsui chui koh khoo hsu co
    sun suen suan | ma mah maa | zhu chu choo gee | guo kwok kwek quek kuok kuo quach
    he ho hor | gao ko kou | luo law lo loh la | zheng cheng teh tay tee cheang trinh
    liang leung neo leong luong | xie tse cheah chia seah hsieh ta | song sung soong tong
    tang tong tong | feng fung phung | cao tso cho chou tsao | peng pang banh
    zeng tsang chan tseng chang tang | xiao siu siew siaw hsiao tieu
    cai choi tsoi chua choy chai tsai | pan poon phua phoon phan | dong tung tang | yuan yuen
    jiang kong keung kiang chiang geung | du to tu | ye yip yap ip yeh diep | cheng ching
    su so soh soo to | wei ngai nguy | lu lo loo luk | ding ting | shen sum sim shum sham
    yao yiu | qiu yau hew khoo | hou hau | bai pak pek | mo mok mac | wen man van | mai mak
    xue sit hsueh tiet | guan kwan kuan | kuang kwong | zhong chung | situ szeto seeto
    ouyang auyeung | jin kam kum kim | xiong hung | yu yue yee | kong hung | chi chih
    gim kim ghim | bak park pak bahk bag pahk | i lee yi rhee ri yee | choe choi chey
    jeong chung jung cheong joung chong | gang kang kahng | jo cho joe | yun yoon yune
    jang chang jahng | im lim rim yim | sin shin sheen | o oh | seo suh so seoh | gwon kwon
        kwun
    an ahn ann | yu ryu yoo ryoo lyu | ko go koh goh | mun moon | son sohn sonn | bae pae bai
    baek paik back paek baik | heo huh hur her | no noh roh ro | ju joo chu | gu koo ku goo
    u woo wu ou | ji chi jee | eom um uhm ohm | jeon chun jun cheon | bang pang
    hyeon hyun hyon
"""


def _entries(table: str) -> list[list[str]]:
    return [
        row.replace(":", " ").split() for row in table.replace("\n", "|").split("|") if row.strip()
    ]


def _grouped(table: str) -> dict[str, frozenset[str]]:
    stands: dict[str, set[str]] = {}
    for first, *others in _entries(table.replace("\n        ", " ")):
        for name in (first, *others):
            stands.setdefault(name, set()).add(first)
    return {name: frozenset(firsts) for name, firsts in stands.items()}


def _everyday() -> dict[str, frozenset[str]]:
    full_forms: dict[str, set[str]] = {}
    for short, *full in _entries(_TABLE):
        full_forms.setdefault(short, set()).update(full)
    english = NickNamer()
    for short, canonical in english.canonical_lookup.items():
        # It lists Robert beside Bill: what has everyday forms of its own is a full form.
        is_full = len(english.nicknames_of(short)) > 2
        if len(canonical) <= _MOST_FULL_FORMS and not is_full and short not in full_forms:
            full_forms.setdefault(short, set()).update(canonical)
    return {short: frozenset(full - {short}) for short, full in full_forms.items()}


FULL_FORMS = _everyday()
_GIVEN_GROUPS = _grouped(_GIVEN)
SURNAMES = _grouped(_SURNAMES)
_ARE_FULL = frozenset().union(*FULL_FORMS.values())
_NOBODY: frozenset[str] = frozenset()


def stands_for(word: str) -> frozenset[str]:
    """Return the given names this word may be an everyday form or another language's form of."""
    found: set[str] = set()
    for name in (word, *FULL_FORMS.get(word, _NOBODY)):
        found |= _GIVEN_GROUPS.get(name, {name} if name in _ARE_FULL else _NOBODY)
    return frozenset(found)
