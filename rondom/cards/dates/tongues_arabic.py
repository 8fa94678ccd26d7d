"""The words for dates in Arabic, as people write it in the Levant, Egypt, the Gulf and the Maghreb.

Each row: the Dutch, then the words for it, with underscores for spaces; a point is nothing at all. Vowel signs,
hamzas, the article and what else is written onto a word are not needed.
"""

WORDS = """
januari يناير كانون_الثاني كانون_ثاني كانون_التاني كانون_تاني جانفي
februari فبراير شباط فيفري
maart مارس آذار
april أبريل نيسان أفريل
mei مايو أيار ماي
juni يونيو يونيه حزيران جوان
juli يوليو يوليه تموز يوليوز جويلية
augustus أغسطس آب غشت أوت
september سبتمبر أيلول شتنبر
oktober أكتوبر تشرين_الأول تشرين_أول
november نوفمبر تشرين_الثاني تشرين_ثاني تشرين_التاني تشرين_تاني نونبر
december ديسمبر كانون_الأول كانون_أول دجنبر
maandag الاثنين
dinsdag الثلاثاء
woensdag الأربعاء
donderdag الخميس
vrijdag الجمعة
zaterdag السبت
zondag الأحد
lente ربيع
zomer صيف صيفية
herfst خريف
winter شتاء
1 واحد واحدة
2 اثنان اثنين اثنتان اثنتين تنين اتنين
3 ثلاث ثلاثة تلات تلاتة تلت
4 أربع أربعة
5 خمس خمسة
6 ست ستة
7 سبع سبعة
8 ثمان ثماني ثمانية تمان تماني تمانية تمن
9 تسع تسعة
10 عشر عشرة
11 أحد_عشر إحدى_عشرة حداشر
12 اثنا_عشر اثني_عشر اثنتا_عشرة اثنتي_عشرة اتناشر
13 ثلاثة_عشر ثلاث_عشرة
14 أربعة_عشر أربع_عشرة
15 خمسة_عشر خمس_عشرة
16 ستة_عشر ست_عشرة
17 سبعة_عشر سبع_عشرة
18 ثمانية_عشر ثماني_عشرة
eerste أول أولى
tweede ثاني ثانية تاني تانية
derde ثالث ثالثة تالت تالتة
vierde رابع رابعة
vijfde خامس خامسة
zesde سادس سادسة
zevende سابع سابعة
achtste ثامن ثامنة تامن تامنة
negende تاسع تاسعة
tiende عاشر عاشرة
elfde حادي_عشر حادية_عشرة
twaalfde ثاني_عشر ثانية_عشرة
half نصف نص
een_paar بضع بضعة عدة كم كام
jaar سنة سنوات سنين عام أعوام عاما عامي سنتي
2_jaar سنتين سنتان عامين عامان
1_jaar سنة_واحدة عام_واحد
maand شهر شهرا شهري
maanden أشهر شهور
2_maanden شهرين شهران
1_maand شهر_واحد
week أسبوع أسبوعا
weken أسابيع
2_weken أسبوعين أسبوعان
dag يوم يوما
dagen أيام
2_dagen يومين يومان
vandaag اليوم
gisteren أمس البارحة امبارح مبارح
eergisteren أول_أمس أول_امبارح قبل_أمس
nu الآن هلق هلأ دلوقتي الحين
vorige ماضي ماضية فائت فائتة فايت فايتة منصرم منصرمة اللي_فات اللي_فاتت اللي_راح اللي_راحت الي_فات الي_فاتت يلي_فات يلي_فاتت
dit هذا هذه هاد هاي هذي
volgend قادم قادمة مقبل مقبلة جاي جاية
begin بداية بدايات مطلع أوائل
midden منتصف أواسط وسط
eind نهاية أواخر آخر
ongeveer حوالي تقريبا نحو قرابة
misschien ربما يمكن ممكن أظن أعتقد
in في خلال ب
tijdens أثناء
op على بتاريخ عند
van من
tot إلى حتى لحتى لحد لغاية ل
sinds منذ منذ_أن مذ من_وقت ابتداء_من بدءا_من اعتبارا_من
voor قبل قبل_أن قبل_ما
na بعد بعد_أن بعد_ما بعدما عقب
tussen بين ما_بين
en و
of أو
toen عندما لما حين حينما وقت_ما كيف_كان
was كان كانت كنت
werd صار صارت أصبح أصبحت بلغ بلغت يبلغ تبلغ أتم أتمت
al صار_له صارله صارلو صار_لها صارلها
met مع
die الذي التي اللي
dat أن
hij هو
ze هي
toen_hij وهو
toen_ze وهي
ik أنا
we نحن احنا
we_waren كنا
. ال م تم فصل فترة زمن مرحلة مباشرة ميلادي ميلادية حينها بالضبط
ik_weet_het_niet لا_أعرف لا_أعلم لا_أدري لا_أتذكر لا_أذكر ما_بعرف ما_أعرف ما_أدري ما_بتذكر مش_عارف مش_عارفة لست_متأكدا لست_متأكدة
leeftijd عمر سن
zijn_leeftijd عمره عمرو
haar_leeftijd عمرها
mijn_leeftijd عمري
zijn_leven حياته
haar_leven حياتها
zijn_verjaardag عيد_ميلاده
haar_verjaardag عيد_ميلادها
mijn_verjaardag عيد_ميلادي
baby رضيع رضيعا رضيعة بيبي
zwangerschap حمل
groep صف مجموعة جروب غروب كروب قروب خروب
kleuterklas روضة رياض_الأطفال
school مدرسة دراسي دراسية
vakantie عطلة إجازة
kerst عيد_الميلاد كريسماس
nieuwjaar رأس_السنة
corona كورونا
nieuw جديد جديدة
huis بيت منزل
kind طفل
mijn_kind طفلي طفلتي
mijn_zoon ابني
mijn_dochter ابنتي بنتي
mama ماما أمي أمه أمها أمنا الأم والدتي والدته والدتها والدة
papa بابا أبي أبوه أبيه أبوها أبيها أبونا الأب والدي والده والدها والد
ouders والدين والدان والديه والديها
oma جدة جدتي جدته جدتها تيتا تيتة
opa جد جدي جده جدها جدو
broer أخ أخو أخي أخوه أخيه أخاه أخوها أخيها أخونا شقيقه شقيقها
zus أخت أختي أخته أختها أختنا شقيقته شقيقتها
oom عم عمي عمه عمها خال خالي خاله خالها
tante عمة عمتي عمته عمتها خالة خالتي خالته خالتها
juf معلمة معلمته معلمتها
meester معلم معلمه معلمها
"""
# What is written onto an Arabic word, the longest first, and what it says.
PREFIXES = {"هال": "dit", "بال": "in", "وال": "en", "لل": "tot", "ال": "", "و": "en", "ب": "in", "ل": "tot", "ف": ""}
# What people tell with many forms of one root. Illness says whose: the child's, if nobody else is named.
ROOTS = """
verhuizing (?:انتقال|انتقل|[نيت]نتقل|نقلنا)\\w*
geboorte ولاد[ةه]|ولادت\\w*|ميلاد(?:ه|ها|نا)?|مولد|مولود\\w*|ولدت?|انولدت?|[يت]ولد
scheiding طلاق\\w*|تطلق(?:ت|نا|وا)?|انفصا?ل\\w*|[نيت]نفصل\\w*
overlijden وفا[ةه]|وفات\\w*|توفيت?|مات(?:ت|وا)?|موت(?:ه|ها)?|[يت]موت|[يت]توفي
hij_ziekte مرض(?:ت|ه|ها)|مريض[ةه]?|مريضا|[يت]مرض
ziekte مرض
bruiloft زواج\\w*|تزوج\\w*|عرس|زفاف\\w*
operatie عملي[ةه]|عملي(?:ته|تها)|جراح[ةه]
diagnose تشخيص\\w*
"""
