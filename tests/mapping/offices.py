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
Office = dict[str, tuple[str, Cell | dict[str, str] | None]]
"""The office's name of each column with how it writes a cell: a function, its words, or as it is; in the office's order."""


def table_of(office: Office) -> list[list[str]]:
    """Header and rows as the office writes them."""

    def write(column: str, cell: str) -> str:
        how = office[column][1]
        return cell if how is None else how.get(cell, cell) if isinstance(how, dict) else how(cell)

    return [[name for name, _ in office.values()], *([write(column, loan[column]) for column in office] for loan in LOANS)]


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
    "purpose": ("Verwendungszweck", {
        "business": "Gewerbe", "car new": "Neuwagen", "car used": "Gebrauchtwagen", "domestic appliances": "Haushaltsgeräte",
        "furniture": "Möbel", "other": "Sonstiges", "radio or television": "Radio/Fernseher", "repairs": "Reparaturen",
        "retraining": "Weiterbildung", "vacation": "Urlaub",
    }),
    "checking_account": ("Girokonto", {
        "no account": "kein Konto", "overdrawn": "überzogen", "under 200 DM": "unter 200 €", "200 DM or more": "ab 200 €",
    }),
    "savings": ("Sparguthaben", {
        "unknown or none": "unbekannt oder keine", "under 100 DM": "unter 100 €", "100 to 500 DM": "100 bis 500 €",
        "500 to 1000 DM": "500 bis 1.000 €", "1000 DM or more": "1.000 € oder mehr",
    }),
    "credit_history": ("Zahlungsverhalten", {
        "none or all repaid": "keine oder alle zurückgezahlt", "all repaid at this bank": "alle bei dieser Bank zurückgezahlt",
        "existing repaid so far": "bestehende bisher bedient", "past delays": "frühere Verzögerungen",
        "critical or other banks": "kritisch oder andere Banken",
    }),
    "employment_since": ("Beschäftigt seit", {
        "unemployed": "arbeitslos", "under 1 year": "unter 1 Jahr", "1 to 4 years": "1 bis 4 Jahre", "4 to 7 years": "4 bis 7 Jahre",
        "7 years or more": "7 Jahre oder mehr",
    }),
    "instalment_rate": ("Ratenbelastung (Klasse)", None),
    "other_debtors": ("Weitere Schuldner", {"none": "keine", "co-applicant": "Mitantragsteller", "guarantor": "Bürge"}),
    "residence_since": ("Wohnhaft seit (Klasse)", None),
    "property": ("Vermögen", {
        "unknown or none": "unbekannt oder keins", "car or other": "Auto oder anderes",
        "building savings or life insurance": "Bausparvertrag oder Lebensversicherung", "real estate": "Immobilie",
    }),
    "other_instalment_plans": ("Weitere Ratenkredite", {"none": "keine", "bank": "Bank", "stores": "Kaufhaus"}),
    "housing": ("Wohnsituation", {"free": "mietfrei", "rent": "zur Miete", "own": "Eigentum"}),
    "existing_credits": ("Anzahl Kredite", None),
    "job": ("Beruf", {
        "unemployed or unskilled non-resident": "arbeitslos oder ungelernt, nicht ansässig", "unskilled resident": "ungelernt, ansässig",
        "skilled": "Facharbeiter", "management or self-employed": "Führungskraft oder selbständig",
    }),
    "dependants": ("Unterhaltspflichtige", {"0 to 2": "0 bis 2", "3 or more": "3 oder mehr"}),
    "telephone": ("Telefon", {"none": "nein", "registered": "ja"}),
    "foreign_worker": ("Gastarbeiter", {"yes": "ja", "no": "nein"}),
    "default": ("Kredit ausgefallen", {"yes": "ja", "no": "nein"}),
}  # fmt: skip

FRENCH: Office = {
    "loan_id": ("N° de dossier", None),
    "default": ("En défaut ?", {"yes": "oui", "no": "non"}),
    "credit_amount": ("Montant du crédit (k€)", lambda a: f"{int(a) / 1000:.3f}".replace(".", ",")),
    "duration_months": ("Durée en mois", None),
    "age": ("Âge", lambda a: f"{a} ans"),
    "checking_account": ("Compte courant", {
        "no account": "aucun", "overdrawn": "à découvert", "under 200 DM": "moins de 200 DM", "200 DM or more": "200 DM et plus",
    }),
    "credit_history": ("Historique de crédit", {
        "none or all repaid": "aucun ou tous remboursés", "all repaid at this bank": "tous remboursés dans cette banque",
        "existing repaid so far": "crédits en cours à jour", "past delays": "retards de paiement passés",
        "critical or other banks": "critique ou autres banques",
    }),
    "purpose": ("Objet du crédit", {
        "business": "professionnel", "car new": "voiture neuve", "car used": "voiture d’occasion", "domestic appliances": "électroménager",
        "furniture": "meubles", "other": "autre", "radio or television": "radio/télévision", "repairs": "réparations",
        "retraining": "formation", "vacation": "vacances",
    }),
    "savings": ("Épargne", {
        "unknown or none": "inconnue ou aucune", "under 100 DM": "moins de 100 DM", "100 to 500 DM": "100 à 500 DM",
        "500 to 1000 DM": "500 à 1 000 DM", "1000 DM or more": "1 000 DM et plus",
    }),
    "employment_since": ("Ancienneté (emploi)", {
        "unemployed": "au chômage", "under 1 year": "moins d'un an", "1 to 4 years": "1 à 4 ans", "4 to 7 years": "4 à 7 ans",
        "7 years or more": "7 ans et plus",
    }),
    "instalment_rate": ("Taux d'effort", None),
    "other_debtors": ("Autres débiteurs", {"none": "aucun", "co-applicant": "co-emprunteur", "guarantor": "garant"}),
    "residence_since": ("Ancienneté au domicile", None),
    "property": ("Patrimoine", {
        "unknown or none": "inconnu ou aucun", "car or other": "voiture ou autre",
        "building savings or life insurance": "épargne logement ou assurance vie", "real estate": "immobilier",
    }),
    "other_instalment_plans": ("Autres crédits à tempérament", {"none": "aucun", "bank": "banque", "stores": "magasins"}),
    "housing": ("Logement", {"free": "gratuit", "rent": "locataire", "own": "propriétaire"}),
    "existing_credits": ("Crédits en cours", None),
    "job": ("Catégorie professionnelle", {
        "unemployed or unskilled non-resident": "sans emploi ou non qualifié non résident", "unskilled resident": "non qualifié résident",
        "skilled": "employé qualifié", "management or self-employed": "cadre ou indépendant",
    }),
    "dependants": ("Personnes à charge", {"0 to 2": "0 à 2", "3 or more": "3 ou plus"}),
    "telephone": ("Téléphone", {"none": "non", "registered": "oui"}),
}  # fmt: skip

SPANISH: Office = {
    "loan_id": ("Núm. de expediente", None),
    "duration_months": ("Plazo (años)", lambda m: f"{int(m) / 12:.10f}".rstrip("0").rstrip(".").replace(".", ",")),
    "credit_amount": ("Importe del crédito", lambda a: marked(a, group=".") + " €"),
    "age": ("Edad", None),
    "housing": ("Tipo de vivienda", {"free": "gratuita", "rent": "alquiler", "own": "propia"}),
    "job": ("Ocupación", {
        "unemployed or unskilled non-resident": "desempleado o no cualificado no residente",
        "unskilled resident": "no cualificado residente",
        "skilled": "empleado cualificado", "management or self-employed": "directivo o autónomo",
    }),
    "purpose": ("Finalidad", {
        "business": "negocio", "car new": "coche nuevo", "car used": "coche de segunda mano", "domestic appliances": "electrodomésticos",
        "furniture": "muebles", "other": "otros", "radio or television": "radio o televisión", "repairs": "reparaciones",
        "retraining": "formación", "vacation": "vacaciones",
    }),
    "checking_account": ("Cuenta corriente", {
        "no account": "sin cuenta", "overdrawn": "en descubierto", "under 200 DM": "menos de 200 €", "200 DM or more": "200 € o más",
    }),
    "savings": ("Ahorros", {
        "unknown or none": "desconocido o ninguno", "under 100 DM": "menos de 100 €", "100 to 500 DM": "de 100 a 500 €",
        "500 to 1000 DM": "de 500 a 1000 €", "1000 DM or more": "1000 € o más",
    }),
    "credit_history": ("Historial crediticio", {
        "none or all repaid": "ninguno o todos pagados", "all repaid at this bank": "todos pagados en este banco",
        "existing repaid so far": "vigentes al día", "past delays": "retrasos anteriores",
        "critical or other banks": "crítico u otros bancos",
    }),
    "employment_since": ("Antigüedad laboral", {
        "unemployed": "desempleado", "under 1 year": "menos de 1 año", "1 to 4 years": "1 a 4 años", "4 to 7 years": "4 a 7 años",
        "7 years or more": "7 años o más",
    }),
    "instalment_rate": ("Carga de cuotas", None),
    "other_debtors": ("Otros deudores", {"none": "ninguno", "co-applicant": "cosolicitante", "guarantor": "avalista"}),
    "residence_since": ("Reside desde", None),
    "property": ("Patrimonio", {
        "unknown or none": "desconocido o ninguno", "car or other": "coche u otro",
        "building savings or life insurance": "ahorro vivienda o seguro de vida", "real estate": "inmueble",
    }),
    "other_instalment_plans": ("Otros planes de pago", {"none": "ninguno", "bank": "banco", "stores": "tiendas"}),
    "existing_credits": ("Créditos existentes", None),
    "dependants": ("Personas a cargo", {"0 to 2": "0 a 2", "3 or more": "3 o más"}),
    "telephone": ("Teléfono", {"none": "no", "registered": "sí"}),
    "default": ("Impago", {"yes": "sí", "no": "no"}),
}  # fmt: skip

CHINESE: Office = {
    "loan_id": ("客户编号", None),
    "age": ("年龄", lambda a: f"{a}岁"),
    "credit_amount": ("贷款金额", lambda a: f"￥{int(a):,}"),
    "duration_months": ("贷款期限", lambda m: f"{m}个月"),
    "checking_account": ("支票账户状态", {
        "no account": "无账户", "overdrawn": "透支", "under 200 DM": "200马克以下", "200 DM or more": "200马克以上",
    }),
    "credit_history": ("信用记录", {
        "none or all repaid": "无贷款或全部还清", "all repaid at this bank": "本行贷款全部还清", "existing repaid so far": "目前按时还款",
        "past delays": "曾有逾期", "critical or other banks": "危险账户或他行贷款",
    }),
    "purpose": ("贷款用途", {
        "business": "经营", "car new": "新车", "car used": "二手车", "domestic appliances": "家用电器", "furniture": "家具",
        "other": "其他",
        "radio or television": "收音机或电视", "repairs": "维修", "retraining": "培训", "vacation": "度假",
    }),
    "savings": ("储蓄账户", {
        "unknown or none": "未知或无", "under 100 DM": "100马克以下", "100 to 500 DM": "100至500马克", "500 to 1000 DM": "500至1000马克",
        "1000 DM or more": "1000马克以上",
    }),
    "employment_since": ("工作年限", {
        "unemployed": "无业", "under 1 year": "不到1年", "1 to 4 years": "1至4年", "4 to 7 years": "4至7年", "7 years or more": "7年以上",
    }),
    "instalment_rate": ("分期付款率", None),
    "other_debtors": ("其他债务人", {"none": "无", "co-applicant": "共同申请人", "guarantor": "担保人"}),
    "residence_since": ("现住址时间", None),
    "property": ("财产", {
        "unknown or none": "未知或无", "car or other": "汽车或其他",
        "building savings or life insurance": "住房储蓄或人寿保险", "real estate": "房地产",
    }),
    "other_instalment_plans": ("其他分期计划", {"none": "无", "bank": "银行", "stores": "商店"}),
    "housing": ("住房情况", {"free": "免费", "rent": "租房", "own": "自有"}),
    "existing_credits": ("现有贷款数", None),
    "job": ("职业", {
        "unemployed or unskilled non-resident": "无业或非技术非居民", "unskilled resident": "非技术居民", "skilled": "技术工人",
        "management or self-employed": "管理层或自雇",
    }),
    "dependants": ("抚养人数", {"0 to 2": "0至2", "3 or more": "3及以上"}),
    "telephone": ("电话", {"none": "无", "registered": "有"}),
    "foreign_worker": ("外籍劳工", {"yes": "是", "no": "否"}),
    "default": ("是否违约", {"yes": "是", "no": "否"}),
}  # fmt: skip


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
