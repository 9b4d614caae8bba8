"""Everyday forms of given names, each with the full forms it stands for, normalised.

Written by hand and far from complete: a missing pair costs a look, a wrong one only a line in a
ranked list. Both columns are in the spelling `names.normalise` gives.
"""

_TABLE = """
    pepe: jose | pepa: josefa | paco: francisco | pancho: francisco | kiko: francisco
    nacho: ignacio | lupe: guadalupe | lupita: guadalupe | chuy: jesus | memo: guillermo
    beto: alberto roberto | tito: alberto ernesto | nando: fernando | quique: enrique
    chelo: consuelo | concha: concepcion | lola: dolores | maite: maria | mari: maria
    marisol: maria | charo: rosario | chayo: rosario | toni: antonio | tono: antonio
    zeca: jose | ze: jose | chico: francisco | nena: magdalena | malou: maria
    bill: william | will: william | bob: robert | rob: robert | dick: richard | rick: richard
    jim: james | jimmy: james | jack: john | johnny: john | mike: michael | micky: michael
    tom: thomas | tony: anthony | ted: edward theodore | ed: edward | joe: joseph
    kate: katherine catherine | kathy: katherine catherine | liz: elizabeth | beth: elizabeth
    betty: elizabeth | peggy: margaret | meg: margaret | maggie: margaret | sue: susan
    nick: nicholas | alex: alexander alexandra | sam: samuel samantha | dan: daniel
    sasha: aleksandr aleksandra | sanya: aleksandr | shura: aleksandr aleksandra
    misha: mikhail | mykhas: mykhailo | vanya: ivan | kolya: nikolai | petya: pyotr petr
    dima: dmitri | seryozha: sergei | volodya: vladimir | vova: vladimir | zhenya: yevgeni yevgenia
    katya: yekaterina ekaterina | masha: maria | natasha: natalia | nastya: anastasia
    tanya: tatiana | olya: olga | lena: yelena elena olena | sveta: svetlana | lyuda: lyudmila
    ira: irina iryna | yulya: yulia | anya: anna | asia: joanna | kasia: katarzyna
    gosia: malgorzata
    basia: barbara | zosia: zofia | ania: anna | wojtek: wojciech | staszek: stanislaw
    mo: mohammed | moe: mohammed | hamoudi: mohammed | abdou: abdullah | fati: fatima
    titi: tigist | abby: abeba | gugu: nokuthula | bongi: sibongile | thandi: thandiwe
"""

FULL_FORMS: dict[str, tuple[str, ...]] = {
    short.strip(): tuple(full.split())
    for entry in _TABLE.replace("\n", "|").split("|")
    if entry.strip()
    for short, full in [entry.split(":")]
}
