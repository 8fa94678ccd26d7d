"""The words for dates in Turkish.

Each row: the Dutch, then the words for it, with underscores for spaces; a point is nothing at all. Accents are not
needed; a suffix is found by itself.
"""

WORDS = """
januari ocak ocağ
februari şubat
maart mart martta marta
maart_vanaf marttan
april nisan
mei mayıs
juni haziran
juli temmuz
augustus ağustos
september eylül
oktober ekim
november kasım
december aralık aralığ
maandag pazartesi
dinsdag salı
woensdag çarşamba
donderdag perşembe
vrijdag cuma
zaterdag cumartesi
zondag pazar
lente ilkbahar bahar
zomer yaz
herfst sonbahar güz
winter kış kışın kışı kışında kışa
winter_vanaf kıştan kışından
1 bir
2 iki
3 üç
4 dört
5 beş
6 altı
7 yedi
8 sekiz
9 dokuz
10 on
1. birinci
2. ikinci
3. üçüncü
4. dördüncü
5. beşinci
6. altıncı
7. yedinci
8. sekizinci
eerste ilk
half yarım
en_half buçuk
een_paar birkaç
jaar yıl sene senesi senede senesinde yaş yaşı
jaar_vanaf seneden senesinden
jaar_lang yıldır senedir
jaar_oud yaşında yaşındayken yaşındaydı yaşına yaşını
jaar_oud_vanaf yaşından
maand ay ayı ayın ayında ayda
maand_vanaf aydan ayından
maand_lang aydır
maanden_oud aylık aylıkken
week hafta
week_lang haftadır
weken_oud haftalık haftalıkken
dag gün
dagen_oud günlük günlükken
vandaag bugün
gisteren dün
nu şimdi
heden günümüz
vorige geçen geçtiğimiz
dit bu
volgend gelecek
begin başı başlangıc
midden ortası
eind sonu
ongeveer yaklaşık civarı civarında gibi sularında dolaylarında sıralarında tahminen
misschien belki galiba sanırım herhalde
tijdens sırasında esnasında
sinds beri itibaren yana
voor önce öncesi evvel
na sonra sonrası
tot kadar dek
tussen arası arasında
toen ettiğinde olduğunda olunca edince
vanaf ettikten olduktan etmeden olmadan
en ve ile
of veya
hij o
. onun benim bizim hemen tam etti oldu girdiğinde girince geldiğinde bastığında doldurduğunda dönemi dönem zamanı iken
ik_weet_het_niet bilmiyorum bilmiyoruz hatırlamıyorum bilmem
als_baby bebekken
zwangerschap hamilelik hamileliğ gebelik gebeliğ
groep sınıf grup
kleuterschool anaokul anaokulu anasınıfı
school okul eğitim öğretim
vakantie tatil
kerst noel
nieuwjaar yılbaşı
corona korona pandemi
nieuw yeni
huis ev eve evi evde evimiz evimize
huis_vanaf evden
mijn_kind çocuğum çocuğumuz
mijn_zoon oğlum oğlumuz
mijn_dochter kızım kızımız
mama anne
papa baba
ouders ebeveyn
oma anneanne babaanne
opa dede
broer abi ağabey
zus abla
kardes kardeş
oom amca dayı
tante teyze hala
juf öğretmen
"""
# One root a row, which begins with three letters of its own.
ROOTS = """
verhuizing taşın\\w+
geboorte doğ(?:um|du|mad|acağ|unca)\\w*
scheiding boşan(?:d|m|ı|ınca)\\w*
scheiding ayrıldı(?:k|ktan|ğımızda|ğımızdan)
scheiding ayrılı[kğ]\\w*
overlijden vefat\\w*
hij_ziekte hasta(?:|(?:y|lan|lık|lığ)\\w+)
bruiloft evlen\\w+
bruiloft düğün\\w*
operatie ameliyat\\w*
diagnose teşhis\\w*
"""
# What is written behind a Turkish word: whose, how many, where, whence.
SUFFIXES = """
a e i u ya ye yi yu na ne ni nu da de ta te dan den tan ten nda nde ndan nden in un nin nun ndaki ndeki daki deki taki teki
inda inde unda unde indan inden undan unden ina ine una une ini unu si su sinda sinde sindan sinden sina sine sini
m im um min imin umun imiz umuz miz imizin mizin inin unun sinin lar ler lari leri larinda lerinde
yken dayken deyken tayken teyken
"""
# Words that take no suffix here, since with one they are other words, or names: beste, Martine, Senem.
WHOLE = """
bir iki üç dört beş altı yedi sekiz dokuz on tam ve ile veya bu o ilk beri önce sonra kadar dek gibi mart kış yaş sene
ay ev eve evi evde salı cuma pazar dün abi yana yıldır aydır
"""
# Names, and words that Dutch or English has too: they make no text Turkish. Months and seasons do if all else is Turkish.
DOUBTFUL = """
bir iki üç dört beş altı yedi sekiz dokuz on tam ve ile bu o ilk önce son dek cuma pazar salı marta yana ayın ev eve evi
güne hasta noel pandemie pandemia anne baba dede abi abla ablate hala basilar
"""
ALONE = """
dün ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık ilkbahar bahar yaz sonbahar güz kış ay gün sene yaş
"""
