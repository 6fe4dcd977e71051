"""What a column's name says when it speaks of the future, names a row, or is a birthday; in several languages."""

from __future__ import annotations

import re


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


FUTURE = _listed(
    """
    outcome result after post final closed closing closure cancelled canceled cancellation churned churn refund refunded chargeback
    recovered recovery recoveries collection collections writeoff chargeoff settlement settled paid repaid discharge discharged death
    died deceased dead survival followup future next later actual realised realized resolution resolved terminated termination ended
    label target prediction predicted score probability fraudulent confirmed defaulted delinquent overdue arrears
    ergebnis danach später spaeter endgültig storniert kündigung gekündigt mahnung inkasso ausfall abgeschlossen erstattung erstattet
    verlust folgebesuch entlassung verstorben tod künftig zukunft bezahlt
    résultat resultat après apres finale résilié résiliation remboursement remboursé recouvrement impayé impaye clôture cloture
    décès deces suivi sortie futur prochain
    resultado después despues posterior baja cancelación cancelado reembolso cobranza impago cierre fallecimiento futuro próximo
    """
)
"""Words of scripts with spaces, each matched whole."""

FUTURE_PARTS = (
    *("结果", "之后", "最终", "未来", "逾期", "催收", "退款", "注销", "流失", "结清", "死亡", "随访", "出院"),
    *("結果", "最終", "解約", "退会", "返金", "回収"),
)
"""Words of scripts without spaces, found anywhere."""

IDENTIFIER = _listed(
    """
    id ids nr no num number key uuid guid code ref reference index row rownum sno serial account customer client kundennr kunde
    kennung schlüssel nummer numéro numero identifiant référence clave identificador cliente email mail phone telefon téléphone
    """
)
IDENTIFIER_PARTS = ("编号", "編號", "号码", "號碼", "番号", "序号", "单号", "账号", "卡号", "身份证", "电话", "手机", "邮箱")

BIRTH = _listed("birth birthday birthdate dob born geburt geburtsdatum geboren naissance nacimiento nascita nascimento")
BIRTH_PARTS = ("出生", "生日", "生年月日", "誕生")


def says(name: str, words: frozenset[str], parts: tuple[str, ...]) -> str:
    """The word of `words` (or part of `parts`) that `name` holds; empty where it holds none."""
    spaced = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", name)
    for word in re.findall(r"[^\W\d_]+", spaced.casefold()):
        if word in words:
            return word
    return next((part for part in parts if part in name), "")
