"""The words for dates in Polish, Ukrainian and Tigrinya: months, seasons, groups and the small words between them.

Each row: the Dutch, then the words for it in all their endings, with underscores for spaces; a point is nothing at all.
"""

POLISH = """
januari styczeń stycznia styczniu
februari luty lutego lutym
maart marzec marca marcu
april kwiecień kwietnia kwietniu
mei maj maja maju
juni czerwiec czerwca czerwcu
juli lipiec lipca lipcu
augustus sierpień sierpnia sierpniu
september wrzesień września wrześniu
oktober październik października październiku
november listopad listopada listopadzie
december grudzień grudnia grudniu
lente wiosna wiosny wiosną wiośnie
zomer lato lata lecie latem
herfst jesień jesieni jesienią
winter zima zimy zimą zimie
groep grupa grupie grupy klasa klasie klasy
jaar rok roku
schooljaar rok_szkolny roku_szkolnym
zomervakantie wakacje wakacjach wakacji
vandaag dzisiaj dziś
gisteren wczoraj
vorig_jaar w_zeszłym_roku zeszły_rok rok_temu
dit_jaar w_tym_roku
begin początek początku
eind koniec końcu
na po
voor przed
rond około ok.
sinds od
tot do
in w we na
ik_weet_het_niet nie_wiem nie_pamiętam
"""
UKRAINIAN = """
januari січень січня січні
februari лютий лютого лютому
maart березень березня березні
april квітень квітня квітні
mei травень травня травні
juni червень червня червні
juli липень липня липні
augustus серпень серпня серпні
september вересень вересня вересні
oktober жовтень жовтня жовтні
november листопад листопада листопаді
december грудень грудня грудні
lente весна весни весною навесні
zomer літо літа літом влітку
herfst осінь осені восени
winter зима зими зимою взимку
groep група групі групи клас класі класу
jaar рік року році
schooljaar навчальний_рік навчальному_році
zomervakantie канікули канікул канікулах
vandaag сьогодні
gisteren вчора учора
vorig_jaar минулого_року торік
dit_jaar цього_року
begin початок початку
eind кінець кінці
na після
voor до перед
rond приблизно близько десь
sinds від відтоді з_того_часу
in в у на
ik_weet_het_niet я_не_знаю не_знаю не_пам'ятаю
"""
TIGRINYA = """
januari ጥሪ
februari ለካቲት
maart መጋቢት
april ሚያዝያ
mei ግንቦት
juni ሰነ
juli ሓምለ
augustus ነሓሰ
september መስከረም
oktober ጥቅምቲ
november ሕዳር
december ታሕሳስ
lente ጽድያ
zomer ሓጋይ
herfst ቀውዒ
winter ክረምቲ
groep ጉጅለ ክፍሊ
jaar ዓመት ዓ.ም.
schooljaar ዓመተ_ትምህርቲ
vandaag ሎሚ ሎሚ_መዓልቲ
gisteren ትማሊ
vorig_jaar ዓሚ
dit_jaar ሎሚ_ዓመት ሎሚ_ዘበን
begin መጀመርታ
eind መወዳእታ
na ድሕሪ
voor ቅድሚ
rond ኣከባቢ ዳርጋ
sinds ካብ
in ኣብ ብ
. ናይ
ik_weet_het_niet ኣይፈልጥን ኣይፈልጦን
"""
# Polish words that are words of Dutch or English too: they make no text Polish.
DOUBTFUL = "do po na w we ok. lata luty rok maja zima koniec"
