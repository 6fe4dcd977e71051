"""Thyroid disease: who goes on from a first TSH test to the full work-up."""

from __future__ import annotations

from payoff.core.message import say
from payoff.domains.medical_calculators import CALCULATORS
from payoff.domains.medical_money import left_ill, left_well, worked_up_ill, worked_up_well
from payoff.domains.term_sheet import Assumption, Cell, Column, TermSheet, Words

ASK_CLINIC = say("No source: ask the clinic")
ASK_FINANCE = say("No source: ask the service's finance department")
RANGE_SOURCE = "Range of Western Australian laboratories, 0.4 to 4.0 mU/L (Australian Doctor, on a study of 120,000 patients)"
YES_NO = ("no", "yes")


def _flag(name: str, label: str) -> Column:
    return Column(name, label, "category", feature=True, categories=YES_NO)


TERM_SHEET = TermSheet(
    key="medical",
    place=2,
    title=say("Medical"),
    question=say("Send on to the full work-up?"),
    event=say("thyroid disease"),
    outcome="thyroid_disease",
    event_value="yes",
    other_value="no",
    currency="£",
    identifier="record_id",
    time_ordered=True,
    columns=(
        Column("record_id", say("Record"), "text"),
        Column("record_date", say("Date"), "text"),
        Column("age", say("Age"), "number", say("years"), 0, 120, feature=True),
        Column("sex", say("Sex"), "category", feature=True, categories=("female", "male")),
        _flag("on_thyroxine", say("On thyroxine")),
        _flag("query_on_thyroxine", say("Perhaps on thyroxine")),
        _flag("on_antithyroid_medication", say("On antithyroid medication")),
        _flag("sick", say("Sick")),
        _flag("pregnant", say("Pregnant")),
        _flag("thyroid_surgery", say("Thyroid surgery")),
        _flag("radioiodine_treatment", say("Radioiodine treatment")),
        _flag("query_hypothyroid", say("Referred as perhaps hypothyroid")),
        _flag("query_hyperthyroid", say("Referred as perhaps hyperthyroid")),
        _flag("lithium", say("On lithium")),
        _flag("goitre", say("Goitre")),
        _flag("tumour", say("Tumour")),
        _flag("hypopituitary", say("Hypopituitary")),
        _flag("psychiatric", say("Psychiatric symptoms")),
        Column("referral_source", say("Referred by"), "category", feature=True, categories=("SVHC", "SVHD", "SVI", "STMW", "WEST", "other")),
        Column("tsh", say("TSH"), "number", say("mU/L"), 0, 1000, feature=True),
        Column("tsh_outside_range", say("TSH outside 0.4 to 4.0 mU/L"), "category", categories=YES_NO),
        Column("thyroid_disease", say("Thyroid disease"), "category", categories=YES_NO),
    ),
    assumptions=(
        Assumption("workup_cost", say("Full work-up"), 150.0, 0.0, 5000.0, say("£ per patient"), ASK_FINANCE, "2026-11", "I", say("Thyroid hormones, antibodies and one specialist appointment.")),
        Assumption("tsh_cost", say("TSH test"), 5.0, 0.0, 200.0, say("£ per patient"), ASK_FINANCE, "2026-11", "I", say("Everybody in the file has had it, so it counts in the cost per case found and in no decision."), group=say("Clinic and target population")),
        Assumption("early_saving", say("Cost saved by finding a case now"), 60.0, 0.0, 10_000.0, say("£ per case"), ASK_FINANCE, "2026-11", "I", say("Repeat visits and tests avoided, less the treatment that starts earlier.")),
        Assumption("missed_cost", say("Cost of a missed case"), 100.0, 0.0, 20_000.0, say("£ per case"), ASK_FINANCE, "2026-11", "I", say("What the service pays when the disease is found later, at a worse stage.")),
        Assumption(
            "wtp", say("Willingness to pay for health"), 20_000.0, 0.0, 150_000.0, say("£ per QALY"),
            "NICE: £20,000 to £30,000 per QALY; the £25,000 to £35,000 in force since April 2026 is for technology appraisals of medicines, not for digital or health technology (NICE, questions on its cost-effectiveness thresholds)",
            "2026-04", "R", say("Turns health into money in all four outcomes; at 0 the money is cash alone."),
        ),
        Assumption("early_qaly", say("Health gained by finding a case now"), 0.012, 0.0, 0.5, say("QALY per case and year"), ASK_CLINIC, "2026-11", "I", say("Quality of life with treatment less without it, while the case would have stayed unknown.")),
        Assumption("years", say("Years a missed case stays unknown"), 5.0, 1.0, 30.0, say("years"), ASK_CLINIC, "2026-11", "I", say("Whole years; the health gain is counted over these.")),
        Assumption("overdiagnosed", say("Found cases that needed no treatment"), 0.10, 0.0, 1.0, say("of found cases"), ASK_CLINIC, "2026-11", "I", say("Mild disease that would never have troubled the patient.")),
        Assumption("overtreatment_qaly", say("Health lost to needless treatment"), 0.002, 0.0, 0.2, say("QALY per overdiagnosed case and year"), ASK_CLINIC, "2026-11", "I", say("Daily tablets and blood tests without a gain.")),
        Assumption("false_alarm_qaly", say("Health lost to a false alarm"), 0.002, 0.0, 0.1, say("QALY per false alarm"), ASK_CLINIC, "2026-11", "I", say("Worry and a needle; lost once.")),
        Assumption("discount_rate", say("Discount rate"), 0.035, 0.0, 0.15, say("per year"), "NICE reference case: 3.5 % a year on costs and on health effects", "2011-08", "R", say("Applied to health at year ends.")),
        Assumption("threshold_low", say("Lowest threshold a clinician would hold"), 0.05, 0.01, 0.50, say("probability"), ASK_CLINIC, "2026-11", "I", say("At 0.05 up to 20 work-ups are accepted to find one case."), group=say("Decision curve")),
        Assumption("threshold_high", say("Highest threshold a clinician would hold"), 0.35, 0.02, 0.90, say("probability"), ASK_CLINIC, "2026-11", "I", say("At 0.35 fewer than 3 work-ups are accepted to find one case."), group=say("Decision curve")),
        Assumption("tsh_low", say("TSH rule: send on below"), 0.4, 0.0, 2.0, say("mU/L"), RANGE_SOURCE, "2017", "S", say("The rule without a model that the decision curve compares with."), group=say("Decision curve")),
        Assumption("tsh_high", say("TSH rule: send on above"), 4.0, 2.0, 100.0, say("mU/L"), RANGE_SOURCE, "2017", "S", say("The rule without a model that the decision curve compares with."), group=say("Decision curve")),
        Assumption("slots_per_week", say("Work-up slots"), 6.0, 0.5, 5000.0, say("patients per week"), ASK_CLINIC, "2026-11", "I", say("How many the clinic can see."), group=say("Clinic and target population")),
        Assumption("file_weeks", say("Weeks the file covers"), 42.0, 1.0, 520.0, say("weeks"), "Dates of the shipped file, 4 April 1986 to 19 January 1987", "1987-01", "E", say("Whole weeks; change it for your own file."), group=say("Clinic and target population")),
        Assumption(
            "target_prevalence", say("Ill in the population to be tested"), 0.0243, 0.001, 0.9, say("of patients"),
            "55 new cases in 2,267 diagnostic TSH tests of one English general practice in 2012 (letter, PMC3722806)", "2013", "P",
            say("The file's patients were referred to a hospital; elsewhere fewer are ill."), group=say("Clinic and target population"),
        ),
        Assumption("second_sensitivity", say("Second test: ill and positive"), 0.90, 0.0, 1.0, say("of ill patients"), ASK_CLINIC, "2026-11", "I", say("A free T4 in the same tube, say."), group=say("Second test")),
        Assumption("second_specificity", say("Second test: well and negative"), 0.80, 0.0, 1.0, say("of well patients"), ASK_CLINIC, "2026-11", "I", say("Its errors are taken as independent of the first step's."), group=say("Second test")),
        Assumption("second_cost", say("Second test: cost"), 10.0, 0.0, 1000.0, say("£ per patient tested"), ASK_FINANCE, "2026-11", "I", group=say("Second test")),
        Assumption("spread", say("Uncertainty of costs and health effects"), 0.30, 0.0, 0.95, say("of each value"), ASK_CLINIC, "2026-11", "I", say("Each is drawn from a triangle this far to both sides of its value."), group=say("Clinic and target population")),
    ),
    tp=Cell(worked_up_ill, say(
        "A case found now: health gained, valued at the willingness to pay, and later cost saved, less the "
        "work-up."), r"\lambda\,(q_{early} - s\,q_{over})\,\ddot a + c_{saved} - c_{workup}"),
    fp=Cell(worked_up_well, say("A needless work-up costs its price and the patient's peace of mind."), r"-c_{workup} - \lambda\,q_{alarm}"),
    tn=Cell(left_well, say("A well patient left in peace costs nothing more."), r"0"),
    fn=Cell(left_ill, say("A missed case comes back later and costs more."), r"-c_{missed}"),
    words=Words(
        row=say("patient"), rows=say("patients"), act=say("work up"), leave=say("stop here"), act_all=say("working everyone up"), act_none=say("working nobody up"),
        event_rows=say("patients with thyroid disease"), other_rows=say("patients without it"), acted=say("worked up"), left=say("not worked up"),
        caution=say("Decision support, not a diagnosis."),
    ),
    data_note=say(
        "Garavan Institute thyroid records, J. R. Quinlan 1987, UCI 102, CC BY 4.0; the sample is the later "
        "period, from 4 April 1986."),
    calculators=CALCULATORS,
    searched=False,
    notes={
        "Left out": (
            say(
                "T3, TT4, T4U, FTI and TBG, whether each was measured (T3_measured and so on), and the diagnosis letters "
                "(target): they exist only once somebody has decided on the work-up, so a model that sees them would "
                "predict the past. TSH_measured says no more than an empty TSH.")
        ),
        "Split": say(
            "By date: fitted on August 1984 to 3 April 1986, tested on 4 April 1986 to January 1987, so every test "
            "row is later than every training row."),
        "Training data": (
            say(
                "The event: the diagnosis holds a letter from A to H: hyperthyroid (A to D) or hypothyroid (E to H), "
                "alone, together with others (GK, AK, FK, GI, GKJ) or as a possibility not ruled out (C|I, H|K, D|R; 21 "
                "records of 9,172).")
        ),
        "Limits": (
            say(
                "One hospital laboratory in Sydney, 1984 to 1987, with the TSH assays of that time: validate on local "
                "patients before use. 9.9 % were ill, more than in general practice. The records do not tell which "
                "belong to one patient, so a patient may stand in both periods. Some patients were already treated for "
                "thyroid disease. Decision support, not a diagnosis.")
        ),
    },
)
