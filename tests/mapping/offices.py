"""The committed loans as offices elsewhere would send them: other languages, encodings, marks, units, orders of columns and words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import xlsxwriter

from payoff.paths import DATA

LOANS = list(csv.DictReader((DATA / "credit.csv").open(encoding="utf-8")))
ROWS = len(LOANS)
Cell = Callable[[str], str]
Office = dict[str, tuple[str, Cell | str | None]]
"""The office's name of each column with how it writes a cell: a function, its words in the order of WORDS, or as it is; in its order."""

WORDS = {
    "purpose": "business|car new|car used|domestic appliances|furniture|other|radio or television|repairs|retraining|vacation",
    "checking_account": "no account|overdrawn|under 200 DM|200 DM or more",
    "savings": "unknown or none|under 100 DM|100 to 500 DM|500 to 1000 DM|1000 DM or more",
    "credit_history": "none or all repaid|all repaid at this bank|existing repaid so far|past delays|critical or other banks",
    "employment_since": "unemployed|under 1 year|1 to 4 years|4 to 7 years|7 years or more",
    "other_debtors": "none|co-applicant|guarantor",
    "property": "unknown or none|car or other|building savings or life insurance|real estate",
    "other_instalment_plans": "none|bank|stores",
    "housing": "free|rent|own",
    "job": "unemployed or unskilled non-resident|unskilled resident|skilled|management or self-employed",
    "dependants": "0 to 2|3 or more",
    "telephone": "none|registered",
    "foreign_worker": "yes|no",
    "default": "yes|no",
}
"""The words of the original, column by column, between bars."""


def table_of(office: Office) -> list[list[str]]:
    """Header and rows as the office writes them."""
    writers = {column: writer_of(column, how) for column, (_, how) in office.items()}
    return [[name for name, _ in office.values()], *([write(loan[column]) for column, write in writers.items()] for loan in LOANS)]


def writer_of(column: str, how: Cell | str | None) -> Cell:
    if how is None:
        return str
    if isinstance(how, str):
        return dict(zip(WORDS[column].split("|"), how.split("|"), strict=True)).__getitem__
    return how


def as_text(rows: list[list[str]], **style: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n", **style).writerows(rows)
    return text.getvalue()


def marked(text: str, *, group: str = "", decimals: str = "") -> str:
    return f"{int(text):,}".replace(",", group) + decimals


GERMAN: Office = {
    "loan_id": ("Vertragsnr.", None),
    "age": ("Alter des Kunden", lambda a: f"{a} Jahre"),
    "credit_amount": ("Kreditbetrag", lambda a: marked(a, group=".", decimals=",00 €")),
    "duration_months": ("Laufzeit", lambda m: f"{m} Monate"),
    "purpose": (
        "Verwendungszweck",
        "Gewerbe|Neuwagen|Gebrauchtwagen|Haushaltsgeräte|Möbel|Sonstiges|Radio/Fernseher|Reparaturen|Weiterbildung|Urlaub",
    ),
    "checking_account": ("Girokonto", "kein Konto|überzogen|unter 200 €|ab 200 €"),
    "savings": ("Sparguthaben", "unbekannt oder keine|unter 100 €|100 bis 500 €|500 bis 1.000 €|1.000 € oder mehr"),
    "credit_history": (
        "Zahlungsverhalten",
        "keine oder alle zurückgezahlt|alle bei dieser Bank zurückgezahlt|bestehende bisher bedient|frühere Verzögerungen|"
        "kritisch oder andere Banken",
    ),
    "employment_since": ("Beschäftigt seit", "arbeitslos|unter 1 Jahr|1 bis 4 Jahre|4 bis 7 Jahre|7 Jahre oder mehr"),
    "instalment_rate": ("Ratenbelastung (Klasse)", None),
    "other_debtors": ("Weitere Schuldner", "keine|Mitantragsteller|Bürge"),
    "residence_since": ("Wohnhaft seit (Klasse)", None),
    "property": ("Vermögen", "unbekannt oder keins|Auto oder anderes|Bausparvertrag oder Lebensversicherung|Immobilie"),
    "other_instalment_plans": ("Weitere Ratenkredite", "keine|Bank|Kaufhaus"),
    "housing": ("Wohnsituation", "mietfrei|zur Miete|Eigentum"),
    "existing_credits": ("Anzahl Kredite", None),
    "job": ("Beruf", "arbeitslos oder ungelernt, nicht ansässig|ungelernt, ansässig|Facharbeiter|Führungskraft oder selbständig"),
    "dependants": ("Unterhaltspflichtige", "0 bis 2|3 oder mehr"),
    "telephone": ("Telefon", "nein|ja"),
    "foreign_worker": ("Gastarbeiter", "ja|nein"),
    "default": ("Kredit ausgefallen", "ja|nein"),
}

FRENCH: Office = {
    "loan_id": ("N° de dossier", None),
    "default": ("En défaut ?", "oui|non"),
    "credit_amount": ("Montant du crédit (k€)", lambda a: f"{int(a) / 1000:.3f}".replace(".", ",")),
    "duration_months": ("Durée en mois", None),
    "age": ("Âge", lambda a: f"{a} ans"),
    "checking_account": ("Compte courant", "aucun|à découvert|moins de 200 DM|200 DM et plus"),
    "credit_history": (
        "Historique de crédit",
        "aucun ou tous remboursés|tous remboursés dans cette banque|crédits en cours à jour|retards de paiement passés|"
        "critique ou autres banques",
    ),
    "purpose": (
        "Objet du crédit",
        "professionnel|voiture neuve|voiture d’occasion|électroménager|meubles|autre|radio/télévision|réparations|formation|vacances",
    ),
    "savings": ("Épargne", "inconnue ou aucune|moins de 100 DM|100 à 500 DM|500 à 1 000 DM|1 000 DM et plus"),
    "employment_since": ("Ancienneté (emploi)", "au chômage|moins d'un an|1 à 4 ans|4 à 7 ans|7 ans et plus"),
    "instalment_rate": ("Taux d'effort", None),
    "other_debtors": ("Autres débiteurs", "aucun|co-emprunteur|garant"),
    "residence_since": ("Ancienneté au domicile", None),
    "property": ("Patrimoine", "inconnu ou aucun|voiture ou autre|épargne logement ou assurance vie|immobilier"),
    "other_instalment_plans": ("Autres crédits à tempérament", "aucun|banque|magasins"),
    "housing": ("Logement", "gratuit|locataire|propriétaire"),
    "existing_credits": ("Crédits en cours", None),
    "job": (
        "Catégorie professionnelle",
        "sans emploi ou non qualifié non résident|non qualifié résident|employé qualifié|cadre ou indépendant",
    ),
    "dependants": ("Personnes à charge", "0 à 2|3 ou plus"),
    "telephone": ("Téléphone", "non|oui"),
}

SPANISH: Office = {
    "loan_id": ("Núm. de expediente", None),
    "duration_months": ("Plazo (años)", lambda m: f"{int(m) / 12:.10f}".rstrip("0").rstrip(".").replace(".", ",")),
    "credit_amount": ("Importe del crédito", lambda a: marked(a, group=".") + " €"),
    "age": ("Edad", None),
    "housing": ("Tipo de vivienda", "gratuita|alquiler|propia"),
    "job": ("Ocupación", "desempleado o no cualificado no residente|no cualificado residente|empleado cualificado|directivo o autónomo"),
    "purpose": (
        "Finalidad",
        "negocio|coche nuevo|coche de segunda mano|electrodomésticos|muebles|otros|radio o televisión|reparaciones|formación|vacaciones",
    ),
    "checking_account": ("Cuenta corriente", "sin cuenta|en descubierto|menos de 200 €|200 € o más"),
    "savings": ("Ahorros", "desconocido o ninguno|menos de 100 €|de 100 a 500 €|de 500 a 1000 €|1000 € o más"),
    "credit_history": (
        "Historial crediticio",
        "ninguno o todos pagados|todos pagados en este banco|vigentes al día|retrasos anteriores|crítico u otros bancos",
    ),
    "employment_since": ("Antigüedad laboral", "desempleado|menos de 1 año|1 a 4 años|4 a 7 años|7 años o más"),
    "instalment_rate": ("Carga de cuotas", None),
    "other_debtors": ("Otros deudores", "ninguno|cosolicitante|avalista"),
    "residence_since": ("Reside desde", None),
    "property": ("Patrimonio", "desconocido o ninguno|coche u otro|ahorro vivienda o seguro de vida|inmueble"),
    "other_instalment_plans": ("Otros planes de pago", "ninguno|banco|tiendas"),
    "existing_credits": ("Créditos existentes", None),
    "dependants": ("Personas a cargo", "0 a 2|3 o más"),
    "telephone": ("Teléfono", "no|sí"),
    "default": ("Impago", "sí|no"),
}

CHINESE: Office = {
    "loan_id": ("客户编号", None),
    "age": ("年龄", lambda a: f"{a}岁"),
    "credit_amount": ("贷款金额", lambda a: f"￥{int(a):,}"),
    "duration_months": ("贷款期限", lambda m: f"{m}个月"),
    "checking_account": ("支票账户状态", "无账户|透支|200马克以下|200马克以上"),
    "credit_history": ("信用记录", "无贷款或全部还清|本行贷款全部还清|目前按时还款|曾有逾期|危险账户或他行贷款"),
    "purpose": ("贷款用途", "经营|新车|二手车|家用电器|家具|其他|收音机或电视|维修|培训|度假"),
    "savings": ("储蓄账户", "未知或无|100马克以下|100至500马克|500至1000马克|1000马克以上"),
    "employment_since": ("工作年限", "无业|不到1年|1至4年|4至7年|7年以上"),
    "instalment_rate": ("分期付款率", None),
    "other_debtors": ("其他债务人", "无|共同申请人|担保人"),
    "residence_since": ("现住址时间", None),
    "property": ("财产", "未知或无|汽车或其他|住房储蓄或人寿保险|房地产"),
    "other_instalment_plans": ("其他分期计划", "无|银行|商店"),
    "housing": ("住房情况", "免费|租房|自有"),
    "existing_credits": ("现有贷款数", None),
    "job": ("职业", "无业或非技术非居民|非技术居民|技术工人|管理层或自雇"),
    "dependants": ("抚养人数", "0至2|3及以上"),
    "telephone": ("电话", "无|有"),
    "foreign_worker": ("外籍劳工", "是|否"),
    "default": ("是否违约", "是|否"),
}


def german() -> bytes:
    text = as_text(table_of(GERMAN), delimiter=";")
    total = "Summe" + ";" * (len(GERMAN) - 1) + "\r\n"
    return ("Kreditportfolio Größe gesamt\r\nStand: 31.12.2024\r\n\r\n" + text + total).encode("cp1252")


def french() -> bytes:
    return as_text(table_of(FRENCH), delimiter=";").encode("utf-16")


def spanish() -> bytes:
    return as_text(table_of(SPANISH), delimiter=";").encode("cp1252")


def chinese() -> bytes:
    return as_text(table_of(CHINESE)).encode("gb18030")


def german_workbook() -> bytes:
    """The German office's table kept in Excel, numbers as numbers."""
    titles = {"age": "Alter", "credit_amount": "Kreditsumme (EUR)", "duration_months": "Laufzeit in Monaten"}
    plain = GERMAN | {column: (title, None) for column, title in titles.items()}
    header, *rows = table_of(plain)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Kredite")
        sheet.write_row(0, 0, ["Portfolio 2024"])
        sheet.write_row(2, 0, header)
        for at, row in enumerate(rows):
            sheet.write_row(3 + at, 0, [float(cell) if cell.isdigit() else cell for cell in row])
    return file.getvalue()


OFFICES = {
    "kredite.csv": german,
    "crédits.csv": french,
    "créditos.csv": spanish,
    "贷款.csv": chinese,
    "kredite.xlsx": german_workbook,
}
