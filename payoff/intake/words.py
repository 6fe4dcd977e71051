"""What cells say in several languages: missing, yes, no, total, months, units, currencies."""

from __future__ import annotations

from collections.abc import Mapping


def _listed(words: str) -> frozenset[str]:
    """The words of a list, `@` standing for a space within one."""
    return frozenset(word.replace("@", " ") for word in words.split())


NOT_STATED = _listed(
    """
    na n/a n.a. n.a \\n #n/a #na <na> null nan nat (null) (blank) (leer) (vide) #nv #wert! #value! #ref! #div/0! #name? #num!
    missing not@available not@applicable not@stated not@provided no@data
    k.a. k.@a. k.a keine@angabe keine@angaben n.v. nicht@verfügbar nicht@vorhanden fehlt
    n.d. n.d n/d s.o. non@renseigné non@renseignée non@disponible non@communiqué nr nc n.c.
    s/d s.d. sin@dato sin@datos sin@información no@disponible no@consta n.p.
    n.b. niet@beschikbaar non@disponibile não@informado não@disponível
    缺失 缺失值 空值 未填写 未填 未提供 暂无 暂无数据 无数据 不适用 未知值 資料缺失 未填寫 無資料 不適用 未提供資料
    欠損 欠測 未回答 未入力 該当なし データなし 無回答 없음 결측
    """
)
"""Words for "no value" whatever the column holds."""

PERHAPS_MISSING = _listed(
    """
    - -- --- – — _ . .. … ? ?? none unknown unbekannt keine kein inconnu inconnue aucun aucune desconocido desconocida
    ninguno ninguna ignoto desconhecido onbekend 无 無 未知 不详 不詳 不明 なし 空 /
    """
)
"""Words for "no value" where a number or a date belongs; in a category they may be an answer."""

YES_NO: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = tuple(
    (language, frozenset(yes.split()), frozenset(no.split()))
    for language, yes, no in (
        ("English", "yes y true t", "no n false f"),
        ("German", "ja j wahr", "nein n falsch"),
        ("French", "oui o vrai", "non n faux"),
        ("Spanish", "sí si s verdadero", "no n falso"),
        ("Chinese", "是 有 对 對 真", "否 无 無 不是 没有 沒有 错 錯 不 假"),
        ("Japanese", "はい 有 有り あり 真", "いいえ 無 無し なし 偽"),
        ("Italian", "sì si vero", "no falso"),
        ("Portuguese", "sim s verdadeiro", "não nao n falso"),
        ("Dutch", "ja j waar", "nee n onwaar"),
        ("Polish", "tak t prawda", "nie n fałsz"),
        ("Russian", "да д истина", "нет н ложь"),
        ("Korean", "예 네 참", "아니오 아니요 거짓"),
    )
)
"""Pairs of words by language, in the order they are tried."""

TOTALS = _listed(
    """
    total totals grand@total subtotal sub-total sum average avg mean count overall
    summe gesamt gesamtsumme insgesamt zwischensumme durchschnitt mittelwert anzahl
    totaux total@général sous-total somme moyenne ensemble nombre
    suma total@general totales promedio media recuento
    合计 总计 总和 小计 共计 平均 平均值 合計 總計 總和 小計 共計 計 平均値 件数 totale totaal gemiddelde média soma
    """
)
"""How the first cell of a summary row begins."""

MONTHS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "jan january januar jänner janv janvier ene enero gennaio",
            "feb february februar févr fév février febrero febbraio",
            "mar march mär märz mrz mars marzo",
            "apr april avr avril abr abril aprile",
            "may mai mayo maggio",
            "jun june juni juin junio giugno",
            "jul july juli juil juillet julio luglio",
            "aug august août aout ago agosto",
            "sep sept september septembre septiembre settembre",
            "oct october okt oktober octobre octubre ottobre",
            "nov november novembre noviembre",
            "dec december dez dezember déc décembre dic diciembre dicembre",
        ),
        start=1,
    )
    for word in words.split()
}

CURRENCIES: Mapping[str, str] = {
    sign: code
    for code, signs in {
        "USD": "usd us$ $ dollar dollars",
        "EUR": "eur € euro euros",
        "GBP": "gbp £",
        "CNY": "cny rmb 元 人民币 ¥元",
        "JPY": "jpy 円",
        "¥": "¥",
        "CHF": "chf fr. sfr sfr.",
        "DM": "dm dem",
        "INR": "inr ₹ rs rs.",
        "KRW": "krw ₩ 원",
        "TWD": "twd nt$ 新台幣",
        "HKD": "hkd hk$",
        "SEK": "sek",
        "NOK": "nok",
        "DKK": "dkk",
        "kr": "kr kr.",
        "PLN": "pln zł",
        "BRL": "brl r$",
        "MXN": "mxn mx$",
        "CAD": "cad c$",
        "AUD": "aud a$",
        "RUB": "rub ₽ руб руб.",
        "TRY": "try ₺",
    }.items()
    for sign in signs.split()
}
"""Signs, codes and words to the code shown as the unit."""

MULTIPLIERS: Mapping[str, float] = {
    "k": 1e3,
    "tsd": 1e3,
    "tsd.": 1e3,
    "mio": 1e6,
    "mio.": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "mrd": 1e9,
    "mrd.": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "億": 1e8,
    "亿": 1e8,
}
"""Words that multiply the number they follow."""

UNITS: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "years": "year years yr yrs y/o jahr jahre jahren an ans année années año años anni ano anos 年 岁 歲 歳 才"
        " jaar lat lata rok год года лет 세 살 년",
        "months": "month months mo mos mth mths monat monate monaten mon. mois mes meses mese mesi 月 个月 個月 ヶ月 か月 カ月 ヵ月 箇月"
        " maand maanden mies mies. miesiąc miesiące miesięcy мес мес. месяц месяца месяцев 개월",
        "weeks": "week weeks wk wks woche wochen semaine semaines semana semanas 周 週 週間 星期",
        "days": "day days d tag tage tagen jour jours día días dia dias 天 日 日間 dagen dzień dni день дня дней дн. 일",
        "hours": "hour hours h hr hrs stunde stunden std std. heure heures hora horas 小时 小時 時間",
        "minutes": "minute minutes min min. mins minuten minuto minutos 分 分钟 分鐘 分間",
        "seconds": "second seconds s sec secs sek sekunden seconde secondes segundo segundos 秒",
        "kg": "kg kgs kilo kilos kilogramm 公斤 千克 キロ",
        "g": "g gr gramm gram grams 克 グラム",
        "lb": "lb lbs pound pounds",
        "km": "km 公里 千米 キロメートル",
        "m": "m meter meters metre mètre mètres metro metros 米 メートル",
        "cm": "cm 厘米 公分 センチ",
        **{
            unit: unit.casefold()
            for unit in ("kWh", "MWh", "kW", "MW", "Hz", "°C", "°F", "bar", "mbar", "hPa", "mm", "ml", "mg", "mmHg", "bpm")
        },
        **{unit: unit.casefold() for unit in ("mg/dL", "mmol/L", "km/h")},
        "pieces": "pcs pc stk stk. stück pièces piezas szt szt. шт шт. 个 個 件 台 개",
        "persons": "人 名 person persons personen personnes personas osób чел. 명",
        "times": "times mal fois veces 次 回 раз razy 회",
    }.items()
    for word in words.split()
}
"""Spellings of a unit to one name for it; other words count as units as they stand."""

NEVER_ZERO = (
    *("age", "alter", "âge", "edad", "età", "idade", "leeftijd", "年龄", "年齡", "年齢"),
    *("weight", "gewicht", "poids", "peso", "体重", "體重"),
    *("height", "größe", "groesse", "taille", "altura", "estatura", "身高", "身長"),
    *("bmi", "blood pressure", "bloodpressure", "blutdruck", "血压", "血圧", "glucose", "glukose", "cholesterol", "heart rate", "pulse"),
    *("year", "jahr", "année", "año", "年份"),
)
"""What a column's name may say that rules out zero."""
