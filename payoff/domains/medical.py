"""Thyroid disease: who goes on from a first TSH test to the full work-up."""

from __future__ import annotations

from payoff.domains.medical_calculators import CALCULATORS
from payoff.domains.medical_money import left_ill, left_well, worked_up_ill, worked_up_well
from payoff.domains.term_sheet import Assumption, Cell, Column, TermSheet, Words

ASK_CLINIC = "No source: ask the clinic"
ASK_FINANCE = "No source: ask the service's finance department"
RANGE_SOURCE = "Range of Western Australian laboratories, 0.4 to 4.0 mU/L (Australian Doctor, on a study of 120,000 patients)"
YES_NO = ("no", "yes")


def _flag(name: str, label: str) -> Column:
    return Column(name, label, "category", feature=True, categories=YES_NO)


TERM_SHEET = TermSheet(
    key="medical",
    place=2,
    title="Medical",
    question="Send on to the full work-up?",
    event="thyroid disease",
    outcome="thyroid_disease",
    event_value="yes",
    other_value="no",
    currency="£",
    identifier="record_id",
    time_ordered=True,
    columns=(
        Column("record_id", "Record", "text"),
        Column("record_date", "Date", "text"),
        Column("age", "Age", "number", "years", 0, 120, feature=True),
        Column("sex", "Sex", "category", feature=True, categories=("female", "male")),
        _flag("on_thyroxine", "On thyroxine"),
        _flag("query_on_thyroxine", "Perhaps on thyroxine"),
        _flag("on_antithyroid_medication", "On antithyroid medication"),
        _flag("sick", "Sick"),
        _flag("pregnant", "Pregnant"),
        _flag("thyroid_surgery", "Thyroid surgery"),
        _flag("radioiodine_treatment", "Radioiodine treatment"),
        _flag("query_hypothyroid", "Referred as perhaps hypothyroid"),
        _flag("query_hyperthyroid", "Referred as perhaps hyperthyroid"),
        _flag("lithium", "On lithium"),
        _flag("goitre", "Goitre"),
        _flag("tumour", "Tumour"),
        _flag("hypopituitary", "Hypopituitary"),
        _flag("psychiatric", "Psychiatric symptoms"),
        Column("referral_source", "Referred by", "category", feature=True, categories=("SVHC", "SVHD", "SVI", "STMW", "WEST", "other")),
        Column("tsh", "TSH", "number", "mU/L", 0, 1000, feature=True),
        Column("tsh_outside_range", "TSH outside 0.4 to 4.0 mU/L", "category", categories=YES_NO),
        Column("thyroid_disease", "Thyroid disease", "category", categories=YES_NO),
    ),
    assumptions=(
        Assumption("workup_cost", "Full work-up", 150.0, 0.0, 5000.0, "£ per patient", ASK_FINANCE, "2026-11", "I", "Thyroid hormones, antibodies and one specialist appointment."),
        Assumption("tsh_cost", "TSH test", 5.0, 0.0, 200.0, "£ per patient", ASK_FINANCE, "2026-11", "I", "Everybody in the file has had it, so it counts in the cost per case found and in no decision.", group="Clinic and target population"),
        Assumption("early_saving", "Cost saved by finding a case now", 60.0, 0.0, 10_000.0, "£ per case", ASK_FINANCE, "2026-11", "I", "Repeat visits and tests avoided, less the treatment that starts earlier."),
        Assumption("missed_cost", "Cost of a missed case", 100.0, 0.0, 20_000.0, "£ per case", ASK_FINANCE, "2026-11", "I", "What the service pays when the disease is found later, at a worse stage."),
        Assumption(
            "wtp", "Willingness to pay for health", 20_000.0, 0.0, 150_000.0, "£ per QALY",
            "NICE: £20,000 to £30,000 per QALY; the £25,000 to £35,000 in force since April 2026 is for technology appraisals of medicines, not for digital or health technology (NICE, questions on its cost-effectiveness thresholds)",
            "2026-04", "R", "Turns health into money in all four outcomes; at 0 the money is cash alone.",
        ),
        Assumption("early_qaly", "Health gained by finding a case now", 0.012, 0.0, 0.5, "QALY per case and year", ASK_CLINIC, "2026-11", "I", "Quality of life with treatment less without it, while the case would have stayed unknown."),
        Assumption("years", "Years a missed case stays unknown", 5.0, 1.0, 30.0, "years", ASK_CLINIC, "2026-11", "I", "Whole years; the health gain is counted over these."),
        Assumption("overdiagnosed", "Found cases that needed no treatment", 0.10, 0.0, 1.0, "of found cases", ASK_CLINIC, "2026-11", "I", "Mild disease that would never have troubled the patient."),
        Assumption("overtreatment_qaly", "Health lost to needless treatment", 0.002, 0.0, 0.2, "QALY per overdiagnosed case and year", ASK_CLINIC, "2026-11", "I", "Daily tablets and blood tests without a gain."),
        Assumption("false_alarm_qaly", "Health lost to a false alarm", 0.002, 0.0, 0.1, "QALY per false alarm", ASK_CLINIC, "2026-11", "I", "Worry and a needle; lost once."),
        Assumption("discount_rate", "Discount rate", 0.035, 0.0, 0.15, "per year", "NICE reference case: 3.5 % a year on costs and on health effects", "2011-08", "R", "Applied to health at year ends."),
        Assumption("threshold_low", "Lowest threshold a clinician would hold", 0.05, 0.01, 0.50, "probability", ASK_CLINIC, "2026-11", "I", "At 0.05 up to 20 work-ups are accepted to find one case.", group="Decision curve"),
        Assumption("threshold_high", "Highest threshold a clinician would hold", 0.35, 0.02, 0.90, "probability", ASK_CLINIC, "2026-11", "I", "At 0.35 fewer than 3 work-ups are accepted to find one case.", group="Decision curve"),
        Assumption("tsh_low", "TSH rule: send on below", 0.4, 0.0, 2.0, "mU/L", RANGE_SOURCE, "2017", "S", "The rule without a model that the decision curve compares with.", group="Decision curve"),
        Assumption("tsh_high", "TSH rule: send on above", 4.0, 2.0, 100.0, "mU/L", RANGE_SOURCE, "2017", "S", "The rule without a model that the decision curve compares with.", group="Decision curve"),
        Assumption("slots_per_week", "Work-up slots", 6.0, 0.5, 5000.0, "patients per week", ASK_CLINIC, "2026-11", "I", "How many the clinic can see.", group="Clinic and target population"),
        Assumption("file_weeks", "Weeks the file covers", 42.0, 1.0, 520.0, "weeks", "Dates of the shipped file, 4 April 1986 to 19 January 1987", "1987-01", "E", "Whole weeks; change it for your own file.", group="Clinic and target population"),
        Assumption(
            "target_prevalence", "Ill in the population to be tested", 0.0243, 0.001, 0.9, "of patients",
            "55 new cases in 2,267 diagnostic TSH tests of one English general practice in 2012 (letter, PMC3722806)", "2013", "P",
            "The file's patients were referred to a hospital; elsewhere fewer are ill.", group="Clinic and target population",
        ),
        Assumption("second_sensitivity", "Second test: ill and positive", 0.90, 0.0, 1.0, "of ill patients", ASK_CLINIC, "2026-11", "I", "A free T4 in the same tube, say.", group="Second test"),
        Assumption("second_specificity", "Second test: well and negative", 0.80, 0.0, 1.0, "of well patients", ASK_CLINIC, "2026-11", "I", "Its errors are taken as independent of the first step's.", group="Second test"),
        Assumption("second_cost", "Second test: cost", 10.0, 0.0, 1000.0, "£ per patient tested", ASK_FINANCE, "2026-11", "I", group="Second test"),
        Assumption("spread", "Uncertainty of costs and health effects", 0.30, 0.0, 0.95, "of each value", ASK_CLINIC, "2026-11", "I", "Each is drawn from a triangle this far to both sides of its value.", group="Clinic and target population"),
    ),
    tp=Cell(worked_up_ill, "A case found now: health gained, valued at the willingness to pay, and later cost saved, less the work-up.", r"\lambda\,(q_{early} - s\,q_{over})\,\ddot a + c_{saved} - c_{workup}"),
    fp=Cell(worked_up_well, "A needless work-up costs its price and the patient's peace of mind.", r"-c_{workup} - \lambda\,q_{alarm}"),
    tn=Cell(left_well, "A well patient left in peace costs nothing more.", r"0"),
    fn=Cell(left_ill, "A missed case comes back later and costs more.", r"-c_{missed}"),
    words=Words(
        row="patient", rows="patients", act="work up", leave="stop here", act_all="working everyone up", act_none="working nobody up",
        event_rows="patients with thyroid disease", other_rows="patients without it", acted="worked up", left="not worked up",
        caution="Decision support, not a diagnosis.",
    ),
    data_note="Garavan Institute thyroid records, J. R. Quinlan 1987, UCI 102, CC BY 4.0; the sample is the later period, from 4 April 1986.",
    calculators=CALCULATORS,
    searched=False,
    notes={
        "Left out": (
            "T3, TT4, T4U, FTI and TBG, whether each was measured (T3_measured and so on), and the diagnosis letters (target): they "
            "exist only once somebody has decided on the work-up, so a model that sees them would predict the past. TSH_measured says "
            "no more than an empty TSH."
        ),
        "Split": "By date: fitted on August 1984 to 3 April 1986, tested on 4 April 1986 to January 1987, so every test row is later than every training row.",
        "Training data": (
            "The event: the diagnosis holds a letter from A to H: hyperthyroid (A to D) or hypothyroid (E to H), alone, together with others (GK, AK, "
            "FK, GI, GKJ) or as a possibility not ruled out (C|I, H|K, D|R; 21 records of 9,172)."
        ),
        "Limits": (
            "One hospital laboratory in Sydney, 1984 to 1987, with the TSH assays of that time: validate on local patients before use. "
            "9.9 % were ill, more than in general practice. The records do not tell which belong to one patient, so a patient may stand in "
            "both periods. Some patients were already treated for thyroid disease. Decision support, not a diagnosis."
        ),
    },
)
